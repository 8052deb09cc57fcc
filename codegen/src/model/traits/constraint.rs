//! Constraints on the values of a shape or member.

use super::{TraitValue, ValueReader};
use crate::diagnostics::Diagnostic;
use crate::model::node::Number;

/// The allowed length of a string, blob, list or map: in characters, bytes, elements or entries.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    /// The minimum length.
    pub min: Option<u64>,
    /// The maximum length.
    pub max: Option<u64>,
}

impl TraitValue for Length {
    const ID: &'static str = "smithy.api#length";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        let fields = value.fields(&["min", "max"])?;
        let length = |value: ValueReader<'_>| Ok(value.integer(0, i64::MAX)?.unsigned_abs());
        let (min, max) = (fields.optional("min", length)?, fields.optional("max", length)?);
        match (min, max) {
            (None, None) => Err(value.expected("`min` or `max` or both")),
            (Some(min), Some(max)) if min > max => {
                Err(value.error(format!("`min` {min} is greater than `max` {max}")))
            }
            _ => Ok(Self { min, max }),
        }
    }
}

/// The allowed numbers, as the model writes them.
#[derive(Clone, Debug, PartialEq)]
pub struct Range {
    /// The minimum.
    pub min: Option<Number>,
    /// The maximum.
    pub max: Option<Number>,
}

impl TraitValue for Range {
    const ID: &'static str = "smithy.api#range";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        let fields = value.fields(&["min", "max"])?;
        let number = |value: ValueReader<'_>| {
            let number = value.node().as_number().cloned();
            number.ok_or_else(|| value.expected("a number"))
        };
        let (min, max) = (fields.optional("min", number)?, fields.optional("max", number)?);
        match (&min, &max) {
            (None, None) => Err(value.expected("`min` or `max` or both")),
            (Some(least), Some(greatest)) if least.as_f64() > greatest.as_f64() => {
                let (least, greatest) = (least.as_str(), greatest.as_str());
                Err(value.error(format!("`min` {least} is greater than `max` {greatest}")))
            }
            _ => Ok(Self { min, max }),
        }
    }
}

texts! {
    /// A regular expression that must match somewhere in a string; only anchors make it match the whole.
    Pattern = "smithy.api#pattern" by text;
}

annotations! {
    /// A list without equal elements.
    UniqueItems = "smithy.api#uniqueItems";
}

/// The value of an enum member.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EnumValue {
    /// The value in an `enum`.
    Text(String),
    /// The value in an `intEnum`.
    Integer(i32),
}

impl TraitValue for EnumValue {
    const ID: &'static str = "smithy.api#enumValue";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        match value.node().as_str() {
            Some(text) => Ok(Self::Text(text.to_owned())),
            None => {
                let number = value.node().as_i64().and_then(|number| i32::try_from(number).ok());
                number.map(Self::Integer).ok_or_else(|| value.expected("a string or a 32-bit integer"))
            }
        }
    }
}
