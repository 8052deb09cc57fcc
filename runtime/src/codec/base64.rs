//! Base64, the text form of blobs.

use ::base64::Engine as _;
use ::base64::alphabet::STANDARD;
use ::base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

// Padding is written, but not required: some services leave it out.
const ENGINE: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// Appends the bytes as base64.
pub(crate) fn encode_base64(bytes: &[u8], out: &mut Vec<u8>) {
    let start = out.len();
    out.resize(start + bytes.len().div_ceil(3) * 4, 0);
    let written = out.get_mut(start..).and_then(|space| ENGINE.encode_slice(bytes, space).ok());
    out.truncate(start + written.unwrap_or(0));
}

/// Returns the bytes as base64.
pub(crate) fn base64_text(bytes: &[u8]) -> String {
    ENGINE.encode(bytes)
}

/// Decodes base64, or returns `None` if the text isn't base64.
pub(crate) fn decode_base64(text: &str) -> Option<Vec<u8>> {
    ENGINE.decode(text).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_ways() {
        for (bytes, text) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")]
        {
            let mut out = b"> ".to_vec();
            encode_base64(bytes.as_bytes(), &mut out);
            assert_eq!(out, format!("> {text}").into_bytes());
            assert_eq!(decode_base64(text), Some(bytes.as_bytes().to_vec()));
            assert_eq!(decode_base64(text.trim_end_matches('=')), Some(bytes.as_bytes().to_vec()));
        }
        assert_eq!(decode_base64("Zm9v!"), None);
    }
}
