//! Encoding of headers and payload into a message.

use super::{
    CHECKSUM_LENGTH, FrameError, HeaderValue, MAX_HEADERS_LENGTH, MAX_PAYLOAD_LENGTH, PRELUDE_LENGTH,
};

/// An encoder of one message: its headers one after another, then its payload.
///
/// # Examples
///
/// ```
/// use smithwright_runtime::event_stream::frame::{Encoder, HeaderValue};
///
/// let mut message = Encoder::new();
/// message.header(":event-type", HeaderValue::String("end"))?;
/// assert_eq!(message.finish(b"{}")?.len(), 12 + (1 + 11) + (1 + 2 + 3) + 2 + 4);
/// # Ok::<(), smithwright_runtime::event_stream::frame::FrameError>(())
/// ```
#[derive(Clone)]
pub struct Encoder {
    out: Vec<u8>,
}

impl Encoder {
    /// Creates a message without headers.
    #[must_use]
    pub fn new() -> Self {
        // The prelude is filled in at the end.
        Self { out: vec![0; PRELUDE_LENGTH] }
    }

    /// Adds a header, unless it can't be written.
    ///
    /// # Errors
    ///
    /// Returns an error if the name is empty, or the name or value is longer than the format allows.
    pub fn header(&mut self, name: &str, value: HeaderValue<'_>) -> Result<(), FrameError> {
        let length = u8::try_from(name.len()).ok().filter(|length| *length > 0);
        let begin = self.out.len();
        self.out.push(length.ok_or(FrameError::HeaderName)?);
        self.out.extend_from_slice(name.as_bytes());
        value.write(&mut self.out).inspect_err(|_| self.out.truncate(begin))
    }

    /// Returns the headers written so far.
    pub(crate) fn headers(&self) -> &[u8] {
        self.out.get(PRELUDE_LENGTH..).unwrap_or_default()
    }

    /// Returns the message with this payload.
    ///
    /// # Errors
    ///
    /// Returns an error if the headers or the payload are longer than the format allows.
    pub fn finish(self, payload: &[u8]) -> Result<Vec<u8>, FrameError> {
        let headers = self.headers().len();
        if headers > MAX_HEADERS_LENGTH {
            return Err(FrameError::HeadersTooLong(headers));
        }
        if payload.len() > MAX_PAYLOAD_LENGTH {
            return Err(FrameError::PayloadTooLong(payload.len()));
        }
        let mut out = self.out;
        out.reserve_exact(payload.len() + CHECKSUM_LENGTH);
        let total = out.len() + payload.len() + CHECKSUM_LENGTH;
        if let Some(prelude) = out.first_chunk_mut() {
            *prelude = written_prelude(total, headers)?;
        }
        out.extend_from_slice(payload);
        let checksum = crc32fast::hash(&out);
        out.extend_from_slice(&checksum.to_be_bytes());
        Ok(out)
    }
}

/// Returns the prelude. Both lengths are limited to what 32 bits hold.
fn written_prelude(total: usize, headers: usize) -> Result<[u8; PRELUDE_LENGTH], FrameError> {
    let [a, b, c, d] = u32::try_from(total).map_err(|_| FrameError::PayloadTooLong(total))?.to_be_bytes();
    let [e, f, g, h] = u32::try_from(headers).map_err(|_| FrameError::HeadersTooLong(headers))?.to_be_bytes();
    let [i, j, k, l] = crc32fast::hash(&[a, b, c, d, e, f, g, h]).to_be_bytes();
    Ok([a, b, c, d, e, f, g, h, i, j, k, l])
}

impl Default for Encoder {
    fn default() -> Self {
        Self::new()
    }
}

impl std::fmt::Debug for Encoder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Encoder({} bytes of headers)", self.headers().len())
    }
}
