//! Shapes that several files define: their traits are merged, and all else must be equal
//! (<https://smithy.io/2.0/spec/model.html#merging-model-files>).

use super::merge::Definition;
use crate::model::node::{Entry, Object, Value};
use crate::model::{Node, ShapeId};

/// The fields of a shape that hold a member each.
const MEMBERS: [&str; 3] = ["member", "key", "value"];

/// Returns whether two definitions of a shape differ at most in traits.
pub(super) fn are_alike(left: &Node, right: &Node) -> bool {
    without_traits(left) == without_traits(right)
}

fn without_traits(shape: &Node) -> Node {
    let Some(fields) = shape.as_object() else { return shape.clone() };
    let members = |members: &Node| match members.as_object() {
        Some(all) => {
            let bare = all.iter().map(|it| with_value(it, bare(&it.value)));
            Node::object(members.position, bare.collect())
        }
        None => members.clone(),
    };
    let fields = fields.iter().filter(|field| &*field.key != "traits").map(|field| match &*field.key {
        "members" => with_value(field, members(&field.value)),
        name if MEMBERS.contains(&name) => with_value(field, bare(&field.value)),
        _ => field.clone(),
    });
    // A field that is empty says as much as none.
    let said = fields.filter(|field| match &field.value.value {
        Value::Array(values) => !values.is_empty(),
        Value::Object(fields) => !fields.is_empty(),
        _ => true,
    });
    Node::object(shape.position, said.collect())
}

/// Returns the members of a shape.
pub(super) fn members(shape: &Node) -> impl Iterator<Item = &Entry> {
    let nested = shape.get("members").and_then(Node::as_object);
    let single = shape.as_object().into_iter().flat_map(Object::iter);
    let single = single.filter(|field| MEMBERS.contains(&&*field.key));
    nested.into_iter().flat_map(Object::iter).chain(single)
}

/// Returns a member without its traits.
fn bare(member: &Node) -> Node {
    let Some(fields) = member.as_object() else { return member.clone() };
    Node::object(member.position, fields.iter().filter(|field| &*field.key != "traits").cloned().collect())
}

fn with_value(entry: &Entry, value: Node) -> Entry {
    Entry { value, ..entry.clone() }
}

/// Returns the `apply` statements that give a shape and its members the traits of this definition.
pub(super) fn statements(definition: &Definition) -> Vec<Definition> {
    let own = statement(definition, definition.id.clone(), &definition.node);
    let of_member =
        |member: &Entry| statement(definition, definition.id.with_member(&member.key).ok()?, &member.value);
    own.into_iter().chain(members(&definition.node).filter_map(of_member)).collect()
}

fn statement(definition: &Definition, id: ShapeId, subject: &Node) -> Option<Definition> {
    let traits = subject.as_object()?.entry("traits")?;
    let text = Value::String("apply".into());
    let kind = Node { position: subject.position, value: text };
    let kind = Entry { key: "type".into(), key_position: subject.position, value: kind };
    let node = Node::object(subject.position, vec![kind, traits.clone()]);
    let (location, version) = (definition.location.clone(), definition.version);
    Some(Definition { id, location, version, node })
}
