//! A stream that is read once, by whichever clone of its body comes first.

use super::BodyError;
use crate::error::BoxError;
use crate::locked::locked;
use crate::wakers::Place;
use bytes::Bytes;
use futures_core::Stream;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

pub(super) type BoxStream = Pin<Box<dyn Stream<Item = Result<Bytes, BoxError>> + Send>>;

/// A stream, of which clones are the same.
#[derive(Clone)]
pub(super) struct Streamed {
    pub(super) length: Option<u64>,
    last_piece: LastPiece,
    progress: Arc<Mutex<Progress>>,
    place: Place,
}

/// When to return the last piece, judging by the announced length.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum LastPiece {
    /// At once: readers go on reading and find out whether it was the last.
    AtOnce,
    /// After the stream has ended: a sender stops reading at the announced length, and would not notice that there is more.
    AtTheEnd,
}

/// The progress of reading a stream.
struct Progress {
    /// The rest of the stream, or `None` if it has ended, failed or been taken by another [`ByteStream`](super::ByteStream).
    stream: Option<BoxStream>,
    received: u64,
    /// The last piece, while it is [held back](LastPiece::AtTheEnd).
    last: Option<Bytes>,
    taken: bool,
}

/// Boxes the stream and its errors.
pub(super) fn boxed<E: Into<BoxError>>(
    stream: impl Stream<Item = Result<Bytes, E>> + Send + 'static,
) -> BoxStream {
    Box::pin(Boxing(Box::pin(stream)))
}

struct Boxing<S>(Pin<Box<S>>);

impl<S: Stream<Item = Result<Bytes, E>>, E: Into<BoxError>> Stream for Boxing<S> {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context).map(|next| next.map(|item| item.map_err(Into::into)))
    }
}

impl Streamed {
    pub(super) fn new(stream: BoxStream, length: Option<u64>, last_piece: LastPiece) -> Self {
        let progress = Progress { stream: Some(stream), received: 0, last: None, taken: false };
        Self { length, last_piece, progress: Arc::new(Mutex::new(progress)), place: Place::default() }
    }

    /// Returns whether both are the same stream.
    pub(super) fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.progress, &other.progress)
    }

    /// Takes the stream out, which is possible once, and only before anything was read.
    pub(super) fn take(&self) -> Result<BoxStream, BodyError> {
        let mut progress = locked(&self.progress);
        if progress.received > 0 {
            return Err(BodyError::Taken);
        }
        let stream = progress.stream.take().ok_or(BodyError::Taken)?;
        progress.taken = true;
        drop(progress);
        self.place.wake();
        Ok(stream)
    }

    pub(super) fn poll(&self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BodyError>>> {
        self.place.poll(context.waker(), |waker| {
            locked(&self.progress).poll(self.length, self.last_piece, &mut Context::from_waker(waker))
        })
    }
}

impl Progress {
    fn poll(
        &mut self,
        length: Option<u64>,
        last_piece: LastPiece,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, BodyError>>> {
        loop {
            let Some(stream) = &mut self.stream else {
                let taken = self.taken.then_some(Err(BodyError::Taken));
                return Poll::Ready(self.last.take().map(Ok).or(taken));
            };
            let item = match stream.as_mut().poll_next(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(item) => item,
            };
            let ended = match item {
                Some(Ok(bytes)) => {
                    self.received = self.received.saturating_add(bytes.len() as u64);
                    match length {
                        Some(expected) if self.received > expected => self.has_length(expected),
                        Some(expected) if self.received == expected && last_piece == LastPiece::AtTheEnd => {
                            self.last = Some(bytes).filter(|bytes| !bytes.is_empty()).or(self.last.take());
                            continue;
                        }
                        _ => return Poll::Ready(Some(Ok(bytes))),
                    }
                }
                Some(Err(error)) => Err(BodyError::of(error)),
                None => length.map_or(Ok(()), |expected| self.has_length(expected)),
            };
            self.stream = None;
            if let Err(error) = ended {
                self.last = None;
                return Poll::Ready(Some(Err(error)));
            }
        }
    }

    fn has_length(&self, expected: u64) -> Result<(), BodyError> {
        let received = self.received;
        if received == expected { Ok(()) } else { Err(BodyError::WrongLength { expected, received }) }
    }
}
