//! The tables of services, operations and their errors, and the traits that tie the types of an operation together.

use crate::endpoint::{ParameterValue, ResolveEndpoint};
#[cfg(feature = "discovery")]
use crate::invoke::discovery::DiscoverySchema;
use crate::jmespath::Expression;
use crate::protocol::Protocol;
use crate::schema::{NONE, Schema};
#[cfg(feature = "sessions")]
use crate::sessions::SessionSchema;
use crate::value::{Members, Structure, StructureMut, Visit};
use std::fmt;

/// The table of a service: what is the same for all of its operations.
#[non_exhaustive]
pub struct ServiceSchema {
    /// The name of the service, as AWS's SDKs know it or as the model has it.
    pub name: &'static str,
    /// The protocol by which requests are written and responses are read.
    pub protocol: &'static dyn Protocol,
    /// The function that resolves the endpoint.
    pub endpoint: ResolveEndpoint,
    /// The service name in the SigV4 scope; empty if the service isn't signed by SigV4.
    pub signing_name: &'static str,
    /// The authentication schemes of its operations, in order of preference, where they have none of their own.
    pub auth: &'static [AuthScheme],
    /// The names and values of headers that every request carries (`smithwright.api#constantHeaders`).
    pub constant_headers: &'static [(&'static str, &'static str)],
    /// Whether paths are sent and signed as they are, with segments that are empty, `.` or `..` (`smithwright.api#literalPaths`).
    pub literal_paths: bool,
    /// Whether signed requests say in a header how the body takes part in the signature, and presigned URLs leave it out (`smithwright.api#bodyHashHeader`).
    pub body_hash_header: bool,
    /// Whether a response without an error code is the one error of the operation that has its status (`smithwright.api#errorsByStatus`). What may be a member
    /// of the error is no code, unless the model knows it.
    pub errors_by_status: bool,
    /// Whether the endpoint may depend on the account of the caller (the built-in `AWS::Auth::AccountId` of its rules).
    pub account_endpoints: bool,
    /// How it tells the endpoints that it gives to each account (`aws.api#clientEndpointDiscovery`).
    #[cfg(feature = "discovery")]
    pub discovery: Option<&'static DiscoverySchema>,
    /// The sessions in which it is called where the endpoint rules ask for one (`smithwright.api#startsSession`).
    #[cfg(feature = "sessions")]
    pub sessions: Option<&'static SessionSchema>,
}

impl ServiceSchema {
    /// Creates the table of a service that uses `protocol` and whose endpoint is resolved by `endpoint`.
    ///
    /// It is [anonymous](AuthScheme::Anonymous), and has none of the other settings.
    #[must_use]
    pub const fn new(name: &'static str, protocol: &'static dyn Protocol, endpoint: ResolveEndpoint) -> Self {
        Self {
            name,
            protocol,
            endpoint,
            signing_name: "",
            auth: &[AuthScheme::Anonymous],
            constant_headers: &[],
            literal_paths: false,
            body_hash_header: false,
            errors_by_status: false,
            account_endpoints: false,
            #[cfg(feature = "discovery")]
            discovery: None,
            #[cfg(feature = "sessions")]
            sessions: None,
        }
    }

    /// Sets [`signing_name`](Self::signing_name).
    #[must_use]
    pub const fn signing_name(mut self, name: &'static str) -> Self {
        self.signing_name = name;
        self
    }

    /// Sets [`auth`](Self::auth).
    #[must_use]
    pub const fn auth(mut self, schemes: &'static [AuthScheme]) -> Self {
        self.auth = schemes;
        self
    }

    /// Sets [`literal_paths`](Self::literal_paths).
    #[must_use]
    pub const fn literal_paths(mut self) -> Self {
        self.literal_paths = true;
        self
    }

    /// Sets [`body_hash_header`](Self::body_hash_header).
    #[must_use]
    pub const fn body_hash_header(mut self) -> Self {
        self.body_hash_header = true;
        self
    }

    /// Sets [`errors_by_status`](Self::errors_by_status).
    #[must_use]
    pub const fn errors_by_status(mut self) -> Self {
        self.errors_by_status = true;
        self
    }

    /// Sets [`account_endpoints`](Self::account_endpoints).
    #[must_use]
    pub const fn account_endpoints(mut self) -> Self {
        self.account_endpoints = true;
        self
    }

    /// Sets [`constant_headers`](Self::constant_headers).
    #[must_use]
    pub const fn constant_headers(mut self, headers: &'static [(&'static str, &'static str)]) -> Self {
        self.constant_headers = headers;
        self
    }

    /// Sets [`discovery`](Self::discovery).
    #[cfg(feature = "discovery")]
    #[must_use]
    pub const fn discovery(mut self, discovery: &'static DiscoverySchema) -> Self {
        self.discovery = Some(discovery);
        self
    }

    /// Sets [`sessions`](Self::sessions).
    #[cfg(feature = "sessions")]
    #[must_use]
    pub const fn sessions(mut self, sessions: &'static SessionSchema) -> Self {
        self.sessions = Some(sessions);
        self
    }
}

/// A way in which the caller proves who it is: see Smithy's [authentication traits](https://smithy.io/2.0/spec/authentication-traits.html).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AuthScheme {
    /// AWS Signature Version 4 (`aws.auth#sigv4`).
    SigV4,
    /// AWS Signature Version 4A, which holds in several Regions (`aws.auth#sigv4a`).
    SigV4a,
    /// A bearer token (`smithy.api#httpBearerAuth`).
    Bearer,
    /// An API key in a header (`smithy.api#httpApiKeyAuth`).
    ApiKeyInHeader {
        /// The name of the header.
        name: &'static str,
        /// What precedes the key and a space, if anything.
        scheme: Option<&'static str>,
    },
    /// An API key in the query (`smithy.api#httpApiKeyAuth`).
    ApiKeyInQuery {
        /// The name of the parameter.
        name: &'static str,
    },
    /// A user name and a password (`smithy.api#httpBasicAuth`).
    Basic,
    /// A user name and a password, of which a hash is sent (`smithy.api#httpDigestAuth`).
    #[cfg(feature = "digest-auth")]
    Digest,
    /// Nothing: the operation is open, or its credential is a member of its input.
    Anonymous,
}

/// The table of an operation: its HTTP binding, and what differs from the default.
#[derive(Debug)]
pub struct OperationSchema {
    /// The operation's name in the model.
    pub name: &'static str,
    /// The HTTP method.
    pub method: &'static str,
    /// The URI pattern, with labels in braces and, after a `?`, literal query parameters.
    pub uri: &'static str,
    /// The HTTP status code of success.
    pub status: u16,
    /// What differs from the default.
    pub settings: &'static [OperationSetting],
}

/// A setting of an operation: something that differs from the default.
#[derive(Debug)]
#[non_exhaustive]
pub enum OperationSetting {
    /// The authentication schemes, in order of preference, if they are not those of the [service](ServiceSchema::auth).
    Auth(&'static [AuthScheme]),
    /// The prefix of the host name (`endpoint`), with labels in braces.
    HostPrefix(&'static str),
    /// The request carries a checksum of its body (`httpChecksumRequired`).
    ChecksumRequired,
    /// The header that names the algorithm of the request's checksum (`requestAlgorithmMember` of `aws.protocols#httpChecksum`). Without one, a required
    /// checksum is MD5.
    RequestChecksum(&'static str),
    /// The header that asks for checksums of the response (`requestValidationModeMember` of `aws.protocols#httpChecksum`).
    ResponseChecksum(&'static str),
    /// The request's body is compressed (`requestCompression` with gzip).
    Compression,
    /// The body is left out of the signature (`aws.auth#unsignedPayload`).
    UnsignedPayload,
    /// The request carries SHA-256 hashes of its body, plain and as a tree (`smithwright.api#sha256TreeHash`).
    Sha256TreeHash,
    /// The call, presigned, is a `GET` that has in its query what is otherwise in the body (`smithwright.api#presignedGet`).
    PresignedGet,
    /// The names and values of headers that the request carries in addition to those of all requests to the service (`smithwright.api#constantHeaders`).
    ConstantHeaders(&'static [(&'static str, &'static str)]),
    /// The operation takes no input at all (`smithy.api#Unit`), which some protocols distinguish from an empty structure.
    NoInput,
    /// The parameters of the endpoint rules that the operation sets (`staticContextParams`).
    EndpointParameters(&'static [(&'static str, ParameterValue<'static>)]),
    /// The parameters of the endpoint rules that are parts of the input (`operationContextParams`).
    InputParameters(&'static [(&'static str, Expression)]),
    /// The service answers it only at an endpoint of the account, which another operation tells (`aws.api#clientDiscoveredEndpoint`).
    #[cfg(feature = "discovery")]
    DiscoveredEndpoint,
}

/// What the settings say.
impl OperationSchema {
    /// Returns the first value that `pick` takes from a setting.
    fn find<T>(&self, pick: impl Fn(&'static OperationSetting) -> Option<T>) -> Option<T> {
        self.settings.iter().find_map(pick)
    }

    fn has(&self, is_wanted: impl Fn(&OperationSetting) -> bool) -> bool {
        self.settings.iter().any(is_wanted)
    }

    /// Returns [`OperationSetting::Auth`].
    #[must_use]
    pub fn own_auth(&self) -> Option<&'static [AuthScheme]> {
        self.find(|it| if let OperationSetting::Auth(schemes) = it { Some(*schemes) } else { None })
    }

    /// Returns [`OperationSetting::HostPrefix`].
    #[must_use]
    pub fn host_prefix(&self) -> Option<&'static str> {
        self.find(|it| if let OperationSetting::HostPrefix(prefix) = it { Some(*prefix) } else { None })
    }

    /// Returns whether there is [`OperationSetting::ChecksumRequired`].
    #[must_use]
    pub fn checksum_required(&self) -> bool {
        self.has(|it| matches!(it, OperationSetting::ChecksumRequired))
    }

    /// Returns [`OperationSetting::RequestChecksum`].
    #[must_use]
    pub fn request_checksum(&self) -> Option<&'static str> {
        self.find(|it| if let OperationSetting::RequestChecksum(header) = it { Some(*header) } else { None })
    }

    /// Returns [`OperationSetting::ResponseChecksum`].
    #[must_use]
    pub fn response_checksum(&self) -> Option<&'static str> {
        self.find(|it| if let OperationSetting::ResponseChecksum(header) = it { Some(*header) } else { None })
    }

    /// Returns whether there is [`OperationSetting::Compression`].
    #[must_use]
    pub fn compression(&self) -> bool {
        self.has(|it| matches!(it, OperationSetting::Compression))
    }

    /// Returns whether there is [`OperationSetting::UnsignedPayload`].
    #[must_use]
    pub fn unsigned_payload(&self) -> bool {
        self.has(|it| matches!(it, OperationSetting::UnsignedPayload))
    }

    /// Returns whether there is [`OperationSetting::Sha256TreeHash`].
    #[must_use]
    pub fn sha256_tree_hash(&self) -> bool {
        self.has(|it| matches!(it, OperationSetting::Sha256TreeHash))
    }

    /// Returns whether there is [`OperationSetting::PresignedGet`].
    #[must_use]
    pub fn presigned_get(&self) -> bool {
        self.has(|it| matches!(it, OperationSetting::PresignedGet))
    }

    /// Returns [`OperationSetting::ConstantHeaders`].
    #[must_use]
    pub fn constant_headers(&self) -> &'static [(&'static str, &'static str)] {
        let headers = |it: &OperationSetting| {
            if let OperationSetting::ConstantHeaders(headers) = it { Some(*headers) } else { None }
        };
        self.find(headers).unwrap_or_default()
    }

    /// Returns whether there is [`OperationSetting::NoInput`].
    #[must_use]
    pub fn no_input(&self) -> bool {
        self.has(|it| matches!(it, OperationSetting::NoInput))
    }

    /// Returns [`OperationSetting::EndpointParameters`].
    #[must_use]
    pub fn endpoint_parameters(&self) -> &'static [(&'static str, ParameterValue<'static>)] {
        let parameters = |it: &'static OperationSetting| {
            if let OperationSetting::EndpointParameters(parameters) = it { Some(*parameters) } else { None }
        };
        self.find(parameters).unwrap_or_default()
    }

    /// Returns [`OperationSetting::InputParameters`].
    #[must_use]
    pub fn input_parameters(&self) -> &'static [(&'static str, Expression)] {
        let parts = |it: &'static OperationSetting| {
            if let OperationSetting::InputParameters(parts) = it { Some(*parts) } else { None }
        };
        self.find(parts).unwrap_or_default()
    }

    /// Returns whether there is [`OperationSetting::DiscoveredEndpoint`].
    #[cfg(feature = "discovery")]
    #[must_use]
    pub fn discovered_endpoint(&self) -> bool {
        self.has(|it| matches!(it, OperationSetting::DiscoveredEndpoint))
    }
}

/// The input of an operation, and through it the operation itself.
pub trait Operation: Structure {
    /// The generated client of the operation's service.
    type Client: AsRef<crate::Client>;
    /// The output of a successful call.
    type Output: Structure + StructureMut + Default + fmt::Debug;
    /// The errors that the model says the call can end with.
    type Error: ErrorVariants + 'static;
    /// Returns the table of the operation.
    fn operation() -> &'static OperationSchema;
}

/// The input of an operation that opens a socket.
pub trait SocketOperation: Operation {
    /// A message to the service.
    type Sent;
    /// A message from the service.
    type Received;
}

/// The table of one modelled error of an operation.
#[derive(Debug)]
pub struct ErrorSchema {
    /// The error's code on the wire: the name of its shape, or that of `aws.protocols#awsQueryError`.
    pub code: &'static str,
    /// The HTTP status code that the error is modelled with; 4 or 5 for an error that stands for all codes from 400 or 500 on that no other error has.
    pub status: u16,
    /// Whether the model says that another attempt may help (`retryable`).
    pub retry: Retryable,
}

/// Whether another attempt may help after an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Retryable {
    /// Nothing says so.
    No,
    /// The error may pass by itself.
    Transient,
    /// The caller was too fast.
    Throttling,
}

/// The error enum of an operation, as the code that reads error responses sees it.
pub trait OperationError: Send + Sync {
    /// Returns the modelled errors, in the order of the variants.
    fn errors(&self) -> &'static [ErrorSchema];
    /// Returns the members of the modelled error, or [`Unmodelled`] if the error isn't modelled.
    fn members(&self) -> &dyn Structure;
    /// Becomes the modelled error with this code, and lets `fill` set its members; becomes unmodelled if no error in [`errors`](Self::errors) has the code.
    ///
    /// Returns `true` if the error is modelled.
    fn receive(&mut self, code: &str, fill: &mut dyn FnMut(&mut dyn StructureMut)) -> bool;
}

/// The variants of an operation's error enum, as [`operation_error!`](crate::operation_error) implements them. [`OperationError`] follows from it.
pub trait ErrorVariants: fmt::Debug + Send + Sync + Sized {
    /// Returns the modelled errors, as [`OperationError::errors`] does.
    fn errors() -> &'static [ErrorSchema];
    /// Returns the members of the error, as [`OperationError::members`] does.
    fn members(&self) -> &dyn Structure;
    /// Returns the error that has this code, with the members received, or the unmodelled one if there is none (as for the empty code).
    fn received(code: &str, members: ReceivedMembers<'_>) -> Self;
}

/// The members of an error that isn't modelled: none.
pub struct Unmodelled;

impl Members for Unmodelled {
    fn table() -> &'static Schema {
        &Schema { name: "Unmodelled", settings: NONE, members: &[] }
    }

    fn members<'a>(&'a self, visit: Visit<'_, 'a>) {
        visit.all(&[]);
    }
}

/// The received members of an error, to be put into its structure.
pub struct ReceivedMembers<'a>(&'a mut dyn FnMut(&mut dyn StructureMut));

impl ReceivedMembers<'_> {
    /// Returns a new `T` with those of the received members that it has.
    #[inline]
    pub fn of<T: StructureMut + Default>(self) -> T {
        let mut error = T::default();
        (self.0)(&mut error);
        error
    }
}

/// Returns the value of an error before one is received.
#[inline]
pub(crate) fn unmodelled<T: ErrorVariants>() -> T {
    T::received("", ReceivedMembers(&mut |_| {}))
}

impl<T: ErrorVariants> OperationError for T {
    #[inline]
    fn errors(&self) -> &'static [ErrorSchema] {
        T::errors()
    }

    #[inline]
    fn members(&self) -> &dyn Structure {
        ErrorVariants::members(self)
    }

    #[inline]
    fn receive(&mut self, code: &str, fill: &mut dyn FnMut(&mut dyn StructureMut)) -> bool {
        let mut modelled = false;
        let mut fill = |error: &mut dyn StructureMut| {
            modelled = true;
            fill(error);
        };
        *self = T::received(code, ReceivedMembers(&mut fill));
        modelled
    }
}
