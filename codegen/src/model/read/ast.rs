//! Turns JSON definitions into shapes, with one function for each type of shape.

mod parts;

use std::collections::BTreeMap;

use super::context::{Context, Fields, Place};
use super::merge::{Definition, Version};
use crate::model::node::{Object, Value};
use crate::model::traits::{TraitValue as _, UniqueItems};
use crate::model::{
    List, Map, Node, Operation, Reference, Resource, Service, Shape, ShapeId, ShapeKind, ShapeType, Traits,
};
pub(super) use parts::implied;
use parts::traits;

/// An `apply` statement: traits for a shape or member that is defined elsewhere.
pub(super) struct Apply {
    pub(super) place: Place,
    pub(super) target: ShapeId,
    pub(super) traits: Traits,
}

/// The shapes of all files, and the traits to apply to them.
#[derive(Default)]
pub(super) struct Read {
    pub(super) shapes: BTreeMap<ShapeId, Shape>,
    pub(super) applies: Vec<Apply>,
    /// The shapes that were written in Smithy 1.0, or in no version that is said.
    pub(super) written_in_v1: Vec<ShapeId>,
}

pub(super) fn read(definitions: Vec<Definition>, context: &mut Context) -> Read {
    let mut read = Read::default();
    for definition in definitions {
        let place = Place { location: definition.location.clone(), shape: Some(definition.id.clone()) };
        let is_apply = definition.is_apply();
        let Value::Object(object) = definition.node.value else {
            context.push(place.expected("an object that defines a shape", &definition.node));
            continue;
        };
        let reader = Reader { id: definition.id, fields: Fields::new(object), place, context };
        if is_apply {
            read.applies.push(reader.apply());
        } else if let Some(shape) = reader.shape() {
            if matches!(definition.version, Version::Unsaid | Version::V1) {
                read.written_in_v1.push(shape.id.clone());
            }
            read.shapes.insert(shape.id.clone(), shape);
        }
    }
    read
}

/// Reads a single definition.
struct Reader<'a> {
    id: ShapeId,
    fields: Fields,
    place: Place,
    context: &'a mut Context,
}

/// The kind of a shape, and the fields that only its type has.
type Kind = (ShapeKind, &'static [&'static str]);

impl Reader<'_> {
    fn apply(mut self) -> Apply {
        self.fields.take("type");
        let node = self.fields.take("traits");
        let traits = traits(node, &self.id, &self.place, self.context);
        self.fields.finish(&["type", "traits"], &self.place, self.context);
        Apply { place: self.place, target: self.id, traits }
    }

    fn shape(mut self) -> Option<Shape> {
        let Some(node) = self.fields.take("type") else {
            let message = "expected the field `type`, found none";
            self.context.push(self.place.error(message));
            return None;
        };
        let Some(type_name) = node.as_str() else {
            let diagnostic = self.place.expected("the name of a shape type", &node);
            self.context.push(diagnostic);
            return None;
        };
        let node_traits = self.fields.take("traits");
        let mut traits = traits(node_traits, &self.id, &self.place, self.context);
        let mixins = self.references("mixins");
        let (kind, own_fields) = self.kind(type_name, &node)?;
        if type_name == "set" {
            let empty = Value::Object(Object::default());
            let unique = implied(UniqueItems::ID, empty, &self.place, self.context);
            traits.extend(unique);
        }
        let known: Vec<&'static str> =
            ["type", "traits", "mixins"].into_iter().chain(own_fields.iter().copied()).collect();
        self.fields.finish(&known, &self.place, self.context);
        Some(Shape { id: self.id, location: self.place.location, kind, traits, mixins })
    }

    /// Returns the kind of the shape, and the fields that only its type has.
    fn kind(&mut self, name: &str, node: &Node) -> Option<Kind> {
        const NONE: &[&str] = &[];
        const MEMBERS: &[&str] = &["members"];
        let kind = match name {
            "blob" => (ShapeKind::Blob, NONE),
            "boolean" => (ShapeKind::Boolean, NONE),
            "string" => (ShapeKind::String, NONE),
            "byte" => (ShapeKind::Byte, NONE),
            "short" => (ShapeKind::Short, NONE),
            "integer" => (ShapeKind::Integer, NONE),
            "long" => (ShapeKind::Long, NONE),
            "float" => (ShapeKind::Float, NONE),
            "double" => (ShapeKind::Double, NONE),
            "bigInteger" => (ShapeKind::BigInteger, NONE),
            "bigDecimal" => (ShapeKind::BigDecimal, NONE),
            "timestamp" => (ShapeKind::Timestamp, NONE),
            "document" => (ShapeKind::Document, NONE),
            "list" | "set" => {
                let member = self.required_member("member")?;
                (ShapeKind::List(Box::new(List { member })), &["member"][..])
            }
            "map" => {
                let (key, value) = (self.required_member("key"), self.required_member("value"));
                let map = Map { key: key?, value: value? };
                (ShapeKind::Map(Box::new(map)), &["key", "value"][..])
            }
            "structure" => (ShapeKind::Structure(self.members()), MEMBERS),
            "union" => (ShapeKind::Union(self.members()), MEMBERS),
            "enum" => (ShapeKind::Enum(self.members()), MEMBERS),
            "intEnum" => (ShapeKind::IntEnum(self.members()), MEMBERS),
            "service" => self.service(),
            "operation" => self.operation(),
            "resource" => self.resource(),
            _ => {
                let known = ShapeType::ALL.map(ShapeType::name).into_iter().chain(["set", "apply"]);
                let error = self.place.at(node.position).error(format!("there is no shape type `{name}`"));
                self.context.push(error.did_you_mean(name, known));
                return None;
            }
        };
        Some(kind)
    }

    fn service(&mut self) -> Kind {
        let service = Service {
            version: self.text("version").unwrap_or_default(),
            operations: self.references("operations"),
            resources: self.references("resources"),
            errors: self.references("errors"),
            rename: self.rename(),
        };
        let known = &["version", "operations", "resources", "errors", "rename"];
        (ShapeKind::Service(Box::new(service)), known)
    }

    fn operation(&mut self) -> Kind {
        let operation = Operation {
            input: self.reference("input").unwrap_or_else(|| self.unit()),
            output: self.reference("output").unwrap_or_else(|| self.unit()),
            errors: self.references("errors"),
        };
        let known = &["input", "output", "errors"];
        (ShapeKind::Operation(Box::new(operation)), known)
    }

    fn resource(&mut self) -> Kind {
        let resource = Resource {
            identifiers: self.named_references("identifiers"),
            properties: self.named_references("properties"),
            create: self.reference("create"),
            put: self.reference("put"),
            read: self.reference("read"),
            update: self.reference("update"),
            delete: self.reference("delete"),
            list: self.reference("list"),
            operations: self.references("operations"),
            collection_operations: self.references("collectionOperations"),
            resources: self.references("resources"),
        };
        let known = &[
            "identifiers",
            "properties",
            "create",
            "put",
            "read",
            "update",
            "delete",
            "list",
            "operations",
            "collectionOperations",
            "resources",
        ];
        (ShapeKind::Resource(Box::new(resource)), known)
    }

    fn unit(&self) -> Reference {
        Reference { id: ShapeId::unit(), location: self.place.location.clone() }
    }
}
