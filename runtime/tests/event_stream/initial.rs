//! Protocols in which the members that are not events are sent as a message.

use super::*;
use runtime::error::{ErrorResponse, Failure};
use runtime::message::Request;
use runtime::operation::OperationError;
use runtime::protocol::{CallContext, EventProtocol, InitialMessages, Protocol};
use runtime::value::{Structure, StructureMut};

struct Rpc;

impl Protocol for Rpc {
    fn encode(
        &self,
        operation: &'static OperationSchema,
        input: &dyn Structure,
        context: CallContext<'_>,
    ) -> Result<Request, Failure> {
        let mut request = RestJson1.encode(operation, input, context)?;
        request.headers.insert(http::header::ACCEPT, http::HeaderValue::from_static("application/json"));
        Ok(request)
    }

    fn events(&self) -> Option<EventProtocol<'_>> {
        let codec = RestJson1.events()?.codec;
        Some(EventProtocol { codec, initial: InitialMessages::AsEvents })
    }

    fn decode(
        &self,
        operation: &'static OperationSchema,
        response: Response,
        output: &mut dyn StructureMut,
    ) -> Result<(), Failure> {
        RestJson1.decode(operation, response, output)
    }

    fn decode_error(
        &self,
        operation: &'static OperationSchema,
        response: &Response,
        named: Option<&str>,
        error: &mut dyn OperationError,
    ) -> ErrorResponse {
        RestJson1.decode_error(operation, response, named, error)
    }
}

static RPC: ServiceSchema = ServiceSchema::new("Talk", &Rpc, endpoint).signing_name("talk");

#[derive(Clone, Default)]
pub struct Tail {
    pub group: Option<String>,
    pub events: EventStream<Talk>,
}

runtime::structure! {
    sent Tail = "TailInput" {
        group: "group";
        events: "events", Events;
    }
}

#[derive(Clone, Default)]
pub struct TailOutput {
    pub started: Option<String>,
    pub events: EventReceiver<Talk>,
}

runtime::structure! {
    received TailOutput = "TailOutput" {
        started: "started";
        events: "events", Events;
    }
}

impl Operation for Tail {
    type Client = Client;
    type Output = TailOutput;
    type Error = TalkError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema { name: "Tail", method: "POST", uri: "/", status: 200, settings: &[] }
    }
}

fn event(name: &str, payload: &str) -> Vec<u8> {
    message(&[(":message-type", "event"), (":event-type", name)], payload)
}

#[tokio::test]
async fn the_first_messages_hold_the_other_members() {
    let body =
        [event("initial-response", r#"{"started":"now"}"#), event("line", "one"), event("line", "two")]
            .concat();
    for size in [3, body.len()] {
        let pieces: Vec<_> =
            body.chunks(size).map(|piece| std::io::Result::Ok(Bytes::copy_from_slice(piece))).collect();
        let other = Other::answering(ByteStream::from_stream(futures_util::stream::iter(pieces), None));
        let input = Tail { group: Some("g".to_owned()), events: events(vec![line("hello")]) };
        let mut output = other.client_with(&RPC, |config| config).send(&input).await.unwrap();
        let sent = other.frames();
        assert_eq!(sent[0].header(":event-type"), Some(HeaderValue::String("initial-request")));
        assert_eq!(sent[0].payload(), r#"{"group":"g"}"#);
        assert_eq!(sent[1].payload(), "hello");
        assert_eq!(other.header("accept"), "application/vnd.amazon.eventstream");
        assert_eq!(output.started.as_deref(), Some("now"));
        assert_eq!(output.events.receive().await.unwrap(), Some(line("one")));
        assert_eq!(output.events.receive().await.unwrap(), Some(line("two")));
        assert_eq!(output.events.receive().await.unwrap(), None);
    }
}

#[tokio::test]
async fn a_response_may_begin_with_an_event() {
    let other = Other::answering([event("line", "one"), event("line", "two")].concat());
    let mut output = other.client_with(&RPC, |config| config).send(&Tail::default()).await.unwrap();
    assert_eq!(output.started, None);
    assert_eq!(output.events.receive().await.unwrap(), Some(line("one")));
    assert_eq!(output.events.receive().await.unwrap(), Some(line("two")));
}

/// The input of an operation that sends no events.
#[derive(Clone, Default)]
pub struct Watch {}

runtime::structure! {
    sent Watch = "WatchInput" {}
}

impl Operation for Watch {
    type Client = Client;
    type Output = TailOutput;
    type Error = TalkError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema { name: "Watch", method: "POST", uri: "/", status: 200, settings: &[] }
    }
}

#[tokio::test(start_paused = true)]
async fn a_first_message_that_does_not_come_takes_as_long_as_an_attempt() {
    let body = ByteStream::from_stream(futures_util::stream::pending::<std::io::Result<Bytes>>(), None);
    let limit = Duration::from_secs(3);
    let client =
        Other::answering(body).client_with(&RPC, |config| config.attempt_timeout(limit).max_attempts(1));
    let error = client.send(&Watch::default()).await.unwrap_err();
    assert_eq!(error.to_string(), "Watch: an attempt did not end within 3s");
}

#[tokio::test]
async fn a_first_message_that_is_broken_fails_the_call() {
    let other = Other::answering("no message at all");
    let error = other.client_with(&RPC, |config| config).send(&Tail::default()).await.unwrap_err();
    let start = "Tail: the response is not what the model says: the checksum of a message's lengths is ";
    assert!(error.to_string().starts_with(start), "{error}");
}

#[tokio::test]
async fn a_first_message_that_is_cut_off_is_worth_another_attempt() {
    for (attempts, problem) in [(1, Some("Watch: the response could not be read: ")), (2, None)] {
        let cut = futures_util::stream::iter([
            Ok(Bytes::copy_from_slice(&event("initial-response", "{}")[..9])),
            Err(std::io::Error::other("reset by peer")),
        ]);
        // The body is a stream, so the second response has what is left of it: nothing.
        let other = Other::answering(ByteStream::from_stream(cut, None));
        let client = other.client_with(&RPC, |config| config.max_attempts(attempts));
        let error = client.send(&Watch::default()).await.err().map(|error| error.to_string());
        assert_eq!(error.is_some(), problem.is_some(), "{error:?}");
        assert!(error.unwrap_or_default().starts_with(problem.unwrap_or_default()));
    }
}

/// The input of an operation that receives only events.
#[derive(Clone, Default)]
pub struct Listen {}

runtime::structure! {
    sent Listen = "ListenInput" {}
}

#[derive(Clone, Default)]
pub struct ListenOutput {
    pub events: EventReceiver<Talk>,
}

runtime::structure! {
    received ListenOutput = "ListenOutput" {
        events: "events", Events;
    }
}

impl Operation for Listen {
    type Client = Client;
    type Output = ListenOutput;
    type Error = TalkError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema { name: "Listen", method: "POST", uri: "/", status: 200, settings: &[] }
    }
}

#[tokio::test]
async fn a_stream_of_nothing_but_events_is_not_waited_for() {
    let silent = futures_util::stream::pending::<std::io::Result<Bytes>>();
    let other = Other::answering(ByteStream::from_stream(silent, None));
    let client = other.client_with(&RPC, |config| config.attempt_timeout(Duration::from_secs(3)));
    client.send(&Listen::default()).await.unwrap();

    let other = Other::answering([event("initial-response", "{}"), event("line", "one")].concat());
    let mut output = other.client_with(&RPC, |config| config).send(&Listen::default()).await.unwrap();
    assert_eq!(output.events.receive().await.unwrap(), Some(line("one")));
    assert_eq!(output.events.receive().await.unwrap(), None);
}
