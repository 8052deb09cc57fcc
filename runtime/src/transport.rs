//! The way to the network, and the seam at which another can be put in its place.

mod http;
#[cfg(feature = "websocket")]
mod upgrade;

pub use self::http::HttpTransport;
#[cfg(feature = "websocket")]
pub(crate) use self::upgrade::{Answer as UpgradeAnswer, Dialer};

use crate::body::ByteStream;
use crate::error::BoxError;
use crate::message::Response;
use ::http::HeaderMap;
use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::pin::Pin;

/// What sends requests. The default is [`HttpTransport`]; a test puts a script in its place.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request once and gives the response as soon as its headers are there. It follows no redirects and tries nothing twice.
    fn send(&self, request: HttpRequest) -> Answer<'_>;
}

/// What [`Transport::send`] promises. Dropping it gives the request up.
pub type Answer<'a> = Pin<Box<dyn Future<Output = Result<Response, TransportError>> + Send + 'a>>;

/// A request that is ready to be sent: signed, where it has to be.
#[derive(Clone)]
#[non_exhaustive]
pub struct HttpRequest {
    /// The HTTP method.
    pub method: &'static str,
    /// The whole URL, percent-encoded.
    pub url: String,
    /// The headers. `Host` and `Content-Length` are the transport's.
    pub headers: HeaderMap,
    /// The body.
    pub body: ByteStream,
}

impl HttpRequest {
    /// A request without headers and body.
    #[must_use]
    pub fn new(method: &'static str, url: impl Into<String>) -> Self {
        Self { method, url: url.into(), headers: HeaderMap::new(), body: ByteStream::default() }
    }
}

/// Without the query and the values of headers, which may hold tokens and signatures.
impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let url = self.url.split('?').next().unwrap_or_default();
        f.debug_struct("HttpRequest")
            .field("method", &self.method)
            .field("url", &url)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body", &self.body)
            .finish()
    }
}

/// What kept a transport from giving a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The connection could not be made, so nothing was sent: no such host, refused, no TLS session.
    Connect,
    /// The connection could not be made, or the answer did not come, in the time allowed.
    Timeout,
    /// The connection broke after it was made.
    Broken,
    /// The request can't be sent at all, however often one tries.
    Unusable,
}

/// Why there is no response.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    pub(crate) source: BoxError,
}

impl TransportError {
    /// An error of this kind; `source` says more, without secrets and without the URL's query.
    #[must_use]
    pub fn new(kind: TransportErrorKind, source: impl Into<BoxError>) -> Self {
        Self { kind, source: source.into() }
    }

    /// What kind it is, which decides whether the call is tried again.
    #[must_use]
    pub fn kind(&self) -> TransportErrorKind {
        self.kind
    }
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            TransportErrorKind::Connect => "could not connect",
            TransportErrorKind::Timeout => "no answer in time",
            TransportErrorKind::Broken => "the connection broke",
            TransportErrorKind::Unusable => "the request can't be sent",
        })
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.source.as_ref())
    }
}
