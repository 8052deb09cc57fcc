//! Events as messages: which members are in headers, which in the payload, and what kind of message it is.

mod decode;
mod encode;

pub(super) use decode::{Received, decode};
pub(super) use encode::encode;

use std::fmt;

const MESSAGE_TYPE: &str = ":message-type";
const EVENT_TYPE: &str = ":event-type";
const EXCEPTION_TYPE: &str = ":exception-type";
const ERROR_CODE: &str = ":error-code";
const ERROR_MESSAGE: &str = ":error-message";
const CONTENT_TYPE: &str = ":content-type";

/// Why an event can't be sent, or a message is not an event of the model. Never shows what the event holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EventError(String);

impl EventError {
    fn new(problem: impl Into<String>) -> Self {
        Self(problem.into())
    }
}

impl fmt::Display for EventError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for EventError {}
