//! Signatures of the messages of an event stream.

use super::{Algorithm, Scope, Signer, credential_scope, dates};
use crate::sign::hash::{self, Digest256};
use std::fmt;

/// The signature of a message, and what was signed. `Debug` shows nothing of it.
pub struct MessageSignature {
    /// The string to sign.
    pub string_to_sign: String,
    signature: Digest256,
}

impl MessageSignature {
    /// Returns the signature as the message carries it.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.signature
    }

    /// Returns the signature in lower-case hexadecimal, as the next signature covers it.
    #[must_use]
    pub fn to_hex(&self) -> String {
        hash::hex(&self.signature)
    }
}

impl fmt::Debug for MessageSignature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("MessageSignature(***)")
    }
}

impl Signer {
    /// Signs a message of an event stream.
    ///
    /// `previous` is the signature before it, in lower-case hexadecimal. `headers` are those of the message as they are written, without the signature.
    #[must_use]
    pub fn sign_message(
        &self,
        scope: &Scope<'_>,
        previous: &str,
        headers: &[u8],
        payload: &[u8],
    ) -> MessageSignature {
        let (date_time, date) = dates(scope.time);
        let credential = credential_scope(scope, Algorithm::HmacSha256, &date);
        let mut string_to_sign = format!("AWS4-HMAC-SHA256-PAYLOAD\n{date_time}\n{credential}\n{previous}\n");
        hash::push_hex(&mut string_to_sign, &hash::sha256(headers));
        string_to_sign.push('\n');
        hash::push_hex(&mut string_to_sign, &hash::sha256(payload));
        let signature = hash::hmac(&self.key(scope, &date), string_to_sign.as_bytes());
        MessageSignature { string_to_sign, signature }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::credentials::Credentials;
    use crate::event_stream::frame::{Encoder, HeaderValue};
    use crate::timestamp::Timestamp;

    #[test]
    fn a_message_is_signed_after_another() {
        let credentials = Credentials::new("fake access key", "fake secret key");
        let time = Timestamp::from_seconds(123_456_789);
        let scope = Scope { credentials: &credentials, region: "us-east-1", service: "testservice", time };
        let mut message = Encoder::new();
        message.header("some-header", HeaderValue::String("value")).unwrap();
        let message = message.finish(b"test payload").unwrap();
        let mut headers = Encoder::new();
        headers.header(":date", HeaderValue::Timestamp(time)).unwrap();
        let previous = hash::hex(&hash::sha256(b"last message sts"));
        let signature = Signer::default().sign_message(&scope, &previous, headers.headers(), &message);
        assert_eq!(
            signature.string_to_sign,
            "AWS4-HMAC-SHA256-PAYLOAD\n\
             19731129T213309Z\n\
             19731129/us-east-1/testservice/aws4_request\n\
             be1f8c7d79ef8e1abc5254a2c70e4da3bfaf4f07328f527444e1fc6ea67273e2\n\
             0c0e3b3bf66b59b976181bd7d401927bbd624107303c713fd1e5f3d3c8dd1b1e\n\
             f2eba0f2e95967ee9fbc6db5e678d2fd599229c0d04b11e4fc8e0f2a02a806c6"
        );
        assert_eq!(signature.to_hex(), hash::hex(signature.bytes()));
        assert_eq!(format!("{signature:?}"), "MessageSignature(***)");
    }
}
