//! How an [`HttpTransport`] is put together.

use crate::http::HttpTransport;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// A builder of an [`HttpTransport`].
///
/// # Examples
///
/// ```
/// use smithwright_transport::HttpTransport;
/// use std::time::Duration;
///
/// let transport = HttpTransport::builder().connect_timeout(Duration::from_secs(10)).build();
/// # let _ = transport;
/// ```
#[derive(Clone)]
pub struct HttpTransportBuilder {
    pub(crate) connect_timeout: Option<Duration>,
    pub(crate) requests_per_connection: usize,
    pub(crate) root_certificates: Vec<Arc<[u8]>>,
    pub(crate) identity: Option<Arc<[u8]>>,
    pub(crate) changes: Vec<Change>,
}

/// How many streams servers let a connection of HTTP/2 have, or a few more (RFC 9113, section 6.5.2).
const MOST_STREAMS: usize = 100;

/// Something that is changed of every reqwest client that the transport makes.
type Change = Arc<dyn Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync>;

impl HttpTransportBuilder {
    pub(crate) fn new() -> Self {
        Self {
            connect_timeout: Some(Duration::from_millis(3_100)),
            requests_per_connection: MOST_STREAMS,
            root_certificates: Vec::new(),
            identity: None,
            changes: Vec::new(),
        }
    }

    /// Sets how long making a connection may take, TLS included; `None` for as long as the operating system tries.
    ///
    /// Default: 3.1 seconds, a little more than the time after which a lost first packet is sent again.
    #[must_use]
    pub fn connect_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.connect_timeout = limit.into();
        self
    }

    /// Sets how many requests may be under way on a connection of HTTP/2 before there is another, up to sixteen connections; at least one.
    ///
    /// Default: 100, which servers usually allow. One that allows fewer lets the rest wait: for a long time, where the others are streams of events.
    #[must_use]
    pub fn requests_per_connection(mut self, most: usize) -> Self {
        self.requests_per_connection = most.max(1);
        self
    }

    /// Adds a certificate authority to trust besides those that the platform trusts, for a server or a proxy with certificates of its own.
    ///
    /// `pem` is one or more certificates in PEM form. Text that is not PEM is reported by the first call over TLS at the latest.
    #[must_use]
    pub fn add_root_certificate(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.root_certificates.push(Arc::from(pem.as_ref()));
        self
    }

    /// Sets the certificate to show to servers that ask for one (mutual TLS).
    ///
    /// `pem` is, in PEM form, the certificate, those that lead from it to an authority, and its private key (in PKCS #8, where TLS is the platform's). Text that
    /// is none of that is reported by the first call over TLS.
    #[must_use]
    pub fn identity(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.identity = Some(Arc::from(pem.as_ref()));
        self
    }

    /// Changes what this builder has no method for in the underlying reqwest clients: proxies, how connections are kept, how names are resolved.
    ///
    /// Redirects and decompression stay off. reqwest's settings of TLS have no effect where the transport speaks TLS by rustls: there, they are
    /// this builder's. `change` is called for each of the clients that the transport makes: with and without the environment's proxies, and for WebSockets.
    ///
    /// # Examples
    ///
    /// ```
    /// use smithwright_transport::HttpTransport;
    /// use std::time::Duration;
    ///
    /// let transport = HttpTransport::builder()
    ///     .reqwest(|client| client.pool_idle_timeout(Duration::from_secs(20)).http2_prior_knowledge())
    ///     .build();
    /// # let _ = transport;
    /// ```
    #[must_use]
    pub fn reqwest(
        mut self,
        change: impl Fn(reqwest::ClientBuilder) -> reqwest::ClientBuilder + Send + Sync + 'static,
    ) -> Self {
        self.changes.push(Arc::new(change));
        self
    }

    /// Builds the transport. Nothing is connected or read yet.
    #[must_use]
    pub fn build(self) -> HttpTransport {
        HttpTransport::with(self)
    }
}

/// Shows the certificates and changes by their number only, and nothing of the identity.
impl fmt::Debug for HttpTransportBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpTransportBuilder")
            .field("connect_timeout", &self.connect_timeout)
            .field("requests_per_connection", &self.requests_per_connection)
            .field("root_certificates", &self.root_certificates.len())
            .field("identity", &self.identity.as_ref().map(|_| "***"))
            .field("changes", &self.changes.len())
            .finish()
    }
}
