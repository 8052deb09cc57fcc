//! Events as messages: which members are in headers, which in the payload, and what kind of message it is.

mod decode;
mod encode;

pub(super) use decode::{Received, decode};
pub(super) use encode::encode;

const MESSAGE_TYPE: &str = ":message-type";
const EVENT_TYPE: &str = ":event-type";
const EXCEPTION_TYPE: &str = ":exception-type";
const ERROR_CODE: &str = ":error-code";
const ERROR_MESSAGE: &str = ":error-message";
const CONTENT_TYPE: &str = ":content-type";
