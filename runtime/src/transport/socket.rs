//! What a transport gives for a WebSocket: frames, not yet messages.

use super::{HttpRequest, TransportError, TransportErrorKind};
use crate::client::BoxFuture;
use crate::error::Failure;
use crate::message::Response;
use bytes::Bytes;
use http::HeaderMap;
use std::fmt;
use std::task::{Context, Poll};

/// What [`Transport::upgrade`](super::Transport::upgrade) promises.
pub type Upgrading<'a> = BoxFuture<'a, Result<Upgrade, TransportError>>;

/// What a server answers to a request for a WebSocket.
#[non_exhaustive]
pub enum Upgrade {
    /// The connection is a WebSocket from here on. The headers are for the caller to check.
    Accepted(HeaderMap, Socket),
    /// An ordinary response.
    Refused(Response),
}

/// An open WebSocket, in two directions that two tasks can use.
pub struct Socket {
    /// The way to the peer.
    pub sink: Box<dyn SocketSink>,
    /// The way from the peer.
    pub stream: Box<dyn SocketStream>,
}

/// The way to the peer.
pub trait SocketSink: Send {
    /// Sends a frame. A second close frame is not sent, and is no error.
    fn send(&mut self, frame: SocketFrame) -> BoxFuture<'_, Result<(), Failure>>;
}

/// The way from the peer.
pub trait SocketStream: Send {
    /// The next frame; `None` once the peer hung up after its close frame. Pings are answered here, and come as
    /// [`Ping`](SocketFrame::Ping) all the same.
    fn poll_frame(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<SocketFrame, Failure>>>;
}

/// What travels on a WebSocket: a whole message, or a control frame.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SocketFrame {
    /// A message of text.
    Text(String),
    /// A message of bytes.
    Binary(Bytes),
    /// A ping.
    Ping,
    /// The answer to a ping.
    Pong,
    /// The end, with a [code](https://www.rfc-editor.org/rfc/rfc6455#section-7.4) and what is said of it; no code for a frame without content.
    Close(Option<u16>, String),
}

/// Only by its length: a frame may hold anything.
impl fmt::Debug for SocketFrame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text(text) => write!(f, "Text({} bytes)", text.len()),
            Self::Binary(bytes) => write!(f, "Binary({} bytes)", bytes.len()),
            Self::Ping => f.write_str("Ping"),
            Self::Pong => f.write_str("Pong"),
            Self::Close(code, _) => write!(f, "Close({code:?})"),
        }
    }
}

/// What a transport without sockets says.
pub(super) fn unable(_: HttpRequest) -> Upgrading<'static> {
    let message = "this transport opens no sockets: enable its feature `websocket`, or use another";
    Box::pin(std::future::ready(Err(TransportError::new(TransportErrorKind::Unusable, message))))
}
