//! The Rust types of values.

use super::Name;
use super::context::Context;
use crate::model::{Member, Shape, ShapeId, ShapeKind, reachable, traits};

/// The Rust type of a value.
#[derive(Clone, Debug, PartialEq)]
pub enum RustType {
    /// `bool`
    Boolean,
    /// `i8`
    Byte,
    /// `i16`
    Short,
    /// `i32`
    Integer,
    /// `i64`
    Long,
    /// `f32`
    Float,
    /// `f64`
    Double,
    /// The runtime's `BigInteger`.
    BigInteger,
    /// The runtime's `BigDecimal`.
    BigDecimal,
    /// `String`
    String,
    /// `Bytes`
    Blob,
    /// The runtime's `ByteStream`.
    Stream,
    /// The runtime's `EventStream` of a union of the service.
    EventStream(Name),
    /// The runtime's `EventReceiver` of a union of the service.
    EventReceiver(Name),
    /// The runtime's `Timestamp`.
    Timestamp,
    /// The runtime's `Document`.
    Document,
    /// The runtime's `Unit`.
    Unit,
    /// A structure or union of the service.
    Named(Name),
    /// An error structure of the service.
    Error(Name),
    /// A string enum of the service.
    Enum(Name),
    /// An integer enum of the service.
    IntEnum(Name),
    /// `Vec`
    List(Box<RustType>),
    /// `BTreeMap`
    Map(Box<RustType>, Box<RustType>),
    /// `Option`: an element that may be null, in a sparse collection.
    Option(Box<RustType>),
    /// The runtime's `Nullable`: a member for which null is something else than no value.
    Nullable(Box<RustType>),
    /// `Box`: for a type that would otherwise contain itself.
    Boxed(Box<RustType>),
}

impl RustType {
    /// Returns how complex Clippy finds the type (`type_complexity`) at this level of nesting: each type in it counts ten times its level.
    pub(super) fn complexity(&self, level: usize) -> usize {
        let within = |inner: &Self| inner.complexity(level + 1);
        let inner = match self {
            Self::Map(key, inner) => within(key) + within(inner),
            Self::List(inner) | Self::Option(inner) | Self::Nullable(inner) | Self::Boxed(inner) => {
                within(inner)
            }
            // They are `Open<Kind>` and `Open<Kind, i32>`.
            Self::Enum(_) => 10 * (level + 1),
            Self::IntEnum(_) => 20 * (level + 1),
            _ => 0,
        };
        10 * level + inner
    }

    /// Returns whether it is such a type, or a list or map of such.
    pub(super) fn holds(&self, is_such: fn(&Self) -> bool) -> bool {
        is_such(self)
            || match self {
                Self::Map(_, inner)
                | Self::List(inner)
                | Self::Option(inner)
                | Self::Nullable(inner)
                | Self::Boxed(inner) => inner.holds(is_such),
                _ => false,
            }
    }
}

impl Context<'_> {
    /// Returns the type of a member's value, boxed if `container` would otherwise contain itself.
    pub(super) fn member_type(&self, container: Option<&ShapeId>, member: &Member) -> RustType {
        let plain = self.type_of(&member.target.id);
        match container {
            Some(container) if self.holds(&member.target.id, container) => RustType::Boxed(Box::new(plain)),
            _ => plain,
        }
    }

    /// Returns the type of the shape's values.
    pub(super) fn type_of(&self, id: &ShapeId) -> RustType {
        let Some(shape) = self.model.shape(id) else { return RustType::Document };
        match &shape.kind {
            ShapeKind::Boolean => RustType::Boolean,
            ShapeKind::Byte => RustType::Byte,
            ShapeKind::Short => RustType::Short,
            ShapeKind::Integer => RustType::Integer,
            ShapeKind::Long => RustType::Long,
            ShapeKind::Float => RustType::Float,
            ShapeKind::Double => RustType::Double,
            ShapeKind::BigInteger => RustType::BigInteger,
            ShapeKind::BigDecimal => RustType::BigDecimal,
            ShapeKind::String => RustType::String,
            ShapeKind::Blob if shape.traits.has::<traits::Streaming>() => RustType::Stream,
            ShapeKind::Blob => RustType::Blob,
            ShapeKind::Timestamp => RustType::Timestamp,
            ShapeKind::Enum(_) => RustType::Enum(self.name(id)),
            ShapeKind::IntEnum(_) => RustType::IntEnum(self.name(id)),
            ShapeKind::Structure(_) if id.is_prelude() => RustType::Unit,
            ShapeKind::Structure(_) | ShapeKind::Union(_) => RustType::Named(self.name(id)),
            ShapeKind::List(list) => RustType::List(Box::new(self.element(shape, &list.member))),
            ShapeKind::Map(map) => RustType::Map(
                Box::new(self.type_of(&map.key.target.id)),
                Box::new(self.element(shape, &map.value)),
            ),
            ShapeKind::Document
            | ShapeKind::Service(_)
            | ShapeKind::Operation(_)
            | ShapeKind::Resource(_) => RustType::Document,
        }
    }

    fn element(&self, collection: &Shape, member: &Member) -> RustType {
        let value = self.type_of(&member.target.id);
        if collection.traits.has::<traits::Sparse>() { RustType::Option(Box::new(value)) } else { value }
    }

    /// Returns whether values of `id` can contain a value of `wanted` without a list or map in between.
    fn holds(&self, id: &ShapeId, wanted: &ShapeId) -> bool {
        let is_direct = |shape: &&Shape| matches!(shape.kind, ShapeKind::Structure(_) | ShapeKind::Union(_));
        let held = |id| {
            let shape = self.model.shape(id).filter(is_direct);
            shape.into_iter().flat_map(Shape::members).map(|member| &member.target.id)
        };
        reachable([id], held).contains(wanted)
    }
}
