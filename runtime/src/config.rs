//! Configuration of clients: who calls, where, and within which limits.

mod builder;
mod environment;
#[cfg(feature = "aws-config")]
mod from_aws;
mod secrets;

pub use builder::ConfigBuilder;
pub(crate) use secrets::{BearerToken, Login, Secret};

use crate::credentials::ProvideCredentials;
use crate::endpoint;
use crate::error::{ErrorResponse, Failure};
use crate::message::{Request, RequestHead};
use crate::operation::Retryable;
use crate::retry::Backoff;
use crate::transport::Transport;
use environment::of_service;
use http::HeaderValue;
use secrets::Secrets;
use std::fmt;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// The level of checking that an input gets before it is sent.
///
/// What can't succeed is always refused: required enums and unions that are not set, empty labels, minimum lengths, reserved prefixes, illegal
/// header values, unions of a variant that this client doesn't know, and values that are nested too deep. The feature `strict` adds `Validation::Strict`, which
/// checks every constraint of the model.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Validation {
    /// Makes only those checks. The default: services relax their limits over time, and a client may be older than they are.
    #[default]
    Lenient,
    /// Also checks maximum lengths, ranges, patterns, the values of enums, and that the elements of lists are unique where they have to be.
    ///
    /// A pattern that the crate `regex` can't read, because it has lookaround or backreferences, or would read differently, is left to the service. The page of an
    /// operation says so of its own members, and `api.txt` of all. Big numbers are compared with limits as an `f64`.
    #[cfg(feature = "strict")]
    Strict,
}

impl Validation {
    pub(crate) fn is_strict(self) -> bool {
        self != Self::Lenient
    }
}

/// When checksums of bodies are used, for operations whose model defines them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ChecksumUse {
    /// Wherever an operation supports them.
    WhenSupported,
    /// Only where an operation requires them, or its input asks for one.
    WhenRequired,
}

/// Whether calls to a service with account-based endpoints, such as DynamoDB, go to that of the caller's account.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum AccountIdEndpointMode {
    /// Uses the account's endpoint if the [credentials](crate::Credentials::with_account_id) or the client name the account.
    #[default]
    Preferred,
    /// Never uses the account's endpoint.
    Disabled,
    /// Requires the account's endpoint: without the account, calls fail.
    Required,
}

impl AccountIdEndpointMode {
    /// Returns the name that endpoint rules and the environment have for it.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Preferred => "preferred",
            Self::Disabled => "disabled",
            Self::Required => "required",
        }
    }
}

/// The configuration of one or more clients.
///
/// Cloning is cheap. Clones share one transport, and thereby its connections.
///
/// # Examples
///
/// ```
/// use smithwright_runtime::Config;
/// use smithwright_runtime::transport::Script;
///
/// // A program has `smithwright_transport::HttpTransport::new()` in place of the script.
/// let config = Config::builder(Script::new()).region("us-west-2").build();
/// assert_eq!(config.region(), Some("us-west-2"));
///
/// let patient = config.to_builder().max_attempts(10).build();
/// assert_eq!((config.max_attempts(), patient.max_attempts()), (3, 10));
/// ```
#[derive(Clone)]
pub struct Config {
    shared: Arc<Shared>,
}

struct Shared {
    settings: Settings,
    user_agent: HeaderValue,
}

/// A function that returns the endpoint URL of a service, if there is one for that service alone.
type EndpointOfService = dyn Fn(&str) -> Option<String> + Send + Sync;

/// A function that says whether a refused call is worth another attempt.
type RetryAlso = dyn Fn(&ErrorResponse) -> Retryable + Send + Sync;

/// A function that changes the requests of calls.
type EditRequest = dyn Fn(&mut RequestHead) + Send + Sync;

/// Whom calls are signed for.
#[derive(Clone)]
enum Caller {
    /// Nobody is known, so calls that have to be signed fail.
    Unknown,
    /// Whom these credentials belong to.
    Known(Arc<dyn ProvideCredentials>),
    /// Calls are made without a signature.
    Anonymous,
}

/// The settings that a builder collects.
#[derive(Clone)]
struct Settings {
    region: Option<String>,
    caller: Caller,
    secrets: Secrets,
    endpoint_url: Option<String>,
    /// The URLs of single services, by the names that AWS's SDKs use for them.
    service_endpoint_url: Option<Arc<EndpointOfService>>,
    use_fips: bool,
    use_dual_stack: bool,
    account_id_endpoint_mode: AccountIdEndpointMode,
    max_attempts: u32,
    backoff: Backoff,
    attempt_timeout: Option<Duration>,
    call_timeout: Option<Duration>,
    stall_timeout: Option<Duration>,
    validation: Validation,
    request_checksums: ChecksumUse,
    response_checksums: ChecksumUse,
    compress_from: Option<usize>,
    max_response_bytes: usize,
    max_message_bytes: usize,
    secrets_over_http: bool,
    app_name: Option<String>,
    clock_offset: i64,
    clock: Option<Arc<dyn Fn() -> SystemTime + Send + Sync>>,
    idempotency_tokens: Option<Arc<dyn Fn() -> String + Send + Sync>>,
    edits: Vec<Arc<EditRequest>>,
    retry_also: Vec<Arc<RetryAlso>>,
    transport: Arc<dyn Transport>,
}

impl Config {
    /// Returns a builder of a configuration that sends its requests with `transport`.
    ///
    /// Nothing else is set, and every limit has its default.
    #[must_use]
    pub fn builder(transport: impl Transport) -> ConfigBuilder {
        ConfigBuilder::new(Arc::new(transport))
    }

    /// Returns a builder that starts from the settings of this configuration.
    ///
    /// What it builds shares this configuration's transport, unless it is given another.
    #[must_use]
    pub fn to_builder(&self) -> ConfigBuilder {
        ConfigBuilder::from_settings(self.shared.settings.clone())
    }

    fn new(settings: Settings) -> Self {
        Self { shared: Arc::new(Shared { user_agent: user_agent(settings.app_name.as_deref()), settings }) }
    }

    /// Returns the endpoint URL for this service alone, if the environment or a profile has one.
    pub(crate) fn endpoint_url_of(&self, service: &str) -> Option<String> {
        self.settings().service_endpoint_url.as_ref().and_then(|url| url(service))
    }

    fn settings(&self) -> &Settings {
        &self.shared.settings
    }

    /// Returns the Region, if one is set.
    #[must_use]
    pub fn region(&self) -> Option<&str> {
        self.settings().region.as_deref()
    }

    /// Returns the provider of credentials, if one is set.
    #[must_use]
    pub fn credentials(&self) -> Option<&dyn ProvideCredentials> {
        match &self.settings().caller {
            Caller::Known(provider) => Some(&**provider),
            Caller::Unknown | Caller::Anonymous => None,
        }
    }

    /// Checks whether calls are made without a signature.
    pub(crate) fn is_anonymous(&self) -> bool {
        matches!(self.settings().caller, Caller::Anonymous)
    }

    pub(crate) fn bearer_token(&self) -> Option<&BearerToken> {
        self.settings().secrets.bearer_token.as_ref()
    }

    /// Returns the bearer token for the service with this signing name alone, if the environment has one and the program has set no other.
    pub(crate) fn bearer_token_of(&self, signing_name: &str) -> Option<&BearerToken> {
        let secrets = &self.settings().secrets;
        if secrets.bearer_token.is_some() { None } else { of_service(&secrets.service_tokens, signing_name) }
    }

    pub(crate) fn api_key(&self) -> Option<&Secret> {
        self.settings().secrets.api_key.as_ref()
    }

    pub(crate) fn login(&self) -> Option<&Login> {
        self.settings().secrets.login.as_ref()
    }

    /// Returns how many times a call is attempted at most, the first attempt included. It is at least 1.
    #[must_use]
    pub fn max_attempts(&self) -> u32 {
        self.settings().max_attempts
    }

    /// Returns whether calls go to the caller's account-based endpoints.
    #[must_use]
    pub fn account_id_endpoint_mode(&self) -> AccountIdEndpointMode {
        self.settings().account_id_endpoint_mode
    }

    /// Returns the pauses between attempts.
    pub(crate) fn backoff(&self) -> Backoff {
        self.settings().backoff
    }

    /// Returns the time limit of one attempt, or `None` if there is no limit.
    #[must_use]
    pub fn attempt_timeout(&self) -> Option<Duration> {
        self.settings().attempt_timeout
    }

    /// Returns the time limit of a call with all its attempts and the pauses between them, or `None` if there is no limit.
    #[must_use]
    pub fn call_timeout(&self) -> Option<Duration> {
        self.settings().call_timeout
    }

    /// Returns how long a body may stall on its way, or `None` if there is no limit: see
    /// [`ConfigBuilder::stall_timeout`](crate::config::ConfigBuilder::stall_timeout).
    #[must_use]
    pub fn stall_timeout(&self) -> Option<Duration> {
        self.settings().stall_timeout
    }

    /// Returns how thoroughly inputs are checked.
    #[must_use]
    pub fn validation(&self) -> Validation {
        self.settings().validation
    }

    /// Returns when requests carry checksums of their bodies.
    #[must_use]
    pub fn request_checksums(&self) -> ChecksumUse {
        self.settings().request_checksums
    }

    /// Returns when the bodies of responses are compared with their checksums.
    #[must_use]
    pub fn response_checksums(&self) -> ChecksumUse {
        self.settings().response_checksums
    }

    /// Returns the size in bytes from which a body is compressed, or `None` if bodies never are.
    #[must_use]
    pub fn compress_from(&self) -> Option<usize> {
        self.settings().compress_from
    }

    /// Returns how many bytes of a response's body are held in memory at most.
    #[must_use]
    pub fn max_response_bytes(&self) -> usize {
        self.settings().max_response_bytes
    }

    /// Returns how many bytes a message that is received on a socket may have.
    #[must_use]
    pub fn max_message_bytes(&self) -> usize {
        self.settings().max_message_bytes
    }

    /// Returns `true` if bearer tokens, API keys and passwords may go to other machines in the clear.
    #[must_use]
    pub fn allows_secrets_over_http(&self) -> bool {
        self.settings().secrets_over_http
    }

    /// Returns the time by which requests are signed: that of the clock, plus the [offset](ConfigBuilder::clock_offset).
    ///
    /// A client whose service finds this time wrong goes by the service's clock instead.
    #[must_use]
    pub fn now(&self) -> SystemTime {
        let settings = self.settings();
        let now = settings.clock.as_ref().map_or_else(SystemTime::now, |clock| clock());
        let offset = Duration::from_secs(settings.clock_offset.unsigned_abs());
        let corrected =
            if settings.clock_offset < 0 { now.checked_sub(offset) } else { now.checked_add(offset) };
        corrected.unwrap_or(now)
    }

    /// Checks whether both use the same clock.
    pub(crate) fn has_clock_of(&self, other: &Self) -> bool {
        let (one, other) = (self.settings(), other.settings());
        let is_same = match (&one.clock, &other.clock) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        };
        is_same && one.clock_offset == other.clock_offset
    }

    /// Returns the parameters that a service's endpoint is resolved from, as far as the configuration has them.
    #[must_use]
    pub fn endpoint_parameters(&self) -> endpoint::Parameters<'_> {
        let settings = self.settings();
        endpoint::Parameters {
            region: settings.region.as_deref(),
            use_fips: settings.use_fips,
            use_dual_stack: settings.use_dual_stack,
            endpoint: settings.endpoint_url.as_deref(),
            ..endpoint::Parameters::default()
        }
    }

    /// Returns the value of `User-Agent`.
    pub(crate) fn user_agent(&self) -> &HeaderValue {
        &self.shared.user_agent
    }

    /// Returns a unique token: a random UUID, or one from the caller's source of tokens.
    pub(crate) fn idempotency_token(&self) -> Result<String, Failure> {
        match &self.settings().idempotency_tokens {
            Some(source) => Ok(source()),
            None => crate::token::random_uuid(),
        }
    }

    /// Changes the request of a call as the caller wishes.
    ///
    /// # Errors
    ///
    /// Fails if the result can't be signed and sent.
    pub(crate) fn edit(&self, operation: &'static str, request: &mut Request) -> Result<(), Failure> {
        if self.settings().edits.is_empty() {
            return Ok(());
        }
        let mut head = RequestHead::take(operation, request);
        self.settings().edits.iter().for_each(|edit| edit(&mut head));
        head.put(request)
    }

    /// Asks the caller whether a refused call is worth another attempt.
    pub(crate) fn retry_also(&self, response: &ErrorResponse) -> Retryable {
        let mut said = self.settings().retry_also.iter().map(|retry| retry(response));
        said.find(|retryable| *retryable != Retryable::No).unwrap_or(Retryable::No)
    }

    /// Returns the transport that sends the requests, for example to wrap it in another.
    #[must_use]
    pub fn transport(&self) -> &Arc<dyn Transport> {
        &self.settings().transport
    }
}

fn user_agent(app_name: Option<&str>) -> HeaderValue {
    const AGENT: &str =
        concat!("smithwright/", env!("CARGO_PKG_VERSION_MAJOR"), ".", env!("CARGO_PKG_VERSION_MINOR"));
    let named = app_name.and_then(|name| HeaderValue::try_from(format!("{AGENT} app/{name}")).ok());
    named.unwrap_or(HeaderValue::from_static(AGENT))
}

/// Shows neither credentials nor what a custom endpoint URL may carry of them.
impl fmt::Debug for Config {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.settings().fmt(f)
    }
}

impl fmt::Debug for Settings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // A URL may contain a password before the host, and a token in the query.
        let endpoint = self.endpoint_url.as_deref().map(|url| {
            let end = url.find(['?', '#']).unwrap_or(url.len());
            let url = url.get(..end).unwrap_or_default();
            if url.contains('@') { "***" } else { url }
        });
        f.debug_struct("Config")
            .field("region", &self.region)
            .field("endpoint_url", &endpoint)
            .field("use_fips", &self.use_fips)
            .field("use_dual_stack", &self.use_dual_stack)
            .field("account_id_endpoint_mode", &self.account_id_endpoint_mode)
            .field("max_attempts", &self.max_attempts)
            .field("backoff", &self.backoff)
            .field("attempt_timeout", &self.attempt_timeout)
            .field("call_timeout", &self.call_timeout)
            .field("stall_timeout", &self.stall_timeout)
            .field("validation", &self.validation)
            .field("request_checksums", &self.request_checksums)
            .field("response_checksums", &self.response_checksums)
            .field("compress_from", &self.compress_from)
            .field("max_response_bytes", &self.max_response_bytes)
            .field("max_message_bytes", &self.max_message_bytes)
            .field("secrets_over_http", &self.secrets_over_http)
            .field("app_name", &self.app_name)
            .field("clock_offset", &self.clock_offset)
            .finish_non_exhaustive()
    }
}
