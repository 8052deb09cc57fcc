//! Receiving of events.

use super::binding::is_initial_response;
use super::event::{Received, decode};
use super::frame::{Decoder, FrameError};
use super::sending::{Listener, unsendable};
use crate::body::BodyError;
use crate::cooperation::within_budget;
use crate::error::{BoxError, Error, ErrorResponse, Failure, FailureKind, ServiceError};
use crate::locked::locked;
use crate::operation::{ErrorVariants, OperationError, Retryable, unmodelled};
use crate::retry::Cause;
use crate::value::{EventResponse, EventSource, Events, EventsMut, Slot, UnionMut, Value, ValueMut, View};
use crate::wakers::Place;
use bytes::Bytes;
use futures_core::Stream;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

/// A union of events that a service sends, and the errors that can come in their place.
pub trait ReceivedEvent: UnionMut + Default {
    /// The error enum of what the stream can end with.
    type Error: ErrorVariants;
}

/// The events that a service sends, as they arrive.
///
/// Read them one by one with [`receive`](Self::receive), or as a `Stream`. Clones are the same stream: what one has read, the other doesn't see. Dropping all of
/// them gives up the rest of the response, and the events that are being sent.
///
/// # Examples
///
/// ```
/// # use smithwright_runtime::{Error, EventReceiver, ReceivedEvent};
/// # async fn example<E: ReceivedEvent + std::fmt::Debug>(mut events: EventReceiver<E>) -> Result<(), Error<E::Error>> {
/// while let Some(event) = events.receive().await? {
///     println!("{event:?}");
/// }
/// # Ok(())
/// # }
/// ```
pub struct EventReceiver<E: ReceivedEvent> {
    receiving: Arc<Mutex<Receiving<E>>>,
    place: Place,
}

/// The rest of a stream.
enum Receiving<E: ReceivedEvent> {
    Ended,
    Response(Open),
    Given(BoxStream<E>),
}

type Item<E> = Result<E, Error<<E as ReceivedEvent>::Error>>;
type BoxStream<E> = Pin<Box<dyn Stream<Item = Item<E>> + Send>>;

struct Open {
    response: EventResponse,
    decoder: Decoder,
}

/// Why there are no more events.
enum Ended {
    Service(Box<ErrorResponse>),
    Failure(Box<Failure>),
}

impl<E: ReceivedEvent> EventReceiver<E> {
    /// Makes a receiver of events that no service has sent: for tests of code that reads them, or to put something in between.
    ///
    /// As with a service, nothing follows an error.
    pub fn from_stream(events: impl Stream<Item = Result<E, Error<E::Error>>> + Send + 'static) -> Self {
        Self::new(Receiving::Given(Box::pin(events)))
    }

    /// Waits for the next event. Returns `None` once the service has ended the stream.
    ///
    /// An event that is newer than this client is the variant `Unknown`. Dropping the future loses no event.
    ///
    /// # Errors
    ///
    /// Returns [`Error::Service`] if the service ends the stream with an error, and [`Error::Failure`] if the stream is cut off, a message has a wrong
    /// length or checksum, or an event is not what the model says. Nothing follows an error.
    pub async fn receive(&mut self) -> Result<Option<E>, Error<E::Error>> {
        poll_fn(|context| self.poll(context)).await.transpose()
    }

    fn new(receiving: Receiving<E>) -> Self {
        Self { receiving: Arc::new(Mutex::new(receiving)), place: Place::default() }
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Item<E>>> {
        within_budget(context, |context| {
            self.place
                .poll(context.waker(), |waker| locked(&self.receiving).poll(&mut Context::from_waker(waker)))
        })
    }
}

impl<E: ReceivedEvent> Receiving<E> {
    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Item<E>>> {
        let polled = match self {
            Self::Ended => return Poll::Ready(None),
            Self::Response(open) => open.poll_event(context),
            Self::Given(events) => events.as_mut().poll_next(context),
        };
        if let Poll::Ready(None | Some(Err(_))) = polled {
            *self = Self::Ended;
        }
        polled
    }
}

impl Open {
    fn poll_event<E: ReceivedEvent>(&mut self, context: &mut Context<'_>) -> Poll<Option<Item<E>>> {
        let mut event = E::default();
        let mut error: E::Error = unmodelled();
        self.poll(context, &mut event, &mut error).map(|received| {
            Some(match received? {
                Ok(()) => Ok(event),
                Err(Ended::Service(response)) => {
                    Err(Error::Service(Box::new(ServiceError { error, response: *response })))
                }
                Err(Ended::Failure(failure)) => Err(Error::Failure(failure)),
            })
        })
    }

    fn poll(
        &mut self,
        context: &mut Context<'_>,
        event: &mut dyn UnionMut,
        error: &mut dyn OperationError,
    ) -> Poll<Option<Result<(), Ended>>> {
        loop {
            match self.decoder.next_frame() {
                // It has no members that this client knows.
                Ok(Some(frame)) if is_initial_response(&frame) => continue,
                Ok(Some(frame)) => {
                    let received = decode(&frame, self.response.codec, event, error);
                    return Poll::Ready(Some(match received {
                        Ok(Received::Event) => Ok(()),
                        Ok(Received::Exception { code, message }) => {
                            Err(self.answered(code, message, frame.payload(), error))
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

    fn answered(
        &self,
        code: String,
        message: Option<String>,
        payload: &Bytes,
        error: &dyn OperationError,
    ) -> Ended {
        let mut answer = ErrorResponse::new(self.response.operation, self.response.status);
        let modelled = error.errors().iter().find(|modelled| modelled.code == code);
        // The code is the name of a member. What AWS's lists have is the name of the error itself.
        let name = modelled.map_or(code.as_str(), |_| error.members().schema().name);
        let retry = modelled.map(|modelled| modelled.retry);
        answer.retryable = Cause::told(Cause::of_answer(answer.status, Some(name), retry));
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
        // What is lost or changed on the way may arrive the next time, as with any body.
        let is_of_the_way = matches!(
            error,
            FrameError::CutOff { .. }
                | FrameError::PreludeChecksum { .. }
                | FrameError::MessageChecksum { .. }
        );
        let mut ended = self.failed(FailureKind::Response, message, Some(error.into()));
        if let (Ended::Failure(failure), true) = (&mut ended, is_of_the_way) {
            failure.retryable = Retryable::Transient;
        }
        ended
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

impl<E: ReceivedEvent> EventsMut for EventReceiver<E> {
    fn receive(&mut self, response: EventResponse) {
        *locked(&self.receiving) = Receiving::Response(Open { response, decoder: Decoder::new() });
    }
}

/// Received events can't be sent on as they are.
impl<E: ReceivedEvent> Events for EventReceiver<E> {
    fn take(&self) -> Option<Box<dyn EventSource>> {
        None
    }

    fn address(&self) -> usize {
        Arc::as_ptr(&self.receiving).addr()
    }
}

impl<E: ReceivedEvent> Value for EventReceiver<E> {
    fn view(&self) -> View<'_> {
        View::Events(self)
    }
}

impl<E: ReceivedEvent> ValueMut for EventReceiver<E> {
    fn slot(&mut self) -> Slot<'_> {
        // The old value may have clones, for example in another call's output.
        *self = Self::default();
        Slot::Events(self)
    }
}

/// Returns a stream that has ended.
impl<E: ReceivedEvent> Default for EventReceiver<E> {
    fn default() -> Self {
        Self::new(Receiving::Ended)
    }
}

impl<E: ReceivedEvent> Clone for EventReceiver<E> {
    fn clone(&self) -> Self {
        Self { receiving: Arc::clone(&self.receiving), place: self.place.clone() }
    }
}

/// A stream equals only its clones.
impl<E: ReceivedEvent> PartialEq for EventReceiver<E> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.receiving, &other.receiving)
    }
}

impl<E: ReceivedEvent> fmt::Debug for EventReceiver<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EventReceiver")
    }
}
