//! The parts of shape definitions: texts, references to shapes, members and traits.

use std::sync::Arc;

use super::Reader;
use crate::model::node::{Entry, Object, Value};
use crate::model::read::context::{Context, Fields, Place};
use crate::model::{AppliedTrait, Member, Node, Reference, ShapeId, Traits};

impl Reader<'_> {
    pub(super) fn text(&mut self, field: &str) -> Option<String> {
        let node = self.fields.take(field)?;
        let text = node.as_str().map(ToOwned::to_owned);
        if text.is_none() {
            let what = format!("a string as `{field}`");
            self.context.push(self.place.expected(&what, &node));
        }
        text
    }

    /// Reads a field that is `{"target": id}`.
    pub(super) fn reference(&mut self, field: &str) -> Option<Reference> {
        let node = self.fields.take(field)?;
        reference(node, &self.place, self.context)
    }

    /// Reads a field that is a list of `{"target": id}`.
    pub(super) fn references(&mut self, field: &str) -> Vec<Reference> {
        let Some(node) = self.fields.take(field) else {
            return Vec::new();
        };
        let Value::Array(elements) = node.value else {
            let what = format!("an array of references as `{field}`");
            self.context.push(self.place.expected(&what, &node));
            return Vec::new();
        };
        elements.into_iter().filter_map(|element| reference(element, &self.place, self.context)).collect()
    }

    /// Reads a field that is an object of `{"target": id}` by name.
    pub(super) fn named_references(&mut self, field: &str) -> Vec<(String, Reference)> {
        self.object(field, "references by name")
            .into_iter()
            .filter_map(|entry| {
                let reference = reference(entry.value, &self.place, self.context)?;
                Some((entry.key.to_string(), reference))
            })
            .collect()
    }

    /// Reads a service's `rename`: an object of names by shape id.
    pub(super) fn rename(&mut self) -> Vec<(Reference, String)> {
        let mut renamed = Vec::new();
        for entry in self.object("rename", "names by shape id") {
            let place = self.place.at(entry.key_position);
            let Some(id) = self.context.id(&entry.key, &place) else {
                continue;
            };
            let location = place.location;
            match entry.value.as_str() {
                Some(name) => renamed.push((Reference { id, location }, name.to_owned())),
                None => {
                    let diagnostic = self.place.expected("the shape's new name", &entry.value);
                    self.context.push(diagnostic);
                }
            }
        }
        renamed
    }

    pub(super) fn required_member(&mut self, field: &'static str) -> Option<Member> {
        let Some(node) = self.fields.take(field) else {
            let message = format!("expected the member `{field}`, found none");
            self.context.push(self.place.error(message));
            return None;
        };
        let place = self.place.at(node.position);
        let id = self.id.with_member(field).ok()?;
        member(id, node, place, self.context)
    }

    pub(super) fn members(&mut self) -> Vec<Member> {
        let mut members = Vec::new();
        for entry in self.object("members", "members by name") {
            let place = self.place.at(entry.key_position);
            match self.id.with_member(&entry.key) {
                Ok(id) => members.extend(member(id, entry.value, place, self.context)),
                Err(_) => {
                    let key = &entry.key;
                    let message = format!(
                        "expected a member name of letters, digits and underscores that begins with a letter, or with `_` and a letter or digit; found {key:?}"
                    );
                    self.context.push(place.error(message));
                }
            }
        }
        members
    }

    /// Returns the entries of a field that is an object; none if the field is absent.
    fn object(&mut self, field: &str, what: &str) -> Object {
        let Some(node) = self.fields.take(field) else {
            return Object::default();
        };
        match node.value {
            Value::Object(object) => object,
            _ => {
                let what = format!("an object of {what} as `{field}`");
                self.context.push(self.place.expected(&what, &node));
                Object::default()
            }
        }
    }
}

fn member(id: ShapeId, node: Node, mut place: Place, context: &mut Context) -> Option<Member> {
    place.shape = Some(id.clone());
    let Value::Object(object) = node.value else {
        context.push(place.expected("an object with the member's `target`", &node));
        return None;
    };
    let mut fields = Fields::new(object);
    let target = target(&mut fields, &place, context);
    let traits = traits(fields.take("traits"), &id, &place, context);
    fields.finish(&["target", "traits"], &place, context);
    Some(Member { target: target?, location: place.location, traits, id })
}

fn reference(node: Node, place: &Place, context: &mut Context) -> Option<Reference> {
    let place = place.at(node.position);
    let Value::Object(object) = node.value else {
        context.push(place.expected("an object with a `target`", &node));
        return None;
    };
    let mut fields = Fields::new(object);
    let target = target(&mut fields, &place, context);
    fields.finish(&["target"], &place, context);
    target
}

fn target(fields: &mut Fields, place: &Place, context: &mut Context) -> Option<Reference> {
    let Some(node) = fields.take("target") else {
        context.push(place.error("expected the field `target`, found none"));
        return None;
    };
    let place = place.at(node.position);
    let Value::String(text) = &node.value else {
        context.push(place.expected("a shape id", &node));
        return None;
    };
    let id = context.id(text, &place)?;
    Some(Reference { id, location: place.location })
}

/// Reads an object of trait values by trait id.
pub(super) fn traits(node: Option<Node>, subject: &ShapeId, place: &Place, context: &mut Context) -> Traits {
    let mut traits = Traits::new(subject.clone());
    let Some(node) = node else {
        return traits;
    };
    let Value::Object(object) = node.value else {
        context.push(place.expected("an object of trait values by trait id", &node));
        return traits;
    };
    for Entry { key, key_position, value } in object {
        let place = place.at(key_position);
        if let Some(id) = context.id(&key, &place) {
            traits.set(AppliedTrait { id, location: place.location, value });
        }
    }
    traits
}

/// Creates a trait that the model does not contain but Smithy's rules imply.
pub(in crate::model::read) fn implied(
    id: &str,
    value: Value,
    place: &Place,
    context: &mut Context,
) -> Option<AppliedTrait> {
    Some(AppliedTrait {
        id: context.id(&Arc::from(id), place)?,
        location: place.location.clone(),
        value: Node { position: place.location.position, value },
    })
}
