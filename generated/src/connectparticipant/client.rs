// Made by Smithwright from a Smithy model. Change the model and run `cargo xtask generate` instead of editing.
//! The client of ConnectParticipant.

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
    /// A client with this configuration. Nothing is connected or checked yet.
    #[must_use]
    pub fn new(config: &runtime::Config) -> Self {
        Self(runtime::Client::new(&SERVICE, config))
    }

    /// The configuration that it was made with.
    #[must_use]
    pub fn config(&self) -> &runtime::Config {
        self.0.config()
    }

    /// The same client with other settings, for some of its calls: `client.with_settings(|it| it.max_attempts(1))`. What calls have learnt serves both.
    #[must_use]
    pub fn with_settings(
        &self,
        change: impl FnOnce(
            runtime::config::ConfigBuilder,
        ) -> runtime::config::ConfigBuilder,
    ) -> Self {
        Self(self.0.with_settings(change))
    }

    /// Calls the operation that this is the input of.
    pub fn send<'a, I: runtime::Operation<Client = Self>>(
        &'a self,
        input: &'a I,
    ) -> runtime::Calling<'a, I::Output, runtime::Error<I::Error>> {
        self.0.send(input)
    }

    /// The same, with the status, the headers and the service's id of the request beside the output.
    pub fn send_with_metadata<'a, I: runtime::Operation<Client = Self>>(
        &'a self,
        input: &'a I,
    ) -> runtime::Calling<
        'a,
        (I::Output, runtime::ResponseMetadata),
        runtime::Error<I::Error>,
    > {
        self.0.send_with_metadata(input)
    }

    /// Calls the operation until its answer says what the waiter waits for, but not longer than `at_most`.
    pub fn wait_until<'a, I: runtime::Operation<Client = Self>>(
        &'a self,
        waiter: runtime::Waiter<I>,
        input: &'a I,
        at_most: Duration,
    ) -> runtime::Waiting<'a, I> {
        self.0.wait_until(waiter, input, at_most)
    }

    /// Opens the socket at the URL that an operation gave, if it did.
    #[cfg(feature = "websocket")]
    pub(crate) fn open<'a, S, R>(
        &'a self,
        url: &'a str,
    ) -> runtime::Calling<'a, runtime::WebSocket<S, R>, runtime::Failure> {
        self.0.open(url)
    }
}

impl Client {
    /// Opens the way into a contact for one participant: hands out a chat socket URL, a connection token, the data of
    /// a WebRTC call, or several of them, as listed in `Type`.
    #[inline]
    pub fn create_participant_connection(
        &self,
    ) -> operation::create_participant_connection::Builder<runtime::Client> {
        operation::create_participant_connection::Builder(
            runtime::Building::new(self.0.clone()),
        )
    }
}
