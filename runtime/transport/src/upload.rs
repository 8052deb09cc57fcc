//! The body of a request on its way out: it stops when nobody wants the rest, and says what was wrong with it.

use crate::failure::chain;
use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body, Frame, SizeHint};
use smithwright_runtime::body::{BodyError, ByteStream};
use smithwright_runtime::error::BoxError;
use smithwright_runtime::transport::{TransportError, TransportErrorKind};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Waker};

/// How much is handed over at a time at most. What was handed over can't be stopped any more.
const PIECE: usize = 64 * 1024;

/// From this length on, a body in memory is handed over in pieces.
pub(crate) const IN_PIECES_FROM: usize = 4 * PIECE;

/// A body that is being sent, as its response sees it.
///
/// Whoever writes to the connection reads the body to its end, even when the response is there already: after an error, that is a whole upload for nothing, so
/// it has to be stopped ([RFC 9112, section 9.5](https://www.rfc-editor.org/rfc/rfc9112#section-9.5)).
#[derive(Clone, Default)]
pub(crate) struct Upload(Arc<Mutex<State>>);

#[derive(Default)]
struct State {
    is_stopped: bool,
    /// What was wrong with the body. Over HTTP/2, the connection keeps that to itself.
    problem: Option<String>,
    /// Who waits for the next piece.
    waker: Option<Waker>,
}

impl Upload {
    /// Returns the body to send.
    pub(crate) fn of(&self, body: ByteStream) -> Outgoing {
        Outgoing { length: body.length(), body, piece: Bytes::new(), upload: self.clone() }
    }

    /// Ends the body with an error where it is now, if it has not ended.
    pub(crate) fn stop(&self) {
        let waker = {
            let mut state = self.state();
            state.is_stopped = true;
            state.waker.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }

    /// Returns the error of a request whose body was not as it should be.
    pub(crate) fn error(&self) -> Option<TransportError> {
        let problem = self.state().problem.take();
        problem.map(|problem| TransportError::new(TransportErrorKind::Body, problem))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Fails if the body is to stop, and otherwise keeps who is to be woken when it is.
    fn check(&self, context: &Context<'_>) -> Result<(), BoxError> {
        let mut state = self.state();
        if state.is_stopped {
            return Err("nobody wants the rest of the body".into());
        }
        let is_known = state.waker.as_ref().is_some_and(|known| known.will_wake(context.waker()));
        let replaced = if is_known { None } else { state.waker.replace(context.waker().clone()) };
        drop(state);
        // Outside of the lock: a waker may own a task.
        drop(replaced);
        Ok(())
    }
}

/// The body of a request.
pub(crate) struct Outgoing {
    body: ByteStream,
    length: Option<u64>,
    /// The rest of the body's last piece.
    piece: Bytes,
    upload: Upload,
}

impl Outgoing {
    /// Returns the next piece of the body, or the rest of the last one.
    fn poll_piece(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BodyError>>> {
        match self.piece.is_empty() {
            true => Pin::new(&mut self.body).poll_next(context),
            false => Poll::Ready(Some(Ok(std::mem::take(&mut self.piece)))),
        }
    }
}

impl Body for Outgoing {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        if let Err(stopped) = self.upload.check(context) {
            return Poll::Ready(Some(Err(stopped)));
        }
        self.poll_piece(context).map(|polled| match polled? {
            Ok(mut piece) => {
                self.piece = piece.split_off(piece.len().min(PIECE));
                Some(Ok(Frame::data(piece)))
            }
            Err(error) => {
                self.upload.state().problem = Some(chain(&error));
                Some(Err(error.into()))
            }
        })
    }

    fn size_hint(&self) -> SizeHint {
        self.length.map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}
