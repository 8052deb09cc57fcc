//! The connection below a socket: frames, not yet messages.

use super::close::{self, Closed};
use super::incoming::Frame;
use crate::check::check;
use crate::codec::json;
use crate::config::{Config, Validation};
use crate::error::{Failure, FailureKind};
use crate::value::View;
use bytes::Bytes;
use futures_util::stream::{SplitSink, SplitStream};
use futures_util::{SinkExt, StreamExt};
use std::error::Error;
use std::task::{Context, Poll};
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::error::{CapacityError, Error as SocketError, ProtocolError};
use tokio_tungstenite::tungstenite::protocol::{Message, Role, WebSocketConfig};

type Socket = WebSocketStream<reqwest::Upgraded>;

/// How much is read at once: far more than a message of signaling or chat has.
const READ_BUFFER_BYTES: usize = 16 * 1024;

/// An open socket.
pub(super) struct Connection {
    socket: Socket,
    validation: Validation,
}

impl Connection {
    /// Takes over a connection after the handshake.
    pub(super) async fn new(stream: reqwest::Upgraded, config: &Config) -> Self {
        let max_message_bytes = config.max_message_bytes();
        let limits = WebSocketConfig::default()
            .read_buffer_size(READ_BUFFER_BYTES)
            .max_message_size(Some(max_message_bytes))
            .max_frame_size(Some(max_message_bytes));
        let socket = WebSocketStream::from_raw_socket(stream, Role::Client, Some(limits)).await;
        Self { socket, validation: config.validation() }
    }

    pub(super) fn split(self) -> (Outgoing, Arriving) {
        let (sink, stream) = self.socket.split();
        (Outgoing { sink, validation: self.validation }, Arriving { stream, closed: None, ended: false })
    }
}

/// The way to the peer.
pub(super) struct Outgoing {
    sink: SplitSink<Socket, Message>,
    validation: Validation,
}

impl Outgoing {
    /// Checks, writes and sends a message.
    pub(super) async fn send(&mut self, message: View<'_>) -> Result<(), Failure> {
        let text = self.write(message)?;
        self.sink.send(Message::text(text)).await.map_err(undelivered)
    }

    fn write(&self, message: View<'_>) -> Result<String, Failure> {
        if let View::Structure(message) = message {
            check(message, self.validation)?;
        }
        let wrong = |error: &dyn Error| {
            Failure::new(FailureKind::Input, format!("the message can't be written: {error}"))
        };
        let json = json::to_vec(message).map_err(|error| wrong(&error))?;
        String::from_utf8(json).map_err(|error| wrong(&error.utf8_error()))
    }

    pub(super) async fn ping(&mut self) -> Result<(), Failure> {
        self.sink.send(Message::Ping(Bytes::new())).await.map_err(undelivered)
    }

    pub(super) async fn close(&mut self, code: u16, reason: &str) -> Result<(), Failure> {
        let frame = close::frame(code, reason)?;
        match self.sink.send(Message::Close(Some(frame))).await {
            Err(error) if !is_closed(&error) => Err(undelivered(error)),
            _ => Ok(()),
        }
    }
}

/// What the peer sends.
pub(super) enum Arrival {
    Data(Frame),
    Pong,
}

/// The way from the peer.
pub(super) struct Arriving {
    stream: SplitStream<Socket>,
    closed: Option<Closed>,
    ended: bool,
}

impl Arriving {
    pub(super) fn closed(&self) -> Option<&Closed> {
        self.closed.as_ref()
    }

    /// The next frame; `None` after a close frame, and after an error.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Arrival, Failure>>> {
        while !self.ended {
            let next = match self.stream.poll_next_unpin(context) {
                // Asking again after the close frame has sent the answer to it. There is no need to wait for the peer to hang up.
                Poll::Pending if self.closed.is_some() => break,
                Poll::Pending => return Poll::Pending,
                Poll::Ready(next) => next,
            };
            match next {
                Some(Ok(Message::Close(frame))) => self.closed = Some(Closed::from_frame(frame)),
                Some(Ok(_)) if self.closed.is_some() => {}
                Some(Ok(Message::Text(text))) => {
                    return arrived(Arrival::Data(Frame::Text(text.as_str().to_owned())));
                }
                Some(Ok(Message::Binary(bytes))) => return arrived(Arrival::Data(Frame::Binary(bytes))),
                Some(Ok(Message::Pong(_))) => return arrived(Arrival::Pong),
                Some(Ok(Message::Ping(_) | Message::Frame(_))) => {}
                Some(Err(error)) if self.closed.is_none() => {
                    self.ended = true;
                    return Poll::Ready(Some(Err(interrupted(error))));
                }
                Some(Err(_)) | None => break,
            }
        }
        self.ended = true;
        Poll::Ready(None)
    }
}

fn arrived(arrival: Arrival) -> Poll<Option<Result<Arrival, Failure>>> {
    Poll::Ready(Some(Ok(arrival)))
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
