//! Values whose shape the model leaves open (Smithy's `document`).

use crate::number::{BigDecimal, same_value};
use crate::timestamp::Timestamp;
use bytes::Bytes;
use std::collections::BTreeMap;
use std::fmt;

/// A value of any shape: what JSON can express and, in formats that have them, blobs and timestamps.
///
/// # Examples
///
/// ```
/// use smithwright_runtime::{Document, FromJson};
///
/// let document = Document::from_json(r#"{"name": "a", "sizes": [1, 2]}"#)?;
/// assert_eq!(document.get("name").and_then(Document::as_str), Some("a"));
/// # Ok::<(), smithwright_runtime::codec::DecodeError>(())
/// ```
#[derive(Clone, Default, PartialEq)]
#[non_exhaustive]
pub enum Document {
    /// Null.
    #[default]
    Null,
    /// A boolean.
    Boolean(bool),
    /// A number.
    Number(Number),
    /// A string.
    String(String),
    /// Bytes. In JSON, they are text in base64.
    Blob(Bytes),
    /// A point in time. In JSON, it is the number of seconds since 1970; in that of `alloy#simpleRestJson`, a text such as `1985-04-12T23:20:50.52Z`.
    Timestamp(Timestamp),
    /// A list of values.
    List(Vec<Document>),
    /// Values by name.
    Map(BTreeMap<String, Document>),
}

/// A number in a document, as exact as it was written.
///
/// It is made `From` Rust's numbers. Integers within an `i64` or `u64` are equal if their values are; 3 and 3.0 are not.
#[derive(Clone)]
#[non_exhaustive]
pub enum Number {
    /// An integer below zero.
    Negative(i64),
    /// An integer from zero on.
    Positive(u64),
    /// A number that an `f64` holds and prints with the same value, or one made from an `f64`.
    Float(f64),
    /// Any other number, digit by digit; [`as_f64`](Self::as_f64) rounds it.
    Decimal(BigDecimal),
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Float(left), Self::Float(right)) => left == right,
            (Self::Decimal(left), Self::Decimal(right)) => left == right,
            _ => self.as_i128().is_some_and(|integer| Some(integer) == other.as_i128()),
        }
    }
}

/// Shows the text that would stand for the value.
impl fmt::Debug for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Boolean(value) => value.fmt(f),
            Self::Number(value) => value.fmt(f),
            Self::String(value) => value.fmt(f),
            Self::Blob(value) => write!(f, "{} bytes", value.len()),
            Self::Timestamp(value) => value.fmt(f),
            Self::List(values) => f.debug_list().entries(values).finish(),
            Self::Map(entries) => f.debug_map().entries(entries).finish(),
        }
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Negative(number) => number.fmt(f),
            Self::Positive(number) => number.fmt(f),
            Self::Float(number) => number.fmt(f),
            Self::Decimal(number) => f.write_str(number.as_str()),
        }
    }
}

impl Number {
    /// Returns the nearest `f64`, which is infinite if the number is beyond all of them.
    #[must_use]
    #[allow(clippy::cast_precision_loss)] // Rounding is what the caller asks for.
    pub fn as_f64(&self) -> f64 {
        match self {
            Self::Negative(number) => *number as f64,
            Self::Positive(number) => *number as f64,
            Self::Float(number) => *number,
            // Its text is a number, so parsing succeeds.
            Self::Decimal(number) => number.as_str().parse().unwrap_or(f64::NAN),
        }
    }

    /// Returns the number, if it is an integer within the bounds of an `i64`.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.as_i128()?.try_into().ok()
    }

    /// Returns the number, if it is an integer within the bounds of a `u64`.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        self.as_i128()?.try_into().ok()
    }

    fn as_i128(&self) -> Option<i128> {
        match self {
            Self::Negative(number) => Some((*number).into()),
            Self::Positive(number) => Some((*number).into()),
            Self::Float(_) | Self::Decimal(_) => None,
        }
    }

    /// Parses a number as JSON writes it.
    pub(crate) fn read(text: &str) -> Option<Self> {
        if let Ok(number) = text.parse() {
            return Some(Self::Positive(number));
        }
        if let Ok(number) = text.parse() {
            // Only "-0" and negative numbers get here.
            return Some(if number == 0 { Self::Positive(0) } else { Self::Negative(number) });
        }
        let decimal: BigDecimal = text.parse().ok()?;
        Some(match text.parse::<f64>() {
            Ok(float) if same_value(&format!("{float:e}"), text) => Self::Float(float),
            _ => Self::Decimal(decimal),
        })
    }
}

impl Document {
    /// Returns the text, if this is a string.
    #[must_use]
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the value, if this is a boolean.
    #[must_use]
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Boolean(value) => Some(*value),
            _ => None,
        }
    }

    /// Returns the nearest `f64`, if this is a number: see [`Number::as_f64`].
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.as_number().map(Number::as_f64)
    }

    /// Returns the number, if this is an integer within the bounds of an `i64`.
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        self.as_number()?.as_i64()
    }

    /// Returns the number, if this is an integer within the bounds of a `u64`.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        self.as_number()?.as_u64()
    }

    /// Returns the number, if this is one.
    #[must_use]
    pub fn as_number(&self) -> Option<&Number> {
        match self {
            Self::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Returns the bytes, if these are bytes. From JSON, they come as a string.
    #[must_use]
    pub fn as_blob(&self) -> Option<&Bytes> {
        match self {
            Self::Blob(bytes) => Some(bytes),
            _ => None,
        }
    }

    /// Returns the time, if this is one. From JSON, it comes as a number.
    #[must_use]
    pub fn as_timestamp(&self) -> Option<Timestamp> {
        match self {
            Self::Timestamp(time) => Some(*time),
            _ => None,
        }
    }

    /// Returns `true` if this is null.
    #[must_use]
    pub fn is_null(&self) -> bool {
        *self == Self::Null
    }

    /// Returns the values, if this is a list.
    #[must_use]
    pub fn as_list(&self) -> Option<&[Document]> {
        match self {
            Self::List(values) => Some(values),
            _ => None,
        }
    }

    /// Returns the values by name, if this is a map.
    #[must_use]
    pub fn as_map(&self) -> Option<&BTreeMap<String, Document>> {
        match self {
            Self::Map(entries) => Some(entries),
            _ => None,
        }
    }

    /// Returns the value of `name`, if this is a map that has it.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Document> {
        match self {
            Self::Map(entries) => entries.get(name),
            _ => None,
        }
    }
}

macro_rules! from {
    ($($type:ty => |$value:ident| $document:expr;)*) => {$(
        impl From<$type> for Document {
            fn from($value: $type) -> Self {
                $document
            }
        }
    )*};
}

macro_rules! from_number {
    ($($type:ty => |$value:ident| $number:expr;)*) => {$(
        impl From<$type> for Number {
            fn from($value: $type) -> Self {
                $number
            }
        }

        impl From<$type> for Document {
            fn from(value: $type) -> Self {
                Self::Number(value.into())
            }
        }
    )*};
}

from_number! {
    u32 => |value| Self::Positive(value.into());
    u64 => |value| Self::Positive(value);
    usize => |value| Self::Positive(value as u64);
    i32 => |value| Self::from(i64::from(value));
    i64 => |value| u64::try_from(value).map_or(Self::Negative(value), Self::Positive);
    f32 => |value| Self::Float(value.into());
    f64 => |value| Self::Float(value);
}

from! {
    bool => |value| Self::Boolean(value);
    &str => |value| Self::String(value.to_owned());
    String => |value| Self::String(value);
    Bytes => |value| Self::Blob(value);
    Timestamp => |value| Self::Timestamp(value);
    Vec<Document> => |value| Self::List(value);
    BTreeMap<String, Document> => |value| Self::Map(value);
}

/// `None` becomes null.
impl<T: Into<Document>> From<Option<T>> for Document {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

impl<K: Into<String>, V: Into<Document>> FromIterator<(K, V)> for Document {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        Self::Map(entries.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_come_out_as_what_they_are() {
        let document = Document::from_iter([
            ("on", true.into()),
            ("count", 3.into()),
            ("below", (-3_i64).into()),
            ("large", u64::MAX.into()),
            ("half", 0.5.into()),
            ("list", Document::List(vec!["a".into()])),
        ]);
        let at = |name| document.get(name).unwrap();
        assert_eq!(at("on").as_bool(), Some(true));
        assert_eq!((at("count").as_i64(), at("count").as_f64()), (Some(3), Some(3.0)));
        assert_eq!(at("below").as_i64(), Some(-3));
        assert_eq!((at("large").as_i64(), at("half").as_i64()), (None, None));
        assert_eq!(at("half").as_f64(), Some(0.5));
        assert_eq!(at("list").as_list().map(|list| list[0].as_str()), Some(Some("a")));
        assert_eq!(document.as_map().map(BTreeMap::len), Some(6));
        assert_eq!((at("on").as_f64(), at("on").as_list(), at("on").as_map()), (None, None, None));
        assert_eq!((at("count").as_bool(), document.as_i64()), (None, None));
    }

    #[test]
    fn documents_are_made_of_rusts_values() {
        assert_eq!((Document::from(None::<bool>), Document::from(Some(1))), (Document::Null, 1.into()));
        assert_eq!(Document::from(1_usize).as_u64(), Some(1));
        assert_eq!(Document::from(0.5_f32).as_f64(), Some(0.5));
        assert_eq!(Document::from(Bytes::from("a")).as_blob(), Some(&Bytes::from("a")));
        let time = Timestamp::from_seconds(1);
        assert_eq!((Document::from(time).as_timestamp(), Document::Null.is_null()), (Some(time), true));
        assert_eq!((Document::from(-1).as_u64(), Document::from("1").as_number()), (None, None));
    }

    #[test]
    fn integers_are_equal_by_value() {
        assert_eq!(Number::Negative(5), Number::Positive(5));
        assert_ne!(Number::from(3), Number::from(3.0));
        assert_ne!(Number::from(3.0), Number::from(3.5));
        assert_eq!(Number::from(u64::MAX).as_i64(), None);
    }

    #[test]
    fn values_are_shown_as_they_would_be_written() {
        let exact = Number::read("0.10000000000000000001").unwrap();
        let values =
            vec![Document::Null, 5.into(), (-5).into(), 0.5.into(), Document::Number(exact), "a".into()];
        let document = Document::from_iter([("on", true.into()), ("values", Document::from(values))]);
        assert_eq!(
            format!("{document:?}"),
            r#"{"on": true, "values": [null, 5, -5, 0.5, 0.10000000000000000001, "a"]}"#
        );
    }
}
