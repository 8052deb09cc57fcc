//! A single attempt of a call.

use super::auth::{Proof, SentDigest};
use super::{Call, Failed, Places, Prepared, Unsuccessful, out_of_time};
use super::{sign, stall};
use crate::asked::in_time;
use crate::body::{BodyError, ByteStream, sent_before};
use crate::checksum;
use crate::config::Config;
use crate::error::{ErrorResponse, Failure, FailureKind};
#[cfg(feature = "event-stream")]
use crate::event_stream::{self, Sending, Unread};
use crate::message::{Response, ResponseMetadata};
use crate::operation::{ErrorSchema, OperationError, OperationSchema};
use crate::protocol::only_error;
use crate::retry::{Attempts, Cause};
use crate::schema::{Location, Schema};
use crate::transport::{HttpRequest, TransportError, TransportErrorKind};
use crate::value::StructureMut;
use http::header::LOCATION;
use http::{HeaderName, HeaderValue};
use std::future::poll_fn;
use std::pin::pin;
use std::task::Poll;
use std::time::Duration;

const INVOCATION_ID: HeaderName = HeaderName::from_static("amz-sdk-invocation-id");
const ATTEMPT: HeaderName = HeaderName::from_static("amz-sdk-request");

/// Signs and sends the request and reads the response, once.
pub(super) async fn attempt(
    call: Call<'_>,
    prepared: &Prepared,
    proof: Option<&Proof>,
    attempts: &Attempts<'_>,
    places: &mut Places<'_>,
) -> Result<(), Failed> {
    let Places { output, error, metadata } = places;
    let protocol = call.client.service().protocol;
    let mut request = request(call, prepared)?;
    attempts.begin();
    add_attempt_headers(&mut request, prepared, attempts);
    authenticate(call, proof, prepared, &mut request)?;
    #[cfg(feature = "event-stream")]
    let listener = prepared.request.events.as_ref().map(Sending::listener);
    let reading = Reading::of(call, *output);
    let (schema, errors) = (output.schema(), error.errors());
    let is_success = |response: &Response| is_success(response, call.operation, schema, errors);
    request.full_duplex = reading == Reading::Events && prepared.request.sends_events();
    let sent = SentDigest::of(&request.headers);
    let answered = async {
        let mut response = exchange(call, request, reading, is_success).await?;
        if sent.can_answer_challenge(call, prepared, proof, &response) {
            let request = answering_challenge(call, prepared, proof, attempts)?;
            response = exchange(call, request, reading, is_success).await?;
        }
        if is_success(&response) && !protocol.hides_error(&response, schema) {
            let verified = checksum::verify(call.operation, &prepared.request, &mut response);
            verified.map_err(|algorithm| damaged(&response, algorithm))?;
            let (status, request_id) = (response.status, response.request_id().map(str::to_owned));
            if let Some(metadata) = metadata {
                **metadata = ResponseMetadata::of(&response, attempts.number());
            }
            decode(call, prepared, response, *output).await?;
            attempts.begun().record(status, request_id.as_deref());
            Ok(())
        } else {
            let mut failed = refused(call, &response, *error, attempts.number());
            if is_success(&response) && !is_modelled(&failed, *error) {
                // A fault, whatever its code: the service began to answer before it knew that it would fail.
                failed.cause.get_or_insert(Cause::Transient);
            }
            Err(failed)
        }
    };
    // While the caller sends events there is no time limit: the response comes when they end, or before.
    let limit = call.client.config().attempt_timeout().filter(|_| !prepared.request.sends_events());
    in_time(limit, answered, late).await.map_err(|failed| explained(failed, prepared))?;
    #[cfg(feature = "event-stream")]
    if let (Reading::Whole, Some(listener)) = (reading, listener) {
        listener.go_on();
    }
    Ok(())
}

/// Replaces a failure by the problem of the events being sent, if there was one. An error that the service returned stays.
#[cfg(feature = "event-stream")]
fn explained(failed: Failed, prepared: &Prepared) -> Failed {
    match (&failed.unsuccessful, prepared.request.events.as_ref().and_then(Sending::take_problem)) {
        (Unsuccessful::Failure(_), Some(problem)) => {
            Failure::new(FailureKind::Body, event_stream::unsendable(&problem)).caused_by(problem).into()
        }
        _ => failed,
    }
}

#[cfg(not(feature = "event-stream"))]
fn explained(failed: Failed, _: &Prepared) -> Failed {
    failed
}

/// Authenticates the request, or signs it. If its body is an event stream, the events are signed too.
fn authenticate(
    call: Call<'_>,
    proof: Option<&Proof>,
    #[cfg_attr(not(feature = "event-stream"), expect(unused_variables))] prepared: &Prepared,
    request: &mut HttpRequest,
) -> Result<(), Failure> {
    let identity = match proof {
        Some(Proof::Signature(identity)) => identity,
        Some(proof) => return proof.reveal(call, request),
        None => return Ok(()),
    };
    #[cfg(feature = "event-stream")]
    if let Some(events) = &prepared.request.events {
        return sign::sign_with_events(call, identity, request, events);
    }
    sign::sign(call, identity, request).map(drop)
}

/// Reads a successful response. The events of an event stream are left to the caller.
async fn decode(
    call: Call<'_>,
    #[cfg_attr(not(feature = "event-stream"), expect(unused_variables))] prepared: &Prepared,
    #[cfg_attr(not(feature = "event-stream"), expect(unused_mut))] mut response: Response,
    output: &mut dyn StructureMut,
) -> Result<(), Failed> {
    let protocol = call.client.service().protocol;
    #[cfg(feature = "event-stream")]
    if output.schema().has_events() {
        let detached = event_stream::detach(protocol, call.operation, output.schema(), &mut response).await;
        let mut events = detached.map_err(|unread| match unread {
            Unread::Cut(error) => unreadable(&response, error),
            Unread::Wrong(failure) => failure.into(),
        })?;
        events.listener = prepared.request.events.as_ref().map(Sending::listener);
        protocol.decode(call.operation, response, output)?;
        event_stream::attach(output, events);
        return Ok(());
    }
    #[cfg(feature = "event-stream")]
    if let Some(events) = &prepared.request.events {
        // The events that are sent go on for as long as the body is read.
        response.body = event_stream::heard(response.body, events.listener());
    }
    Ok(protocol.decode(call.operation, response, output)?)
}

/// Returns how an attempt fails that takes longer than it may.
pub(crate) fn late(limit: Duration) -> Failed {
    Failed::new(out_of_time("an attempt", limit), Some(Cause::Transient))
}

/// Returns whether a response holds the output. A status from 300 to 399 is that of an output if it is the operation's, or part of the output; but not if an
/// error has it, or if it sends the client elsewhere and no member says where, as the login page of a proxy does.
fn is_success(
    response: &Response,
    operation: &OperationSchema,
    output: &Schema,
    errors: &[ErrorSchema],
) -> bool {
    let status = response.status;
    let has =
        |is_meant: fn(Location) -> bool| output.members.iter().any(|member| is_meant(member.location()));
    let is_location = |location| matches!(location, Location::Header(name) if LOCATION == *name);
    match status {
        200..300 => true,
        300..400 if errors.iter().any(|error| error.status == status) => false,
        300..400 if status == operation.status => true,
        300..400 => {
            has(|location| location == Location::ResponseCode)
                && (has(is_location) || !response.headers.contains_key(LOCATION))
        }
        _ => false,
    }
}

/// Creates the request. Fails if its streamed body was sent before.
fn request(call: Call<'_>, prepared: &Prepared) -> Result<HttpRequest, Failure> {
    let mut request = HttpRequest::new(prepared.request.method, prepared.url.as_str());
    (request.service, request.operation) = (call.client.service().name, call.operation.name);
    request.body = prepared.request.body.take_to_send().map_err(sent_before)?;
    request.headers = prepared.request.headers.clone();
    Ok(request)
}

/// Creates the request again, with the answer to the service's challenge.
fn answering_challenge(
    call: Call<'_>,
    prepared: &Prepared,
    proof: Option<&Proof>,
    attempts: &Attempts<'_>,
) -> Result<HttpRequest, Failure> {
    let mut request = request(call, prepared).map_err(|sent| {
        let message =
            "the service sent its digest challenge after the streamed body was sent: make the call again";
        Failure::new(FailureKind::Credentials, message).caused_by(sent)
    })?;
    add_attempt_headers(&mut request, prepared, attempts);
    authenticate(call, proof, prepared, &mut request)?;
    Ok(request)
}

/// Tells AWS the number of this attempt.
fn add_attempt_headers(request: &mut HttpRequest, prepared: &Prepared, attempts: &Attempts<'_>) {
    let Some(id) = &prepared.invocation_id else { return };
    request.headers.insert(INVOCATION_ID, id.clone());
    let number = format!("attempt={}; max={}", attempts.number(), attempts.max());
    if let Ok(number) = HeaderValue::try_from(number) {
        request.headers.insert(ATTEMPT, number);
    }
}

/// How the body of a successful response is read.
#[derive(Clone, Copy, PartialEq)]
enum Reading {
    /// By the runtime, into memory.
    Whole,
    /// By the caller, piece by piece.
    Streamed,
    /// By the caller, event by event, whenever one comes.
    Events,
}

impl Reading {
    fn of(call: Call<'_>, output: &mut dyn StructureMut) -> Self {
        if output.schema().has_events() {
            Self::Events
        } else if call.client.service().protocol.streams(output.schema()) {
            Self::Streamed
        } else {
            Self::Whole
        }
    }
}

/// Sends the request and receives the response, including the body unless the caller is to read that.
async fn exchange(
    call: Call<'_>,
    request: HttpRequest,
    reading: Reading,
    is_success: impl Fn(&Response) -> bool,
) -> Result<Response, Failed> {
    let config = call.client.config();
    let mut response = sent(config, request).await?;
    trace(&response);
    let reading = if is_success(&response) { reading } else { Reading::Whole };
    if let (Reading::Whole | Reading::Streamed, Some(limit)) = (reading, config.stall_timeout()) {
        response.body = stall::guarded(response.body, limit);
    }
    if reading == Reading::Whole { collect(config, response).await } else { Ok(response) }
}

/// Sends the request and waits for the response. Fails if a streamed body stalls, except while events go both ways, which may take any time.
async fn sent(config: &Config, mut request: HttpRequest) -> Result<Response, Failed> {
    let limit = config.stall_timeout().filter(|_| request.body.as_bytes().is_none() && !request.full_duplex);
    let Some(limit) = limit else { return config.transport().send(request).await.map_err(unanswered) };
    let (body, watch) = stall::watched(request.body);
    request.body = body;
    let mut answer = config.transport().send(request);
    let mut stalled = pin!(watch.stalled(limit));
    poll_fn(|context| match answer.as_mut().poll(context) {
        Poll::Ready(answer) => Poll::Ready(answer.map_err(unanswered)),
        Poll::Pending => stalled.as_mut().poll(context).map(|()| {
            let message =
                format!("the service accepted nothing of the request's body for {limit:?} (`stall_timeout`)");
            Err(Failed::new(Failure::new(FailureKind::Timeout, message), Some(Cause::Transient)))
        }),
    })
    .await
}

/// Logs a response.
pub(crate) fn trace(response: &Response) {
    tracing::debug!(status = response.status, request_id = response.request_id(), "answered");
}

/// Reads the body into memory.
pub(crate) async fn collect(config: &Config, mut response: Response) -> Result<Response, Failed> {
    let body = std::mem::take(&mut response.body);
    match body.collect(config.max_response_bytes()).await {
        Ok(body) => {
            response.body = ByteStream::from(body);
            Ok(response)
        }
        Err(error) => Err(unreadable(&response, error)),
    }
}

pub(crate) fn unanswered(error: TransportError) -> Failed {
    let kind = match error.kind() {
        TransportErrorKind::Connect | TransportErrorKind::Broken | TransportErrorKind::Untrusted => {
            FailureKind::Connection
        }
        TransportErrorKind::Timeout => FailureKind::Timeout,
        TransportErrorKind::Unusable => return of_caller(FailureKind::Configuration, error),
        TransportErrorKind::Body => return of_caller(FailureKind::Body, error),
    };
    let cause = Cause::of_transport(error.kind());
    Failed::new(Failure::new(kind, error.to_string()).caused_by(error.source), cause)
}

/// Creates a failure whose message includes the cause, since the caller has to correct it.
fn of_caller(kind: FailureKind, error: TransportError) -> Failed {
    let message = format!("{error}: {}", error.source);
    Failure::new(kind, message).into()
}

fn unreadable(response: &Response, error: BodyError) -> Failed {
    let (message, cause) = match &error {
        BodyError::TooLarge { limit } => {
            (format!("the response is larger than the limit of {limit} bytes (`max_response_bytes`)"), None)
        }
        _ => (format!("the response could not be read: {error}"), Some(Cause::Transient)),
    };
    let failure = Failure::new(FailureKind::Response, message).answered_by(response).caused_by(error);
    Failed::new(failure, cause)
}

fn damaged(response: &Response, algorithm: &'static str) -> Failed {
    let failure = Failure::new(FailureKind::Response, BodyError::WrongChecksum { algorithm }.to_string())
        .answered_by(response);
    Failed::new(failure, Some(Cause::Transient))
}

/// Reads an error response, and decides whether the call is worth another attempt.
pub(crate) fn refused(
    call: Call<'_>,
    response: &Response,
    error: &mut dyn OperationError,
    attempts: u32,
) -> Failed {
    let service = call.client.service();
    let mut answer = service.protocol.decode_error(call.operation, response, None, error);
    if service.errors_by_status
        && answer.is_guessed
        && modelled(&answer, error).is_none()
        && let Some(code) = only_error(error.errors(), response.status)
    {
        answer = service.protocol.decode_error(call.operation, response, Some(code), error);
    }
    answer.attempts = attempts;
    let modelled = modelled(&answer, error).map(|modelled| modelled.retry);
    let cause = Cause::of_answer(answer.status, answer.code.as_deref(), modelled)
        .or_else(|| Cause::given(call.client.config().retry_also(&answer)));
    Failed::answered(Unsuccessful::Service(Box::new(answer)), cause, response)
}

/// Returns the error of the model that an answer is, if it has it.
fn modelled(answer: &ErrorResponse, error: &dyn OperationError) -> Option<&'static ErrorSchema> {
    let code = answer.model_code.as_deref().or(answer.code.as_deref());
    error.errors().iter().find(|modelled| Some(modelled.code) == code)
}

fn is_modelled(failed: &Failed, error: &dyn OperationError) -> bool {
    matches!(&failed.unsuccessful, Unsuccessful::Service(answer) if modelled(answer, error).is_some())
}
