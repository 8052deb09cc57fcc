//! The transport: HTTP/1.1 and HTTP/2 by reqwest.

use crate::builder::HttpTransportBuilder;
use crate::connections::{Place, Shared};
use crate::failure::chain;
#[cfg(feature = "websocket")]
use crate::failure::classify;
use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body, Frame, SizeHint};
use smithwright_runtime::body::{BodyError, ByteStream};
use smithwright_runtime::error::BoxError;
use smithwright_runtime::message::Response;
use smithwright_runtime::transport::{Answer, HttpRequest, Transport, TransportError, TransportErrorKind};
#[cfg(feature = "websocket")]
use smithwright_runtime::transport::{Upgrade, Upgrading};
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
    /// Requests go through the proxies that the environment names (`HTTPS_PROXY`, `HTTP_PROXY`, `ALL_PROXY`, `NO_PROXY`), except for those to this machine. Nothing is
    /// connected or read yet.
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
    fn send(&self, request: HttpRequest) -> Answer<'_> {
        Box::pin(async move {
            let (response, place) = self.shared.send(request).await?;
            Ok(receive(response, Some(place)))
        })
    }

    #[cfg(feature = "websocket")]
    fn upgrade(&self, request: HttpRequest, max_message_bytes: usize) -> Upgrading<'_> {
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

/// Looks whether a stream that is to be empty is. Nobody reads it when it is sent.
pub(crate) async fn check_that_it_is_empty(body: &mut ByteStream) -> Result<(), TransportError> {
    if body.as_bytes().is_some() || body.length() != Some(0) {
        return Ok(());
    }
    match std::mem::take(body).next().await {
        Some(Err(error)) => Err(TransportError::new(TransportErrorKind::Body, chain(&error))),
        _ => Ok(()),
    }
}

pub(crate) fn convert(request: HttpRequest) -> Result<reqwest::Request, TransportError> {
    let unusable = |source: BoxError| TransportError::new(TransportErrorKind::Unusable, source);
    let method =
        http::Method::from_bytes(request.method.as_bytes()).map_err(|error| unusable(error.into()))?;
    let url = reqwest::Url::parse(&request.url).map_err(|error| unusable(error.into()))?;
    // A URL is normalised when it is parsed. Where that changes the path (a label that is `..`), the request would go elsewhere than was
    // asked and signed for.
    if path(&request.url) != url.path() {
        return Err(unusable(
            "the path has a segment `.` or `..`, which URLs take for a step and leave out, or a character that they write as `%` and two digits".into(),
        ));
    }
    if !has_host(&url, authority(&request.url)) {
        let host = url.host_str().unwrap_or_default();
        return Err(unusable(
            format!("URLs write the host as `{host}`, so the signature would not hold: write it so in the endpoint").into(),
        ));
    }
    let mut converted = reqwest::Request::new(method, url);
    if request.both_ways {
        *converted.version_mut() = http::Version::HTTP_2;
    }
    *converted.headers_mut() = request.headers;
    // Servers that expect a body refuse a request that says nothing of its length (RFC 9110, section 8.6).
    let expects_body =
        matches!(*converted.method(), http::Method::POST | http::Method::PUT | http::Method::PATCH);
    if expects_body && request.body.as_bytes().is_some_and(Bytes::is_empty) {
        converted.headers_mut().insert(http::header::CONTENT_LENGTH, http::HeaderValue::from_static("0"));
    }
    *converted.body_mut() = match request.body.as_bytes() {
        Some(bytes) if bytes.is_empty() => None,
        Some(bytes) => Some(bytes.clone().into()),
        None => Some(reqwest::Body::wrap(Outgoing(request.body))),
    };
    Ok(converted)
}

/// The path as it stands in a URL.
fn path(url: &str) -> &str {
    let location = location(url);
    location.find('/').and_then(|start| location.get(start..)).unwrap_or("/")
}

/// The host, and the port if there is one, as they stand in a URL.
fn authority(url: &str) -> &str {
    location(url).split('/').next().unwrap_or_default()
}

/// What is between the scheme and the query of a URL.
fn location(url: &str) -> &str {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    after_scheme.split(['?', '#']).next().unwrap_or_default()
}

/// Whether the host of a URL that was parsed is the one that was asked and signed for.
fn has_host(url: &reqwest::Url, authority: &str) -> bool {
    let host = url.host_str().unwrap_or_default();
    let rest = authority.get(..host.len()).filter(|start| start.eq_ignore_ascii_case(host));
    rest.is_some() && authority.get(host.len()..).is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
}

fn receive(response: reqwest::Response, place: Option<Place>) -> Response {
    let response: http::Response<reqwest::Body> = response.into();
    let (parts, body) = response.into_parts();
    // What answers HEAD has a length in its headers and no body.
    let length = if body.is_end_stream() { Some(0) } else { body.size_hint().exact() };
    let mut response = Response::default();
    response.status = parts.status.as_u16();
    response.headers = parts.headers;
    response.body = ByteStream::from_stream(Incoming { body, place }, length);
    response
}

/// A stream as the body of a request.
struct Outgoing(ByteStream);

impl Body for Outgoing {
    type Data = Bytes;
    type Error = BodyError;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, BodyError>>> {
        Pin::new(&mut self.0).poll_next(context).map(|item| item.map(|item| item.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        self.0.length().map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// The body of a response as a stream. Trailers are read past.
struct Incoming {
    body: reqwest::Body,
    /// Given up with the last piece.
    place: Option<Place>,
}

impl Stream for Incoming {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            let frame = match Pin::new(&mut self.body).poll_frame(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(Some(Ok(frame))) => frame.into_data(),
                Poll::Ready(ended) => {
                    self.place = None;
                    let error = ended.and_then(Result::err);
                    return Poll::Ready(error.map(|error| Err(error.without_url().into())));
                }
            };
            if let Ok(bytes) = frame {
                return Poll::Ready(Some(Ok(bytes)));
            }
        }
    }
}
