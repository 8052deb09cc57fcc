use super::*;
use runtime::credentials::Credentials;
use runtime::event_stream::{SendError, channel};
use std::time::Duration;

fn note() -> Note {
    Note {
        byte: Some(-1),
        short: Some(-2),
        integer: Some(-3),
        long: Some(-4),
        flag: Some(true),
        name: Some("näme".to_owned()),
        key: Some(Bytes::from_static(b"\x00\xff")),
        time: Some(Timestamp::from_millis(1_700_000_000_123)),
        text: Some("hello".to_owned()),
        more: None,
    }
}

async fn sent(sent: Vec<Talk>) -> Other {
    let other = Other::answering("");
    let input = Converse { room: Some("r".to_owned()), events: events(sent) };
    other.client().send(&input).await.unwrap();
    other
}

#[derive(Clone, Default)]
pub struct Say {
    pub events: EventStream<Talk>,
}

runtime::structure! {
    sent Say = "SayInput" {
        events: "events", Events;
    }
}

#[derive(Clone, Default)]
pub struct Said {
    pub session: String,
}

runtime::structure! {
    received Said = "SayOutput" {
        session: "session", Header("x-session"), Required;
    }
}

impl Operation for Say {
    type Client = Client;
    type Output = Said;
    type Error = TalkError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema { name: "Say", method: "POST", uri: "/say", status: 200, settings: &[] }
    }
}

#[derive(Clone, Default)]
pub struct Listen {}

runtime::structure! {
    sent Listen = "ListenInput" {}
}

impl Operation for Listen {
    type Client = Client;
    type Output = ConverseOutput;
    type Error = TalkError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema { name: "Listen", method: "POST", uri: "/listen", status: 200, settings: &[] }
    }
}

/// HTTP/1.1 will do for one.
#[tokio::test]
async fn only_events_in_both_directions_need_them_at_once() {
    let full_duplex = |other: &Other| other.request.lock().unwrap().as_ref().unwrap().full_duplex;
    assert!(full_duplex(&sent(vec![line("one")]).await));
    let other = Other::answering("");
    other.client().send(&Say { events: events(vec![line("one")]) }).await.unwrap();
    assert!(!full_duplex(&other));
    let other = Other::answering("");
    other.client().send(&Listen {}).await.unwrap();
    assert!(!full_duplex(&other));
}

#[tokio::test]
async fn members_stand_where_the_table_says() {
    let other = sent(vec![
        Talk::Note(note()),
        Talk::Audio(Audio { bytes: Some(Bytes::from_static(b"\x01\x02")) }),
        line("one"),
        Talk::Wrapped(Wrapped { line: Some(Line { line: Some("two".to_owned()) }) }),
        Talk::Mark(Mark { at: Some(7) }),
        Talk::Busy(Busy { message: Some("later".to_owned()) }),
    ])
    .await;
    assert_eq!(other.header("content-type"), "application/vnd.amazon.eventstream");
    assert_eq!(other.header("x-room"), "r");
    let frames = other.frames();
    let types = |kind: &'static str, name: &'static str, value: &'static str| {
        [(":message-type", HeaderValue::String(kind)), (name, HeaderValue::String(value))]
    };
    let mut expected = types("event", ":event-type", "note").to_vec();
    expected.extend([
        ("byte", HeaderValue::Byte(-1)),
        ("short", HeaderValue::Short(-2)),
        ("integer", HeaderValue::Integer(-3)),
        ("long", HeaderValue::Long(-4)),
        ("flag", HeaderValue::Boolean(true)),
        ("name", HeaderValue::String("näme")),
        ("key", HeaderValue::Bytes(b"\x00\xff")),
        ("time", HeaderValue::Timestamp(Timestamp::from_millis(1_700_000_000_123))),
        (":content-type", HeaderValue::String("application/json")),
    ]);
    assert_eq!(frames[0].headers().collect::<Vec<_>>(), expected);
    assert_eq!(frames[0].payload(), r#"{"Text":"hello"}"#);
    let content_type = |at: usize| frames[at].header(":content-type");
    assert_eq!(content_type(1), Some(HeaderValue::String("application/octet-stream")));
    assert_eq!(frames[1].payload(), &b"\x01\x02"[..]);
    assert_eq!(content_type(2), Some(HeaderValue::String("text/plain")));
    assert_eq!(frames[2].payload(), "one");
    assert_eq!(content_type(3), Some(HeaderValue::String("application/json")));
    assert_eq!(frames[3].payload(), r#"{"line":"two"}"#);
    assert_eq!(content_type(4), None, "nothing is in the payload");
    assert_eq!(frames[4].payload(), "");
    let mut expected = types("exception", ":exception-type", "busy").to_vec();
    expected.push((":content-type", HeaderValue::String("application/json")));
    assert_eq!(frames[5].headers().collect::<Vec<_>>(), expected);
    assert_eq!(frames[5].payload(), r#"{"message":"later"}"#);
    assert_eq!(frames.len(), 6, "nothing marks the end of a stream that is not signed");
}

#[tokio::test]
async fn a_payload_that_is_not_set_is_empty_as_its_type_is() {
    let unset =
        vec![Talk::Line(Line::default()), Talk::Audio(Audio::default()), Talk::Wrapped(Wrapped::default())];
    let other = sent(unset).await;
    let found: Vec<_> = other
        .frames()
        .iter()
        .map(|it| (it.payload().clone(), it.header(":content-type").is_some()))
        .collect();
    assert_eq!(found, [("".into(), false), ("".into(), true), ("{}".into(), true)]);
}

#[tokio::test]
async fn what_is_sent_can_be_received() {
    let other = Other { answer: None, ..Other::answering("") };
    let sent = vec![
        Talk::Note(note()),
        Talk::Audio(Audio { bytes: Some(Bytes::new()) }),
        line("x"),
        Talk::Mark(Mark::default()),
    ];
    let input = Converse { events: events(sent.clone()), ..Converse::default() };
    let mut output = other.client().send(&input).await.unwrap();
    for expected in sent {
        assert_eq!(output.events.receive().await.unwrap(), Some(expected));
    }
    assert_eq!(output.events.receive().await.unwrap(), None);
}

#[tokio::test]
async fn no_events_are_an_empty_body() {
    assert!(sent(Vec::new()).await.frames().is_empty());
    let other = Other::answering("");
    let client = other.client();
    let input = Converse::default();
    client.send(&input).await.unwrap();
    client.send(&input).await.unwrap();
    assert!(other.frames().is_empty());
}

#[tokio::test]
async fn a_stream_is_sent_once() {
    let client = Other::answering("").client();
    let input = Converse { events: events(vec![line("x")]), ..Converse::default() };
    let copy = input.clone();
    client.send(&input).await.unwrap();
    let error = client.send(&copy).await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "Converse: the events were sent by an earlier call: a stream can be sent once"
    );
}

#[tokio::test]
async fn events_stay_with_a_caller_who_can_not_sign() {
    let other = Other::answering("");
    let nowhere = Config::builder(other.clone()).credentials(Credentials::new("key", "secret")).build();
    let input = Converse { events: events(vec![line("x")]), ..Converse::default() };
    let error = Client::new(&SERVICE, &nowhere).send(&input).await.unwrap_err();
    assert!(error.to_string().contains("no Region to sign for"), "{error}");
    other.client().send(&input).await.unwrap();
    assert_eq!(other.frames().len(), 1);
}

#[tokio::test]
async fn an_event_that_can_not_be_sent_breaks_the_request() {
    let long = Talk::Note(Note { name: Some("a".repeat(40_000)), ..Note::default() });
    let nested = (0..2000).fold(Document::Null, |inner, _| Document::List(vec![inner]));
    let deep = Talk::Note(Note { more: Some(nested), ..Note::default() });
    for (event, problem) in [
        (
            deep,
            "the event `note` of `Talk` can't be sent: it holds more than 128 values, one within the other",
        ),
        (
            Talk::Unknown("new".to_owned()),
            "a `Talk` of the variant `new`, which this client doesn't know, can't be sent",
        ),
        (
            long,
            "the event `note` of `Talk` can't be sent: `name` does not fit in a header of its message: \
             the value of a message's header is cut off, not UTF-8 or longer than 32767 bytes",
        ),
    ] {
        let input = Converse { events: events(vec![line("x"), event, line("y")]), ..Converse::default() };
        let error = Other::answering("").client().send(&input).await.unwrap_err();
        assert_eq!(error.to_string(), format!("Converse: the events of the request are wrong: {problem}"));
        assert_eq!(error.failure().unwrap().kind(), runtime::error::FailureKind::Body);
        let mut cause: &dyn std::error::Error = &error;
        while let Some(source) = cause.source() {
            cause = source;
        }
        assert_eq!(cause.to_string(), problem);
    }
}

#[tokio::test]
async fn a_channel_feeds_a_stream_and_learns_of_its_end() {
    let (mut sender, stream) = channel(0);
    let other = Other::answering("");
    let client = other.client();
    let input = Converse { events: stream, ..Converse::default() };
    let feed = async move {
        for at in 0..5 {
            sender.send(line(&at.to_string())).await.unwrap();
        }
    };
    let (result, ()) = futures_util::future::join(client.send(&input), feed).await;
    result.unwrap();
    let lines: Vec<Bytes> = other.frames().iter().map(|frame| frame.payload().clone()).collect();
    assert_eq!(lines, ["0", "1", "2", "3", "4"]);

    let (mut sender, stream) = channel::<Talk>(1);
    assert!(!sender.is_closed());
    drop(stream);
    assert!(sender.is_closed());
    let unsent: SendError = sender.send(line("x")).await.unwrap_err();
    assert_eq!(unsent.to_string(), "the event can't be sent: the call has ended");
}

#[tokio::test(start_paused = true)]
async fn time_limits_do_not_cut_a_stream() {
    let other = Other::answering("");
    let client = other.client_with(&SERVICE, |config| {
        config.attempt_timeout(Duration::from_secs(1)).call_timeout(Duration::from_secs(2))
    });
    let slowly = futures_util::stream::unfold(0, |count| async move {
        tokio::time::sleep(Duration::from_secs(10)).await;
        (count < 3).then(|| (line("tick"), count + 1))
    });
    client.send(&Converse { events: slowly.into(), ..Converse::default() }).await.unwrap();
    assert_eq!(other.frames().len(), 3);
}

#[test]
fn streams_equal_their_clones_and_print_nothing() {
    let input = Converse { events: events(vec![line("s3cret")]), ..Converse::default() };
    assert_eq!(input.clone(), input);
    assert_ne!(Converse::default(), Converse::default(), "two streams are not the same");
    assert_eq!(format!("{input:?}"), "ConverseInput { events: stream of events }");
}
