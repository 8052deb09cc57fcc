use super::*;
use futures_util::StreamExt as _;
use runtime::error::{Error, ErrorResponse, FailureKind, Retryable, ServiceError};

const EVENT: (&str, &str) = (":message-type", "event");

async fn received(body: impl Into<ByteStream>) -> EventReceiver<Talk> {
    Other::answering(body).client().send(&Converse::default()).await.unwrap().events
}

fn text(text: &str) -> Vec<u8> {
    message(&[EVENT, (":event-type", "line")], text)
}

#[tokio::test]
async fn events_come_one_by_one_or_as_a_stream() {
    let body = [text("one"), text("two"), text("three")].concat();
    let output = Other::answering(body).client().send(&Converse::default()).await.unwrap();
    assert_eq!(output.session.as_deref(), Some("s1"), "the initial response is there before the events");
    let mut events = output.events;
    assert_eq!(events.receive().await.unwrap(), Some(line("one")));
    let rest: Vec<Talk> = events.clone().map(Result::unwrap).collect().await;
    assert_eq!(rest, [line("two"), line("three")]);
    assert_eq!(events.receive().await.unwrap(), None);
}

#[tokio::test]
async fn messages_may_be_cut_anywhere_on_the_way() {
    let body = [text("one"), text("two")].concat();
    let pieces: Vec<_> =
        body.chunks(7).map(|piece| std::io::Result::Ok(Bytes::copy_from_slice(piece))).collect();
    let events = received(ByteStream::from_stream(futures_util::stream::iter(pieces), None)).await;
    let events: Vec<Talk> = events.map(Result::unwrap).collect().await;
    assert_eq!(events, [line("one"), line("two")]);
}

#[tokio::test]
async fn an_event_is_there_before_the_next_one_is() {
    let first = futures_util::stream::iter([std::io::Result::Ok(Bytes::from(text("one")))]);
    let body = ByteStream::from_stream(first.chain(futures_util::stream::pending()), None);
    assert_eq!(received(body).await.receive().await.unwrap(), Some(line("one")));
}

#[tokio::test]
async fn new_events_are_tolerated() {
    let body = [message(&[EVENT, (":event-type", "later")], "{}"), text("one")].concat();
    let mut events = received(body).await;
    match events.receive().await.unwrap() {
        Some(Talk::Unknown(name)) => assert_eq!(name, "later"),
        other => panic!("{other:?}"),
    }
    assert_eq!(events.receive().await.unwrap(), Some(line("one")));
}

#[tokio::test]
async fn an_exception_ends_the_stream() {
    let busy = message(
        &[(":message-type", "exception"), (":exception-type", "busy"), (":content-type", "application/json")],
        r#"{"message":"come back later"}"#,
    );
    let mut events = received([text("one"), busy, text("two")].concat()).await;
    assert_eq!(events.receive().await.unwrap(), Some(line("one")));
    let error = events.receive().await.unwrap_err();
    assert_eq!(error.to_string(), "Converse: busy: come back later (status 200, request id r1)");
    match error.service() {
        Some(TalkError::Busy(busy)) => assert_eq!(busy.message.as_deref(), Some("come back later")),
        other => panic!("{other:?}"),
    }
    assert_eq!(error.retryable(), Retryable::Throttling, "by the name of its shape");
    assert_eq!(events.receive().await.unwrap(), None, "nothing comes after it");
}

#[tokio::test]
async fn the_message_of_an_exception_is_found_whatever_its_case() {
    let busy = message(
        &[(":message-type", "exception"), (":exception-type", "busy"), (":content-type", "application/json")],
        r#"{"Message":"come back later"}"#,
    );
    let error = received(busy).await.receive().await.unwrap_err();
    match error.service() {
        Some(TalkError::Busy(busy)) => assert_eq!(busy.message.as_deref(), Some("come back later")),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn a_secret_message_is_in_the_modelled_error_alone() {
    let hidden = message(
        &[
            (":message-type", "exception"),
            (":exception-type", "hidden"),
            (":content-type", "application/json"),
        ],
        r#"{"message":"secret"}"#,
    );
    let error = received(hidden).await.receive().await.unwrap_err();
    assert_eq!(error.to_string(), "Converse: hidden (status 200, request id r1)");
    assert!(!format!("{error:?}").contains("secret"), "{error:?}");
    match error.service() {
        Some(TalkError::Hidden(hidden)) => assert_eq!(hidden.message.as_deref(), Some("secret")),
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn whoever_waits_for_a_stream_learns_of_its_end() {
    let (mut sender, body) = futures_channel::mpsc::channel::<Result<Bytes, runtime::error::BoxError>>(1);
    let events = received(ByteStream::from_stream(body, None)).await;
    let waiting = [events.clone(), events.clone(), events]
        .map(|mut events| tokio::spawn(async move { events.receive().await.unwrap() }));
    tokio::task::yield_now().await;
    sender.try_send(Ok(Bytes::from(text("one")))).unwrap();
    drop(sender);
    let mut received = Vec::new();
    for task in waiting {
        received.extend(tokio::time::timeout(Duration::from_secs(5), task).await.unwrap().unwrap());
    }
    assert_eq!(received, [line("one")]);
}

#[tokio::test]
async fn errors_that_are_not_in_the_model_have_their_code() {
    for headers in [
        &[(":message-type", "exception"), (":exception-type", "brandNew")][..],
        &[(":message-type", "error"), (":error-code", "brandNew"), (":error-message", "what?")],
    ] {
        let error = received(message(headers, "")).await.receive().await.unwrap_err();
        assert!(matches!(error.service(), Some(TalkError::Unmodelled)), "{error:?}");
        assert_eq!((error.code(), error.retryable()), (Some("brandNew"), Retryable::No));
    }
}

async fn failure(body: impl Into<ByteStream>) -> String {
    let mut events = received(body).await;
    let error = events.receive().await.unwrap_err();
    assert_eq!(events.receive().await.unwrap(), None, "nothing comes after it");
    let failure = error.failure().unwrap();
    assert_eq!(failure.kind(), FailureKind::Response);
    assert_eq!(failure.request_id(), Some("r1"));
    failure.to_string()
}

#[tokio::test]
async fn a_broken_message_ends_the_stream() {
    let mut wrong = text("one");
    wrong[50] ^= 1;
    let message = failure(wrong).await;
    assert!(message.starts_with("Converse: the stream of events is broken: the checksum of a message is "));
    let cut = text("one");
    let message = failure(cut[..cut.len() - 1].to_vec()).await;
    let expected = "Converse: the stream of events is broken: the stream ends within a message, of which it has 59 bytes";
    assert!(message.starts_with(expected), "{message}");
    let message = failure("{\"this\": \"is JSON\"}").await;
    assert!(message.contains("the checksum of a message's lengths is "), "{message}");
}

#[tokio::test]
async fn what_was_damaged_on_the_way_may_arrive_the_next_time() {
    let mut too_long = text("one");
    too_long[..4].copy_from_slice(&[0x7f, 0xff, 0xff, 0xff]);
    for body in [text("one")[..20].to_vec(), too_long] {
        let error = received(body).await.receive().await.unwrap_err();
        assert_eq!(error.retryable(), Retryable::Transient, "{error}");
    }
    let error = received(message(&[(":message-type", "other")], "")).await.receive().await.unwrap_err();
    assert_eq!(error.retryable(), Retryable::No, "{error}");
}

#[tokio::test]
async fn a_message_must_say_what_it_is() {
    let mut not_text = Encoder::new();
    not_text.header(":message-type", HeaderValue::Bytes(b"event")).unwrap();
    for (body, problem) in [
        (message(&[(":event-type", "line")], ""), "the message has no header `:message-type`"),
        (message(&[EVENT], ""), "the message has no header `:event-type`"),
        (message(&[(":message-type", "exception")], ""), "the message has no header `:exception-type`"),
        (message(&[(":message-type", "error")], ""), "the message has no header `:error-code`"),
        (
            message(&[(":message-type", "x\n")], ""),
            "expected `event`, `exception` or `error` in `:message-type`, found `x\\n`",
        ),
        (
            not_text.finish(b"").unwrap(),
            "expected text in the message's header `:message-type`, found a byte array",
        ),
    ] {
        assert_eq!(failure(body).await, format!("Converse: {problem} (status 200, request id r1)"));
    }
}

#[tokio::test]
async fn an_event_must_be_what_the_model_says() {
    let note = |name: &str, value: HeaderValue<'_>, payload: &[u8]| {
        let mut message = Encoder::new();
        message.header(":message-type", HeaderValue::String("event")).unwrap();
        message.header(":event-type", HeaderValue::String("note")).unwrap();
        message.header(name, value).unwrap();
        message.finish(payload).unwrap()
    };
    let problem = |text: &str| {
        format!(
            "Converse: the event `note` of `Talk` is not what the model says: {text} (status 200, request id r1)"
        )
    };
    assert_eq!(
        failure(note("byte", HeaderValue::Long(128), b"")).await,
        problem("`byte`, from a header of the message, is a long, not an integer of 8 bits")
    );
    assert_eq!(
        failure(note("flag", HeaderValue::String("true"), b"")).await,
        problem("`flag`, from a header of the message, is a string, not what the model says")
    );
    let wrong = failure(note("other", HeaderValue::Long(1), b"s3cret")).await;
    assert!(
        wrong.starts_with("Converse: the event `note` of `Talk` is not what the model says: "),
        "{wrong}"
    );
    assert!(!wrong.contains("s3cret"));
    let mut narrow = received(note("byte", HeaderValue::Long(127), b"")).await;
    assert_eq!(
        narrow.receive().await.unwrap(),
        Some(Talk::Note(Note { byte: Some(127), ..Note::default() })),
        "a wider integer that fits is taken"
    );
}

#[tokio::test]
async fn a_connection_that_breaks_is_told_from_a_broken_message() {
    let body = futures_util::stream::iter([
        Ok(Bytes::from(text("one"))),
        Err(std::io::Error::other("reset by peer")),
    ]);
    let mut events = received(ByteStream::from_stream(body, None)).await;
    assert_eq!(events.receive().await.unwrap(), Some(line("one")));
    let error = events.receive().await.unwrap_err();
    assert_eq!(error.failure().unwrap().kind(), FailureKind::Connection);
    assert_eq!(error.to_string(), "Converse: the connection broke (status 200, request id r1)");
}

#[tokio::test]
async fn a_header_that_the_model_requires_must_be_there() {
    let other = Other { headers: Vec::new(), ..Other::answering("") };
    let error = other.client().send(&Converse::default()).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "Converse: the response is not what the model says: `session`, from the header `x-session`, is not there (status 200)"
    );
}

#[tokio::test]
async fn the_default_is_a_stream_that_has_ended() {
    let mut events = EventReceiver::<Talk>::default();
    assert_eq!(events.receive().await.unwrap(), None);
    assert_eq!(format!("{events:?}"), "EventReceiver");
}

#[tokio::test]
async fn a_receiver_is_made_by_hand_for_tests() {
    let failure = || ServiceError::new(TalkError::Unmodelled, ErrorResponse::new("Converse", 200)).into();
    let given = [Ok(line("one")), Err(failure()), Ok(line("never"))];
    let mut events = EventReceiver::from_stream(futures_util::stream::iter(given));
    let mut clone = events.clone();
    assert_eq!(events.receive().await.unwrap(), Some(line("one")));
    assert!(matches!(clone.receive().await, Err(Error::Service(_))));
    assert_eq!(events.receive().await.unwrap(), None, "nothing comes after an error");
}
