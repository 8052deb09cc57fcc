//! What is to be emitted, with every decision made: Rust names, types, bindings, auth, documentation.
//!
//! [`lower`] makes it from a model, in passes that stand in one list. Nothing after this looks at the model again.

mod auth;
mod client_parameters;
mod closure;
mod constraints;
mod defaults;
pub mod docs;
pub mod endpoint;
mod enums;
mod events;
mod examples;
mod input_parts;
mod jmespath;
mod lints;
mod members;
mod names;
mod operations;
mod output_path;
mod pages;
mod protocol;
pub mod retry;
mod rust_type;
mod selection;
mod service;
mod setting;
mod structures;
mod usage;
mod waiters;
mod xml;

pub use crate::model::traits::{PathComparator, StaticValue, WaiterState};
pub(crate) use auth::is_auth_scheme;
pub use client_parameters::ClientParameter;
pub use jmespath::{Comparison, Expression, Function};
pub use names::{Name, is_keyword};
pub use pages::{Item as PageItem, Items, Pages};
pub use protocol::{Named, Protocol, Rpc};
pub(crate) use protocol::{is_protocol, protocols_of};
pub use rust_type::RustType;
pub use selection::{Selection, is_operation};
pub use service::lower;
pub use setting::{CheckedBy, EventHeader, Payload, Setting, TimestampFormat};
pub use waiters::{Acceptor, Matcher, Part, Waiter};

/// A service, ready to be emitted.
#[derive(Clone, Debug)]
pub struct Service {
    /// The service's name in the model.
    pub shape: String,
    /// The module's name.
    pub module: Name,
    /// The name under which the service is known.
    pub title: String,
    /// The API's version; empty where it has none.
    pub version: String,
    /// What the model says of it, as Markdown.
    pub documentation: String,
    /// How it is spoken to.
    pub protocol: Protocol,
    /// The service name of the SigV4 scope.
    pub signing_name: Option<String>,
    /// The headers that every request carries, names and values.
    pub constant_headers: Vec<(String, String)>,
    /// Where it is.
    pub endpoint: endpoint::RuleSet,
    /// What its endpoint rules look at and a client is configured with.
    pub client_parameters: Vec<ClientParameter>,
    /// Whether paths are sent and signed as they are.
    pub literal_paths: bool,
    /// Whether an answer without an error code is the one error of the operation that has its status.
    pub errors_by_status: bool,
    /// Whether signed requests say in a header how the body takes part in the signature.
    pub body_hash_header: bool,
    /// The operations, by name.
    pub operations: Vec<Operation>,
    /// The nested structures, unions and enums, by name.
    pub types: Vec<Type>,
    /// The structures of errors, by name.
    pub errors: Vec<Structure>,
}

impl Service {
    /// Whether calls can be signed, and so be presigned.
    #[must_use]
    pub fn is_signed(&self) -> bool {
        let signs = |scheme: &AuthScheme| matches!(scheme, AuthScheme::SigV4 | AuthScheme::SigV4a);
        self.operations.iter().any(|operation| operation.auth.iter().any(signs))
    }

    /// The title as Markdown, on one line.
    #[must_use]
    pub fn title_in_docs(&self) -> String {
        docs::markdown(&self.title).replace('\n', " ")
    }
}

/// An operation with its own types.
#[derive(Clone, Debug, PartialEq)]
pub struct Operation {
    /// The operation's name in the model.
    pub shape: String,
    /// The method and module: `create_thing`.
    pub method: Name,
    /// The stem of its types: `CreateThing`.
    pub stem: Name,
    /// What the model says of it, as Markdown.
    pub documentation: String,
    /// Why and since when it should not be used.
    pub deprecated: Option<String>,
    /// How it is bound to HTTP.
    pub http: HttpBinding,
    /// The auth schemes, the preferred one first; none for an open operation.
    pub auth: Vec<AuthScheme>,
    /// What it takes.
    pub input: Structure,
    /// What it gives.
    pub output: Structure,
    /// How it can fail, in the order of the model.
    pub errors: Vec<ErrorVariant>,
    /// What its arguments look like, by the names of the members, as far as the model has examples.
    pub examples: Vec<(String, Literal)>,
    /// How it gives its results in pages.
    pub pages: Option<Pages>,
    /// What its answers tell of, so that it can be waited for.
    pub waiters: Vec<Waiter>,
    /// The messages of the socket that it opens or points to.
    pub messages: Option<Messages>,
}

/// The HTTP side of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct HttpBinding {
    /// The method.
    pub method: String,
    /// The URI pattern as the model writes it.
    pub uri: String,
    /// The status of success.
    pub status: u16,
    /// What goes before the host name, with labels in braces.
    pub host_prefix: Option<String>,
    /// Whether the request carries a checksum of its body.
    pub checksum_required: bool,
    /// The header that names the algorithm of that checksum, where it is not always MD5.
    pub request_checksum: Option<String>,
    /// The header that asks for checksums of the response.
    pub response_checksum: Option<String>,
    /// Whether the request's body is compressed.
    pub compression: bool,
    /// Whether the body is left out of the signature.
    pub unsigned_payload: bool,
    /// Whether the request carries SHA-256 hashes of its body, plain and as a tree.
    pub sha256_tree_hash: bool,
    /// The headers that the request carries beside those of all requests, names and values.
    pub constant_headers: Vec<(String, String)>,
    /// What the operation tells the endpoint rules.
    pub endpoint_parameters: Vec<(String, StaticValue)>,
    /// What parts of the input tell the endpoint rules: the parameters, and what they are.
    pub input_parameters: Vec<(String, Expression)>,
    /// Whether the operation takes nothing at all, where the protocol tells that from an empty structure.
    pub no_input: bool,
}

/// How the caller proves who it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthScheme {
    /// AWS Signature Version 4.
    SigV4,
    /// AWS Signature Version 4A.
    SigV4a,
    /// A bearer token.
    Bearer,
    /// An API key in a header, perhaps with a word before it.
    ApiKeyInHeader {
        /// The header.
        name: String,
        /// The word.
        scheme: Option<String>,
    },
    /// An API key in this parameter of the query.
    ApiKeyInQuery {
        /// The parameter.
        name: String,
    },
    /// User name and password.
    Basic,
    /// A hash of user name and password.
    Digest,
    /// Not at all.
    Anonymous,
}

/// One way in which an operation fails.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorVariant {
    /// The variant's and the structure's name.
    pub name: Name,
    /// The code on the wire.
    pub code: String,
    /// The HTTP status.
    pub status: u16,
    /// Whether another attempt may help.
    pub retry: Retry,
    /// The first sentence of its documentation.
    pub summary: String,
}

/// Whether the model says that another attempt may help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// It doesn't.
    No,
    /// It may pass by itself.
    Transient,
    /// The caller was too fast.
    Throttling,
}

/// What travels over the socket that an operation opens, or whose URL it gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Messages {
    /// The structure of a message to the service.
    pub send: Name,
    /// The structure of a message from the service.
    pub receive: Name,
    /// The structures that messages carry as JSON in their members.
    pub payloads: Vec<Name>,
    /// The fields that lead to the URL in the output, each with whether it is always there; none where the operation itself opens the socket.
    pub url: Vec<(Name, Presence)>,
}

/// A nested type.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// A structure.
    Structure(Structure),
    /// A union.
    Union(Union),
    /// An enum of strings.
    Enum(Enum),
    /// An enum of integers.
    IntEnum(IntEnum),
}

impl Type {
    /// Its Rust name.
    #[must_use]
    pub fn name(&self) -> &Name {
        match self {
            Self::Structure(structure) => &structure.name,
            Self::Union(union) => &union.name,
            Self::Enum(open) => &open.name,
            Self::IntEnum(open) => &open.name,
        }
    }
}

/// In which direction a type travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// Only to the service.
    Sent,
    /// From the service, and perhaps to it as well.
    Received,
}

/// A structure.
#[derive(Clone, Debug, PartialEq)]
pub struct Structure {
    /// Its Rust name.
    pub name: Name,
    /// Its name in the model.
    pub shape: String,
    /// What the model says of it, as Markdown.
    pub documentation: String,
    /// Why and since when it should not be used.
    pub deprecated: Option<String>,
    /// In which direction it travels.
    pub direction: Direction,
    /// Whether a caller makes values of it, and so wants setters.
    pub built: bool,
    /// What its table says beside its name.
    pub settings: Vec<Setting>,
    /// Its members, in the order of the model.
    pub fields: Vec<Field>,
    /// How many operations reach it from their input by members alone, without a list or map between.
    pub takers: usize,
    /// The same for their outputs.
    pub readers: usize,
}

impl Structure {
    /// The fields that a caller must give.
    pub fn required(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.presence == Presence::Required)
    }

    /// The message, where that is all that an error carries, and nothing is special about it but what its table says.
    #[must_use]
    pub fn lone_message(&self) -> Option<&Field> {
        let [only] = self.fields.as_slice() else { return None };
        let is_plain =
            only.value == RustType::String && only.deprecated.is_none() && self.settings.is_empty();
        let is_known = matches!(
            only.presence,
            Presence::Optional | Presence::Required | Presence::Default(Literal::Zero)
        );
        (only.name.as_str() == "message" && is_plain && is_known).then_some(only)
    }
}

/// A member of a structure.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The field's name.
    pub name: Name,
    /// The member's name in the model.
    pub member: String,
    /// What the model says of it, as Markdown.
    pub documentation: String,
    /// Why and since when it should not be used.
    pub deprecated: Option<String>,
    /// The type of its value, without the `Option` of an optional member.
    pub value: RustType,
    /// The default that the model states for it, as JSON.
    pub default: Option<String>,
    /// Whether it is there.
    pub presence: Presence,
    /// What its row in the table says beside its name.
    pub settings: Vec<Setting>,
}

/// Whether a member is there.
#[derive(Clone, Debug, PartialEq)]
pub enum Presence {
    /// Always: the caller must give it.
    Required,
    /// Always: it has this default.
    Default(Literal),
    /// Perhaps.
    Optional,
}

/// A value that the model states.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// What Rust's `Default` gives.
    Zero,
    /// A boolean.
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// A number with a fraction.
    Float(f64),
    /// A number by its text: one of any size, or a float that is not finite.
    Digits(String),
    /// Text.
    String(String),
    /// A variant of an enum.
    Variant(Name, Name),
    /// A variant of an enum of integers, by its number.
    IntVariant(i32),
    /// Bytes.
    Blob(Vec<u8>),
    /// Bytes of a streaming blob.
    Stream(Vec<u8>),
    /// Seconds since 1970 and nanoseconds.
    Timestamp(i64, u32),
    /// A document.
    Document(Box<Literal>),
    /// A document that is an empty list.
    EmptyList,
    /// A document that is an empty map.
    EmptyMap,
}

/// A union.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// Its Rust name.
    pub name: Name,
    /// Its name in the model.
    pub shape: String,
    /// What the model says of it, as Markdown.
    pub documentation: String,
    /// Why and since when it should not be used.
    pub deprecated: Option<String>,
    /// In which direction it travels.
    pub direction: Direction,
    /// Its members, in the order of the model.
    pub variants: Vec<Variant>,
    /// What a stream of its values can end with, where it is a union of events that are received.
    pub stream_error: Option<StreamError>,
}

/// What a stream of events can end with.
#[derive(Clone, Debug, PartialEq)]
pub struct StreamError {
    /// The name of the enum.
    pub name: Name,
    /// Its variants, in the order of the model.
    pub errors: Vec<ErrorVariant>,
}

/// A member of a union.
#[derive(Clone, Debug, PartialEq)]
pub struct Variant {
    /// The variant's name.
    pub name: Name,
    /// The member's name in the model.
    pub member: String,
    /// What the model says of it, as Markdown.
    pub documentation: String,
    /// Why and since when it should not be used.
    pub deprecated: Option<String>,
    /// What it holds.
    pub value: RustType,
    /// What its row in the table says beside its name.
    pub settings: Vec<Setting>,
}

/// An enum of strings.
#[derive(Clone, Debug, PartialEq)]
pub struct Enum {
    /// Its Rust name.
    pub name: Name,
    /// Its name in the model.
    pub shape: String,
    /// What the model says of it, as Markdown.
    pub documentation: String,
    /// Why and since when it should not be used.
    pub deprecated: Option<String>,
    /// Whether its values are never to be printed.
    pub sensitive: bool,
    /// Its values, in the order of the model.
    pub values: Vec<EnumValue>,
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumValue {
    /// The variant's name.
    pub name: Name,
    /// The value on the wire.
    pub value: String,
    /// What the model says of it, as Markdown.
    pub documentation: String,
    /// Why and since when it should not be used.
    pub deprecated: Option<String>,
}

/// An enum of integers.
#[derive(Clone, Debug, PartialEq)]
pub struct IntEnum {
    /// Its Rust name.
    pub name: Name,
    /// Its name in the model.
    pub shape: String,
    /// What the model says of it, as Markdown.
    pub documentation: String,
    /// Why and since when it should not be used.
    pub deprecated: Option<String>,
    /// Whether its values are never to be printed.
    pub sensitive: bool,
    /// Its values, in the order of the model.
    pub values: Vec<IntEnumValue>,
}

/// A value of an enum of integers.
#[derive(Clone, Debug, PartialEq)]
pub struct IntEnumValue {
    /// The variant's name.
    pub name: Name,
    /// The value on the wire.
    pub value: i32,
    /// What the model says of it, as Markdown.
    pub documentation: String,
    /// Why and since when it should not be used.
    pub deprecated: Option<String>,
}
