//! The tables that generated code consists of: what a structure's members are called on the wire and where they travel.
//!
//! All of it is known when a program is compiled: a table that no called operation needs is not in the program. The table of a structure is a literal without a
//! call in it, which the compiler checks soonest, and need not evaluate.

use crate::timestamp::Format;

/// The table of a structure or union.
#[derive(Debug)]
pub struct Schema {
    /// The shape's name in the model.
    pub name: &'static str,
    /// What differs from the default.
    pub settings: &'static [Setting],
    /// Its members, in the order of the model.
    pub members: &'static [Member],
}

impl Schema {
    /// The name of its element where it is the root of an XML document: the `xmlName` trait, or the shape's name.
    #[must_use]
    pub fn xml_name(&self) -> &'static str {
        find(self.settings, Setting::as_xml_name).unwrap_or(self.name)
    }

    /// The namespace of that element.
    #[must_use]
    pub fn namespace(&self) -> Option<Namespace> {
        find(self.settings, Setting::as_namespace)
    }

    /// Whether this is an error whose message, by whatever name it is on the wire, is not to be printed.
    pub(crate) fn has_secret_message(&self) -> bool {
        let is_message =
            |name: &str| ["message", "errormessage"].iter().any(|it| name.eq_ignore_ascii_case(it));
        let names = |member: &Member| [member.name, member.json_name(), member.xml_name()];
        self.members.iter().any(|member| member.is_sensitive() && names(member).into_iter().any(is_message))
    }
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

/// What a row of a table says of a member beside its name: what differs from the default.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Setting {
    /// The name in JSON, in protocols that know the trait `jsonName`.
    JsonName(&'static str),
    /// The name in XML and in forms (`xmlName`).
    XmlName(&'static str),
    /// The name in ec2Query requests, where it is not the name in XML with a capital letter (`ec2QueryName`).
    Ec2QueryName(&'static str),
    /// It is an attribute in XML.
    Attribute,
    /// It is a list or map without an element around it, in XML and in forms.
    Flattened,
    /// The URI and the prefix of the namespace of its element in XML; an empty prefix makes it the default.
    Namespace(&'static str, &'static str),
    /// It must be there.
    Required,
    /// It, or what it targets, is never to be printed.
    Sensitive,
    /// Where it is unset, a fresh token is sent, the same for all attempts of a call.
    IdempotencyToken,
    /// It is part of the host name (`hostLabel`).
    HostLabel,
    /// It is this parameter of the endpoint rules (`contextParam`).
    ContextParam(&'static str),
    /// It holds the URL to which the request goes (`smithwright.api#endpointUrl`).
    EndpointUrl,
    /// It is left to the endpoint rules: [`Location::Endpoint`].
    EndpointLabel,
    /// It is in the path: [`Location::Label`].
    Label,
    /// It is in the path, or this text: [`Location::LabelOr`].
    LabelOr(&'static str),
    /// It is in the path, without what stands before its last slash: [`Location::LabelLastSegment`].
    LabelLastSegment,
    /// It is this parameter of the query.
    Query(&'static str),
    /// Each of its entries is a parameter of the query.
    QueryParams,
    /// It is in this header.
    Header(&'static str),
    /// Each of its entries is in a header with this prefix.
    PrefixHeaders(&'static str),
    /// It is the whole body: [`Payload::Value`].
    Payload,
    /// A structure, it is the whole body.
    StructurePayload,
    /// A streaming blob, it is the whole body.
    StreamingPayload,
    /// In an element of its own, it is the whole body.
    ElementPayload,
    /// It is the status code.
    ResponseCode,
    /// It is the stream of events.
    Events,
    /// It is in a header of its event's message, and no integer.
    EventHeader,
    /// The same for a `byte`.
    EventByteHeader,
    /// The same for a `short`.
    EventShortHeader,
    /// The same for an `integer` or `intEnum`.
    EventIntegerHeader,
    /// The same for a `long`.
    EventLongHeader,
    /// It is the whole payload of its event's message.
    EventPayload,
    /// A member of a union of events, it is an error.
    Exception,
    /// A timestamp travels as RFC 3339 has it.
    DateTime,
    /// A timestamp travels as seconds since 1970.
    EpochSeconds,
    /// A timestamp travels as in HTTP headers.
    HttpDate,
    /// The media type of a payload or of a string that stands in a header.
    MediaType(&'static str),
    /// The settings of a list's elements or a map's values, where they have any.
    Element(&'static Member),
    /// The settings of a map's keys, where they have any.
    Key(&'static Member),
    /// The least length and the greatest: characters of a string, bytes of a blob, entries of a collection.
    Length(u64, u64),
    /// The least length.
    MinLength(u64),
    /// The greatest length.
    MaxLength(u64),
    /// The least number and the greatest.
    Range(f64, f64),
    /// The least number.
    Minimum(f64),
    /// The greatest number.
    Maximum(f64),
    /// A regular expression that occurs in the string.
    Pattern(&'static str),
    /// A prefix, compared without regard to case, that the string must not have.
    ReservedPrefix(&'static str),
    /// A list that has no two equal elements (`uniqueItems`).
    UniqueItems,
}

/// No settings: what the macros of tables begin with.
#[doc(hidden)]
pub const NONE: &[Setting] = &[];

/// The first value that `pick` takes from a setting.
#[inline]
fn find<T>(settings: &'static [Setting], pick: impl Fn(&'static Setting) -> Option<T>) -> Option<T> {
    settings.iter().find_map(pick)
}

impl Setting {
    fn as_xml_name(&self) -> Option<&'static str> {
        if let Self::XmlName(name) = self { Some(name) } else { None }
    }

    fn as_namespace(&self) -> Option<Namespace> {
        if let Self::Namespace(uri, prefix) = *self { Some(Namespace { uri, prefix }) } else { None }
    }

    fn as_location(&self) -> Option<Location> {
        Some(match *self {
            Self::EndpointLabel => Location::Endpoint,
            Self::Label => Location::Label,
            Self::LabelOr(fallback) => Location::LabelOr(fallback),
            Self::LabelLastSegment => Location::LabelLastSegment,
            Self::Query(name) => Location::Query(name),
            Self::QueryParams => Location::QueryParams,
            Self::Header(name) => Location::Header(name),
            Self::PrefixHeaders(prefix) => Location::PrefixHeaders(prefix),
            Self::Payload => Location::Payload(Payload::Value),
            Self::StructurePayload => Location::Payload(Payload::Structure),
            Self::StreamingPayload => Location::Payload(Payload::Stream),
            Self::ElementPayload => Location::Payload(Payload::Element),
            Self::ResponseCode => Location::ResponseCode,
            Self::Events => Location::Events,
            Self::EventHeader => Location::EventHeader(EventHeader::Other),
            Self::EventByteHeader => Location::EventHeader(EventHeader::Byte),
            Self::EventShortHeader => Location::EventHeader(EventHeader::Short),
            Self::EventIntegerHeader => Location::EventHeader(EventHeader::Integer),
            Self::EventLongHeader => Location::EventHeader(EventHeader::Long),
            Self::EventPayload => Location::EventPayload,
            Self::Exception => Location::Exception,
            _ => return None,
        })
    }
}

/// One member of a structure or union: its name, and what differs from the default. In a table it is written as `"name", Setting, …`, and in full where
/// it stands within another: `tags: "Tags", Element(&runtime::Member { name: "Tag", settings: &[runtime::Setting::Length(1, 20)] });`.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// The member's name in the model.
    pub name: &'static str,
    /// What differs from the default. The order is of no account, unless two contradict each other: the first holds.
    pub settings: &'static [Setting],
}

impl Member {
    /// The name in JSON: the `jsonName` trait, or the member's name. Protocols that ignore the trait use [`name`](Self::name).
    #[inline]
    #[must_use]
    pub fn json_name(&self) -> &'static str {
        let json_name = |it: &Setting| if let Setting::JsonName(name) = it { Some(*name) } else { None };
        find(self.settings, json_name).unwrap_or(self.name)
    }

    /// The name in XML: the `xmlName` trait, or the member's name. For a structure or union that is the whole body, the root element's name.
    #[inline]
    #[must_use]
    pub fn xml_name(&self) -> &'static str {
        find(self.settings, Setting::as_xml_name).unwrap_or(self.name)
    }

    /// The [name in ec2Query requests](Setting::Ec2QueryName), where it is stated.
    #[must_use]
    pub fn ec2_query_name(&self) -> Option<&'static str> {
        find(self.settings, |it| if let Setting::Ec2QueryName(name) = it { Some(*name) } else { None })
    }

    /// Whether it is an attribute in XML.
    #[inline]
    #[must_use]
    pub fn is_attribute(&self) -> bool {
        self.settings.iter().any(|it| matches!(it, Setting::Attribute))
    }

    /// Whether it is a list or map without an element around it, in XML and in forms.
    #[inline]
    #[must_use]
    pub fn is_flattened(&self) -> bool {
        self.settings.iter().any(|it| matches!(it, Setting::Flattened))
    }

    /// The namespace of its element in XML.
    #[inline]
    #[must_use]
    pub fn namespace(&self) -> Option<Namespace> {
        find(self.settings, Setting::as_namespace)
    }

    /// Where it travels.
    #[inline]
    #[must_use]
    pub fn location(&self) -> Location {
        find(self.settings, Setting::as_location).unwrap_or(Location::Body)
    }

    /// Whether it must be there.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.settings.iter().any(|it| matches!(it, Setting::Required))
    }

    /// Whether it, or what it targets, is never to be printed.
    #[must_use]
    pub fn is_sensitive(&self) -> bool {
        self.settings.iter().any(|it| matches!(it, Setting::Sensitive))
    }

    /// Whether an unset member is sent as a fresh token, the same for all attempts of a call.
    #[inline]
    #[must_use]
    pub fn is_idempotency_token(&self) -> bool {
        self.settings.iter().any(|it| matches!(it, Setting::IdempotencyToken))
    }

    /// Whether it is part of the host name (`hostLabel`).
    #[must_use]
    pub fn is_host_label(&self) -> bool {
        self.settings.iter().any(|it| matches!(it, Setting::HostLabel))
    }

    /// The parameter of the endpoint rules that it gives (`contextParam`).
    #[must_use]
    pub fn context_param(&self) -> Option<&'static str> {
        find(self.settings, |it| if let Setting::ContextParam(name) = it { Some(*name) } else { None })
    }

    /// Whether it holds the URL to which the request goes (`smithwright.api#endpointUrl`).
    #[must_use]
    pub fn is_endpoint_url(&self) -> bool {
        self.settings.iter().any(|it| matches!(it, Setting::EndpointUrl))
    }

    /// How a timestamp is written, where it is not the default of the place in which it travels.
    #[inline]
    #[must_use]
    pub fn timestamp(&self) -> Option<Format> {
        find(self.settings, |it| match it {
            Setting::DateTime => Some(Format::DateTime),
            Setting::EpochSeconds => Some(Format::EpochSeconds),
            Setting::HttpDate => Some(Format::HttpDate),
            _ => None,
        })
    }

    /// The media type of a payload or of a string that stands in a header.
    #[must_use]
    pub fn media_type(&self) -> Option<&'static str> {
        find(self.settings, |it| if let Setting::MediaType(name) = it { Some(*name) } else { None })
    }

    /// The settings of a list's elements or a map's values, where they have any.
    #[inline]
    #[must_use]
    pub fn element(&self) -> Option<&'static Self> {
        find(self.settings, |it| if let Setting::Element(element) = it { Some(*element) } else { None })
    }

    /// The settings of a map's keys, where they have any.
    #[inline]
    #[must_use]
    pub fn key(&self) -> Option<&'static Self> {
        find(self.settings, |it| if let Setting::Key(key) = it { Some(*key) } else { None })
    }

    /// Limits on the value.
    #[must_use]
    pub fn constraints(&self) -> Constraints {
        let mut found = Constraints::default();
        // The first of two that contradict each other holds, as for all settings.
        for setting in self.settings.iter().rev() {
            match *setting {
                Setting::Length(min, max) => {
                    (found.min_length, found.max_length) = (Some(min), Some(max));
                }
                Setting::MinLength(min) => found.min_length = Some(min),
                Setting::MaxLength(max) => found.max_length = Some(max),
                Setting::Range(minimum, maximum) => {
                    (found.minimum, found.maximum) = (Some(minimum), Some(maximum));
                }
                Setting::Minimum(minimum) => found.minimum = Some(minimum),
                Setting::Maximum(maximum) => found.maximum = Some(maximum),
                Setting::Pattern(pattern) => found.pattern = Some(pattern),
                Setting::ReservedPrefix(prefix) => found.reserved_prefix = Some(prefix),
                Setting::UniqueItems => found.unique_items = true,
                _ => {}
            }
        }
        found
    }
}

/// The constraint traits of a member and of the shape it targets.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
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
    /// Whether a list has no two equal elements.
    pub unique_items: bool,
}
