//! What a row of a table says of its member.

/// What a row of a table says beside the name: the `Setting` of the runtime that it becomes.
#[derive(Clone, Debug, PartialEq)]
pub enum Setting {
    /// The name in JSON.
    JsonName(String),
    /// The name in XML and in forms.
    XmlName(String),
    /// It is an attribute in XML.
    Attribute,
    /// It is a list or map without an element around it.
    Flattened,
    /// The URI and the prefix of its namespace in XML.
    Namespace(String, String),
    /// The name in the forms of ec2Query.
    Ec2QueryName(String),
    /// It must be there.
    Required,
    /// It is never printed.
    Sensitive,
    /// It is filled with a fresh token if unset.
    IdempotencyToken,
    /// It is part of the host name.
    HostLabel,
    /// It is where the request goes.
    EndpointUrl,
    /// It travels in the path.
    Label,
    /// It is in the endpoint's URL.
    EndpointLabel,
    /// It is this parameter of the endpoint rules.
    ContextParam(String),
    /// It travels in the path, and this text where it is unset or empty.
    LabelOr(String),
    /// It is in the path, without what stands before its last slash.
    LabelLastSegment,
    /// It travels in the query.
    Query(String),
    /// Its entries travel in the query.
    QueryParams,
    /// It travels in a header.
    Header(String),
    /// Its entries travel as headers with this prefix.
    PrefixHeaders(String),
    /// It is the body.
    Payload(Payload),
    /// It is the status code.
    ResponseCode,
    /// It is a stream of events.
    Events,
    /// It travels in a header of its event's message.
    EventHeader(EventHeader),
    /// It is the payload of its event's message.
    EventPayload,
    /// It is an error that ends a stream of events.
    Exception,
    /// A timestamp's format.
    Timestamp(TimestampFormat),
    /// The media type of its content.
    MediaType(String),
    /// The lengths that are allowed.
    Length(Option<u64>, Option<u64>),
    /// The numbers that are allowed.
    Range(Option<f64>, Option<f64>),
    /// The text that is allowed.
    Pattern(String, CheckedBy),
    /// The prefix that is not.
    ReservedPrefix(String),
    /// A list has no two equal elements.
    UniqueItems,
    /// What elements of a list or values of a map differ in, beside their name.
    Element(String, Vec<Setting>),
    /// What keys of a map differ in, beside their name.
    Key(String, Vec<Setting>),
}

/// What a payload is, as far as the runtime can't see it from a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payload {
    /// Neither of the others.
    Value,
    /// A structure.
    Structure,
    /// A streaming blob.
    Stream,
    /// A value that is in an element of its own.
    Element,
}

/// Who checks a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckedBy {
    /// The client can, where it is strict.
    Client,
    /// The service alone: the runtime's engine does not understand the pattern.
    Service,
}

/// What a header of an event's message holds, as far as the runtime can't see it from a value.
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

/// How a timestamp is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimestampFormat {
    /// RFC 3339.
    DateTime,
    /// Seconds since 1970.
    EpochSeconds,
    /// As in HTTP headers.
    HttpDate,
}
