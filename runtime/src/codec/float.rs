//! Floats as text. Smithy writes NaN and the infinities as words.

use std::borrow::Cow;
use std::fmt::Debug;

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

/// Returns the float that a word stands for.
pub(crate) fn parse_non_finite(word: &str) -> Option<f64> {
    match word {
        "NaN" => Some(f64::NAN),
        "Infinity" => Some(f64::INFINITY),
        "-Infinity" => Some(f64::NEG_INFINITY),
        _ => None,
    }
}
