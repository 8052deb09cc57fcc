//! URLs that carry their own signature.

use crate::timestamp::Timestamp;
use bytes::Bytes;
use std::fmt;

/// A URL with which whoever holds it can make a call, until it expires.
///
/// It comes from [`Client::presign`](crate::Client::presign) or, for a socket, from the builder of its operation. `Debug` does not show the URL: ask for [`url`](Self::url).
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
    /// Creates a URL to be used with this method, and with these headers beside `host`. Its body is empty.
    #[must_use]
    pub fn new(method: &str, url: String, headers: Vec<(String, String)>, expires_at: Timestamp) -> Self {
        Self { method: method.to_owned(), url, headers, expires_at, body: Bytes::new() }
    }

    /// Sets the body to send with the URL.
    #[must_use]
    pub fn with_body(mut self, body: Bytes) -> Self {
        self.body = body;
        self
    }

    /// Returns the HTTP method to use the URL with.
    #[must_use]
    pub fn method(&self) -> &str {
        &self.method
    }

    /// Returns the URL. It is a secret.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Returns the headers that were signed beside `host`, and have to be sent.
    #[must_use]
    pub fn headers(&self) -> &[(String, String)] {
        &self.headers
    }

    /// Returns the body to send with the URL, exactly as it is.
    ///
    /// The signature covers it, unless the model says that it leaves the body out (`smithwright.api#bodyHashHeader`).
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Returns the time at which the URL stops working.
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
