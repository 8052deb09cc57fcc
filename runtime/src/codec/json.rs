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
//!         id: "Id";
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
mod read;
mod scan;
mod simple_rest;

pub use super::MAX_DEPTH;
use super::{Codec, DecodeError, EncodeError, ErrorFields, PLAIN, Scope};
use crate::error::BoxError;
use crate::schema::Member;
use crate::timestamp::Format;
use crate::value::{Slot, Structure, StructureMut, View};
use decode::Decoder;
use encode::Encoder;
use read::Reader;
use std::borrow::Cow;

/// The kinds of JSON that protocols write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// That of restJson1: keys are `jsonName`s, where there are any.
    RestJson,
    /// That of `alloy#simpleRestJson`: as restJson1, but whole bodies are always JSON, timestamps are texts, unions have [several forms](crate::schema::UnionForm),
    /// and what a table does not know can be kept (`alloy#jsonUnknown`).
    SimpleRest,
    /// That of values by themselves: as restJson1, where tables say nothing of unions and of what they do not know.
    ByTables,
    /// That of awsJson: keys are the names in the model.
    AwsJson,
    /// That of rpcv2Json: keys are the names in the model, numbers of any size are strings, and timestamps are seconds, whatever the model says.
    RpcV2,
}

/// Returns what a key in a table is without its escapes.
pub(crate) fn unescaped(key: &'static str) -> Cow<'static, str> {
    if !key.contains('\\') {
        return Cow::Borrowed(key);
    }
    let quoted = format!("\"{key}\"");
    let read = Reader::new(quoted.as_bytes()).and_then(|mut reader| Ok(reader.string()?.into_owned()));
    // One that is no text in JSON is in no message.
    Cow::Owned(read.unwrap_or_default())
}

impl Dialect {
    #[inline]
    fn key(self, member: &'static Member) -> &'static str {
        match self {
            Self::RestJson | Self::SimpleRest | Self::ByTables => member.json_key(),
            Self::AwsJson | Self::RpcV2 => member.name,
        }
    }

    /// Returns whether unions have the forms that their tables say, and members hold what is unknown.
    #[inline]
    fn knows_forms(self) -> bool {
        matches!(self, Self::SimpleRest | Self::ByTables)
    }

    #[inline]
    fn timestamp(self, member: &Member) -> Format {
        match self {
            Self::RestJson | Self::ByTables | Self::AwsJson => {
                member.timestamp().unwrap_or(Format::EpochSeconds)
            }
            Self::SimpleRest => member.timestamp().unwrap_or(Format::DateTime),
            Self::RpcV2 => Format::EpochSeconds,
        }
    }
}

/// The wire format JSON, in one of its dialects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Json {
    media_type: &'static str,
    dialect: Dialect,
}

impl Json {
    /// Creates the format of this dialect, whose bodies have this media type.
    #[must_use]
    pub const fn new(media_type: &'static str, dialect: Dialect) -> Self {
        Self { media_type, dialect }
    }
}

/// Returns the value as JSON text. Members go by their `jsonName`s, and unions have the form that their tables say.
///
/// # Errors
///
/// Returns an error if a value can't be written, such as a union whose variant this client doesn't know, or a timestamp out of its format's range.
pub fn to_vec(value: View<'_>) -> Result<Vec<u8>, EncodeError> {
    let mut encoder = Encoder::new(Dialect::ByTables);
    encoder.value(value, &PLAIN);
    encoder.finish()
}

/// Reads JSON text into the slot. Members go by their `jsonName`s; keys that the table doesn't have are skipped.
///
/// # Errors
///
/// Returns an error if the text is not JSON, or not what the slot is for. It names the place and never shows what stands there.
pub fn from_slice(text: &[u8], slot: Slot<'_>) -> Result<(), DecodeError> {
    let mut decoder = Decoder::new(text, Dialect::ByTables)?;
    let read = decoder.slot(slot, &PLAIN);
    decoder.finish(read)
}

impl Codec for Json {
    fn media_type(&self) -> &'static str {
        self.media_type
    }

    fn encode_body(&self, input: &dyn Structure, token: &str) -> Result<Vec<u8>, EncodeError> {
        let mut encoder = Encoder::new(self.dialect);
        encoder.body(input, token);
        encoder.finish()
    }

    fn encode_payload(&self, value: View<'_>, member: &Member) -> Result<Vec<u8>, EncodeError> {
        let mut encoder = Encoder::new(self.dialect);
        encoder.value(value, member);
        encoder.finish()
    }

    fn empty_structure(&self) -> &'static [u8] {
        b"{}"
    }

    fn writes_texts(&self) -> bool {
        self.dialect == Dialect::SimpleRest
    }

    fn decode_body(&self, body: &[u8], output: &mut dyn StructureMut) -> Result<(), BoxError> {
        if body.is_empty() {
            return Ok(());
        }
        let mut decoder = Decoder::new(body, self.dialect)?;
        let read = decoder.structure(output, Scope::Body);
        Ok(decoder.finish(read)?)
    }

    fn decode_payload(&self, body: &[u8], slot: Slot<'_>, member: &Member) -> Result<(), BoxError> {
        let mut decoder = Decoder::new(body, self.dialect)?;
        let read = decoder.slot(slot, member);
        Ok(decoder.finish(read)?)
    }

    fn error_fields(&self, body: &[u8]) -> ErrorFields {
        decode::error_fields(body, self.dialect)
    }
}
