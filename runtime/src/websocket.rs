//! Sockets on which typed messages travel, one JSON text frame each.
//!
//! A socket is opened by an operation ([`Client::connect`](crate::Client::connect)) or at a URL that an operation returned
//! ([`Client::open`](crate::Client::open)). What is received is read tolerantly: a frame that is no message of the model (an empty one, a gateway's
//! notice, something newer than this client) never ends the socket; see [`Incoming::Unrecognised`].
//!
//! Nothing here logs what is on a socket. The library below does, in records of level `trace` under the target `tungstenite`: keep that
//! target off where messages are secret.

mod close;
mod connect;
mod connection;
mod dial;
mod halves;
mod handshake;
mod incoming;
mod open;
mod recognise;

pub use close::Closed;
pub use halves::{Receiver, Sender};
pub use incoming::{Frame, Incoming, Unrecognised};

use crate::client::Calling;
use crate::error::{Error, Failure};
use crate::operation::{Operation, SocketOperation};
use crate::value::{Value, ValueMut};
use connection::Connection;
use futures_core::Stream;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;

/// How long [`WebSocket::close`] waits for the peer to take the close frame and send its own.
const FAREWELL: Duration = Duration::from_secs(5);

/// A socket that is being opened: what the operation `I` sends and receives travels on it.
pub type Connecting<'a, I> = Calling<
    'a,
    WebSocket<<I as SocketOperation>::Sent, <I as SocketOperation>::Received>,
    Error<<I as Operation>::Error>,
>;

/// An open socket: sends messages `S`, receives messages `R`.
///
/// Pings of the peer are answered while messages are being received, so keep receiving. Dropping the socket cuts the connection; [`close`](Self::close)
/// says goodbye first.
pub struct WebSocket<S, R> {
    sender: Sender<S>,
    receiver: Receiver<R>,
}

impl<S, R> WebSocket<S, R> {
    fn new(connection: Connection) -> Self {
        let (outgoing, incoming) = connection.split();
        Self { sender: Sender::new(outgoing), receiver: Receiver::new(incoming) }
    }

    /// The two directions apart, to be used by two tasks.
    #[must_use]
    pub fn split(self) -> (Sender<S>, Receiver<R>) {
        (self.sender, self.receiver)
    }

    /// Sends a ping. The peer's answer comes as [`Incoming::Pong`]; a socket on which nothing comes any more is dead.
    ///
    /// # Errors
    /// Where the socket is closed or the connection broke.
    pub async fn ping(&mut self) -> Result<(), Failure> {
        self.sender.ping().await
    }

    /// How the peer closed the socket, once it has.
    #[must_use]
    pub fn closed(&self) -> Option<&Closed> {
        self.receiver.closed()
    }

    /// Closes the socket: says so to the peer, waits up to five seconds for its answer, and drops the connection. Messages that arrive
    /// meanwhile are lost.
    ///
    /// `code` is 1000 for a normal end, or one of 3000 to 4999 that both sides know; `reason` has up to 123 bytes.
    ///
    /// # Errors
    /// Where code or reason is not allowed, or the connection broke. That the peer closed first is not an error.
    pub async fn close(mut self, code: u16, reason: &str) -> Result<(), Failure> {
        let farewell = async {
            self.sender.close(code, reason).await?;
            self.receiver.finish().await;
            Ok(())
        };
        // A peer that doesn't answer, or doesn't even read, is left alone.
        tokio::time::timeout(FAREWELL, farewell).await.unwrap_or(Ok(()))
    }
}

impl<S: Value, R> WebSocket<S, R> {
    /// Sends a message. Giving up the wait does not take it back: the peer may get it all the same.
    ///
    /// # Errors
    /// Where the message breaks a rule of the model, the socket is closed, or the connection broke.
    pub async fn send(&mut self, message: &S) -> Result<(), Failure> {
        self.sender.send(message).await
    }
}

impl<S, R: Value + ValueMut + Default> WebSocket<S, R> {
    /// The next message, past anything that is none; `None` once the peer has [closed](Self::closed) the socket. Dropping the future loses no
    /// message.
    ///
    /// # Errors
    /// Where the connection broke, or the peer sent a message that is too large or breaks the WebSocket protocol. Nothing comes after that.
    pub async fn receive(&mut self) -> Result<Option<R>, Failure> {
        self.receiver.receive().await
    }

    /// The next thing that arrives, message or not; otherwise as [`receive`](Self::receive).
    ///
    /// # Errors
    /// As for [`receive`](Self::receive).
    pub async fn receive_any(&mut self) -> Result<Option<Incoming<R>>, Failure> {
        self.receiver.receive_any().await
    }
}

/// The messages, as [`receive`](WebSocket::receive) gives them.
impl<S, R: Value + ValueMut + Default> Stream for WebSocket<S, R> {
    type Item = Result<R, Failure>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Pin::new(&mut self.receiver).poll_next(context)
    }
}

impl<S, R> fmt::Debug for WebSocket<S, R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("WebSocket").field("closed", &self.closed()).finish_non_exhaustive()
    }
}
