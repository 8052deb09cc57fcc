//! Numbers of arbitrary size in the form that JSON allows.

/// Strips the leading zeros, which JSON forbids, and returns the sign and the digits.
pub(super) fn without_leading_zeros(number: &str) -> (&'static str, &str) {
    let (sign, digits) = match number.strip_prefix('-') {
        Some(digits) => ("-", digits),
        None => ("", number),
    };
    let significant = digits.trim_start_matches('0');
    if significant.starts_with(|first: char| first.is_ascii_digit()) {
        (sign, significant)
    } else {
        // The last zero stays if it is the whole number, or the integer part before a point or exponent.
        (sign, digits.get((digits.len() - significant.len()).saturating_sub(1)..).unwrap_or(digits))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_zero_stays_where_it_is_needed() {
        for (given, sign, digits) in [
            ("0", "", "0"),
            ("000", "", "0"),
            ("-007", "-", "7"),
            ("00.50", "", "0.50"),
            ("-0e1", "-", "0e1"),
            ("10", "", "10"),
        ] {
            assert_eq!(without_leading_zeros(given), (sign, digits));
        }
    }
}
