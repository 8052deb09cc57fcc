//! The body of a request that sends events: a message for each, written and signed when it is about to be sent.

use super::event::encode;
use super::sending::Sending;
use crate::codec::Codec;
use crate::error::BoxError;
use crate::value::EventSource;
use bytes::Bytes;
use futures_core::Stream;
use std::pin::Pin;
use std::task::{Context, Poll};

/// The messages of a request.
pub(super) struct Messages {
    /// The events still to come, or `None` after the last.
    events: Option<Box<dyn EventSource>>,
    codec: &'static dyn Codec,
    sending: Sending,
    /// A message before the events.
    initial: Option<Vec<u8>>,
}

impl Messages {
    pub(super) fn new(events: Box<dyn EventSource>, codec: &'static dyn Codec, sending: Sending) -> Self {
        Self { events: Some(events), codec, sending, initial: None }
    }

    /// Adds this message before the events.
    pub(super) fn after(mut self, initial: Vec<u8>) -> Self {
        self.initial = Some(initial);
        self
    }

    fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Vec<u8>, BoxError>>> {
        let signing = &self.sending.signing;
        if let Some(message) = self.initial.take() {
            return Poll::Ready(Some(signing.apply(message).map_err(Into::into)));
        }
        let Some(events) = &mut self.events else { return Poll::Ready(None) };
        if self.sending.has_no_listeners(context) {
            self.events = None;
            return Poll::Ready(Some(
                Err("the events end, as nobody waits for the response any more".into()),
            ));
        }
        let mut message = Ok(Vec::new());
        let codec = self.codec;
        match events.poll_event(context, &mut |event| message = encode(event, codec)) {
            Poll::Pending => return Poll::Pending,
            Poll::Ready(None) => {
                self.events = None;
                return Poll::Ready(signing.last().map(|message| message.map_err(Into::into)));
            }
            Poll::Ready(Some(())) => {}
        }
        Poll::Ready(Some(message.and_then(|message| Ok(signing.apply(message)?)).map_err(|error| {
            self.events = None;
            // The connection only breaks, which doesn't tell why.
            let text = error.to_string();
            self.sending.fail(error);
            text.into()
        })))
    }
}

impl Stream for Messages {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context).map(|message| message.map(|message| message.map(Bytes::from)))
    }
}
