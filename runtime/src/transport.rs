//! The interface to the network: a transport sends the requests of clients.
//!
//! Programs use `HttpTransport` of the crate `smithwright-transport`, and tests use a [`Script`].

mod script;
#[cfg(feature = "websocket")]
mod socket;

pub use self::script::Script;
#[cfg(feature = "websocket")]
pub use self::socket::{Socket, SocketFrame, SocketSink, SocketStream, Upgrade, UpgradeFuture};

use crate::body::ByteStream;
use crate::client::BoxFuture;
use crate::error::BoxError;
use crate::invoke::address::leads_near;
use crate::message::Response;
use http::HeaderMap;
use std::error::Error as StdError;
use std::fmt;
use std::sync::Arc;

/// A way to send requests: `HttpTransport` of the crate `smithwright-transport`, or a [`Script`] in tests.
///
/// # Examples
///
/// A transport can wrap another. One whose clients open sockets forwards `upgrade` as well.
///
/// ```
/// use smithwright_runtime::transport::{HttpRequest, SendFuture, Transport};
/// use std::sync::atomic::{AtomicU64, Ordering};
///
/// /// Counts the requests that another transport sends.
/// struct Counted<T> {
///     transport: T,
///     requests: AtomicU64,
/// }
///
/// impl<T: Transport> Transport for Counted<T> {
///     fn send(&self, request: HttpRequest) -> SendFuture<'_> {
///         self.requests.fetch_add(1, Ordering::Relaxed);
///         self.transport.send(request)
///     }
/// }
/// ```
pub trait Transport: Send + Sync + 'static {
    /// Sends a request once, and returns the response as soon as its headers are there.
    ///
    /// It must not follow redirects, nor resend a request that a server may have begun to process: the runtime decides on retries.
    fn send(&self, request: HttpRequest) -> SendFuture<'_>;

    /// Sends a request that asks for a WebSocket once, over HTTP/1.1.
    ///
    /// A message that is received may have up to `max_message_bytes` bytes. By default, this fails: the transport opens no sockets.
    #[cfg(feature = "websocket")]
    fn upgrade(&self, request: HttpRequest, max_message_bytes: usize) -> UpgradeFuture<'_> {
        let _ = max_message_bytes;
        socket::unable(request)
    }
}

/// A transport that is chosen at run time.
impl<T: Transport + ?Sized> Transport for Box<T> {
    fn send(&self, request: HttpRequest) -> SendFuture<'_> {
        (**self).send(request)
    }

    #[cfg(feature = "websocket")]
    fn upgrade(&self, request: HttpRequest, max_message_bytes: usize) -> UpgradeFuture<'_> {
        (**self).upgrade(request, max_message_bytes)
    }
}

/// A transport that is shared with others.
impl<T: Transport + ?Sized> Transport for Arc<T> {
    fn send(&self, request: HttpRequest) -> SendFuture<'_> {
        (**self).send(request)
    }

    #[cfg(feature = "websocket")]
    fn upgrade(&self, request: HttpRequest, max_message_bytes: usize) -> UpgradeFuture<'_> {
        (**self).upgrade(request, max_message_bytes)
    }
}

/// The future that [`Transport::send`] returns. Dropping it cancels the request.
pub type SendFuture<'a> = BoxFuture<'a, Result<Response, TransportError>>;

/// A request that is ready to be sent, and signed if it has to be.
#[derive(Clone)]
#[non_exhaustive]
pub struct HttpRequest {
    /// The name of the service that is called, as AWS's SDKs have it, such as `DynamoDB`; empty for the socket of a URL from elsewhere.
    pub service: &'static str,
    /// The name of the operation that is called, as in the model; empty like that of the service.
    pub operation: &'static str,
    /// The HTTP method.
    pub method: &'static str,
    /// The whole URL, percent-encoded.
    pub url: String,
    /// The headers. `Host` and `Content-Length` are for the transport to add.
    pub headers: HeaderMap,
    /// The body.
    pub body: ByteStream,
    /// Whether the body travels at the same time as that of the response, as event streams in both directions do.
    ///
    /// This requires HTTP/2; a server without it is [unusable](TransportErrorKind::Unusable).
    pub full_duplex: bool,
}

impl HttpRequest {
    /// Creates a request without headers and body.
    #[must_use]
    pub fn new(method: &'static str, url: impl Into<String>) -> Self {
        Self {
            service: "",
            operation: "",
            method,
            url: url.into(),
            headers: HeaderMap::new(),
            body: ByteStream::default(),
            full_duplex: false,
        }
    }

    /// Returns `true` if the request must not go through a proxy: it goes to this machine or a link-local address, at which a proxy would reach
    /// something else.
    #[must_use]
    pub fn avoids_proxies(&self) -> bool {
        leads_near(&self.url)
    }
}

/// Shows neither the URL nor the values of headers, which may hold tokens, signatures and secret members.
impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpRequest")
            .field("service", &self.service)
            .field("operation", &self.operation)
            .field("method", &self.method)
            .field("headers", &self.headers.keys().collect::<Vec<_>>())
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

/// The kind of a [`TransportError`]: what kept a transport from returning a response.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum TransportErrorKind {
    /// The connection could not be made, so nothing was sent: no such host, refused, no TLS session. Another attempt may succeed.
    Connect,
    /// The connection could not be made, or the answer did not come, within the time allowed. Another attempt may succeed.
    Timeout,
    /// The connection broke after it was made. Another attempt may succeed.
    Broken,
    /// The server's certificate is not valid, or its authority is not trusted. Nothing was sent, and another attempt would end the same way.
    Untrusted,
    /// The request can't be sent at all, however often it is tried.
    Unusable,
    /// The body of the request, which the caller streams, could not be read or has another length than was announced.
    Body,
}

/// The error returned when there is no response.
#[derive(Debug)]
pub struct TransportError {
    kind: TransportErrorKind,
    reason: Option<&'static str>,
    pub(crate) source: BoxError,
}

impl TransportError {
    /// Creates an error. `source` says more, without secrets and without the query of the URL.
    #[must_use]
    pub fn new(kind: TransportErrorKind, source: impl Into<BoxError>) -> Self {
        Self { kind, reason: None, source: source.into() }
    }

    /// Adds why, in a few words for `Display`, such as "the connection was refused".
    #[must_use]
    pub fn because(mut self, reason: &'static str) -> Self {
        self.reason = Some(reason);
        self
    }

    /// Returns the kind of error, which decides whether the call is tried again.
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
            TransportErrorKind::Untrusted => "could not connect safely",
            TransportErrorKind::Unusable => "the request can't be sent",
            TransportErrorKind::Body => "the body of the request is wrong",
        })?;
        self.reason.map_or(Ok(()), |reason| write!(f, ": {reason}"))
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(self.source.as_ref())
    }
}
