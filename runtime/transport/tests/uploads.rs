//! Bodies on their way to servers that don't want the rest of them, or that break off.
// Tests may panic.
#![allow(clippy::panic, clippy::unwrap_used)]

use bytes::Bytes;
use futures_util::{StreamExt as _, stream};
use smithwright_runtime::ByteStream;
use smithwright_runtime::transport::{HttpRequest, Transport, TransportError, TransportErrorKind};
use smithwright_transport::HttpTransport;
use std::io;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

const PIECE: usize = 64 * 1024;
const WHOLE: usize = 512 * PIECE;
/// What may have been on the way when the answer came: the buffers of both sides and of the system.
const BUFFERED: usize = 16 << 20;

/// Starts a server that answers at the first bytes and reads on for as long as something comes. Returns its URL, and how much it has read at the end of each
/// connection.
async fn hasty(answer: &'static str) -> (String, tokio::sync::mpsc::Receiver<usize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let (told, taken) = tokio::sync::mpsc::channel(8);
    tokio::spawn(async move {
        loop {
            let (mut socket, _) = listener.accept().await.unwrap();
            let told = told.clone();
            tokio::spawn(async move {
                let mut piece = vec![0; PIECE];
                let mut count = socket.read(&mut piece).await.unwrap();
                socket.write_all(answer.as_bytes()).await.unwrap();
                while let Ok(more @ 1..) = socket.read(&mut piece).await {
                    count += more;
                }
                told.send(count).await.unwrap();
            });
        }
    });
    (url, taken)
}

fn streamed() -> ByteStream {
    let piece = || io::Result::Ok(Bytes::from_static(&[7; PIECE]));
    ByteStream::from_stream(stream::repeat_with(piece).take(WHOLE / PIECE), Some(WHOLE as u64))
}

fn put(url: &str, body: ByteStream) -> HttpRequest {
    let mut request = HttpRequest::new("PUT", url);
    request.body = body;
    request
}

async fn soon<T>(it: impl Future<Output = T>) -> T {
    tokio::time::timeout(Duration::from_secs(20), it).await.unwrap()
}

#[tokio::test]
async fn the_rest_is_not_sent_once_an_error_has_been_read() {
    let in_memory = || ByteStream::from(vec![7; WHOLE]);
    for answer in [
        "HTTP/1.1 503 Slow Down\r\ncontent-length: 4\r\n\r\nslow",
        "HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n",
        "HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n",
    ] {
        for body in [streamed(), in_memory()] {
            let (url, mut taken) = hasty(answer).await;
            let response = HttpTransport::new().send(put(&url, body)).await.unwrap();
            let text = response.body.collect(100).await.unwrap();
            assert!(answer.ends_with(std::str::from_utf8(&text).unwrap()));
            let taken = soon(taken.recv()).await.unwrap();
            assert!(taken < BUFFERED, "{answer}: {taken} bytes");
        }
    }
}

#[tokio::test]
async fn nor_when_nobody_reads_the_answer() {
    let (url, mut taken) = hasty("HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nwe").await;
    drop(HttpTransport::new().send(put(&url, streamed())).await.unwrap());
    assert!(soon(taken.recv()).await.unwrap() < BUFFERED);
}

#[tokio::test]
async fn after_a_success_it_is() {
    let (url, mut taken) = hasty("HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok").await;
    let response = HttpTransport::new().send(put(&url, streamed())).await.unwrap();
    assert_eq!(response.body.collect(2).await.unwrap(), "ok");
    let taken = soon(taken.recv()).await.unwrap();
    assert!(taken > WHOLE, "{taken} bytes");
}

/// Starts a server that speaks HTTP/2, answers 503 at once and reads on. Returns its URL and how much it has read.
async fn hasty_in_http2() -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let taken = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&taken);
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut connection = h2::server::handshake(stream).await.unwrap();
        while let Some(Ok((request, mut reply))) = connection.accept().await {
            let count = Arc::clone(&count);
            tokio::spawn(async move {
                let refused = http::Response::builder().status(503).body(()).unwrap();
                reply.send_response(refused, true).unwrap();
                let mut body = request.into_body();
                while let Some(Ok(piece)) = body.data().await {
                    count.fetch_add(piece.len(), Ordering::Relaxed);
                    body.flow_control().release_capacity(piece.len()).unwrap();
                }
                // So that the test knows that nothing more comes.
                count.fetch_add(WHOLE, Ordering::Relaxed);
            });
        }
    });
    (url, taken)
}

fn in_http2() -> HttpTransport {
    HttpTransport::builder().reqwest(|client| client.http2_prior_knowledge()).build()
}

#[tokio::test]
async fn the_rest_is_not_sent_over_http2_either() {
    let (url, taken) = hasty_in_http2().await;
    let transport = in_http2();
    let response = transport.send(put(&url, streamed())).await.unwrap();
    assert_eq!(response.status, 503);
    response.body.collect(0).await.unwrap();
    while taken.load(Ordering::Relaxed) < WHOLE {
        soon(tokio::time::sleep(Duration::from_millis(5))).await;
    }
    let taken = taken.load(Ordering::Relaxed) - WHOLE;
    assert!(taken < BUFFERED, "{taken} bytes");
}

/// A server that refuses a stream has not begun with it, so that it is sent again, however large it is.
#[tokio::test]
async fn what_a_server_has_not_begun_with_is_sent_again() {
    for size in [100, WHOLE] {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/", listener.local_addr().unwrap());
        tokio::spawn(async move {
            let (stream, _) = listener.accept().await.unwrap();
            let mut connection = h2::server::handshake(stream).await.unwrap();
            let mut is_first = true;
            while let Some(Ok((request, mut reply))) = connection.accept().await {
                if std::mem::take(&mut is_first) {
                    reply.send_reset(h2::Reason::REFUSED_STREAM);
                    continue;
                }
                tokio::spawn(async move {
                    let mut body = request.into_body();
                    while let Some(Ok(piece)) = body.data().await {
                        body.flow_control().release_capacity(piece.len()).unwrap();
                    }
                    reply.send_response(http::Response::new(()), true).unwrap();
                });
            }
        });
        let sent = in_http2().send(put(&url, ByteStream::from(vec![7; size]))).await;
        assert_eq!(sent.unwrap().status, 200, "{size}");
    }
}

#[tokio::test]
async fn what_is_wrong_with_a_body_is_told_in_both_versions() {
    let broken = || stream::iter([Ok(Bytes::from("abc")), Err(io::Error::other("the disk broke"))]);
    let short = || stream::iter([io::Result::Ok(Bytes::from("abc"))]);
    let failed = |sent: Result<_, TransportError>| {
        let error = sent.map(drop).unwrap_err();
        (error.kind(), std::error::Error::source(&error).unwrap().to_string())
    };
    // HTTP/1.1 and HTTP/2 servers that wait for the whole body.
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let first = format!("http://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move {
        loop {
            let (mut socket, _) = listener.accept().await.unwrap();
            tokio::spawn(async move { while let Ok(1..) = socket.read(&mut [0; 1024]).await {} });
        }
    });
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let second = format!("http://{}/", listener.local_addr().unwrap());
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut connection = h2::server::handshake(stream).await.unwrap();
        let mut kept = Vec::new();
        while let Some(Ok(request)) = connection.accept().await {
            kept.push(request);
        }
    });
    for (transport, url) in [(HttpTransport::new(), first), (in_http2(), second)] {
        let (kind, why) =
            failed(soon(transport.send(put(&url, ByteStream::from_stream(broken(), None)))).await);
        assert!(kind == TransportErrorKind::Body && why.contains("the disk broke"), "{kind:?}: {why}");
        let (kind, why) =
            failed(soon(transport.send(put(&url, ByteStream::from_stream(short(), Some(10))))).await);
        assert!(kind == TransportErrorKind::Body && why.contains("10"), "{kind:?}: {why}");
    }
}
