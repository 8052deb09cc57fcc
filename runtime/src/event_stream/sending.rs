//! What a call shares with the event stream that is the body of its request.

use super::sign::Signing;
use crate::body::{BodyError, ByteStream};
use crate::error::BoxError;
use crate::locked::locked;
use bytes::Bytes;
use futures_core::Stream;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll, Waker};

/// The state shared by a call and the body of its request.
#[derive(Clone, Default)]
pub(crate) struct Sending {
    /// How the messages are signed.
    pub(crate) signing: Signing,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    /// How many wait for the response. `None` before there is a call, since a request may be made long before it is sent.
    listeners: Option<usize>,
    /// The waker of the task that sends.
    sender: Option<Waker>,
    /// Why an event could not be sent.
    problem: Option<BoxError>,
}

impl Sending {
    /// Returns a listener, which waits for the response. When the last listener is dropped, sending ends, since nobody would see the result.
    pub(crate) fn listener(&self) -> Listener {
        let mut state = locked(&self.state);
        state.listeners = Some(state.listeners.unwrap_or(0) + 1);
        drop(state);
        Listener(self.clone())
    }

    /// Takes the reason why an event could not be sent. The connection's own error only says that it broke.
    pub(crate) fn take_problem(&self) -> Option<BoxError> {
        locked(&self.state).problem.take()
    }

    pub(super) fn fail(&self, problem: BoxError) {
        locked(&self.state).problem = Some(problem);
    }

    /// Checks whether nobody listens any more. If somebody does, the task is woken when the last listener is dropped.
    pub(super) fn has_no_listeners(&self, context: &Context<'_>) -> bool {
        let mut state = locked(&self.state);
        state.sender = Some(context.waker().clone());
        state.listeners == Some(0)
    }
}

/// Something that waits for a response, for as long as it is alive.
pub(crate) struct Listener(Sending);

impl Listener {
    /// Lets sending go on without listeners: a service that has answered may still want the events.
    pub(crate) fn go_on(self) {
        locked(&self.0.state).listeners = None;
    }

    /// As [`Sending::take_problem`].
    pub(super) fn take_problem(&self) -> Option<BoxError> {
        self.0.take_problem()
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let mut state = locked(&self.0.state);
        state.listeners = state.listeners.map(|count| count.saturating_sub(1));
        let sender = if state.listeners == Some(0) { state.sender.take() } else { None };
        // Woken outside of the lock, as the task may run at once.
        drop(state);
        if let Some(sender) = sender {
            sender.wake();
        }
    }
}

/// Returns the body of a response, which listens until it is dropped.
pub(crate) fn heard(body: ByteStream, listener: Listener) -> ByteStream {
    if body.as_bytes().is_some() {
        return body;
    }
    let length = body.length();
    ByteStream::from_stream(Heard { body, _listener: listener }, length)
}

struct Heard {
    body: ByteStream,
    _listener: Listener,
}

impl Stream for Heard {
    type Item = Result<Bytes, BodyError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.body.poll(context)
    }
}

/// Returns the message for a call that failed because of this problem.
pub(crate) fn unsendable(problem: &BoxError) -> String {
    format!("the events of the request are wrong: {problem}")
}
