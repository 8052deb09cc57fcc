//! WebSockets on which typed messages travel, each as one text frame of JSON.
//!
//! A socket is opened by an operation ([`Client::connect`](crate::Client::connect)), or at a URL that an operation returned
//! ([`Client::open`](crate::Client::open)). Receiving is tolerant: a frame that is no message of the model (an empty one, a gateway's
//! notice, something newer than this client) never ends the socket; see [`Incoming::Unrecognised`].
//!
//! This crate does not log what travels on a socket. The library below it does, in records of the level `trace` with the target `tungstenite`: keep that
//! target off if messages are secret.

mod close;
mod connect;
mod connection;
mod dial;
mod halves;
mod handshake;
mod incoming;
mod open;
mod recognise;

pub use close::CloseFrame;
pub use halves::{Receiver, Sender};
pub use incoming::{Frame, Incoming, Unrecognised};

use crate::client::CallFuture;
use crate::error::{Error, Failure};
use crate::invoke::{has_runtime, without_runtime};
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

/// A socket that is being opened: a future of the [`WebSocket`] that carries what the operation `I` sends and receives.
pub type ConnectFuture<'a, I> = CallFuture<
    'a,
    WebSocket<<I as SocketOperation>::Sent, <I as SocketOperation>::Received>,
    Error<<I as Operation>::Error>,
>;

/// An open socket that sends messages `S` and receives messages `R`.
///
/// Pings of the peer are answered while messages are being received, so keep receiving. Dropping the socket cuts the connection; [`close`](Self::close) does the
/// closing handshake first. It implements `Stream` too.
///
/// # Examples
///
/// ```
/// # use smithwright_runtime::value::{Value, ValueMut};
/// # use smithwright_runtime::{Client, Error, SocketOperation};
/// # use std::time::Duration;
/// # async fn example<I>(client: Client, input: I, offer: I::Sent) -> Result<(), Error<I::Error>>
/// # where
/// #     I: SocketOperation<Sent: Value, Received: Value + ValueMut + Default + std::fmt::Debug>,
/// # {
/// let mut socket = client.connect(&input, Duration::from_secs(300)).await?;
/// socket.send(&offer).await?;
/// while let Some(message) = socket.receive().await? {
///     println!("{message:?}");
/// }
/// socket.close(1000, "").await?;
/// # Ok(())
/// # }
/// ```
pub struct WebSocket<S, R> {
    sender: Sender<S>,
    receiver: Receiver<R>,
}

impl<S, R> WebSocket<S, R> {
    fn new(connection: Connection) -> Self {
        let (outgoing, incoming) = connection.split();
        Self { sender: Sender::new(outgoing), receiver: Receiver::new(incoming) }
    }

    /// Splits the socket into its two directions, which two tasks can use.
    #[must_use]
    pub fn split(self) -> (Sender<S>, Receiver<R>) {
        (self.sender, self.receiver)
    }

    /// Sends a ping. The peer's answer arrives as [`Incoming::Pong`]; a socket on which nothing arrives any more is dead.
    ///
    /// # Errors
    ///
    /// Returns an error if the socket is closed, or the connection broke.
    pub async fn ping(&mut self) -> Result<(), Failure> {
        self.sender.ping().await
    }

    /// Returns how the peer closed the socket, once it has.
    #[must_use]
    pub fn closed(&self) -> Option<&CloseFrame> {
        self.receiver.closed()
    }

    /// Closes the socket: sends a close frame, waits up to five seconds for the peer's, and drops the connection.
    ///
    /// Messages that arrive meanwhile are lost. `code` is 1000 for a normal end, or one of 3000 to 4999 that both sides know; `reason` has up to 123 bytes.
    ///
    /// # Errors
    ///
    /// Returns an error if `code` or `reason` is not allowed, or the connection broke. That the peer closed first is not an error.
    pub async fn close(mut self, code: u16, reason: &str) -> Result<(), Failure> {
        if !has_runtime() {
            return Err(without_runtime());
        }
        let farewell = async {
            self.sender.close(code, reason).await?;
            self.receiver.finish().await;
            Ok(())
        };
        // Doesn't wait for a peer that doesn't answer, or doesn't even read.
        tokio::time::timeout(FAREWELL, farewell).await.unwrap_or(Ok(()))
    }
}

impl<S: Value, R> WebSocket<S, R> {
    /// Sends a message.
    ///
    /// Dropping the future does not take the message back: the peer may receive it nevertheless.
    ///
    /// # Errors
    ///
    /// Returns an error if the message breaks a rule of the model, the socket is closed, or the connection broke.
    pub async fn send(&mut self, message: &S) -> Result<(), Failure> {
        self.sender.send(message).await
    }
}

impl<S, R: Value + ValueMut + Default> WebSocket<S, R> {
    /// Waits for the next message, and skips anything else. Returns `None` once the peer has [closed](Self::closed) the socket.
    ///
    /// Dropping the future loses no message.
    ///
    /// # Errors
    ///
    /// Returns an error if the connection broke, or the peer sent a message that is too large or breaks the WebSocket protocol. Nothing follows an error.
    pub async fn receive(&mut self) -> Result<Option<R>, Failure> {
        self.receiver.receive().await
    }

    /// Waits for the next thing that arrives, whether it is a message or not; otherwise as [`receive`](Self::receive).
    ///
    /// # Errors
    ///
    /// As for [`receive`](Self::receive).
    pub async fn receive_any(&mut self) -> Result<Option<Incoming<R>>, Failure> {
        self.receiver.receive_any().await
    }
}

/// The messages, as [`receive`](WebSocket::receive) returns them.
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
