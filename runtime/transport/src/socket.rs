//! WebSockets: frames by tungstenite, on a connection that reqwest has upgraded.

use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use smithwright_runtime::BoxFuture;
use smithwright_runtime::Bytes;
use smithwright_runtime::error::{Failure, FailureKind};
use smithwright_runtime::transport::{Socket, SocketFrame, SocketSink, SocketStream};
use std::task::{Context, Poll};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::error::{CapacityError, Error as SocketError, ProtocolError};
use tokio_tungstenite::tungstenite::protocol::{CloseFrame, Message, Role, WebSocketConfig};

/// How much is read at once: far more than a message of signaling or chat has.
const READ_BUFFER_BYTES: usize = 16 * 1024;

/// Takes over a connection after the handshake.
pub(crate) async fn open(stream: reqwest::Upgraded, max_message_bytes: usize) -> Socket {
    let limits = WebSocketConfig::default()
        .read_buffer_size(READ_BUFFER_BYTES)
        .max_message_size(Some(max_message_bytes))
        .max_frame_size(Some(max_message_bytes));
    let socket = WebSocketStream::from_raw_socket(stream, Role::Client, Some(limits)).await;
    let (sink, stream) = socket.split();
    Socket { sink: Box::new(Outgoing(sink)), stream: Box::new(Arriving(stream)) }
}

struct Outgoing(SplitSink<WebSocketStream<reqwest::Upgraded>, Message>);

impl SocketSink for Outgoing {
    fn send(&mut self, frame: SocketFrame) -> BoxFuture<'_, Result<(), Failure>> {
        Box::pin(async move {
            let closing = matches!(frame, SocketFrame::Close(..));
            match self.0.send(message(frame)).await {
                Err(error) if closing && is_closed(&error) => Ok(()),
                sent => sent.map_err(undelivered),
            }
        })
    }
}

fn message(frame: SocketFrame) -> Message {
    match frame {
        SocketFrame::Text(text) => Message::text(text),
        SocketFrame::Binary(bytes) => Message::Binary(bytes),
        SocketFrame::Pong => Message::Pong(Bytes::new()),
        SocketFrame::Close(code, reason) => {
            Message::Close(code.map(|code| CloseFrame { code: code.into(), reason: reason.into() }))
        }
        _ => Message::Ping(Bytes::new()),
    }
}

struct Arriving(SplitStream<WebSocketStream<reqwest::Upgraded>>);

impl SocketStream for Arriving {
    fn poll_frame(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<SocketFrame, Failure>>> {
        self.0.poll_next_unpin(context).map(|next| next.map(|next| next.map(frame).map_err(interrupted)))
    }
}

fn frame(message: Message) -> SocketFrame {
    match message {
        Message::Text(text) => SocketFrame::Text(text.as_str().to_owned()),
        Message::Binary(bytes) => SocketFrame::Binary(bytes),
        Message::Pong(_) => SocketFrame::Pong,
        Message::Ping(_) | Message::Frame(_) => SocketFrame::Ping,
        Message::Close(None) => SocketFrame::Close(None, String::new()),
        Message::Close(Some(frame)) => {
            SocketFrame::Close(Some(frame.code.into()), frame.reason.as_str().to_owned())
        }
    }
}

fn is_closed(error: &SocketError) -> bool {
    matches!(
        error,
        SocketError::ConnectionClosed
            | SocketError::AlreadyClosed
            | SocketError::Protocol(ProtocolError::SendAfterClosing)
    )
}

/// Why a frame could not be sent.
fn undelivered(error: SocketError) -> Failure {
    if is_closed(&error) {
        let message = "the socket is closed: nothing can be sent on it any more";
        return Failure::new(FailureKind::Connection, message);
    }
    broken(error)
}

/// Why nothing more can be received.
fn interrupted(error: SocketError) -> Failure {
    match error {
        SocketError::Capacity(CapacityError::MessageTooLong { size, max_size }) => Failure::new(
            FailureKind::Response,
            format!(
                "a message of {size} bytes is larger than the limit of {max_size} bytes (`max_message_bytes`)"
            ),
        ),
        SocketError::Protocol(ProtocolError::ResetWithoutClosingHandshake) => {
            Failure::new(FailureKind::Connection, "the connection of the socket ended without a close frame")
        }
        SocketError::Protocol(_) | SocketError::Utf8(_) | SocketError::Capacity(_) => {
            Failure::new(FailureKind::Response, "the peer broke the WebSocket protocol")
                .caused_by(error.to_string())
        }
        error => broken(error),
    }
}

fn broken(error: SocketError) -> Failure {
    let failure = Failure::new(FailureKind::Connection, "the connection of the socket broke");
    match error {
        SocketError::Io(error) => failure.caused_by(error),
        // By its text only: the debug output of some errors has whole messages in it.
        error => failure.caused_by(error.to_string()),
    }
}
