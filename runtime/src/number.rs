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
                if $check(text.as_bytes()) {
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

fn is_integer(text: &[u8]) -> bool {
    let digits = text.strip_prefix(b"-").unwrap_or(text);
    !digits.is_empty() && digits.iter().all(u8::is_ascii_digit)
}

fn is_decimal(text: &[u8]) -> bool {
    let mut parts = text.splitn(2, |byte| matches!(byte, b'e' | b'E'));
    let mantissa = parts.next().unwrap_or_default();
    let exponent = parts.next();
    let mut halves = mantissa.splitn(2, |byte| *byte == b'.');
    let whole = halves.next().unwrap_or_default();
    let fraction = halves.next();
    is_integer(whole)
        && fraction.is_none_or(|digits| !digits.is_empty() && digits.iter().all(u8::is_ascii_digit))
        && exponent.is_none_or(|digits| match digits.strip_prefix(b"+") {
            Some(digits) => !digits.is_empty() && digits.iter().all(u8::is_ascii_digit),
            None => is_integer(digits),
        })
}

/// Checks whether two decimal numbers have the same value, however they are written. Nothing equals text that is not a number, such as `inf`.
pub(crate) fn same_value(one: &str, other: &str) -> bool {
    significant(one).is_some_and(|one| Some(one) == significant(other))
}

/// Splits a number into whether it is negative, its digits without zeros at either end, and the power of ten of the last digit.
fn significant(text: &str) -> Option<(bool, String, i64)> {
    let (sign, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits = [whole, fraction].concat();
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let without_end = digits.trim_end_matches('0');
    if without_end.is_empty() {
        return Some((sign, String::new(), 0));
    }
    let dropped = i64::try_from(digits.len() - without_end.len()).ok()?;
    let exponent = exponent.parse::<i64>().ok()?.checked_sub(i64::try_from(fraction.len()).ok()?)?;
    Some((sign, without_end.trim_start_matches('0').to_owned(), exponent.checked_add(dropped)?))
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
