//! What a member holds can travel where it is bound.

use super::error_of;
use crate::diagnostics::Diagnostics;
use crate::model::traits::{self, TraitValue};
use crate::model::{Member, Model, Shape, ShapeKind, ShapeType};

/// A binding, and what it can carry.
struct Rule {
    id: &'static str,
    expected: &'static str,
    fits: fn(&Model, &Shape) -> bool,
}

const RULES: [Rule; 6] = [
    Rule { id: traits::HttpLabel::ID, expected: SIMPLE, fits: |_, target| is_simple(target) },
    Rule { id: traits::HttpHeader::ID, expected: SIMPLE_OR_LIST, fits: is_simple_or_list },
    Rule { id: traits::HttpQuery::ID, expected: SIMPLE_OR_LIST, fits: is_simple_or_list },
    Rule {
        id: traits::HttpPrefixHeaders::ID,
        expected: "a map of strings",
        fits: |model, target| value(model, target).is_some_and(is_string),
    },
    Rule {
        id: traits::HttpQueryParams::ID,
        expected: "a map of strings or of lists of strings",
        fits: |model, target| {
            value(model, target)
                .is_some_and(|value| is_string(value) || element(model, value).is_some_and(is_string))
        },
    },
    Rule { id: traits::HttpResponseCode::ID, expected: "an integer", fits: |_, target| is_integer(target) },
];

const SIMPLE: &str = "a string, number, boolean, timestamp or enum";
const SIMPLE_OR_LIST: &str = "a string, number, boolean, timestamp, enum or a list of such";

pub(super) fn check(model: &Model, structure: &Shape, diagnostics: &mut Diagnostics) {
    for member in structure.members() {
        let Some(target) = model.target(&member.target) else { continue };
        for rule in RULES.iter().filter(|rule| member.traits.contains(rule.id)) {
            if !(rule.fits)(model, target) {
                report(model, member, target, rule, diagnostics);
            }
        }
    }
}

fn report(model: &Model, member: &Member, target: &Shape, rule: &Rule, diagnostics: &mut Diagnostics) {
    let (expected, id, found) = (rule.expected, &target.id, target.shape_type());
    let held = match value(model, target).or_else(|| element(model, target)) {
        Some(held) => format!(" of {}", held.shape_type()),
        None => String::new(),
    };
    let message = format!("expected {expected}, found `{id}`, a {found}{held}");
    let help = match rule.id {
        traits::HttpLabel::ID => "give the member another target, or take the label from the URI",
        _ => "give the member another target, or take the trait away so that it travels in the body",
    };
    diagnostics.push(error_of(member, rule.id, message).help(help));
}

fn is_simple(shape: &Shape) -> bool {
    match shape.shape_type() {
        ShapeType::Boolean | ShapeType::String | ShapeType::Timestamp => true,
        ShapeType::Enum | ShapeType::IntEnum => true,
        ShapeType::Byte | ShapeType::Short | ShapeType::Integer | ShapeType::Long => true,
        ShapeType::Float | ShapeType::Double | ShapeType::BigInteger | ShapeType::BigDecimal => true,
        ShapeType::Blob | ShapeType::Document | ShapeType::List | ShapeType::Map => false,
        ShapeType::Structure | ShapeType::Union => false,
        ShapeType::Service | ShapeType::Operation | ShapeType::Resource => false,
    }
}

fn is_simple_or_list(model: &Model, shape: &Shape) -> bool {
    is_simple(shape) || element(model, shape).is_some_and(is_simple)
}

fn is_string(shape: &Shape) -> bool {
    matches!(shape.shape_type(), ShapeType::String | ShapeType::Enum)
}

fn is_integer(shape: &Shape) -> bool {
    matches!(shape.shape_type(), ShapeType::Integer | ShapeType::IntEnum)
}

/// What a map holds.
fn value<'a>(model: &'a Model, shape: &'a Shape) -> Option<&'a Shape> {
    match &shape.kind {
        ShapeKind::Map(map) => model.target(&map.value.target),
        _ => None,
    }
}

/// What a list holds.
fn element<'a>(model: &'a Model, shape: &'a Shape) -> Option<&'a Shape> {
    match &shape.kind {
        ShapeKind::List(list) => model.target(&list.member.target),
        _ => None,
    }
}
