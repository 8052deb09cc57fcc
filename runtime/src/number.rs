//! Numbers of arbitrary size, kept digit by digit.

use std::fmt;
use std::str::FromStr;

/// The error returned when a text is not a number of the kind wanted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberError {
    text: String,
    expected: &'static str,
}

impl fmt::Display for NumberError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is not {}", self.text, self.expected)
    }
}

impl std::error::Error for NumberError {}

macro_rules! number {
    ($(#[$doc:meta])* $name:ident, $check:ident, $expected:literal) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Hash)]
        pub struct $name(String);

        impl $name {
            /// Returns the number's text, as it was given or received.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        /// Zero.
        impl Default for $name {
            fn default() -> Self {
                Self("0".to_owned())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl FromStr for $name {
            type Err = NumberError;

            fn from_str(text: &str) -> Result<Self, NumberError> {
                if $check(text) {
                    Ok(Self(text.to_owned()))
                } else {
                    Err(NumberError { text: text.to_owned(), expected: $expected })
                }
            }
        }
    };
}

number!(
    /// An integer of any size (Smithy's `bigInteger`), kept as its digits.
    ///
    /// It is made `From` Rust's integers, or parsed. Equality is that of the text.
    BigInteger,
    is_integer,
    "an integer: digits, with a `-` before them where it is negative"
);
number!(
    /// A decimal number of any size and precision (Smithy's `bigDecimal`), kept as its digits.
    ///
    /// It is made `From` Rust's integers, or parsed. Equality is that of the text: `1.50` is not `1.5`.
    ///
    /// # Examples
    ///
    /// ```
    /// use smithwright_runtime::BigDecimal;
    ///
    /// let price: BigDecimal = "1.50".parse()?;
    /// assert_eq!(price.as_str(), "1.50");
    /// # Ok::<(), smithwright_runtime::number::NumberError>(())
    /// ```
    BigDecimal,
    is_decimal,
    "a decimal number such as `-12.5` or `1e-7`"
);

macro_rules! from_integers {
    ($($name:ident: $($type:ty),*;)*) => {$($(
        impl From<$type> for $name {
            fn from(number: $type) -> Self {
                Self(number.to_string())
            }
        }
    )*)*};
}

from_integers! {
    BigInteger: i32, i64, i128, u32, u64, u128;
    BigDecimal: i32, i64, u32, u64;
}

/// The parts of a number as it is written in decimal digits. What they hold is not checked.
pub(crate) struct Parts<'a> {
    /// `-`, or nothing.
    pub(crate) sign: &'static str,
    pub(crate) whole: &'a str,
    /// What follows the point, if there is one.
    pub(crate) fraction: Option<&'a str>,
    /// What follows the `e`, if there is one.
    pub(crate) exponent: Option<&'a str>,
}

impl<'a> Parts<'a> {
    pub(crate) fn of(text: &'a str) -> Self {
        let (sign, text) = split_sign(text);
        let (mantissa, exponent) = text.split_once(['e', 'E']).map_or((text, None), both);
        let (whole, fraction) = mantissa.split_once('.').map_or((mantissa, None), both);
        Self { sign, whole, fraction, exponent }
    }

    /// Checks whether there are digits before the point, after it if there is one, and nothing else.
    pub(crate) fn has_digits(&self) -> bool {
        are_digits(self.whole) && self.fraction.is_none_or(are_digits)
    }

    /// Returns the digits before and after the point.
    pub(crate) fn digits(&self) -> String {
        [self.whole, self.fraction.unwrap_or_default()].concat()
    }

    /// Returns the power of ten of the last digit, or `None` if it is out of range or the exponent is no integer.
    pub(crate) fn power(&self) -> Option<i64> {
        let exponent = self.exponent.map_or(Ok(0), str::parse::<i64>).ok()?;
        exponent.checked_sub(i64::try_from(self.fraction.unwrap_or_default().len()).ok()?)
    }
}

/// Splits off the sign of a negative number.
pub(crate) fn split_sign(number: &str) -> (&'static str, &str) {
    number.strip_prefix('-').map_or(("", number), |rest| ("-", rest))
}

fn both<'a>((before, after): (&'a str, &'a str)) -> (&'a str, Option<&'a str>) {
    (before, Some(after))
}

/// Checks whether the text is digits, at least one, and nothing else.
pub(crate) fn are_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_integer(text: &str) -> bool {
    are_digits(split_sign(text).1)
}

fn is_decimal(text: &str) -> bool {
    let parts = Parts::of(text);
    let exponent = parts.exponent.map(|text| text.strip_prefix(['+', '-']).unwrap_or(text));
    parts.has_digits() && exponent.is_none_or(are_digits)
}

/// Checks whether two decimal numbers have the same value, however they are written. Nothing equals text that is not a number, such as `inf`.
pub(crate) fn same_value(one: &str, other: &str) -> bool {
    significant(one).is_some_and(|one| Some(one) == significant(other))
}

/// Splits a number into its sign, its digits without zeros at either end, and the power of ten of the last digit.
fn significant(text: &str) -> Option<(&'static str, String, i64)> {
    let parts = Parts::of(text);
    let digits = parts.digits();
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let without_end = digits.trim_end_matches('0');
    if without_end.is_empty() {
        return Some((parts.sign, String::new(), 0));
    }
    let dropped = i64::try_from(digits.len() - without_end.len()).ok()?;
    Some((parts.sign, without_end.trim_start_matches('0').to_owned(), parts.power()?.checked_add(dropped)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_every_digit() {
        let digits = "-123456789012345678901234567890";
        assert_eq!(digits.parse::<BigInteger>().unwrap().to_string(), digits);
        assert_eq!("0.10".parse::<BigDecimal>().unwrap().as_str(), "0.10");
    }

    #[test]
    fn knows_a_number_by_its_value() {
        for (one, other) in [
            ("1.50", "15e-1"),
            ("-0.0", "-0e5"),
            ("1e22", "10000000000000000000000"),
            ("0.001", "1E-3"),
            ("1e+2", "100"),
        ] {
            assert!(same_value(one, other), "{one} {other}");
        }
        for (one, other) in
            [("1.5", "1.51"), ("1", "-1"), ("1", "10"), ("inf", "inf"), ("1e99999999999999999999", "1")]
        {
            assert!(!same_value(one, other), "{one} {other}");
        }
    }

    #[test]
    fn refuses_what_is_no_number() {
        for text in ["", "-", "1.5", "1e3", " 1", "0x1"] {
            assert!(text.parse::<BigInteger>().is_err(), "{text}");
        }
        for text in ["", ".5", "5.", "1e", "1e+-3", "NaN"] {
            assert!(text.parse::<BigDecimal>().is_err(), "{text}");
        }
    }
}
