//! A trait stands on shapes, and on members of shapes, of the types that it is for: elsewhere it would do nothing, or what no service expects.

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::traits::TraitValue;
use crate::model::traits::{
    HostLabel, IdempotencyToken, Length, MediaType, Pattern, Range, Sparse, Streaming, TimestampFormat,
    XmlAttribute, XmlFlattened,
};
use crate::model::{Model, Shape, ShapeType, Traits};

/// A trait, and what it is for.
struct Rule {
    id: &'static str,
    expected: &'static str,
    fits: fn(ShapeType) -> bool,
}

const RULES: [Rule; 11] = [
    Rule { id: HostLabel::ID, expected: "a string", fits: is_text },
    Rule { id: IdempotencyToken::ID, expected: "a string", fits: is_text },
    Rule {
        id: Length::ID,
        expected: "a string, blob, list or map",
        fits: |it| is_text(it) || it == ShapeType::Blob || is_collection(it),
    },
    Rule { id: MediaType::ID, expected: "a string or blob", fits: |it| is_text(it) || it == ShapeType::Blob },
    Rule { id: Pattern::ID, expected: "a string", fits: is_text },
    Rule { id: Range::ID, expected: "a number", fits: is_number },
    Rule { id: Sparse::ID, expected: "a list or map", fits: is_collection },
    Rule {
        id: Streaming::ID,
        expected: "a blob or union",
        fits: |it| matches!(it, ShapeType::Blob | ShapeType::Union),
    },
    Rule { id: TimestampFormat::ID, expected: "a timestamp", fits: |it| it == ShapeType::Timestamp },
    Rule {
        id: XmlAttribute::ID,
        expected: "a string, number, boolean or timestamp",
        fits: |it| is_text(it) || is_number(it) || matches!(it, ShapeType::Boolean | ShapeType::Timestamp),
    },
    Rule { id: XmlFlattened::ID, expected: "a list or map", fits: is_collection },
];

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for shape in model.shapes() {
        check_traits(&shape.traits, shape, diagnostics);
        for member in shape.members() {
            if let Some(target) = model.target(&member.target) {
                check_traits(&member.traits, target, diagnostics);
            }
        }
    }
}

/// Checks the traits of a shape, or of a member with this target.
fn check_traits(traits: &Traits, on: &Shape, diagnostics: &mut Diagnostics) {
    for rule in RULES.iter().filter(|rule| !(rule.fits)(on.shape_type())) {
        let Some(applied) = traits.applied(rule.id) else { continue };
        let message = format!(
            "expected the trait on {}, found it on `{}` of type {}",
            rule.expected,
            on.id,
            on.shape_type()
        );
        diagnostics.push(
            Diagnostic::error(message)
                .at(&applied.location)
                .shape(traits.subject())
                .trait_id(rule.id)
                .help("take the trait away, or give the member another target"),
        );
    }
}

fn is_text(of: ShapeType) -> bool {
    matches!(of, ShapeType::String | ShapeType::Enum)
}

fn is_collection(of: ShapeType) -> bool {
    matches!(of, ShapeType::List | ShapeType::Map)
}

fn is_number(of: ShapeType) -> bool {
    use ShapeType::{BigDecimal, BigInteger, Byte, Double, Float, IntEnum, Integer, Long, Short};
    matches!(of, Byte | Short | Integer | Long | IntEnum | Float | Double | BigInteger | BigDecimal)
}
