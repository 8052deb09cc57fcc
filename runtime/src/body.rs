//! Payloads that are streamed rather than held (Smithy's `streaming` blobs).

use bytes::Bytes;
use std::fmt;

/// The bytes of a `streaming` blob.
#[derive(Clone, Default, PartialEq)]
pub struct ByteStream {
    bytes: Bytes,
}

impl ByteStream {
    /// The bytes, if they are all in memory.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&Bytes> {
        Some(&self.bytes)
    }
}

impl<T: Into<Bytes>> From<T> for ByteStream {
    fn from(bytes: T) -> Self {
        Self { bytes: bytes.into() }
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ByteStream({} bytes)", self.bytes.len())
    }
}
