//! How long events are sent, and the errors of calls whose events could not be sent.

use super::*;
use runtime::event_stream::EventSender;

/// Sends events until they are no longer taken.
async fn send_to_the_end(mut sender: EventSender<Talk>) {
    let sent = async {
        while sender.send(line("still there?")).await.is_ok() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(5), sent).await.unwrap();
    assert!(sender.is_closed());
}

/// Starts a server that sends one event, and receives everything.
async fn listening() -> Address {
    start(|mut call: Call| async move {
        call.answer();
        call.send(said("one"));
        while call.receive().await.is_some() {}
    })
    .await
}

#[tokio::test]
async fn events_end_when_nobody_wants_the_answer() {
    let (sender, events) = channel(1);
    let server = listening().await;
    let output = client(&server).send(&Converse { events, ..Converse::default() }).await.unwrap();
    let sending = tokio::spawn(send_to_the_end(sender));
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(!sending.is_finished(), "the answer is still wanted");
    drop(output);
    sending.await.unwrap();
}

/// Waits until the event stream of an idle sender is closed.
async fn closed(sender: &EventSender<Talk>) {
    let ended = async {
        while !sender.is_closed() {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(5), ended).await.unwrap();
}

#[tokio::test]
async fn events_end_though_there_is_none_to_send() {
    let (sender, events) = channel(1);
    let server = listening().await;
    let output = client(&server).send(&Converse { events, ..Converse::default() }).await.unwrap();
    tokio::time::sleep(Duration::from_millis(50)).await;
    assert!(!sender.is_closed(), "the answer is still wanted");
    drop(output);
    closed(&sender).await;
}

#[tokio::test]
async fn events_end_when_the_call_is_given_up() {
    let server = start(|mut call: Call| async move {
        while call.receive().await.is_some() {}
        std::future::pending::<()>().await;
    })
    .await;
    let (sender, events) = channel(1);
    let (client, input) = (client(&server), Converse { events, ..Converse::default() });
    tokio::time::timeout(Duration::from_millis(300), client.send(&input)).await.unwrap_err();
    closed(&sender).await;
}

#[tokio::test]
async fn events_end_when_the_answer_does() {
    let (sender, events) = channel(1);
    let server = start(|mut call: Call| async move {
        call.answer();
        call.send(said("one"));
        call.end();
        while call.receive().await.is_some() {}
    })
    .await;
    let mut output = client(&server).send(&Converse { events, ..Converse::default() }).await.unwrap();
    assert_eq!(output.events.receive().await.unwrap(), Some(line("one")));
    assert_eq!(output.events.receive().await.unwrap(), None);
    send_to_the_end(sender).await;
}

#[tokio::test]
async fn an_event_that_can_not_be_sent_is_why_the_answer_ends() {
    let (mut sender, events) = channel(1);
    let server = listening().await;
    let mut output = client(&server).send(&Converse { events, ..Converse::default() }).await.unwrap();
    assert_eq!(output.events.receive().await.unwrap(), Some(line("one")));
    sender.send(Talk::Unknown("new".to_owned())).await.unwrap();
    let error = output.events.receive().await.unwrap_err();
    assert_eq!(error.failure().unwrap().kind(), FailureKind::Body);
    assert_eq!(
        error.to_string(),
        "Converse: the events of the request are wrong: a `Talk` of the variant `new`, which this client doesn't know, can't be sent (status 200)"
    );
}

/// The input of an operation that sends events and receives bytes.
#[derive(Clone, Default)]
pub struct Download {
    pub events: EventStream<Talk>,
}

runtime::structure! {
    sent Download = "DownloadInput" {
        events: "events", Events;
    }
}

#[derive(Clone, Default)]
pub struct DownloadOutput {
    pub body: ByteStream,
}

runtime::structure! {
    received DownloadOutput = "DownloadOutput" {
        body: "body", StreamingPayload;
    }
}

impl Operation for Download {
    type Client = Client;
    type Output = DownloadOutput;
    type Error = TalkError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema {
            name: "Download",
            method: "POST",
            uri: "/download",
            status: 200,
            settings: &[OperationSetting::Auth(&[AuthScheme::SigV4, AuthScheme::Anonymous])],
        }
    }
}

#[tokio::test]
async fn events_go_on_while_a_streamed_body_is_read() {
    let server = start(|mut call: Call| async move {
        call.answer();
        call.send("one");
        while call.receive().await.is_some() {
            call.send("more");
        }
    })
    .await;
    let (mut sender, events) = channel(4);
    let mut output = client(&server).send(&Download { events }).await.unwrap();
    assert_eq!(output.body.next().await.unwrap().unwrap(), "one");
    sender.send(line("another")).await.unwrap();
    assert_eq!(output.body.next().await.unwrap().unwrap(), "more");
    assert!(!sender.is_closed());
    drop(output);
    closed(&sender).await;
}

/// The input of an operation that sends events and receives neither events nor a body.
#[derive(Clone, Default)]
pub struct Ingest {
    pub events: EventStream<Talk>,
}

runtime::structure! {
    sent Ingest = "IngestInput" {
        events: "events", Events;
    }
}

#[derive(Clone, Default)]
pub struct IngestOutput {
    pub session: Option<String>,
}

runtime::structure! {
    received IngestOutput = "IngestOutput" {
        session: "session", Header("x-session");
    }
}

impl Operation for Ingest {
    type Client = Client;
    type Output = IngestOutput;
    type Error = TalkError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema {
            name: "Ingest",
            method: "POST",
            uri: "/ingest",
            status: 200,
            settings: &[OperationSetting::Auth(&[AuthScheme::SigV4, AuthScheme::Anonymous])],
        }
    }
}

/// A server may respond before the request has ended (RFC 9113, section 8.1).
#[tokio::test]
async fn events_go_on_after_an_early_answer() {
    let (tell, mut told) = tokio::sync::mpsc::unbounded_channel::<usize>();
    let server = start(move |mut call: Call| {
        let tell = tell.clone();
        async move {
            call.answer();
            call.end();
            let mut count = 0;
            while call.receive().await.is_some() {
                count += 1;
            }
            tell.send(count).unwrap();
        }
    })
    .await;
    let (mut sender, events) = channel(1);
    let client = client(&server);
    assert_eq!(client.send(&Ingest { events }).await.unwrap().session.as_deref(), Some("s1"));
    for _ in 0..5 {
        sender.send(line("late")).await.unwrap();
    }
    drop(sender);
    assert_eq!(told.recv().await, Some(6), "five events and the signed end");
}
