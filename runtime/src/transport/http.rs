//! The default transport: HTTP/1.1 and HTTP/2 by reqwest.

use super::{Answer, HttpRequest, Transport, TransportError, TransportErrorKind};
use crate::body::{BodyError, ByteStream};
use crate::config::Config;
use crate::error::BoxError;
use crate::message::Response;
use bytes::Bytes;
use futures_core::Stream;
use http_body::{Body, Frame, SizeHint};
use std::pin::Pin;
use std::task::{Context, Poll};

/// Sends requests with a [`reqwest::Client`].
#[derive(Clone, Debug)]
pub struct HttpTransport {
    client: reqwest::Client,
    /// Why only `http` URLs can be called.
    no_tls: Option<String>,
}

/// Takes a client as it is, with its proxies, connection pool and TLS settings. It should not follow redirects, nor decompress: a
/// signature is good for one URL, and lengths are checked.
impl From<reqwest::Client> for HttpTransport {
    fn from(client: reqwest::Client) -> Self {
        Self { client, no_tls: None }
    }
}

/// Which versions of HTTP a server is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Versions {
    /// HTTP/2 and HTTP/1.1.
    All,
    /// HTTP/1.1, on a connection for each request: what an upgrade needs.
    #[cfg(feature = "websocket")]
    UpgradableOnly,
}

impl Versions {
    #[cfg_attr(not(feature = "rustls"), expect(dead_code))]
    fn names(self) -> Vec<Vec<u8>> {
        let names: &[&str] = match self {
            Self::All => &["h2", "http/1.1"],
            #[cfg(feature = "websocket")]
            Self::UpgradableOnly => &["http/1.1"],
        };
        names.iter().map(|name| name.as_bytes().to_vec()).collect()
    }
}

impl HttpTransport {
    /// A client with the limits, certificates and TLS settings of `config`.
    pub(crate) fn new(config: &Config) -> Result<Self, BoxError> {
        Self::offering(Versions::All, config)
    }

    pub(super) fn offering(versions: Versions, config: &Config) -> Result<Self, BoxError> {
        let mut builder =
            reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).referer(false);
        if let Some(limit) = config.connect_timeout() {
            builder = builder.connect_timeout(limit);
        }
        #[cfg(feature = "websocket")]
        if versions == Versions::UpgradableOnly {
            builder = builder.http1_only().pool_max_idle_per_host(0);
        }
        let (builder, no_tls) = secure(builder, config, versions)?;
        Ok(Self { client: builder.build()?, no_tls })
    }

    /// Sends the request and receives the head of the response.
    pub(super) async fn execute(&self, request: HttpRequest) -> Result<reqwest::Response, TransportError> {
        let request = convert(request)?;
        if let (Some(why), "https") = (&self.no_tls, request.url().scheme()) {
            return Err(TransportError::new(TransportErrorKind::Unusable, why.as_str()));
        }
        self.client.execute(request).await.map_err(classify)
    }
}

/// Sets up TLS. Where that fails, as it does on a machine without root certificates, `http` URLs can be called all the same.
#[cfg(feature = "rustls")]
fn secure(
    builder: reqwest::ClientBuilder,
    config: &Config,
    versions: Versions,
) -> Result<(reqwest::ClientBuilder, Option<String>), BoxError> {
    let (mut tls, no_tls) = match config.tls() {
        Ok(tls) => (tls.clone(), None),
        Err(failure) => (crate::tls::trusting_nobody()?, Some(failure.to_string())),
    };
    tls.alpn_protocols = versions.names();
    Ok((builder.tls_backend_preconfigured(tls), no_tls))
}

/// The platform's library is told the versions by reqwest.
#[cfg(all(feature = "native-tls", not(feature = "rustls")))]
fn secure(
    mut builder: reqwest::ClientBuilder,
    config: &Config,
    _: Versions,
) -> Result<(reqwest::ClientBuilder, Option<String>), BoxError> {
    for pem in config.root_certificates() {
        for certificate in reqwest::Certificate::from_pem_bundle(pem)? {
            builder = builder.add_root_certificate(certificate);
        }
    }
    Ok((builder, None))
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
fn secure(
    builder: reqwest::ClientBuilder,
    _: &Config,
    _: Versions,
) -> Result<(reqwest::ClientBuilder, Option<String>), BoxError> {
    let why = "this program was built without TLS: enable the feature `rustls` or `native-tls`";
    Ok((builder, Some(why.to_owned())))
}

impl Transport for HttpTransport {
    fn send(&self, request: HttpRequest) -> Answer<'_> {
        Box::pin(async move { Ok(receive(self.execute(request).await?)) })
    }
}

fn convert(request: HttpRequest) -> Result<reqwest::Request, TransportError> {
    let unusable = |source: BoxError| TransportError::new(TransportErrorKind::Unusable, source);
    let method =
        http::Method::from_bytes(request.method.as_bytes()).map_err(|error| unusable(error.into()))?;
    let url = reqwest::Url::parse(&request.url).map_err(|error| unusable(error.into()))?;
    // A URL is normalised when it is parsed. Where that changes the path (a label that is `..`), the request would go elsewhere than was
    // asked and signed for.
    if path(&request.url) != url.path() {
        return Err(unusable("the path has a segment `.` or `..`, which can't be sent".into()));
    }
    let mut converted = reqwest::Request::new(method, url);
    *converted.headers_mut() = request.headers;
    *converted.body_mut() = match request.body.as_bytes() {
        Some(bytes) if bytes.is_empty() => None,
        Some(bytes) => Some(bytes.clone().into()),
        None => Some(reqwest::Body::wrap(Outgoing(request.body))),
    };
    Ok(converted)
}

/// The path as it stands in a URL.
fn path(url: &str) -> &str {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    let end = after_scheme.find(['?', '#']).unwrap_or(after_scheme.len());
    let location = after_scheme.get(..end).unwrap_or_default();
    location.find('/').and_then(|start| location.get(start..)).unwrap_or("/")
}

pub(super) fn receive(response: reqwest::Response) -> Response {
    let response: http::Response<reqwest::Body> = response.into();
    let (parts, body) = response.into_parts();
    let length = body.size_hint().exact();
    Response {
        status: parts.status.as_u16(),
        headers: parts.headers,
        body: ByteStream::from_stream(Incoming(body), length),
    }
}

/// Says what a reqwest error means for a retry. The URL is left out of it: its query may hold a signature.
pub(super) fn classify(error: reqwest::Error) -> TransportError {
    let kind = if error.is_builder() || error.is_redirect() {
        TransportErrorKind::Unusable
    } else if error.is_timeout() {
        TransportErrorKind::Timeout
    } else if error.is_connect() {
        TransportErrorKind::Connect
    } else {
        TransportErrorKind::Broken
    };
    TransportError::new(kind, error.without_url())
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
        self.0.poll(context).map(|item| item.map(|item| item.map(Frame::data)))
    }

    fn size_hint(&self) -> SizeHint {
        self.0.length().map_or_else(SizeHint::default, SizeHint::with_exact)
    }
}

/// The body of a response as a stream. Trailers are read past.
struct Incoming(reqwest::Body);

impl Stream for Incoming {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        loop {
            return match Pin::new(&mut self.0).poll_frame(context) {
                Poll::Pending => Poll::Pending,
                Poll::Ready(None) => Poll::Ready(None),
                Poll::Ready(Some(Err(error))) => Poll::Ready(Some(Err(error.without_url().into()))),
                Poll::Ready(Some(Ok(frame))) => match frame.into_data() {
                    Ok(bytes) => Poll::Ready(Some(Ok(bytes))),
                    Err(_) => continue,
                },
            };
        }
    }
}
