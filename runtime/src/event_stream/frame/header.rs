//! Headers of messages.

use super::{FrameError, MAX_HEADER_VALUE_LENGTH};
use crate::timestamp::Timestamp;
use std::fmt;

/// The value of a message's header. `Debug` shows its type only.
#[derive(Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum HeaderValue<'a> {
    /// A boolean. In the format, each of the two has a type of its own.
    Boolean(bool),
    /// An 8-bit integer.
    Byte(i8),
    /// A 16-bit integer.
    Short(i16),
    /// A 32-bit integer.
    Integer(i32),
    /// A 64-bit integer.
    Long(i64),
    /// Bytes, at most [`MAX_HEADER_VALUE_LENGTH`] of them.
    Bytes(&'a [u8]),
    /// Text of at most [`MAX_HEADER_VALUE_LENGTH`] bytes.
    String(&'a str),
    /// A time, to the millisecond.
    Timestamp(Timestamp),
    /// A UUID.
    Uuid([u8; 16]),
}

impl HeaderValue<'_> {
    /// Returns the format's name of the type.
    #[must_use]
    pub fn type_name(&self) -> &'static str {
        match self {
            Self::Boolean(_) => "boolean",
            Self::Byte(_) => "byte",
            Self::Short(_) => "short",
            Self::Integer(_) => "integer",
            Self::Long(_) => "long",
            Self::Bytes(_) => "byte array",
            Self::String(_) => "string",
            Self::Timestamp(_) => "timestamp",
            Self::Uuid(_) => "uuid",
        }
    }

    /// Writes the type and the value.
    pub(super) fn write(&self, out: &mut Vec<u8>) -> Result<(), FrameError> {
        match *self {
            Self::Boolean(value) => out.push(if value { 0 } else { 1 }),
            Self::Byte(value) => write_fixed(2, value.to_be_bytes(), out),
            Self::Short(value) => write_fixed(3, value.to_be_bytes(), out),
            Self::Integer(value) => write_fixed(4, value.to_be_bytes(), out),
            Self::Long(value) => write_fixed(5, value.to_be_bytes(), out),
            Self::Bytes(value) => write_sized(6, value, out)?,
            Self::String(value) => write_sized(7, value.as_bytes(), out)?,
            Self::Timestamp(value) => {
                let millis = milliseconds(value).ok_or(FrameError::HeaderValue)?;
                write_fixed(8, millis.to_be_bytes(), out);
            }
            Self::Uuid(value) => write_fixed(9, value, out),
        }
        Ok(())
    }
}

impl fmt::Debug for HeaderValue<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.type_name())
    }
}

fn write_fixed<const N: usize>(kind: u8, value: [u8; N], out: &mut Vec<u8>) {
    out.push(kind);
    out.extend_from_slice(&value);
}

fn write_sized(kind: u8, value: &[u8], out: &mut Vec<u8>) -> Result<(), FrameError> {
    let length = u16::try_from(value.len()).ok().filter(|_| value.len() <= MAX_HEADER_VALUE_LENGTH);
    write_fixed(kind, length.ok_or(FrameError::HeaderValue)?.to_be_bytes(), out);
    out.extend_from_slice(value);
    Ok(())
}

/// Returns the milliseconds since 1970, truncated.
fn milliseconds(time: Timestamp) -> Option<i64> {
    // The milliseconds of the seconds alone may be out of range even if the sum is not.
    let millis = i128::from(time.seconds()) * 1000 + i128::from(time.subsecond_nanos() / 1_000_000);
    i64::try_from(millis).ok()
}

/// The headers of a message, names and values, in their order.
#[derive(Clone)]
pub(super) struct Headers<'a> {
    rest: &'a [u8],
}

impl<'a> Headers<'a> {
    pub(super) fn new(block: &'a [u8]) -> Self {
        Self { rest: block }
    }

    fn read(&mut self) -> Result<(&'a str, HeaderValue<'a>), FrameError> {
        let [length] = self.array().ok_or(FrameError::HeaderName)?;
        let name = self.take(length.into()).filter(|name| !name.is_empty());
        let name = name.and_then(|name| std::str::from_utf8(name).ok()).ok_or(FrameError::HeaderName)?;
        let [kind] = self.array().ok_or(FrameError::HeaderValue)?;
        if kind > 9 {
            return Err(FrameError::HeaderType(kind));
        }
        Ok((name, self.value(kind).ok_or(FrameError::HeaderValue)?))
    }

    fn value(&mut self, kind: u8) -> Option<HeaderValue<'a>> {
        Some(match kind {
            0 => HeaderValue::Boolean(true),
            1 => HeaderValue::Boolean(false),
            2 => HeaderValue::Byte(i8::from_be_bytes(self.array()?)),
            3 => HeaderValue::Short(i16::from_be_bytes(self.array()?)),
            4 => HeaderValue::Integer(i32::from_be_bytes(self.array()?)),
            5 => HeaderValue::Long(i64::from_be_bytes(self.array()?)),
            6 => HeaderValue::Bytes(self.sized()?),
            7 => HeaderValue::String(std::str::from_utf8(self.sized()?).ok()?),
            8 => HeaderValue::Timestamp(Timestamp::from_millis(i64::from_be_bytes(self.array()?))),
            9 => HeaderValue::Uuid(self.array()?),
            _ => return None,
        })
    }

    fn sized(&mut self) -> Option<&'a [u8]> {
        let length = usize::from(u16::from_be_bytes(self.array()?));
        if length > MAX_HEADER_VALUE_LENGTH {
            return None;
        }
        self.take(length)
    }

    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (array, rest) = self.rest.split_first_chunk()?;
        self.rest = rest;
        Some(*array)
    }

    fn take(&mut self, length: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.rest.split_at_checked(length)?;
        self.rest = rest;
        Some(taken)
    }
}

impl<'a> Iterator for Headers<'a> {
    type Item = Result<(&'a str, HeaderValue<'a>), FrameError>;

    /// Returns the next header. Nothing follows an error.
    fn next(&mut self) -> Option<Self::Item> {
        if self.rest.is_empty() {
            return None;
        }
        let header = self.read();
        if header.is_err() {
            self.rest = &[];
        }
        Some(header)
    }
}

/// The names, and the types of the values.
impl fmt::Debug for Headers<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.clone().flatten()).finish()
    }
}
