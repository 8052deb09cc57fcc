//! Shapes and their members, as the model defines them.

use std::fmt;

use super::{ShapeId, Traits};
use crate::diagnostics::{Diagnostic, Location};
use std::slice;

/// A shape of a model.
#[derive(Clone, Debug)]
pub struct Shape {
    /// Its absolute id, without a member.
    pub id: ShapeId,
    /// Where it is defined.
    pub location: Location,
    /// What it is, with the data that only this type of shape has.
    pub kind: ShapeKind,
    /// Its own traits, those of its mixins, and those applied to it.
    pub traits: Traits,
    /// The mixins it uses. Their members and traits are part of the shape already.
    pub mixins: Vec<Reference>,
}

/// The type of a shape, with the data that only this type of shape has.
#[derive(Clone, Debug)]
pub enum ShapeKind {
    /// Bytes.
    Blob,
    /// True or false.
    Boolean,
    /// Text.
    String,
    /// An 8-bit signed integer.
    Byte,
    /// A 16-bit signed integer.
    Short,
    /// A 32-bit signed integer.
    Integer,
    /// A 64-bit signed integer.
    Long,
    /// A single-precision number.
    Float,
    /// A double-precision number.
    Double,
    /// An integer of any size.
    BigInteger,
    /// A decimal number of any precision.
    BigDecimal,
    /// An instant.
    Timestamp,
    /// Any value of the protocol's data model.
    Document,
    /// A list; a Smithy 1.0 set is a list with the `uniqueItems` trait.
    List(Box<List>),
    /// A map from strings.
    Map(Box<Map>),
    /// Named members.
    Structure(Vec<Member>),
    /// Exactly one of its members.
    Union(Vec<Member>),
    /// A string with known values.
    Enum(Vec<Member>),
    /// An integer with known values.
    IntEnum(Vec<Member>),
    /// A service.
    Service(Box<Service>),
    /// An operation.
    Operation(Box<Operation>),
    /// A resource.
    Resource(Box<Resource>),
}

/// The type of a shape, without any data.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "each variant is the Smithy type of that name")]
pub enum ShapeType {
    Blob,
    Boolean,
    String,
    Byte,
    Short,
    Integer,
    Long,
    Float,
    Double,
    BigInteger,
    BigDecimal,
    Timestamp,
    Document,
    List,
    Map,
    Structure,
    Union,
    Enum,
    IntEnum,
    Service,
    Operation,
    Resource,
}

impl ShapeType {
    /// All types.
    pub(in crate::model) const ALL: [Self; 22] = [
        Self::Blob,
        Self::Boolean,
        Self::String,
        Self::Byte,
        Self::Short,
        Self::Integer,
        Self::Long,
        Self::Float,
        Self::Double,
        Self::BigInteger,
        Self::BigDecimal,
        Self::Timestamp,
        Self::Document,
        Self::List,
        Self::Map,
        Self::Structure,
        Self::Union,
        Self::Enum,
        Self::IntEnum,
        Self::Service,
        Self::Operation,
        Self::Resource,
    ];

    /// Returns the type that models name so. A `set` is a list since Smithy 2.0.
    pub(in crate::model) fn from_name(name: &str) -> Option<Self> {
        let name = if name == "set" { "list" } else { name };
        Self::ALL.into_iter().find(|it| it.name() == name)
    }

    /// Returns the type's name in Smithy.
    pub fn name(self) -> &'static str {
        match self {
            Self::Blob => "blob",
            Self::Boolean => "boolean",
            Self::String => "string",
            Self::Byte => "byte",
            Self::Short => "short",
            Self::Integer => "integer",
            Self::Long => "long",
            Self::Float => "float",
            Self::Double => "double",
            Self::BigInteger => "bigInteger",
            Self::BigDecimal => "bigDecimal",
            Self::Timestamp => "timestamp",
            Self::Document => "document",
            Self::List => "list",
            Self::Map => "map",
            Self::Structure => "structure",
            Self::Union => "union",
            Self::Enum => "enum",
            Self::IntEnum => "intEnum",
            Self::Service => "service",
            Self::Operation => "operation",
            Self::Resource => "resource",
        }
    }

    /// Returns whether members can target shapes of this type.
    pub fn is_data(self) -> bool {
        !matches!(self, Self::Service | Self::Operation | Self::Resource)
    }

    /// Returns whether its values are numbers, including those of an `intEnum`.
    pub fn is_number(self) -> bool {
        matches!(
            self,
            Self::Byte
                | Self::Short
                | Self::Integer
                | Self::Long
                | Self::Float
                | Self::Double
                | Self::BigInteger
                | Self::BigDecimal
                | Self::IntEnum
        )
    }

    /// Returns whether unboxed shapes of this type had a zero value in Smithy 1.0.
    pub fn had_zero_value(self) -> bool {
        matches!(
            self,
            Self::Boolean
                | Self::Byte
                | Self::Short
                | Self::Integer
                | Self::Long
                | Self::Float
                | Self::Double
        )
    }
}

impl fmt::Display for ShapeType {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl Shape {
    /// Returns the type of the shape.
    pub fn shape_type(&self) -> ShapeType {
        match &self.kind {
            ShapeKind::Blob => ShapeType::Blob,
            ShapeKind::Boolean => ShapeType::Boolean,
            ShapeKind::String => ShapeType::String,
            ShapeKind::Byte => ShapeType::Byte,
            ShapeKind::Short => ShapeType::Short,
            ShapeKind::Integer => ShapeType::Integer,
            ShapeKind::Long => ShapeType::Long,
            ShapeKind::Float => ShapeType::Float,
            ShapeKind::Double => ShapeType::Double,
            ShapeKind::BigInteger => ShapeType::BigInteger,
            ShapeKind::BigDecimal => ShapeType::BigDecimal,
            ShapeKind::Timestamp => ShapeType::Timestamp,
            ShapeKind::Document => ShapeType::Document,
            ShapeKind::List(_) => ShapeType::List,
            ShapeKind::Map(_) => ShapeType::Map,
            ShapeKind::Structure(_) => ShapeType::Structure,
            ShapeKind::Union(_) => ShapeType::Union,
            ShapeKind::Enum(_) => ShapeType::Enum,
            ShapeKind::IntEnum(_) => ShapeType::IntEnum,
            ShapeKind::Service(_) => ShapeType::Service,
            ShapeKind::Operation(_) => ShapeType::Operation,
            ShapeKind::Resource(_) => ShapeType::Resource,
        }
    }

    /// Returns the members in order: those named in the model of a structure, union or enum, `member` of a list, `key` and `value` of a map, none of other
    /// shapes.
    pub fn members(&self) -> impl Iterator<Item = &Member> {
        let (first, second): (&[Member], &[Member]) = match &self.kind {
            ShapeKind::List(list) => (slice::from_ref(&list.member), &[]),
            ShapeKind::Map(map) => (slice::from_ref(&map.key), slice::from_ref(&map.value)),
            ShapeKind::Structure(members)
            | ShapeKind::Union(members)
            | ShapeKind::Enum(members)
            | ShapeKind::IntEnum(members) => (members, &[]),
            _ => (&[], &[]),
        };
        first.iter().chain(second)
    }

    pub(in crate::model) fn members_mut(&mut self) -> impl Iterator<Item = &mut Member> {
        let (first, second): (&mut [Member], &mut [Member]) = match &mut self.kind {
            ShapeKind::List(list) => (slice::from_mut(&mut list.member), &mut []),
            ShapeKind::Map(map) => (slice::from_mut(&mut map.key), slice::from_mut(&mut map.value)),
            ShapeKind::Structure(members)
            | ShapeKind::Union(members)
            | ShapeKind::Enum(members)
            | ShapeKind::IntEnum(members) => (members, &mut []),
            _ => (&mut [], &mut []),
        };
        first.iter_mut().chain(second)
    }

    /// Returns what a service, operation or resource refers to; nothing of other shapes.
    pub(in crate::model) fn bound(&self) -> Vec<&Reference> {
        match &self.kind {
            ShapeKind::Service(service) => {
                service.operations.iter().chain(&service.resources).chain(&service.errors).collect()
            }
            ShapeKind::Operation(operation) => {
                [&operation.input, &operation.output].into_iter().chain(&operation.errors).collect()
            }
            ShapeKind::Resource(resource) => {
                let named = resource.identifiers.iter().chain(&resource.properties);
                let data = named.map(|(_, target)| target);
                resource.all_operations().chain(&resource.resources).chain(data).collect()
            }
            _ => Vec::new(),
        }
    }

    pub(in crate::model) fn member_mut(&mut self, name: &str) -> Option<&mut Member> {
        self.members_mut().find(|member| member.name() == name)
    }

    /// Returns the member with this name.
    pub fn member(&self, name: &str) -> Option<&Member> {
        self.members().find(|member| member.name() == name)
    }

    /// Creates an error about this shape, at its location.
    pub fn error(&self, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(message).at(&self.location).shape(&self.id)
    }

    /// Creates a warning about this shape, at its location.
    pub fn warning(&self, message: impl Into<String>) -> Diagnostic {
        Diagnostic::warning(message).at(&self.location).shape(&self.id)
    }
}

/// A member of a shape.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its absolute id, as in `example#Shape$member`.
    pub id: ShapeId,
    /// Where it is defined; for a member from a mixin, where the mixin defines it.
    pub location: Location,
    /// The shape that its values have.
    pub target: Reference,
    /// Its own traits and those applied to it, but not those of its target.
    pub traits: Traits,
}

impl Member {
    /// Returns the member's name, as the model writes it.
    pub fn name(&self) -> &str {
        self.id.member().unwrap_or_default()
    }

    /// Returns the same member as part of another shape.
    pub(in crate::model) fn moved_to(&self, shape: &ShapeId) -> Self {
        let id = shape.with_member(self.name()).unwrap_or_else(|_| self.id.clone());
        Self { traits: self.traits.moved_to(id.clone()), id, ..self.clone() }
    }

    /// Creates an error about this member, at its location.
    pub fn error(&self, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(message).at(&self.location).shape(&self.id)
    }

    /// Creates a warning about this member, at its location.
    pub fn warning(&self, message: impl Into<String>) -> Diagnostic {
        Diagnostic::warning(message).at(&self.location).shape(&self.id)
    }
}

/// The member of a list.
#[derive(Clone, Debug)]
pub struct List {
    /// The member `member`.
    pub member: Member,
}

/// The members of a map.
#[derive(Clone, Debug)]
pub struct Map {
    /// The member `key`.
    pub key: Member,
    /// The member `value`.
    pub value: Member,
}

/// A reference to another shape.
#[derive(Clone, Debug)]
pub struct Reference {
    /// The shape referred to.
    pub id: ShapeId,
    /// Where the reference is.
    pub location: Location,
}

impl Reference {
    /// Returns whether this is `smithy.api#Unit`: no value.
    pub fn is_unit(&self) -> bool {
        self.id.as_str() == super::UNIT
    }
}

/// What a service binds together.
#[derive(Clone, Debug, Default)]
pub struct Service {
    /// The version of the service's API, as in `2018-05-10`; may be empty.
    pub version: String,
    /// The operations bound to the service itself; resources bind more.
    pub operations: Vec<Reference>,
    /// The resources bound to the service itself.
    pub resources: Vec<Reference>,
    /// The errors that every operation can return.
    pub errors: Vec<Reference>,
    /// The shapes that have another name in this service, with that name.
    pub rename: Vec<(Reference, String)>,
}

/// The input, output and errors of an operation.
#[derive(Clone, Debug)]
pub struct Operation {
    /// The input structure, or `smithy.api#Unit`.
    pub input: Reference,
    /// The output structure, or `smithy.api#Unit`.
    pub output: Reference,
    /// The operation's own errors; the service may add common ones.
    pub errors: Vec<Reference>,
}

/// What a resource binds together.
#[derive(Clone, Debug, Default)]
pub struct Resource {
    /// The identifiers' names with their shapes, in the order of the model.
    pub identifiers: Vec<(String, Reference)>,
    /// The properties' names with their shapes, in the order of the model.
    pub properties: Vec<(String, Reference)>,
    /// The lifecycle operation that creates one, with an identifier that the service chooses.
    pub create: Option<Reference>,
    /// The lifecycle operation that creates or replaces one, with an identifier that the caller chooses.
    pub put: Option<Reference>,
    /// The lifecycle operation that reads one.
    pub read: Option<Reference>,
    /// The lifecycle operation that updates one.
    pub update: Option<Reference>,
    /// The lifecycle operation that deletes one.
    pub delete: Option<Reference>,
    /// The lifecycle operation that lists them.
    pub list: Option<Reference>,
    /// Other operations on one.
    pub operations: Vec<Reference>,
    /// Other operations on the collection.
    pub collection_operations: Vec<Reference>,
    /// Resources within this one.
    pub resources: Vec<Reference>,
}

impl Resource {
    /// Returns all operations bound to this resource itself: first the lifecycle operations, then the others in order.
    pub fn all_operations(&self) -> impl Iterator<Item = &Reference> {
        let lifecycle = self.lifecycle().into_iter().filter_map(|(_, operation)| operation);
        lifecycle.chain(&self.operations).chain(&self.collection_operations)
    }

    /// Returns the lifecycle operations with their names in the model.
    pub(in crate::model) fn lifecycle(&self) -> [(&'static str, Option<&Reference>); 6] {
        [
            ("create", self.create.as_ref()),
            ("put", self.put.as_ref()),
            ("read", self.read.as_ref()),
            ("update", self.update.as_ref()),
            ("delete", self.delete.as_ref()),
            ("list", self.list.as_ref()),
        ]
    }
}
