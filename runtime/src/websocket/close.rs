//! Closing of sockets.

use crate::error::{Failure, FailureKind, OneLine};
use crate::transport::SocketFrame;
use std::fmt;

/// The way in which the peer closed a socket.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct CloseFrame {
    /// The peer's [code](https://www.rfc-editor.org/rfc/rfc6455#section-7.4), if it gave one: 1000 for a normal end, 1001 if the peer goes away.
    pub code: Option<u16>,
    /// The peer's reason; empty for none.
    pub reason: String,
}

impl fmt::Display for CloseFrame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.code {
            Some(code) => write!(f, "closed with code {code}")?,
            None => f.write_str("closed without a code")?,
        }
        if self.reason.is_empty() { Ok(()) } else { write!(f, ": {}", OneLine(&self.reason)) }
    }
}

/// The maximum length of the reason in a close frame, which also holds a code of two bytes.
const MAX_REASON_BYTES: usize = 123;

/// Returns the close frame with this code and reason.
pub(super) fn frame(code: u16, reason: &str) -> Result<SocketFrame, Failure> {
    let wrong = |what: String| Err(Failure::new(FailureKind::Input, what));
    if code != 1000 && !(3000..=4999).contains(&code) {
        return wrong(format!(
            "a client can't close a socket with code {code}: use 1000, or one of 3000 to 4999"
        ));
    }
    if reason.len() > MAX_REASON_BYTES {
        let length = reason.len();
        return wrong(format!(
            "the reason for closing has {length} bytes; at most {MAX_REASON_BYTES} are allowed"
        ));
    }
    Ok(SocketFrame::Close(Some(code), reason.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_peer_says_stays_on_its_line() {
        let closed = CloseFrame { code: Some(1001), reason: "bye\n\u{1b}[2J".to_owned() };
        assert_eq!(closed.to_string(), "closed with code 1001: bye\\n\\u{1b}[2J");
    }
}
