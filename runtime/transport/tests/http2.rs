//! Many requests at once to a server that speaks HTTP/2.
// Tests may panic.
#![allow(clippy::unwrap_used)]

use bytes::Bytes;
use smithwright_runtime::transport::{HttpRequest, Transport};
use smithwright_transport::HttpTransport;
use std::future::pending;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
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

#[tokio::test]
async fn a_full_connection_does_not_hold_up_the_next_call() {
    let (url, connections) = endless().await;
    let transport = HttpTransport::builder().reqwest(|client| client.http2_prior_knowledge()).build();
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
