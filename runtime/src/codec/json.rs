//! JSON, as Smithy's [restJson1](https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html) and its kin write it.
//!
//! ```
//! use smithwright_runtime as runtime;
//! use smithwright_runtime::codec::json;
//! use smithwright_runtime::value::{Value, ValueMut};
//!
//! #[derive(Clone, Default)]
//! pub struct Ping {
//!     pub id: Option<String>,
//! }
//! runtime::structure! {
//!     received Ping = "Ping" {
//!         id: member("Id");
//!     }
//! }
//!
//! let mut ping = Ping::default();
//! json::from_slice(br#"{"Id": "a1", "Other": [1, 2]}"#, ping.slot())?;
//! assert_eq!(ping.id.as_deref(), Some("a1"));
//! assert_eq!(json::to_vec(ping.view())?, br#"{"Id":"a1"}"#);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod decode;
mod encode;
mod number;
mod read;
mod scan;

use super::{Codec, DecodeError, EncodeError, ErrorFields, PLAIN, Scope};
use crate::error::BoxError;
use crate::schema::Member;
use crate::value::{Slot, Structure, StructureMut, View};
use decode::Decoder;
use encode::Encoder;

/// How deep values may be nested in text that is read: deeper is an error, not an exhausted stack.
pub const MAX_DEPTH: u8 = 128;

/// Which of its names is a member's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keys {
    /// The `jsonName`, where there is one.
    JsonName,
    /// The name in the model: `jsonName` is ignored.
    MemberName,
}

impl Keys {
    #[inline]
    fn of(self, member: &'static Member) -> &'static str {
        match self {
            Self::JsonName => member.json_name,
            Self::MemberName => member.name,
        }
    }
}

/// The wire format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Json {
    media_type: &'static str,
    keys: Keys,
}

impl Json {
    /// JSON whose bodies have this media type and whose members have these keys.
    #[must_use]
    pub const fn new(media_type: &'static str, keys: Keys) -> Self {
        Self { media_type, keys }
    }
}

/// The value as JSON text. Members have their `jsonName`s.
///
/// # Errors
/// Where a value can't be written: a union whose variant this client doesn't know, a timestamp out of its format's range.
pub fn to_vec(value: View<'_>) -> Result<Vec<u8>, EncodeError> {
    let mut encoder = Encoder::new(Keys::JsonName);
    encoder.value(value, &PLAIN);
    encoder.finish()
}

/// Reads JSON text into the slot. Members have their `jsonName`s; keys that the table doesn't have are skipped.
///
/// # Errors
/// Where the text is not JSON, or not what the slot is for. The error tells the place and never shows what stands there.
pub fn from_slice(text: &[u8], slot: Slot<'_>) -> Result<(), DecodeError> {
    Decoder::read(text, Keys::JsonName, |decoder| decoder.slot(slot, &PLAIN))
}

impl Codec for Json {
    fn media_type(&self) -> &'static str {
        self.media_type
    }

    fn encode_body(&self, input: &dyn Structure, token: &str) -> Result<Vec<u8>, EncodeError> {
        let mut encoder = Encoder::new(self.keys);
        encoder.body(input, token);
        encoder.finish()
    }

    fn encode_payload(&self, value: View<'_>, member: &Member) -> Result<Vec<u8>, EncodeError> {
        let mut encoder = Encoder::new(self.keys);
        encoder.value(value, member);
        encoder.finish()
    }

    fn empty_structure(&self) -> &'static [u8] {
        b"{}"
    }

    fn decode_body(&self, body: &[u8], output: &mut dyn StructureMut) -> Result<(), BoxError> {
        if body.is_empty() {
            return Ok(());
        }
        Ok(Decoder::read(body, self.keys, |decoder| decoder.structure(output, Scope::Body))?)
    }

    fn decode_payload(&self, body: &[u8], slot: Slot<'_>, member: &Member) -> Result<(), BoxError> {
        Ok(Decoder::read(body, self.keys, |decoder| decoder.slot(slot, member))?)
    }

    fn error_fields(&self, body: &[u8]) -> ErrorFields {
        decode::error_fields(body)
    }
}
