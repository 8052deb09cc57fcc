//! A URL that carries its own signature.

use crate::timestamp::Timestamp;
use bytes::Bytes;
use std::fmt;

/// A URL that whoever holds it can use until it expires. Neither `Debug` nor `Display` shows it: ask for [`url`](Self::url).
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct PresignedUrl {
    method: String,
    url: String,
    headers: Vec<(String, String)>,
    expires_at: Timestamp,
    body: Bytes,
}

impl PresignedUrl {
    /// A URL to be used with this method and with these headers beside `host`.
    #[must_use]
    pub fn new(method: &str, url: String, headers: Vec<(String, String)>, expires_at: Timestamp) -> Self {
        Self { method: method.to_owned(), url, headers, expires_at, body: Bytes::new() }
    }

    /// Says which body to send with it.
    #[must_use]
    pub fn with_body(mut self, body: Bytes) -> Self {
        self.body = body;
        self
    }

    /// The HTTP method to use it with.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.method
    }

    /// The URL. It is a secret.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The headers that were signed beside `host`, and have to be sent.
    #[must_use]
    pub fn headers(&self) -> &[(String, String)] {
        &self.headers
    }

    /// The body to send with it, exactly as it is: the signature covers it, unless the model says that it leaves the body out (`smithwright.api#bodyHashHeader`).
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// When it stops working.
    #[must_use]
    pub fn expires_at(&self) -> Timestamp {
        self.expires_at
    }
}

impl fmt::Debug for PresignedUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PresignedUrl")
            .field("method", &self.method)
            .field("url", &"***")
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}
