//! The two directions of a socket.

use super::close::CloseFrame;
use super::connection::{Arrival, Arriving, Outgoing};
use super::incoming::Incoming;
use super::recognise;
use crate::error::Failure;
use crate::value::{Value, ValueMut};
use futures_core::Stream;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

/// The direction of a [socket](super::WebSocket) in which messages `S` are sent.
pub struct Sender<S> {
    outgoing: Outgoing,
    messages: PhantomData<fn(&S)>,
}

impl<S> Sender<S> {
    pub(super) fn new(outgoing: Outgoing) -> Self {
        Self { outgoing, messages: PhantomData }
    }

    /// Sends a ping: see [`WebSocket::ping`](super::WebSocket::ping).
    ///
    /// # Errors
    ///
    /// Returns an error if the socket is closed, or the connection broke.
    pub async fn ping(&mut self) -> Result<(), Failure> {
        self.outgoing.ping().await
    }

    /// Sends a close frame: see [`WebSocket::close`](super::WebSocket::close).
    ///
    /// Nothing can be sent after it. The receiver ends with the peer's answer, for which it waits as long as it takes.
    ///
    /// # Errors
    ///
    /// Returns an error if `code` or `reason` is not allowed, or the connection broke.
    pub async fn close(&mut self, code: u16, reason: &str) -> Result<(), Failure> {
        self.outgoing.close(code, reason).await
    }
}

impl<S: Value> Sender<S> {
    /// Sends a message: see [`WebSocket::send`](super::WebSocket::send).
    ///
    /// # Errors
    ///
    /// Returns an error if the message breaks a rule of the model, the socket is closed, or the connection broke.
    pub async fn send(&mut self, message: &S) -> Result<(), Failure> {
        self.outgoing.send(message.view()).await
    }
}

impl<S> fmt::Debug for Sender<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sender").finish_non_exhaustive()
    }
}

/// The direction of a [socket](super::WebSocket) in which messages `R` are received.
pub struct Receiver<R> {
    arriving: Arriving,
    messages: PhantomData<fn() -> R>,
}

impl<R> Receiver<R> {
    pub(super) fn new(arriving: Arriving) -> Self {
        Self { arriving, messages: PhantomData }
    }

    /// Returns how the peer closed the socket, once it has.
    #[must_use]
    pub fn closed(&self) -> Option<&CloseFrame> {
        self.arriving.closed()
    }

    /// Skips everything until the peer closes the socket or the connection breaks.
    pub(super) async fn finish(&mut self) {
        while let Some(Ok(_)) = poll_fn(|context| self.arriving.poll(context)).await {}
    }
}

impl<R: Value + ValueMut + Default> Receiver<R> {
    /// Waits for the next message, and skips anything else: see [`WebSocket::receive`](super::WebSocket::receive).
    ///
    /// # Errors
    ///
    /// Returns an error if the connection broke, or the peer sent a message that is too large or breaks the WebSocket protocol.
    pub async fn receive(&mut self) -> Result<Option<R>, Failure> {
        poll_fn(|context| self.poll_message(context)).await.transpose()
    }

    /// Waits for the next thing that arrives, whether it is a message or not: see [`WebSocket::receive_any`](super::WebSocket::receive_any).
    ///
    /// # Errors
    ///
    /// As for [`receive`](Self::receive).
    pub async fn receive_any(&mut self) -> Result<Option<Incoming<R>>, Failure> {
        poll_fn(|context| self.poll_any(context)).await.transpose()
    }

    fn poll_message(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<R, Failure>>> {
        loop {
            match ready!(self.poll_any(context)).transpose() {
                Ok(Some(Incoming::Message(message))) => return Poll::Ready(Some(Ok(message))),
                Ok(Some(Incoming::Unrecognised(_) | Incoming::Pong)) => {}
                Ok(None) => return Poll::Ready(None),
                Err(failure) => return Poll::Ready(Some(Err(failure))),
            }
        }
    }

    fn poll_any(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Incoming<R>, Failure>>> {
        let arrival = ready!(self.arriving.poll(context));
        Poll::Ready(arrival.map(|arrival| {
            arrival.map(|arrival| match arrival {
                Arrival::Data(frame) => recognise::read(frame),
                Arrival::Pong => Incoming::Pong,
            })
        }))
    }
}

/// The messages, as [`receive`](Receiver::receive) returns them.
impl<R: Value + ValueMut + Default> Stream for Receiver<R> {
    type Item = Result<R, Failure>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll_message(context)
    }
}

impl<R> fmt::Debug for Receiver<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Receiver").field("closed", &self.closed()).finish_non_exhaustive()
    }
}
