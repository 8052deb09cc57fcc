//! Servers that speak HTTP/2: many requests at once, and connections that stop.
// Tests may panic.
#![allow(clippy::indexing_slicing, clippy::unwrap_used)]

use bytes::Bytes;
use smithwright_runtime::transport::{HttpRequest, Transport, TransportErrorKind};
use smithwright_transport::{HttpTransport, HttpTransportBuilder};
use std::future::pending;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

/// Starts a server that answers with bodies which never end, and at most 100 at a time on one connection. Returns its URL, and how many connections it has.
async fn endless() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let count = Arc::new(AtomicUsize::new(0));
    let connections = Arc::clone(&count);
    tokio::spawn(async move {
        loop {
            let (stream, _) = listener.accept().await.unwrap();
            connections.fetch_add(1, Ordering::Relaxed);
            tokio::spawn(async move {
                let mut server = h2::server::Builder::new();
                let mut connection =
                    server.max_concurrent_streams(100).handshake::<_, Bytes>(stream).await.unwrap();
                while let Some(Ok((_, mut reply))) = connection.accept().await {
                    tokio::spawn(async move {
                        let _body = reply.send_response(http::Response::new(()), false).unwrap();
                        pending::<()>().await;
                    });
                }
            });
        }
    });
    (url, count)
}

fn in_http2() -> HttpTransportBuilder {
    HttpTransport::builder().reqwest(|client| client.http2_prior_knowledge())
}

#[tokio::test]
async fn a_full_connection_does_not_hold_up_the_next_call() {
    let (url, connections) = endless().await;
    let transport = in_http2().build();
    let mut answers = Vec::new();
    for _ in 0..250 {
        let answer = transport.send(HttpRequest::new("GET", url.as_str()));
        answers.push(tokio::time::timeout(Duration::from_secs(10), answer).await.unwrap().unwrap());
    }
    assert_eq!(connections.load(Ordering::Relaxed), 3);
    // What has been read or dropped makes room where there was none.
    answers.drain(..60);
    for _ in 0..60 {
        answers.push(transport.send(HttpRequest::new("GET", url.as_str())).await.unwrap());
    }
    assert_eq!(connections.load(Ordering::Relaxed), 3);
}

#[tokio::test]
async fn a_server_may_allow_fewer_requests_on_a_connection() {
    let (url, connections) = endless().await;
    let transport = in_http2().requests_per_connection(2).build();
    let mut answers = Vec::new();
    for _ in 0..5 {
        answers.push(transport.send(HttpRequest::new("GET", url.as_str())).await.unwrap());
    }
    assert_eq!(connections.load(Ordering::Relaxed), 3);
}

type Reply = h2::server::SendResponse<Bytes>;

/// Starts a server that hands each request to `answer`, with the numbers of its connection and of the request on that. Returns its URL.
async fn answering(answer: fn(usize, usize, Reply) -> bool) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move {
        for number in 0.. {
            let (stream, _) = listener.accept().await.unwrap();
            tokio::spawn(async move {
                let mut connection = h2::server::handshake(stream).await.unwrap();
                let mut requests = 0;
                while let Some(Ok((_, reply))) = connection.accept().await {
                    if !answer(number, requests, reply) {
                        // Keeps the connection, and does nothing with it.
                        pending::<()>().await;
                    }
                    requests += 1;
                }
            });
        }
    });
    url
}

fn ok(mut reply: Reply) -> bool {
    reply.send_response(http::Response::new(()), true).unwrap();
    true
}

#[tokio::test]
async fn a_connection_that_answers_no_more_is_left() {
    let url = answering(|connection, request, reply| (connection, request) != (0, 1) && ok(reply)).await;
    let transport = in_http2().build();
    let send = || transport.send(HttpRequest::new("GET", url.as_str()));
    assert_eq!(send().await.unwrap().status, 200);
    assert!(tokio::time::timeout(Duration::from_secs(1), send()).await.is_err());
    for _ in 0..3 {
        let answer = tokio::time::timeout(Duration::from_secs(20), send());
        assert_eq!(answer.await.unwrap().unwrap().status, 200);
    }
}

#[tokio::test]
async fn what_is_given_up_at_once_says_nothing_of_the_connection() {
    let url = answering(|connection, request, mut reply| {
        assert_eq!(connection, 0);
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(if request % 2 == 0 { 0 } else { 100 })).await;
            let _ = reply.send_response(http::Response::new(()), true);
        });
        true
    })
    .await;
    let transport = in_http2().build();
    for _ in 0..5 {
        let send = || transport.send(HttpRequest::new("GET", url.as_str()));
        assert_eq!(send().await.unwrap().status, 200);
        let _ = tokio::time::timeout(Duration::from_millis(20), send()).await;
    }
}

/// What is given up on a connection that answers others says nothing about the connection.
#[tokio::test]
async fn a_connection_that_answers_others_is_kept() {
    static KEPT: Mutex<Vec<Reply>> = Mutex::new(Vec::new());
    let url = answering(|connection, request, reply| {
        assert_eq!(connection, 0);
        if request == 1 {
            KEPT.lock().unwrap().push(reply);
            return true;
        }
        ok(reply)
    })
    .await;
    let transport = in_http2().build();
    let send = || transport.send(HttpRequest::new("GET", url.as_str()));
    assert_eq!(send().await.unwrap().status, 200);
    let (slow, other) = tokio::join!(tokio::time::timeout(Duration::from_secs(2), send()), async {
        tokio::time::sleep(Duration::from_millis(500)).await;
        send().await
    });
    assert!(slow.is_err());
    assert_eq!(other.unwrap().status, 200);
    assert_eq!(send().await.unwrap().status, 200);
}

#[tokio::test]
async fn a_response_that_is_cut_off_is_not_whole() {
    let url = answering(|_, _, mut reply| {
        let mut body = reply.send_response(http::Response::new(()), false).unwrap();
        body.send_data(Bytes::from("the first half"), false).unwrap();
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(50)).await;
            body.send_reset(h2::Reason::NO_ERROR);
        });
        true
    })
    .await;
    let response = in_http2().build().send(HttpRequest::new("GET", url.as_str())).await.unwrap();
    let error = response.body.collect(1_000).await.unwrap_err();
    assert!(std::error::Error::source(&error).unwrap().to_string().contains("reset the stream"), "{error:?}");
}

/// A server that goes away leaves alone what it has not begun with, and says so.
#[tokio::test]
async fn a_request_that_a_closing_connection_leaves_goes_to_another() {
    const SETTINGS: &[u8] = &[0, 0, 0, 4, 0, 0, 0, 0, 0];
    const GO_AWAY: &[u8] = &[0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        stream.write_all(SETTINGS).await.unwrap();
        let mut received = Vec::new();
        // A frame of headers has the type 1.
        while !received.windows(9).any(|frame| frame[3] == 1 && frame[5..] == [0, 0, 0, 1]) {
            stream.read_buf(&mut received).await.unwrap();
        }
        stream.write_all(GO_AWAY).await.unwrap();
        let (other, _) = listener.accept().await.unwrap();
        let mut connection = h2::server::handshake(other).await.unwrap();
        while let Some(Ok((_, reply))) = connection.accept().await {
            ok(reply);
        }
    });
    let mut request = HttpRequest::new("PUT", url.as_str());
    request.body = vec![7; 100].into();
    assert_eq!(in_http2().build().send(request).await.unwrap().status, 200);
}

/// It only wants no more of the request.
#[tokio::test]
async fn a_whole_response_may_be_followed_by_a_reset() {
    let url = answering(|_, _, mut reply| {
        let refused = http::Response::builder().status(403).body(()).unwrap();
        let mut body = reply.send_response(refused, false).unwrap();
        // Since nobody reads the request, the stream is reset afterwards.
        body.send_data(Bytes::from("all of it"), true).unwrap();
        true
    })
    .await;
    let mut request = HttpRequest::new("PUT", url.as_str());
    request.body = vec![7; 1 << 20].into();
    let response = in_http2().build().send(request).await.unwrap();
    assert_eq!(
        (response.status, response.body.collect(1_000).await.unwrap().as_ref()),
        (403, &b"all of it"[..])
    );
}

/// A server that refuses everything is overloaded.
#[tokio::test]
async fn a_server_that_refuses_a_request_is_asked_once_more() {
    static REFUSED: AtomicUsize = AtomicUsize::new(0);
    let url = answering(|_, _, mut reply| {
        REFUSED.fetch_add(1, Ordering::Relaxed);
        reply.send_reset(h2::Reason::REFUSED_STREAM);
        true
    })
    .await;
    let mut request = HttpRequest::new("PUT", url.as_str());
    request.body = vec![7; 100].into();
    let error = in_http2().build().send(request).await.unwrap_err();
    assert_eq!(error.kind(), TransportErrorKind::Broken);
    assert_eq!(REFUSED.load(Ordering::Relaxed), 2);
}
