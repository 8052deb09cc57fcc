//! How a socket of an operation is opened.

use super::channel::*;
use super::server::{Asked, Server, Turn, refuse, send};
use super::signature;
use smithwright_runtime as runtime;
use smithwright_transport::HttpTransport;

use runtime::credentials::Credentials;
use runtime::error::FailureKind;
use runtime::http::HeaderValue;
use runtime::timestamp::{Format, Timestamp};
use runtime::transport::{HttpRequest, SendFuture, Transport, UpgradeFuture};
use runtime::{Client, Config};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use std::time::{Duration, SystemTime};

const EXPIRES_IN: Duration = Duration::from_secs(299);

fn at(text: &str) -> SystemTime {
    Timestamp::parse(text, Format::DateTime).unwrap().try_into().unwrap()
}

#[tokio::test]
async fn opens_the_socket_of_either_role() {
    let server = Server::start(vec![send(vec![]), send(vec![])]).await;
    let client = Client::new(&SERVICE, &config(&server.url()).build());
    let viewer = client.connect(&viewer("viewer-1"), EXPIRES_IN).await.unwrap();
    let master = ConnectAsMasterInput { channel_arn: ARN.to_owned() };
    let master = client.connect(&master, EXPIRES_IN).await.unwrap();
    for mut socket in [viewer, master] {
        assert_eq!(socket.receive().await.unwrap(), None);
    }
    let asked = server.asked();
    assert_eq!(asked[0].parameter("X-Amz-ClientId"), Some("viewer-1"));
    assert_eq!(asked[1].parameter("X-Amz-ClientId"), None);
    for asked in asked {
        assert_eq!(asked.parameter("X-Amz-ChannelARN").unwrap().replace("%3A", ":").replace("%2F", "/"), ARN);
        assert_eq!(asked.parameter("X-Amz-Expires"), Some("299"));
        assert_eq!(asked.parameter("X-Amz-SignedHeaders"), Some("host"));
        assert_eq!(asked.parameter("X-Amz-Security-Token"), Some("session%2Ftoken%3D%3D"));
        assert_eq!(asked.header("host"), Some(&*format!("127.0.0.1:{}", server.port)));
        assert_eq!(asked.header("authorization"), None);
        assert_eq!(asked.header("sec-websocket-protocol"), None);
        assert!(asked.header("user-agent").unwrap().starts_with("smithwright/"));
        assert_eq!(asked.parameter("X-Amz-Signature"), Some(&*signature::expected(&asked, SECRET_KEY)));
    }
}

/// Notes whose sockets are opened.
#[derive(Clone, Default)]
struct Noted(Arc<Mutex<Vec<(&'static str, &'static str)>>>, HttpTransport);

impl Transport for Noted {
    fn send(&self, request: HttpRequest) -> SendFuture<'_> {
        self.1.send(request)
    }

    fn upgrade(&self, request: HttpRequest, max_message_bytes: usize) -> UpgradeFuture<'_> {
        self.0.lock().unwrap().push((request.service, request.operation));
        self.1.upgrade(request, max_message_bytes)
    }
}

#[tokio::test]
async fn what_a_program_adds_is_signed_and_transports_know_the_operation() {
    let server = Server::start(vec![send(vec![]), send(vec![])]).await;
    let noted = Noted::default();
    let config = config(&server.url()).transport(noted.clone()).edit_requests(|request| {
        request.query.push_str("&tenant=7");
        request.headers.insert("x-tenant", HeaderValue::from_static("7"));
    });
    let client = Client::new(&SERVICE, &config.build());
    client.connect(&viewer("viewer-1"), EXPIRES_IN).await.unwrap();
    let _: Socket = client.open(&server.url().replace("http://", "ws://")).await.unwrap();
    assert_eq!(*noted.0.lock().unwrap(), [(SERVICE.name, "ConnectAsViewer"), ("", "")]);
    let [asked, opened] = server.asked().try_into().unwrap();
    assert_eq!((asked.parameter("tenant"), asked.header("x-tenant")), (Some("7"), Some("7")));
    assert_eq!(asked.parameter("X-Amz-SignedHeaders"), Some("host%3Bx-tenant"));
    assert_eq!((opened.parameter("tenant"), opened.header("x-tenant")), (None, None));
}

/// Not all services sign: a token travels in a header, as it does in calls.
#[tokio::test]
async fn a_token_opens_a_socket_too() {
    let server = Server::start(vec![send(vec![])]).await;
    let config = || Config::builder(HttpTransport::new()).endpoint_url(server.url());
    let nobody = Client::new(&SERVICE, &config().build());
    let refused = nobody.connect(&Join {}, EXPIRES_IN).await.unwrap_err();
    assert_eq!(refused.to_string(), "Join: there are no credentials for this operation: set `bearer_token`");
    let somebody = Client::new(&SERVICE, &config().bearer_token("token-1").build());
    somebody.connect(&Join {}, EXPIRES_IN).await.unwrap();
    let [asked] = server.asked().try_into().unwrap();
    assert_eq!(asked.header("authorization"), Some("Bearer token-1"));
    assert_eq!(asked.parameter("X-Amz-Signature"), None);
}

/// The URL that the Android client makes of the same.
#[tokio::test]
async fn presigns_without_a_network() {
    let config = Config::builder(HttpTransport::new())
        .region("us-west-2")
        .endpoint_url("wss://v-a1b2c3d4.kinesisvideo.us-west-2.amazonaws.com")
        .credentials(Credentials::new("AKIAIOSFODJJ7EXAMPLE", SECRET_KEY))
        .clock(|| at("2023-07-24T08:07:02Z"));
    let client = Client::new(&SERVICE, &config.build());
    let input = viewer("d7d1c6e2-9cb0-4d61-bea9-ecb3d3816557");
    let presigned = client.presign(&input, EXPIRES_IN).await.unwrap();
    assert_eq!(
        presigned.url(),
        "wss://v-a1b2c3d4.kinesisvideo.us-west-2.amazonaws.com/?X-Amz-Algorithm=AWS4-HMAC-SHA256\
         &X-Amz-ChannelARN=arn%3Aaws%3Akinesisvideo%3Aus-west-2%3A123456789012%3Achannel%2Fdemo-channel%2F1234567890123\
         &X-Amz-ClientId=d7d1c6e2-9cb0-4d61-bea9-ecb3d3816557\
         &X-Amz-Credential=AKIAIOSFODJJ7EXAMPLE%2F20230724%2Fus-west-2%2Fkinesisvideo%2Faws4_request\
         &X-Amz-Date=20230724T080702Z&X-Amz-Expires=299&X-Amz-SignedHeaders=host\
         &X-Amz-Signature=cea541f699dc51bc53a55590ce817e63cc06fac2bdef4696b63e0889eb448f0b"
    );
    assert!(presigned.headers().is_empty());
    assert!(!format!("{presigned:?}").contains("cea541f6"));
}

#[tokio::test]
async fn the_path_of_the_endpoint_is_signed_as_it_is() {
    let client = Client::new(&SERVICE, &config("wss://Example.com:443/a%20b//c").build());
    let presigned = client.presign(&viewer("viewer-1"), EXPIRES_IN).await.unwrap();
    let target = presigned.url().strip_prefix("wss://Example.com:443").unwrap().to_owned();
    assert!(target.starts_with("/a%20b//c?X-Amz-Algorithm="), "{target}");
    let asked = Asked { target, headers: vec![("host".to_owned(), "example.com".to_owned())] };
    assert_eq!(asked.parameter("X-Amz-Signature"), Some(&*signature::expected(&asked, SECRET_KEY)));
}

#[tokio::test]
async fn tries_again_with_a_fresh_signature() {
    let throttled = refuse(400, "x-amzn-errortype: ClientLimitExceededException\r\n", "");
    let server = Server::start(vec![throttled, Turn::HangUp, send(vec![])]).await;
    let seconds = AtomicU64::new(1_690_000_000);
    let clock =
        move || SystemTime::UNIX_EPOCH + Duration::from_secs(seconds.fetch_add(60, Ordering::Relaxed));
    connect(config(&server.url()).clock(clock)).await.unwrap();
    let asked = server.asked();
    assert_eq!(asked.len(), 3);
    for pair in asked.windows(2) {
        for name in ["X-Amz-Date", "X-Amz-Signature"] {
            assert_ne!(pair[0].parameter(name), pair[1].parameter(name));
        }
        assert_ne!(pair[0].header("sec-websocket-key"), pair[1].header("sec-websocket-key"));
    }
}

#[tokio::test]
async fn gives_up_after_the_last_attempt() {
    let server = Server::start(vec![refuse(500, "", ""), refuse(503, "", "")]).await;
    let error = connect(config(&server.url()).max_attempts(2)).await.unwrap_err();
    assert_eq!((error.status(), server.asked().len()), (Some(503), 2));
}

#[tokio::test]
async fn a_silent_server_runs_out_of_time() {
    let server = Server::start(vec![Turn::Silence]).await;
    let config = config(&server.url()).attempt_timeout(Duration::from_millis(50)).max_attempts(1);
    let error = connect(config).await.unwrap_err();
    assert_eq!(error.failure().unwrap().kind(), FailureKind::Timeout);
}

#[tokio::test]
async fn the_answer_must_be_to_the_key_that_was_sent() {
    let head = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n";
    let stored = "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";
    for answer in [format!("{head}{stored}"), format!("{head}\r\n")] {
        let server = Server::start(vec![Turn::Answer(vec![answer])]).await;
        let error = connect(config(&server.url())).await.unwrap_err();
        let failure = error.failure().unwrap();
        assert_eq!(failure.kind(), FailureKind::Response);
        assert!(failure.to_string().contains("has a wrong"), "{failure}");
    }
}

#[tokio::test]
async fn says_why_nothing_was_sent() {
    let server = Server::start(vec![]).await;
    let client = Client::new(&SERVICE, &config(&server.url()).build());
    let input = viewer("Aws_viewer");
    let error = client.connect(&input, EXPIRES_IN).await.unwrap_err();
    assert_eq!(error.failure().unwrap().kind(), FailureKind::Input);
    assert!(error.to_string().starts_with("ConnectAsViewer: "), "{error}");

    let endpoints = [
        ("https://example.com", "neither `wss` nor `ws`"),
        ("ws://example.com", "not encrypted"),
        ("wss://example.com?a=b", "query"),
    ];
    for (endpoint, what) in endpoints {
        let error = connect(config(endpoint)).await.unwrap_err();
        assert_eq!(error.failure().unwrap().kind(), FailureKind::Endpoint);
        assert!(error.to_string().contains(what), "{error}");
    }

    let anonymous = Config::builder(HttpTransport::new()).region("us-west-2").endpoint_url(server.url());
    let error = connect(anonymous).await.unwrap_err();
    assert_eq!(error.failure().unwrap().kind(), FailureKind::Credentials);
    assert!(server.asked().is_empty());
}

/// Neither does the query that is dialled, nor the key that signs it.
#[tokio::test]
async fn errors_show_no_secret() {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let nobody = format!("ws://{}", listener.local_addr().unwrap());
    drop(listener);
    let error = connect(config(&nobody).max_attempts(1)).await.unwrap_err();
    assert_eq!(error.failure().unwrap().kind(), FailureKind::Connection);
    let mut shown = format!("{error} {error:?}");
    let mut source = std::error::Error::source(&error);
    while let Some(error) = source {
        shown.push_str(&format!("{error} {error:?}"));
        source = error.source();
    }
    for secret in ["X-Amz-", "session", SECRET_KEY] {
        assert!(!shown.contains(secret), "{shown}");
    }
}
