//! Endpoints that a service gives to each account, and that one of its operations tells
//! ([`aws.api#clientEndpointDiscovery`](https://smithy.io/2.0/aws/aws-core.html#aws-api-clientendpointdiscovery-trait)).

use super::{Call, Failed, Prepared, Unsuccessful, address, auth, without_runtime};
use crate::asked::{Asked, LIMIT, Progress, in_time};
use crate::client::{BoxFuture, Client};
use crate::error::{Failure, FailureKind};
use crate::jmespath::Found;
use crate::locked::locked;
use crate::operation::{Operation, OperationSchema};
use crate::retry::Cause;
use crate::value::{Structure, View};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::time::Instant;

/// For how long an endpoint is used that could not be asked for again.
const GRACE: Duration = Duration::from_secs(60);

const UNKNOWN: &str = "the endpoint of the account is not known";

/// The table of how a service tells its endpoints.
pub struct DiscoverySchema {
    /// Returns the operation that tells them.
    operation: fn() -> &'static OperationSchema,
    /// The code of the error of an endpoint that is no longer valid, if there is one.
    invalid: Option<&'static str>,
    ask: fn(Client) -> BoxFuture<'static, Result<Known, Failure>>,
}

impl DiscoverySchema {
    /// Creates the table for an operation that tells endpoints. `invalid` is the code of the error of an endpoint that is no longer valid.
    ///
    /// The operation's output has a list `Endpoints` of structures, with the text `Address` and the integer `CachePeriodInMinutes`.
    #[must_use]
    pub const fn of<I: Operation + Default + 'static>(invalid: Option<&'static str>) -> Self {
        Self { operation: I::operation, invalid, ask: ask::<I> }
    }
}

/// Returns how the endpoint of a call is found, if it has to be asked for: not if the caller has given one, and not to ask.
fn needed(call: Call<'_>) -> Option<&'static DiscoverySchema> {
    let is_asked_for =
        call.operation.discovered_endpoint() && call.client.endpoint_parameters().endpoint.is_none();
    let schema = call.client.service().discovery.filter(|_| is_asked_for);
    schema.filter(|schema| (schema.operation)().name != call.operation.name)
}

/// Returns the endpoint that the service tells for a call, or `None` if the call goes where the endpoint rules say.
pub(crate) async fn told(call: Call<'_>) -> Result<Option<String>, Failure> {
    match needed(call) {
        Some(schema) => call.client.discovered().url(schema, call.client).await.map(Some),
        None => Ok(None),
    }
}

/// If the service says that the endpoint of an attempt is no longer valid, asks for it again, so that another attempt may succeed.
pub(super) async fn moved(call: Call<'_>, prepared: &mut Prepared, mut failed: Failed) -> Failed {
    let (Some(schema), Some(told)) = (needed(call), &prepared.told) else { return failed };
    let Unsuccessful::Service(answer) = &failed.unsuccessful else { return failed };
    if !schema.invalid.is_some_and(|code| answer.is_coded(code)) {
        return failed;
    }
    call.client.discovered().forget(told);
    let schemes = call.client.service().protocol.schemes();
    let next = call.client.discovered().url(schema, call.client).await;
    match next.and_then(|next| Ok((address::url(&next, &prepared.request, schemes)?, next))) {
        Ok((url, next)) => {
            (prepared.url, prepared.told) = (url, Some(next));
            failed.cause.get_or_insert(Cause::Transient);
        }
        Err(failure) => tracing::debug!(%failure, "the endpoint is no longer valid, and there is no other"),
    }
    failed
}

fn ask<I: Operation + Default + 'static>(client: Client) -> BoxFuture<'static, Result<Known, Failure>> {
    Box::pin(async move {
        let output = client.send(&I::default()).await;
        let output = output.map_err(|error| Failure::of_call(error, FailureKind::Endpoint))?;
        Known::read(&output, &client, I::operation().name)
    })
}

/// An endpoint.
struct Known {
    url: String,
    until: Instant,
}

impl Known {
    /// Reads the first endpoint that an output tells.
    fn read(output: &dyn Structure, client: &Client, operation: &str) -> Result<Self, Failure> {
        let wrong =
            |what: &str| Failure::new(FailureKind::Response, format!("`{operation}` answered {what}"));
        let endpoints = Found::from(View::Structure(output)).member("Endpoints").elements();
        let first = endpoints.and_then(|endpoints| endpoints.first().cloned());
        let first = first.ok_or_else(|| wrong("without one"))?;
        let address = first.member("Address");
        let address = address.text().filter(|address| !address.is_empty());
        let address = address.ok_or_else(|| wrong("without an address"))?;
        let url = if address.contains("://") { address.to_owned() } else { format!("https://{address}") };
        // It must not take requests from TLS to where others listen.
        address::check(&url, client.service().protocol.schemes())
            .ok()
            .filter(|()| auth::is_private(client.config(), &url))
            .ok_or_else(|| wrong("with one that can't be used"))?;
        let minutes = match first.member("CachePeriodInMinutes") {
            Found::Value(View::Integer(minutes)) => u64::try_from(minutes).unwrap_or_default(),
            _ => 0,
        };
        let period = Duration::from_secs(60 * minutes.clamp(1, 24 * 60));
        Ok(Self { url, until: Instant::now() + period })
    }
}

/// The endpoint of a client's account, once it has been asked for.
#[derive(Clone, Default)]
pub(crate) struct Discovered(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    known: Option<Known>,
    /// The question whose answer calls wait for.
    asked: Option<Asked<Answer>>,
}

type Answer = Result<String, Arc<Failure>>;

impl Discovered {
    /// Returns the endpoint. Calls that come at the same time ask once, and all get the answer. When its time is over, the old one is used until there is
    /// another.
    async fn url(&self, schema: &'static DiscoverySchema, client: &Client) -> Result<String, Failure> {
        let asked = {
            let mut state = locked(&self.0);
            let old = state.known.as_ref().map(|known| (known.url.clone(), Instant::now() < known.until));
            match old {
                Some((url, true)) => return Ok(url),
                Some((url, false)) => {
                    // Nothing can be asked outside a Tokio runtime, where URLs are presigned.
                    let _ = self.asked(&mut state, schema, client);
                    return Ok(url);
                }
                None => self.asked(&mut state, schema, client)?,
            }
        };
        match asked.answer().await {
            Some(Ok(url)) => Ok(url),
            Some(Err(failure)) => Err(failure.of_caller(UNKNOWN).caused_by(failure)),
            None => {
                let message = format!(
                    "{UNKNOWN}: the Tokio runtime on which it was asked for has ended or is not running"
                );
                Err(Failure::new(FailureKind::Endpoint, message))
            }
        }
    }

    /// Returns the answer that is under way, or asks. The asking goes on if the call that made it is given up.
    fn asked(
        &self,
        state: &mut State,
        schema: &'static DiscoverySchema,
        client: &Client,
    ) -> Result<Asked<Answer>, Failure> {
        if let Some(asked) = &state.asked
            && !matches!(asked.progress(), Progress::Lost)
        {
            return Ok(asked.clone());
        }
        let (discovered, client) = (self.clone(), client.clone());
        let late = |limit| {
            let message = format!("`{}` gave none within {limit:?}", (schema.operation)().name);
            Failure::new(FailureKind::Timeout, message)
        };
        let question =
            async move { discovered.settle(in_time(Some(LIMIT), (schema.ask)(client), late).await) };
        let asked = Asked::new(question).ok_or_else(without_runtime)?;
        state.asked = Some(asked.clone());
        Ok(asked)
    }

    /// Keeps an answer.
    fn settle(&self, found: Result<Known, Failure>) -> Answer {
        let mut state = locked(&self.0);
        state.asked = None;
        match found {
            Ok(known) => Ok(state.known.insert(known).url.clone()),
            Err(failure) => {
                if let Some(known) = &mut state.known {
                    tracing::debug!(%failure, "the endpoint was not asked for again; the old one is used");
                    known.until = Instant::now() + GRACE;
                }
                Err(Arc::new(failure))
            }
        }
    }

    fn forget(&self, url: &str) {
        let mut state = locked(&self.0);
        state.known = state.known.take().filter(|known| known.url != url);
    }
}
