//! How values are serialized.

use super::{TraitValue, ValueReader};
use crate::diagnostics::Diagnostic;

texts! {
    /// The key of a member in JSON.
    JsonName = "smithy.api#jsonName" by text;
    /// The media type of a string or blob.
    MediaType = "smithy.api#mediaType" by media_type;
    /// The name of a shape's or member's XML element, with a prefix if it has one.
    XmlName = "smithy.api#xmlName" by xml_name;
}

/// The format of a timestamp.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimestampFormat {
    /// `1985-04-12T23:20:50.52Z`
    DateTime,
    /// `1515531081.1234`
    EpochSeconds,
    /// `Tue, 29 Apr 2014 18:30:38 GMT`
    HttpDate,
}

impl TraitValue for TimestampFormat {
    const ID: &'static str = "smithy.api#timestampFormat";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        value.one_of(&[
            ("date-time", Self::DateTime),
            ("epoch-seconds", Self::EpochSeconds),
            ("http-date", Self::HttpDate),
        ])
    }
}

/// An XML namespace.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct XmlNamespace {
    /// Its URI.
    pub uri: String,
    /// Its prefix, if elements have one.
    pub prefix: Option<String>,
}

impl TraitValue for XmlNamespace {
    const ID: &'static str = "smithy.api#xmlNamespace";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        let fields = value.fields(&["uri", "prefix"])?;
        let uri = fields.required("uri", ValueReader::some_text)?;
        Ok(Self { uri, prefix: fields.optional("prefix", ValueReader::plain_name)? })
    }
}

annotations! {
    /// A member that is an XML attribute.
    XmlAttribute = "smithy.api#xmlAttribute";
    /// A list or map without a wrapper element in XML.
    XmlFlattened = "smithy.api#xmlFlattened";
    /// A blob that is not held in memory, or a union that is an event stream.
    Streaming = "smithy.api#streaming";
    /// A streaming blob whose length must be known in advance.
    RequiresLength = "smithy.api#requiresLength";
    /// A member of an event that is bound to a header.
    EventHeader = "smithy.api#eventHeader";
    /// A member of an event that is its payload.
    EventPayload = "smithy.api#eventPayload";
}

/// The number of a member, for formats that tell members by numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Index(pub u16);

impl TraitValue for Index {
    const ID: &'static str = "smithy.protocols#idx";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        let number = value.integer(1, i64::from(u16::MAX))?;
        u16::try_from(number).map(Self).map_err(|error| value.error(error.to_string()))
    }
}

/// A list or map that a model has inline, in place of a target, and that all members with such a target share.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Synthetic;

impl Synthetic {
    /// What the names of such shapes begin with.
    pub const PREFIX: &str = "_Synthetic";
}

impl TraitValue for Synthetic {
    const ID: &'static str = "smithy.api#synthetic";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        value.nothing().map(|()| Self)
    }
}
