// Made by Smithwright from a Smithy model. Change the model and run `cargo xtask generate` instead of editing.
//! The client for Kinesis Video Signaling Channel.

use super::endpoint;
use super::operation;
use smithwright_runtime as runtime;
use std::time::Duration;

const SERVICE: runtime::ServiceSchema = runtime::ServiceSchema::new(
    "Kinesis Video Signaling Channel",
    &runtime::protocol::PresignedWebSocket,
    endpoint::resolve,
)
.signing_name("kinesisvideo")
.auth(&[runtime::AuthScheme::SigV4]);

/// How long the URL of a socket is valid.
pub(super) const EXPIRES_IN: Duration = Duration::from_secs(299);

/// Calls Kinesis Video Signaling Channel. Clones share one connection pool and one retry budget.
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

    /// Returns the URL that opens the socket of this input, without opening it.
    pub fn presign<'a, I: runtime::Operation<Client = Self>>(
        &'a self,
        input: &'a I,
    ) -> runtime::CallFuture<'a, runtime::PresignedUrl, runtime::Failure> {
        self.0.presign(input, EXPIRES_IN)
    }

    /// Opens the socket of this input.
    pub fn connect<'a, I: runtime::SocketOperation<Client = Self>>(
        &'a self,
        input: &'a I,
    ) -> runtime::ConnectFuture<'a, I> {
        self.0.connect(input, EXPIRES_IN)
    }
}

impl Client {
    /// Connects to a signaling channel as its master, the side that answers the offers of viewers.
    #[inline]
    pub fn connect_as_master(
        &self,
    ) -> operation::connect_as_master::Builder<runtime::Client> {
        operation::connect_as_master::Builder(self.0.building())
    }

    /// Connects to a signaling channel as one of its viewers.
    #[inline]
    pub fn connect_as_viewer(
        &self,
    ) -> operation::connect_as_viewer::Builder<runtime::Client> {
        operation::connect_as_viewer::Builder(self.0.building())
    }
}

/// The client of the runtime, for code over the clients of several services.
impl AsRef<runtime::Client> for Client {
    fn as_ref(&self) -> &runtime::Client {
        &self.0
    }
}
