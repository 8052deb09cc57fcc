//! The client that every generated client wraps.

use crate::builder::Building;
use crate::config::{Config, ConfigBuilder};
use crate::endpoint::Parameters;
use crate::error::{Error, Failure, ServiceError};
#[cfg(feature = "digest-auth")]
use crate::invoke::digest::Challenges;
#[cfg(feature = "discovery")]
use crate::invoke::discovery::Discovered;
use crate::invoke::{Call, Places, Unsuccessful, invoke, presign};
use crate::message::ResponseMetadata;
use crate::operation::{Operation, ServiceSchema, unmodelled};
use crate::pages::{Pages, Paginated};
use crate::retry::Budget;
#[cfg(feature = "sessions")]
use crate::sessions::Sessions;
use crate::sign::PresignedUrl;
use crate::sign::v4::Signer;
use crate::timestamp::Timestamp;
use crate::waiters::{WaitFuture, Waiter, wait_until};
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
#[cfg(feature = "sessions")]
use std::sync::Weak;
use std::sync::atomic::{AtomicI64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

/// A boxed future that can be sent between threads. Dropping it cancels what it does.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A call in progress: a future of its result. Dropping it cancels the call.
// A named type, since a function that returns a boxed future with a long type takes longer to compile.
#[must_use = "a call is made while it is awaited"]
pub struct CallFuture<'a, T, E>(pub(crate) BoxFuture<'a, Result<T, E>>);

impl<T, E> Future for CallFuture<'_, T, E> {
    type Output = Result<T, E>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(context)
    }
}

impl<'a, T, E> From<CallFuture<'a, T, E>> for BoxFuture<'a, Result<T, E>> {
    fn from(call: CallFuture<'a, T, E>) -> Self {
        call.0
    }
}

impl<T, E> fmt::Debug for CallFuture<'_, T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CallFuture")
    }
}

/// A client of one service.
///
/// Generated clients wrap it, and add a method for each operation. Cloning is cheap. Clones share connections, the budget for retries, and what they have
/// learned of the service's clock.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
}

/// The value of a parameter of a service's endpoint rules that a client is configured with.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClientParameter {
    /// A boolean.
    Boolean(bool),
    /// A string.
    String(String),
    /// A list of strings.
    StringArray(Vec<String>),
}

impl From<bool> for ClientParameter {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<String> for ClientParameter {
    fn from(text: String) -> Self {
        Self::String(text)
    }
}

impl From<Vec<String>> for ClientParameter {
    fn from(texts: Vec<String>) -> Self {
        Self::StringArray(texts)
    }
}

struct Shared {
    service: &'static ServiceSchema,
    config: Config,
    /// Parameters of the service's endpoint rules.
    parameters: Vec<(&'static str, ClientParameter)>,
    /// The URL for this service alone, which takes precedence over that of the configuration.
    endpoint_url: Option<String>,
    learned: Arc<Learned>,
    /// Not shared with a client that has other settings or parameters, since sessions are started by them.
    #[cfg(feature = "sessions")]
    sessions: Sessions,
    /// Nor is this: another account has another endpoint.
    #[cfg(feature = "discovery")]
    discovered: Discovered,
}

/// What calls leave behind for later ones.
#[derive(Default)]
struct Learned {
    /// By how many seconds the clock is late, according to the service.
    clock_skew: AtomicI64,
    retry_budget: Budget,
    signer: Signer,
    #[cfg(feature = "digest-auth")]
    challenges: Challenges,
}

impl Shared {
    fn new(
        service: &'static ServiceSchema,
        config: Config,
        parameters: Vec<(&'static str, ClientParameter)>,
        learned: Arc<Learned>,
    ) -> Self {
        let endpoint_url = config.endpoint_url_of(service.name);
        Self {
            service,
            config,
            parameters,
            endpoint_url,
            learned,
            #[cfg(feature = "sessions")]
            sessions: Sessions::default(),
            #[cfg(feature = "discovery")]
            discovered: Discovered::default(),
        }
    }
}

impl AsRef<Client> for Client {
    fn as_ref(&self) -> &Client {
        self
    }
}

impl Client {
    /// Creates a client of `service`. Nothing is connected, read or checked before the first call.
    #[must_use]
    pub fn new(service: &'static ServiceSchema, config: &Config) -> Self {
        let shared = Shared::new(service, config.clone(), Vec::new(), Arc::default());
        Self { shared: Arc::new(shared) }
    }

    /// Returns a client that has other settings, for some of the calls: another limit, say, or other credentials.
    ///
    /// The new client shares what this one has learned (how much may still be retried, what time the service has), unless the change makes it call another
    /// place or go by another clock. It shares neither sessions nor discovered endpoints.
    ///
    /// # Examples
    ///
    /// ```
    /// # use smithwright_runtime::Client;
    /// # use std::time::Duration;
    /// # fn example(client: &Client) {
    /// let patient = client.with_settings(|config| config.attempt_timeout(Duration::from_secs(300)).max_attempts(1));
    /// # let _ = patient;
    /// # }
    /// ```
    #[must_use]
    pub fn with_settings(&self, change: impl FnOnce(ConfigBuilder) -> ConfigBuilder) -> Self {
        self.with_config(change(self.config().to_builder()).build())
    }

    // Not generic, so that it is compiled here and not for each change.
    fn with_config(&self, config: Config) -> Self {
        let place = |config: &Config| {
            let parameters = config.endpoint_parameters();
            (parameters.endpoint.map(str::to_owned), parameters.region.map(str::to_owned))
        };
        let is_alike = place(&config) == place(self.config()) && config.has_clock_of(self.config());
        let learned = if is_alike { Arc::clone(&self.shared.learned) } else { Arc::default() };
        let shared = Shared::new(self.service(), config, self.shared.parameters.clone(), learned);
        Self { shared: Arc::new(shared) }
    }

    /// Sets a parameter of the service's endpoint rules, in place of an earlier value of the same name.
    #[must_use]
    pub fn with_parameter(self, name: &'static str, value: impl Into<ClientParameter>) -> Self {
        self.with_value(name, value.into())
    }

    fn with_value(self, name: &'static str, value: ClientParameter) -> Self {
        let Shared { service, config, learned, .. } = &*self.shared;
        let mut parameters = self.shared.parameters.clone();
        parameters.retain(|(other, _)| *other != name);
        parameters.push((name, value));
        // It may call another place.
        let shared = Shared::new(service, config.clone(), parameters, Arc::clone(learned));
        Self { shared: Arc::new(shared) }
    }

    pub(crate) fn parameters(&self) -> &[(&'static str, ClientParameter)] {
        &self.shared.parameters
    }

    /// Returns the configuration of the client.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.shared.config
    }

    pub(crate) fn service(&self) -> &'static ServiceSchema {
        self.shared.service
    }

    /// Returns the parameters that the endpoint is resolved from.
    pub(crate) fn endpoint_parameters(&self) -> Parameters<'_> {
        let parameters = self.config().endpoint_parameters();
        match &self.shared.endpoint_url {
            Some(url) => parameters.endpoint(url),
            None => parameters,
        }
    }

    /// Returns the time for signatures: this machine's, corrected by what the service says.
    pub(crate) fn now(&self) -> Timestamp {
        let now = Timestamp::from(self.config().now());
        let seconds = now.seconds().saturating_add(self.clock_skew());
        Timestamp::from_seconds_and_nanos(seconds, now.subsecond_nanos())
    }

    /// Returns by how many seconds the clock is late, as far as the service has said.
    pub(crate) fn clock_skew(&self) -> i64 {
        self.shared.learned.clock_skew.load(Ordering::Relaxed)
    }

    /// Uses the service's clock from now on.
    pub(crate) fn set_clock_skew(&self, seconds: i64) {
        self.shared.learned.clock_skew.store(seconds, Ordering::Relaxed);
    }

    pub(crate) fn retry_budget(&self) -> &Budget {
        &self.shared.learned.retry_budget
    }

    pub(crate) fn signer(&self) -> &Signer {
        &self.shared.learned.signer
    }

    #[cfg(feature = "digest-auth")]
    pub(crate) fn challenges(&self) -> &Challenges {
        &self.shared.learned.challenges
    }

    #[cfg(feature = "discovery")]
    pub(crate) fn discovered(&self) -> &Discovered {
        &self.shared.discovered
    }

    #[cfg(feature = "sessions")]
    pub(crate) fn sessions(&self) -> &Sessions {
        &self.shared.sessions
    }

    /// Returns what stands for this client without keeping it.
    #[cfg(feature = "sessions")]
    pub(crate) fn downgrade(&self) -> WeakClient {
        WeakClient(Arc::downgrade(&self.shared))
    }

    /// Calls an operation.
    ///
    /// Dropping the future cancels the call, which the service may have carried out by then.
    ///
    /// # Errors
    ///
    /// Returns [`Error::Service`] if the service answers with an error, and [`Error::Failure`] if there is no usable answer: see its [kind](Failure::kind).
    #[inline]
    pub fn send<'a, I: Operation>(&'a self, input: &'a I) -> CallFuture<'a, I::Output, Error<I::Error>> {
        CallFuture(Box::pin(self.call(input, None)))
    }

    /// Calls an operation, and returns the [metadata](ResponseMetadata) of the response beside the output: its status, its headers, and the service's id of the
    /// request.
    ///
    /// # Errors
    ///
    /// As for [`send`](Self::send).
    ///
    /// # Examples
    ///
    /// ```
    /// # use smithwright_runtime::{Client, Error, Operation};
    /// # async fn example<I: Operation>(client: &Client, input: I) -> Result<I::Output, Error<I::Error>> {
    /// let (output, metadata) = client.send_with_metadata(&input).await?;
    /// println!("request {:?} took {} attempts", metadata.request_id, metadata.attempts);
    /// # Ok(output)
    /// # }
    /// ```
    #[inline]
    pub fn send_with_metadata<'a, I: Operation>(
        &'a self,
        input: &'a I,
    ) -> CallFuture<'a, (I::Output, ResponseMetadata), Error<I::Error>> {
        CallFuture(Box::pin(async move {
            let mut metadata = ResponseMetadata::default();
            let output = self.call(input, Some(&mut metadata)).await?;
            Ok((output, metadata))
        }))
    }

    /// Returns the state of a builder that makes a call by this client, and in which nothing is set.
    #[inline]
    #[must_use]
    pub fn building<I: Default, States>(&self) -> Building<Self, I, States> {
        Building::new(self.clone())
    }

    /// Calls a paginated operation, for the pages from the one that `input` asks for to the last.
    ///
    /// Nothing is sent before the first page is asked for: see [`Pages`].
    #[inline]
    pub fn pages<I: Paginated>(&self, input: I) -> Pages<I> {
        Pages::new(self.clone(), input)
    }

    /// Calls an operation again and again, until a response meets the waiter's condition.
    ///
    /// Returns the output that ended the wait, or `None` if an error did, as when waiting for a deletion. Between the calls are pauses that get longer,
    /// and each call is retried by itself, like any other. Dropping the future cancels the wait. See [`Waiter`] for an example.
    ///
    /// # Errors
    ///
    /// Returns a [`WaitError`](crate::waiters::WaitError) if an answer shows that it will no longer happen, if a call ends with an error that the waiter doesn't
    /// expect, or if it has not happened within `at_most`. This time includes the calls: the last call is made when the time is over, and given up after the
    /// waiter's shortest pause.
    #[inline]
    pub fn wait_until<'a, I: Operation>(
        &'a self,
        waiter: Waiter<I>,
        input: &'a I,
        at_most: Duration,
    ) -> WaitFuture<'a, I> {
        CallFuture(Box::pin(wait_until(self, waiter, input, at_most)))
    }

    #[inline]
    pub(crate) async fn call<I: Operation>(
        &self,
        input: &I,
        metadata: Option<&mut ResponseMetadata>,
    ) -> Result<I::Output, Error<I::Error>> {
        let mut output = I::Output::default();
        let mut error: I::Error = unmodelled();
        let call = Call { client: self, operation: I::operation(), input };
        let answer = Places { output: &mut output, error: &mut error, metadata };
        match invoke(call, answer).await {
            Ok(()) => Ok(output),
            Err(Unsuccessful::Service(response)) => Err(ServiceError { error, response: *response }.into()),
            Err(Unsuccessful::Failure(failure)) => Err(Error::Failure(failure)),
        }
    }

    /// Turns a call into a URL with which anyone can make it, until the URL expires. Nothing is sent.
    ///
    /// The URL is good for `expires_in`, from 1 second to 7 days (fractions of a second don't count), and no longer than the credentials that sign it. It is to be
    /// used with the [method](PresignedUrl::method), [headers](PresignedUrl::headers) and [body](PresignedUrl::body) that are returned with it.
    ///
    /// With the query protocols, the URL is that of a `GET` without a body, unless the form is compressed, longer than 4,096 bytes, or has a secret in it.
    ///
    /// # Errors
    ///
    /// Returns an error if the input or `expires_in` is not valid, there is no endpoint or there are no credentials that are still valid, the operation is not a
    /// signed one, or its body is a stream that the signature would have to cover.
    ///
    /// # Examples
    ///
    /// ```
    /// # use smithwright_runtime::{Client, Failure, Operation};
    /// # use std::time::Duration;
    /// # fn hand_out(_method: &str, _url: &str) {}
    /// # async fn example<GetObjectInput: Operation>(client: &Client, input: GetObjectInput) -> Result<(), Failure> {
    /// let presigned = client.presign(&input, Duration::from_secs(15 * 60)).await?;
    /// hand_out(presigned.method(), presigned.url());
    /// # Ok(())
    /// # }
    /// ```
    #[inline]
    pub fn presign<'a, I: Operation>(
        &'a self,
        input: &'a I,
        expires_in: Duration,
    ) -> CallFuture<'a, PresignedUrl, Failure> {
        presign(Call { client: self, operation: I::operation(), input }, expires_in)
    }
}

/// A client, as long as somebody else keeps it.
#[cfg(feature = "sessions")]
#[derive(Clone)]
pub(crate) struct WeakClient(Weak<Shared>);

#[cfg(feature = "sessions")]
impl WeakClient {
    pub(crate) fn upgrade(&self) -> Option<Client> {
        Some(Client { shared: self.0.upgrade()? })
    }
}

impl fmt::Debug for Client {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Client")
            .field("service", &self.shared.service.name)
            .field("config", &self.shared.config)
            .finish()
    }
}
