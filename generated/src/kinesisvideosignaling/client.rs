// Made by Smithwright from a Smithy model. Change the model and run `cargo xtask generate` instead of editing.
//! The client of Kinesis Video Signaling Channel.

use super::endpoint;
use super::operation;
use smithwright_runtime as runtime;
use std::time::Duration;

const SERVICE: runtime::ServiceSchema = runtime::ServiceSchema::new(
        "Kinesis Video Signaling Channel",
        &runtime::protocol::PresignedWebSocket,
        endpoint::resolve,
    )
    .signing_name("kinesisvideo");

/// Calls Kinesis Video Signaling Channel. Clones share one connection pool and one retry budget.
#[derive(Clone, Debug)]
pub struct Client(runtime::Client);

impl Client {
    /// A client with this configuration. Nothing is connected or checked yet.
    #[must_use]
    pub fn new(config: &runtime::Config) -> Self {
        Self(runtime::Client::new(&SERVICE, config))
    }

    /// Makes the URL that opens the socket of this input, without opening it.
    pub async fn presign<I: runtime::Operation<Client = Self>>(
        &self,
        input: &I,
    ) -> Result<runtime::PresignedUrl, runtime::Failure> {
        self.0.presign(input, Duration::from_secs(299)).await
    }

    /// Opens the socket of this input.
    pub async fn connect<I: runtime::Operation<Client = Self>, S, R>(
        &self,
        input: &I,
    ) -> Result<runtime::WebSocket<S, R>, runtime::Error<I::Error>>
    where
        S: runtime::value::Structure,
        R: runtime::value::StructureMut + Default,
    {
        self.0.connect(input, Duration::from_secs(299)).await
    }
}

impl Client {
    /// Connects to a signaling channel as its master, the side that answers the offers of viewers.
    pub fn connect_as_master(&self) -> operation::connect_as_master::Builder<&Self> {
        operation::connect_as_master::Builder(runtime::Building::new(self))
    }

    /// Connects to a signaling channel as one of its viewers.
    pub fn connect_as_viewer(&self) -> operation::connect_as_viewer::Builder<&Self> {
        operation::connect_as_viewer::Builder(runtime::Building::new(self))
    }
}
