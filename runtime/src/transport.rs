//! The way to the network, and the seam at which another can be put in its place.
//!
//! A test puts a [`Script`] there.

mod script;
#[cfg(feature = "websocket")]
mod socket;

pub use self::script::Script;
#[cfg(feature = "websocket")]
pub use self::socket::{Socket, SocketFrame, SocketSink, SocketStream, Upgrade, Upgrading};

use crate::body::ByteStream;
use crate::client::BoxFuture;
use crate::error::BoxError;
use crate::invoke::address::is_this_machine;
use crate::message::Response;
use ::http::{HeaderMap, Uri};
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

/// What sends requests: `HttpTransport` of the package `smithwright-transport`, or a script that a test puts in its place.
pub trait Transport: Send + Sync + 'static {
    /// Sends a request once and gives the response as soon as its headers are there. It follows no redirects and tries nothing twice.
    fn send(&self, request: HttpRequest) -> Answer<'_>;

    /// Sends a request, over HTTP/1.1, that asks for a WebSocket, once. A message that is received may have `max_message_bytes`.
    #[cfg(feature = "websocket")]
    fn upgrade(&self, request: HttpRequest, max_message_bytes: usize) -> Upgrading<'_> {
        let _ = max_message_bytes;
        socket::unable(request)
    }
}

/// A transport that others use as well.
impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: HttpRequest) -> Answer<'_> {
        (**self).send(request)
    }

    #[cfg(feature = "websocket")]
    fn upgrade(&self, request: HttpRequest, max_message_bytes: usize) -> Upgrading<'_> {
        (**self).upgrade(request, max_message_bytes)
    }
}

/// What [`Transport::send`] promises. Dropping it gives the request up.
pub type Answer<'a> = BoxFuture<'a, Result<Response, TransportError>>;

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
    /// Whether the body travels while that of the response does: streams of events in both directions. It takes HTTP/2; a server without it is
    /// [unusable](TransportErrorKind::Unusable).
    pub both_ways: bool,
}

impl HttpRequest {
    /// A request without headers and body.
    #[must_use]
    pub fn new(method: &'static str, url: impl Into<String>) -> Self {
        Self {
            method,
            url: url.into(),
            headers: HeaderMap::new(),
            body: ByteStream::default(),
            both_ways: false,
        }
    }

    /// Whether it goes to this machine: the host is `localhost` or a loopback address. Such a request may hold secrets though it is not encrypted, so no
    /// proxy must see it.
    #[must_use]
    pub fn stays_here(&self) -> bool {
        self.url.parse::<Uri>().is_ok_and(|url| url.host().is_some_and(is_this_machine))
    }
}

/// Without the URL and the values of headers, which may hold tokens, signatures and members that are secret.
impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpRequest")
            .field("method", &self.method)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body", &self.body)
            .finish_non_exhaustive()
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
    /// The body of the request, which the caller streams, could not be read or has another length than was announced.
    Body,
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
            TransportErrorKind::Body => "the body of the request is wrong",
        })
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.source.as_ref())
    }
}
