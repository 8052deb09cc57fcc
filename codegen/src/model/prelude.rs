//! The shapes that every model can use without defining them.

use std::collections::BTreeMap;

use super::node::{Number, Value};
use super::shape::{Shape, ShapeKind};
use super::{AppliedTrait, Node, ShapeId, Traits};
use crate::diagnostics::{Location, Position};
use crate::model::traits::{self, TraitValue as _};

/// The default of a prelude shape.
#[derive(Clone, Copy)]
enum Default {
    Nothing,
    False,
    Zero,
}

/// Each shape with its type and default. Smithy 1.0 had the `Primitive…` types for values that are never absent.
const SHAPES: [(&str, ShapeKind, Default); 21] = [
    ("smithy.api#BigDecimal", ShapeKind::BigDecimal, Default::Nothing),
    ("smithy.api#BigInteger", ShapeKind::BigInteger, Default::Nothing),
    ("smithy.api#Blob", ShapeKind::Blob, Default::Nothing),
    ("smithy.api#Boolean", ShapeKind::Boolean, Default::Nothing),
    ("smithy.api#Byte", ShapeKind::Byte, Default::Nothing),
    ("smithy.api#Document", ShapeKind::Document, Default::Nothing),
    ("smithy.api#Double", ShapeKind::Double, Default::Nothing),
    ("smithy.api#Float", ShapeKind::Float, Default::Nothing),
    ("smithy.api#Integer", ShapeKind::Integer, Default::Nothing),
    ("smithy.api#Long", ShapeKind::Long, Default::Nothing),
    ("smithy.api#PrimitiveBoolean", ShapeKind::Boolean, Default::False),
    ("smithy.api#PrimitiveByte", ShapeKind::Byte, Default::Zero),
    ("smithy.api#PrimitiveDouble", ShapeKind::Double, Default::Zero),
    ("smithy.api#PrimitiveFloat", ShapeKind::Float, Default::Zero),
    ("smithy.api#PrimitiveInteger", ShapeKind::Integer, Default::Zero),
    ("smithy.api#PrimitiveLong", ShapeKind::Long, Default::Zero),
    ("smithy.api#PrimitiveShort", ShapeKind::Short, Default::Zero),
    ("smithy.api#Short", ShapeKind::Short, Default::Nothing),
    ("smithy.api#String", ShapeKind::String, Default::Nothing),
    ("smithy.api#Timestamp", ShapeKind::Timestamp, Default::Nothing),
    (super::UNIT, ShapeKind::Structure(Vec::new()), Default::Nothing),
];

/// Returns whether the prelude has a shape with this id.
pub(super) fn has(id: &str) -> bool {
    SHAPES.iter().any(|(known, ..)| *known == id)
}

/// Returns the prelude's shapes by id.
pub(super) fn shapes() -> BTreeMap<ShapeId, Shape> {
    SHAPES
        .into_iter()
        .filter_map(|(id, kind, default)| shape(id, kind, default))
        .map(|shape| (shape.id.clone(), shape))
        .collect()
}

fn shape(id: &str, kind: ShapeKind, default: Default) -> Option<Shape> {
    let id = ShapeId::parse(id).ok()?;
    let location = Location { file: "the Smithy prelude".into(), position: Position { line: 1, column: 1 } };
    let mut traits = Traits::new(id.clone());
    let value = match default {
        Default::Nothing => None,
        Default::False => Some(Value::Bool(false)),
        Default::Zero => Some(Value::Number(Number::new("0"))),
    };
    if let Some(value) = value {
        traits.set(AppliedTrait {
            id: ShapeId::parse(traits::Default::ID).ok()?,
            location: location.clone(),
            value: Node { position: location.position, value },
        });
    }
    Some(Shape { id, location, kind, traits, mixins: Vec::new() })
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_shape_is_there() {
        assert_eq!(super::shapes().len(), super::SHAPES.len());
    }
}
