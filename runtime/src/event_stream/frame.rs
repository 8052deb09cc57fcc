//! The wire format of the messages of event streams: lengths, headers, payload and two checksums.

mod decode;
mod encode;
mod header;

#[cfg(test)]
mod tests;

pub use decode::{Decoder, Frame};
pub use encode::Encoder;
pub use header::HeaderValue;
use header::Headers;

use std::fmt;

/// The maximum length of a message's headers, in bytes.
pub const MAX_HEADERS_LENGTH: usize = 128 * 1024;

/// The maximum length of a message's payload, in bytes.
pub const MAX_PAYLOAD_LENGTH: usize = 24 * 1024 * 1024;

/// The maximum length of a header's text or bytes, in bytes.
pub const MAX_HEADER_VALUE_LENGTH: usize = 32_767;

/// The maximum length of a header's name, in bytes.
pub const MAX_HEADER_NAME_LENGTH: usize = 255;

/// The length of the prelude: the lengths of the message and its headers, and their checksum.
const PRELUDE_LENGTH: usize = 12;

/// The length of a checksum.
const CHECKSUM_LENGTH: usize = 4;

/// The error returned when bytes are not a message, or a message can't be written. It never shows what the message holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FrameError {
    /// The lengths do not match their checksum.
    PreludeChecksum {
        /// The checksum in the message.
        found: u32,
        /// The checksum of the lengths.
        computed: u32,
    },
    /// The message does not match its checksum.
    MessageChecksum {
        /// The checksum in the message.
        found: u32,
        /// The checksum of its bytes.
        computed: u32,
    },
    /// The lengths contradict each other: the message is too short for its headers.
    Lengths {
        /// The length of the message, in bytes.
        message: u32,
        /// The length of its headers, in bytes.
        headers: u32,
    },
    /// The headers are longer than [`MAX_HEADERS_LENGTH`].
    HeadersTooLong(usize),
    /// The payload is longer than [`MAX_PAYLOAD_LENGTH`].
    PayloadTooLong(usize),
    /// A header's name is empty, too long or not UTF-8.
    HeaderName,
    /// A header's value has a type that doesn't exist.
    HeaderType(u8),
    /// A header's value is cut off, too long or not UTF-8.
    HeaderValue,
    /// The bytes end within a message.
    CutOff {
        /// How many bytes of the message there are.
        received: usize,
    },
}

impl fmt::Display for FrameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PreludeChecksum { found, computed } => {
                write!(f, "the checksum of a message's lengths is {found:08x}, expected {computed:08x}")
            }
            Self::MessageChecksum { found, computed } => {
                write!(f, "the checksum of a message is {found:08x}, expected {computed:08x}")
            }
            Self::Lengths { message, headers } => {
                write!(f, "a message of {message} bytes can't hold headers of {headers} bytes")
            }
            Self::HeadersTooLong(length) => {
                write!(f, "a message has {length} bytes of headers, expected at most {MAX_HEADERS_LENGTH}")
            }
            Self::PayloadTooLong(length) => {
                write!(f, "a message has {length} bytes of payload, expected at most {MAX_PAYLOAD_LENGTH}")
            }
            Self::HeaderName => {
                write!(
                    f,
                    "the name of a message's header is not 1 to {MAX_HEADER_NAME_LENGTH} bytes of UTF-8"
                )
            }
            Self::HeaderType(found) => {
                write!(f, "a message's header has a value of type {found}, expected 0 to 9")
            }
            Self::HeaderValue => {
                write!(
                    f,
                    "the value of a message's header is cut off, not UTF-8 or longer than {MAX_HEADER_VALUE_LENGTH} bytes"
                )
            }
            Self::CutOff { received } => {
                write!(f, "the stream ends within a message, of which it has {received} bytes")
            }
        }
    }
}

impl std::error::Error for FrameError {}
