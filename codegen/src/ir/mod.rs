//! The intermediate representation of a client, with every decision made: Rust names, types, bindings, auth, documentation.
//!
//! [`lower`] makes it from a model, in one list of passes. Nothing after this looks at the model.

mod alloy;
mod auth;
mod client_parameters;
mod closure;
mod constraints;
mod context;
mod defaults;
mod discovery;
pub mod docs;
pub mod endpoint;
mod enums;
mod errors;
mod events;
mod examples;
mod jmespath;
mod lints;
mod members;
mod names;
mod obstacles;
mod operation_context_params;
mod operation_settings;
mod operations;
mod output_path;
mod pagination;
mod parameter_sources;
mod presigned_get;
mod protocol;
pub mod retry;
mod rust_type;
mod secrets;
mod selection;
mod service;
mod session;
mod setting;
mod structures;
mod usage;
mod waiters;
mod xml;

pub use crate::model::traits::{PathComparator, StaticValue, TimestampFormat, WaiterState};
pub(crate) use auth::is_auth_scheme;
pub use client_parameters::ClientParameter;
pub use closure::{left_out, operations};
pub use discovery::Discovery;
pub use errors::{ErrorStatus, ErrorVariant, Retry};
pub use examples::Stated;
pub use jmespath::{Comparison, Expression, Function};
pub use names::{Name, is_keyword};
pub use obstacles::with_obstacles;
pub use operation_settings::OperationSettings;
pub use output_path::PathStep;
pub use pagination::{Item as PageItem, Pages};
pub use protocol::{Named, Protocol, Rpc};
pub(crate) use protocol::{is_protocol, protocols_of};
pub use rust_type::RustType;
pub use selection::Selection;
pub use service::lower;
pub use session::Session;
pub use setting::{CheckedBy, EventHeader, EventPayload, Payload, Setting};
pub use waiters::{Acceptor, Matcher, Part, Waiter};

/// A service, ready to be emitted.
#[derive(Clone, Debug)]
pub struct Service {
    /// The service's name in the model.
    pub shape: String,
    /// The module's name.
    pub module: Name,
    /// The name by which the service is known.
    pub title: String,
    /// The API's version; empty where it has none.
    pub version: String,
    /// Its documentation, as Markdown.
    pub documentation: String,
    /// Since when and why it is deprecated, if it is.
    pub deprecated: Option<String>,
    /// Its protocol.
    pub protocol: Protocol,
    /// The service name of the SigV4 scope.
    pub signing_name: Option<String>,
    /// The headers that every request has: names and values.
    pub constant_headers: Vec<(String, String)>,
    /// Its endpoint rules.
    pub endpoint: endpoint::RuleSet,
    /// The parameters of its endpoint rules that are set on the client.
    pub client_parameters: Vec<ClientParameter>,
    /// Whether paths are sent and signed unchanged.
    pub literal_paths: bool,
    /// Whether a response without an error code is the only error of the operation that has its status.
    pub errors_by_status: bool,
    /// Whether signed requests say in a header how the body is part of the signature.
    pub body_hash_header: bool,
    /// How it tells the endpoints that it gives to each account, if an operation needs that.
    pub discovery: Option<Discovery>,
    /// The auth schemes of the operations that have none of their own, as in [`Operation::auth`].
    pub auth: Vec<AuthScheme>,
    /// The operations, by name.
    pub operations: Vec<Operation>,
    /// The nested structures, unions and enums, by name.
    pub types: Vec<Type>,
    /// The structures of errors, by name.
    pub errors: Vec<Structure>,
}

/// Returns the type with this name. The types are sorted by name.
pub(super) fn find_type<'t>(types: &'t [Type], name: &Name) -> Option<&'t Type> {
    types.get(types.binary_search_by(|it| it.name().cmp(name)).ok()?)
}

impl Service {
    /// Returns the nested type with this name.
    #[must_use]
    pub fn find_type(&self, name: &Name) -> Option<&Type> {
        find_type(&self.types, name)
    }

    /// Returns whether calls can be signed, and therefore presigned.
    #[must_use]
    pub fn is_signed(&self) -> bool {
        self.operations.iter().any(|operation| operation.auth.iter().any(AuthScheme::signs))
    }

    /// Returns whether the endpoint may depend on the account of the caller.
    #[must_use]
    pub fn has_account_endpoints(&self) -> bool {
        self.client_parameters.iter().any(ClientParameter::is_account_id)
    }

    /// Returns the title as Markdown, on one line.
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
    /// The name of its method and module: `create_thing`.
    pub method: Name,
    /// The name of the enum of its errors: `CreateThingError`.
    pub error_enum: Name,
    /// Its documentation, as Markdown.
    pub documentation: String,
    /// Since when and why it is deprecated, if it is.
    pub deprecated: Option<String>,
    /// Its HTTP binding.
    pub http: HttpBinding,
    /// What its table says besides.
    pub settings: OperationSettings,
    /// The auth schemes, the preferred one first; only `Anonymous` for an operation without authentication.
    pub auth: Vec<AuthScheme>,
    /// Its input.
    pub input: Structure,
    /// Its output.
    pub output: Structure,
    /// Its errors, sorted by name.
    pub errors: Vec<ErrorVariant>,
    /// Example values for its arguments, by the names of the members, if the model has examples.
    pub examples: Vec<(String, Stated)>,
    /// How its results are paginated.
    pub pages: Option<Pages>,
    /// Its waiters.
    pub waiters: Vec<Waiter>,
    /// The messages of the socket that it opens, or whose URL it returns.
    pub messages: Option<Messages>,
    /// How it starts the sessions in which others are called.
    pub session: Option<Session>,
}

/// The HTTP binding of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct HttpBinding {
    /// The method.
    pub method: String,
    /// The URI pattern as the model writes it.
    pub uri: String,
    /// The status of a successful response.
    pub status: u16,
    /// The prefix of the host name, with labels in braces.
    pub host_prefix: Option<String>,
}

/// How a caller is authenticated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum AuthScheme {
    /// AWS Signature Version 4.
    SigV4,
    /// AWS Signature Version 4A.
    SigV4a,
    /// A bearer token.
    Bearer,
    /// An API key in a header, perhaps after a scheme name.
    ApiKeyInHeader {
        /// The header.
        name: String,
        /// The scheme name.
        scheme: Option<String>,
    },
    /// An API key in a query parameter.
    ApiKeyInQuery {
        /// The parameter.
        name: String,
    },
    /// User name and password.
    Basic,
    /// HTTP digest authentication with user name and password.
    Digest,
    /// No authentication.
    Anonymous,
    /// Schemes that clients don't support, by the ids of their traits.
    Unsupported(Vec<String>),
}

impl AuthScheme {
    /// Returns whether requests are signed.
    #[must_use]
    pub fn signs(&self) -> bool {
        matches!(self, Self::SigV4 | Self::SigV4a)
    }
}

/// The messages of a socket that an operation opens, or whose URL it returns.
#[derive(Clone, Debug, PartialEq)]
pub struct Messages {
    /// The structure of a message to the service.
    pub send: Name,
    /// The structure of a message from the service.
    pub receive: Name,
    /// The structures that are sent as JSON in members of messages.
    pub payloads: Vec<Name>,
    /// The path of output fields to the URL; empty if the operation itself opens the socket.
    pub url: Vec<PathStep>,
}

/// A nested type.
#[derive(Clone, Debug, PartialEq)]
pub enum Type {
    /// A structure.
    Structure(Structure),
    /// A union.
    Union(Union),
    /// An enum of strings.
    Enum(Enum<String>),
    /// An enum of integers.
    IntEnum(Enum<i32>),
}

impl Type {
    /// Returns its Rust name.
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

/// The direction in which a type travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// Only to the service.
    Sent,
    /// Only from the service.
    Received,
    /// To the service and from it.
    Both,
}

impl Direction {
    /// Returns whether values go to the service, so that callers construct them and they are checked.
    #[must_use]
    pub fn is_sent(self) -> bool {
        self != Self::Received
    }

    /// Returns whether values come from the service.
    #[must_use]
    pub fn is_received(self) -> bool {
        self != Self::Sent
    }
}

/// A structure.
#[derive(Clone, Debug, PartialEq)]
pub struct Structure {
    /// Its Rust name.
    pub name: Name,
    /// Its name in the model.
    pub shape: String,
    /// Its documentation, as Markdown.
    pub documentation: String,
    /// Since when and why it is deprecated, if it is.
    pub deprecated: Option<String>,
    /// The direction in which it travels.
    pub direction: Direction,
    /// The settings of its table.
    pub settings: Vec<Setting>,
    /// Its members, in the order of the model.
    pub fields: Vec<Field>,
    /// How many operations reach it from their input or output through members alone, without a list or map in between.
    pub users: usize,
}

impl Structure {
    /// Returns the fields that a caller must set.
    pub fn required(&self) -> impl Iterator<Item = &Field> {
        self.fields.iter().filter(|field| field.presence == Presence::Required)
    }

    /// Returns the message of an error that has nothing else, and no settings except in its table row.
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
    /// Its documentation, as Markdown.
    pub documentation: String,
    /// Since when and why it is deprecated, if it is.
    pub deprecated: Option<String>,
    /// The type of its value, without the `Option` of an optional member.
    pub value: RustType,
    /// The default in the model, as JSON.
    pub default: Option<String>,
    /// Whether it is always present.
    pub presence: Presence,
    /// The settings of its table row.
    pub settings: Vec<Setting>,
}

/// Whether a member is always present.
#[derive(Clone, Debug, PartialEq)]
pub enum Presence {
    /// Always: the caller must set it.
    Required,
    /// Always: it has this default.
    Default(Literal),
    /// Not always.
    Optional,
}

/// A value from the model.
#[derive(Clone, Debug, PartialEq)]
pub enum Literal {
    /// The value of Rust's `Default`.
    Zero,
    /// A boolean.
    Boolean(bool),
    /// An integer.
    Integer(i64),
    /// A number with a fraction.
    Float(f64),
    /// A number as text: one of any size, or a float that is not finite.
    Digits(String),
    /// A string.
    String(String),
    /// A variant of an enum: the enum and the variant.
    Variant(Name, Name),
    /// A variant of an integer enum, by its number.
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
    /// A value that could also be null.
    NotNull(Box<Literal>),
}

/// A union.
#[derive(Clone, Debug, PartialEq)]
pub struct Union {
    /// Its Rust name.
    pub name: Name,
    /// Its name in the model.
    pub shape: String,
    /// Its documentation, as Markdown.
    pub documentation: String,
    /// Since when and why it is deprecated, if it is.
    pub deprecated: Option<String>,
    /// The direction in which it travels.
    pub direction: Direction,
    /// The settings of its table: its form, if that is not the usual one.
    pub settings: Vec<Setting>,
    /// Its members, in the order of the model.
    pub variants: Vec<Variant>,
    /// The errors that can end a received stream, if it is an event stream.
    pub stream_error: Option<StreamError>,
}

/// The errors that can end an event stream.
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
    /// Its documentation, as Markdown.
    pub documentation: String,
    /// Since when and why it is deprecated, if it is.
    pub deprecated: Option<String>,
    /// The type of its value.
    pub value: RustType,
    /// The settings of its table row.
    pub settings: Vec<Setting>,
}

/// An enum of strings or integers.
#[derive(Clone, Debug, PartialEq)]
pub struct Enum<V> {
    /// Its Rust name.
    pub name: Name,
    /// Its name in the model.
    pub shape: String,
    /// Its documentation, as Markdown.
    pub documentation: String,
    /// Since when and why it is deprecated, if it is.
    pub deprecated: Option<String>,
    /// Whether its values must never be printed.
    pub sensitive: bool,
    /// Its values, in the order of the model.
    pub values: Vec<EnumValue<V>>,
}

/// A value of an enum.
#[derive(Clone, Debug, PartialEq)]
pub struct EnumValue<V> {
    /// The variant's name.
    pub name: Name,
    /// The value on the wire.
    pub value: V,
    /// Its documentation, as Markdown.
    pub documentation: String,
    /// Since when and why it is deprecated, if it is.
    pub deprecated: Option<String>,
}
