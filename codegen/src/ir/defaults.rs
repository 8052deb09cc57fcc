//! Default values, as Rust can express them.

use super::context::Context;
use super::members::Bindings;
use super::rust_type::RustType;
use super::{Literal, Name, Presence};
use crate::diagnostics::Diagnostics;
use crate::model::node::Number;
use crate::model::traits::TraitValue as _;
use crate::model::{Member, Node, ShapeKind, Value, traits};
use crate::timestamp;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// Decides whether a member of a structure is present, by Smithy's rules for clients: a `default` other than null makes it always present; `clientOptional`
/// makes it optional, as does a fallback for it in the path. So does the input of an operation, except for required members, which a builder asks for.
///
/// Smithy says this of structures with the trait `input`. Here it holds for the input of every operation, which is a type of its own, as in other generators:
/// models that lack the trait have defaults such as `false` for members of updates, and sending what the caller did not set would change it. A required member
/// with a default has to be sent, and defaults of such members are mostly zeros from Smithy 1.0 that no service accepts, so callers say its value.
///
/// See <https://smithy.io/2.0/spec/aggregate-types.html#structure-member-optionality>.
pub(super) fn presence(
    context: &Context<'_>,
    member: &Member,
    bindings: Bindings,
    value: &RustType,
    diagnostics: &mut Diagnostics,
) -> Presence {
    match explicit_default(member) {
        _ if may_be_unset(member) => Presence::Optional,
        Some(default) if bindings != Bindings::Request => match literal(context, member, &default, value) {
            Some(literal) => Presence::Default(literal),
            None => {
                diagnostics.push(
                    member.error(format!("no Rust value for this default; found {}", default.found()))
                        .trait_id(traits::Default::ID)
                        .help("write it as the member's type is written: a time in UTC, bytes in base64, a value of the enum"),
                );
                Presence::Optional
            }
        },
        _ if member.traits.has::<traits::Required>() => Presence::Required,
        _ => Presence::Optional,
    }
}

/// Returns whether callers have to set a member, as far as its traits say.
pub(super) fn is_required(member: &Member) -> bool {
    member.traits.has::<traits::Required>() && !may_be_unset(member)
}

/// Returns whether a member that is received is always there.
pub(super) fn is_always_there(member: &Member) -> bool {
    is_required(member) || (explicit_default(member).is_some() && !may_be_unset(member))
}

/// Returns whether a member may be unset whatever else is said of it: a `clientOptional` member is required by the service alone, and a label with a fallback may
/// be unset, though Smithy requires every label to be required.
fn may_be_unset(member: &Member) -> bool {
    member.traits.has::<traits::ClientOptional>() || member.traits.has::<traits::LabelFallback>()
}

/// Returns the default that the model gives, unless it is null.
pub(super) fn explicit_default(member: &Member) -> Option<Node> {
    member.traits.read::<traits::Default>().map(|default| default.0).filter(|value| !value.is_null())
}

fn literal(context: &Context<'_>, member: &Member, node: &Node, value: &RustType) -> Option<Literal> {
    Some(match (value, &node.value) {
        (RustType::Nullable(inner), _) => Literal::NotNull(Box::new(literal(context, member, node, inner)?)),
        (RustType::Document, _) => document(node)?,
        (_, Value::Bool(false)) => Literal::Zero,
        (_, Value::Bool(true)) => Literal::Boolean(true),
        (RustType::Enum(name), Value::String(text)) => variant(context, member, name, text)?,
        (RustType::Blob | RustType::Stream, Value::String(text)) if text.is_empty() => Literal::Zero,
        (RustType::Blob, Value::String(text)) => Literal::Blob(STANDARD.decode(&**text).ok()?),
        (RustType::Stream, Value::String(text)) => Literal::Stream(STANDARD.decode(&**text).ok()?),
        (RustType::String, Value::String(text)) if text.is_empty() => Literal::Zero,
        (RustType::String, Value::String(text)) => Literal::String(text.to_string()),
        (RustType::List(_), Value::Array(items)) if items.is_empty() => Literal::Zero,
        (RustType::Map(..), Value::Object(entries)) if entries.is_empty() => Literal::Zero,
        (RustType::IntEnum(_), Value::Number(number)) => {
            Literal::IntVariant(i32::try_from(number.as_i64()?).ok()?)
        }
        (RustType::Timestamp, Value::Number(number)) => epoch_seconds(number)?,
        (RustType::Timestamp, Value::String(text)) => {
            let (seconds, nanos) = timestamp::date_time(text).or_else(|| timestamp::http_date(text))?;
            Literal::Timestamp(seconds, nanos)
        }
        (RustType::BigInteger | RustType::BigDecimal, Value::Number(number)) => {
            Literal::Digits(number.as_str().to_owned())
        }
        (RustType::Float | RustType::Double, Value::Number(number)) if number.as_f64() == 0.0 => {
            Literal::Zero
        }
        (RustType::Float | RustType::Double, Value::Number(number)) => Literal::Float(number.as_f64()),
        (RustType::Float | RustType::Double, Value::String(word)) => Literal::Digits(word.to_string()),
        (_, Value::Number(number)) if number.as_i64() == Some(0) => Literal::Zero,
        (_, Value::Number(number)) => Literal::Integer(number.as_i64()?),
        _ => return None,
    })
}

fn document(node: &Node) -> Option<Literal> {
    let inner = match &node.value {
        Value::Bool(value) => Literal::Boolean(*value),
        Value::String(text) => Literal::String(text.to_string()),
        Value::Number(number) => match number.as_i64() {
            Some(integer) => Literal::Integer(integer),
            None => Literal::Float(number.as_f64()),
        },
        Value::Array(items) if items.is_empty() => Literal::EmptyList,
        Value::Object(entries) if entries.is_empty() => Literal::EmptyMap,
        _ => return None,
    };
    Some(Literal::Document(Box::new(inner)))
}

fn variant(context: &Context<'_>, member: &Member, name: &Name, text: &str) -> Option<Literal> {
    let target = context.model.target(&member.target)?;
    let ShapeKind::Enum(members) = &target.kind else { return None };
    let variants = super::enums::variants(members.iter());
    let (variant, _) =
        variants.into_iter().find(|(_, value)| matches!(value, traits::EnumValue::Text(it) if it == text))?;
    Some(Literal::Variant(name.clone(), variant))
}

/// Converts seconds since 1970 to a timestamp, exact to the nanosecond unless the number is written with an exponent.
fn epoch_seconds(number: &Number) -> Option<Literal> {
    const SECOND: u32 = 1_000_000_000;
    let is_in_range = number.as_f64().abs() <= 1e14;
    if !is_in_range {
        return None;
    }
    let spelled_out = match number.as_str().contains(['e', 'E']) {
        true => format!("{:.9}", number.as_f64()),
        false => number.as_str().to_owned(),
    };
    let (whole, fraction) = spelled_out.split_once('.').unwrap_or((&spelled_out, ""));
    let (seconds, nanos): (i64, u32) = (whole.parse().ok()?, format!("{fraction:0<9.9}").parse().ok()?);
    Some(match spelled_out.starts_with('-') && nanos > 0 {
        true => Literal::Timestamp(seconds - 1, SECOND - nanos),
        false => Literal::Timestamp(seconds, nanos),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::node;

    #[test]
    fn seconds_since_1970_in_any_notation() {
        let read = |text: &str| {
            let Value::Number(number) = node::parse(text).unwrap().root.value else { panic!("{text}") };
            epoch_seconds(&number).map(|literal| match literal {
                Literal::Timestamp(seconds, nanos) => (seconds, nanos),
                other => panic!("{text}: {other:?}"),
            })
        };
        for (text, seconds, nanos) in [
            ("0", 0, 0),
            ("1.25", 1, 250_000_000),
            ("-1.25", -2, 750_000_000),
            ("-0.25", -1, 750_000_000),
            ("-1.0000000001", -1, 0),
            ("1515531081.123456789", 1_515_531_081, 123_456_789),
            ("15e-1", 1, 500_000_000),
            ("-15e-1", -2, 500_000_000),
            ("1.5e0", 1, 500_000_000),
            ("1e14", 100_000_000_000_000, 0),
        ] {
            assert_eq!(read(text), Some((seconds, nanos)), "{text}");
        }
        for text in ["1e15", "-1e15", "1e400"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
