//! Event streams that are fed through a channel.

use super::EventStream;
use futures_channel::mpsc;
use std::fmt;
use std::future::poll_fn;

/// Creates an event stream, and the sender that feeds it.
///
/// Up to `capacity` events, and one more for each sender, wait to be sent before [`send`](EventSender::send) has to wait.
///
/// # Examples
///
/// ```
/// use smithwright_runtime::event_stream::{SendError, channel};
/// # use smithwright_runtime::EventStream;
/// # struct Sound(&'static [u8]);
/// # async fn example() -> Result<EventStream<Sound>, SendError> {
///
/// let (mut sender, events) = channel(16);
/// // `events` goes into the input of a call. This task or another feeds it.
/// sender.send(Sound(b"...")).await?;
/// drop(sender); // the end of the stream, and of the request
/// # Ok(events)
/// # }
/// ```
#[must_use]
pub fn channel<E: Send + 'static>(capacity: usize) -> (EventSender<E>, EventStream<E>) {
    /// Far more than memory holds; the channel accepts no number near the largest.
    const MOST: usize = usize::MAX / 8;
    let (sender, events) = mpsc::channel(capacity.min(MOST));
    (EventSender(sender), events.into())
}

/// The handle that feeds an event stream. The stream ends when the last clone of the handle is dropped.
///
/// Events can be sent before the call is made, and while its response is read. Some services answer nothing before they have seen the first event, so
/// send that before waiting for the response.
pub struct EventSender<E>(mpsc::Sender<E>);

impl<E> EventSender<E> {
    /// Sends an event, as soon as there is room for it. Dropping the future before that loses the event.
    ///
    /// # Errors
    ///
    /// Returns [`SendError`] if nobody reads the stream any more: the call has failed, or its response has ended.
    pub async fn send(&mut self, event: E) -> Result<(), SendError> {
        poll_fn(|context| self.0.poll_ready(context)).await.map_err(|_| SendError)?;
        self.0.start_send(event).map_err(|_| SendError)
    }

    /// Returns `true` if nobody reads the stream any more.
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

/// The error returned when nobody reads the event stream any more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct SendError;

impl fmt::Display for SendError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the event can't be sent: the call has ended")
    }
}

impl std::error::Error for SendError {}

#[cfg(test)]
mod tests {
    use super::channel;

    #[tokio::test]
    async fn a_channel_may_be_of_any_capacity() {
        for capacity in [0, usize::MAX] {
            let (mut sender, _events) = channel(capacity);
            sender.send("event").await.unwrap();
        }
    }
}
