//! Binding of event streams to requests and responses.

use super::frame::{Decoder, Encoder, Frame, FrameError, HeaderValue};
use super::messages::Messages;
use super::sending::Sending;
use crate::body::{BodyError, ByteStream};
use crate::error::{BoxError, Failure, FailureKind};
use crate::message::{Request, Response};
use crate::operation::OperationSchema;
use crate::protocol::{EventProtocol, InitialMessages, Protocol};
use crate::schema::{Location, Schema};
use crate::value::{EventResponse, EventSource, Slot, Structure, StructureMut, View};
use bytes::Bytes;
use futures_core::Stream;
use http::HeaderValue as HttpHeaderValue;
use http::header::{ACCEPT, CONTENT_TYPE};
use std::pin::Pin;
use std::task::{Context, Poll};

const MEDIA_TYPE: HttpHeaderValue = HttpHeaderValue::from_static("application/vnd.amazon.eventstream");

/// Asks for an event stream if the output is one and the protocol sends `Accept`.
pub(crate) fn accept(output: &Schema, request: &mut Request) {
    if output.has_events() && request.headers.contains_key(ACCEPT) {
        request.headers.insert(ACCEPT, MEDIA_TYPE);
    }
}

/// Makes the event stream of an input, if there is one, the body of its request.
pub(crate) fn bind(
    protocol: &'static dyn Protocol,
    input: &dyn Structure,
    request: &mut Request,
) -> Result<(), Failure> {
    if !input.schema().has_events() {
        return Ok(());
    }
    let events = take(input).ok_or_else(|| {
        let message = "the events were sent by an earlier call: a stream can be sent once";
        Failure::new(FailureKind::Input, message)
    })?;
    let EventProtocol { codec, initial } = spoken(protocol)?;
    let sending = Sending::default();
    let mut messages = Messages::new(events, codec, sending.clone());
    if initial == InitialMessages::AsEvents {
        let payload = request.body.as_bytes().map_or(&[][..], |body| body);
        let message = initial_request(payload, codec.media_type())
            .map_err(|error| Failure::new(FailureKind::Input, error.to_string()))?;
        messages = messages.after(message);
    }
    request.body = ByteStream::from_stream(messages, None);
    request.headers.insert(CONTENT_TYPE, MEDIA_TYPE);
    request.events = Some(sending);
    Ok(())
}

fn take(input: &dyn Structure) -> Option<Box<dyn EventSource>> {
    let mut taken = None;
    input.members(&mut |values| {
        taken = values.iter().find_map(|value| match value.view() {
            View::Events(events) => events.take(),
            _ => None,
        });
    });
    taken
}

fn spoken(protocol: &'static dyn Protocol) -> Result<EventProtocol<'static>, Failure> {
    protocol.events().ok_or_else(|| {
        let message = "the service's protocol has no event streams";
        Failure::new(FailureKind::Configuration, message)
    })
}

fn initial_request(payload: &[u8], media_type: &str) -> Result<Vec<u8>, FrameError> {
    let mut message = Encoder::new();
    message.header(":message-type", HeaderValue::String("event"))?;
    message.header(":event-type", HeaderValue::String("initial-request"))?;
    message.header(":content-type", HeaderValue::String(media_type))?;
    message.finish(payload)
}

/// Why what precedes the events could not be read.
pub(crate) enum Unread {
    /// It was cut off.
    Cut(BodyError),
    /// It is not what the protocol says.
    Wrong(Failure),
}

/// Takes the event stream out of a response, and leaves as the body what precedes the events.
pub(crate) async fn detach(
    protocol: &'static dyn Protocol,
    operation: &'static OperationSchema,
    output: &Schema,
    response: &mut Response,
) -> Result<EventResponse, Unread> {
    let EventProtocol { codec, initial } = spoken(protocol).map_err(Unread::Wrong)?;
    let mut body = std::mem::take(&mut response.body);
    // If the output has only events, there is nothing to wait for: the receiver skips the initial response.
    if initial == InitialMessages::AsEvents && output.members.len() > 1 {
        let (payload, rest) = initial_response(body).await.map_err(|unread| match unread {
            Unread::Wrong(failure) => Unread::Wrong(failure.answered_by(response)),
            cut => cut,
        })?;
        response.body = payload.into();
        body = rest;
    }
    let mut events = EventResponse::new(operation.name, body, codec);
    events.status = response.status;
    events.request_id = response.request_id().map(str::to_owned);
    Ok(events)
}

/// Checks whether a message holds the members that are not events.
pub(super) fn is_initial_response(frame: &Frame) -> bool {
    frame.header(":event-type") == Some(HeaderValue::String("initial-response"))
}

/// Returns the payload of the first message if that is the initial response, and the body from the first event on.
async fn initial_response(mut body: ByteStream) -> Result<(Bytes, ByteStream), Unread> {
    let mut decoder = Decoder::new();
    let mut received = Vec::new();
    let frame = loop {
        if let Some(frame) = decoder.next_frame().map_err(not_as_modelled)? {
            break Some(frame);
        }
        match body.next().await.transpose().map_err(Unread::Cut)? {
            Some(bytes) => {
                received.push(bytes.clone());
                decoder.push(bytes);
            }
            None => break None,
        }
    };
    let (payload, read) = match frame.as_ref().filter(|frame| is_initial_response(frame)) {
        Some(frame) => (frame.payload().clone(), decoder.into_rest()),
        // What came is an event, or cut off, and is left to the receiver.
        None => (Bytes::new(), received.concat().into()),
    };
    let rest = Rest { read: Some(read), body };
    Ok((payload, ByteStream::from_stream(rest, None)))
}

fn not_as_modelled(error: FrameError) -> Unread {
    let message = format!("the response is not what the model says: {error}");
    Unread::Wrong(Failure::new(FailureKind::Response, message).caused_by(error))
}

/// A body with a part that has been read already.
struct Rest {
    read: Option<Bytes>,
    body: ByteStream,
}

impl Stream for Rest {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        if let Some(read) = self.read.take().filter(|read| !read.is_empty()) {
            return Poll::Ready(Some(Ok(read)));
        }
        self.body.poll(context).map(|item| item.map(|item| item.map_err(Into::into)))
    }
}

/// Puts the events into the output.
pub(crate) fn attach(output: &mut dyn StructureMut, events: EventResponse) {
    let at = output.schema().members.iter().position(|member| member.location() == Location::Events);
    let mut events = Some(events);
    output.members_mut(&mut |values| {
        let value = at.and_then(|at| values.get_mut(at));
        if let (Some(Slot::Events(stream)), Some(events)) = (value.map(|value| value.slot()), events.take()) {
            stream.receive(events);
        }
    });
}
