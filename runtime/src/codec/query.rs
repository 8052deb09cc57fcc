//! Requests as forms (`application/x-www-form-urlencoded`), as [awsQuery](https://smithy.io/2.0/aws/protocols/aws-query-protocol.html) and
//! [ec2Query](https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html) write them. Responses are [XML](super::xml).
//!
//! ```
//! use smithwright_runtime as runtime;
//! use smithwright_runtime::codec::query::{Dialect, to_vec};
//!
//! #[derive(Clone, Default)]
//! pub struct Subscription {
//!     pub topic: Option<String>,
//!     pub filters: Option<Vec<String>>,
//! }
//! runtime::structure! {
//!     sent Subscription = "Subscription" {
//!         topic: "Topic";
//!         filters: "Filters";
//!     }
//! }
//!
//! let subscription = Subscription { topic: Some("a b".into()), filters: Some(vec!["x".into(), "y".into()]) };
//! assert_eq!(to_vec(&subscription, Dialect::AwsQuery)?, b"Topic=a%20b&Filters.member.1=x&Filters.member.2=y");
//! assert_eq!(to_vec(&subscription, Dialect::Ec2Query)?, b"Topic=a%20b&Filters.1=x&Filters.2=y");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod encode;

use super::xml::{Within, Xml};
use super::{Codec, EncodeError, ErrorFields, Scope};
use crate::error::BoxError;
use crate::schema::Member;
use crate::value::{Slot, Structure, StructureMut, View};
use encode::Encoder;

/// The kinds of forms that protocols write, which differ in names and lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dialect {
    /// That of awsQuery: names as in XML, and lists with a name for their elements.
    AwsQuery,
    /// That of ec2Query: names in a form of their own, which begins with a capital letter, and all lists flattened.
    Ec2Query,
}

/// The wire format of the query protocols: forms that call an operation, and XML that answers.
#[derive(Clone, Copy, Debug)]
pub struct Query {
    dialect: Dialect,
    action: &'static str,
    version: &'static str,
    answers: Xml,
}

impl Query {
    /// Creates the format for calls of the operation `action`, of this version of a service.
    #[must_use]
    pub const fn new(dialect: Dialect, action: &'static str, version: &'static str) -> Self {
        let within = match dialect {
            Dialect::AwsQuery => Within::Child("Result"),
            Dialect::Ec2Query => Within::Root,
        };
        Self { dialect, action, version, answers: Xml::new().within(within) }
    }
}

/// Returns the structure as a form, without the name and version of an operation.
///
/// # Errors
///
/// Returns an error if a value can't be written, such as a union whose variant this client doesn't know, or a document.
pub fn to_vec(value: &dyn Structure, dialect: Dialect) -> Result<Vec<u8>, EncodeError> {
    let mut encoder = Encoder::new(dialect);
    encoder.body(value, Scope::All, "");
    encoder.finish()
}

impl Codec for Query {
    fn media_type(&self) -> &'static str {
        "application/x-www-form-urlencoded"
    }

    fn encode_body(&self, input: &dyn Structure, token: &str) -> Result<Vec<u8>, EncodeError> {
        let mut encoder = Encoder::new(self.dialect);
        encoder.parameter("Action", self.action);
        encoder.parameter("Version", self.version);
        encoder.body(input, Scope::Body, token);
        encoder.finish()
    }

    fn encode_payload(&self, _: View<'_>, member: &Member) -> Result<Vec<u8>, EncodeError> {
        Err(EncodeError::new(member.name, "can't be the whole body, which is a form"))
    }

    fn empty_structure(&self) -> &'static [u8] {
        b""
    }

    fn answers_have_bodies(&self) -> bool {
        true
    }

    fn decode_body(&self, body: &[u8], output: &mut dyn StructureMut) -> Result<(), BoxError> {
        self.answers.decode_body(body, output)
    }

    fn decode_payload(&self, body: &[u8], slot: Slot<'_>, member: &Member) -> Result<(), BoxError> {
        self.answers.decode_payload(body, slot, member)
    }

    fn error_fields(&self, body: &[u8]) -> ErrorFields {
        self.answers.error_fields(body)
    }
}
