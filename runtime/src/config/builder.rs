//! The builder of a [`Config`].

use super::secrets::{BearerToken, Login, Secret, Secrets};
use super::{AccountIdEndpointMode, Caller, ChecksumUse, Config, Settings, Validation};
use crate::credentials::{CredentialsError, ProvideCredentials};
use crate::error::ErrorResponse;
use crate::message::RequestHead;
use crate::operation::Retryable;
use crate::protocol::COMPRESS_FROM;
use crate::retry::Backoff;
use crate::transport::Transport;
use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// A builder of a [`Config`].
///
/// Nothing is required. What a call needs and does not find, such as a Region or credentials, is reported by the call.
///
/// # Examples
///
/// ```
/// use smithwright_runtime::Config;
/// use smithwright_runtime::credentials::EnvironmentCredentials;
/// use std::time::Duration;
///
/// # use smithwright_runtime::transport::{HttpRequest, SendFuture, Transport};
/// # struct HttpTransport;
/// # impl HttpTransport { fn new() -> Self { Self } }
/// # impl Transport for HttpTransport { fn send(&self, _: HttpRequest) -> SendFuture<'_> { unimplemented!() } }
/// let config = Config::builder(HttpTransport::new())
///     .region("us-west-2")
///     .credentials(EnvironmentCredentials)
///     .call_timeout(Duration::from_secs(30))
///     .max_attempts(5)
///     .build();
/// assert_eq!(config.region(), Some("us-west-2"));
/// ```
#[derive(Clone)]
pub struct ConfigBuilder {
    settings: Settings,
}

impl ConfigBuilder {
    pub(super) fn new(transport: Arc<dyn Transport>) -> Self {
        Self {
            settings: Settings {
                region: None,
                caller: Caller::Unknown,
                secrets: Secrets::default(),
                endpoint_url: None,
                service_endpoint_url: None,
                use_fips: false,
                use_dual_stack: false,
                account_id_endpoint_mode: AccountIdEndpointMode::default(),
                max_attempts: 3,
                backoff: Backoff::STANDARD,
                attempt_timeout: None,
                call_timeout: None,
                stall_timeout: Some(Duration::from_secs(60)),
                validation: Validation::default(),
                request_checksums: ChecksumUse::WhenRequired,
                response_checksums: ChecksumUse::WhenSupported,
                compress_from: Some(COMPRESS_FROM),
                max_response_bytes: 64 * 1024 * 1024,
                max_message_bytes: 1024 * 1024,
                secrets_over_http: false,
                app_name: None,
                clock_offset: 0,
                clock: None,
                idempotency_tokens: None,
                edits: Vec::new(),
                retry_also: Vec::new(),
                transport,
            },
        }
    }

    pub(super) fn from_settings(settings: Settings) -> Self {
        Self { settings }
    }

    /// Sets the Region, such as `us-west-2`.
    ///
    /// Without one, a service whose endpoint rules need a Region can be called at an [endpoint URL](Self::endpoint_url) only, and a signed call fails unless
    /// the endpoint rules name the Region to sign for.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.settings.region = Some(region.into());
        self
    }

    /// Sets the provider of credentials for signed calls.
    ///
    /// It is [`Credentials`](crate::credentials::Credentials) themselves, those of the [environment](crate::credentials::EnvironmentCredentials), or a
    /// [provider](ProvideCredentials) of your own. Calls that are not signed need none.
    #[must_use]
    pub fn credentials(mut self, provider: impl ProvideCredentials + 'static) -> Self {
        self.settings.caller = Caller::Known(Arc::new(provider));
        self
    }

    /// Leaves calls unsigned that would otherwise be signed: for public data, such as the objects of a public bucket.
    ///
    /// Other secrets are used as usual, where an operation takes them. URLs can't be presigned then. Of this and
    /// [`credentials`](Self::credentials), the one that is set last counts.
    #[must_use]
    pub fn anonymous(mut self) -> Self {
        self.settings.caller = Caller::Anonymous;
        self
    }

    /// Sets the token for operations that take a bearer token. It takes precedence over those that the environment has for single services.
    ///
    /// It is sent over TLS, or to this machine, only: see [`allow_secrets_over_http`](Self::allow_secrets_over_http).
    #[must_use]
    pub fn bearer_token(mut self, token: impl Into<String>) -> Self {
        self.settings.secrets.bearer_token = Some(BearerToken::Fixed(Secret::new(token)));
        self
    }

    /// Sets a source of bearer tokens, for tokens that expire.
    ///
    /// `ask` returns the token that is valid now. It is called before each attempt, so it should keep a token for as long as the token is valid. The same
    /// restriction to TLS applies as for [`bearer_token`](Self::bearer_token), and the one that is set last counts.
    ///
    /// # Examples
    ///
    /// ```
    /// # use smithwright_runtime::config::ConfigBuilder;
    /// # struct Login;
    /// # impl Login { async fn token(&self) -> Result<String, std::io::Error> { Ok(String::new()) } }
    /// use smithwright_runtime::credentials::CredentialsError;
    /// use std::sync::Arc;
    ///
    /// # fn example(config: ConfigBuilder, login: Arc<Login>) -> ConfigBuilder {
    /// config.bearer_token_from(move || {
    ///     let login = login.clone();
    ///     async move { login.token().await.map_err(|error| CredentialsError::new("log in again").caused_by(error)) }
    /// })
    /// # }
    /// ```
    #[must_use]
    pub fn bearer_token_from<F>(mut self, ask: impl Fn() -> F + Send + Sync + 'static) -> Self
    where
        F: Future<Output = Result<String, CredentialsError>> + Send + 'static,
    {
        self.settings.secrets.bearer_token = Some(BearerToken::From(Arc::new(move || Box::pin(ask()))));
        self
    }

    /// Sets the bearer tokens of single services, by their signing names as the environment spells them.
    pub(crate) fn service_bearer_tokens(mut self, tokens: Vec<(String, String)>) -> Self {
        let fixed = |(service, token): (String, String)| (service, BearerToken::Fixed(Secret::new(token)));
        self.settings.secrets.service_tokens = tokens.into_iter().map(fixed).collect();
        self
    }

    /// Sets the key for operations that take an API key.
    ///
    /// It is sent over TLS, or to this machine, only: see [`allow_secrets_over_http`](Self::allow_secrets_over_http).
    #[must_use]
    pub fn api_key(mut self, key: impl Into<String>) -> Self {
        self.settings.secrets.api_key = Some(Secret::new(key));
        self
    }

    /// Sets the user name and password for operations that take HTTP Basic or Digest authentication.
    ///
    /// They are sent over TLS, or to this machine, only: see [`allow_secrets_over_http`](Self::allow_secrets_over_http). For Basic authentication, the user
    /// name must not contain a colon.
    #[must_use]
    pub fn login(mut self, user: impl Into<String>, password: impl Into<String>) -> Self {
        let login = Login { user: Secret::new(user), password: Secret::new(password) };
        self.settings.secrets.login = Some(login);
        self
    }

    /// Sets a URL to call in place of each service's own, such as `http://127.0.0.1:8080`.
    ///
    /// A path in it is put before that of the operation. It applies to all services, and takes precedence over whatever the environment says of single ones.
    #[must_use]
    pub fn endpoint_url(mut self, url: impl Into<String>) -> Self {
        self.settings.endpoint_url = Some(url.into());
        self.settings.service_endpoint_url = None;
        self
    }

    /// Sets the endpoint URLs of single services, by the names that AWS's SDKs use for them.
    pub(super) fn service_endpoint_url(
        mut self,
        of_service: impl Fn(&str) -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        self.settings.service_endpoint_url = Some(Arc::new(of_service));
        self
    }

    /// Sets whether to use endpoints that meet FIPS 140. Default: `false`.
    #[must_use]
    pub fn use_fips(mut self, use_fips: bool) -> Self {
        self.settings.use_fips = use_fips;
        self
    }

    /// Sets whether to use dual-stack endpoints, which are reachable by IPv6 as well, where a service has both kinds. Default: `false`.
    #[must_use]
    pub fn use_dual_stack(mut self, use_dual_stack: bool) -> Self {
        self.settings.use_dual_stack = use_dual_stack;
        self
    }

    /// Sets whether calls go to account-based endpoints, where a service has them. Default: [`AccountIdEndpointMode::Preferred`].
    #[must_use]
    pub fn account_id_endpoint_mode(mut self, mode: AccountIdEndpointMode) -> Self {
        self.settings.account_id_endpoint_mode = mode;
        self
    }

    /// Sets how many times a call is attempted at most, the first attempt included. Default: 3.
    ///
    /// 0 counts as 1. A call that got no answer may have been carried out, and is made again all the same: set 1 for calls that must not happen twice and
    /// have no idempotency token.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.settings.max_attempts = attempts.max(1);
        self
    }

    /// Sets how long the pauses between attempts are. Default: 50 ms and 20 s.
    ///
    /// Each pause is a random fraction of a limit. Before the second attempt, this limit is `first`, or twenty times `first` if the service throttles the
    /// caller; it doubles before each further attempt, and never exceeds `longest`. A service that asks for a longer pause (by `x-amz-retry-after` or
    /// `Retry-After`) is granted up to five seconds more than that.
    #[must_use]
    pub fn backoff(mut self, first: Duration, longest: Duration) -> Self {
        self.settings.backoff = Backoff { first, longest };
        self
    }

    /// Sets a time limit for each attempt, from making the connection to the end of the response (or of its headers, where the body is streamed).
    ///
    /// Default: `None`, no limit, because some operations answer only once their work is done; the handshake of a socket then has 60 seconds. An attempt that
    /// takes longer is tried again, whatever the service has done by then. Obtaining credentials before an attempt has a limit of the same length to itself,
    /// and the call fails when it takes longer. A call that sends events has no such limit: it lasts as long as there are events.
    #[must_use]
    pub fn attempt_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.settings.attempt_timeout = limit.into();
        self
    }

    /// Sets a time limit for a call with all its attempts and the pauses between them. Default: `None`, no limit of its own.
    ///
    /// A call that has no time left for its next pause ends at once, with the error that it would have paused for.
    ///
    /// A call that sends events has no such limit: wrap it in `tokio::time::timeout` if the service may never answer.
    #[must_use]
    pub fn call_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.settings.call_timeout = limit.into();
        self
    }

    /// Sets how long a body may stall on its way; `None` for no limit. Default: 60 seconds.
    ///
    /// For the body of a response, this is how long its reader waits for each piece. A body in memory that stalls is asked for again; a stream ends with
    /// [`BodyError::Stalled`](crate::body::BodyError::Stalled). Event streams may be silent for as long as they like.
    ///
    /// For a body that is streamed to the server, it is how long the server may take to accept the next piece; then the attempt fails, and is made again if the
    /// body is [replayable](crate::ByteStream::is_replayable). How long the server thinks about what it has accepted, or about a body in memory, is limited by
    /// [`attempt_timeout`](Self::attempt_timeout).
    #[must_use]
    pub fn stall_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.settings.stall_timeout = limit.into();
        self
    }

    /// Sets how thoroughly inputs are checked before they are sent. Default: [`Validation::Lenient`].
    #[must_use]
    pub fn validation(mut self, validation: Validation) -> Self {
        self.settings.validation = validation;
        self
    }

    /// Sets when requests carry checksums of their bodies, such as objects that are stored. Default: [`ChecksumUse::WhenRequired`].
    ///
    /// The algorithm is CRC-32 unless the input chooses another. The checksum of a body in memory is sent in a header, and that of a stream in a trailer, for
    /// which the length of the stream has to be known. AWS's own clients send checksums wherever they are supported. The parts of a multipart upload then
    /// carry them too, and the upload has to be begun with the same algorithm.
    #[must_use]
    pub fn request_checksums(mut self, used: ChecksumUse) -> Self {
        self.settings.request_checksums = used;
        self
    }

    /// Sets when the bodies of responses are compared with the checksums that the service has for them. Default: [`ChecksumUse::WhenSupported`].
    ///
    /// A body in memory that differs is asked for again, as often as [`max_attempts`](Self::max_attempts) allows; a stream that differs ends with an error.
    /// Partial responses (status 206) are not compared, nor are objects whose checksum is made of those of their parts.
    #[must_use]
    pub fn response_checksums(mut self, used: ChecksumUse) -> Self {
        self.settings.response_checksums = used;
        self
    }

    /// Sets the size in bytes from which a body is compressed, where the operation accepts that; `None` for never. Default: 10,240.
    ///
    /// Streams are sent uncompressed.
    #[must_use]
    pub fn compress_from(mut self, bytes: impl Into<Option<usize>>) -> Self {
        self.settings.compress_from = bytes.into();
        self
    }

    /// Sets how many bytes of a response's body are held in memory at most. Default: 64 MiB.
    ///
    /// A larger body fails the call. Streamed bodies are not limited.
    #[must_use]
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.settings.max_response_bytes = bytes;
        self
    }

    /// Sets how many bytes a message that is received on a socket may have. Default: 1 MiB, many times what signaling and chat need.
    ///
    /// A larger message ends the socket.
    #[must_use]
    pub fn max_message_bytes(mut self, bytes: usize) -> Self {
        self.settings.max_message_bytes = bytes;
        self
    }

    /// Allows secrets that identify the caller to go to other machines over plain `http`, which is refused otherwise: bearer tokens, API keys, passwords, and the
    /// sensitive headers of operations without authentication. The clock is then corrected by responses over `http`, too.
    ///
    /// Everybody on the way can read them. This is for networks that nobody else is on, such as within a pod or behind a sidecar that encrypts.
    #[must_use]
    pub fn allow_secrets_over_http(mut self) -> Self {
        self.settings.secrets_over_http = true;
        self
    }

    /// Sets a name for the program, which is sent in `User-Agent`.
    ///
    /// Characters other than ASCII letters, digits and ``!#$%&'*+-.^_`|~`` are replaced by `-`.
    #[must_use]
    pub fn app_name(mut self, name: impl AsRef<str>) -> Self {
        let legal = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
        self.settings.app_name =
            Some(name.as_ref().chars().map(|c| if legal(c) { c } else { '-' }).collect());
        self
    }

    /// Sets how many seconds to add to this machine's clock when requests are signed. Default: 0.
    ///
    /// It is positive for a clock that is slow, and negative for one that is fast. Services refuse signatures that are more than some minutes off.
    #[must_use]
    pub fn clock_offset(mut self, seconds: i64) -> Self {
        self.settings.clock_offset = seconds;
        self
    }

    /// Replaces the machine's clock, for tests.
    #[must_use]
    pub fn clock(mut self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.settings.clock = Some(Arc::new(now));
        self
    }

    /// Replaces the source of idempotency tokens, which are random UUIDs otherwise, for tests.
    #[must_use]
    pub fn idempotency_tokens(mut self, next: impl Fn() -> String + Send + Sync + 'static) -> Self {
        self.settings.idempotency_tokens = Some(Arc::new(next));
        self
    }

    /// Changes the request of each call before it is signed, such as to add a header that the model doesn't have.
    ///
    /// `edit` gets the head of the request, once for each call and not for each attempt, and for URLs that are presigned and sockets too. What it adds to
    /// the headers, the path or the query is signed like everything else. Several edits are made in the order in which they were added. A path or query
    /// that is not percent-encoded fails the call.
    ///
    /// # Examples
    ///
    /// ```
    /// # use smithwright_runtime::config::ConfigBuilder;
    /// use smithwright_runtime::http::HeaderValue;
    ///
    /// # fn example(config: ConfigBuilder) -> ConfigBuilder {
    /// config.edit_requests(|request| {
    ///     if request.operation == "PutObject" {
    ///         request.headers.insert("x-amz-foo", HeaderValue::from_static("bar"));
    ///     }
    /// })
    /// # }
    /// ```
    #[must_use]
    pub fn edit_requests(mut self, edit: impl Fn(&mut RequestHead) + Send + Sync + 'static) -> Self {
        self.settings.edits.push(Arc::new(edit));
        self
    }

    /// Retries further errors, beyond those that the model and AWS's lists call transient or throttling.
    ///
    /// `retry` gets the response to the attempt. Of several, the first that doesn't say [`No`](Retryable::No) counts. A call that can't be repeated, such
    /// as one whose body is a one-time stream, is not retried.
    ///
    /// # Examples
    ///
    /// ```
    /// # use smithwright_runtime::config::ConfigBuilder;
    /// use smithwright_runtime::error::Retryable;
    ///
    /// # fn example(config: ConfigBuilder) -> ConfigBuilder {
    /// config.retry_also(|response| match response.code.as_deref() {
    ///     Some("OperationAborted") => Retryable::Transient,
    ///     _ => Retryable::No,
    /// })
    /// # }
    /// ```
    #[must_use]
    pub fn retry_also(mut self, retry: impl Fn(&ErrorResponse) -> Retryable + Send + Sync + 'static) -> Self {
        self.settings.retry_also.push(Arc::new(retry));
        self
    }

    /// Replaces the transport that the builder was created with.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.settings.transport = Arc::new(transport);
        self
    }

    #[cfg(feature = "machine-credentials")]
    pub(super) fn shared_transport(&self) -> Arc<dyn Transport> {
        Arc::clone(&self.settings.transport)
    }

    /// Builds the configuration.
    #[must_use]
    pub fn build(self) -> Config {
        Config::new(self.settings)
    }
}

impl fmt::Debug for ConfigBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.settings.fmt(f)
    }
}
