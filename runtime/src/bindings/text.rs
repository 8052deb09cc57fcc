//! Simple values as text, for paths, queries and headers.

use crate::codec::{INEXPRESSIBLE, base64_text, decode_base64, float_text, parse_float};
use crate::schema::Member;
use crate::timestamp::{Format, Timestamp};
use crate::value::{Slot, View};
use std::borrow::Cow;
use std::str::FromStr;

const NUMBER: &str = "a number in range";

const NOT_SIMPLE: &str = "has no text, so it can't be part of a path, a query or a header";

/// Writes a simple value. A timestamp is written in the member's format, or in `format` if that has none.
pub(super) fn write<'a>(
    view: View<'a>,
    member: &Member,
    format: Format,
) -> Result<Cow<'a, str>, &'static str> {
    Ok(match view {
        View::String(value) | View::Enum(value, _) => Cow::Borrowed(value),
        View::Boolean(true) => Cow::Borrowed("true"),
        View::Boolean(false) => Cow::Borrowed("false"),
        View::Integer(value) | View::IntEnum(value, _) => {
            Cow::Owned(itoa::Buffer::new().format(value).to_owned())
        }
        View::Float(value) => float_text(value),
        View::Double(value) => float_text(value),
        View::BigInteger(value) => Cow::Borrowed(value.as_str()),
        View::BigDecimal(value) => Cow::Borrowed(value.as_str()),
        View::Blob(value) => Cow::Owned(base64_text(value)),
        View::Timestamp(value) => {
            let format = member.timestamp().unwrap_or(format);
            Cow::Owned(value.format(format).map_err(|_| INEXPRESSIBLE)?)
        }
        _ => return Err(NOT_SIMPLE),
    })
}

/// Reads text from a header into a simple value. The error says what was expected.
pub(super) fn read(text: &str, slot: Slot<'_>, member: &Member) -> Result<(), &'static str> {
    match slot {
        Slot::Boolean(value) => *value = parsed(text, "`true` or `false`")?,
        Slot::Byte(value) => *value = parsed(text, "an integer of 8 bits")?,
        Slot::Short(value) => *value = parsed(text, "an integer of 16 bits")?,
        Slot::Integer(value) => *value = parsed(text, "an integer of 32 bits")?,
        Slot::Long(value) => *value = parsed(text, "an integer of 64 bits")?,
        Slot::IntEnum(value) => value.set(parsed(text, "an integer of 32 bits")?),
        Slot::Float(value) => *value = parse_float(text).ok_or(NUMBER)?,
        Slot::Double(value) => *value = parse_float(text).ok_or(NUMBER)?,
        Slot::BigInteger(value) => *value = parsed(text, "an integer")?,
        Slot::BigDecimal(value) => *value = parsed(text, "a number")?,
        Slot::String(value) => *value = string(text, member)?.into_owned(),
        Slot::Enum(value) => value.set(Cow::Borrowed(text)),
        Slot::Blob(value) => *value = decode_base64(text).ok_or("base64")?.into(),
        Slot::Timestamp(value) => {
            let format = member.timestamp().unwrap_or(Format::HttpDate);
            *value = Timestamp::parse(text, format).map_err(|_| "a timestamp in the format of the model")?;
        }
        _ => return Err("a value that a header can hold"),
    }
    Ok(())
}

fn parsed<T: FromStr>(text: &str, expected: &'static str) -> Result<T, &'static str> {
    text.parse().map_err(|_| expected)
}

/// Reads a string, which is base64 if it has a media type.
fn string<'a>(text: &'a str, member: &Member) -> Result<Cow<'a, str>, &'static str> {
    if member.media_type().is_none() {
        return Ok(Cow::Borrowed(text));
    }
    let bytes = decode_base64(text).ok_or("base64")?;
    String::from_utf8(bytes).map(Cow::Owned).map_err(|_| "base64 of UTF-8 text")
}
