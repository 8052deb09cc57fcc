//! Conversion of big numbers between decimal digits and bytes, the most significant first.

/// How many decimal digits are converted at once.
const DIGITS: usize = 19;

/// 10 to the power of [`DIGITS`].
const BASE: u128 = 10_u128.pow(19);

/// Converts decimal digits to bytes, without leading zeros.
pub(super) fn to_bytes(digits: &[u8]) -> Vec<u8> {
    // 64-bit words, the least significant first.
    let mut words: Vec<u64> = Vec::with_capacity(digits.len() / DIGITS + 1);
    for chunk in digits.chunks(DIGITS) {
        let base = 10_u128.pow(u32::try_from(chunk.len()).unwrap_or_default());
        let mut carry = chunk.iter().fold(0, |sum, digit| sum * 10 + u128::from(digit.wrapping_sub(b'0')));
        for word in &mut words {
            carry += u128::from(*word) * base;
            *word = low(carry);
            carry >>= 64;
        }
        if carry > 0 {
            words.push(low(carry));
        }
    }
    let bytes: Vec<u8> = words.iter().rev().flat_map(|word| word.to_be_bytes()).collect();
    let zeros = bytes.iter().take_while(|byte| **byte == 0).count();
    bytes.get(zeros..).unwrap_or_default().to_vec()
}

/// Adds `more` to the number in these bytes and returns its decimal digits. Takes time that grows with the square of the length.
pub(super) fn to_digits(bytes: &[u8], more: u64) -> String {
    let word = |chunk: &[u8]| chunk.iter().fold(0, |word, byte| word << 8 | u64::from(*byte));
    // 64-bit words, the least significant first.
    let mut words: Vec<u64> = bytes.rchunks(8).map(word).collect();
    add(&mut words, more);
    let mut parts = Vec::new();
    while words.last().is_some_and(|word| *word == 0) {
        words.pop();
    }
    while !words.is_empty() {
        let mut rest = 0;
        for word in words.iter_mut().rev() {
            let value = rest << 64 | u128::from(*word);
            *word = low(value / BASE);
            rest = value % BASE;
        }
        parts.push(low(rest));
        while words.last().is_some_and(|word| *word == 0) {
            words.pop();
        }
    }
    let mut digits = parts.pop().unwrap_or_default().to_string();
    for part in parts.iter().rev() {
        digits.push_str(&format!("{part:019}"));
    }
    digits
}

fn add(words: &mut Vec<u64>, more: u64) {
    let mut carry = more;
    for word in words.iter_mut() {
        let (sum, overflowed) = word.overflowing_add(carry);
        *word = sum;
        carry = u64::from(overflowed);
    }
    if carry > 0 {
        words.push(carry);
    }
}

/// Returns the lower 64 bits.
#[allow(clippy::cast_possible_truncation)] // Truncation is the point.
fn low(value: u128) -> u64 {
    value as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_survive_both_ways() {
        let large = "1".repeat(200);
        for digits in [
            "1",
            "255",
            "256",
            "18446744073709551615",
            "18446744073709551616",
            "10000000000000000000",
            "99999999999999999999999999999999999999",
            &large,
        ] {
            assert_eq!(to_digits(&to_bytes(digits.as_bytes()), 0), digits);
        }
    }

    #[test]
    fn bytes_are_as_the_standard_has_them() {
        assert_eq!(to_bytes(b"18446744073709551616"), [1, 0, 0, 0, 0, 0, 0, 0, 0]);
        assert_eq!(to_bytes(b"000"), [0; 0]);
        assert_eq!(to_digits(&[], 0), "0");
        assert_eq!(to_digits(&[0, 0, 0, 0, 0, 0, 0, 0, 0, 7], 0), "7");
        assert_eq!(to_digits(&[0xFF; 8], 1), "18446744073709551616");
    }
}
