//! Checks that unions and enums have members, that enum values have the right type and differ, and that JSON names differ.

use std::collections::BTreeMap;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::traits::{EnumValue, JsonName, TraitValue};
use crate::model::{Member, Model, Shape, ShapeKind};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for shape in model.shapes() {
        if let ShapeKind::Enum(members) | ShapeKind::IntEnum(members) | ShapeKind::Union(members) =
            &shape.kind
            && members.is_empty()
        {
            let message = format!("expected at least one member in this {}, found none", shape.shape_type());
            diagnostics.push(shape.error(message));
        }
        check_json_names(shape, diagnostics);
        if let ShapeKind::Enum(members) | ShapeKind::IntEnum(members) = &shape.kind {
            check_values(shape, members, diagnostics);
        }
    }
}

/// Checks that no two members have the same name in JSON.
fn check_json_names(shape: &Shape, diagnostics: &mut Diagnostics) {
    let mut first_with: BTreeMap<String, &str> = BTreeMap::new();
    for member in shape.members() {
        let given = member.traits.read::<JsonName>();
        let name = given.map_or_else(|| member.name().to_owned(), |JsonName(name)| name);
        let message = format!("the name {name:?} appears twice in JSON in this {}", shape.shape_type());
        let first = *first_with.entry(name).or_insert(member.name());
        if first != member.name() {
            diagnostics
                .push(member.error(message).trait_id(JsonName::ID).help(format!("the first is `{first}`")));
        }
    }
}

fn check_values(shape: &Shape, members: &[Member], diagnostics: &mut Diagnostics) {
    let mut first_with: BTreeMap<String, &str> = BTreeMap::new();
    for member in members {
        let value = member.traits.read::<EnumValue>();
        let text = match (&shape.kind, value) {
            (ShapeKind::Enum(_), Some(EnumValue::Text(text))) if !text.is_empty() => format!("{text:?}"),
            (ShapeKind::IntEnum(_), Some(EnumValue::Integer(number))) => number.to_string(),
            // A value of the wrong type is reported with the other trait values.
            (_, None) if member.traits.has::<EnumValue>() => continue,
            _ => {
                diagnostics.push(other_value(shape, member));
                continue;
            }
        };
        let message = format!("the value {text} appears twice in this enum");
        let first = *first_with.entry(text).or_insert(member.name());
        if first != member.name() {
            diagnostics.push(member.error(message).help(format!("the first is `{first}`")));
        }
    }
}

/// Creates the error that an enum's member has a value of another type, or none.
fn other_value(shape: &Shape, member: &Member) -> Diagnostic {
    let (expected, help) = match shape.kind {
        ShapeKind::IntEnum(_) => ("an integer", "give it the trait `smithy.api#enumValue` with an integer"),
        _ => ("a string that is not empty", "without a value, a member of an enum has its name as one"),
    };
    let applied = member.traits.applied(EnumValue::ID);
    let found = applied.map_or_else(|| "none".to_owned(), |applied| applied.value.found());
    let message = format!("expected {expected} as this member's value, found {found}");
    member.traits.locate(EnumValue::ID, member.error(message)).help(help)
}
