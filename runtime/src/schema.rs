//! The tables that generated code consists of: what a structure's members are called on the wire and where they travel.
//!
//! All of it is `const`: a table that no called operation needs is not in the program.

use crate::timestamp::Format;

/// The table of a structure or union.
#[derive(Debug)]
#[non_exhaustive]
pub struct Schema {
    /// The shape's name in the model.
    pub name: &'static str,
    /// The name of its element where it is the root of an XML document: the `xmlName` trait, or the shape's name.
    pub xml_name: &'static str,
    /// The namespace of that element.
    pub namespace: Option<Namespace>,
    /// Its members, in the order of the model.
    pub members: &'static [Member],
}

/// An [XML namespace](https://smithy.io/2.0/spec/protocol-traits.html#xmlnamespace-trait).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Namespace {
    /// Its URI.
    pub uri: &'static str,
    /// The prefix that stands for it; empty where it is the default namespace.
    pub prefix: &'static str,
}

impl Namespace {
    /// The namespace of this URI, for which the prefix stands; without a prefix it is the default.
    #[must_use]
    pub const fn new(uri: &'static str, prefix: &'static str) -> Self {
        Self { uri, prefix }
    }
}

impl Schema {
    /// A table of these members.
    #[must_use]
    pub const fn new(name: &'static str, members: &'static [Member]) -> Self {
        Self { name, xml_name: name, namespace: None, members }
    }

    /// Sets [`xml_name`](Self::xml_name).
    #[must_use]
    pub const fn xml_name(mut self, name: &'static str) -> Self {
        self.xml_name = name;
        self
    }

    /// Sets [`namespace`](Self::namespace).
    #[must_use]
    pub const fn namespace(mut self, uri: &'static str, prefix: &'static str) -> Self {
        self.namespace = Some(Namespace::new(uri, prefix));
        self
    }
}

/// Where a member of an operation's input, output or error travels.
///
/// See the [HTTP binding traits](https://smithy.io/2.0/spec/http-bindings.html).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Location {
    /// In the body, under the member's wire name. The default.
    Body,
    /// In the path, at the label that has the member's name (`httpLabel`).
    Label,
    /// In the endpoint's URL, where the endpoint rules put it (`smithwright.api#endpointLabel`).
    Endpoint,
    /// In the path as [`Label`](Self::Label), and this text stands there where the member is unset or empty (`smithwright.api#labelFallback`).
    LabelOr(&'static str),
    /// In the path as [`Label`](Self::Label), without what stands before the last slash of the value (`smithwright.api#labelLastSegment`).
    LabelLastSegment,
    /// In the query, as this parameter (`httpQuery`).
    Query(&'static str),
    /// In the query, each entry a parameter (`httpQueryParams`).
    QueryParams,
    /// In this header (`httpHeader`).
    Header(&'static str),
    /// In the headers that begin with this prefix (`httpPrefixHeaders`).
    PrefixHeaders(&'static str),
    /// As the whole body (`httpPayload`).
    Payload(Payload),
    /// As the status code of the response (`httpResponseCode`).
    ResponseCode,
    /// As messages, one after another, that make up the body: a union with the `streaming` trait.
    Events,
    /// Of an event's member: in a header of its message (`eventHeader`).
    EventHeader(EventHeader),
    /// Of an event's member: as the whole payload of its message (`eventPayload`).
    EventPayload,
    /// Of a member of a union of events: as an error, which ends the stream.
    Exception,
}

/// What a header of an event holds, as far as it can't be seen from the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventHeader {
    /// Anything but an integer.
    Other,
    /// A `byte`.
    Byte,
    /// A `short`.
    Short,
    /// An `integer` or `intEnum`.
    Integer,
    /// A `long`.
    Long,
}

/// What a member is that makes up the whole body, as far as a protocol can't see it from a value that is unset or still to be received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payload {
    /// A value that leaves the body out where it is unset: a blob held in memory, a string, an enum, a union, a document.
    Value,
    /// A structure: where it is unset, an empty one is sent.
    Structure,
    /// A blob with the `streaming` trait: a response's body isn't collected before it is handed out.
    Stream,
    /// A value that a response holds in an element of its own, which is the whole body (`aws.customizations#s3UnwrappedXmlOutput`).
    Element,
}

/// One member of a structure or union: only what differs from the default is written in the table.
#[derive(Debug)]
#[non_exhaustive]
pub struct Member {
    /// The member's name in the model.
    pub name: &'static str,
    /// The name in JSON: the `jsonName` trait, or the member's name. Protocols that ignore the trait use `name`.
    pub json_name: &'static str,
    /// The name in XML: the `xmlName` trait, or the member's name. For a structure or union that is the whole body, the root element's name.
    pub xml_name: &'static str,
    /// The name in ec2Query requests, where it is not [`xml_name`](Self::xml_name) with a capital letter (`ec2QueryName`).
    pub ec2_query_name: Option<&'static str>,
    /// Whether it is an attribute in XML.
    pub attribute: bool,
    /// Whether it is a list or map without an element around it, in XML and in forms.
    pub flattened: bool,
    /// The namespace of its element in XML.
    pub namespace: Option<Namespace>,
    /// Where it travels.
    pub location: Location,
    /// Whether it must be there.
    pub required: bool,
    /// Whether it, or what it targets, is never to be printed.
    pub sensitive: bool,
    /// Whether an unset member is sent as a fresh token, the same for all attempts of a call.
    pub idempotency_token: bool,
    /// Whether it is part of the host name (`hostLabel`).
    pub host_label: bool,
    /// The parameter of the endpoint rules that it gives (`contextParam`).
    pub context_param: Option<&'static str>,
    /// Whether it holds the URL to which the request goes (`smithwright.api#endpointUrl`).
    pub endpoint_url: bool,
    /// How a timestamp is written, where it is not the default of the place in which it travels.
    pub timestamp: Option<Format>,
    /// The media type of a payload or of a string that stands in a header.
    pub media_type: Option<&'static str>,
    /// What the elements of a list or the values of a map differ in from a plain member.
    pub element: Option<&'static Member>,
    /// What the keys of a map differ in from a plain member.
    pub key: Option<&'static Member>,
    /// Limits on the value.
    pub constraints: Constraints,
}

/// The constraint traits of a member and of the shape it targets.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub struct Constraints {
    /// The least length: characters of a string, bytes of a blob, entries of a collection.
    pub min_length: Option<u64>,
    /// The greatest length.
    pub max_length: Option<u64>,
    /// The least number.
    pub minimum: Option<f64>,
    /// The greatest number.
    pub maximum: Option<f64>,
    /// A regular expression that occurs in the string.
    pub pattern: Option<&'static str>,
    /// A prefix, compared without regard to case, that the string must not have.
    pub reserved_prefix: Option<&'static str>,
}

/// A member with this name and nothing that differs from the default.
#[must_use]
pub const fn member(name: &'static str) -> Member {
    Member {
        name,
        json_name: name,
        xml_name: name,
        ec2_query_name: None,
        attribute: false,
        flattened: false,
        namespace: None,
        location: Location::Body,
        required: false,
        sensitive: false,
        idempotency_token: false,
        host_label: false,
        context_param: None,
        endpoint_url: false,
        timestamp: None,
        media_type: None,
        element: None,
        key: None,
        constraints: Constraints {
            min_length: None,
            max_length: None,
            minimum: None,
            maximum: None,
            pattern: None,
            reserved_prefix: None,
        },
    }
}

macro_rules! settings {
    ($($(#[$doc:meta])* $name:ident($($argument:ident: $type:ty)?) => $($field:ident).+ = $value:expr;)*) => {$(
        $(#[$doc])*
        #[must_use]
        pub const fn $name(mut self $(, $argument: $type)?) -> Self {
            self.$($field).+ = $value;
            self
        }
    )*};
}

impl Member {
    settings! {
        /// Sets [`json_name`](Self::json_name).
        json_name(name: &'static str) => json_name = name;
        /// Sets [`xml_name`](Self::xml_name).
        xml_name(name: &'static str) => xml_name = name;
        /// Sets [`ec2_query_name`](Self::ec2_query_name).
        ec2_query_name(name: &'static str) => ec2_query_name = Some(name);
        /// Sets [`attribute`](Self::attribute).
        attribute() => attribute = true;
        /// Sets [`flattened`](Self::flattened).
        flattened() => flattened = true;
        /// Sets [`required`](Self::required).
        required() => required = true;
        /// Sets [`sensitive`](Self::sensitive).
        sensitive() => sensitive = true;
        /// Sets [`idempotency_token`](Self::idempotency_token).
        idempotency_token() => idempotency_token = true;
        /// Sets [`host_label`](Self::host_label).
        host_label() => host_label = true;
        /// Sets [`context_param`](Self::context_param).
        context_param(name: &'static str) => context_param = Some(name);
        /// Leaves the member to the endpoint rules.
        endpoint_label() => location = Location::Endpoint;
        /// Sets [`endpoint_url`](Self::endpoint_url).
        endpoint_url() => endpoint_url = true;
        /// Places the member in the path.
        label() => location = Location::Label;
        /// Places the member in the path, and the text where it is unset or empty.
        label_or(fallback: &'static str) => location = Location::LabelOr(fallback);
        /// Places the member in the path, without what stands before the last slash of the value.
        label_last_segment() => location = Location::LabelLastSegment;
        /// Places the member in the query.
        query(name: &'static str) => location = Location::Query(name);
        /// Makes each entry a parameter of the query.
        query_params() => location = Location::QueryParams;
        /// Places the member in a header.
        header(name: &'static str) => location = Location::Header(name);
        /// Makes each entry a header that begins with the prefix.
        prefix_headers(prefix: &'static str) => location = Location::PrefixHeaders(prefix);
        /// Makes the member, which is neither a structure nor streaming, the whole body.
        payload() => location = Location::Payload(Payload::Value);
        /// Makes the member, a structure, the whole body.
        structure_payload() => location = Location::Payload(Payload::Structure);
        /// Makes the member, a streaming blob, the whole body.
        streaming_payload() => location = Location::Payload(Payload::Stream);
        /// Makes the member, in an element of its own, the whole body.
        element_payload() => location = Location::Payload(Payload::Element);
        /// Makes the member the status code.
        response_code() => location = Location::ResponseCode;
        /// Makes the member the stream of events.
        events() => location = Location::Events;
        /// Places the member of an event, which is no integer, in a header of its message.
        event_header() => location = Location::EventHeader(EventHeader::Other);
        /// The same for a `byte`.
        event_byte_header() => location = Location::EventHeader(EventHeader::Byte);
        /// The same for a `short`.
        event_short_header() => location = Location::EventHeader(EventHeader::Short);
        /// The same for an `integer` or `intEnum`.
        event_integer_header() => location = Location::EventHeader(EventHeader::Integer);
        /// The same for a `long`.
        event_long_header() => location = Location::EventHeader(EventHeader::Long);
        /// Makes the member of an event the whole payload of its message.
        event_payload() => location = Location::EventPayload;
        /// Makes the member of a union of events an error.
        exception() => location = Location::Exception;
        /// Makes the timestamp travel as RFC 3339 has it.
        date_time() => timestamp = Some(Format::DateTime);
        /// Makes the timestamp travel as seconds since 1970.
        epoch_seconds() => timestamp = Some(Format::EpochSeconds);
        /// Makes the timestamp travel as in HTTP headers.
        http_date() => timestamp = Some(Format::HttpDate);
        /// Sets [`media_type`](Self::media_type).
        media_type(name: &'static str) => media_type = Some(name);
        /// Sets [`element`](Self::element).
        element(element: &'static Member) => element = Some(element);
        /// Sets [`key`](Self::key).
        key(key: &'static Member) => key = Some(key);
        /// Sets [`min_length`](Constraints::min_length).
        min_length(length: u64) => constraints.min_length = Some(length);
        /// Sets [`max_length`](Constraints::max_length).
        max_length(length: u64) => constraints.max_length = Some(length);
        /// Sets [`minimum`](Constraints::minimum).
        minimum(number: f64) => constraints.minimum = Some(number);
        /// Sets [`maximum`](Constraints::maximum).
        maximum(number: f64) => constraints.maximum = Some(number);
        /// Sets [`pattern`](Constraints::pattern).
        pattern(pattern: &'static str) => constraints.pattern = Some(pattern);
        /// Sets [`reserved_prefix`](Constraints::reserved_prefix).
        reserved_prefix(prefix: &'static str) => constraints.reserved_prefix = Some(prefix);
    }

    /// Sets [`namespace`](Self::namespace).
    #[must_use]
    pub const fn namespace(mut self, uri: &'static str, prefix: &'static str) -> Self {
        self.namespace = Some(Namespace::new(uri, prefix));
        self
    }

    /// Sets both lengths.
    #[must_use]
    pub const fn length(self, min: u64, max: u64) -> Self {
        self.min_length(min).max_length(max)
    }

    /// Sets both ends of the range.
    #[must_use]
    pub const fn range(self, minimum: f64, maximum: f64) -> Self {
        self.minimum(minimum).maximum(maximum)
    }
}
