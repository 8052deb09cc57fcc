//! The [JSON AST](https://smithy.io/2.0/spec/json-ast.html) of a model that was read, whatever it was written in.

use super::node::{Entry, Value};
use super::{Member, Model, Node, Reference, Resource, Service, Shape, ShapeId, ShapeKind, Traits};
use crate::diagnostics::Position;
use crate::model::traits::ids;

/// Where there is no file.
const NOWHERE: Position = Position { line: 1, column: 1 };

impl Model {
    /// Returns the model as a document of the JSON AST in Smithy 2.0, with its shapes sorted by id.
    ///
    /// Mixins are part of the shapes that use them and traits stand at what they are applied to, as in the model itself.
    #[must_use]
    pub fn to_ast(&self) -> Node {
        let shapes = self.shapes.values().map(|shape| entry(shape.id.as_str(), definition(shape)));
        let metadata: Vec<Entry> =
            self.metadata.iter().map(|(key, value)| entry(key, value.clone())).collect();
        let metadata = (!metadata.is_empty()).then(|| entry("metadata", object(metadata)));
        let entries = [entry("smithy", text("2.0"))].into_iter().chain(metadata);
        object(entries.chain([entry("shapes", object(shapes))]))
    }
}

/// Returns the definition of a shape, its fields in the order of Smithy's own files.
fn definition(shape: &Shape) -> Node {
    let mut fields = vec![entry("type", text(shape.shape_type().name()))];
    match &shape.kind {
        ShapeKind::List(list) => fields.push(entry("member", member(&list.member))),
        ShapeKind::Map(map) => {
            fields.extend([entry("key", member(&map.key)), entry("value", member(&map.value))]);
        }
        ShapeKind::Structure(members)
        | ShapeKind::Union(members)
        | ShapeKind::Enum(members)
        | ShapeKind::IntEnum(members) => {
            let members = members.iter().map(|it| entry(it.name(), member(it)));
            fields.push(entry("members", object(members)));
        }
        ShapeKind::Service(it) => service(it, &mut fields),
        ShapeKind::Operation(it) => {
            fields.extend([entry("input", target(&it.input.id)), entry("output", target(&it.output.id))]);
            fields.extend(list("errors", &it.errors));
        }
        ShapeKind::Resource(it) => resource(it, &mut fields),
        _ => {}
    }
    fields.extend(traits(&shape.traits));
    object(fields)
}

fn member(member: &Member) -> Node {
    object([entry("target", text(member.target.id.as_str()))].into_iter().chain(traits(&member.traits)))
}

fn service(service: &Service, fields: &mut Vec<Entry>) {
    if !service.version.is_empty() {
        fields.push(entry("version", text(&service.version)));
    }
    fields.extend(list("operations", &service.operations));
    fields.extend(list("resources", &service.resources));
    fields.extend(list("errors", &service.errors));
    if !service.rename.is_empty() {
        let names = service.rename.iter().map(|(shape, name)| entry(shape.id.as_str(), text(name)));
        fields.push(entry("rename", object(names)));
    }
}

fn resource(resource: &Resource, fields: &mut Vec<Entry>) {
    for (field, named) in [("identifiers", &resource.identifiers), ("properties", &resource.properties)] {
        if !named.is_empty() {
            let targets = named.iter().map(|(name, it)| entry(name, target(&it.id)));
            fields.push(entry(field, object(targets)));
        }
    }
    let lifecycle = resource.lifecycle().into_iter();
    fields.extend(lifecycle.filter_map(|(field, it)| Some(entry(field, target(&it?.id)))));
    fields.extend(list("operations", &resource.operations));
    fields.extend(list("collectionOperations", &resource.collection_operations));
    fields.extend(list("resources", &resource.resources));
}

/// Returns a field with references, unless there are none.
fn list(field: &str, references: &[Reference]) -> Option<Entry> {
    let targets = references.iter().map(|it| target(&it.id)).collect();
    (!references.is_empty()).then(|| entry(field, node(Value::Array(targets))))
}

fn traits(traits: &Traits) -> Option<Entry> {
    let kept = traits.iter().filter(|applied| applied.id != *ids::BOX);
    let entries: Vec<Entry> = kept.map(|it| entry(it.id.as_str(), it.value.clone())).collect();
    (!entries.is_empty()).then(|| entry("traits", object(entries)))
}

fn target(id: &ShapeId) -> Node {
    object([entry("target", text(id.as_str()))])
}

fn node(value: Value) -> Node {
    Node { position: NOWHERE, value }
}

fn text(text: &str) -> Node {
    node(Value::String(text.into()))
}

fn object(entries: impl IntoIterator<Item = Entry>) -> Node {
    node(Value::Object(entries.into_iter().collect()))
}

fn entry(key: &str, value: Node) -> Entry {
    Entry { key: key.into(), key_position: NOWHERE, value }
}

#[cfg(test)]
mod tests {
    use crate::model::{Model, SourceFile};

    const IDL: &str = r#"$version: "2"
metadata owner = "us"
namespace a
service S { version: "1", operations: [Do], resources: [R], errors: [E], rename: { "b#T": "Other" } }
resource R { identifiers: { id: Id }, properties: { name: Id }, read: Get, list: All, resources: [] }
@readonly operation Get { input := for R { @required $id } output := for R { $name } }
@readonly operation All { output := {} }
operation Do { input: In, errors: [E] }
@mixin structure Common { @required note: String }
structure In with [Common] { @idempotencyToken token: String, kind: Kind, all: Texts, by: ByName, number: PrimitiveInteger = 0 }
apply In$note @sensitiveNote
@trait structure sensitiveNote {}
enum Kind { @enumValue("a-b") A, B }
list Texts { member: String }
map ByName { key: String, value: b#T }
@error("client") structure E {}
string Id
"#;

    fn read(name: &str, text: &str) -> Model {
        let other = SourceFile { name: "b.smithy", text: "$version: \"2\"\nnamespace b\nstructure T {}\n" };
        let files = [SourceFile { name, text }, other];
        let files = if text.contains("\"b#T\": {") { &files[..1] } else { &files[..] };
        Model::read(files).unwrap_or_else(|found| panic!("{found}")).model
    }

    #[test]
    fn it_is_the_same_model() {
        let ast = read("a.smithy", IDL).to_ast();
        assert_eq!(read("a.json", &ast.to_string()).to_ast(), ast);
        insta::assert_snapshot!(format!("{ast:#}"));
    }

    #[test]
    fn what_was_implicit_before_is_spelled_out() {
        let old = r#"{ "smithy": "1.0", "shapes": {
            "a#S": { "type": "structure", "members": {
                "count": { "target": "smithy.api#PrimitiveInteger" },
                "maybe": { "target": "a#Number", "traits": { "smithy.api#box": {} } },
                "kind": { "target": "a#Kind" }, "all": { "target": "a#All" } } },
            "a#Number": { "type": "integer" },
            "a#All": { "type": "set", "member": { "target": "smithy.api#String" } },
            "a#Kind": { "type": "string", "traits": { "smithy.api#enum": [{ "value": "x", "name": "X" }] } } } }"#;
        let model = Model::read(&[SourceFile { name: "a.json", text: old }]).unwrap().model;
        insta::assert_snapshot!(format!("{:#}", model.to_ast()));
    }
}
