//! Finding the end of plain text, eight bytes at a time.

use crate::codec::scan::{HIGHS, ONES, scan};

/// Counts the bytes at the start that stand for themselves in an element that is read: no markup, references or carriage returns.
#[inline]
pub(super) fn readable(bytes: &[u8]) -> usize {
    scan(bytes, |word| equal(word, b'<') | equal(word, b'&') | equal(word, b'\r'), is_read_specially)
}

fn is_read_specially(byte: u8) -> bool {
    matches!(byte, b'<' | b'&' | b'\r')
}

/// Counts the bytes at the start that can be written as they are. The next one may be fine too, since non-ASCII text also ends the count.
#[inline]
pub(super) fn writable(bytes: &[u8]) -> usize {
    // `&` and `"` differ in one bit, and so do `<` and `>`.
    let special = |word: u64| {
        let control = word.wrapping_sub(ONES * 0x20);
        (control | equal(word | (ONES * 0x04), b'&') | equal(word | (ONES * 0x02), b'>') | word) & HIGHS
    };
    scan(bytes, special, |byte| matches!(byte, b'&' | b'"' | b'<' | b'>' | 0..0x20 | 0x80..))
}

/// Sets the high bit of the first byte that has this value. (A borrow may set those of later bytes wrongly.)
#[inline]
fn equal(word: u64, byte: u8) -> u64 {
    let zero_where_equal = word ^ (ONES * u64::from(byte));
    zero_where_equal.wrapping_sub(ONES) & !zero_where_equal & HIGHS
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at_each_place(length: fn(&[u8]) -> usize, ends: fn(u8) -> bool) {
        for byte in 0..=u8::MAX {
            for place in 0..20 {
                let mut bytes = b"a !]}#[\x7fkkkk%=;?'kkkkk".to_vec();
                bytes.insert(place, byte);
                let expected = if ends(byte) { place } else { bytes.len() };
                assert_eq!(length(&bytes), expected, "{byte} at {place}");
            }
        }
    }

    #[test]
    fn finds_each_special_byte_at_each_place() {
        at_each_place(readable, is_read_specially);
        at_each_place(writable, |byte| {
            matches!(byte, b'&' | b'"' | b'<' | b'>') || !(0x20..0x80).contains(&byte)
        });
    }
}
