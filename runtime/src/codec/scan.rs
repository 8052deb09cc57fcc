//! Finding the end of plain text, eight bytes at a time.

pub(super) const ONES: u64 = 0x0101_0101_0101_0101;
pub(super) const HIGHS: u64 = 0x8080_8080_8080_8080;

/// Counts the bytes before the first special one. `special` sets the high bit of the first special byte in a word.
#[inline]
pub(super) fn scan(bytes: &[u8], special: impl Fn(u64) -> u64, is_special: impl Fn(u8) -> bool) -> usize {
    let (chunks, rest) = bytes.as_chunks::<8>();
    let mut length = 0;
    for chunk in chunks {
        let found = special(u64::from_le_bytes(*chunk));
        if found != 0 {
            return length + (found.trailing_zeros() / 8) as usize;
        }
        length += 8;
    }
    match bytes.last_chunk() {
        // The last eight bytes include the rest. Those before it are known to be plain, so looking at them again does no harm.
        Some(last) if !rest.is_empty() => {
            bytes.len() - 8 + (special(u64::from_le_bytes(*last)).trailing_zeros() / 8) as usize
        }
        _ => length + rest.iter().take_while(|byte| !is_special(**byte)).count(),
    }
}
