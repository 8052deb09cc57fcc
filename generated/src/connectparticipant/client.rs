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

    /// Calls the operation that this is the input of.
    pub async fn send<I: runtime::Operation<Client = Self>>(
        &self,
        input: &I,
    ) -> Result<I::Output, runtime::Error<I::Error>> {
        self.0.send(input).await
    }

    /// Makes a URL that calls the operation with this input, good for as long as said, without calling it.
    pub async fn presign<I: runtime::Operation<Client = Self>>(
        &self,
        input: &I,
        expires_in: Duration,
    ) -> Result<runtime::PresignedUrl, runtime::Failure> {
        self.0.presign(input, expires_in).await
    }

    /// Opens the socket at a URL that an operation gave.
    #[cfg(feature = "websocket")]
    pub(crate) async fn open<S, R>(
        &self,
        url: &str,
    ) -> Result<runtime::WebSocket<S, R>, runtime::Failure>
    where
        S: runtime::value::Structure,
        R: runtime::value::StructureMut + Default,
    {
        self.0.open(url).await
    }
}

impl Client {
    /// Opens the way into a contact for one participant: hands out a chat socket URL, a connection token, the data of a WebRTC call, or several of them, as listed in `Type`.
    pub fn create_participant_connection(
        &self,
    ) -> operation::create_participant_connection::Builder<&Self> {
        operation::create_participant_connection::Builder(runtime::Building::new(self))
    }
}
