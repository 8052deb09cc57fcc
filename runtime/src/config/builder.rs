//! How a [`Config`] is put together.

use super::secrets::{BearerToken, Login, Secret, Secrets};
use super::{ChecksumUse, Config, Settings, Validation};
use crate::credentials::{CredentialsError, ProvideCredentials};
use crate::protocol::COMPRESS_FROM;
use crate::retry::Backoff;
use crate::transport::Transport;
use std::fmt;
use std::future::Future;
use std::sync::Arc;
use std::time::{Duration, SystemTime};

/// Puts a [`Config`] together. Nothing is required: what a call needs and does not find (a Region, credentials) is reported by the call.
///
/// ```
/// use smithwright_runtime::Config;
/// use smithwright_runtime::credentials::EnvironmentCredentials;
/// use std::time::Duration;
///
/// # use smithwright_runtime::transport::{Answer, HttpRequest, Transport};
/// # struct HttpTransport;
/// # impl HttpTransport { fn new() -> Self { Self } }
/// # impl Transport for HttpTransport { fn send(&self, _: HttpRequest) -> Answer<'_> { unimplemented!() } }
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
                credentials: None,
                secrets: Secrets::default(),
                endpoint_url: None,
                service_endpoint_url: None,
                use_fips: false,
                use_dual_stack: false,
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
                transport,
            },
        }
    }

    pub(super) fn from_settings(settings: Settings) -> Self {
        Self { settings }
    }

    /// The Region, such as `us-west-2`. Without one, only services that are given an [endpoint](Self::endpoint_url) can be called, unsigned.
    #[must_use]
    pub fn region(mut self, region: impl Into<String>) -> Self {
        self.settings.region = Some(region.into());
        self
    }

    /// Where the credentials for signed calls come from: [`Credentials`](crate::credentials::Credentials) themselves, those of the
    /// [environment](crate::credentials::EnvironmentCredentials), or a provider of your own. Calls that are not signed need none.
    #[must_use]
    pub fn credentials(mut self, provider: impl ProvideCredentials + 'static) -> Self {
        self.settings.credentials = Some(Arc::new(provider));
        self
    }

    /// The token for operations that take a bearer token. It is sent over TLS only, or to this machine.
    #[must_use]
    pub fn bearer_token(mut self, token: impl Into<String>) -> Self {
        self.settings.secrets.bearer_token = Some(BearerToken::Fixed(Secret::new(token)));
        self
    }

    /// The same for tokens that expire: `ask` gives the one that is good now. It is asked before each attempt, so it should keep a token for as long as
    /// it is good.
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

    /// The key for operations that take an API key. It is sent over TLS only, or to this machine.
    #[must_use]
    pub fn api_key(mut self, key: impl Into<String>) -> Self {
        self.settings.secrets.api_key = Some(Secret::new(key));
        self
    }

    /// User name and password for operations that take them. They are sent over TLS only, or to this machine.
    #[must_use]
    pub fn login(mut self, user: impl Into<String>, password: impl Into<String>) -> Self {
        let login = Login { user: Secret::new(user), password: Secret::new(password) };
        self.settings.secrets.login = Some(login);
        self
    }

    /// A URL to call in place of the service's own, such as `http://127.0.0.1:8080`. A path in it goes before the operation's. It counts for all services,
    /// whatever the environment says.
    #[must_use]
    pub fn endpoint_url(mut self, url: impl Into<String>) -> Self {
        self.settings.endpoint_url = Some(url.into());
        self.settings.service_endpoint_url = None;
        self
    }

    /// The same for single services, by the names that AWS's SDKs know them by.
    pub(super) fn service_endpoint_url(
        mut self,
        of_service: impl Fn(&str) -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        self.settings.service_endpoint_url = Some(Arc::new(of_service));
        self
    }

    /// Whether to use endpoints that meet FIPS 140. Default: no.
    #[must_use]
    pub fn use_fips(mut self, use_fips: bool) -> Self {
        self.settings.use_fips = use_fips;
        self
    }

    /// Whether to use endpoints that are reachable by IPv6 as well, where a service has both kinds. Default: no.
    #[must_use]
    pub fn use_dual_stack(mut self, use_dual_stack: bool) -> Self {
        self.settings.use_dual_stack = use_dual_stack;
        self
    }

    /// How many times a call is attempted at most, the first included; 0 counts as 1. Default: 3. A call that got no answer may have been carried out, and
    /// is made again all the same: 1 is for those that must not happen twice and have no idempotency token.
    #[must_use]
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.settings.max_attempts = attempts.max(1);
        self
    }

    /// How long the pauses between attempts are: a random part of a time that is `first` before the second attempt, twenty times that where the service says that
    /// it is asked too often, and twice as long before each further one, up to `longest`. A service that asks for a longer one gets up to five seconds more.
    /// Default: 50 ms, and 20 s.
    #[must_use]
    pub fn backoff(mut self, first: Duration, longest: Duration) -> Self {
        self.settings.backoff = Backoff { first, longest };
        self
    }

    /// How long one attempt may take, from making the connection to the end of the response (its headers, where the body is streamed).
    /// An attempt that takes longer is tried again, whatever the service has done by then. Default: `None`, no limit, since some operations answer when
    /// their work is done; the handshake of a socket has 60 seconds. A call that sends events has no such limit: it lasts as long as there are some.
    #[must_use]
    pub fn attempt_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.settings.attempt_timeout = limit.into();
        self
    }

    /// How long a call may take with all its attempts and the pauses between them; `None` (the default) for what the other limits add up to. A call that sends
    /// events has no such limit: put `tokio::time::timeout` around it where the service may never answer.
    #[must_use]
    pub fn call_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.settings.call_timeout = limit.into();
        self
    }

    /// How long the reader of a response's body waits for each piece of it; `None` for as long as it takes. Default: 60 seconds. A body in memory that stalls
    /// is asked for again; a stream ends with [`BodyError::Stalled`](crate::body::BodyError::Stalled). Streams of events may be silent for as long as
    /// they like.
    ///
    /// A server that takes no more of a body that is streamed to it has as long, and the call fails. How long it thinks about what it has taken, and about
    /// a body in memory, is for [`attempt_timeout`](Self::attempt_timeout) to limit.
    #[must_use]
    pub fn stall_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.settings.stall_timeout = limit.into();
        self
    }

    /// How thoroughly inputs are checked before they are sent. Default: [`Validation::Lenient`].
    #[must_use]
    pub fn validation(mut self, validation: Validation) -> Self {
        self.settings.validation = validation;
        self
    }

    /// When requests carry checksums of their bodies, such as objects that are stored. Default: [`ChecksumUse::WhenRequired`].
    ///
    /// The algorithm is CRC-32 unless the input chooses another. The checksum of a body in memory is in a header, that of a stream in a trailer, for which
    /// the stream's length has to be known. AWS's own clients send checksums wherever they are supported. The parts of a multipart upload then carry
    /// them, and the upload has to be begun with the same algorithm.
    #[must_use]
    pub fn request_checksums(mut self, used: ChecksumUse) -> Self {
        self.settings.request_checksums = used;
        self
    }

    /// When bodies of responses are compared with the checksums that the service has for them. Default: [`ChecksumUse::WhenSupported`].
    ///
    /// A body in memory that differs is asked for again, as often as [`max_attempts`](Self::max_attempts) allows; a stream that differs ends with an error.
    #[must_use]
    pub fn response_checksums(mut self, used: ChecksumUse) -> Self {
        self.settings.response_checksums = used;
        self
    }

    /// From how many bytes on a body is compressed, where the operation takes that; `None` for never. Default: 10,240. Streams are sent as they are.
    #[must_use]
    pub fn compress_from(mut self, bytes: impl Into<Option<usize>>) -> Self {
        self.settings.compress_from = bytes.into();
        self
    }

    /// How many bytes of a response's body are held in memory at most; a larger one fails the call. Streamed bodies are not limited.
    /// Default: 64 MiB.
    #[must_use]
    pub fn max_response_bytes(mut self, bytes: usize) -> Self {
        self.settings.max_response_bytes = bytes;
        self
    }

    /// How many bytes a message that is received on a socket may have; a larger one ends the socket. Default: 1 MiB, many times what signaling
    /// and chat need.
    #[must_use]
    pub fn max_message_bytes(mut self, bytes: usize) -> Self {
        self.settings.max_message_bytes = bytes;
        self
    }

    /// Lets bearer tokens, API keys and passwords go to other machines over plain `http`, which is refused otherwise: everybody on the way can read them. For
    /// networks where nobody else is, as within a pod or behind a sidecar that encrypts.
    #[must_use]
    pub fn allow_secrets_over_http(mut self) -> Self {
        self.settings.secrets_over_http = true;
        self
    }

    /// A name for the program, sent in `User-Agent`. Characters that don't belong there are replaced by `-`.
    #[must_use]
    pub fn app_name(mut self, name: impl AsRef<str>) -> Self {
        let legal = |c: char| c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c);
        self.settings.app_name =
            Some(name.as_ref().chars().map(|c| if legal(c) { c } else { '-' }).collect());
        self
    }

    /// How many seconds to add to this machine's clock when requests are signed, for a machine whose clock is slow (or, negative, fast).
    /// Services refuse signatures that are more than some minutes off. Default: 0.
    #[must_use]
    pub fn clock_offset(mut self, seconds: i64) -> Self {
        self.settings.clock_offset = seconds;
        self
    }

    /// A clock in place of the machine's, for tests.
    #[must_use]
    pub fn clock(mut self, now: impl Fn() -> SystemTime + Send + Sync + 'static) -> Self {
        self.settings.clock = Some(Arc::new(now));
        self
    }

    /// A source of idempotency tokens in place of random UUIDs, for tests.
    #[must_use]
    pub fn idempotency_tokens(mut self, next: impl Fn() -> String + Send + Sync + 'static) -> Self {
        self.settings.idempotency_tokens = Some(Arc::new(next));
        self
    }

    /// What sends the requests, in place of what the builder was begun with.
    #[must_use]
    pub fn transport(mut self, transport: impl Transport) -> Self {
        self.settings.transport = Arc::new(transport);
        self
    }

    /// The configuration.
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
