//! SHA-256 and HMAC for signatures and hashes of bodies. Only this module names the crate they come from, which is the one that TLS uses anyway.

use ring::{digest, hmac};

/// A SHA-256 digest.
pub(crate) type Digest256 = [u8; 32];

/// Returns the digest of the data.
pub(crate) fn sha256(data: &[u8]) -> Digest256 {
    array(digest::digest(&digest::SHA256, data).as_ref())
}

/// Returns the HMAC-SHA-256 of the data.
pub(super) fn hmac(key: &[u8], data: &[u8]) -> Digest256 {
    array(hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, key), data).as_ref())
}

/// A SHA-1, SHA-256 or SHA-512 digest of data that arrives in pieces.
#[cfg(feature = "checksum")]
pub(crate) struct Sha(digest::Context);

#[cfg(feature = "checksum")]
impl Sha {
    /// Starts a SHA-1 digest, for checksums only.
    pub(crate) fn sha1() -> Self {
        Self(digest::Context::new(&digest::SHA1_FOR_LEGACY_USE_ONLY))
    }

    /// Starts a SHA-256 digest.
    pub(crate) fn sha256() -> Self {
        Self(digest::Context::new(&digest::SHA256))
    }

    /// Starts a SHA-512 digest.
    pub(crate) fn sha512() -> Self {
        Self(digest::Context::new(&digest::SHA512))
    }

    /// Adds this data.
    pub(crate) fn update(&mut self, data: &[u8]) {
        self.0.update(data);
    }

    /// Returns the digest.
    pub(crate) fn finish(self) -> Vec<u8> {
        self.0.finish().as_ref().to_vec()
    }
}

/// Returns the bytes as an array. Digests and HMACs have 32 bytes, so the default is never used.
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

/// Returns the bytes in lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 2);
    push_hex(&mut out, bytes);
    out
}
