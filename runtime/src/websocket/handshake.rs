//! The headers of the [opening handshake](https://www.rfc-editor.org/rfc/rfc6455#section-4).

use crate::codec::encode_base64;
use crate::error::{Failure, FailureKind};
use http::header::{
    CONNECTION, HeaderMap, HeaderValue, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY, SEC_WEBSOCKET_VERSION,
    UPGRADE,
};
use ring::digest::{self, SHA1_FOR_LEGACY_USE_ONLY};

/// What every server appends to the key before it hashes it.
const MAGIC: &[u8] = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

/// One handshake: the key that it sends, and so the answer that it expects.
pub(super) struct Handshake {
    key: HeaderValue,
}

impl Handshake {
    /// With a key from this randomness. The key is no secret: it only tells an answer to this handshake from a stored one.
    pub(super) fn new(random: [u8; 16]) -> Result<Self, Failure> {
        Ok(Self { key: base64_value(&random)? })
    }

    /// Adds what makes a request a handshake.
    pub(super) fn ask(&self, headers: &mut HeaderMap) {
        headers.insert(CONNECTION, HeaderValue::from_static("Upgrade"));
        headers.insert(UPGRADE, HeaderValue::from_static("websocket"));
        headers.insert(SEC_WEBSOCKET_VERSION, HeaderValue::from_static("13"));
        headers.insert(SEC_WEBSOCKET_KEY, self.key.clone());
    }

    /// Checks the headers of a response with the status 101.
    pub(super) fn check(&self, headers: &HeaderMap) -> Result<(), Failure> {
        let wrong = |what: &str| {
            let message =
                format!("the server's answer to the handshake {what}, so it is no WebSocket server");
            Failure::new(FailureKind::Response, message)
        };
        let upgrade = headers.get(UPGRADE).map_or(&b""[..], HeaderValue::as_bytes);
        if !upgrade.eq_ignore_ascii_case(b"websocket") {
            return Err(wrong("does not change to the WebSocket protocol"));
        }
        // The RFC says SHA-1; nothing here depends on its strength.
        let digest = digest::digest(&SHA1_FOR_LEGACY_USE_ONLY, &[self.key.as_bytes(), MAGIC].concat());
        if headers.get(SEC_WEBSOCKET_ACCEPT) != Some(&base64_value(digest.as_ref())?) {
            return Err(wrong("does not prove that it read the key"));
        }
        Ok(())
    }
}

fn base64_value(bytes: &[u8]) -> Result<HeaderValue, Failure> {
    let mut text = Vec::new();
    encode_base64(bytes, &mut text);
    HeaderValue::try_from(text).map_err(|error| {
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

    fn answer(upgrade: &'static str, accept: &'static str) -> HeaderMap {
        HeaderMap::from_iter([
            (UPGRADE, HeaderValue::from_static(upgrade)),
            (SEC_WEBSOCKET_ACCEPT, HeaderValue::from_static(accept)),
        ])
    }

    #[test]
    fn accepts_only_an_answer_to_its_own_key() {
        let accept = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
        example().check(&answer("WebSocket", accept)).unwrap();
        for headers in [answer("h2c", accept), answer("websocket", "s3pP"), HeaderMap::new()] {
            example().check(&headers).unwrap_err();
        }
        Handshake::new([7; 16]).unwrap().check(&answer("websocket", accept)).unwrap_err();
    }
}
