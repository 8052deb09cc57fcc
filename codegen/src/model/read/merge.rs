//! Merges files into one set of definitions: checks the JSON syntax and the AST's root, and reports conflicting definitions.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::context::{Context, Fields, Place};
use super::redefined;
use crate::diagnostics::{Diagnostic, Location};
use crate::model::node::{self, Entry, Object, Value};
use crate::model::{Node, ShapeId, SourceFile};

/// The Smithy version that a file is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Version {
    /// 1.0: values of simple types that are not boxed are never absent.
    V1,
    /// 2.0 and later.
    V2,
}

/// A shape or `apply` statement, not yet converted from JSON.
pub(super) struct Definition {
    pub(super) id: ShapeId,
    pub(super) location: Location,
    pub(super) version: Version,
    pub(super) node: Node,
}

/// The definitions of all files.
#[derive(Default)]
pub(super) struct Merged {
    /// Shapes, each once, and any number of `apply` statements, in file order.
    pub(super) definitions: Vec<Definition>,
    pub(super) metadata: BTreeMap<String, Node>,
    /// The index of each shape in `definitions`.
    shapes: BTreeMap<ShapeId, usize>,
}

pub(super) fn merge(files: &[SourceFile<'_>], context: &mut Context) -> Merged {
    let mut merged = Merged::default();
    if files.is_empty() {
        context.push(Diagnostic::error("expected at least one model file, found none"));
    }
    for file in files {
        let name: Arc<str> = file.name.into();
        match node::parse(file.text) {
            Ok(parsed) => {
                report_duplicates(&name, &parsed, context);
                merged.add_file(&name, parsed.root, context);
            }
            Err(error) => context.push(
                Diagnostic::error(error.message).at(&Location { file: name, position: error.position }),
            ),
        }
    }
    for at in 0..merged.definitions.len() {
        merged.lend_members(at);
    }
    merged
}

impl Merged {
    fn add_file(&mut self, file: &Arc<str>, root: Node, context: &mut Context) {
        let place = Place { location: Location { file: file.clone(), position: root.position }, shape: None };
        let Value::Object(object) = root.value else {
            context.push(place.expected("an object: a Smithy model in JSON", &root));
            return;
        };
        let mut fields = Fields::new(object);
        let Some(version) = version(fields.take("smithy"), &place, context) else {
            return;
        };
        if let Some(metadata) = fields.take("metadata") {
            self.add_metadata(metadata, &place, context);
        }
        if let Some(shapes) = fields.take("shapes") {
            self.add_shapes(shapes, version, &place, context);
        }
        fields.finish(&["smithy", "metadata", "shapes"], &place, context);
    }

    fn add_metadata(&mut self, node: Node, place: &Place, context: &mut Context) {
        let Value::Object(object) = node.value else {
            context.push(place.expected("an object of metadata", &node));
            return;
        };
        for entry in object {
            let Entry { key, key_position, value } = entry;
            match self.metadata.get_mut(&*key) {
                None => {
                    self.metadata.insert(key.to_string(), value);
                }
                Some(old) if *old == value => {}
                Some(old) => match (&mut old.value, value.value) {
                    (Value::Array(old), Value::Array(new)) => old.extend(new),
                    _ => context.push(
                        place
                            .at(key_position)
                            .error(format!("metadata `{key}` has another value in another file")),
                    ),
                },
            }
        }
    }

    fn add_shapes(&mut self, node: Node, version: Version, place: &Place, context: &mut Context) {
        let Value::Object(object) = node.value else {
            context.push(place.expected("an object of shapes by id", &node));
            return;
        };
        for entry in object {
            let mut place = place.at(entry.key_position);
            let Some(id) = context.id(&entry.key, &place) else {
                continue;
            };
            place.shape = Some(id.clone());
            let definition = Definition { id, location: place.location.clone(), version, node: entry.value };
            self.add(definition, &place, context);
        }
    }

    fn add(&mut self, definition: Definition, place: &Place, context: &mut Context) {
        if definition.is_apply() {
            self.definitions.push(definition);
            return;
        }
        if definition.id.member().is_some() {
            context.push(
                place
                    .error("a shape's id must not name a member")
                    .help("give traits to a member with `\"type\": \"apply\"`"),
            );
            return;
        }
        let first = self.shapes.get(&definition.id).and_then(|at| self.definitions.get(*at));
        match first {
            None => {
                self.shapes.insert(definition.id.clone(), self.definitions.len());
                self.definitions.push(definition);
            }
            Some(first) if first.node == definition.node => {}
            Some(first) if redefined::are_alike(&first.node, &definition.node) => {
                self.definitions.extend(redefined::statements(&definition));
            }
            Some(first) => {
                let Location { file, position } = &first.location;
                let message = format!("this shape is defined differently at {file}:{position}");
                context.push(
                    place.error(message).help("keep one of the two definitions: only traits may differ"),
                );
            }
        }
    }
}

/// Lists and maps always have their members; one that leaves a member to its mixins gets the target from there.
impl Merged {
    fn lend_members(&mut self, at: usize) {
        let Some(definition) = self.definitions.get(at) else { return };
        let names: &[&str] = match definition.node.get("type").and_then(Node::as_str) {
            Some("list") => &["member"],
            Some("map") => &["key", "value"],
            _ => return,
        };
        let lent: Vec<Entry> = names
            .iter()
            .filter(|name| definition.node.get(name).is_none())
            .filter_map(|name| self.member_of_mixins(definition, name))
            .collect();
        if let Some(Definition { node: Node { value: Value::Object(object), .. }, .. }) =
            self.definitions.get_mut(at)
            && !lent.is_empty()
        {
            let entries = std::mem::take(object).into_iter().chain(lent).collect();
            *object = Object::new(entries).0;
        }
    }

    /// Returns the entry `"member": {"target": …}` of the nearest mixin that has it.
    fn member_of_mixins(&self, definition: &Definition, name: &str) -> Option<Entry> {
        let mut seen = BTreeSet::new();
        let mut waiting = vec![definition];
        while let Some(next) = waiting.pop() {
            let member = next.node.as_object().and_then(|fields| fields.entry(name));
            if let Some(target) = member.and_then(|member| member.value.as_object()?.entry("target")) {
                let (object, _) = Object::new(vec![target.clone()]);
                // The mixin may be in another file, so findings about this member point to the shape that uses the mixin.
                let position = definition.location.position;
                let value = Node { position, value: Value::Object(object) };
                return Some(Entry { key: name.into(), key_position: position, value });
            }
            let mixins = next.node.get("mixins").and_then(Node::as_array).unwrap_or_default();
            for id in mixins.iter().filter_map(|mixin| mixin.get("target")?.as_str()) {
                if seen.insert(id) {
                    waiting.extend(self.shapes.get(id).and_then(|at| self.definitions.get(*at)));
                }
            }
        }
        None
    }
}

impl Definition {
    pub(super) fn is_apply(&self) -> bool {
        self.node.get("type").and_then(Node::as_str) == Some("apply")
    }
}

fn version(node: Option<Node>, place: &Place, context: &mut Context) -> Option<Version> {
    let Some(node) = node else {
        context.push(
            place
                .error("expected the field `smithy`, found none")
                .help("begin the model with `\"smithy\": \"2.0\"`"),
        );
        return None;
    };
    match node.as_str() {
        Some("1" | "1.0") => Some(Version::V1),
        // 2.1 is the same in JSON: it adds to the other format of models.
        Some("2" | "2.0" | "2.1") => Some(Version::V2),
        _ => {
            context.push(place.expected("the Smithy version \"2.0\", \"2.1\" or \"1.0\"", &node));
            None
        }
    }
}

/// Reports keys that occur twice in an object, with the shape or member they are in.
fn report_duplicates(file: &Arc<str>, parsed: &node::Parsed, context: &mut Context) {
    for duplicate in &parsed.duplicates {
        let path: Vec<&str> = duplicate.path.iter().map(|key| &**key).collect();
        let (what, shape) = match path.as_slice() {
            ["shapes"] => ("shape id", Some((*duplicate.key).to_owned())),
            ["shapes", id, "members"] => ("member", Some(format!("{id}${}", duplicate.key))),
            ["shapes", id, "members", member, ..] => ("key", Some(format!("{id}${member}"))),
            ["shapes", id, ..] => ("key", Some((*id).to_owned())),
            _ => ("key", None),
        };
        let key = &duplicate.key;
        let first = duplicate.first;
        let mut diagnostic = Diagnostic::error(format!(
            "the {what} `{key}` stands here a second time; the first is at {first}"
        ))
        .at(&Location { file: file.clone(), position: duplicate.position });
        diagnostic.shape = shape.map(Into::into);
        context.push(diagnostic);
    }
}
