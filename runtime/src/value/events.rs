//! The interface of event streams: an input's stream gives away the events to send, an output's takes the response to read events from.

use super::Union;
use crate::body::ByteStream;
use crate::codec::Codec;
use std::fmt;
use std::task::{Context, Poll};

/// An event stream that can be sent, or was received.
pub trait Events: Send + Sync {
    /// Takes the events out, to send them, or returns `None` if they were taken before or are received ones.
    fn take(&self) -> Option<Box<dyn EventSource>>;
    /// Returns the address of the stream in memory, which is the same for the stream and its clones, and for no other.
    fn address(&self) -> usize;
}

/// Events on their way out.
pub trait EventSource: Send {
    /// Polls for the next event, and passes it to `write`. Returns [`Poll::Ready`] with `None` at the end.
    fn poll_event(
        &mut self,
        context: &mut Context<'_>,
        write: &mut dyn FnMut(&dyn Union),
    ) -> Poll<Option<()>>;
}

/// An event stream that can be received.
pub trait EventsMut: Send {
    /// Takes the response, whose events are read later, one by one.
    fn receive(&mut self, response: EventResponse);
}

/// A response whose body is an event stream, with what it takes to read it.
#[non_exhaustive]
pub struct EventResponse {
    /// The body.
    pub body: ByteStream,
    /// The format of the events' payloads.
    pub codec: &'static dyn Codec,
    /// The name of the operation that was called.
    pub operation: &'static str,
    /// The HTTP status code.
    pub status: u16,
    /// The service's id of the request.
    pub request_id: Option<String>,
    /// Where events are sent at the same time: keeps sending them while this is alive.
    #[cfg(feature = "event-stream")]
    pub(crate) listener: Option<crate::event_stream::Listener>,
}

impl EventResponse {
    /// Creates a response to a call of `operation`, with this body.
    #[must_use]
    pub fn new(operation: &'static str, body: ByteStream, codec: &'static dyn Codec) -> Self {
        Self {
            body,
            codec,
            operation,
            status: 200,
            request_id: None,
            #[cfg(feature = "event-stream")]
            listener: None,
        }
    }
}

impl fmt::Debug for EventResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("EventResponse")
            .field("body", &self.body)
            .field("operation", &self.operation)
            .field("status", &self.status)
            .field("request_id", &self.request_id)
            .finish_non_exhaustive()
    }
}
