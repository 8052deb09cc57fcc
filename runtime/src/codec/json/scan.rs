//! Finding the end of plain text in a string, eight bytes at a time.

use crate::codec::scan::{HIGHS, ONES, scan};
use crate::codec::short::Short;

/// Counts the bytes at the start that stand for themselves in a JSON string: no quotes, backslashes or control characters.
#[inline]
pub(super) fn plain(bytes: &[u8]) -> usize {
    scan(bytes, special, |byte| matches!(byte, b'"' | b'\\' | 0..0x20))
}

/// Finds the quote that ends a string, if it is among these bytes and all before it stand for themselves.
#[inline]
pub(super) fn quote_in(bytes: &[u8; 8]) -> Option<usize> {
    let word = u64::from_le_bytes(*bytes);
    let found = special(word);
    if found == 0 {
        return None;
    }
    let place = found.trailing_zeros() / 8;
    ((word >> (8 * place)) & 0xFF == u64::from(b'"')).then_some(place as usize)
}

/// Checks whether all bytes stand for themselves.
#[inline]
pub(super) fn is_plain(text: &[u8]) -> bool {
    let (Some(first), Some(last)) = (text.first_chunk(), text.last_chunk()) else {
        return is_plain_short(Short::rest(text));
    };
    let special = |chunk: &[u8; 8]| special(u64::from_le_bytes(*chunk));
    let ends = special(first) | special(last);
    if text.len() <= 16 {
        return ends == 0;
    }
    // Without an early exit, the compiler can vectorize this.
    text.as_chunks().0.iter().fold(ends, |found, chunk| found | special(chunk)) == 0
}

/// Checks whether fewer than eight bytes stand for themselves.
#[inline]
pub(super) fn is_plain_short(text: Short) -> bool {
    special(text.padded_with(b' ')) == 0
}

/// Sets the high bit of the first byte that doesn't stand for itself. (A borrow may set those of later bytes wrongly.)
#[inline]
fn special(word: u64) -> u64 {
    // Flipping this bit moves the quote right behind the control characters, and keeps these among themselves.
    let control_or_quote = (word ^ (ONES * 0x02)).wrapping_sub(ONES * 0x21);
    let backslash = (word ^ (ONES * b'\\' as u64)).wrapping_sub(ONES);
    (control_or_quote | backslash) & !word & HIGHS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_each_special_byte_at_each_place() {
        for byte in 0..=u8::MAX {
            let ends = matches!(byte, b'"' | b'\\' | 0..0x20);
            for place in 0..20 {
                let mut bytes = "ÿa€ !]}#[\u{7f}kkkkkkk".as_bytes().to_vec();
                bytes.insert(place, byte);
                let expected = if ends { place } else { bytes.len() };
                assert_eq!(plain(&bytes), expected, "{byte} at {place}");
                for length in 0..=bytes.len() {
                    let is_plain = is_plain(&bytes[..length]);
                    assert_eq!(is_plain, length <= expected, "{byte} at {place} of {length}");
                }
                let quote = (byte == b'"' && place < 8).then_some(place);
                assert_eq!(bytes.first_chunk().and_then(quote_in), quote, "{byte} at {place}");
            }
        }
    }
}
