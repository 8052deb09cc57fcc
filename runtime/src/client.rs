//! The client that every generated client wraps.

use crate::config::{Config, ConfigBuilder};
use crate::endpoint::Parameters;
use crate::error::{Error, Failure, ServiceError};
#[cfg(feature = "digest-auth")]
use crate::invoke::digest::Challenges;
use crate::invoke::{Call, Places, Unsuccessful, invoke, presign};
use crate::message::ResponseMetadata;
use crate::operation::{Operation, ServiceSchema, unmodelled};
use crate::pages::{Pages, Paginated};
use crate::retry::Budget;
use crate::sign::PresignedUrl;
use crate::sign::v4::Signer;
use crate::timestamp::Timestamp;
use crate::waiters::{Waiter, Waiting, wait_until};
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::task::{Context, Poll};
use std::time::Duration;

/// A future that can be sent between threads. Dropping it gives up what it does.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A call that is being made: await it. Dropping it gives the call up.
// A type of its own, since the compiler takes longer for each function that gives a boxed future of a long name.
#[must_use = "a call is made while it is awaited"]
pub struct Calling<'a, T, E>(pub(crate) BoxFuture<'a, Result<T, E>>);

impl<T, E> Future for Calling<'_, T, E> {
    type Output = Result<T, E>;

    #[inline]
    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        self.0.as_mut().poll(context)
    }
}

impl<'a, T, E> From<Calling<'a, T, E>> for BoxFuture<'a, Result<T, E>> {
    fn from(call: Calling<'a, T, E>) -> Self {
        call.0
    }
}

impl<T, E> fmt::Debug for Calling<'_, T, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Calling")
    }
}

/// A client of one service. Cloning is cheap; clones share connections and the budget for retries.
#[derive(Clone)]
pub struct Client {
    shared: Arc<Shared>,
    parameters: Vec<(&'static str, ClientParameter)>,
}

/// A value that endpoint rules look at and a client is configured with.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ClientParameter {
    /// True or false.
    Boolean(bool),
    /// Text.
    String(String),
    /// Texts.
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
    /// The URL for this service alone, which goes before that of the configuration.
    endpoint_url: Option<String>,
    learnt: Arc<Learnt>,
}

/// What calls leave behind for those after them.
#[derive(Default)]
struct Learnt {
    /// By how much the service says that the clock is late, in seconds.
    lateness: AtomicI64,
    retry_budget: Budget,
    signer: Signer,
    #[cfg(feature = "digest-auth")]
    challenges: Challenges,
}

impl Shared {
    fn new(service: &'static ServiceSchema, config: Config, learnt: Arc<Learnt>) -> Arc<Self> {
        let endpoint_url = config.endpoint_url_of(service.name);
        Arc::new(Self { service, config, endpoint_url, learnt })
    }
}

impl Client {
    /// A client of this service. Nothing is connected, read or checked before the first call.
    #[must_use]
    pub fn new(service: &'static ServiceSchema, config: &Config) -> Self {
        Self { shared: Shared::new(service, config.clone(), Arc::default()), parameters: Vec::new() }
    }

    /// The same client with other settings, for some of its calls: another limit, say, or other credentials. What the calls of one have learnt serves
    /// the other too, unless it calls elsewhere or goes by another clock: how much may be retried, what time the service has.
    #[must_use]
    pub fn with_settings(&self, change: impl FnOnce(ConfigBuilder) -> ConfigBuilder) -> Self {
        let config = change(self.config().to_builder()).build();
        let place = |config: &Config| {
            let parameters = config.endpoint_parameters();
            (parameters.endpoint.map(str::to_owned), parameters.region.map(str::to_owned))
        };
        let is_alike = place(&config) == place(self.config()) && config.has_clock_of(self.config());
        let learnt = if is_alike { Arc::clone(&self.shared.learnt) } else { Arc::default() };
        Self { shared: Shared::new(self.service(), config, learnt), parameters: self.parameters.clone() }
    }

    /// The same client with another value of a parameter of its endpoint rules. Others keep theirs.
    #[must_use]
    pub fn with_parameter(mut self, name: &'static str, value: impl Into<ClientParameter>) -> Self {
        self.parameters.retain(|(other, _)| *other != name);
        self.parameters.push((name, value.into()));
        self
    }

    pub(crate) fn parameters(&self) -> &[(&'static str, ClientParameter)] {
        &self.parameters
    }

    /// The configuration that the client was made with.
    #[must_use]
    pub fn config(&self) -> &Config {
        &self.shared.config
    }

    pub(crate) fn service(&self) -> &'static ServiceSchema {
        self.shared.service
    }

    /// What the endpoint is told from.
    pub(crate) fn endpoint_parameters(&self) -> Parameters<'_> {
        let parameters = self.config().endpoint_parameters();
        match &self.shared.endpoint_url {
            Some(url) => parameters.endpoint(url),
            None => parameters,
        }
    }

    /// The time by which requests are signed.
    pub(crate) fn now(&self) -> Timestamp {
        let now = Timestamp::from(self.config().now());
        let seconds = now.seconds().saturating_add(self.lateness());
        Timestamp::from_seconds_and_nanos(seconds, now.subsecond_nanos())
    }

    /// By how much the clock is late, in seconds, as far as the service has said it.
    pub(crate) fn lateness(&self) -> i64 {
        self.shared.learnt.lateness.load(Ordering::Relaxed)
    }

    /// Goes by the service's clock from here on.
    pub(crate) fn set_lateness(&self, seconds: i64) {
        self.shared.learnt.lateness.store(seconds, Ordering::Relaxed);
    }

    pub(crate) fn retry_budget(&self) -> &Budget {
        &self.shared.learnt.retry_budget
    }

    pub(crate) fn signer(&self) -> &Signer {
        &self.shared.learnt.signer
    }

    #[cfg(feature = "digest-auth")]
    pub(crate) fn challenges(&self) -> &Challenges {
        &self.shared.learnt.challenges
    }

    /// Calls an operation. Dropping the future gives the call up.
    ///
    /// # Errors
    /// [`Error::Service`] where the service answers with an error, [`Error::Failure`] where there is no usable answer: see its
    /// [kind](Failure::kind).
    #[inline]
    pub fn send<'a, I: Operation>(&'a self, input: &'a I) -> Calling<'a, I::Output, Error<I::Error>> {
        Calling(Box::pin(self.call(input, None)))
    }

    /// The same, with what the answer carries beside the output: its status, headers and the service's id of the request.
    ///
    /// # Errors
    /// As for [`send`](Self::send).
    #[inline]
    pub fn send_with_metadata<'a, I: Operation>(
        &'a self,
        input: &'a I,
    ) -> Calling<'a, (I::Output, ResponseMetadata), Error<I::Error>> {
        Calling(Box::pin(async move {
            let mut metadata = ResponseMetadata::default();
            let output = self.call(input, Some(&mut metadata)).await?;
            Ok((output, metadata))
        }))
    }

    /// Calls an operation that gives its results in pages, from the page that this input asks for to the last.
    #[inline]
    pub fn pages<I: Paginated>(&self, input: I) -> Pages<I> {
        Pages::new(self.clone(), input)
    }

    /// Calls an operation again and again, until its answer says what the waiter waits for: gives the output that says it, or `None` where an error does, as
    /// that of something that is gone. Between the calls are pauses that get longer. Each call is retried for itself, as any other. Dropping the future gives it up.
    ///
    /// # Errors
    /// Where the answer says that it won't happen any more, where a call ends with another error, and where it has not happened after `at_most`, which includes
    /// the calls: the last is made when the time is over, and given up after the shortest pause.
    #[inline]
    pub fn wait_until<'a, I: Operation>(
        &'a self,
        waiter: Waiter<I>,
        input: &'a I,
        at_most: Duration,
    ) -> Waiting<'a, I> {
        Calling(Box::pin(wait_until(self, waiter, input, at_most)))
    }

    #[inline]
    pub(crate) async fn call<I: Operation>(
        &self,
        input: &I,
        metadata: Option<&mut ResponseMetadata>,
    ) -> Result<I::Output, Error<I::Error>> {
        let mut output = I::Output::default();
        let mut error: I::Error = unmodelled();
        let call = Call { client: self, operation: I::OPERATION, input };
        let answer = Places { output: &mut output, error: &mut error, metadata };
        match invoke(call, answer).await {
            Ok(()) => Ok(output),
            Err(Unsuccessful::Service(response)) => Err(ServiceError { error, response: *response }.into()),
            Err(Unsuccessful::Failure(failure)) => Err(Error::Failure(failure)),
        }
    }

    /// Turns a call into a URL that whoever has it can use, for `expires_in` (1 second to 7 days; fractions don't count), with the
    /// [method](PresignedUrl::method), [headers](PresignedUrl::headers) and [body](PresignedUrl::body) that go with it. Nothing is sent.
    ///
    /// # Errors
    /// Where the input is not valid, the endpoint or the credentials are not there, or the operation is not a signed one.
    #[inline]
    pub fn presign<'a, I: Operation>(
        &'a self,
        input: &'a I,
        expires_in: Duration,
    ) -> Calling<'a, PresignedUrl, Failure> {
        presign(Call { client: self, operation: I::OPERATION, input }, expires_in)
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
