//! Requests and responses, between protocol and transport.

use crate::body::ByteStream;
use crate::error::{Failure, FailureKind};
use http::HeaderMap;
use http::header::HOST;
use std::fmt;
use std::mem;

/// A request as a protocol makes it: everything but the endpoint and the signature.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Request {
    /// The HTTP method.
    pub method: &'static str,
    /// The URL to call in place of the endpoint's, if a member of the input gives one.
    pub endpoint_url: Option<String>,
    /// The path below the endpoint's, percent-encoded and beginning with `/`; empty for the endpoint's own.
    pub path: String,
    /// The query, percent-encoded, without the `?`; empty for none.
    pub query: String,
    /// The prefix of the host name; empty for none.
    pub host_prefix: String,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: ByteStream,
    /// The call's side of the event stream, if the body is one.
    #[cfg(feature = "event-stream")]
    pub(crate) events: Option<crate::event_stream::Sending>,
}

impl Request {
    /// Checks whether the body is an event stream, which is as long as the caller wants.
    pub(crate) fn sends_events(&self) -> bool {
        #[cfg(feature = "event-stream")]
        return self.events.is_some();
        #[cfg(not(feature = "event-stream"))]
        false
    }
}

/// Shows neither path, query nor host, in which secret members may travel. Header values of such members are marked as sensitive.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("headers", &self.headers)
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

/// The parts of a request that a program may change before it is signed: see [`ConfigBuilder::edit_requests`](crate::config::ConfigBuilder::edit_requests).
///
/// Its body is final by then: it may have been compressed, and headers may have its length and hash.
#[derive(Clone)]
#[non_exhaustive]
pub struct RequestHead {
    /// The name of the operation that is called, as in the model.
    pub operation: &'static str,
    /// The HTTP method.
    pub method: &'static str,
    /// The path below the endpoint's, percent-encoded. It begins with `/`, or is empty for the endpoint's own.
    pub path: String,
    /// The query, percent-encoded, without the `?`; empty for none.
    pub query: String,
    /// The headers. `Host` and `Content-Length` are for the transport to add.
    pub headers: HeaderMap,
}

impl RequestHead {
    pub(crate) fn take(operation: &'static str, request: &mut Request) -> Self {
        Self {
            operation,
            method: request.method,
            path: mem::take(&mut request.path),
            query: mem::take(&mut request.query),
            headers: mem::take(&mut request.headers),
        }
    }

    /// Puts the head back into the request.
    ///
    /// # Errors
    ///
    /// Fails if the head is none that can be signed and sent.
    pub(crate) fn put(self, request: &mut Request) -> Result<(), Failure> {
        let wrong = |what: &str| {
            Err(Failure::new(FailureKind::Configuration, format!("`edit_requests` has set {what}")))
        };
        if self.headers.contains_key(HOST) {
            return wrong("the header `host`, which follows from the endpoint: set `endpoint_url` instead");
        }
        let is_path = self.path.is_empty() || self.path.starts_with('/') && !self.path.contains('?');
        if !is_path || !is_encoded(&self.path) {
            return wrong(
                "a path that does not begin with `/` or has characters that must be percent-encoded",
            );
        }
        if !is_encoded(&self.query) {
            return wrong("a query that has characters that must be percent-encoded");
        }
        (request.method, request.path, request.query, request.headers) =
            (self.method, self.path, self.query, self.headers);
        Ok(())
    }
}

/// Checks whether the text has only characters that a path or query may have.
fn is_encoded(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_graphic() && !b"\"#<>\\^`{|}".contains(&byte))
}

/// Shows neither path nor query, in which secret members may travel. Header values of such members are marked as sensitive.
impl fmt::Debug for RequestHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RequestHead")
            .field("operation", &self.operation)
            .field("method", &self.method)
            .field("headers", &self.headers)
            .finish_non_exhaustive()
    }
}

/// A response as the transport received it.
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Response {
    /// The HTTP status code.
    pub status: u16,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: ByteStream,
}

/// The metadata of the response to a successful call: what it carries beside its output.
///
/// It comes from [`Client::send_with_metadata`](crate::Client::send_with_metadata).
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct ResponseMetadata {
    /// The HTTP status code.
    pub status: u16,
    /// The service's request id, to quote to its support.
    pub request_id: Option<String>,
    /// How many attempts were made; this is the response to the last one.
    pub attempts: u32,
    /// The headers as they were received. They are not printed.
    pub headers: HeaderMap,
}

impl ResponseMetadata {
    pub(crate) fn of(response: &Response, attempts: u32) -> Self {
        let request_id = response.request_id().map(str::to_owned);
        Self { status: response.status, request_id, attempts, headers: response.headers.clone() }
    }
}

/// Shows the headers without their values, in which secret members may travel.
impl fmt::Debug for ResponseMetadata {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseMetadata")
            .field("status", &self.status)
            .field("request_id", &self.request_id)
            .field("attempts", &self.attempts)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .finish()
    }
}

/// Shows the headers without their values, in which secret members may travel.
impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("status", &self.status)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body", &self.body)
            .finish()
    }
}

impl Response {
    /// Creates a response, as a [transport](crate::transport) of your own returns it.
    #[must_use]
    pub fn new(status: u16, headers: HeaderMap, body: impl Into<ByteStream>) -> Self {
        Self { status, headers, body: body.into() }
    }

    /// Returns the service's request id, if the response has one.
    ///
    /// It is the first of the headers `x-amzn-requestid`, `x-amz-request-id`, `x-amzn-request-id` and `x-request-id`.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        // AWS's own headers come first: a proxy may add `x-request-id`, which other services use.
        const NAMES: [&str; 4] =
            ["x-amzn-requestid", "x-amz-request-id", "x-amzn-request-id", "x-request-id"];
        let id = NAMES.iter().find_map(|name| self.headers.get(*name))?;
        id.to_str().ok().filter(|id| !id.is_empty())
    }
}
