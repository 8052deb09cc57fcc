//! A stream that is opened again for each read, so that sending it can be retried.

use super::streamed::{BoxStream, LastPiece, Streamed, boxed};
use crate::error::BoxError;
use bytes::Bytes;
use futures_core::Stream;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

#[derive(Clone)]
pub(super) struct Replayable {
    pub(super) length: Option<u64>,
    pub(super) open: Arc<dyn Fn() -> BoxStream + Send + Sync>,
}

impl Replayable {
    pub(super) fn new<F, S, E>(open: impl Fn() -> F + Send + Sync + 'static, length: Option<u64>) -> Self
    where
        F: Future<Output = Result<S, E>> + Send + 'static,
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError> + 'static,
    {
        Self { length, open: Arc::new(move || boxed(Opening::Pending(Box::pin(open())))) }
    }

    /// Opens the stream at its start.
    pub(super) fn opened(&self, last_piece: LastPiece) -> Streamed {
        Streamed::new((self.open)(), self.length, last_piece)
    }
}

/// A stream that has to be opened first.
enum Opening<F, S> {
    Pending(Pin<Box<F>>),
    Open(Pin<Box<S>>),
    Failed,
}

impl<F, S, E> Stream for Opening<F, S>
where
    F: Future<Output = Result<S, E>>,
    S: Stream<Item = Result<Bytes, E>>,
{
    type Item = Result<Bytes, E>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            match &mut *self {
                Self::Pending(opened) => match ready!(opened.as_mut().poll(context)) {
                    Ok(stream) => *self = Self::Open(Box::pin(stream)),
                    Err(error) => {
                        *self = Self::Failed;
                        return Poll::Ready(Some(Err(error)));
                    }
                },
                Self::Open(stream) => return stream.as_mut().poll_next(context),
                Self::Failed => return Poll::Ready(None),
            }
        }
    }
}
