//! XML, as Smithy's [restXml](https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html) writes and reads it, and as awsQuery and ec2Query read it.
//!
//! ```
//! use smithwright_runtime as runtime;
//! use smithwright_runtime::codec::xml;
//! use smithwright_runtime::value::ValueMut;
//!
//! #[derive(Clone, Default)]
//! pub struct Bucket {
//!     pub name: Option<String>,
//!     pub tags: Vec<String>,
//! }
//! runtime::structure! {
//!     received Bucket = "Bucket" {
//!         name: "name", XmlName("Name");
//!         tags: "Tag", Flattened;
//!     }
//! }
//!
//! let mut bucket = Bucket::default();
//! xml::from_slice(b"<Bucket><Name>a &amp; b</Name><Tag>x</Tag><Other/><Tag>y</Tag></Bucket>", bucket.slot())?;
//! assert_eq!(bucket.name.as_deref(), Some("a & b"));
//! assert_eq!(xml::to_vec(&bucket)?, b"<Bucket><Name>a &amp; b</Name><Tag>x</Tag><Tag>y</Tag></Bucket>");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod decode;
mod encode;
mod read;
mod reference;
mod scan;

use super::{Codec, DecodeError, EncodeError, ErrorFields, PLAIN, Scope};
use crate::error::BoxError;
use crate::schema::{Member, Namespace};
use crate::value::{Slot, Structure, StructureMut, View};
use decode::{Decoder, is_named};
use encode::Encoder;

/// An element of a list without an entry in a table.
pub(super) static ELEMENT: Member = Member { name: "member", settings: &[] };
/// A key of a map without an entry in a table.
pub(super) static KEY: Member = Member { name: "key", settings: &[] };
/// A value of a map without an entry in a table.
pub(super) static VALUE: Member = Member { name: "value", settings: &[] };
/// The name of the element around an entry of a map that isn't flattened.
const ENTRY: &str = "entry";

/// The place in a document of the members of a structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Within {
    /// In the root element.
    Root,
    /// In the first child of the root whose name ends with this.
    Child(&'static str),
    /// In the element `Error`, which is the root or up to two levels inside it.
    Error,
}

/// The wire format XML.
#[derive(Clone, Copy, Debug)]
pub struct Xml {
    namespace: Option<Namespace>,
    within: Within,
}

impl Xml {
    /// Creates the format in which no namespace is set for all documents, and members are in the root element.
    #[must_use]
    pub const fn new() -> Self {
        Self { namespace: None, within: Within::Root }
    }

    /// Sets the namespace of root elements that have none of their own (the `xmlNamespace` of the service).
    #[must_use]
    pub const fn namespace(mut self, namespace: Option<Namespace>) -> Self {
        self.namespace = namespace;
        self
    }

    /// Sets where the members are in documents that are read.
    #[must_use]
    pub const fn within(mut self, within: Within) -> Self {
        self.within = within;
        self
    }
}

impl Default for Xml {
    fn default() -> Self {
        Self::new()
    }
}

/// Returns the structure as an XML document.
///
/// # Errors
///
/// Returns an error if a value can't be written, such as a union whose variant this client doesn't know, or a character that XML doesn't have.
pub fn to_vec(value: &dyn Structure) -> Result<Vec<u8>, EncodeError> {
    let mut encoder = Encoder::new();
    encoder.root(value, Scope::All, "", None);
    encoder.finish()
}

/// Reads an XML document into the slot. Elements that the table doesn't have are skipped, and the name of the root element is ignored.
///
/// # Errors
///
/// Returns an error if the text is not XML, or not what the slot is for. It names the place and never shows what stands there.
pub fn from_slice(text: &[u8], slot: Slot<'_>) -> Result<(), DecodeError> {
    let (mut decoder, tag) = Decoder::begin(text, Within::Root)?;
    let read = decoder.slot(slot, &PLAIN, &tag);
    decoder.finish(read)
}

impl Codec for Xml {
    fn media_type(&self) -> &'static str {
        "application/xml"
    }

    fn encode_body(&self, input: &dyn Structure, token: &str) -> Result<Vec<u8>, EncodeError> {
        let mut encoder = Encoder::new();
        encoder.root(input, Scope::Body, token, self.namespace);
        encoder.finish()
    }

    fn encode_payload(&self, value: View<'_>, member: &Member) -> Result<Vec<u8>, EncodeError> {
        let mut encoder = Encoder::new();
        encoder.payload(value, member, self.namespace);
        encoder.finish()
    }

    fn empty_structure(&self) -> &'static [u8] {
        b""
    }

    fn answers_have_bodies(&self) -> bool {
        true
    }

    fn decode_body(&self, body: &[u8], output: &mut dyn StructureMut) -> Result<(), BoxError> {
        if body.is_empty() {
            return Ok(());
        }
        let (mut decoder, tag) = Decoder::begin(body, self.within)?;
        let read = match self.within {
            Within::Error => decoder.structure(output, Scope::Body, &tag),
            Within::Root | Within::Child(_) => decoder.answer(output, Scope::Body, &tag),
        };
        Ok(decoder.finish(read)?)
    }

    fn decode_payload(&self, body: &[u8], slot: Slot<'_>, member: &Member) -> Result<(), BoxError> {
        let (mut decoder, tag) = Decoder::begin(body, Within::Root)?;
        let read = match slot {
            Slot::Structure(structure) if !is_named(member, tag.name) => {
                decoder.answer(structure, Scope::All, &tag)
            }
            slot => decoder.slot(slot, member, &tag),
        };
        Ok(decoder.finish(read)?)
    }

    fn error_fields(&self, body: &[u8]) -> ErrorFields {
        decode::error_fields(body)
    }
}
