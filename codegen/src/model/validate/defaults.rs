//! Checks that a default is a value of its shape.

use crate::diagnostics::{Diagnostic, Diagnostics, Location};
use crate::model::node::{Number, Value};
use crate::model::traits::{self, EnumValue, TraitValue};
use crate::model::{Member, Model, Node, Shape, ShapeKind, ShapeType, Traits};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for shape in model.shapes() {
        check_default(&shape.traits, shape, diagnostics);
        for member in shape.members() {
            if let Some(target) = model.target(&member.target) {
                check_default(&member.traits, target, diagnostics);
            }
        }
    }
}

fn check_default(traits: &Traits, target: &Shape, diagnostics: &mut Diagnostics) {
    let Some(applied) = traits.applied(traits::Default::ID) else { return };
    let mismatch = mismatch(&applied.value, target.shape_type()).or_else(|| unlisted(&applied.value, target));
    if let Some(expected) = mismatch {
        let found = applied.value.found();
        let message =
            format!("expected {expected} as the default of type {}, found {found}", target.shape_type());
        let location = Location { position: applied.value.position, ..applied.location.clone() };
        diagnostics
            .push(Diagnostic::error(message).at(&location).shape(traits.subject()).trait_id(&applied.id));
    }
}

/// Returns what was expected of the default of an enum, unless it is one of its values.
fn unlisted(value: &Node, target: &Shape) -> Option<&'static str> {
    let is = |member: &Member| match member.traits.read() {
        Some(EnumValue::Text(text)) => value.as_str() == Some(text.as_str()),
        Some(EnumValue::Integer(number)) => value.as_i64() == Some(number.into()),
        // It is reported with the values of the enum.
        None => true,
    };
    match &target.kind {
        ShapeKind::Enum(members) | ShapeKind::IntEnum(members) => {
            (!value.is_null() && !members.iter().any(is)).then_some("one of the enum's values")
        }
        _ => None,
    }
}

/// Returns whether the number is written as an integer.
fn is_whole(number: &Number) -> bool {
    number.as_str().trim_start_matches('-').bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns what was expected, unless the value is that. `null` removes a default and fits every shape.
fn mismatch(value: &Node, target: ShapeType) -> Option<&'static str> {
    let fits = |fits: bool, expected| (!fits).then_some(expected);
    let within =
        |least: i64, greatest: i64| value.as_i64().is_some_and(|number| (least..=greatest).contains(&number));
    let is_text = value.as_str().is_some();
    let is_number = value.as_number().is_some();
    match target {
        _ if value.is_null() => None,
        ShapeType::Boolean => fits(value.as_bool().is_some(), "`true` or `false`"),
        ShapeType::String | ShapeType::Enum => fits(is_text, "a string"),
        ShapeType::Blob => fits(is_text, "a string"),
        ShapeType::Byte => fits(within(-128, 127), "an integer of 8 bits"),
        ShapeType::Short => fits(within(-32_768, 32_767), "an integer of 16 bits"),
        ShapeType::Integer | ShapeType::IntEnum => {
            fits(within(i32::MIN.into(), i32::MAX.into()), "an integer of 32 bits")
        }
        ShapeType::Long => fits(within(i64::MIN, i64::MAX), "an integer of 64 bits"),
        ShapeType::Float | ShapeType::Double => {
            let special = matches!(value.as_str(), Some("NaN" | "Infinity" | "-Infinity"));
            let greatest = if target == ShapeType::Float { f64::from(f32::MAX) } else { f64::MAX };
            let holds = value.as_f64().is_some_and(|number| number.abs() <= greatest);
            fits(holds || special, "a number that it can hold, `NaN`, `Infinity` or `-Infinity`")
        }
        ShapeType::BigInteger => {
            fits(value.as_number().is_some_and(is_whole), "a number without fraction and exponent")
        }
        ShapeType::BigDecimal => fits(is_number, "a number"),
        ShapeType::Timestamp => fits(is_number || is_text, "a number of seconds or a string"),
        ShapeType::Document => {
            let is_empty = match &value.value {
                Value::Array(list) => list.is_empty(),
                Value::Object(map) => map.is_empty(),
                _ => true,
            };
            fits(is_empty, "a simple value, an empty array or an empty object")
        }
        ShapeType::List => {
            fits(matches!(&value.value, Value::Array(list) if list.is_empty()), "an empty array")
        }
        ShapeType::Map => {
            fits(matches!(&value.value, Value::Object(map) if map.is_empty()), "an empty object")
        }
        // The trait's place reports shapes that cannot have a default at all.
        _ => None,
    }
}
