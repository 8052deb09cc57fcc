//! Appending short texts eight bytes at a time, without a call for each.

/// Appends a text between two others of fewer than eight bytes each.
#[inline]
pub(super) fn append_between<const BEFORE: usize, const AFTER: usize>(
    out: &mut Vec<u8>,
    before: &[u8; BEFORE],
    text: &[u8],
    after: &[u8; AFTER],
) {
    let length = BEFORE + text.len() + AFTER;
    match (text.first_chunk(), text.last_chunk()) {
        (Some(first), Some(last)) if length <= 16 => {
            // The first and the last eight bytes of the whole, which may overlap.
            let first = Short::rest(before).word | u64::from_le_bytes(*first) << (8 * BEFORE);
            let after = Short::rest(after).word.checked_shl(64 - 8 * AFTER as u32).unwrap_or(0);
            let last = u64::from_le_bytes(*last) >> (8 * AFTER) | after;
            let place = out.len() + length - 8;
            out.extend_from_slice(&first.to_le_bytes());
            out.truncate(place);
            out.extend_from_slice(&last.to_le_bytes());
        }
        (first, _) => {
            out.extend_from_slice(before);
            match first {
                Some(_) => out.extend_from_slice(text),
                None => Short::rest(text).append(out),
            }
            out.extend_from_slice(after);
        }
    }
}

/// At most eight bytes, in the lower bytes of a word. The bytes above are zero.
#[derive(Clone, Copy)]
pub(super) struct Short {
    word: u64,
    length: usize,
}

impl Short {
    /// Returns the text if it has fewer than eight bytes.
    #[inline]
    pub(super) fn of(text: &[u8]) -> Option<Self> {
        (text.len() < 8).then(|| Self::rest(text))
    }

    /// Wraps fewer than eight bytes, such as the remainder of a text split into pieces of eight.
    #[inline]
    pub(super) fn rest(bytes: &[u8]) -> Self {
        debug_assert!(bytes.len() < 8, "{}", bytes.len());
        let word = match *bytes {
            [] => 0,
            [a] => u64::from(a),
            [a, b] => u64::from(u16::from_le_bytes([a, b])),
            [a, b, c] => u64::from(u32::from_le_bytes([a, b, c, 0])),
            // The first four bytes and the last four, which may overlap.
            [a, b, c, d, ..] => {
                let last = bytes.last_chunk().map_or(0, |last| u32::from_le_bytes(*last));
                u64::from(u32::from_le_bytes([a, b, c, d])) | u64::from(last) << (8 * ((bytes.len() - 4) & 3))
            }
        };
        Self { word, length: bytes.len() }
    }

    /// Returns these bytes, of which there are fewer than eight, padded to eight with `byte`.
    #[inline]
    pub(super) fn padded_with(self, byte: u8) -> u64 {
        self.word | u64::from_le_bytes([byte; 8]) << (8 * self.length)
    }

    /// Returns these bytes between two texts that are not empty, unless the result exceeds eight bytes.
    #[inline]
    pub(super) fn between<const BEFORE: usize, const AFTER: usize>(
        self,
        before: &[u8; BEFORE],
        after: &[u8; AFTER],
    ) -> Option<Self> {
        let place = BEFORE + self.length;
        let length = place + AFTER;
        (length <= 8).then(|| Self {
            word: Self::rest(before).word | self.word << (8 * BEFORE) | Self::rest(after).word << (8 * place),
            length,
        })
    }

    /// Returns these bytes behind another one.
    #[cfg(any(feature = "cbor", test))]
    #[inline]
    pub(super) fn behind(self, byte: u8) -> Self {
        Self { word: self.word << 8 | u64::from(byte), length: self.length + 1 }
    }

    #[inline]
    pub(super) fn append(self, out: &mut Vec<u8>) {
        let end = out.len() + self.length;
        out.extend_from_slice(&self.word.to_le_bytes());
        out.truncate(end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_of_every_length_are_appended() {
        let text: Vec<u8> = (1..=200).collect();
        for length in 0..text.len() {
            let mut out = b"before".to_vec();
            append_between(&mut out, b"", &text[..length], b"");
            append_between(&mut out, b"{", &text[..length], b"");
            append_between(&mut out, b"", &text[..length], b"}");
            append_between(&mut out, b"{\"", &text[..length], b"\":");
            let text = &text[..length];
            assert_eq!(out, [b"before", text, b"{", text, text, b"}{\"", text, b"\":"].concat());
        }
    }

    #[test]
    fn a_short_text_is_put_between_others() {
        let text = b"abcdefgh";
        for length in 0..8 {
            let short = Short::of(&text[..length]).unwrap();
            let mut out = Vec::new();
            match short.between(b"{\"", b"\"") {
                Some(framed) => framed.append(&mut out),
                None => assert!(length > 5),
            }
            if length <= 5 {
                assert_eq!(out, [b"{\"", &text[..length], b"\""].concat());
            }
            let mut out = Vec::new();
            short.behind(b'!').append(&mut out);
            assert_eq!(out, [b"!", &text[..length]].concat());
            let padded = short.padded_with(b' ').to_le_bytes();
            assert_eq!(padded, *[&text[..length], &[b' '; 8][length..]].concat());
        }
        assert!(Short::of(text).is_none());
    }
}
