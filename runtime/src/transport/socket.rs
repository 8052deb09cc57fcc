//! WebSockets as a transport returns them, which carry frames.

use super::{HttpRequest, TransportError, TransportErrorKind};
use crate::client::BoxFuture;
use crate::error::Failure;
use crate::message::Response;
use bytes::Bytes;
use http::HeaderMap;
use std::fmt;
use std::task::{Context, Poll};

/// The future that [`Transport::upgrade`](super::Transport::upgrade) returns.
pub type UpgradeFuture<'a> = BoxFuture<'a, Result<Upgrade, TransportError>>;

/// The answer of a server to a request for a WebSocket.
#[non_exhaustive]
pub enum Upgrade {
    /// The connection is a WebSocket from here on. The caller checks the headers of the response.
    Accepted(HeaderMap, Socket),
    /// An ordinary response: the server did not change to the WebSocket protocol.
    Refused(Response),
}

/// An open WebSocket, as two directions that two tasks can use.
pub struct Socket {
    /// The direction to the peer.
    pub sink: Box<dyn SocketSink>,
    /// The direction from the peer.
    pub stream: Box<dyn SocketStream>,
}

/// The sending direction of a WebSocket.
pub trait SocketSink: Send {
    /// Sends a frame. A second close frame is not sent, and is no error.
    fn send(&mut self, frame: SocketFrame) -> BoxFuture<'_, Result<(), Failure>>;
}

/// The receiving direction of a WebSocket.
pub trait SocketStream: Send {
    /// Polls for the next frame; `None` once the peer hung up after its close frame.
    ///
    /// Pings are answered by the transport, and are returned as [`Ping`](SocketFrame::Ping) nevertheless.
    fn poll_frame(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<SocketFrame, Failure>>>;
}

/// A frame of a WebSocket: a whole message, or a control frame.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum SocketFrame {
    /// A text message.
    Text(String),
    /// A binary message.
    Binary(Bytes),
    /// A ping.
    Ping,
    /// The answer to a ping.
    Pong,
    /// The end: a [code](https://www.rfc-editor.org/rfc/rfc6455#section-7.4), or none for a frame without content, and a reason.
    Close(Option<u16>, String),
}

/// Shows a frame by its length only, since it may hold anything.
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

/// Returns the error of a transport without sockets.
pub(super) fn unable(_: HttpRequest) -> UpgradeFuture<'static> {
    let message = "this transport opens no sockets (for `HttpTransport`, enable the feature `websocket`)";
    Box::pin(std::future::ready(Err(TransportError::new(TransportErrorKind::Unusable, message))))
}
