//! Events on their way in.

use super::binding::is_initial_response;
use super::event::{Received, decode};
use super::frame::{Decoder, FrameError};
use super::sending::{Listener, unsendable};
use crate::body::BodyError;
use crate::error::{BoxError, Error, ErrorResponse, Failure, FailureKind, ServiceError};
use crate::operation::{ErrorVariants, OperationError, unmodelled};
use crate::value::{EventResponse, EventSource, Events, EventsMut, Slot, UnionMut, Value, ValueMut, View};
use crate::wakers::Wakers;
use bytes::Bytes;
use futures_core::Stream;
use std::fmt;
use std::future::poll_fn;
use std::marker::PhantomData;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};

/// A union of events that a service sends, and the errors that can come in their place.
pub trait ReceivedEvent: UnionMut + Default {
    /// What the stream can end with.
    type Error: ErrorVariants;
}

/// The events that a service sends, as they come: read them one by one with [`receive`](Self::receive), or as a [`Stream`].
///
/// Dropping it, with its clones, gives the rest of the response up, and the events that are being sent.
///
/// Clones are the same stream: what one has read, the other doesn't see.
pub struct EventReceiver<E> {
    shared: Arc<Shared>,
    event: PhantomData<fn() -> E>,
}

/// What clones have in common.
#[derive(Default)]
struct Shared {
    receiving: Mutex<Receiving>,
    wakers: Arc<Wakers>,
}

/// What is left to be read; `None` once the stream has ended.
#[derive(Default)]
struct Receiving(Option<Open>);

struct Open {
    response: EventResponse,
    decoder: Decoder,
}

/// Why there is no event.
enum Ended {
    Service(Box<ErrorResponse>),
    Failure(Box<Failure>),
}

impl<E: ReceivedEvent> EventReceiver<E> {
    /// Waits for the next event; `None` once the service has ended the stream. Giving up the wait loses no event.
    ///
    /// An event that is newer than this client is the `Unknown` variant.
    ///
    /// # Errors
    /// [`Error::Service`] where the service ends the stream with an error, [`Error::Failure`] where the stream is cut off, a message has a wrong
    /// length or checksum, or an event is not what the model says. Nothing comes after an error.
    pub async fn receive(&mut self) -> Result<Option<E>, Error<E::Error>> {
        poll_fn(|context| self.poll(context)).await.transpose()
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<E, Error<E::Error>>>> {
        let mut event = E::default();
        let mut error: E::Error = unmodelled();
        let polled = self.shared.wakers.poll(context.waker(), |waker| {
            self.lock().poll(&mut Context::from_waker(waker), &mut event, &mut error)
        });
        polled.map(|received| {
            Some(match received? {
                Ok(()) => Ok(event),
                Err(Ended::Service(response)) => {
                    Err(Error::Service(Box::new(ServiceError { error, response: *response })))
                }
                Err(Ended::Failure(failure)) => Err(Error::Failure(failure)),
            })
        })
    }
}

impl<E> EventReceiver<E> {
    fn lock(&self) -> MutexGuard<'_, Receiving> {
        self.shared.receiving.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Receiving {
    fn poll(
        &mut self,
        context: &mut Context<'_>,
        event: &mut dyn UnionMut,
        error: &mut dyn OperationError,
    ) -> Poll<Option<Result<(), Ended>>> {
        let Some(open) = &mut self.0 else { return Poll::Ready(None) };
        let received = match open.poll(context, event, error) {
            Poll::Pending => return Poll::Pending,
            Poll::Ready(received) => received,
        };
        if !matches!(received, Some(Ok(()))) {
            self.0 = None;
        }
        Poll::Ready(received)
    }
}

impl Open {
    fn poll(
        &mut self,
        context: &mut Context<'_>,
        event: &mut dyn UnionMut,
        error: &mut dyn OperationError,
    ) -> Poll<Option<Result<(), Ended>>> {
        loop {
            match self.decoder.next_frame() {
                // It has nothing that this client knows of.
                Ok(Some(frame)) if is_initial_response(&frame) => continue,
                Ok(Some(frame)) => {
                    let received = decode(&frame, self.response.codec, event, error);
                    return Poll::Ready(Some(match received {
                        Ok(Received::Event) => Ok(()),
                        Ok(Received::Exception { code, message }) => {
                            Err(self.answered(code, message, frame.payload()))
                        }
                        Err(error) => Err(self.failed(FailureKind::Response, error.to_string(), None)),
                    }));
                }
                Ok(None) => {}
                Err(error) => return Poll::Ready(Some(Err(self.broken(error)))),
            }
            match self.response.body.poll(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Ok(bytes))) => self.decoder.push(bytes),
                Poll::Ready(Some(Err(error))) => return Poll::Ready(Some(Err(self.cut(error)))),
                Poll::Ready(None) => {
                    return Poll::Ready(self.decoder.finish().err().map(|error| Err(self.broken(error))));
                }
            }
        }
    }

    fn answered(&self, code: String, message: Option<String>, payload: &Bytes) -> Ended {
        let mut answer = ErrorResponse::new(self.response.operation, self.response.status);
        answer.code = Some(code);
        answer.message = message;
        answer.request_id.clone_from(&self.response.request_id);
        answer.body = payload.clone();
        Ended::Service(Box::new(answer))
    }

    fn cut(&self, error: BodyError) -> Ended {
        match self.response.listener.as_ref().and_then(Listener::take_problem) {
            Some(problem) => self.failed(FailureKind::Body, unsendable(&problem), Some(problem)),
            None => {
                self.failed(FailureKind::Connection, "the connection broke".to_owned(), Some(error.into()))
            }
        }
    }

    fn broken(&self, error: FrameError) -> Ended {
        let message = format!("the stream of events is broken: {error}");
        self.failed(FailureKind::Response, message, Some(error.into()))
    }

    fn failed(&self, kind: FailureKind, message: String, source: Option<BoxError>) -> Ended {
        let EventResponse { operation, status, request_id, .. } = &self.response;
        let failure =
            Failure::new(kind, message).operation_name(operation).answered(*status, request_id.clone());
        Ended::Failure(Box::new(match source {
            Some(source) => failure.caused_by(source),
            None => failure,
        }))
    }
}

impl<E: ReceivedEvent> Stream for EventReceiver<E> {
    type Item = Result<E, Error<E::Error>>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl<E> EventsMut for EventReceiver<E> {
    fn receive(&mut self, response: EventResponse) {
        *self.lock() = Receiving(Some(Open { response, decoder: Decoder::new() }));
    }
}

/// Received events can't be sent on as they are.
impl<E> Events for EventReceiver<E> {
    fn take(&self) -> Option<Box<dyn EventSource>> {
        None
    }

    fn address(&self) -> usize {
        Arc::as_ptr(&self.shared).addr()
    }
}

impl<E> Value for EventReceiver<E> {
    fn view(&self) -> View<'_> {
        View::Events(self)
    }
}

impl<E> ValueMut for EventReceiver<E> {
    fn slot(&mut self) -> Slot<'_> {
        // Another call's output may be a clone of what this was.
        *self = Self::default();
        Slot::Events(self)
    }
}

/// A stream that has ended.
impl<E> Default for EventReceiver<E> {
    fn default() -> Self {
        Self { shared: Arc::default(), event: PhantomData }
    }
}

impl<E> Clone for EventReceiver<E> {
    fn clone(&self) -> Self {
        Self { shared: Arc::clone(&self.shared), event: PhantomData }
    }
}

/// A stream equals only its clones.
impl<E> PartialEq for EventReceiver<E> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }
}

impl<E> fmt::Debug for EventReceiver<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EventReceiver")
    }
}
