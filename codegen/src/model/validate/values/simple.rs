//! Values of simple types.

use super::Held;
use crate::model::node::Number;
use crate::model::traits::{EnumValue, TimestampFormat};
use crate::model::{Member, Node, Shape, ShapeKind, ShapeType};
use crate::timestamp::{date_time, http_date};

/// Returns what was expected, unless the value is of the shape's type.
pub(super) fn mismatch(value: &Node, held: Held<'_>) -> Option<&'static str> {
    let fits = |fits: bool, expected| (!fits).then_some(expected);
    let within =
        |least: i64, greatest: i64| value.as_i64().is_some_and(|number| (least..=greatest).contains(&number));
    let is_text = value.as_str().is_some();
    match held.shape.shape_type() {
        ShapeType::Boolean => fits(value.as_bool().is_some(), "`true` or `false`"),
        ShapeType::String | ShapeType::Enum | ShapeType::Blob => fits(is_text, "a string"),
        ShapeType::Byte => fits(within(-128, 127), "an integer of 8 bits"),
        ShapeType::Short => fits(within(-32_768, 32_767), "an integer of 16 bits"),
        ShapeType::Integer | ShapeType::IntEnum => {
            fits(within(i32::MIN.into(), i32::MAX.into()), "an integer of 32 bits")
        }
        ShapeType::Long => fits(within(i64::MIN, i64::MAX), "an integer of 64 bits"),
        ShapeType::Float => floating(value, f64::from(f32::MAX)),
        ShapeType::Double => floating(value, f64::MAX),
        ShapeType::BigInteger => fits(
            value.as_number().is_some_and(Number::is_integer_text),
            "a number without fraction and exponent",
        ),
        ShapeType::BigDecimal => fits(value.as_number().is_some(), "a number"),
        ShapeType::Timestamp => time(value, held.read().map(|(format, _)| format)),
        // What holds other values is checked part by part, and what holds no data is no member's target.
        _ => None,
    }
}

fn floating(value: &Node, greatest: f64) -> Option<&'static str> {
    let special = matches!(value.as_str(), Some("NaN" | "Infinity" | "-Infinity"));
    let holds = value.as_f64().is_some_and(|number| number.abs() <= greatest);
    (!holds && !special).then_some("a number that it can hold, `NaN`, `Infinity` or `-Infinity`")
}

fn time(value: &Node, format: Option<TimestampFormat>) -> Option<&'static str> {
    let is = |parse: fn(&str) -> Option<(i64, u32)>| value.as_str().and_then(parse).is_some();
    let is_number = value.as_number().is_some();
    let (fits, expected) = match format {
        None => {
            (is_number || is(date_time), "a number of seconds, or a time such as `1985-04-12T23:20:50.52Z`")
        }
        Some(TimestampFormat::EpochSeconds) => (is_number, "a number of seconds"),
        Some(TimestampFormat::DateTime) => (is(date_time), "a time such as `1985-04-12T23:20:50.52Z`"),
        Some(TimestampFormat::HttpDate) => (is(http_date), "a time such as `Tue, 29 Apr 2014 18:30:38 GMT`"),
    };
    (!fits).then_some(expected)
}

/// Returns the values of an enum, unless the value is one of them.
pub(super) fn unless_listed(value: &Node, shape: &Shape) -> Option<Vec<String>> {
    let (ShapeKind::Enum(members) | ShapeKind::IntEnum(members)) = &shape.kind else { return None };
    let is = |member: &Member| match member.traits.read() {
        Some(EnumValue::Text(text)) => value.as_str() == Some(text.as_str()),
        Some(EnumValue::Integer(number)) => value.as_i64() == Some(number.into()),
        // It is reported with the values of the enum.
        None => true,
    };
    let text = |member: &Member| match member.traits.read()? {
        EnumValue::Text(text) => Some(text),
        EnumValue::Integer(number) => Some(number.to_string()),
    };
    (!members.iter().any(is)).then(|| members.iter().filter_map(text).collect())
}
