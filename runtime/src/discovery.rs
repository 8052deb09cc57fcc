//! Endpoints that a service gives to each account, and that one of its operations tells
//! ([`aws.api#clientEndpointDiscovery`](https://smithy.io/2.0/aws/aws-core.html#aws-api-clientendpointdiscovery-trait)).

use crate::client::{BoxFuture, Client};
use crate::error::{Failure, FailureKind};
use crate::invoke::{Call, Pending, Places, Unsuccessful, make};
use crate::jmespath::Found;
use crate::operation::Operation;
use crate::retry::Begun;
use crate::value::{Structure, View};
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::Instant;

/// For how long an endpoint is used that could not be asked for again.
const GRACE: Duration = Duration::from_secs(60);

/// The table of how a service tells its endpoints.
pub struct DiscoverySchema {
    /// The code of the error of an endpoint that is no longer valid.
    invalid: &'static str,
    ask: fn(Client) -> BoxFuture<'static, Result<Known, Failure>>,
}

impl DiscoverySchema {
    /// Creates the table for an operation that tells endpoints. `invalid` is the code of the error of an endpoint that is no longer valid.
    ///
    /// The operation's output has a list `Endpoints` of structures, with the text `Address` and the integer `CachePeriodInMinutes`.
    #[must_use]
    pub const fn of<I: Operation + Default + 'static>(invalid: &'static str) -> Self {
        Self { invalid, ask: ask::<I> }
    }

    /// Makes a call at the endpoint of the account. If the service says that it is no longer valid, asks for it again.
    pub(crate) fn call<'a>(
        &'static self,
        call: Call<'a>,
        mut places: Places<'a>,
        begun: Begun,
    ) -> Pending<'a, ()> {
        Box::pin(async move {
            let known = call.client.discovered();
            let url = known.url(self, call.client).await?;
            let client = call.client.at(&url);
            let result = make(Call { client: &client, ..call }, places.reborrow(), begun.clone()).await;
            match result {
                Err(Unsuccessful::Service(answer)) if answer.is_coded(self.invalid) => {
                    known.forget(&url).await;
                    let client = call.client.at(&known.url(self, call.client).await?);
                    make(Call { client: &client, ..call }, places, begun).await
                }
                result => result,
            }
        })
    }
}

fn ask<I: Operation + Default + 'static>(client: Client) -> BoxFuture<'static, Result<Known, Failure>> {
    Box::pin(async move {
        const UNKNOWN: &str = "the endpoint of the account is not known";
        let output = client.send(&I::default()).await.map_err(|error| {
            let failure = Failure::of_call(error, FailureKind::Endpoint);
            failure.of_caller(UNKNOWN).caused_by(failure)
        })?;
        let none = || {
            let message = format!("{UNKNOWN}: `{}` answered without one", I::OPERATION.name);
            Failure::new(FailureKind::Response, message)
        };
        Known::read(&output).ok_or_else(none)
    })
}

/// An endpoint.
struct Known {
    url: String,
    until: Instant,
}

impl Known {
    /// Reads the first endpoint that an output tells.
    fn read(output: &dyn Structure) -> Option<Self> {
        let endpoints = Found::from(View::Structure(output)).member("Endpoints").elements()?;
        let first = endpoints.first()?;
        let address = first.member("Address");
        let address = address.text().filter(|address| !address.is_empty())?;
        let Found::Value(View::Integer(minutes)) = first.member("CachePeriodInMinutes") else { return None };
        let minutes = u64::try_from(minutes).unwrap_or_default().clamp(1, 24 * 60);
        let url = if address.contains("://") { address.to_owned() } else { format!("https://{address}") };
        Some(Self { url, until: Instant::now() + Duration::from_secs(60 * minutes) })
    }
}

/// The endpoint of a client's account, once it has been asked for. Calls that come at the same time wait for one answer.
#[derive(Default)]
pub(crate) struct Discovered(Mutex<Option<Known>>);

impl Discovered {
    async fn url(&self, schema: &'static DiscoverySchema, client: &Client) -> Result<String, Failure> {
        let mut known = self.0.lock().await;
        if let Some(known) = known.as_ref().filter(|known| Instant::now() < known.until) {
            return Ok(known.url.clone());
        }
        match ((schema.ask)(client.clone()).await, known.as_mut()) {
            (Ok(found), _) => Ok(known.insert(found).url.clone()),
            (Err(failure), Some(known)) => {
                tracing::debug!(%failure, "the endpoint was not asked for again; the old one is used");
                known.until = Instant::now() + GRACE;
                Ok(known.url.clone())
            }
            (Err(failure), None) => Err(failure),
        }
    }

    async fn forget(&self, url: &str) {
        let mut known = self.0.lock().await;
        if known.as_ref().is_some_and(|known| known.url == url) {
            *known = None;
        }
    }
}
