//! SHA-256 and HMAC, for signatures and for hashes of bodies: the one place that names the crate they come from. It is the one that TLS brings along.

use ring::{digest, hmac};

/// A SHA-256 digest.
pub(crate) type Digest256 = [u8; 32];

/// The digest of the data.
pub(crate) fn sha256(data: &[u8]) -> Digest256 {
    array(digest::digest(&digest::SHA256, data).as_ref())
}

/// The HMAC-SHA-256 of the data.
pub(super) fn hmac(key: &[u8], data: &[u8]) -> Digest256 {
    array(hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), data).as_ref())
}

/// Digests and codes have 32 bytes, so the default is never taken.
fn array(bytes: &[u8]) -> Digest256 {
    bytes.try_into().unwrap_or_default()
}

/// Writes the bytes in lower-case hexadecimal.
pub(super) fn push_hex(out: &mut String, bytes: &[u8]) {
    const DIGITS: [char; 16] =
        ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'];
    for byte in bytes {
        for nibble in [byte >> 4, byte & 15] {
            out.extend(DIGITS.get(usize::from(nibble)));
        }
    }
}

/// The bytes in lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 2);
    push_hex(&mut out, bytes);
    out
}
