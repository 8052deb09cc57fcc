//! The tables that generated code consists of: what a structure's members are called on the wire, and where they travel.
//!
//! Everything in them is known at compile time, and a table that no called operation needs is not in the program. The table of a structure is a literal without
//! any call, which is the fastest for the compiler to check and needs no evaluation.

mod constraints;
mod union_form;

pub use constraints::Constraints;
pub use union_form::UnionForm;

use crate::timestamp::Format;

/// The table of a structure or union.
#[derive(Debug)]
pub struct Schema {
    /// The shape's name in the model.
    pub name: &'static str,
    /// What differs from the default.
    pub settings: &'static [Setting],
    /// The members, in the order of the model.
    pub members: &'static [Member],
}

impl Schema {
    /// Checks whether a member is an event stream.
    pub(crate) fn has_events(&self) -> bool {
        self.members.iter().any(|member| member.location() == Location::Events)
    }

    /// Returns the name of the shape's element as the root of an XML document: the `xmlName` trait, or the shape's name.
    #[must_use]
    pub fn xml_name(&self) -> &'static str {
        find(self.settings, Setting::as_xml_name).unwrap_or(self.name)
    }

    /// Returns the namespace of that element.
    #[must_use]
    pub fn namespace(&self) -> Option<Namespace> {
        find(self.settings, Setting::as_namespace)
    }

    /// Checks whether this is an error whose message, by whatever name it has on the wire, must not be printed.
    pub(crate) fn has_secret_message(&self) -> bool {
        self.members.iter().any(|member| member.is_message() && member.is_sensitive())
    }
}

/// An [XML namespace](https://smithy.io/2.0/spec/protocol-traits.html#xmlnamespace-trait).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Namespace {
    /// The URI of the namespace.
    pub uri: &'static str,
    /// The prefix that stands for the namespace; empty if it is the default namespace.
    pub prefix: &'static str,
}

impl Namespace {
    /// Creates the namespace of this URI, for which `prefix` stands. If that is empty, it is the default namespace.
    #[must_use]
    pub const fn new(uri: &'static str, prefix: &'static str) -> Self {
        Self { uri, prefix }
    }
}

/// The place in which a member of an operation's input, output or error travels.
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
    /// In the path, as [`Label`](Self::Label); if the member is unset or empty, this text is there (`smithwright.api#labelFallback`).
    LabelOr(&'static str),
    /// In the path, as [`Label`](Self::Label), but only what follows the last slash of the value (`smithwright.api#labelLastSegment`).
    LabelLastSegment,
    /// In the query, as this parameter (`httpQuery`).
    Query(&'static str),
    /// In the query, each entry as a parameter (`httpQueryParams`).
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
    /// For a member of an event: in a header of the event's message (`eventHeader`).
    EventHeader(EventHeader),
    /// For a member of an event: as the whole payload of the event's message (`eventPayload`).
    EventPayload(EventPayload),
    /// For a member of a union of events: as an error, which ends the stream.
    Exception,
}

/// What an event's payload is if the member bound to it is unset.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventPayload {
    /// Nothing.
    Other,
    /// No bytes, which are something: they end the audio that a service transcribes.
    Blob,
    /// An empty structure.
    Structure,
}

/// The type of an event's header, as far as the value doesn't show it.
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

/// The kind of a member that is the whole body, as far as a protocol can't see it from a value that is unset or still to be received.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Payload {
    /// A value for which no body is sent if it is unset: a blob held in memory, a string, an enum, a union, a document.
    Value,
    /// A structure, for which an empty one is sent if it is unset.
    Structure,
    /// A blob with the `streaming` trait: the body of a response isn't collected before it is handed out.
    Stream,
    /// A value that a response holds in an element of its own, which is the whole body (`aws.customizations#s3UnwrappedXmlOutput`).
    Element,
}

/// A setting of a member in a table, beside its name: something that differs from the default.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Setting {
    /// Its name in JSON, for protocols that know the trait `jsonName`: as it stands between quotes, escaped if it has to be.
    JsonName(&'static str),
    /// Its name in XML and in forms (`xmlName`).
    XmlName(&'static str),
    /// Its name in ec2Query requests, if that is not the name in XML with a capital letter (`ec2QueryName`).
    Ec2QueryName(&'static str),
    /// It is an attribute in XML.
    Attribute,
    /// It is a list or map without an element around it, in XML and in forms.
    Flattened,
    /// The URI and the prefix of the namespace of its element in XML. An empty prefix makes it the default namespace.
    Namespace(&'static str, &'static str),
    /// It is required.
    Required,
    /// It, or what it targets, must not be printed.
    Sensitive,
    /// If it is unset, a fresh token is sent, the same for all attempts of a call.
    IdempotencyToken,
    /// If it is unset, what is sent is the MD5, in base64, of what the member of this name holds in base64 (`smithwright.api#md5Of`). It is in a header.
    Md5Of(&'static str),
    /// It is part of the host name (`hostLabel`).
    HostLabel,
    /// It is a stream whose length has to be known (`requiresLength`).
    RequiresLength,
    /// It is this parameter of the endpoint rules (`contextParam`).
    ContextParam(&'static str),
    /// It holds the URL to which the request goes (`smithwright.api#endpointUrl`).
    EndpointUrl,
    /// It is left to the endpoint rules: [`Location::Endpoint`].
    EndpointLabel,
    /// It is in the path: [`Location::Label`].
    Label,
    /// It is in the path, or this text is: [`Location::LabelOr`].
    LabelOr(&'static str),
    /// It is in the path, but only what follows its last slash: [`Location::LabelLastSegment`].
    LabelLastSegment,
    /// It is this parameter of the query: [`Location::Query`].
    Query(&'static str),
    /// Each of its entries is a parameter of the query: [`Location::QueryParams`].
    QueryParams,
    /// It is in this header: [`Location::Header`].
    Header(&'static str),
    /// Each of its entries is in a header with this prefix: [`Location::PrefixHeaders`].
    PrefixHeaders(&'static str),
    /// It is the whole body: [`Payload::Value`].
    Payload,
    /// It is the whole body: [`Payload::Structure`].
    StructurePayload,
    /// It is the whole body: [`Payload::Stream`].
    StreamingPayload,
    /// It is the whole body: [`Payload::Element`].
    ElementPayload,
    /// It is the status code of the response: [`Location::ResponseCode`].
    ResponseCode,
    /// It is the event stream: [`Location::Events`].
    Events,
    /// It is in a header of its event's message, and no integer: [`EventHeader::Other`].
    EventHeader,
    /// It is in a header of its event's message: [`EventHeader::Byte`].
    EventByteHeader,
    /// It is in a header of its event's message: [`EventHeader::Short`].
    EventShortHeader,
    /// It is in a header of its event's message: [`EventHeader::Integer`].
    EventIntegerHeader,
    /// It is in a header of its event's message: [`EventHeader::Long`].
    EventLongHeader,
    /// It is the whole payload of its event's message: [`EventPayload::Other`].
    EventPayload,
    /// It is the whole payload of its event's message: [`EventPayload::Blob`].
    EventBlobPayload,
    /// It is the whole payload of its event's message: [`EventPayload::Structure`].
    EventStructurePayload,
    /// It is an error among the events: [`Location::Exception`].
    Exception,
    /// It is a timestamp that travels in the format of RFC 3339.
    DateTime,
    /// It is a timestamp that travels as seconds since 1970.
    EpochSeconds,
    /// It is a timestamp that travels in the date format of HTTP.
    HttpDate,
    /// The media type of a payload, or of a string in a header.
    MediaType(&'static str),
    /// The settings of a list's elements or a map's values, if they have any.
    Element(&'static Member),
    /// The settings of a map's keys, if they have any.
    Key(&'static Member),
    /// The minimum and maximum length: characters of a string, bytes of a blob, entries of a collection.
    Length(u64, u64),
    /// The minimum length.
    MinLength(u64),
    /// The maximum length.
    MaxLength(u64),
    /// The least and the greatest number.
    Range(f64, f64),
    /// The least number.
    Minimum(f64),
    /// The greatest number.
    Maximum(f64),
    /// A regular expression that must match somewhere in the string.
    Pattern(&'static str),
    /// A prefix that the string must not have, compared without regard to case.
    ReservedPrefix(&'static str),
    /// It is a list that must not have two equal elements (`uniqueItems`).
    UniqueItems,
    /// It is required, which tells its structure from other members of an untagged union, wherever that is received.
    Tells,
    /// It holds what the table does not know (`alloy#jsonUnknown`): the further entries of a structure, or the whole of a union.
    JsonUnknown,
    /// For a union: [`UnionForm::Discriminated`].
    Discriminated(&'static str),
    /// For a union: [`UnionForm::Untagged`].
    Untagged,
}

/// No settings: what the macros of tables begin with.
#[doc(hidden)]
pub const NONE: &[Setting] = &[];

/// Returns the first value that `pick` takes from a setting.
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
            Self::EventPayload => Location::EventPayload(EventPayload::Other),
            Self::EventBlobPayload => Location::EventPayload(EventPayload::Blob),
            Self::EventStructurePayload => Location::EventPayload(EventPayload::Structure),
            Self::Exception => Location::Exception,
            _ => return None,
        })
    }
}

/// A member of a structure or union: its name, and what differs from the default.
///
/// In a table it is written as `"name", Setting, …`, and in full if it is inside another:
/// `tags: "Tags", Element(&runtime::Member { name: "Tag", settings: &[runtime::Setting::Length(1, 20)] });`.
#[derive(Clone, Copy, Debug)]
pub struct Member {
    /// The member's name in the model.
    pub name: &'static str,
    /// What differs from the default. The order is of no account, unless two settings contradict each other: then the first one counts.
    pub settings: &'static [Setting],
}

impl Member {
    /// Returns the key in JSON: the `jsonName` trait, or the member's name, as it stands between quotes. Protocols that ignore the trait use
    /// [`name`](Self::name).
    #[inline]
    #[must_use]
    pub fn json_key(&self) -> &'static str {
        let json_name = |it: &Setting| if let Setting::JsonName(name) = it { Some(*name) } else { None };
        find(self.settings, json_name).unwrap_or(self.name)
    }

    /// Checks whether this is the message of an error, by whatever name it has on the wire.
    pub(crate) fn is_message(&self) -> bool {
        let names = [self.name, self.json_key(), self.xml_name()];
        names.iter().any(|name| ["message", "errormessage"].iter().any(|it| name.eq_ignore_ascii_case(it)))
    }

    /// Returns the name in XML: the `xmlName` trait, or the member's name. For a structure or union that is the whole body, it is the root element's name.
    #[inline]
    #[must_use]
    pub fn xml_name(&self) -> &'static str {
        find(self.settings, Setting::as_xml_name).unwrap_or(self.name)
    }

    /// Returns the [name in ec2Query requests](Setting::Ec2QueryName), if it is stated.
    #[must_use]
    pub fn ec2_query_name(&self) -> Option<&'static str> {
        find(self.settings, |it| if let Setting::Ec2QueryName(name) = it { Some(*name) } else { None })
    }

    /// Returns `true` if the member is an attribute in XML.
    #[inline]
    #[must_use]
    pub fn is_attribute(&self) -> bool {
        self.settings.iter().any(|it| matches!(it, Setting::Attribute))
    }

    /// Returns `true` if the member is a list or map without an element around it, in XML and in forms.
    #[inline]
    #[must_use]
    pub fn is_flattened(&self) -> bool {
        self.settings.iter().any(|it| matches!(it, Setting::Flattened))
    }

    /// Returns the namespace of the member's element in XML.
    #[inline]
    #[must_use]
    pub fn namespace(&self) -> Option<Namespace> {
        find(self.settings, Setting::as_namespace)
    }

    /// Returns where the member travels.
    #[inline]
    #[must_use]
    pub fn location(&self) -> Location {
        find(self.settings, Setting::as_location).unwrap_or(Location::Body)
    }

    /// Returns `true` if the member is required.
    #[must_use]
    pub fn is_required(&self) -> bool {
        self.settings.iter().any(|it| matches!(it, Setting::Required))
    }

    /// Returns `true` if the member, or what it targets, must not be printed: it is a secret, or it holds what nobody knows to be none.
    #[must_use]
    pub fn is_sensitive(&self) -> bool {
        self.settings.iter().any(|it| matches!(it, Setting::Sensitive | Setting::JsonUnknown))
    }

    /// Returns `true` if an unset member is sent as a fresh token, the same for all attempts of a call.
    #[inline]
    #[must_use]
    pub fn is_idempotency_token(&self) -> bool {
        self.settings.iter().any(|it| matches!(it, Setting::IdempotencyToken))
    }

    /// Returns the [member of whose content](Setting::Md5Of) this one is the MD5 if it is unset.
    pub(crate) fn md5_of(&self) -> Option<&'static str> {
        find(self.settings, |it| if let Setting::Md5Of(name) = it { Some(*name) } else { None })
    }

    /// Returns `true` if the member is part of the host name (`hostLabel`).
    #[must_use]
    pub fn is_host_label(&self) -> bool {
        self.settings.iter().any(|it| matches!(it, Setting::HostLabel))
    }

    /// Checks whether it is a stream whose length has to be known (`requiresLength`).
    #[must_use]
    pub fn requires_length(&self) -> bool {
        self.settings.iter().any(|it| matches!(it, Setting::RequiresLength))
    }

    /// Returns the parameter of the endpoint rules that the member sets (`contextParam`).
    #[must_use]
    pub fn context_param(&self) -> Option<&'static str> {
        find(self.settings, |it| if let Setting::ContextParam(name) = it { Some(*name) } else { None })
    }

    /// Returns `true` if the member holds the URL to which the request goes (`smithwright.api#endpointUrl`).
    #[must_use]
    pub fn is_endpoint_url(&self) -> bool {
        self.settings.iter().any(|it| matches!(it, Setting::EndpointUrl))
    }

    /// Returns the format of a timestamp, if it is not the default of the place in which it travels.
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

    /// Returns the media type of a payload, or of a string in a header.
    #[must_use]
    pub fn media_type(&self) -> Option<&'static str> {
        find(self.settings, |it| if let Setting::MediaType(name) = it { Some(*name) } else { None })
    }

    /// Returns the settings of a list's elements or a map's values, if they have any.
    #[inline]
    #[must_use]
    pub fn element(&self) -> Option<&'static Self> {
        find(self.settings, |it| if let Setting::Element(element) = it { Some(*element) } else { None })
    }

    /// Returns the settings of a map's keys, if they have any.
    #[inline]
    #[must_use]
    pub fn key(&self) -> Option<&'static Self> {
        find(self.settings, |it| if let Setting::Key(key) = it { Some(*key) } else { None })
    }
}
