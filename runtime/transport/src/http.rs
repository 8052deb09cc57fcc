//! The transport: HTTP/1.1 and HTTP/2 by reqwest.

use crate::builder::HttpTransportBuilder;
use crate::connections::{Exchange, Shared};
#[cfg(feature = "websocket")]
use crate::failure::classify;
use bytes::Bytes;
use futures_core::Stream;
use http_body::Body as _;
use smithwright_runtime::body::ByteStream;
use smithwright_runtime::error::BoxError;
use smithwright_runtime::message::Response;
use smithwright_runtime::transport::{HttpRequest, SendFuture, Transport};
#[cfg(feature = "websocket")]
use smithwright_runtime::transport::{Upgrade, UpgradeFuture};
use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

/// A transport that sends requests with a `reqwest::Client`, and opens WebSockets with the same TLS settings.
///
/// Clones share their connections.
///
/// # Examples
///
/// ```
/// use smithwright_runtime::Config;
/// use smithwright_transport::HttpTransport;
///
/// let transport = HttpTransport::new();
/// let config = Config::builder(transport.clone()).region("us-west-2").build();
/// # let _ = config;
/// ```
#[derive(Clone)]
pub struct HttpTransport {
    shared: Arc<Shared>,
}

impl HttpTransport {
    /// Creates a transport that trusts the platform's root certificates and has 3.1 seconds to make a connection.
    ///
    /// Requests go through the proxies that the environment names (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`), except for those to loopback and link-local
    /// addresses, such as the metadata service of an EC2 instance. Nothing is connected or read yet.
    #[must_use]
    pub fn new() -> Self {
        Self::builder().build()
    }

    /// Returns a builder that starts from the same settings as [`new`](Self::new).
    #[must_use]
    pub fn builder() -> HttpTransportBuilder {
        HttpTransportBuilder::new()
    }

    pub(crate) fn with(settings: HttpTransportBuilder) -> Self {
        Self { shared: Arc::new(Shared::new(settings)) }
    }
}

impl Default for HttpTransport {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for HttpTransport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpTransport").field("settings", &self.shared.settings).finish_non_exhaustive()
    }
}

/// Takes a client as it is, with its proxies, connection pool and TLS settings, for everything except WebSockets, which have connections of their own with the
/// default settings.
///
/// Build the client with `redirect(Policy::none())` and without decompression: a signature is good for one URL, and lengths are checked. A call whose request was
/// redirected fails, but by then its secrets have gone to the other URL. The client's proxies also see requests to this machine.
impl From<reqwest::Client> for HttpTransport {
    fn from(client: reqwest::Client) -> Self {
        Self { shared: Arc::new(Shared::of(client)) }
    }
}

impl Transport for HttpTransport {
    fn send(&self, request: HttpRequest) -> SendFuture<'_> {
        Box::pin(async move {
            let (response, exchange) = self.shared.send(request).await?;
            Ok(receive(response, Some(exchange)))
        })
    }

    #[cfg(feature = "websocket")]
    fn upgrade(&self, request: HttpRequest, max_message_bytes: usize) -> UpgradeFuture<'_> {
        Box::pin(async move {
            let response = self.shared.upgrade(request).await?;
            if response.status() != reqwest::StatusCode::SWITCHING_PROTOCOLS {
                return Ok(Upgrade::Refused(receive(response, None)));
            }
            let headers = response.headers().clone();
            let stream = response.upgrade().await.map_err(classify)?;
            Ok(Upgrade::Accepted(headers, crate::socket::open(stream, max_message_bytes).await))
        })
    }
}

fn receive(response: reqwest::Response, exchange: Option<Exchange>) -> Response {
    let in_http2 = response.version() == http::Version::HTTP_2;
    let response: http::Response<reqwest::Body> = response.into();
    let (parts, body) = response.into_parts();
    // What answers HEAD has a length in its headers and no body.
    let length = if body.is_end_stream() { Some(0) } else { body.size_hint().exact() };
    let mut response = Response::default();
    response.status = parts.status.as_u16();
    response.headers = parts.headers;
    let is_refused = !parts.status.is_success();
    let mut incoming = Incoming { body, exchange, is_refused, in_http2 };
    if incoming.body.is_end_stream() {
        incoming.end();
    }
    response.body = ByteStream::from_stream(incoming, length);
    response
}

/// The body of a response as a stream. Trailers are read past.
struct Incoming {
    body: reqwest::Body,
    /// Given up with the last piece.
    exchange: Option<Exchange>,
    /// Whether the service has refused the request, so that it wants no more of it.
    is_refused: bool,
    /// Whether it comes by HTTP/2, where the body knows whether its stream has been ended or reset.
    in_http2: bool,
}

/// A reset without an error is for the request's body (RFC 9113, section 8.1). hyper takes it for the end of the response's body, too.
const CUT_OFF: &str = "the server reset the stream before the response had ended";

impl Incoming {
    /// Ends the exchange. After an error, nobody wants the rest of the request's body.
    fn end(&mut self) {
        let ended = self.exchange.take();
        if let (Some(mut exchange), false) = (ended, self.is_refused) {
            exchange.let_the_body_go_on();
        }
    }
}

impl Stream for Incoming {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let frame = match Pin::new(&mut self.body).poll_frame(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Ok(frame))) => frame.into_data(),
                Poll::Ready(ended) => {
                    self.end();
                    return Poll::Ready(match ended.and_then(Result::err) {
                        Some(error) => Some(Err(error.without_url().into())),
                        None if self.in_http2 && !self.body.is_end_stream() => Some(Err(CUT_OFF.into())),
                        None => None,
                    });
                }
            };
            if self.body.is_end_stream() {
                self.end();
            }
            if let Ok(bytes) = frame {
                return Poll::Ready(Some(Ok(bytes)));
            }
        }
    }
}
