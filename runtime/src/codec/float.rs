//! Floats as text. Smithy writes NaN and the infinities as words.

use std::borrow::Cow;
use std::fmt::Debug;
use std::str::FromStr;

/// Returns the float as text: the fewest digits that are read back as the same value, or the word for one that is not finite.
pub(crate) fn float_text<F: Copy + Debug + Into<f64>>(value: F) -> Cow<'static, str> {
    match non_finite(value.into()) {
        Some(word) => Cow::Borrowed(word),
        None => Cow::Owned(format!("{value:?}")),
    }
}

/// Returns the word for a float that is not finite.
pub(crate) fn non_finite(value: f64) -> Option<&'static str> {
    if value.is_finite() {
        None
    } else if value.is_nan() {
        Some("NaN")
    } else if value > 0.0 {
        Some("Infinity")
    } else {
        Some("-Infinity")
    }
}

/// Checks whether this is one of the words for floats that are not finite.
pub(crate) fn is_non_finite(text: &str) -> bool {
    matches!(text, "NaN" | "Infinity" | "-Infinity")
}

/// Reads a float: a number, or one of the words. (Rust accepts other words too, and turns numbers out of range into infinities.)
pub(crate) fn parse_float<F: FromStr + Copy + Into<f64>>(text: &str) -> Option<F> {
    let float: F = text.parse().ok()?;
    (float.into().is_finite() || is_non_finite(text)).then_some(float)
}
