//! [CBOR](https://www.rfc-editor.org/rfc/rfc8949), as Smithy's [rpcv2Cbor](https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2-cbor.html) uses it.
//!
//! ```
//! use smithwright_runtime as runtime;
//! use smithwright_runtime::codec::cbor;
//! use smithwright_runtime::value::{Value, ValueMut};
//!
//! #[derive(Clone, Default)]
//! pub struct Ping {
//!     pub id: Option<i32>,
//! }
//! runtime::structure! {
//!     received Ping = "Ping" {
//!         id: "id";
//!     }
//! }
//!
//! let mut ping = Ping::default();
//! cbor::from_slice(b"\xBF\x62id\x18\x2A\xFF", ping.slot())?;
//! assert_eq!(ping.id, Some(42));
//! assert_eq!(cbor::to_vec(ping.view())?, b"\xBF\x62id\x18\x2A\xFF");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod big_number;
mod decode;
mod encode;
mod read;

use super::{Codec, DecodeError, EncodeError, ErrorFields, PLAIN, Scope};
use crate::error::BoxError;
use crate::schema::Member;
use crate::value::{Slot, Structure, StructureMut, View};
use decode::Decoder;
use encode::Encoder;

pub use super::MAX_DEPTH;

/// The maximum length of a `bigInteger` or `bigDecimal` that is read, in bytes.
///
/// There is a limit because writing such a number in decimal digits takes time that grows with the square of its length.
pub const MAX_NUMBER_LENGTH: usize = 1024;

/// The problem with a longer number.
const TOO_LONG: &str = "a number of more than 1024 bytes";

/// The wire format CBOR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cbor;

/// Returns the value as CBOR.
///
/// # Errors
///
/// Returns an error if a value can't be written, such as a union whose variant this client doesn't know, or a decimal number whose exponent is out of range.
pub fn to_vec(value: View<'_>) -> Result<Vec<u8>, EncodeError> {
    let mut encoder = Encoder::new();
    encoder.value(value, &PLAIN);
    encoder.finish()
}

/// Reads CBOR into the slot. Keys that the table doesn't have are skipped.
///
/// # Errors
///
/// Returns an error if the data is not CBOR, or not what the slot is for. It names the place and never shows what stands there.
pub fn from_slice(data: &[u8], slot: Slot<'_>) -> Result<(), DecodeError> {
    let mut decoder = Decoder::new(data);
    let read = decoder.slot(slot, &PLAIN);
    decoder.finish(read)
}

impl Codec for Cbor {
    fn media_type(&self) -> &'static str {
        "application/cbor"
    }

    fn encode_body(&self, input: &dyn Structure, token: &str) -> Result<Vec<u8>, EncodeError> {
        let mut encoder = Encoder::new();
        encoder.body(input, token);
        encoder.finish()
    }

    fn encode_payload(&self, value: View<'_>, member: &Member) -> Result<Vec<u8>, EncodeError> {
        let mut encoder = Encoder::new();
        encoder.value(value, member);
        encoder.finish()
    }

    fn empty_structure(&self) -> &'static [u8] {
        b"\xA0"
    }

    fn decode_body(&self, body: &[u8], output: &mut dyn StructureMut) -> Result<(), BoxError> {
        if body.is_empty() {
            return Ok(());
        }
        let mut decoder = Decoder::new(body);
        let read = decoder.structure(output, Scope::Body);
        Ok(decoder.finish(read)?)
    }

    fn decode_payload(&self, body: &[u8], slot: Slot<'_>, member: &Member) -> Result<(), BoxError> {
        let mut decoder = Decoder::new(body);
        let read = decoder.slot(slot, member);
        Ok(decoder.finish(read)?)
    }

    fn error_fields(&self, body: &[u8]) -> ErrorFields {
        decode::error_fields(body)
    }
}
