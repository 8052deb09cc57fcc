//! How values are written in a format.

use super::{TraitValue, ValueReader};
use crate::diagnostics::Diagnostic;

texts! {
    /// The key of a member in JSON.
    JsonName = "smithy.api#jsonName" by json_text;
    /// The media type of a text or blob.
    MediaType = "smithy.api#mediaType" by some_text;
    /// The name of a shape's or member's element in XML, with a prefix if it has one.
    XmlName = "smithy.api#xmlName" by some_text;
}

/// How an instant is written.
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
    /// Its prefix, if elements carry one.
    pub prefix: Option<String>,
}

impl TraitValue for XmlNamespace {
    const ID: &'static str = "smithy.api#xmlNamespace";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        let fields = value.fields(&["uri", "prefix"])?;
        Ok(Self { uri: fields.required("uri", ValueReader::some_text)?, prefix: fields.text("prefix")? })
    }
}

annotations! {
    /// A member that is an attribute in XML.
    XmlAttribute = "smithy.api#xmlAttribute";
    /// A list or map without an element around it.
    XmlFlattened = "smithy.api#xmlFlattened";
    /// A blob that is not held in memory, or a union of events.
    Streaming = "smithy.api#streaming";
    /// A streaming blob whose length must be known beforehand.
    RequiresLength = "smithy.api#requiresLength";
    /// An event's member that travels in a header.
    EventHeader = "smithy.api#eventHeader";
    /// An event's member that is its payload.
    EventPayload = "smithy.api#eventPayload";
}
