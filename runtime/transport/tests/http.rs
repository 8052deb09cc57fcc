//! Calls over real connections to servers on this machine.
// Tests may panic. Tables are public items, as generated ones are.
#![allow(missing_docs, unreachable_pub, clippy::panic, clippy::unwrap_used, clippy::indexing_slicing)]

use smithwright_runtime as runtime;

use runtime::endpoint::{Endpoint, EndpointError, Parameters};
use runtime::error::FailureKind;
use runtime::protocol::RestJson1;
use runtime::transport::{HttpRequest, Transport, TransportErrorKind};
use runtime::{ByteStream, Bytes, Client, Config, Error, Failure, Operation, OperationSchema, ServiceSchema};
use smithwright_transport::HttpTransport;
use std::collections::VecDeque;
use std::error::Error as _;
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::task::JoinHandle;

#[derive(Clone, Default)]
pub struct Put {
    pub body: Option<ByteStream>,
}

runtime::structure! {
    sent Put = "PutInput" {
        body: "Body", StreamingPayload;
    }
}

#[derive(Clone, Default)]
pub struct PutOutput {
    pub text: Option<String>,
}

runtime::structure! {
    received PutOutput = "PutOutput" {
        text: "Text", Payload;
    }
}

pub enum PutError {
    Unmodelled,
}

runtime::operation_error! {
    PutError {}
}

impl Operation for Put {
    type Client = Client;
    type Output = PutOutput;
    type Error = PutError;
    fn operation() -> &'static OperationSchema {
        &OperationSchema { name: "Put", method: "PUT", uri: "/things", status: 200, settings: &[] }
    }
}

fn endpoint(parameters: &Parameters<'_>) -> Result<Endpoint, EndpointError> {
    Ok(Endpoint::new(parameters.endpoint.unwrap()))
}

static SERVICE: ServiceSchema = ServiceSchema::new("Things", &RestJson1, endpoint);

fn put() -> Put {
    Put::default()
}

fn failure<T>(result: Result<T, Error<PutError>>) -> Failure {
    match result.map(drop).unwrap_err() {
        Error::Failure(failure) => *failure,
        other => panic!("{other:?}"),
    }
}

/// Answers each connection with the next text and gives what was received.
async fn serve(answers: Vec<String>) -> (String, JoinHandle<Vec<String>>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/base/", listener.local_addr().unwrap());
    let received = tokio::spawn(async move {
        let mut received = Vec::new();
        for answer in answers {
            let (mut socket, _) = listener.accept().await.unwrap();
            received.push(read(&mut socket).await);
            socket.write_all(answer.as_bytes()).await.unwrap();
        }
        received
    });
    (url, received)
}

/// Reads a request whose body is announced by its length, or ends with an empty chunk.
async fn read(socket: &mut TcpStream) -> String {
    let mut received = String::new();
    loop {
        let mut piece = [0; 1024];
        let count = socket.read(&mut piece).await.unwrap();
        received.push_str(std::str::from_utf8(&piece[..count]).unwrap());
        let Some((head, body)) = received.split_once("\r\n\r\n") else { continue };
        let length = head.lines().find_map(|line| line.strip_prefix("content-length: "));
        let chunked = head.contains("transfer-encoding: chunked") && !body.ends_with("0\r\n\r\n");
        if !chunked && body.len() >= length.map_or(0, |length| length.parse().unwrap()) {
            return received;
        }
    }
}

fn answer(head: &str, body: &str) -> String {
    format!("HTTP/1.1 {head}\r\nconnection: close\r\n\r\n{body}")
}

fn client(url: &str) -> Client {
    let config = Config::builder(HttpTransport::new()).endpoint_url(url).max_attempts(1);
    Client::new(&SERVICE, &config.build())
}

/// Some proxies compress what nobody asked to have plain.
#[tokio::test]
async fn responses_are_asked_for_as_they_are() {
    let (url, received) = serve(vec![answer("200 OK", "plain")]).await;
    client(&url).send(&put()).await.unwrap();
    let received = received.await.unwrap();
    assert!(received[0].contains("\r\naccept-encoding: identity\r\n"), "{received:?}");
}

/// An entry of the caller's metadata in each, say.
#[tokio::test]
async fn a_response_may_have_hundreds_of_headers() {
    let many: String = (0..500).map(|number| format!("x-amz-meta-{number}: v\r\n")).collect();
    let (url, _) = serve(vec![answer(&format!("200 OK\r\n{many}content-length: 0"), "")]).await;
    let response = HttpTransport::new().send(HttpRequest::new("GET", url)).await.unwrap();
    assert_eq!(response.headers.len(), 502);
}

#[tokio::test]
async fn speaks_http() {
    let (url, received) = serve(vec![
        answer("200 OK\r\ncontent-length: 4", "done"),
        answer("302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0", ""),
        answer("200 OK\r\ntransfer-encoding: chunked", "2\r\nch\r\n4\r\nunks\r\n0\r\n\r\n"),
    ])
    .await;
    let client = client(&url);
    let output = client.send(&Put { body: Some("hello".into()) }).await.unwrap();
    assert_eq!(output.text.as_deref(), Some("done"));
    let redirected = client.send(&put()).await.unwrap_err();
    assert_eq!(redirected.status(), Some(302));
    let stream = Pieces(["he", "llo"].map(Bytes::from).into());
    let input = Put { body: Some(ByteStream::from_stream(stream, None)) };
    assert_eq!(client.send(&input).await.unwrap().text.as_deref(), Some("chunks"));

    let received = received.await.unwrap();
    let (head, body) = received[0].split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("PUT /base/things HTTP/1.1\r\n"), "{head}");
    assert!(head.contains("\r\ncontent-length: 5\r\n") || head.ends_with("\r\ncontent-length: 5"), "{head}");
    assert!(head.contains("\r\nuser-agent: smithwright/0.1\r\n"), "{head}");
    assert_eq!(body, "hello");
    assert!(received[2].ends_with("\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n"), "{}", received[2]);
}

/// A stream of pieces that are there already.
struct Pieces(VecDeque<Bytes>);

impl futures_core::Stream for Pieces {
    type Item = Result<Bytes, runtime::error::BoxError>;

    fn poll_next(
        mut self: std::pin::Pin<&mut Self>,
        _: &mut std::task::Context<'_>,
    ) -> std::task::Poll<Option<Self::Item>> {
        std::task::Poll::Ready(self.0.pop_front().map(Ok))
    }
}

#[tokio::test]
async fn says_what_is_wrong_with_the_body_that_the_caller_streams() {
    let breaking =
        futures_util::stream::iter([Ok(Bytes::from("abc")), Err(std::io::Error::other("disk broke"))]);
    let pieces = |pieces: &[&'static str]| Pieces(pieces.iter().map(|piece| Bytes::from(*piece)).collect());
    for (body, problem) in [
        (ByteStream::from_stream(breaking, None), "the body could not be read to its end: disk broke"),
        (ByteStream::from_stream(pieces(&["abc"]), Some(10)), "the body should have 10 bytes but has 3"),
        // The length of what is sent is right: nobody but the stream knows that there is more.
        (ByteStream::from_stream(pieces(&["abc", "d"]), Some(3)), "the body should have 3 bytes but has 4"),
        (ByteStream::from_stream(pieces(&["abc"]), Some(0)), "the body should have 0 bytes but has 3"),
    ] {
        let (url, _) = serve(vec![String::new()]).await;
        let failed = failure(client(&url).send(&Put { body: Some(body) }).await);
        assert_eq!(failed.kind(), FailureKind::Body);
        assert_eq!(failed.to_string(), format!("Put: the body of the request is wrong: {problem}"));
    }
}

#[tokio::test]
async fn a_stream_that_was_sent_before_is_no_attempt() {
    let (url, _) = serve(vec![answer("200 OK\r\ncontent-length: 4", "done")]).await;
    let call = Put { body: Some(ByteStream::from_stream(Pieces([Bytes::from("abc")].into()), Some(3))) };
    let client = client(&url);
    client.send(&call).await.unwrap();
    let failed = failure(client.send(&call).await);
    assert_eq!((failed.kind(), failed.attempts()), (FailureKind::Input, 0), "{failed}");
}

/// It takes the head and some of the body, and then no more.
#[tokio::test]
async fn gives_up_on_a_server_that_takes_no_more() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let config = Config::builder(HttpTransport::new()).endpoint_url(url);
    let client = Client::new(&SERVICE, &config.stall_timeout(Duration::from_millis(300)).build());
    let endless = futures_util::stream::repeat_with(|| std::io::Result::Ok(Bytes::from(vec![7; 1 << 20])));
    let call = Put { body: Some(ByteStream::from_stream(endless, None)) };
    let result = tokio::time::timeout(Duration::from_secs(20), client.send(&call)).await.unwrap();
    let failed = failure(result);
    assert_eq!(failed.kind(), FailureKind::Timeout);
    let expected = "Put: the service accepted nothing of the request's body for 300ms (`stall_timeout`)";
    assert_eq!(failed.to_string(), expected);
    drop(listener);
}

/// Over HTTP/1.1 nobody asks for more than the announced length, so nothing says that all was taken.
#[tokio::test]
async fn a_server_may_think_longer_than_a_stall() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        let received = read(&mut socket).await;
        tokio::time::sleep(Duration::from_secs(1)).await;
        socket.write_all(answer("200 OK\r\ncontent-length: 4", "done").as_bytes()).await.unwrap();
        received
    });
    let config = Config::builder(HttpTransport::new()).endpoint_url(url);
    let client = Client::new(&SERVICE, &config.stall_timeout(Duration::from_millis(200)).build());
    let pieces =
        futures_util::stream::iter(["all ", "of it"].map(|text| std::io::Result::Ok(Bytes::from(text))));
    let call = Put { body: Some(ByteStream::from_stream(pieces, Some(9))) };
    assert_eq!(client.send(&call).await.unwrap().text.as_deref(), Some("done"));
    assert!(server.await.unwrap().ends_with("\r\n\r\nall of it"));
}

#[tokio::test]
async fn tells_a_cut_body_from_a_cut_connection() {
    let (url, _) = serve(vec![
        answer("200 OK\r\ncontent-length: 9\r\nx-amzn-requestid: r-3", "half"),
        String::new(),
        "HTTP/1.1 what\r\n\r\n".to_owned(),
    ])
    .await;
    let client = client(&url);
    let cut = failure(client.send(&put()).await);
    assert_eq!((cut.kind(), cut.request_id()), (FailureKind::Response, Some("r-3")));
    assert!(cut.to_string().starts_with("Put: the response could not be read"), "{cut}");
    for _ in 0..2 {
        let broken = failure(client.send(&put()).await);
        assert_eq!(broken.kind(), FailureKind::Connection);
        assert!(broken.source().is_some());
        assert!(!format!("{broken:?}").contains("127.0.0.1"), "{broken:?}");
    }
}

#[tokio::test]
async fn an_empty_body_has_a_length_where_one_is_expected() {
    for (method, has_length) in
        [("PUT", true), ("POST", true), ("PATCH", true), ("GET", false), ("DELETE", false)]
    {
        let (url, server) = serve(vec!["HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n".to_owned()]).await;
        HttpTransport::new().send(HttpRequest::new(method, format!("{url}thing"))).await.unwrap();
        let [asked] = server.await.unwrap().try_into().unwrap();
        assert_eq!(asked.to_ascii_lowercase().contains("content-length: 0\r\n"), has_length, "{asked}");
    }
}

#[tokio::test]
async fn what_answers_head_has_a_length_and_no_body() {
    let (url, server) = serve(vec!["HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\n".to_owned()]).await;
    let answer = HttpTransport::new().send(HttpRequest::new("HEAD", format!("{url}/thing"))).await.unwrap();
    assert_eq!(answer.headers["content-length"], "5");
    assert_eq!(answer.body.collect(10).await.unwrap(), "");
    server.abort();
}

#[tokio::test]
async fn says_that_nobody_is_there() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    drop(listener);
    let refused = failure(client(&url).send(&put()).await);
    assert_eq!(refused.kind(), FailureKind::Connection);
    assert_eq!(refused.to_string(), "Put: could not connect: the connection was refused");
}

#[cfg(feature = "rustls")]
#[tokio::test]
async fn says_that_a_server_speaks_no_tls() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://{}", listener.local_addr().unwrap());
    let server = tokio::spawn(async move {
        let (mut socket, _) = listener.accept().await.unwrap();
        socket.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n").await.unwrap();
        socket.read_to_end(&mut Vec::new()).await.unwrap();
    });
    let error = HttpTransport::new().send(HttpRequest::new("GET", url)).await.unwrap_err();
    let said = "could not connect: the server does not speak TLS (should the endpoint be `http`?)";
    assert_eq!(error.to_string(), said);
    server.await.unwrap();
}

#[tokio::test]
async fn refuses_a_path_that_would_go_elsewhere() {
    let transport = HttpTransport::new();
    for path in ["/a/../b", "/a/%2e%2E/b", "/a/./b", "/.."] {
        let request = HttpRequest::new("GET", format!("http://127.0.0.1:1{path}?q=%27"));
        let error = transport.send(request).await.unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Unusable, "{path}");
    }
    for path in ["", "/", "/a%2Fb/..c//d"] {
        let request = HttpRequest::new("GET", format!("http://127.0.0.1:1{path}"));
        let error = transport.send(request).await.unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Connect, "{path}");
    }
}

#[tokio::test]
async fn refuses_a_host_that_would_be_sent_otherwise_than_it_is_signed() {
    let transport = HttpTransport::new();
    for (host, written) in
        [("127.1:1", "127.0.0.1"), ("[0:0:0:0:0:0:0:1]:1", "[::1]"), ("0x7f.0.0.1", "127.0.0.1")]
    {
        let error = transport.send(HttpRequest::new("GET", format!("http://{host}/a"))).await.unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Unusable, "{host}");
        let source = std::error::Error::source(&error).unwrap().to_string();
        assert!(source.contains(&format!("URLs write the host as `{written}`")), "{source}");
    }
    for host in ["127.0.0.1:1", "LOCALHOST:1", "[::1]:1"] {
        let error = transport.send(HttpRequest::new("GET", format!("http://{host}/a"))).await.unwrap_err();
        assert_eq!(error.kind(), TransportErrorKind::Connect, "{host}");
    }
}

#[tokio::test]
async fn calls_http_where_tls_cannot_be_set_up() {
    let (url, _) = serve(vec![answer("200 OK\r\ncontent-length: 0", "")]).await;
    let client = |url: &str| {
        let config = Config::builder(HttpTransport::builder().add_root_certificate("no certificate").build())
            .endpoint_url(url)
            .build();
        Client::new(&SERVICE, &config)
    };
    client(&url).send(&put()).await.unwrap();
    let refused = failure(client("https://127.0.0.1:1").send(&put()).await);
    assert_eq!(refused.kind(), FailureKind::Configuration);
    assert!(refused.to_string().contains("a root certificate is not PEM"), "{refused}");
}

/// The call is made in a process of its own, since proxies are named by the environment.
#[tokio::test]
async fn what_stays_on_this_machine_is_shown_to_no_proxy() {
    const INNER: &str = "CALLED_DESPITE_A_PROXY";
    let name = "what_stays_on_this_machine_is_shown_to_no_proxy";
    if std::env::var_os(INNER).is_none() {
        let itself = std::env::current_exe().unwrap();
        let mut command = std::process::Command::new(itself);
        // Nobody listens there.
        command.args(["--exact", name]).env("http_proxy", "http://127.0.0.1:1").env_remove("no_proxy");
        let run = command.env_remove("NO_PROXY").env(INNER, "1").output().unwrap();
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stdout));
        return;
    }
    let (url, _) = serve(vec![answer("200 OK\r\ncontent-length: 4", "done")]).await;
    assert_eq!(client(&url).send(&put()).await.unwrap().text.as_deref(), Some("done"));
    let elsewhere = failure(client("http://example.com").send(&put()).await);
    assert_eq!(elsewhere.kind(), FailureKind::Connection);
}

#[tokio::test]
async fn gives_up_when_dropped() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let calling = tokio::spawn(async move { client(&url).send(&put()).await.map(drop).map_err(drop) });
    let (mut socket, _) = listener.accept().await.unwrap();
    read(&mut socket).await;
    calling.abort();
    let gone = tokio::time::timeout(Duration::from_secs(10), socket.read(&mut [0])).await;
    assert!(matches!(gone, Ok(Ok(0) | Err(_))), "{gone:?}");
}

#[tokio::test]
async fn no_redirect_is_followed_whatever_the_program_changes() {
    let (url, received) =
        serve(vec![answer("302 Found\r\nlocation: http://127.0.0.1:1/\r\ncontent-length: 0", "")]).await;
    let transport = HttpTransport::builder()
        .reqwest(|client| client.redirect(reqwest::redirect::Policy::limited(3)))
        .build();
    let client =
        Client::new(&SERVICE, &Config::builder(transport).endpoint_url(&url).max_attempts(1).build());
    assert_eq!(client.send(&put()).await.unwrap_err().status(), Some(302));
    assert_eq!(received.await.unwrap().len(), 1);
}

#[tokio::test]
async fn a_client_of_the_programs_own_that_follows_redirects_is_found_out() {
    let (elsewhere, _) = serve(vec![answer("200 OK\r\ncontent-length: 4", "done")]).await;
    let (url, _) =
        serve(vec![answer(&format!("307 Moved\r\nlocation: {elsewhere}\r\ncontent-length: 0"), "")]).await;
    smithwright_transport::install_ring();
    let transport = HttpTransport::from(reqwest::Client::builder().no_proxy().build().unwrap());
    let client =
        Client::new(&SERVICE, &Config::builder(transport).endpoint_url(&url).max_attempts(1).build());
    let failure = failure(client.send(&put()).await);
    assert_eq!(failure.kind(), FailureKind::Configuration, "{failure}");
    assert!(chain(&failure).contains("followed a redirect"), "{failure:?}");
}

/// An error and its causes.
fn chain(error: &dyn std::error::Error) -> String {
    error.source().map_or(error.to_string(), |source| format!("{error}: {}", chain(source)))
}
