//! Calls, step by step: check, resolve the endpoint, encode, and then as often as needed: sign, send, read.

pub(crate) mod address;
pub(crate) mod attempt;
pub(crate) mod auth;
pub(crate) mod clock_skew;
#[cfg(feature = "digest-auth")]
pub(crate) mod digest;
#[cfg(feature = "discovery")]
pub(crate) mod discovery;
pub(crate) mod endpoint;
mod in_query;
pub(crate) mod sign;

mod stall;

#[cfg(test)]
mod tests;

use crate::asked::in_time;
use crate::bindings::settle_length;
use crate::check::check;
use crate::checksum;
use crate::client::{BoxFuture, CallFuture, Client};
use crate::config::ChecksumUse;
use crate::endpoint::{Endpoint, EndpointAuthScheme};
use crate::error::{Causes, ErrorResponse, Failure, FailureKind};
use crate::message::{Request, Response, ResponseMetadata};
use crate::operation::{AuthScheme, OperationError, OperationSchema};
use crate::protocol::CallContext;
use crate::retry::{Attempts, Begun, Cause};
use crate::sign::PresignedUrl;
use crate::timestamp::{Format, Timestamp};
use crate::value::{Structure, StructureMut};
use auth::Proof;
use bytes::Bytes;
use http::header::{DATE, RETRY_AFTER, USER_AGENT};
use http::{HeaderMap, HeaderName, HeaderValue};
use std::num::IntErrorKind;
use std::time::Duration;
use tokio::runtime::Handle;
use tracing::Instrument;

/// A call: the operation, its input, and the client that makes it.
#[derive(Clone, Copy)]
pub(crate) struct Call<'a> {
    pub(crate) client: &'a Client,
    pub(crate) operation: &'static OperationSchema,
    pub(crate) input: &'a dyn Structure,
}

impl Call<'_> {
    /// Returns the authentication schemes of the operation, in order of preference.
    pub(crate) fn auth(self) -> &'static [AuthScheme] {
        self.operation.own_auth().unwrap_or(self.client.service().auth)
    }
}

/// Where the caller wants the results of a call.
pub(crate) struct Places<'a> {
    pub(crate) output: &'a mut dyn StructureMut,
    pub(crate) error: &'a mut dyn OperationError,
    pub(crate) metadata: Option<&'a mut ResponseMetadata>,
}

/// The outcome of an unsuccessful call. The members of a modelled error are in the caller's [`Places`].
pub(crate) enum Unsuccessful {
    Service(Box<ErrorResponse>),
    Failure(Box<Failure>),
}

impl From<Failure> for Unsuccessful {
    fn from(failure: Failure) -> Self {
        Self::Failure(Box::new(failure))
    }
}

/// Makes a call. The future is boxed, so that it is compiled here and not in every program.
pub(crate) fn invoke<'a>(call: Call<'a>, places: Places<'a>) -> Pending<'a, ()> {
    // An event stream lasts as long as the caller wants.
    let live = call.input.schema().has_events();
    let limit = call.client.config().call_timeout().filter(|_| !live);
    let begun = Begun::new(call.client, call.operation.name);
    within(limit, begun.clone(), Box::pin(make(call, places, begun)))
}

/// The future of a call.
pub(crate) type Pending<'a, T> = BoxFuture<'a, Result<T, Unsuccessful>>;

/// Runs a call in its span and within its time limit, and adds the operation's name and the number of attempts to failures.
pub(crate) fn within<'a, T: 'a>(
    limit: Option<Duration>,
    begun: Begun,
    made: Pending<'a, T>,
) -> Pending<'a, T> {
    let span = begun.span();
    let limited = async move {
        let result = match limit {
            _ if !has_runtime() => Err(without_runtime().into()),
            None => made.await,
            Some(limit) => {
                begun.limit(limit);
                match tokio::time::timeout(limit, made).await {
                    Ok(result) => result,
                    Err(_) => {
                        let late = out_of_time("the call, with its retries,", limit);
                        Err(late.adding(&begun.before()).into())
                    }
                }
            }
        };
        begun.record_count();
        result.map_err(|unsuccessful| concluded(unsuccessful, &begun))
    };
    Box::pin(limited.instrument(span))
}

/// Completes the outcome of an unsuccessful call, and records it in the call's span.
fn concluded(unsuccessful: Unsuccessful, begun: &Begun) -> Unsuccessful {
    match unsuccessful {
        Unsuccessful::Failure(failure) => {
            let failure = (*failure).operation_name(begun.operation()).after(begun.count());
            if let Some(status) = failure.status() {
                begun.record(status, failure.request_id());
            }
            tracing::debug!(failure = %Causes(&failure), attempts = begun.count(), "failed");
            failure.into()
        }
        Unsuccessful::Service(mut answer) => {
            answer.attempts = begun.count();
            begun.record(answer.status, answer.request_id.as_deref());
            tracing::debug!(
                code = answer.code,
                status = answer.status,
                attempts = answer.attempts,
                "refused"
            );
            Unsuccessful::Service(answer)
        }
    }
}

fn out_of_time(what: &str, limit: Duration) -> Failure {
    Failure::new(FailureKind::Timeout, format!("{what} did not end within {limit:?}"))
}

async fn make(call: Call<'_>, mut places: Places<'_>, begun: Begun) -> Result<(), Unsuccessful> {
    let mut prepared = prepare(call, Purpose::Call).await?;
    let config = call.client.config();
    #[cfg(feature = "event-stream")]
    let protocol = call.client.service().protocol;
    // Before streams and events are taken, which works only once: without credentials, the caller still has them afterwards.
    let mut proof = prove(call, &prepared, &begun).await?;
    settle_length(&mut prepared.request, call.input.schema())?;
    checksum::add(&mut prepared.request, call.operation, config.request_checksums())?;
    checksum::ask(&mut prepared.request, call.operation, config.response_checksums());
    #[cfg(feature = "event-stream")]
    crate::event_stream::accept(places.output.schema(), &mut prepared.request);
    #[cfg(feature = "event-stream")]
    crate::event_stream::bind(protocol, call.input, &mut prepared.request)?;
    let max = if prepared.request.body.is_replayable() { config.max_attempts() } else { 1 };
    let mut attempts = Attempts::new(call.client.retry_budget(), max, config.backoff(), begun);
    loop {
        let assumed = call.client.clock_skew();
        match attempt::attempt(call, &prepared, proof.as_ref(), &attempts, &mut places).await {
            Ok(()) => {
                attempts.succeeded();
                return Ok(());
            }
            Err(failed) => {
                let failed = clock_skew::corrected(call, &prepared, proof.as_ref(), assumed, failed);
                #[cfg(feature = "discovery")]
                let failed = discovery::moved(call, &mut prepared, failed).await;
                pause(&mut attempts, failed).await?;
            }
        }
        // Again for each attempt, as credentials may expire during the pause.
        proof = prove(call, &prepared, attempts.begun()).await?;
    }
}

/// Checks whether there is a Tokio runtime, without which its timers panic. That a runtime has none can't be found out beforehand.
pub(crate) fn has_runtime() -> bool {
    Handle::try_current().is_ok()
}

/// Returns the failure of a call outside a Tokio runtime, whose timers limit calls and pauses.
pub(crate) fn without_runtime() -> Failure {
    let message = "a call needs a Tokio runtime with timers: make it below `#[tokio::main]`, or `block_on` a `tokio::runtime::Runtime`";
    Failure::new(FailureKind::Configuration, message)
}

/// Returns what authenticates an attempt. Asking for it may take as long as an attempt; starting a session is a call with limits of its own.
pub(crate) async fn prove(
    call: Call<'_>,
    prepared: &Prepared,
    begun: &Begun,
) -> Result<Option<Proof>, Unsuccessful> {
    let limit = call.client.config().attempt_timeout().filter(|_| !sign::wants_session(call, prepared));
    let proof = in_time(limit, auth::proof(call, prepared), unprovided).await;
    proof.map_err(|failure| failure.adding(&begun.before()).into())
}

/// Returns the failure of a call whose credentials take longer than they may.
fn unprovided(limit: Duration) -> Failure {
    out_of_time("asking for credentials", limit)
}

/// Waits until the next attempt. If there is to be none, returns how the last one ended.
pub(crate) async fn pause(attempts: &mut Attempts<'_>, failed: Failed) -> Result<(), Unsuccessful> {
    let again = failed.cause.and_then(|cause| Some((cause, attempts.next_delay(cause, failed.asked_delay)?)));
    let Some((cause, delay)) = again else { return Err(failed.ended()) };
    let (failure, code) = match &failed.unsuccessful {
        Unsuccessful::Failure(failure) => (Some(tracing::field::display(Causes(failure))), None),
        Unsuccessful::Service(answer) => (None, answer.code.as_deref()),
    };
    tracing::debug!(attempt = attempts.number() + 1, ?cause, ?delay, failure, code, "trying again");
    attempts.begun().note(match &failed.unsuccessful {
        Unsuccessful::Failure(failure) => Causes(failure).to_string(),
        Unsuccessful::Service(answer) => {
            format!(
                "{} (status {})",
                answer.code.as_deref().unwrap_or("an error without a code"),
                answer.status
            )
        }
    });
    tokio::time::sleep(delay).await;
    Ok(())
}

/// Presigns a call.
pub(crate) fn presign(call: Call<'_>, expires_in: Duration) -> CallFuture<'_, PresignedUrl, Failure> {
    CallFuture(Box::pin(async move {
        let made = async {
            let mut prepared = prepare(call, Purpose::Url).await?;
            // Whoever uses the URL should not have to send more than the service requires, and nothing for a body that is in the query.
            let has_body = !prepared.request.body.as_bytes().is_some_and(Bytes::is_empty);
            if call.operation.checksum_required() && (has_body || !in_query::is_possible(call)) {
                checksum::add(&mut prepared.request, call.operation, ChecksumUse::WhenRequired)?;
            }
            let identity = sign::signer(call, &prepared).await?.ok_or_else(|| {
                let message = if call.client.config().is_anonymous() {
                    "the client is `anonymous`, so it presigns nothing: set `credentials`"
                } else {
                    "the operation is not signed, so there is nothing to presign: send or connect it"
                };
                Failure::new(FailureKind::Configuration, message)
            })?;
            sign::check_expiry(call, &identity)?;
            sign::presign(call, &identity, &prepared, expires_in)
        };
        made.await.map_err(|failure| failure.operation_name(call.operation.name))
    }))
}

/// A call that was checked, addressed and encoded, which is the same for all its attempts.
pub(crate) struct Prepared {
    pub(crate) request: Request,
    pub(crate) url: String,
    /// The auth scheme that the endpoint rules ask for, which may be one that this crate doesn't support.
    scheme: Option<EndpointAuthScheme>,
    /// The id that tells AWS which attempts belong to the same call.
    invocation_id: Option<HeaderValue>,
    /// The endpoint that the service has told, if that is where it is sent.
    #[cfg(feature = "discovery")]
    told: Option<String>,
}

/// What a request is prepared for.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Purpose {
    /// To be sent.
    Call,
    /// To be a URL for others.
    Url,
}

/// Does everything that is done only once per call.
pub(crate) async fn prepare(call: Call<'_>, purpose: Purpose) -> Result<Prepared, Failure> {
    // The endpoint that the service has told for the call, in place of that which the endpoint rules have.
    #[cfg(feature = "discovery")]
    let told = discovery::told(call).await?;
    #[cfg(not(feature = "discovery"))]
    let told: Option<String> = None;
    let Call { client, operation, input } = call;
    let config = client.config();
    let service = client.service();
    check(input, config.validation())?;
    let resolved = endpoint::resolve(call).await;
    let takes_token = input.schema().members.iter().any(|member| member.is_idempotency_token());
    let token = if takes_token { config.idempotency_token()? } else { String::new() };
    let context = CallContext {
        literal_paths: service.literal_paths,
        compress_from: config.compress_from(),
        ..CallContext::new(&token)
    };
    let mut request = service.protocol.encode(operation, input, context)?;
    if purpose == Purpose::Url && in_query::is_possible(call) {
        request = in_query::moved(call, context, request)?;
    }
    let endpoint = match &request.endpoint_url {
        // With a URL in the input, rules that find no endpoint are no failure; otherwise what they say applies.
        Some(url) => match resolved {
            Err(failure) if failure.kind() == FailureKind::Endpoint => Endpoint::new(url.clone()),
            resolved => resolved?,
        },
        None => resolved?,
    };
    let schemes = &endpoint.auth_schemes;
    let scheme =
        schemes.iter().find(|scheme| sign::is_supported(service, scheme)).or(schemes.first()).cloned();
    complete_headers(call, &endpoint, &mut request)?;
    let base = request.endpoint_url.as_deref().or(told.as_deref()).unwrap_or(&endpoint.url);
    let url = address::url(base, &request, service.protocol.schemes())?;
    // Only AWS's services use it.
    let invocation_id = (!service.signing_name.is_empty()).then(invocation_id).transpose()?;
    Ok(Prepared {
        request,
        url,
        scheme,
        invocation_id,
        #[cfg(feature = "discovery")]
        told,
    })
}

/// Adds the headers that the endpoint rules, the model, the configuration and the program ask for. What is bound to a member goes before the model's constants.
fn complete_headers(call: Call<'_>, endpoint: &Endpoint, request: &mut Request) -> Result<(), Failure> {
    let (operation, config) = (call.operation, call.client.config());
    for (name, value) in &endpoint.headers {
        let (name, value) = header(name, value, FailureKind::Endpoint, "the endpoint rules ask")?;
        request.headers.append(name, value);
    }
    for (name, value) in operation.constant_headers().iter().chain(call.client.service().constant_headers) {
        let (name, value) = header(name, value, FailureKind::Configuration, "the model asks")?;
        request.headers.entry(name).or_insert(value);
    }
    request.headers.entry(USER_AGENT).or_insert_with(|| config.user_agent().clone());
    config.edit(operation.name, request)?;
    trim(&mut request.headers);
    Ok(())
}

/// Returns a header that `who_asks` for.
fn header(
    name: &'static str,
    value: &str,
    kind: FailureKind,
    who_asks: &str,
) -> Result<(HeaderName, HeaderValue), Failure> {
    let wrong = |error: http::Error| {
        let message = format!("{who_asks} for a header `{name}` that HTTP does not allow");
        Failure::new(kind, message).caused_by(error)
    };
    let value = HeaderValue::try_from(value).map_err(|error| wrong(error.into()))?;
    let name = HeaderName::try_from(name).map_err(|error| wrong(error.into()))?;
    Ok((name, value))
}

fn invocation_id() -> Result<HeaderValue, Failure> {
    HeaderValue::try_from(crate::token::random_uuid()?).map_err(|error| {
        Failure::new(FailureKind::Configuration, "the call's id is no header value").caused_by(error)
    })
}

/// Takes white space from both ends of values. It is not part of them (RFC 9110, section 5.5), and HTTP/2 doesn't allow it (RFC 9113, section 8.2.1).
fn trim(headers: &mut HeaderMap) {
    for value in headers.values_mut() {
        let is_space = |byte: &u8| matches!(byte, b' ' | b'\t');
        let bytes = value.as_bytes();
        if ![bytes.first(), bytes.last()].into_iter().flatten().any(is_space) {
            continue;
        }
        let start = bytes.iter().position(|byte| !is_space(byte)).unwrap_or(bytes.len());
        let end = bytes.iter().rposition(|byte| !is_space(byte)).map_or(start, |last| last + 1);
        if let Ok(mut trimmed) = HeaderValue::from_bytes(bytes.get(start..end).unwrap_or_default()) {
            trimmed.set_sensitive(value.is_sensitive());
            *value = trimmed;
        }
    }
}

/// A failed attempt.
pub(crate) struct Failed {
    unsuccessful: Unsuccessful,
    /// Why another attempt may succeed, or `None` if it won't.
    cause: Option<Cause>,
    /// How long the service asked to wait.
    asked_delay: Option<Duration>,
}

impl Failed {
    pub(crate) fn new(unsuccessful: impl Into<Unsuccessful>, cause: Option<Cause>) -> Self {
        Self { unsuccessful: unsuccessful.into(), cause, asked_delay: None }
    }

    /// Returns the outcome of a call of which this was the last attempt.
    fn ended(mut self) -> Unsuccessful {
        let retryable = Cause::told(self.cause);
        match &mut self.unsuccessful {
            Unsuccessful::Service(answer) => answer.retryable = retryable,
            Unsuccessful::Failure(failure) => failure.retryable = retryable,
        }
        self.unsuccessful
    }

    /// Creates a failed attempt with the delay that the response asks for.
    pub(crate) fn answered(
        unsuccessful: impl Into<Unsuccessful>,
        cause: Option<Cause>,
        response: &Response,
    ) -> Self {
        Self { asked_delay: asked_delay(&response.headers), ..Self::new(unsuccessful, cause) }
    }
}

/// Returns how long the service asks to wait: in milliseconds by AWS's own header, otherwise in seconds or until a date by HTTP's (RFC 9110, section 10.2.3),
/// according to the response's own clock. Values that can't be read are ignored.
fn asked_delay(headers: &HeaderMap) -> Option<Duration> {
    const MILLISECONDS: HeaderName = HeaderName::from_static("x-amz-retry-after");
    let text = |name: HeaderName| headers.get(name)?.to_str().ok().map(str::trim);
    let number = |name| match text(name)?.parse::<u64>() {
        Err(error) if *error.kind() == IntErrorKind::PosOverflow => Some(u64::MAX),
        number => number.ok(),
    };
    let date = |name| Timestamp::parse(text(name)?, Format::HttpDate).ok().map(Timestamp::seconds);
    let until = || u64::try_from(date(RETRY_AFTER)?.saturating_sub(date(DATE)?)).ok();
    let seconds = || number(RETRY_AFTER).or_else(until).map(Duration::from_secs);
    number(MILLISECONDS).map(Duration::from_millis).or_else(seconds)
}

impl From<Failure> for Failed {
    fn from(failure: Failure) -> Self {
        Self::new(failure, None)
    }
}
