//! The connection under a socket, which carries frames.

use super::close::{self, CloseFrame};
use super::incoming::Frame;
use crate::check::check;
use crate::codec::json;
use crate::config::{Config, Validation};
use crate::cooperation::{beyond_budget, within_budget};
use crate::error::{Failure, FailureKind};
use crate::transport::{Socket, SocketFrame, SocketSink, SocketStream};
use crate::value::View;
use std::error::Error;
use std::task::{Context, Poll};

/// An open socket.
pub(super) struct Connection {
    socket: Socket,
    validation: Validation,
}

impl Connection {
    /// Takes over a connection after the handshake.
    pub(super) fn new(socket: Socket, config: &Config) -> Self {
        Self { socket, validation: config.validation() }
    }

    pub(super) fn split(self) -> (Outgoing, Arriving) {
        let Socket { sink, stream } = self.socket;
        (Outgoing { sink, validation: self.validation }, Arriving { stream, closed: None, ended: false })
    }
}

/// The sending half.
pub(super) struct Outgoing {
    sink: Box<dyn SocketSink>,
    validation: Validation,
}

impl Outgoing {
    /// Checks, writes and sends a message.
    pub(super) async fn send(&mut self, message: View<'_>) -> Result<(), Failure> {
        let text = self.write(message)?;
        self.sink.send(SocketFrame::Text(text)).await
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
        self.sink.send(SocketFrame::Ping).await
    }

    pub(super) async fn close(&mut self, code: u16, reason: &str) -> Result<(), Failure> {
        let frame = close::frame(code, reason)?;
        self.sink.send(frame).await
    }
}

/// What the peer sends.
pub(super) enum Arrival {
    Data(Frame),
    Pong,
}

/// The receiving half.
pub(super) struct Arriving {
    stream: Box<dyn SocketStream>,
    closed: Option<CloseFrame>,
    ended: bool,
}

impl Arriving {
    pub(super) fn closed(&self) -> Option<&CloseFrame> {
        self.closed.as_ref()
    }

    /// Polls for the next frame. Returns `None` after a close frame or an error.
    pub(super) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Arrival, Failure>>> {
        while !self.ended {
            let polled = match self.closed {
                // Without a budget, which could be used up before the reply to the close frame is sent.
                Some(_) => beyond_budget(context, |context| self.stream.poll_frame(context)),
                None => within_budget(context, |context| self.stream.poll_frame(context)),
            };
            let next = match polled {
                // Polling after the close frame has sent the reply to it. There is no need to wait until the peer hangs up.
                Poll::Pending if self.closed.is_some() => break,
                Poll::Pending => return Poll::Pending,
                Poll::Ready(next) => next,
            };
            match next {
                Some(Ok(SocketFrame::Close(code, reason))) => self.closed = Some(CloseFrame { code, reason }),
                Some(Ok(_)) if self.closed.is_some() => {}
                Some(Ok(SocketFrame::Text(text))) => return arrived(Arrival::Data(Frame::Text(text))),
                Some(Ok(SocketFrame::Binary(bytes))) => return arrived(Arrival::Data(Frame::Binary(bytes))),
                Some(Ok(SocketFrame::Pong)) => return arrived(Arrival::Pong),
                Some(Ok(SocketFrame::Ping)) => {}
                Some(Err(failure)) if self.closed.is_none() => {
                    self.ended = true;
                    return Poll::Ready(Some(Err(failure)));
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

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::poll_fn;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};
    use std::task::ready;
    use tokio::task::coop;

    /// Has so many messages and then a close frame, to which it replies when it is polled after that. As Tokio's streams do, it takes part in budgeting.
    struct Peer {
        messages: usize,
        has_closed: bool,
        has_reply: Arc<AtomicBool>,
    }

    impl SocketStream for Peer {
        fn poll_frame(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<SocketFrame, Failure>>> {
            ready!(coop::poll_proceed(context)).made_progress();
            if let Some(left) = self.messages.checked_sub(1) {
                self.messages = left;
                return Poll::Ready(Some(Ok(SocketFrame::Text("a".to_owned()))));
            }
            if self.has_closed {
                self.has_reply.store(true, Ordering::Relaxed);
                return Poll::Pending;
            }
            self.has_closed = true;
            Poll::Ready(Some(Ok(SocketFrame::Close(Some(1000), String::new()))))
        }
    }

    #[tokio::test]
    async fn a_close_frame_is_replied_to_however_much_came_before() {
        for messages in 0..300 {
            let has_reply = Arc::new(AtomicBool::new(false));
            let peer = Peer { messages, has_closed: false, has_reply: Arc::clone(&has_reply) };
            let mut arriving = Arriving { stream: Box::new(peer), closed: None, ended: false };
            let mut received = 0;
            while let Some(arrival) = poll_fn(|context| arriving.poll(context)).await {
                assert!(matches!(arrival, Ok(Arrival::Data(_))));
                received += 1;
            }
            assert_eq!((received, has_reply.load(Ordering::Relaxed)), (messages, true));
            assert_eq!(arriving.closed().unwrap().code, Some(1000));
        }
    }
}
