//! Sending of events.

use crate::locked::locked;
use crate::value::{EventSource, Events, Union, Value, View};
use futures_core::Stream;
use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

/// The events that a call sends, as they become ready.
///
/// Any `Stream` of events becomes one by `From`; [`channel`](super::channel) creates one that is fed by hand. The end of the stream is the end of the request.
/// Clones are the same stream, and it can be sent once. A call that sends events is not retried, and the time limits for attempts and calls don't apply to it.
pub struct EventStream<E> {
    shared: Arc<Mutex<Source<E>>>,
}

type BoxStream<E> = Pin<Box<dyn Stream<Item = E> + Send>>;

enum Source<E> {
    /// No events.
    Empty,
    Waiting(BoxStream<E>),
    Taken,
}

impl<E, S: Stream<Item = E> + Send + 'static> From<S> for EventStream<E> {
    fn from(events: S) -> Self {
        Self { shared: Arc::new(Mutex::new(Source::Waiting(Box::pin(events)))) }
    }
}

impl<E: Union + 'static> Events for EventStream<E> {
    fn take(&self) -> Option<Box<dyn EventSource>> {
        let mut source = locked(&self.shared);
        match std::mem::replace(&mut *source, Source::Taken) {
            Source::Empty => {
                *source = Source::Empty;
                Some(Box::new(Outgoing::<E>(None)))
            }
            Source::Waiting(events) => Some(Box::new(Outgoing(Some(events)))),
            Source::Taken => None,
        }
    }

    fn address(&self) -> usize {
        Arc::as_ptr(&self.shared).addr()
    }
}

/// The events of a stream that is being sent.
struct Outgoing<E>(Option<BoxStream<E>>);

impl<E: Union + 'static> EventSource for Outgoing<E> {
    fn poll_event(
        &mut self,
        context: &mut Context<'_>,
        write: &mut dyn FnMut(&dyn Union),
    ) -> Poll<Option<()>> {
        let Some(events) = &mut self.0 else { return Poll::Ready(None) };
        events.as_mut().poll_next(context).map(|event| event.map(|event| write(&event)))
    }
}

impl<E: Union + 'static> Value for EventStream<E> {
    fn view(&self) -> View<'_> {
        View::Events(self)
    }
}

/// Returns a stream without events.
impl<E> Default for EventStream<E> {
    fn default() -> Self {
        Self { shared: Arc::new(Mutex::new(Source::Empty)) }
    }
}

impl<E> Clone for EventStream<E> {
    fn clone(&self) -> Self {
        Self { shared: Arc::clone(&self.shared) }
    }
}

/// A stream equals only its clones.
impl<E> PartialEq for EventStream<E> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.shared, &other.shared)
    }
}

impl<E> fmt::Debug for EventStream<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EventStream")
    }
}
