//! A stream of events that is fed by hand.

use super::EventStream;
use futures_channel::mpsc;
use std::fmt;
use std::future::poll_fn;

/// A stream of events, and the handle that feeds it. Up to `capacity` events, and one more for each handle, wait to be sent before
/// [`send`](EventSender::send) waits in turn.
#[must_use]
pub fn channel<E: Send + 'static>(capacity: usize) -> (EventSender<E>, EventStream<E>) {
    let (sender, events) = mpsc::channel(capacity);
    (EventSender(sender), events.into())
}

/// Feeds a stream of events. The stream ends when the last of its handles is dropped.
///
/// Events can be put in before the call is made, and while its response is read. Some services answer nothing before they have seen the first event, so
/// put that in before waiting for the response.
pub struct EventSender<E>(mpsc::Sender<E>);

impl<E> EventSender<E> {
    /// Puts an event in, as soon as there is room.
    ///
    /// # Errors
    /// Where nobody reads the stream any more: the call has failed, or its response has ended.
    pub async fn send(&mut self, event: E) -> Result<(), Closed> {
        poll_fn(|context| self.0.poll_ready(context)).await.map_err(|_| Closed)?;
        self.0.start_send(event).map_err(|_| Closed)
    }

    /// Whether nobody reads the stream any more.
    #[must_use]
    pub fn is_closed(&self) -> bool {
        self.0.is_closed()
    }
}

impl<E> Clone for EventSender<E> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<E> fmt::Debug for EventSender<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EventSender")
    }
}

/// Nobody reads the stream of events any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Closed;

impl fmt::Display for Closed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the event can't be sent: the call has ended")
    }
}

impl std::error::Error for Closed {}
