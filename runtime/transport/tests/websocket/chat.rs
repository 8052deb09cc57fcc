//! Sockets whose URL an operation returned, in the language of a chat.

use super::channel::{SERVICE, credentials};
use super::server::{Server, refuse, talk};
use futures_util::{SinkExt, StreamExt};
use smithwright_runtime as runtime;
use smithwright_transport::HttpTransport;
use tokio_tungstenite::tungstenite::Message;

use runtime::error::FailureKind;
use runtime::{Client, Config, WebSocket};

#[derive(Clone, Default)]
pub struct Command {
    pub topic: String,
    pub topics: Option<Vec<String>>,
}

runtime::structure! {
    sent Command = "ChatCommand" {
        topic: "topic", Required;
        topics: "topics";
    }
}

#[derive(Clone, Default)]
pub struct ChatEvent {
    pub topic: String,
    pub content: Option<String>,
    pub status_code: Option<i32>,
}

runtime::structure! {
    received ChatEvent = "ChatEvent" {
        topic: "topic";
        content: "content", Sensitive;
        status_code: "statusCode";
    }
}

type Chat = WebSocket<Command, ChatEvent>;

/// A client with credentials, to show that they are not used here.
fn client() -> Client {
    client_that_tries(1)
}

fn client_that_tries(max_attempts: u32) -> Client {
    let config = Config::builder(HttpTransport::new()).credentials(credentials()).max_attempts(max_attempts);
    // Where the service is on this machine, its sockets may be as well.
    Client::new(&SERVICE, &config.endpoint_url("http://127.0.0.1").build())
}

#[tokio::test]
async fn dials_the_url_as_it_is() {
    let server = Server::start(vec![talk(|mut peer| async move {
        let asked = peer.next().await.unwrap().unwrap();
        assert_eq!(asked.to_text().unwrap(), r#"{"topic":"aws/subscribe","topics":["aws/chat"]}"#);
        for frame in [
            r#"{"topic":"aws/ping","statusCode":200,"statusContent":"OK"}"#,
            r#"{"message":"Forbidden","connectionId":"c","requestId":"r"}"#,
            r#"{"topic":"aws/chat","contentType":"application/json","content":"{\"Id\":\"m-1\"}"}"#,
        ] {
            peer.send(Message::text(frame)).await.unwrap();
        }
    })])
    .await;
    let target = "/prod?token=a%2Fb&X-Amz-Signature=0f&empty=";
    let mut socket: Chat = client().open(&format!("{}{target}", server.url())).await.unwrap();
    let subscribe = Command { topic: "aws/subscribe".to_owned(), topics: Some(vec!["aws/chat".to_owned()]) };
    socket.send(&subscribe).await.unwrap();
    let ping = socket.receive().await.unwrap().unwrap();
    assert_eq!((&*ping.topic, ping.status_code), ("aws/ping", Some(200)));
    let item = socket.receive().await.unwrap().unwrap();
    assert_eq!((&*item.topic, item.content.as_deref()), ("aws/chat", Some(r#"{"Id":"m-1"}"#)));

    let asked = &server.asked()[0];
    assert_eq!(asked.target, target);
    let names: Vec<&str> = asked.headers.iter().map(|(name, _)| &**name).collect();
    for name in ["authorization", "x-amz-date", "sec-websocket-protocol", "origin"] {
        assert!(!names.contains(&name), "{names:?}");
    }
}

#[tokio::test]
async fn a_refusal_shows_status_and_no_url() {
    let server = Server::start(vec![refuse(403, "x-amzn-requestid: r-1\r\n", "")]).await;
    let url = format!("{}/?token=s3cret", server.url());
    let failure = client().open::<Command, ChatEvent>(&url).await.unwrap_err();
    assert_eq!((failure.kind(), failure.status()), (FailureKind::Response, Some(403)));
    assert_eq!(failure.request_id(), Some("r-1"));
    assert!(!format!("{failure} {failure:?}").contains("s3cret"), "{failure:?}");
}

#[tokio::test]
async fn a_refusal_says_what_to_do_about_it() {
    for (status, advice, attempts) in [
        (200, "did not switch to the WebSocket protocol", 1),
        (302, "sockets follow none", 1),
        (403, "ask for a new URL", 1),
        // What may pass by itself is tried again.
        (429, "it was asked too often", 2),
        (503, "it has a fault of its own", 2),
    ] {
        let server = Server::start(vec![refuse(status, "", ""), refuse(status, "", "")]).await;
        let failure = client_that_tries(2).open::<Command, ChatEvent>(&server.url()).await.unwrap_err();
        assert!(failure.to_string().contains(advice), "{failure}");
        assert_eq!(failure.attempts(), attempts, "{failure}");
    }
}

#[tokio::test]
async fn a_refused_socket_is_asked_for_again_as_late_as_the_server_says() {
    let server = Server::start(vec![refuse(503, "x-amz-retry-after: 700\r\n", ""), talk(|_| async {})]).await;
    let begun = std::time::Instant::now();
    let _: Chat = client_that_tries(2).open(&server.url()).await.unwrap();
    // By itself it would wait a twentieth of a second at most.
    assert!(begun.elapsed() >= std::time::Duration::from_millis(700));
}

#[tokio::test]
async fn only_encrypted_urls_leave_this_machine() {
    for url in ["https://example.com/?s3cret", "ws://example.com/?s3cret", "s3cret"] {
        let failure = client().open::<Command, ChatEvent>(url).await.unwrap_err();
        assert_eq!(failure.kind(), FailureKind::Input);
        assert!(!format!("{failure} {failure:?}").contains("s3cret"), "{failure:?}");
    }
}
