//! Event streams in both directions, over a transport within the program.
// Tests may panic. Tables are public items, like generated ones.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, missing_docs, unreachable_pub)]

mod http2;
mod initial;
mod receiving;
mod sending;
mod signing;

use smithwright_runtime as runtime;

use runtime::config::ConfigBuilder;
use runtime::endpoint::{Endpoint, EndpointError, Parameters};
use runtime::event_stream::frame::{Decoder, Encoder, Frame, HeaderValue};
use runtime::message::Response;
use runtime::protocol::RestJson1;
use runtime::transport::{HttpRequest, SendFuture, Transport};
use runtime::{
    AuthScheme, ByteStream, Bytes, Client, Config, Document, EventReceiver, EventStream, Operation,
    OperationSchema, OperationSetting, ReceivedEvent, ServiceSchema, Timestamp,
};
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// An event with every binding that a member can have.
#[derive(Clone, Default)]
pub struct Note {
    pub byte: Option<i8>,
    pub short: Option<i16>,
    pub integer: Option<i32>,
    pub long: Option<i64>,
    pub flag: Option<bool>,
    pub name: Option<String>,
    pub key: Option<Bytes>,
    pub time: Option<Timestamp>,
    pub text: Option<String>,
    pub more: Option<Document>,
}

runtime::structure! {
    received Note = "Note" {
        byte: "byte", EventByteHeader;
        short: "short", EventShortHeader;
        integer: "integer", EventIntegerHeader;
        long: "long", EventLongHeader;
        flag: "flag", EventHeader;
        name: "name", EventHeader, Sensitive;
        key: "key", EventHeader;
        time: "time", EventHeader;
        text: "text", JsonName("Text");
        more: "more";
    }
}

/// An event whose payload is a blob.
#[derive(Clone, Default)]
pub struct Audio {
    pub bytes: Option<Bytes>,
}

runtime::structure! {
    received Audio = "Audio" {
        bytes: "bytes", EventBlobPayload;
    }
}

/// An event whose payload is text.
#[derive(Clone, Default)]
pub struct Line {
    pub line: Option<String>,
}

runtime::structure! {
    received Line = "Line" {
        line: "line", EventPayload;
    }
}

/// An event whose payload is a structure.
#[derive(Clone, Default)]
pub struct Wrapped {
    pub line: Option<Line>,
}

runtime::structure! {
    received Wrapped = "Wrapped" {
        line: "line", EventStructurePayload;
    }
}

/// An event that has only a header.
#[derive(Clone, Default)]
pub struct Mark {
    pub at: Option<i64>,
}

runtime::structure! {
    received Mark = "Mark" {
        at: "at", EventLongHeader;
    }
}

#[derive(Clone, Default)]
pub struct Busy {
    pub message: Option<String>,
}

runtime::structure! {
    received Busy = "ThrottlingException" {
        message: "message";
    }
}

#[derive(Clone, Default)]
pub struct Hidden {
    pub message: Option<String>,
}

runtime::structure! {
    received Hidden = "Hidden" {
        message: "message", Sensitive;
    }
}

#[derive(Clone)]
#[non_exhaustive]
pub enum Talk {
    Note(Note),
    Audio(Audio),
    Line(Line),
    Wrapped(Wrapped),
    Mark(Mark),
    Busy(Busy),
    Unknown(String),
}

runtime::union! {
    received Talk = "Talk" {
        Note: "note";
        Audio: "audio";
        Line: "line";
        Wrapped: "wrapped";
        Mark: "mark";
        Busy: "busy", Exception;
    }
}

pub enum TalkError {
    Busy(Busy),
    Hidden(Hidden),
    Unmodelled,
}

runtime::operation_error! {
    TalkError {
        Busy: "busy", 429;
        Hidden: "hidden", 400;
    }
}

impl ReceivedEvent for Talk {
    type Error = TalkError;
}

#[derive(Clone, Default)]
pub struct Converse {
    pub room: Option<String>,
    pub events: EventStream<Talk>,
}

runtime::structure! {
    sent Converse = "ConverseInput" {
        room: "room", Header("x-room");
        events: "events", Events;
    }
}

#[derive(Clone, Default)]
pub struct ConverseOutput {
    pub session: Option<String>,
    pub events: EventReceiver<Talk>,
}

runtime::structure! {
    received ConverseOutput = "ConverseOutput" {
        session: "session", Header("x-session"), Required;
        events: "events", Events;
    }
}

impl Operation for Converse {
    type Client = Client;
    type Output = ConverseOutput;
    type Error = TalkError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema {
            name: "Converse",
            method: "POST",
            uri: "/converse",
            status: 200,
            settings: &[OperationSetting::Auth(&[AuthScheme::SigV4, AuthScheme::Anonymous])],
        }
    }
}

fn endpoint(_: &Parameters<'_>) -> Result<Endpoint, EndpointError> {
    Ok(Endpoint::new("https://talk.example"))
}

static SERVICE: ServiceSchema = ServiceSchema::new("Talk", &RestJson1, endpoint).signing_name("talk");

/// A transport that responds with this body, and records the request and what was sent in it.
#[derive(Clone, Default)]
struct Other {
    answer: Option<ByteStream>,
    headers: Vec<(&'static str, &'static str)>,
    request: Arc<Mutex<Option<HttpRequest>>>,
    sent: Arc<Mutex<Bytes>>,
}

impl Other {
    fn answering(body: impl Into<ByteStream>) -> Self {
        let headers = vec![("x-session", "s1"), ("x-amzn-requestid", "r1")];
        Self { answer: Some(body.into()), headers, ..Self::default() }
    }

    fn client(&self) -> Client {
        self.client_with(&SERVICE, |config| config)
    }

    fn client_with(
        &self,
        service: &'static ServiceSchema,
        change: impl FnOnce(ConfigBuilder) -> ConfigBuilder,
    ) -> Client {
        Client::new(service, &change(Config::builder(self.clone()).region("here")).build())
    }

    fn header(&self, name: &str) -> String {
        let request = self.request.lock().unwrap();
        let value = request.as_ref().unwrap().headers.get(name);
        value.map(|value| value.to_str().unwrap().to_owned()).unwrap_or_default()
    }

    /// Returns the messages that were sent.
    fn frames(&self) -> Vec<Frame> {
        frames(&self.sent.lock().unwrap())
    }
}

impl Transport for Other {
    fn send(&self, request: HttpRequest) -> SendFuture<'_> {
        Box::pin(async move {
            let body = request.body.reopen().unwrap();
            *self.request.lock().unwrap() = Some(request);
            let sent = body.collect(1 << 20).await.map_err(|error| {
                runtime::transport::TransportError::new(runtime::transport::TransportErrorKind::Broken, error)
            })?;
            *self.sent.lock().unwrap() = sent.clone();
            let mut response = Response::default();
            response.status = 200;
            for (name, value) in &self.headers {
                response.headers.insert(*name, value.parse().unwrap());
            }
            response.body = self.answer.clone().unwrap_or_else(|| sent.into());
            Ok(response)
        })
    }
}

fn frames(bytes: &[u8]) -> Vec<Frame> {
    let mut decoder = Decoder::new();
    decoder.push(Bytes::copy_from_slice(bytes));
    let mut frames = Vec::new();
    while let Some(frame) = decoder.next_frame().unwrap() {
        frames.push(frame);
    }
    decoder.finish().unwrap();
    frames
}

/// Returns a message with these headers.
fn message(headers: &[(&str, &str)], payload: &str) -> Vec<u8> {
    let mut message = Encoder::new();
    for (name, value) in headers {
        message.header(name, HeaderValue::String(value)).unwrap();
    }
    message.finish(payload.as_bytes()).unwrap()
}

/// Returns a stream of these events.
fn events(events: Vec<Talk>) -> EventStream<Talk> {
    futures_util::stream::iter(events).into()
}

fn line(text: &str) -> Talk {
    Talk::Line(Line { line: Some(text.to_owned()) })
}
