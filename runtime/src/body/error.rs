//! Errors of reading a body.

use crate::error::BoxError;
use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

/// The error returned when a body can't be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum BodyError {
    /// The body has more bytes than the caller allows.
    TooLarge {
        /// How many bytes are allowed.
        limit: usize,
    },
    /// The body ended before the length that was announced, or went on after it.
    WrongLength {
        /// How many bytes were announced.
        expected: u64,
        /// How many bytes there were until the error.
        received: u64,
    },
    /// The body does not match its checksum: it was damaged on its way.
    WrongChecksum {
        /// The algorithm of the checksum.
        algorithm: &'static str,
    },
    /// Nothing of the body came for longer than the caller waits.
    Stalled {
        /// How long the caller waits.
        limit: Duration,
    },
    /// The body is a stream that has been read already.
    Taken,
    /// Reading the body failed.
    Read(BoxError),
}

/// For readers of streams, such as `StreamReader` of `tokio-util`.
impl From<BodyError> for std::io::Error {
    fn from(error: BodyError) -> Self {
        Self::other(error)
    }
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { limit } => write!(f, "the body is larger than the limit of {limit} bytes"),
            Self::WrongLength { expected, received } => {
                write!(f, "the body should have {expected} bytes but has {received}")
            }
            Self::WrongChecksum { algorithm } => {
                write!(f, "the body is not what its {algorithm} checksum says: it was damaged on its way")
            }
            Self::Stalled { limit } => {
                write!(f, "nothing of the body came for {limit:?} (`stall_timeout`)")
            }
            Self::Taken => f.write_str("the body is a stream that has been read already"),
            Self::Read(_) => f.write_str("the body could not be read to its end"),
        }
    }
}

impl BodyError {
    /// Wraps the error of a stream, or returns the `BodyError` that it already is, as when the stream wraps another body.
    pub(super) fn of(error: BoxError) -> Self {
        match error.downcast::<Self>() {
            Ok(error) => *error,
            Err(error) => Self::Read(error),
        }
    }
}

impl StdError for BodyError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Read(source) => Some(source.as_ref()),
            _ => None,
        }
    }
}
