//! Requests and responses between protocol and transport.

use crate::body::ByteStream;
use http::HeaderMap;

/// A request as a protocol makes it: everything but the endpoint and the signature.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Request {
    /// The HTTP method.
    pub method: &'static str,
    /// The path, percent-encoded, beginning with `/`.
    pub path: String,
    /// The query, percent-encoded, without the `?`; empty for none.
    pub query: String,
    /// What goes before the host name; empty for nothing.
    pub host_prefix: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: ByteStream,
}

/// A response as the transport received it.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Response {
    /// The HTTP status.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: ByteStream,
}

impl Response {
    /// The service's id of the request.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        let id = self.headers.get("x-amzn-requestid").or_else(|| self.headers.get("x-amz-request-id"))?;
        id.to_str().ok()
    }
}
