// Made by Smithwright from a Smithy model. Change the model and run `cargo xtask generate` instead of editing.
//! The client for ConnectParticipant.

use super::endpoint;
use super::operation;
use smithwright_runtime as runtime;
use std::time::Duration;

const SERVICE: runtime::ServiceSchema = runtime::ServiceSchema::new(
    "ConnectParticipant",
    &runtime::protocol::RestJson1,
    endpoint::resolve,
);

/// Calls ConnectParticipant. Clones share one connection pool and one retry budget.
#[derive(Clone, Debug)]
pub struct Client(runtime::Client);

impl Client {
    /// Creates a client with this configuration. Nothing is connected or checked yet.
    #[must_use]
    pub fn new(config: &runtime::Config) -> Self {
        Self(runtime::Client::new(&SERVICE, config))
    }

    /// Returns the configuration of the client.
    #[must_use]
    pub fn config(&self) -> &runtime::Config {
        self.0.config()
    }

    /// Returns a client with other settings, for some of the calls: `client.with_settings(|it| it.max_attempts(1))`.
    ///
    /// It shares connections with this one and, unless its endpoint, Region or clock differs, the retry budget and the corrected time.
    #[must_use]
    pub fn with_settings(
        &self,
        change: impl FnOnce(
            runtime::config::ConfigBuilder,
        ) -> runtime::config::ConfigBuilder,
    ) -> Self {
        Self(self.0.with_settings(change))
    }

    /// Calls the operation that `input` belongs to.
    pub fn send<'a, I: runtime::Operation<Client = Self>>(
        &'a self,
        input: &'a I,
    ) -> runtime::CallFuture<'a, I::Output, runtime::Error<I::Error>> {
        self.0.send(input)
    }

    /// Calls the operation as [`send`](Self::send) does, and returns the response's status, headers and request id along with the output.
    pub fn send_with_metadata<'a, I: runtime::Operation<Client = Self>>(
        &'a self,
        input: &'a I,
    ) -> runtime::CallFuture<
        'a,
        (I::Output, runtime::ResponseMetadata),
        runtime::Error<I::Error>,
    > {
        self.0.send_with_metadata(input)
    }

    /// Calls the operation until a response meets the waiter's condition, or `at_most` has passed.
    pub fn wait_until<'a, I: runtime::Operation<Client = Self>>(
        &'a self,
        waiter: runtime::Waiter<I>,
        input: &'a I,
        at_most: Duration,
    ) -> runtime::WaitFuture<'a, I> {
        self.0.wait_until(waiter, input, at_most)
    }

    /// Opens the socket at a URL that an operation returned.
    #[cfg(feature = "websocket")]
    pub(crate) fn open<'a, S, R>(
        &'a self,
        url: &'a str,
    ) -> runtime::CallFuture<'a, runtime::WebSocket<S, R>, runtime::Failure> {
        self.0.open(url)
    }
}

impl Client {
    /// Connects one participant to a contact: returns a chat socket URL, a connection token, the data of a WebRTC
    /// call, or several of them, as listed in `Type`.
    #[inline]
    pub fn create_participant_connection(
        &self,
    ) -> operation::create_participant_connection::Builder<runtime::Client> {
        operation::create_participant_connection::Builder(self.0.building())
    }
}

/// The client of the runtime, for code over the clients of several services.
impl AsRef<runtime::Client> for Client {
    fn as_ref(&self) -> &runtime::Client {
        &self.0
    }
}
