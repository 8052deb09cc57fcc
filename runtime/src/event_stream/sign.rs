//! Signed messages: each is wrapped in another, whose signature covers its date and the previous signature.

use super::frame::{Encoder, FrameError, HeaderValue};
use crate::credentials::Credentials;
use crate::locked::locked;
use crate::sign::v4::{Scope, Signer};
use crate::timestamp::Timestamp;
use std::fmt;
use std::sync::{Arc, Mutex};

/// A signer of the messages of one event stream.
pub struct Chain {
    credentials: Credentials,
    region: String,
    service: String,
    /// The previous signature.
    previous: String,
    clock: Box<dyn Fn() -> Timestamp + Send>,
    signer: Signer,
}

impl Chain {
    /// Creates a signer for this Region and the signing name `service`.
    ///
    /// `seed` is the signature of the request, in lower-case hexadecimal. `clock` returns the current time.
    #[must_use]
    pub fn new(
        credentials: Credentials,
        region: impl Into<String>,
        service: impl Into<String>,
        seed: impl Into<String>,
        clock: impl Fn() -> Timestamp + Send + 'static,
    ) -> Self {
        Self {
            credentials,
            region: region.into(),
            service: service.into(),
            previous: seed.into(),
            clock: Box::new(clock),
            signer: Signer::default(),
        }
    }

    /// Returns the message wrapped in a signed one. An empty message, signed, is the end of the stream.
    ///
    /// # Errors
    ///
    /// Returns an error if the message is too long to be the payload of another.
    pub fn sign(&mut self, message: &[u8]) -> Result<Vec<u8>, FrameError> {
        // The string to sign has whole seconds.
        let time = Timestamp::from_seconds((self.clock)().seconds());
        let scope =
            Scope { credentials: &self.credentials, region: &self.region, service: &self.service, time };
        let mut signed = Encoder::new();
        signed.header(":date", HeaderValue::Timestamp(time))?;
        let signature = self.signer.sign_message(&scope, &self.previous, signed.headers(), message);
        signed.header(":chunk-signature", HeaderValue::Bytes(signature.bytes()))?;
        self.previous = signature.to_hex();
        signed.finish(message)
    }
}

impl fmt::Debug for Chain {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Chain(***)")
    }
}

/// Whether and how the messages of a body are signed, which is known once the request itself is signed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Signing(Arc<Mutex<Option<Chain>>>);

impl Signing {
    /// Starts to sign the messages.
    pub(crate) fn start(&self, chain: Chain) {
        *locked(&self.0) = Some(chain);
    }

    /// Returns the message as it is sent.
    pub(super) fn apply(&self, message: Vec<u8>) -> Result<Vec<u8>, FrameError> {
        match locked(&self.0).as_mut() {
            Some(chain) => chain.sign(&message),
            None => Ok(message),
        }
    }

    /// Returns what is sent after the last message.
    pub(super) fn last(&self) -> Option<Result<Vec<u8>, FrameError>> {
        locked(&self.0).as_mut().map(|chain| chain.sign(&[]))
    }
}
