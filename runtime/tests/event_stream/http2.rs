//! Event streams over sockets, with TLS and HTTP/2 and in both directions at once.

mod listening;
mod server;

use super::*;
use runtime::Credentials;
use runtime::error::FailureKind;
use runtime::event_stream::channel;
use server::{Address, Call, start, start_without_http2};
use signing::Verifier;
use smithwright_transport::HttpTransport;
use std::time::Duration;

/// The time limits of a call. They also hold the TLS handshake, which takes a busy machine a while.
const LIMIT: Duration = Duration::from_secs(5);

fn credentials() -> Credentials {
    Credentials::new("AKID", "s3cret").with_session_token("t0ken")
}

fn client(server: &Address) -> Client {
    let transport = HttpTransport::builder().add_root_certificate(&*server.certificate).build();
    let config = Config::builder(transport)
        .region("here")
        .endpoint_url(&*server.url)
        .credentials(credentials())
        .attempt_timeout(LIMIT)
        .call_timeout(LIMIT)
        .build();
    Client::new(&OVER_SOCKETS, &config)
}

fn configured(parameters: &Parameters<'_>) -> Result<Endpoint, EndpointError> {
    Ok(Endpoint::new(parameters.endpoint.unwrap_or_default()))
}

static OVER_SOCKETS: ServiceSchema = ServiceSchema::new("Talk", &RestJson1, configured).signing_name("talk");

fn said(text: &str) -> Vec<u8> {
    message(&[(":message-type", "event"), (":event-type", "line")], text)
}

/// Each event is answered before the next one is sent, and the call exceeds the time limits.
#[tokio::test]
async fn events_go_both_ways_at_once() {
    let server = start(|mut call: Call| async move {
        assert_eq!(call.headers["content-type"], "application/vnd.amazon.eventstream");
        assert_eq!(call.headers["x-room"], "kitchen");
        assert_eq!(call.headers["x-amz-security-token"], "t0ken");
        let mut verifier = Verifier::new(&call.headers);
        call.answer();
        loop {
            let signed = call.receive().await.unwrap();
            let Some(HeaderValue::Timestamp(time)) = signed.header(":date") else { panic!("no date") };
            let late = Timestamp::now().seconds() - time.seconds();
            assert!((0..60).contains(&late), "signed {late} s ago");
            let Some(event) = verifier.verify(&signed) else { break };
            let echo = format!("you said {}", std::str::from_utf8(event.payload()).unwrap());
            call.send(said(&echo));
        }
        assert!(call.receive().await.is_none(), "nothing follows the end");
        call.send(said("goodbye"));
        call.end();
    })
    .await;
    let (mut sender, events) = channel(1);
    let input = Converse { room: Some("kitchen".to_owned()), events };
    let client = client(&server);
    let mut output = client.send(&input).await.unwrap();
    assert_eq!(output.session.as_deref(), Some("s1"));
    for at in 0..3 {
        sender.send(line(&at.to_string())).await.unwrap();
        let answer = output.events.receive().await.unwrap();
        assert_eq!(answer, Some(line(&format!("you said {at}"))));
        tokio::time::sleep(LIMIT.mul_f32(0.4)).await;
    }
    drop(sender);
    assert_eq!(output.events.receive().await.unwrap(), Some(line("goodbye")));
    assert_eq!(output.events.receive().await.unwrap(), None);
}

/// A service may want to see an event before it responds at all.
#[tokio::test]
async fn events_are_sent_before_the_answer_is_there() {
    let server = start(|mut call: Call| async move {
        let mut verifier = Verifier::new(&call.headers);
        let first = call.receive().await.unwrap();
        assert_eq!(verifier.verify(&first).unwrap().payload(), "hello");
        tokio::time::sleep(LIMIT.mul_f32(1.2)).await;
        call.answer();
        call.end();
    })
    .await;
    let (mut sender, events) = channel(1);
    sender.send(line("hello")).await.unwrap();
    let mut output = client(&server).send(&Converse { events, ..Converse::default() }).await.unwrap();
    assert_eq!(output.events.receive().await.unwrap(), None);
}

#[tokio::test]
async fn many_large_events_keep_within_the_window() {
    const COUNT: usize = 40;
    let server = start(|mut call: Call| async move {
        let mut verifier = Verifier::new(&call.headers);
        call.answer();
        let mut bytes = 0;
        while let Some(event) = verifier.verify(&call.receive().await.unwrap()) {
            bytes += event.payload().len();
        }
        call.send(said(&bytes.to_string()));
        call.end();
    })
    .await;
    let audio = || Talk::Audio(Audio { bytes: Some(vec![7; 50_000].into()) });
    let input = Converse { events: events((0..COUNT).map(|_| audio()).collect()), ..Converse::default() };
    let mut output = client(&server).send(&input).await.unwrap();
    assert_eq!(output.events.receive().await.unwrap(), Some(line(&(COUNT * 50_000).to_string())));
}

/// Sends one event and ends the response with `finish`. Returns the client's error after the event.
async fn answered(finish: fn(&mut Call)) -> runtime::Error<TalkError> {
    let server = start(move |mut call: Call| async move {
        call.answer();
        call.send(said("one"));
        finish(&mut call);
        // Keeps the request open until the client ends it.
        while call.receive().await.is_some() {}
    })
    .await;
    let (sender, events) = channel(1);
    let mut output = client(&server).send(&Converse { events, ..Converse::default() }).await.unwrap();
    assert_eq!(output.events.receive().await.unwrap(), Some(line("one")));
    let error = output.events.receive().await.unwrap_err();
    assert_eq!(output.events.receive().await.unwrap(), None, "nothing comes after an error");
    drop(sender);
    error
}

#[tokio::test]
async fn an_exception_comes_as_an_error() {
    let error = answered(|call| {
        let headers = [(":message-type", "exception"), (":exception-type", "busy")];
        call.send(message(&headers, r#"{"message":"later"}"#));
        call.end();
    })
    .await;
    assert!(
        matches!(error.service(), Some(TalkError::Busy(busy)) if busy.message.as_deref() == Some("later"))
    );
}

#[tokio::test]
async fn a_wrong_checksum_ends_the_stream() {
    let error = answered(|call| {
        let mut wrong = said("two");
        *wrong.last_mut().unwrap() ^= 1;
        call.send(wrong);
        call.send(said("three"));
        call.end();
    })
    .await;
    assert_eq!(error.failure().unwrap().kind(), FailureKind::Response);
    assert!(error.to_string().contains("the checksum of a message is "), "{error}");
}

#[tokio::test]
async fn a_stream_that_ends_within_a_message_is_cut() {
    let error = answered(|call| {
        call.send(said("two")[..20].to_vec());
        call.end();
    })
    .await;
    assert!(
        error.to_string().contains("the stream ends within a message, of which it has 20 bytes"),
        "{error}"
    );
}

#[tokio::test]
async fn a_stream_that_is_broken_off_says_so() {
    let server = start(|mut call: Call| async move {
        call.answer();
        call.send(said("one"));
        // What is still being sent when a stream is reset may get lost.
        call.receive().await.unwrap();
        call.reset();
    })
    .await;
    let (mut sender, events) = channel(1);
    let mut output = client(&server).send(&Converse { events, ..Converse::default() }).await.unwrap();
    assert_eq!(output.events.receive().await.unwrap(), Some(line("one")));
    sender.send(line("received")).await.unwrap();
    let error = output.events.receive().await.unwrap_err();
    assert_eq!(error.failure().unwrap().kind(), FailureKind::Connection);
    assert_eq!(error.to_string(), "Converse: the connection broke (status 200)");
    assert_eq!(output.events.receive().await.unwrap(), None);
}

/// A server has to stop sending a response that nobody reads, while others on the connection go on.
#[tokio::test]
async fn answers_that_nobody_reads_hold_up_no_others() {
    let server = start(|mut call: Call| async move {
        call.answer();
        call.send(said("one"));
        for _ in 0..3 {
            call.send(said(&"x".repeat(1 << 20)));
        }
        while call.receive().await.is_some() {}
    })
    .await;
    let client = client(&server);
    let mut unread = Vec::new();
    for _ in 0..6 {
        let (sender, events) = channel(1);
        let input = Converse { events, ..Converse::default() };
        let call = async {
            let mut output = client.send(&input).await.unwrap();
            assert_eq!(output.events.receive().await.unwrap(), Some(line("one")));
            output
        };
        let output = tokio::time::timeout(Duration::from_secs(5), call).await.unwrap();
        unread.push((sender, output));
        // Gives what was sent time to arrive.
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
}

/// Returns the error of a call that fails before anything is sent.
async fn refused(client: Client) -> String {
    let (_sender, events) = channel(1);
    let input = Converse { events, ..Converse::default() };
    let error = tokio::time::timeout(Duration::from_secs(10), client.send(&input))
        .await
        .unwrap()
        .map(drop)
        .unwrap_err();
    assert_eq!(error.failure().unwrap().kind(), FailureKind::Configuration);
    error.to_string()
}

#[tokio::test]
async fn a_server_without_http2_is_refused_at_once() {
    let encrypted = start_without_http2().await;
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    let plain = Address { url, certificate: encrypted.certificate.clone() };
    for server in [encrypted, plain] {
        let error = refused(client(&server)).await;
        assert!(error.contains("in both directions need HTTP/2"), "{error}");
    }
}

#[tokio::test]
async fn events_are_signed_for_one_region() {
    static SEVERAL: ServiceSchema = ServiceSchema::new("Talk", &RestJson1, |parameters| {
        let scheme = runtime::endpoint::EndpointAuthScheme::new("sigv4a").signing_region_set("*");
        Ok(configured(parameters)?.auth_scheme(scheme))
    });
    let server = Address { url: "https://localhost:1".to_owned(), certificate: String::new() };
    let config = Config::builder(HttpTransport::new()).endpoint_url(&*server.url).credentials(credentials());
    let error = refused(Client::new(&SEVERAL, &config.build())).await;
    assert!(error.contains("can't carry signatures that hold in several Regions"), "{error}");
}
