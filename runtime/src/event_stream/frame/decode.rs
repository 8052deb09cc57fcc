//! Decoding of bytes, as they arrive, into messages.

use super::{
    CHECKSUM_LENGTH, FrameError, HeaderValue, Headers, MAX_HEADERS_LENGTH, MAX_PAYLOAD_LENGTH, PRELUDE_LENGTH,
};
use bytes::{Buf as _, Bytes, BytesMut};
use std::fmt;

/// A message whose lengths, checksums and headers are right.
///
/// `Debug` shows the types of its headers and the length of its payload.
#[derive(Clone, PartialEq, Eq)]
pub struct Frame {
    headers: Bytes,
    payload: Bytes,
}

impl Frame {
    /// Returns the headers of the message.
    pub fn headers(&self) -> impl Iterator<Item = (&str, HeaderValue<'_>)> {
        // None is an error: all were read when the message was.
        Headers::new(&self.headers).flatten()
    }

    /// Returns the first header of this name.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<HeaderValue<'_>> {
        self.headers().find(|(found, _)| *found == name).map(|(_, value)| value)
    }

    /// Returns the payload of the message.
    #[must_use]
    pub fn payload(&self) -> &Bytes {
        &self.payload
    }
}

impl fmt::Debug for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Frame")
            .field("headers", &Headers::new(&self.headers))
            .field("payload", &format_args!("{} bytes", self.payload.len()))
            .finish()
    }
}

/// A decoder that makes messages of bytes, which may arrive in pieces of any length.
///
/// It holds what was received and never more: an announced length allocates nothing.
#[derive(Default)]
pub struct Decoder {
    buffer: BytesMut,
    /// The lengths of the message at the start of the buffer, once they are received and checked.
    prelude: Option<Prelude>,
}

#[derive(Clone, Copy)]
struct Prelude {
    /// The length of the whole message.
    message: usize,
    headers: usize,
}

impl Decoder {
    /// Creates a decoder that has received nothing.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes the next bytes.
    pub fn push(&mut self, bytes: Bytes) {
        // A piece is usually whole messages, which are not copied if possible.
        if self.buffer.is_empty() {
            self.buffer = BytesMut::from(bytes);
        } else {
            self.buffer.extend_from_slice(&bytes);
        }
    }

    /// Returns the next message, or `None` if its last byte has not been received yet.
    ///
    /// # Errors
    ///
    /// Returns an error if the bytes are not a message. Nothing after them can be read.
    pub fn next_frame(&mut self) -> Result<Option<Frame>, FrameError> {
        let prelude = match self.prelude {
            Some(prelude) => prelude,
            None => match self.buffer.first_chunk() {
                Some(bytes) => *self.prelude.insert(Prelude::read(*bytes)?),
                None => return Ok(None),
            },
        };
        if self.buffer.len() < prelude.message {
            return Ok(None);
        }
        self.prelude = None;
        prelude.frame(self.buffer.split_to(prelude.message).freeze()).map(Some)
    }

    /// Returns the bytes after the last message that was read.
    pub(crate) fn into_rest(self) -> Bytes {
        self.buffer.freeze()
    }

    /// Says that no more bytes will come.
    ///
    /// # Errors
    ///
    /// Returns [`FrameError::CutOff`] if the bytes end within a message.
    pub fn finish(&self) -> Result<(), FrameError> {
        match self.buffer.len() {
            0 => Ok(()),
            received => Err(FrameError::CutOff { received }),
        }
    }
}

impl fmt::Debug for Decoder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Decoder({} bytes)", self.buffer.len())
    }
}

impl Prelude {
    fn read(bytes: [u8; PRELUDE_LENGTH]) -> Result<Self, FrameError> {
        let [a, b, c, d, e, f, g, h, i, j, k, l] = bytes;
        let found = u32::from_be_bytes([i, j, k, l]);
        let computed = crc32fast::hash(&[a, b, c, d, e, f, g, h]);
        if found != computed {
            return Err(FrameError::PreludeChecksum { found, computed });
        }
        let (message, headers) = (u32::from_be_bytes([a, b, c, d]), u32::from_be_bytes([e, f, g, h]));
        let contradiction = FrameError::Lengths { message, headers };
        let length = |number: u32| usize::try_from(number).map_err(|_| contradiction);
        let (message, headers) = (length(message)?, length(headers)?);
        let data = message.checked_sub(PRELUDE_LENGTH + CHECKSUM_LENGTH).ok_or(contradiction)?;
        let payload = data.checked_sub(headers).ok_or(contradiction)?;
        if headers > MAX_HEADERS_LENGTH {
            return Err(FrameError::HeadersTooLong(headers));
        }
        if payload > MAX_PAYLOAD_LENGTH {
            return Err(FrameError::PayloadTooLong(payload));
        }
        Ok(Self { message, headers })
    }

    /// Splits the message, all of whose bytes are there, into headers and payload.
    fn frame(self, mut message: Bytes) -> Result<Frame, FrameError> {
        let mut checksum = message.split_off(message.len().saturating_sub(CHECKSUM_LENGTH));
        let (found, computed) = (checksum.get_u32(), crc32fast::hash(&message));
        if found != computed {
            return Err(FrameError::MessageChecksum { found, computed });
        }
        message.advance(PRELUDE_LENGTH);
        let headers = message.split_to(self.headers);
        match Headers::new(&headers).find_map(Result::err) {
            Some(error) => Err(error),
            None => Ok(Frame { headers, payload: message }),
        }
    }
}
