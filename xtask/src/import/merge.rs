//! Merging a published model, cut down to some operations, with what we say differently.

use super::rules::{Rules, Take};
use crate::json::{array, entry, object, text};
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithwright_codegen::model::node::{Entry, Object, Value};
use smithwright_codegen::model::{Node, reachable};
use std::collections::{BTreeMap, BTreeSet};

const DOCUMENTATION: &str = "smithy.api#documentation";

/// The two models to merge.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sides<'a> {
    /// Our model, as it is in its file.
    pub(super) ours: &'a Node,
    /// The published model, as JSON AST in Smithy 2.0.
    pub(super) theirs: &'a Node,
}

/// Which part of the published model is wanted.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wanted<'a> {
    /// The service's shape id.
    pub(super) service: &'a str,
    /// The operations, by shape name.
    pub(super) operations: &'a [String],
}

/// Merges both into one model: first the service, then what it reaches, sorted by id.
///
/// # Errors
/// Reports a service or operations that the published model doesn't have.
pub(super) fn merge(sides: Sides<'_>, wanted: Wanted<'_>, rules: &Rules) -> Result<Node, Diagnostics> {
    let merger = Merger { sides, wanted, rules, operations: operations(sides.theirs, wanted)? };
    let mut shapes: BTreeMap<String, Node> = BTreeMap::new();
    add(&mut shapes, vec![wanted.service.to_owned()], |id| merger.shape(id));
    merger.add_own(&mut shapes);
    let service = shapes.remove_entry(wanted.service);
    let shapes = object(service.into_iter().chain(shapes).map(|(id, shape)| entry(&id, shape)));
    // The metadata stays ours: theirs is about shapes that were cut away.
    let fields = keys(Some(sides.ours), None).map(|key| match key {
        "shapes" => entry(key, shapes.clone()),
        _ => entry(key, sides.ours.get(key).cloned().unwrap_or_else(|| text(""))),
    });
    Ok(object(fields))
}

/// Returns the ids of the wanted operations, sorted.
fn operations(theirs: &Node, wanted: Wanted<'_>) -> Result<Vec<String>, Diagnostics> {
    let known = shapes(theirs);
    let is_of_type = |node: &Node, name: &str| node.get("type").and_then(Node::as_str) == Some(name);
    let ids = |name: &str| -> Vec<&str> {
        known.iter().filter(|entry| is_of_type(&entry.value, name)).map(|entry| &*entry.key).collect()
    };
    let mut diagnostics = Diagnostics::new();
    // What a service that is not there has is not asked for.
    let operations = if ids("service").contains(&wanted.service) { wanted.operations } else { &[] };
    if !ids("service").contains(&wanted.service) {
        diagnostics.push(
            Diagnostic::error(format!("the published model has no service `{}`", wanted.service))
                .did_you_mean(wanted.service, ids("service")),
        );
    }
    let bound = bound_ids(theirs, wanted.service);
    let all: Vec<&str> = ids("operation").into_iter().filter(|id| bound.contains(id)).collect();
    let name = |id: &str| id.split_once('#').map_or(id, |(_, name)| name).to_owned();
    let mut found = Vec::new();
    for operation in operations {
        match all.iter().find(|id| name(id) == *operation) {
            Some(id) => found.push((*id).to_owned()),
            None => diagnostics.push(
                Diagnostic::error(format!(
                    "the service of the published model has no operation `{operation}`"
                ))
                .did_you_mean(operation, all.iter().map(|id| id.split_once('#').map_or(*id, |it| it.1))),
            ),
        }
    }
    found.sort();
    if diagnostics.has_errors() { Err(diagnostics) } else { Ok(found) }
}

/// Returns the ids of the service and of what it binds, directly or through resources. Not all of them are operations.
fn bound_ids<'m>(model: &'m Node, service: &'m str) -> BTreeSet<&'m str> {
    reachable([service], |id| {
        let fields =
            shapes(model).get(id).into_iter().flat_map(|shape| BINDING_FIELDS.map(|it| shape.get(it)));
        let references = fields.flatten().flat_map(|found| match &found.value {
            Value::Array(references) => references.iter().collect(),
            _ => vec![found],
        });
        references.filter_map(|reference| reference.get("target")?.as_str())
    })
}

/// The fields of services and resources that bind operations and resources.
const BINDING_FIELDS: [&str; 9] =
    ["operations", "collectionOperations", "resources", "create", "put", "read", "update", "delete", "list"];

struct Merger<'a> {
    sides: Sides<'a>,
    wanted: Wanted<'a>,
    rules: &'a Rules,
    operations: Vec<String>,
}

impl Merger<'_> {
    /// Merges a shape; returns `None` if the side that decides does not have it.
    fn shape(&self, id: &str) -> Option<Node> {
        let ours = shapes(self.sides.ours).get(id);
        let theirs = shapes(self.sides.theirs).get(id);
        if let Some(whole) = whole(self.rules.of_shape(id), ours) {
            return whole;
        }
        // It is the target of a member that is kept as ours, and only we have it.
        let Some(theirs) = theirs else { return ours.cloned() };
        let mut names: Vec<&str> = keys(ours, Some(theirs)).collect();
        // All operations of the published service may be those of resources.
        if id == self.wanted.service && !names.contains(&"operations") {
            let at = names.iter().position(|name| *name == "traits").unwrap_or(names.len());
            names.insert(at, "operations");
        }
        let fields = names.into_iter().filter_map(|key| {
            let (our_field, their_field) = (ours.and_then(|it| it.get(key)), theirs.get(key));
            let value = match key {
                "members" => Some(self.members(id, our_field, their_field?)),
                // These are the members of lists and maps.
                "member" | "key" | "value" => self.member(&format!("{id}${key}"), our_field, their_field),
                "traits" => self.traits(id, our_field, their_field),
                "operations" if id == self.wanted.service => Some(self.references()),
                "resources" if id == self.wanted.service => None,
                _ => either(our_field, their_field),
            };
            Some(entry(key, value?))
        });
        Some(object(fields))
    }

    fn references(&self) -> Node {
        let reference = |id: &String| object([entry("target", text(id))]);
        array(self.operations.iter().map(reference))
    }

    /// Merges members: ours first, in our order, then those that only they have.
    fn members(&self, id: &str, ours: Option<&Node>, theirs: &Node) -> Node {
        object(keys(ours, Some(theirs)).filter_map(|name| {
            let (ours, theirs) = (ours.and_then(|it| it.get(name)), theirs.get(name));
            Some(entry(name, self.member(&format!("{id}${name}"), ours, theirs)?))
        }))
    }

    fn member(&self, id: &str, ours: Option<&Node>, theirs: Option<&Node>) -> Option<Node> {
        if let Some(whole) = whole(self.rules.of_shape(id), ours) {
            return whole;
        }
        let theirs = theirs?;
        let fields = keys(ours, Some(theirs)).filter_map(|key| {
            let (ours, theirs) = (ours.and_then(|it| it.get(key)), theirs.get(key));
            let value = if key == "traits" { self.traits(id, ours, theirs) } else { either(ours, theirs) };
            Some(entry(key, value?))
        });
        Some(object(fields))
    }

    /// Merges traits; returns `None` instead of an empty object.
    fn traits(&self, id: &str, ours: Option<&Node>, theirs: Option<&Node>) -> Option<Node> {
        let entries: Vec<Entry> = keys(ours, theirs)
            .filter_map(|trait_id| {
                let ours = ours.and_then(|it| it.get(trait_id));
                let theirs =
                    theirs.and_then(|it| it.get(trait_id)).map(|it| self.without_texts(id, trait_id, it));
                let value = match self.rules.of_trait(id, trait_id) {
                    Take::Ours => ours.cloned(),
                    Take::OursFirst => ours.cloned().or(theirs),
                    Take::Theirs => either(ours, theirs.as_ref()),
                };
                Some(entry(trait_id, value?))
            })
            .collect();
        (!entries.is_empty()).then(|| object(entries))
    }

    /// Returns the value of a trait of theirs. Where documentation is only ours, that of endpoint rules and their tests is too.
    fn without_texts(&self, id: &str, trait_id: &str, value: &Node) -> Node {
        let is_ours = self.rules.of_trait(id, DOCUMENTATION) == Take::Ours;
        if is_ours && trait_id.starts_with("smithy.rules#") { undocumented(value) } else { value.clone() }
    }

    /// Adds the shapes that our own traits name, and what those reach: only our model has them.
    fn add_own(&self, result: &mut BTreeMap<String, Node>) {
        let ours = shapes(self.sides.ours);
        let mut waiting: Vec<String> = Vec::new();
        for shape in result.values() {
            let traits = shape.get("traits").and_then(Node::as_object);
            let own = traits.into_iter().flatten().filter(|applied| applied.key.starts_with("smithwright."));
            own.for_each(|applied| texts(&applied.value, &mut waiting));
        }
        add(result, waiting, |id| ours.get(id).cloned());
    }
}

/// Adds the shapes with these ids, and what they reach, as far as there are such shapes.
fn add(shapes: &mut BTreeMap<String, Node>, mut waiting: Vec<String>, shape: impl Fn(&str) -> Option<Node>) {
    while let Some(id) = waiting.pop() {
        if !shapes.contains_key(&id)
            && let Some(shape) = shape(&id)
        {
            targets(&shape, &mut waiting);
            shapes.insert(id, shape);
        }
    }
}

/// Returns what is taken as a whole, without merging, if anything is.
fn whole(take: Take, ours: Option<&Node>) -> Option<Option<Node>> {
    match (take, ours) {
        (Take::Ours, ours) => Some(ours.cloned()),
        (Take::OursFirst, Some(ours)) => Some(Some(ours.clone())),
        _ => None,
    }
}

/// Returns theirs, but in our spelling if both say the same.
fn either(ours: Option<&Node>, theirs: Option<&Node>) -> Option<Node> {
    let theirs = theirs?;
    Some(ours.filter(|ours| *ours == theirs).unwrap_or(theirs).clone())
}

/// Returns the keys of both objects, ours first.
fn keys<'a>(ours: Option<&'a Node>, theirs: Option<&'a Node>) -> impl Iterator<Item = &'a str> {
    let ours = ours.and_then(Node::as_object);
    let theirs = theirs.and_then(Node::as_object).into_iter().flat_map(Object::keys);
    let new = theirs.filter(move |key| ours.is_none_or(|ours| ours.get(key).is_none()));
    ours.into_iter().flat_map(Object::keys).chain(new)
}

/// Returns the value without `documentation` at any depth.
fn undocumented(node: &Node) -> Node {
    match &node.value {
        Value::Array(elements) => array(elements.iter().map(undocumented)),
        Value::Object(entries) => {
            let kept = entries.iter().filter(|it| &*it.key != "documentation" || it.value.as_str().is_none());
            object(kept.map(|it| entry(&it.key, undocumented(&it.value))))
        }
        _ => node.clone(),
    }
}

/// Collects the ids that a shape refers to, except in traits.
fn targets(node: &Node, found: &mut Vec<String>) {
    match &node.value {
        Value::Array(elements) => elements.iter().for_each(|element| targets(element, found)),
        Value::Object(object) => {
            for entry in object.iter().filter(|entry| &*entry.key != "traits") {
                match (&*entry.key, entry.value.as_str()) {
                    ("target", Some(id)) => found.push(id.to_owned()),
                    _ => targets(&entry.value, found),
                }
            }
        }
        _ => {}
    }
}

/// Collects every string in a value.
fn texts(node: &Node, found: &mut Vec<String>) {
    match &node.value {
        Value::String(text) => found.push(text.to_string()),
        Value::Array(elements) => elements.iter().for_each(|element| texts(element, found)),
        Value::Object(object) => object.iter().for_each(|entry| texts(&entry.value, found)),
        _ => {}
    }
}

/// Returns the shapes in a model file.
pub(super) fn shapes(model: &Node) -> &Object {
    static NONE: std::sync::LazyLock<Object> = std::sync::LazyLock::new(Object::default);
    model.get("shapes").and_then(Node::as_object).unwrap_or(&NONE)
}
