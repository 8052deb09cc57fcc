//! The connections of a transport: clients of reqwest, made when they are first needed.

use crate::builder::HttpTransportBuilder;
use crate::failure::{NO_HTTP2, REDIRECTED, chain, classify, is_untouched, wants_http2};
use crate::liveness::Liveness;
use crate::request::{check_that_it_is_empty, convert};
use crate::upload::Upload;
use http::HeaderValue;
use http::header::ACCEPT_ENCODING;
use smithwright_runtime::error::BoxError;
use smithwright_runtime::transport::{HttpRequest, TransportError, TransportErrorKind};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// How many clients there are at most. When all have as many requests as they should, they get more.
const MOST_CLIENTS: usize = 16;

/// What clones of a transport have in common. Clients are made when they are first needed, since reading the platform's root certificates takes a while. A text
/// says why one could not be made.
pub(crate) struct Shared {
    pub(crate) settings: HttpTransportBuilder,
    requests: Vec<OnceLock<Result<Connections, String>>>,
    #[cfg(feature = "websocket")]
    upgrades: OnceLock<Result<Connections, String>>,
    #[cfg(feature = "rustls")]
    tls: OnceLock<Result<rustls::ClientConfig, String>>,
}

/// A request that is under way, from when it is sent until its response has been read or dropped.
pub(crate) struct Exchange {
    _place: Place,
    /// Its body, unless it lives on by itself.
    upload: Option<Upload>,
}

impl Exchange {
    /// Lets the body of the request go on to its end.
    pub(crate) fn let_the_body_go_on(&mut self) {
        self.upload = None;
    }
}

/// Where nobody reads the response any more, nobody wants the rest of the request.
impl Drop for Exchange {
    fn drop(&mut self) {
        if let Some(upload) = &self.upload {
            upload.stop();
        }
    }
}

/// The place that a request takes among those of a client.
struct Place(Arc<AtomicUsize>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Shared {
    pub(crate) fn new(settings: HttpTransportBuilder) -> Self {
        Self::with((0..MOST_CLIENTS).map(|_| OnceLock::new()).collect(), settings)
    }

    /// Takes a client of the program's, which is the only one.
    pub(crate) fn of(client: reqwest::Client) -> Self {
        let only = Connections {
            direct: client.clone(),
            client,
            no_tls: None,
            under_way: Arc::default(),
            liveness: Liveness::default(),
        };
        Self::with(vec![OnceLock::from(Ok(only))], HttpTransportBuilder::new())
    }

    fn with(requests: Vec<OnceLock<Result<Connections, String>>>, settings: HttpTransportBuilder) -> Self {
        Self {
            settings,
            requests,
            #[cfg(feature = "websocket")]
            upgrades: OnceLock::new(),
            #[cfg(feature = "rustls")]
            tls: OnceLock::new(),
        }
    }

    /// Sends a request and receives the head of the response. The request is under way for as long as its place is kept.
    pub(crate) async fn send(
        &self,
        request: HttpRequest,
    ) -> Result<(reqwest::Response, Exchange), TransportError> {
        let (connections, place) = self.connections()?;
        // Events go both ways for as long as both sides want: the runtime ends them.
        let is_live = request.full_duplex;
        let waiting = connections.liveness.wait();
        let answered = connections.execute(request).await;
        waiting.ended(answered.as_ref().ok().map(|(response, _)| response.version()));
        let (response, upload) = answered?;
        Ok((response, Exchange { _place: place, upload: (!is_live).then_some(upload) }))
    }

    /// Sends a request for an upgrade, on a connection of its own.
    #[cfg(feature = "websocket")]
    pub(crate) async fn upgrade(&self, request: HttpRequest) -> Result<reqwest::Response, TransportError> {
        let upgrades = self.upgrades.get_or_init(|| Connections::offering(Versions::UpgradableOnly, self));
        Ok(ready(upgrades)?.execute(request).await?.0)
    }

    /// Returns the first client with room for a request and whose connection answers, or else one of those that answer, with the fewest requests.
    fn connections(&self) -> Result<(&Connections, Place), TransportError> {
        let mut least: Option<((bool, usize), &Connections)> = None;
        for made in &self.requests {
            let made = ready(made.get_or_init(|| Connections::offering(Versions::All, self)));
            let connections = match (made, least) {
                (Ok(connections), _) => connections,
                (Err(error), None) => return Err(error),
                (Err(_), Some(_)) => break,
            };
            let (others, place) = connections.place();
            if others < self.settings.requests_per_connection && connections.liveness.admit(SILENCE) {
                return Ok((connections, place));
            }
            let is_silent = connections.liveness.is_silent();
            if least.is_none_or(|(best, _)| (is_silent, others) < best) {
                least = Some(((is_silent, others), connections));
            }
        }
        let (_, connections) = least.ok_or_else(|| {
            TransportError::new(TransportErrorKind::Unusable, "the transport has no connections")
        })?;
        Ok((connections, connections.place().1))
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

/// A client of reqwest: a pool of connections.
struct Connections {
    client: reqwest::Client,
    /// The same without proxies, for what stays on this machine and its link.
    direct: reqwest::Client,
    /// Why only `http` URLs can be called.
    no_tls: Option<String>,
    /// How many requests are under way.
    under_way: Arc<AtomicUsize>,
    liveness: Liveness,
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
            let (client, direct) = (builder.build()?, direct.build()?);
            Ok(Self { client, direct, no_tls, under_way: Arc::default(), liveness: Liveness::default() })
        };
        made().map_err(|error| chain(error.as_ref()))
    }

    /// Returns a place for a request, and how many others there are.
    fn place(&self) -> (usize, Place) {
        let others = self.under_way.fetch_add(1, Ordering::Relaxed);
        (others, Place(Arc::clone(&self.under_way)))
    }

    /// Sends the request and receives the head of the response. The body of the request may still be on its way then.
    async fn execute(&self, mut request: HttpRequest) -> Result<(reqwest::Response, Upload), TransportError> {
        check_that_it_is_empty(&mut request.body).await?;
        let client = if request.avoids_proxies() { &self.direct } else { &self.client };
        // A connection may be closed while a request is on its way. More than one other attempt is for the runtime, which counts them and waits.
        let again = request.body.as_bytes().is_some().then(|| request.clone());
        let answered = match (self.attempt(client, request).await, again) {
            (Err(Unanswered::Untouched(_)), Some(again)) => self.attempt(client, again).await,
            (answered, _) => answered,
        };
        answered.map_err(|(Unanswered::Untouched(error) | Unanswered::Failed(error))| error)
    }

    /// Sends the request once.
    async fn attempt(
        &self,
        client: &reqwest::Client,
        request: HttpRequest,
    ) -> Result<(reqwest::Response, Upload), Unanswered> {
        let upload = Upload::default();
        let request = convert(request, &upload)?;
        if let (Some(why), "https") = (&self.no_tls, request.url().scheme()) {
            return Err(TransportError::new(TransportErrorKind::Unusable, why.as_str()).into());
        }
        let full_duplex = request.version() == http::Version::HTTP_2;
        let url = request.url().clone();
        let response = client.execute(request).await.map_err(|error| match upload.error() {
            Some(of_body) => Unanswered::Failed(of_body),
            None if full_duplex && wants_http2(&error) => {
                TransportError::new(TransportErrorKind::Unusable, NO_HTTP2).into()
            }
            None if is_untouched(&error) => Unanswered::Untouched(classify(error)),
            None => classify(error).into(),
        })?;
        if *response.url() != url {
            return Err(TransportError::new(TransportErrorKind::Unusable, REDIRECTED).into());
        }
        Ok((response, upload))
    }
}

/// Why a request has no answer.
enum Unanswered {
    /// The server has not begun with it.
    Untouched(TransportError),
    /// Anything else.
    Failed(TransportError),
}

impl From<TransportError> for Unanswered {
    fn from(error: TransportError) -> Self {
        Self::Failed(error)
    }
}

/// How much a server may send of one response, and of all that share a connection, before somebody reads it. A response that nobody reads takes up its own
/// part only, so that it does not hold up the others.
const RESPONSE_WINDOW: u32 = 2 << 20;
const CONNECTION_WINDOW: u32 = 256 << 20;

/// How many headers a response may have: services keep metadata of the caller in them, an entry in each.
const MOST_HEADERS: usize = 1_000;

/// How often a server with an HTTP/2 connection is asked whether it is there, while it owes an answer. A connection whose peer has gone silently would otherwise
/// be used for every further call.
const KEEP_ALIVE: Duration = Duration::from_secs(10);

/// How long it has to say so: behind an upload, the question may wait for some megabytes to leave this machine.
const KEEP_ALIVE_LIMIT: Duration = Duration::from_secs(20);

/// How long a connection that does not answer is left alone. If a request waits for it all the while, it is closed by then.
const SILENCE: Duration = KEEP_ALIVE.saturating_add(KEEP_ALIVE_LIMIT);

/// Everything but TLS.
fn settled(
    #[cfg_attr(not(feature = "websocket"), expect(unused_variables))] versions: Versions,
    shared: &Shared,
) -> reqwest::ClientBuilder {
    let mut builder = reqwest::Client::builder()
        // Without it, any coding would do (RFC 9110, section 12.5.3), and some proxies compress.
        .default_headers([(ACCEPT_ENCODING, HeaderValue::from_static("identity"))].into_iter().collect())
        .http1_max_headers(MOST_HEADERS)
        .http2_initial_stream_window_size(RESPONSE_WINDOW)
        .http2_initial_connection_window_size(CONNECTION_WINDOW)
        .http2_keep_alive_interval(KEEP_ALIVE)
        .http2_keep_alive_timeout(KEEP_ALIVE_LIMIT)
        .retry(reqwest::retry::never());
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
