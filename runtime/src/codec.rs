//! Wire formats: how values are written in a body.

mod base64;
pub(crate) mod budget;
#[cfg(feature = "cbor")]
pub mod cbor;
mod error;
mod float;
pub mod json;
#[cfg(feature = "query")]
pub mod query;
mod scan;
mod short;
#[cfg(feature = "xml")]
pub mod xml;

pub use self::error::DecodeError;

pub(crate) use self::base64::{base64_text, decode_base64, encode_base64};
pub(crate) use self::error::{Problem, Step};
pub(crate) use self::float::{float_text, is_non_finite, non_finite, parse_float};

use crate::error::{BoxError, Fault};
use crate::schema::{Location, Member};
use crate::value::{Slot, Structure, StructureMut, View};
use std::fmt;

/// A wire format, as the [HTTP bindings](crate::bindings) and protocols use it.
pub trait Codec: Send + Sync {
    /// Returns the media type of the format's bodies.
    fn media_type(&self) -> &'static str;

    /// Writes the members of an operation's input that are bound to the body.
    ///
    /// `token` stands in for an idempotency token that is unset.
    ///
    /// # Errors
    ///
    /// Returns an error if a value can't be written.
    fn encode_body(&self, input: &dyn Structure, token: &str) -> Result<Vec<u8>, EncodeError>;

    /// Writes a value that is the whole body.
    ///
    /// # Errors
    ///
    /// Returns an error if the value can't be written.
    fn encode_payload(&self, value: View<'_>, member: &Member) -> Result<Vec<u8>, EncodeError>;

    /// Returns the body that stands for a structure payload that is unset. It is empty if nothing is sent then.
    fn empty_structure(&self) -> &'static [u8];

    /// Returns whether a string, enum or blob that is the whole body is written in the format as well, instead of as it is.
    fn writes_texts(&self) -> bool {
        false
    }

    /// Returns whether a successful response whose output has members in the body can't have an empty body, as no document of XML is empty. Other formats take it
    /// for an output without members.
    fn answers_have_bodies(&self) -> bool {
        false
    }

    /// Reads the members of an operation's output, or of an error, that are bound to the body. An empty body has none.
    ///
    /// # Errors
    ///
    /// Returns an error if the body is not what the model says.
    fn decode_body(&self, body: &[u8], output: &mut dyn StructureMut) -> Result<(), BoxError>;

    /// Reads a value that is the whole body.
    ///
    /// # Errors
    ///
    /// Returns an error if the body is not what the model says.
    fn decode_payload(&self, body: &[u8], slot: Slot<'_>, member: &Member) -> Result<(), BoxError>;

    /// Reads what the body of an error response says of the error, as far as it can be read.
    fn error_fields(&self, body: &[u8]) -> ErrorFields;
}

/// The members that the body of any error response may have: what it says of the error.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ErrorFields {
    /// The code as it was received, perhaps with a namespace and a URL.
    pub code: Option<String>,
    /// What may be the code as well as a member of the error: in restJson1, what is called `code`.
    pub perhaps_code: Option<String>,
    /// The message.
    pub message: Option<String>,
    /// The service's id of the request, in formats that have it in the body.
    pub request_id: Option<String>,
    /// Whose fault the error is, in formats that have it in the body.
    pub fault: Option<Fault>,
}

/// The maximum number of levels that values may be nested in what is read. Anything deeper is an error, rather than an exhausted stack.
pub const MAX_DEPTH: u8 = 128;

/// A member, element or whole text without entries in any table.
pub(crate) static PLAIN: Member = Member { name: "", settings: &[] };

/// The members of a structure to write or read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// All of them. HTTP bindings count only at the top of an operation's input and output.
    All,
    /// Those that are bound to the body.
    Body,
}

impl Scope {
    #[inline]
    pub(crate) fn has(self, member: &Member) -> bool {
        self == Self::All || matches!(member.location(), Location::Body)
    }
}

/// The error returned when a value can't be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EncodeError {
    member: &'static str,
    problem: &'static str,
}

impl EncodeError {
    pub(crate) fn new(member: &'static str, problem: &'static str) -> Self {
        Self { member, problem }
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.member.is_empty() {
            f.write_str(self.problem)
        } else {
            write!(f, "`{}` {}", self.member, self.problem)
        }
    }
}

impl std::error::Error for EncodeError {}

/// The problem with a union whose variant is unknown: it has no name to be sent by.
const UNKNOWN_VARIANT: &str = "can't be sent: it is a union whose variant this client doesn't know";

/// The problem with a timestamp for which its format has no text.
pub(crate) const INEXPRESSIBLE: &str = "is a timestamp that its format can't express";

/// The problem with a member of a union that has one already.
const SECOND_VARIANT: &str = "a second member of a union, which can have only one,";

/// The problem with values that are nested in more than [`MAX_DEPTH`] others.
const TOO_DEEP: &str = "values are nested too deep";

/// Returns the data as text, and the position of the first character after a byte order mark.
fn utf8(data: &[u8]) -> Result<(&str, usize), DecodeError> {
    let text = std::str::from_utf8(data)
        .map_err(|error| DecodeError::new(Problem::Wrong("the text is not UTF-8"), error.valid_up_to()))?;
    Ok((text, if data.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 }))
}

/// Finds the index of a member. Members are often left out, but seldom out of order: those from the expected one on come first.
#[inline]
fn find_member(
    members: &'static [Member],
    expected: usize,
    is_meant: impl Fn(&'static Member) -> bool,
) -> Option<usize> {
    let (before, after) = members.split_at_checked(expected).unwrap_or((members, &[]));
    let found = after.iter().position(&is_meant).map(|index| index + expected);
    found.or_else(|| before.iter().position(is_meant))
}
