//! What travels on an open socket, and how it ends.

use super::channel::*;
use super::server::{Peer, Server, send, talk};
use futures_util::{SinkExt, StreamExt};
use smithwright_runtime as runtime;
use std::future::Future;
use std::time::Duration;
use tokio_tungstenite::tungstenite::protocol::CloseFrame;
use tokio_tungstenite::tungstenite::protocol::frame::Frame as RawFrame;
use tokio_tungstenite::tungstenite::protocol::frame::coding::{Data, OpCode};
use tokio_tungstenite::tungstenite::{Message as Raw, Utf8Bytes};

use runtime::config::Validation;
use runtime::error::FailureKind;
use runtime::websocket::{Frame, Incoming};

/// A socket to a server that talks like this.
async fn talking<F: Future<Output = ()> + Send + 'static>(
    peer: impl FnOnce(Peer) -> F + Send + 'static,
) -> Socket {
    let server = Server::start(vec![talk(peer)]).await;
    connect(config(&server.url())).await.unwrap()
}

/// A socket to a server that sends these frames and closes it.
async fn receiving(frames: Vec<Raw>) -> Socket {
    let server = Server::start(vec![send(frames)]).await;
    connect(config(&server.url())).await.unwrap()
}

/// Sends back what it gets.
async fn echo(mut peer: Peer) {
    while let Some(Ok(message)) = peer.next().await {
        if message.is_text() {
            peer.send(message).await.unwrap();
        }
    }
}

const OFFER: &str = r#"{"messageType":"SDP_OFFER","messagePayload":"b2ZmZXI=","senderClientId":"viewer-2"}"#;

#[tokio::test]
async fn messages_are_typed_both_ways() {
    let mut socket = talking(|mut peer| async move {
        let sent = peer.next().await.unwrap().unwrap();
        assert_eq!(sent, Raw::text(r#"{"action":"SDP_OFFER","messagePayload":"b2ZmZXI="}"#));
        peer.send(Raw::text(OFFER)).await.unwrap();
        peer.send(Raw::text(r#"{"messageType":"SDP_OFFER","IceServerList":["turn:a"]}"#)).await.unwrap();
        peer.send(Raw::text(r#"{"messageType":"GO_AWAY"}"#)).await.unwrap();
        peer.send(Raw::text(r#"{"messageType":"NEWER"}"#)).await.unwrap();
    })
    .await;
    socket.send(&Message::offer("b2ZmZXI=")).await.unwrap();
    let offer = socket.receive().await.unwrap().unwrap();
    assert_eq!((offer.kind.known(), offer.sender.as_deref()), (Some(Kind::SdpOffer), Some("viewer-2")));
    assert_eq!(offer.payload.as_deref(), Some("b2ZmZXI="));
    assert_eq!(socket.receive().await.unwrap().unwrap().servers.unwrap(), ["turn:a"]);
    assert_eq!(socket.receive().await.unwrap().unwrap().kind, Kind::GoAway);
    assert_eq!(socket.receive().await.unwrap().unwrap().kind, "NEWER");
}

/// Each, and a part of the reason why it is no message.
fn noise() -> Vec<(Raw, &'static str)> {
    vec![
        (Raw::text(""), "empty"),
        (Raw::text(" \n"), "empty"),
        (Raw::text("Internal server error"), "expected"),
        (Raw::text("{\"messageType\":"), "expected"),
        (Raw::text("[]"), "expected"),
        (Raw::text("{}"), "none of the members"),
        (Raw::text("null"), ""),
        (Raw::text(r#"{"message":"Endpoint request timed out","connectionId":"c"}"#), "none of the members"),
        (Raw::text(r#"{"messagePayload":"s3cret"}"#), "no `messageType`"),
        (Raw::text(r#"{"messageType":null,"messagePayload":"s3cret"}"#), "no `messageType`"),
        (Raw::text(r#"{"messageType":"SDP_OFFER","messagePayload":["s3cret"]}"#), "expected"),
        (Raw::binary(OFFER.as_bytes().to_vec()), "binary"),
    ]
}

#[tokio::test]
async fn noise_is_skipped() {
    let mut frames: Vec<Raw> = noise().into_iter().map(|(frame, _)| frame).collect();
    frames.push(Raw::text(OFFER));
    let mut socket = receiving(frames).await;
    assert_eq!(socket.receive().await.unwrap().unwrap().kind, Kind::SdpOffer);
    assert_eq!(socket.receive().await.unwrap(), None);
}

#[tokio::test]
async fn noise_can_be_seen() {
    let mut socket = receiving(noise().into_iter().map(|(frame, _)| frame).collect()).await;
    for (frame, reason) in noise() {
        let Some(Incoming::Unrecognised(unrecognised)) = socket.receive_any().await.unwrap() else {
            panic!("{frame:?} is a message");
        };
        assert!(unrecognised.reason.contains(reason), "{frame:?}: {}", unrecognised.reason);
        assert!(!format!("{unrecognised:?}").contains("s3cret"), "{unrecognised:?}");
        match unrecognised.frame {
            Frame::Text(text) => assert_eq!(Raw::text(text), frame),
            Frame::Binary(bytes) => assert_eq!(Raw::binary(bytes), frame),
        }
    }
    assert!(socket.receive_any().await.unwrap().is_none());
}

#[tokio::test]
async fn pings_are_answered_both_ways() {
    let mut socket = talking(|mut peer| async move {
        peer.send(Raw::Ping("are you there?".into())).await.unwrap();
        let pong = peer.next().await.unwrap().unwrap();
        assert_eq!(pong, Raw::Pong("are you there?".into()));
        peer.send(Raw::text(OFFER)).await.unwrap();
        while let Some(Ok(_)) = peer.next().await {}
    })
    .await;
    assert_eq!(socket.receive().await.unwrap().unwrap().kind, Kind::SdpOffer);
    socket.ping().await.unwrap();
    assert!(matches!(socket.receive_any().await.unwrap(), Some(Incoming::Pong)));
}

#[tokio::test]
async fn a_message_may_come_in_pieces() {
    let (start, end) = OFFER.split_at(20);
    let piece =
        |text: &str, code, last| Raw::Frame(RawFrame::message(text.to_owned(), OpCode::Data(code), last));
    let frames =
        vec![piece(start, Data::Text, false), Raw::Ping("".into()), piece(end, Data::Continue, true)];
    let mut socket = receiving(frames).await;
    assert_eq!(socket.receive().await.unwrap().unwrap().kind, Kind::SdpOffer);
}

#[tokio::test]
async fn the_peer_may_close() {
    for (code, reason) in [(1000, ""), (1001, "Going away"), (4000, "own code")] {
        let mut socket = talking(move |mut peer| async move {
            let frame = CloseFrame { code: code.into(), reason: Utf8Bytes::from_static(reason) };
            peer.close(Some(frame)).await.unwrap();
            let answer = peer.next().await.unwrap().unwrap();
            assert!(matches!(answer, Raw::Close(Some(frame)) if u16::from(frame.code) == code));
        })
        .await;
        assert_eq!(socket.closed(), None);
        assert_eq!(socket.receive().await.unwrap(), None);
        let closed = socket.closed().unwrap();
        assert_eq!((closed.code, &*closed.reason), (Some(code), reason));
        assert_eq!(socket.receive().await.unwrap(), None, "again");
        let failure = socket.send(&Message::offer("b2ZmZXI=")).await.unwrap_err();
        assert_eq!(failure.kind(), FailureKind::Connection);
        assert!(failure.to_string().contains("closed"), "{failure}");
        socket.close(1000, "").await.unwrap();
    }
}

#[tokio::test]
async fn a_socket_is_closed_with_code_and_reason() {
    let (tell, told) = tokio::sync::oneshot::channel();
    let socket = talking(|mut peer| async move {
        peer.send(Raw::text(OFFER)).await.unwrap();
        let frame = peer.next().await.unwrap().unwrap();
        while let Some(Ok(_)) = peer.next().await {}
        tell.send(frame).unwrap();
    })
    .await;
    socket.close(4000, "in the background").await.unwrap();
    let Raw::Close(Some(frame)) = told.await.unwrap() else { panic!("no close frame") };
    assert_eq!((u16::from(frame.code), frame.reason.as_str()), (4000, "in the background"));
}

#[tokio::test]
async fn closing_does_not_wait_for_a_peer_that_reads_nothing() {
    let mut socket = talking(|peer| async move {
        std::future::pending::<()>().await;
        drop(peer);
    })
    .await;
    tokio::time::pause();
    // Until nothing more fits between here and there.
    let message = Message::offer(&"x".repeat(1 << 20));
    while tokio::time::timeout(Duration::from_secs(1), socket.send(&message)).await.is_ok() {}
    tokio::time::timeout(Duration::from_secs(60), socket.close(1000, "")).await.unwrap().unwrap();
}

#[tokio::test]
async fn only_codes_of_applications_can_be_sent() {
    for code in [0, 999, 1001, 1005, 1006, 2999, 5000] {
        let failure = talking(echo).await.close(code, "").await.unwrap_err();
        assert_eq!(failure.kind(), FailureKind::Input, "{code}");
    }
    let (mut sender, _receiver) = talking(echo).await.split();
    sender.close(1000, &"x".repeat(124)).await.unwrap_err();
    sender.close(1000, &"x".repeat(123)).await.unwrap();
}

#[tokio::test]
async fn a_connection_that_breaks_is_an_error_once() {
    let mut socket = talking(|mut peer| async move {
        peer.send(Raw::text(OFFER)).await.unwrap();
    })
    .await;
    assert_eq!(socket.receive().await.unwrap().unwrap().kind, Kind::SdpOffer);
    let failure = socket.receive().await.unwrap_err();
    assert_eq!(failure.kind(), FailureKind::Connection);
    assert_eq!(socket.closed(), None);
    assert_eq!(socket.receive().await.unwrap(), None);
}

#[tokio::test]
async fn a_message_has_a_greatest_size() {
    let large = || Raw::text(format!(r#"{{"messageType":"{}"}}"#, "x".repeat(2000)));
    let server = Server::start(vec![send(vec![large()]), send(vec![large()])]).await;
    let mut socket = connect(config(&server.url())).await.unwrap();
    assert_eq!(socket.receive().await.unwrap().unwrap().kind.as_str().len(), 2000);
    let mut socket = connect(config(&server.url()).max_message_bytes(1000)).await.unwrap();
    let failure = socket.receive().await.unwrap_err();
    assert_eq!(failure.kind(), FailureKind::Response);
    assert!(failure.to_string().contains("limit of 1000 bytes (`max_message_bytes`)"), "{failure}");
    assert!(!format!("{failure:?}").contains("xxx"));
}

#[tokio::test]
async fn a_peer_that_breaks_the_protocol_is_an_error() {
    let reserved = RawFrame::message("", OpCode::Data(Data::Reserved(3)), true);
    let mut socket = talking(|mut peer| async move {
        peer.send(Raw::Frame(reserved)).await.unwrap();
        while let Some(Ok(_)) = peer.next().await {}
    })
    .await;
    let failure = socket.receive().await.unwrap_err();
    assert_eq!(failure.kind(), FailureKind::Response);
}

#[tokio::test]
async fn messages_are_checked_before_they_are_sent() {
    let mut socket = talking(echo).await;
    let incomplete = Message { payload: "s3cret".to_owned(), ..Message::default() };
    let failure = socket.send(&incomplete).await.unwrap_err();
    assert_eq!(failure.kind(), FailureKind::Input);
    assert!(failure.to_string().contains("action"), "{failure}");
    assert!(!format!("{failure:?}").contains("s3cret"), "{failure:?}");

    let newer = Message { action: "NEWER".into(), ..Message::offer("b2ZmZXI=") };
    socket.send(&newer).await.unwrap();
    let server = Server::start(vec![talk(echo)]).await;
    let mut strict = connect(config(&server.url()).validation(Validation::Strict)).await.unwrap();
    assert_eq!(strict.send(&newer).await.unwrap_err().kind(), FailureKind::Input);
}

#[tokio::test]
async fn the_halves_work_at_the_same_time() {
    const COUNT: usize = 500;
    let (mut sender, receiver) = talking(|peer| async move {
        let (mut sink, mut stream) = peer.split();
        let reading = tokio::spawn(async move {
            let mut count = 0;
            while count < COUNT && stream.next().await.is_some() {
                count += 1;
            }
            count
        });
        for _ in 0..COUNT {
            sink.send(Raw::text(OFFER)).await.unwrap();
        }
        assert_eq!(reading.await.unwrap(), COUNT);
        sink.send(Raw::Close(None)).await.unwrap();
    })
    .await
    .split();
    let sending = tokio::spawn(async move {
        for _ in 0..COUNT {
            sender.send(&Message::offer("b2ZmZXI=")).await.unwrap();
        }
    });
    let received: Vec<_> = receiver.map(Result::unwrap).collect().await;
    assert_eq!(received.len(), COUNT);
    sending.await.unwrap();
}

/// Giving up on a message does not lose it.
#[tokio::test]
async fn receiving_can_be_dropped() {
    let mut socket = talking(|mut peer| async move {
        tokio::time::sleep(Duration::from_millis(50)).await;
        peer.send(Raw::text(OFFER)).await.unwrap();
        while let Some(Ok(_)) = peer.next().await {}
    })
    .await;
    tokio::time::timeout(Duration::from_millis(10), socket.receive()).await.unwrap_err();
    assert_eq!(socket.receive().await.unwrap().unwrap().kind, Kind::SdpOffer);
}

/// The service ends the earlier connection of a client id when a later one comes.
#[tokio::test]
async fn a_later_connection_replaces_the_earlier_one() {
    let (replace, replaced) = tokio::sync::oneshot::channel::<()>();
    let first = talk(|mut peer| async move {
        replaced.await.unwrap();
        peer.close(None).await.unwrap();
        while let Some(Ok(_)) = peer.next().await {}
    });
    let second = talk(|peer| async move {
        replace.send(()).unwrap();
        echo(peer).await;
    });
    let server = Server::start(vec![first, second]).await;
    let mut earlier = connect(config(&server.url())).await.unwrap();
    let mut later = connect(config(&server.url())).await.unwrap();
    assert_eq!(earlier.receive().await.unwrap(), None);
    later.send(&Message::offer("b2ZmZXI=")).await.unwrap();
    let echoed = later.receive_any().await.unwrap();
    assert!(matches!(echoed, Some(Incoming::Unrecognised(_))), "it has no `messageType`: {echoed:?}");
    let ids: Vec<_> =
        server.asked().iter().map(|asked| asked.parameter("X-Amz-ClientId").map(str::to_owned)).collect();
    assert_eq!(ids, vec![Some("viewer-1".to_owned()); 2]);
}
