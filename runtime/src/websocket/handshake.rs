//! The headers of the [opening handshake](https://www.rfc-editor.org/rfc/rfc6455#section-4).

use crate::codec::base64_text;
use crate::error::{Failure, FailureKind};
use http::header::{
    CONNECTION, HeaderMap, HeaderValue, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_EXTENSIONS, SEC_WEBSOCKET_KEY,
    SEC_WEBSOCKET_PROTOCOL, SEC_WEBSOCKET_VERSION, UPGRADE,
};
use ring::digest::{self, SHA1_FOR_LEGACY_USE_ONLY};

/// What every server appends to the key before hashing it.
const MAGIC: &[u8] = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/// A handshake, which knows its key and therefore the expected answer.
pub(super) struct Handshake {
    key: HeaderValue,
}

impl Handshake {
    /// Creates a handshake with a random key. The key is not secret: it distinguishes an answer to this handshake from a stored one.
    pub(super) fn new(random: [u8; 16]) -> Result<Self, Failure> {
        Ok(Self { key: base64_value(&random)? })
    }

    /// Adds the headers that make a request a handshake.
    pub(super) fn ask(&self, headers: &mut HeaderMap) {
        headers.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
        headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
        headers.insert(SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"));
        headers.insert(SEC_WEBSOCKET_KEY, self.key.clone());
    }

    /// Checks the headers of a response with the status 101, in the order of
    /// [RFC 6455, section 4.1](https://www.rfc-editor.org/rfc/rfc6455#section-4.1).
    pub(super) fn check(&self, headers: &HeaderMap) -> Result<(), Failure> {
        let wrong = |what: &str| {
            let message = format!(
                "the server's answer to the handshake {what}, so it is not a proper WebSocket server"
            );
            Failure::new(FailureKind::Response, message)
        };
        let upgrade = headers.get(UPGRADE).map_or(&b""[..], HeaderValue::as_bytes);
        if !upgrade.eq_ignore_ascii_case(b"websocket") {
            return Err(wrong("does not switch to the WebSocket protocol"));
        }
        let connection =
            headers.get_all(CONNECTION).iter().flat_map(|value| value.as_bytes().split(|byte| *byte == b','));
        if !connection.map(<[u8]>::trim_ascii).any(|token| token.eq_ignore_ascii_case(b"upgrade")) {
            return Err(wrong("does not say `Connection: Upgrade`"));
        }
        // The RFC requires SHA-1; nothing here depends on its strength.
        let digest = digest::digest(&SHA1_FOR_LEGACY_USE_ONLY, &[self.key.as_bytes(), MAGIC].concat());
        if headers.get(SEC_WEBSOCKET_ACCEPT) != Some(&base64_value(digest.as_ref())?) {
            return Err(wrong("has a wrong `Sec-WebSocket-Accept`"));
        }
        for (name, what) in
            [(SEC_WEBSOCKET_EXTENSIONS, "an extension"), (SEC_WEBSOCKET_PROTOCOL, "a subprotocol")]
        {
            if headers.contains_key(name) {
                return Err(wrong(&format!("chooses {what} that nobody asked for")));
            }
        }
        Ok(())
    }
}

fn base64_value(bytes: &[u8]) -> Result<HeaderValue, Failure> {
    HeaderValue::try_from(base64_text(bytes)).map_err(|error| {
        Failure::new(FailureKind::Configuration, "base64 is no header value").caused_by(error)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The example of RFC 6455, section 1.3.
    fn example() -> Handshake {
        Handshake { key: HeaderValue::from_static("dGhlIHNhbXBsZSBub25jZQ==") }
    }

    const ACCEPT: &str = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    /// Returns the server's answer in the example, with this header changed, or removed if there is no value.
    fn answer(name: &'static str, value: Option<&'static str>) -> HeaderMap {
        let proper = [
            ("upgrade", "WebSocket"),
            ("connection", "keep-alive, Upgrade"),
            ("sec-websocket-accept", ACCEPT),
        ];
        let mut headers = HeaderMap::new();
        for (name, value) in proper {
            headers.insert(name, HeaderValue::from_static(value));
        }
        match value {
            Some(value) => drop(headers.insert(name, HeaderValue::from_static(value))),
            None => drop(headers.remove(name)),
        }
        headers
    }

    #[test]
    fn accepts_only_an_answer_to_its_own_key() {
        example().check(&answer("date", None)).unwrap();
        Handshake::new([7; 16]).unwrap().check(&answer("date", None)).unwrap_err();
        example().check(&HeaderMap::new()).unwrap_err();
    }

    #[test]
    fn refuses_an_answer_that_breaks_the_protocol() {
        for (name, value) in [
            ("upgrade", Some("h2c")),
            ("upgrade", None),
            ("connection", Some("keep-alive, Upgraded")),
            ("connection", None),
            ("sec-websocket-accept", Some("s3pP")),
            ("sec-websocket-accept", None),
            ("sec-websocket-extensions", Some("permessage-deflate")),
            ("sec-websocket-protocol", Some("chat")),
        ] {
            example().check(&answer(name, value)).unwrap_err();
        }
    }
}
