//! The settings of table rows.

use crate::model::traits::TimestampFormat;

/// A setting in a table row, besides the member's name. It becomes a `Setting` of the runtime.
#[derive(Clone, Debug, PartialEq)]
pub enum Setting {
    /// Its name in JSON.
    JsonName(String),
    /// Its name in XML and in forms.
    XmlName(String),
    /// It is an attribute in XML.
    Attribute,
    /// It is a list or map without a wrapper element.
    Flattened,
    /// The URI and the prefix of its XML namespace.
    Namespace(String, String),
    /// Its name in the forms of ec2Query.
    Ec2QueryName(String),
    /// It must be present.
    Required,
    /// It is never printed.
    Sensitive,
    /// It is filled with a fresh token if unset.
    IdempotencyToken,
    /// If unset, it is the MD5 of what the member of this name holds in base64.
    Md5Of(String),
    /// It is part of the host name.
    HostLabel,
    /// It is the URL to which the request is sent.
    EndpointUrl,
    /// It is a stream whose length has to be known.
    RequiresLength,
    /// It is a label in the path.
    Label,
    /// It is a label in the endpoint's URL.
    EndpointLabel,
    /// It sets this parameter of the endpoint rules.
    ContextParam(String),
    /// It is a label in the path; this text is used if it is unset or empty.
    LabelOr(String),
    /// It is a label in the path, of which only the part after its last slash is used.
    LabelLastSegment,
    /// It is bound to a query parameter.
    Query(String),
    /// Its entries are bound to query parameters.
    QueryParams,
    /// It is bound to a header.
    Header(String),
    /// Its entries are bound to headers with this prefix.
    PrefixHeaders(String),
    /// It is the whole body.
    Payload(Payload),
    /// It is the status code.
    ResponseCode,
    /// It is an event stream.
    Events,
    /// It is a header of its event's message.
    EventHeader(EventHeader),
    /// It is the payload of its event's message.
    EventPayload(EventPayload),
    /// It is an error that ends an event stream.
    Exception,
    /// The format of a timestamp.
    Timestamp(TimestampFormat),
    /// The media type of its content.
    MediaType(String),
    /// The allowed lengths: minimum and maximum.
    Length(Option<u64>, Option<u64>),
    /// The allowed numbers: minimum and maximum.
    Range(Option<f64>, Option<f64>),
    /// The pattern of allowed strings.
    Pattern(String, CheckedBy),
    /// A prefix that strings must not have.
    ReservedPrefix(String),
    /// It is a list whose elements all differ.
    UniqueItems,
    /// It is required, which tells its structure from other members of an untagged union.
    Tells,
    /// It holds what the model does not have: further entries of a structure, or a whole union.
    JsonUnknown,
    /// For a union: the key that says which member it is, in the object of that member.
    Discriminated(String),
    /// For a union: it is written as its member's value alone.
    Untagged,
    /// The settings of a list's elements or a map's values, after their name.
    Element(String, Vec<Setting>),
    /// The settings of a map's keys, after their name.
    Key(String, Vec<Setting>),
}

/// The kind of a payload, if the runtime can't tell it from a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payload {
    /// Any other value.
    Value,
    /// A structure.
    Structure,
    /// A streaming blob.
    Stream,
    /// A value in an element of its own.
    Element,
}

/// Who checks values against a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckedBy {
    /// The client, if it has the feature `strict`, or the service.
    Client,
    /// Only the service: the runtime's regex engine does not support the pattern, or takes it for another.
    Service,
}

/// What an event's payload is if the member bound to it is unset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventPayload {
    /// Nothing.
    Other,
    /// No bytes.
    Blob,
    /// An empty structure.
    Structure,
}

/// The type of an event header, if the runtime can't tell it from a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventHeader {
    /// Anything but an integer.
    Other,
    /// A `byte`.
    Byte,
    /// A `short`.
    Short,
    /// An `integer`.
    Integer,
    /// A `long`.
    Long,
}

/// Returns whether a member with these settings is in the body of its message.
pub(super) fn is_in_body(settings: &[Setting]) -> bool {
    !settings.iter().any(|setting| {
        matches!(
            setting,
            Setting::Query(_)
                | Setting::QueryParams
                | Setting::Header(_)
                | Setting::PrefixHeaders(_)
                | Setting::Label
                | Setting::LabelOr(_)
                | Setting::LabelLastSegment
                | Setting::EndpointLabel
                | Setting::ResponseCode
        )
    })
}
