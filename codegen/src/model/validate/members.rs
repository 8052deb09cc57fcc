//! Checks that unions and enums have members, that enum values have the right type and differ, and that JSON names differ.

use std::collections::BTreeMap;

use crate::diagnostics::Diagnostics;
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
        let message = format!("the name {name:?} stands in this {} twice in JSON", shape.shape_type());
        if let Some(first) = first_with.insert(name, member.name()) {
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
            (ShapeKind::Enum(_), _) => {
                diagnostics.push(member.error("expected a string that is not empty as this member's value"));
                continue;
            }
            _ => {
                diagnostics.push(
                    member
                        .error("expected an integer as this member's value")
                        .help("give it the trait `smithy.api#enumValue` with an integer"),
                );
                continue;
            }
        };
        let message = format!("the value {text} stands in this enum twice");
        if let Some(first) = first_with.insert(text, member.name()) {
            diagnostics.push(member.error(message).help(format!("the first is `{first}`")));
        }
    }
}
