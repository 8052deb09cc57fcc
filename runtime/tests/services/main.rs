//! What services expect beyond their protocols, over real connections to servers on this machine.
// Tests may panic. Tables are public items, like generated ones.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs, unreachable_pub)]

mod auth;
mod checksums;
mod error_codes;
mod hidden_errors;
mod server;
mod signature;
mod signing;
mod store;

use smithwright_runtime as runtime;

use runtime::config::ConfigBuilder;
use runtime::credentials::{CredentialsError, ProvideCredentials, ProvideFuture};
use runtime::endpoint::{Endpoint, EndpointError, Parameters};
use runtime::error::{Error, Failure};
use runtime::{Client, Config, Credentials, ServiceSchema};
use server::{Server, answer};
use smithwright_transport::HttpTransport;

fn configured(parameters: &Parameters<'_>) -> Result<Endpoint, EndpointError> {
    Ok(Endpoint::new(parameters.endpoint.unwrap_or_default()))
}

/// A provider without credentials.
struct Nobody;

impl ProvideCredentials for Nobody {
    fn provide(&self) -> ProvideFuture<'_> {
        Box::pin(async { Err(CredentialsError::new("nobody is logged in")) })
    }
}

/// Returns a client of the service at this server.
fn client(service: &'static ServiceSchema, server: &Server) -> Client {
    client_with(service, server, |config| config)
}

fn client_with(
    service: &'static ServiceSchema,
    server: &Server,
    change: impl FnOnce(ConfigBuilder) -> ConfigBuilder,
) -> Client {
    let config = Config::builder(HttpTransport::new())
        .region("here")
        .endpoint_url(&*server.url)
        .credentials(Credentials::new("AKID", "s3cret"));
    Client::new(service, &change(config).build())
}

fn failure<T, E: std::fmt::Debug>(result: Result<T, Error<E>>) -> Failure {
    match result.map(drop) {
        Err(Error::Failure(failure)) => *failure,
        other => panic!("{other:?}"),
    }
}
