//! What is received on a socket.

use bytes::Bytes;
use std::fmt;

/// What can arrive on a socket whose messages are `R`.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Incoming<R> {
    /// A message.
    Message(R),
    /// A frame that is no message, and means no harm.
    Unrecognised(Unrecognised),
    /// The answer to a ping.
    Pong,
}

/// A frame that is no message of the model: it is empty, binary, not JSON, or a notice of something between the service and this client.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Unrecognised {
    /// The frame.
    pub frame: Frame,
    /// The reason why it is no message. It shows nothing of what is in the frame.
    pub reason: String,
}

/// The content of a data frame.
#[derive(Clone, PartialEq, Eq)]
pub enum Frame {
    /// That of a text frame.
    Text(String),
    /// That of a binary frame.
    Binary(Bytes),
}

impl Frame {
    /// Returns the number of bytes.
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Text(text) => text.len(),
            Self::Binary(bytes) => bytes.len(),
        }
    }

    /// Returns `true` if there are no bytes.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Shows a frame by its length only, since it may hold anything.
impl fmt::Debug for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self {
            Self::Text(_) => "Text",
            Self::Binary(_) => "Binary",
        };
        write!(f, "{kind}({} bytes)", self.len())
    }
}
