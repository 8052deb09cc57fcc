//! The transport: HTTP/1.1 and HTTP/2 by reqwest.

use crate::builder::HttpTransportBuilder;
use crate::failure::{NO_HTTP2, REDIRECTED, chain, classify, wants_http2};
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
use std::sync::{Arc, OnceLock};
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

/// What is made when it is first needed, since reading the platform's root certificates takes a while. A text says why it could not be.
struct Shared {
    settings: HttpTransportBuilder,
    requests: OnceLock<Result<Connections, String>>,
    #[cfg(feature = "websocket")]
    upgrades: OnceLock<Result<Connections, String>>,
    #[cfg(feature = "rustls")]
    tls: OnceLock<Result<rustls::ClientConfig, String>>,
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
        Self {
            shared: Arc::new(Shared {
                settings,
                requests: OnceLock::new(),
                #[cfg(feature = "websocket")]
                upgrades: OnceLock::new(),
                #[cfg(feature = "rustls")]
                tls: OnceLock::new(),
            }),
        }
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
        let transport = Self::new();
        // Nobody else has the transport yet, so the place is empty.
        let direct = client.clone();
        let _ = transport.shared.requests.set(Ok(Connections { client, direct, no_tls: None }));
        transport
    }
}

impl Shared {
    fn requests(&self) -> Result<&Connections, TransportError> {
        ready(self.requests.get_or_init(|| Connections::offering(Versions::All, self)))
    }

    #[cfg(feature = "websocket")]
    fn upgrades(&self) -> Result<&Connections, TransportError> {
        ready(self.upgrades.get_or_init(|| Connections::offering(Versions::UpgradableOnly, self)))
    }

    /// The TLS settings for new connections, without an application protocol.
    #[cfg(feature = "rustls")]
    fn tls(&self) -> &Result<rustls::ClientConfig, String> {
        self.tls.get_or_init(|| {
            crate::tls::client_config(&self.settings.root_certificates, self.settings.identity.as_deref())
                .map_err(|error| format!("TLS could not be set up: {}", chain(error.as_ref())))
        })
    }
}

fn ready(made: &Result<Connections, String>) -> Result<&Connections, TransportError> {
    made.as_ref().map_err(|error| {
        let message = format!("the HTTP transport could not be set up: {error}");
        TransportError::new(TransportErrorKind::Unusable, message)
    })
}

/// A pool of connections.
struct Connections {
    client: reqwest::Client,
    /// The same without proxies, for what stays on this machine.
    direct: reqwest::Client,
    /// Why only `http` URLs can be called.
    no_tls: Option<String>,
}

/// Which versions of HTTP a server is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Versions {
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

impl Connections {
    fn offering(versions: Versions, shared: &Shared) -> Result<Self, String> {
        let made = || -> Result<Self, BoxError> {
            let (builder, no_tls) = secure(settled(versions, shared), shared, versions)?;
            let (direct, _) = secure(settled(versions, shared).no_proxy(), shared, versions)?;
            Ok(Self { client: builder.build()?, direct: direct.build()?, no_tls })
        };
        made().map_err(|error| chain(error.as_ref()))
    }

    /// Sends the request and receives the head of the response.
    async fn execute(&self, mut request: HttpRequest) -> Result<reqwest::Response, TransportError> {
        check_that_it_is_empty(&mut request.body).await?;
        let client = if request.stays_here() { &self.direct } else { &self.client };
        let request = convert(request)?;
        if let (Some(why), "https") = (&self.no_tls, request.url().scheme()) {
            return Err(TransportError::new(TransportErrorKind::Unusable, why.as_str()));
        }
        let both_ways = request.version() == http::Version::HTTP_2;
        let url = request.url().clone();
        let response =
            client.execute(request).await.map_err(|error| match both_ways && wants_http2(&error) {
                true => TransportError::new(TransportErrorKind::Unusable, NO_HTTP2),
                false => classify(error),
            })?;
        if *response.url() != url {
            return Err(TransportError::new(TransportErrorKind::Unusable, REDIRECTED));
        }
        Ok(response)
    }
}

/// How much a server may send of one response, and of all that share a connection, before somebody reads it. A response that nobody reads takes up its own
/// part only, so that it does not hold up the others.
const RESPONSE_WINDOW: u32 = 2 << 20;
const CONNECTION_WINDOW: u32 = 256 << 20;

/// Everything but TLS.
fn settled(
    #[cfg_attr(not(feature = "websocket"), expect(unused_variables))] versions: Versions,
    shared: &Shared,
) -> reqwest::ClientBuilder {
    let mut builder = reqwest::Client::builder()
        .http2_initial_stream_window_size(RESPONSE_WINDOW)
        .http2_initial_connection_window_size(CONNECTION_WINDOW);
    if let Some(limit) = shared.settings.connect_timeout {
        builder = builder.connect_timeout(limit);
    }
    for change in &shared.settings.changes {
        builder = change(builder);
    }
    builder = builder
        // A redirect would take secrets to where they were not meant to go.
        .redirect(reqwest::redirect::Policy::none())
        .referer(false)
        // Bodies are given as they were stored, and have the checksums of that. Another crate may turn these on for the whole program.
        .no_gzip()
        .no_brotli()
        .no_zstd()
        .no_deflate();
    #[cfg(feature = "websocket")]
    if versions == Versions::UpgradableOnly {
        // HTTP/2 is not offered: some hosts choose it and then can't upgrade.
        builder = builder.http1_only().pool_max_idle_per_host(0);
    }
    builder
}

/// Sets up TLS. Where that fails, as it does on a machine without root certificates, `http` URLs can be called all the same.
#[cfg(feature = "rustls")]
fn secure(
    builder: reqwest::ClientBuilder,
    shared: &Shared,
    versions: Versions,
) -> Result<(reqwest::ClientBuilder, Option<String>), BoxError> {
    let (mut tls, no_tls) = match shared.tls() {
        Ok(tls) => (tls.clone(), None),
        Err(error) => (crate::tls::trusting_nobody()?, Some(error.clone())),
    };
    tls.alpn_protocols = versions.names();
    Ok((builder.tls_backend_preconfigured(tls), no_tls))
}

/// The platform's library is told the versions by reqwest.
#[cfg(all(feature = "native-tls", not(feature = "rustls")))]
fn secure(
    mut builder: reqwest::ClientBuilder,
    shared: &Shared,
    _: Versions,
) -> Result<(reqwest::ClientBuilder, Option<String>), BoxError> {
    for pem in &shared.settings.root_certificates {
        for certificate in reqwest::Certificate::from_pem_bundle(pem)? {
            builder = builder.add_root_certificate(certificate);
        }
    }
    let Some(pem) = &shared.settings.identity else { return Ok((builder, None)) };
    let (chain, key) = parts(&String::from_utf8_lossy(pem));
    Ok(match reqwest::Identity::from_pkcs8_pem(chain.as_bytes(), key.as_bytes()) {
        Ok(identity) => (builder.identity(identity), None),
        Err(_) => {
            let why = "the identity has no certificate and private key (PKCS #8) in PEM form";
            (builder, Some(format!("TLS could not be set up: {why}")))
        }
    })
}

/// The certificates of a text in PEM form, and its private key, which may be in any order.
#[cfg(all(feature = "native-tls", not(feature = "rustls")))]
fn parts(pem: &str) -> (String, String) {
    const BEGIN: &str = "-----BEGIN ";
    let blocks = pem.split(BEGIN).skip(1).map(|block| format!("{BEGIN}{block}"));
    blocks.partition(|block| block.lines().next().is_some_and(|title| title.contains("CERTIFICATE")))
}

#[cfg(not(any(feature = "rustls", feature = "native-tls")))]
fn secure(
    builder: reqwest::ClientBuilder,
    _: &Shared,
    _: Versions,
) -> Result<(reqwest::ClientBuilder, Option<String>), BoxError> {
    let why = "this program was built without TLS: enable the feature `rustls` or `native-tls`";
    Ok((builder, Some(why.to_owned())))
}

impl Transport for HttpTransport {
    fn send(&self, request: HttpRequest) -> Answer<'_> {
        Box::pin(async move { Ok(receive(self.shared.requests()?.execute(request).await?)) })
    }

    #[cfg(feature = "websocket")]
    fn upgrade(&self, request: HttpRequest, max_message_bytes: usize) -> Upgrading<'_> {
        Box::pin(async move {
            let response = self.shared.upgrades()?.execute(request).await?;
            if response.status() != reqwest::StatusCode::SWITCHING_PROTOCOLS {
                return Ok(Upgrade::Refused(receive(response)));
            }
            let headers = response.headers().clone();
            let stream = response.upgrade().await.map_err(classify)?;
            Ok(Upgrade::Accepted(headers, crate::socket::open(stream, max_message_bytes).await))
        })
    }
}

/// Looks whether a stream that is to be empty is. Nobody reads it when it is sent.
async fn check_that_it_is_empty(body: &mut ByteStream) -> Result<(), TransportError> {
    if body.as_bytes().is_some() || body.length() != Some(0) {
        return Ok(());
    }
    match std::mem::take(body).next().await {
        Some(Err(error)) => Err(TransportError::new(TransportErrorKind::Body, chain(&error))),
        _ => Ok(()),
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

fn receive(response: reqwest::Response) -> Response {
    let response: http::Response<reqwest::Body> = response.into();
    let (parts, body) = response.into_parts();
    // What answers HEAD has a length in its headers and no body.
    let length = if body.is_end_stream() { Some(0) } else { body.size_hint().exact() };
    let mut response = Response::default();
    response.status = parts.status.as_u16();
    response.headers = parts.headers;
    response.body = ByteStream::from_stream(Incoming(body), length);
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
