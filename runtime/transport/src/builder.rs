//! How an [`HttpTransport`] is put together.

use crate::http::HttpTransport;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

/// Puts an [`HttpTransport`] together.
#[derive(Clone)]
pub struct HttpTransportBuilder {
    pub(crate) connect_timeout: Option<Duration>,
    pub(crate) root_certificates: Vec<Arc<[u8]>>,
}

impl HttpTransportBuilder {
    pub(crate) fn new() -> Self {
        Self { connect_timeout: Some(Duration::from_millis(3_100)), root_certificates: Vec::new() }
    }

    /// How long making a connection may take, TLS included; `None` for as long as the operating system tries. Default: 3.1 seconds, a
    /// little more than the time after which a lost first packet is sent again.
    #[must_use]
    pub fn connect_timeout(mut self, limit: impl Into<Option<Duration>>) -> Self {
        self.connect_timeout = limit.into();
        self
    }

    /// Trusts this certificate authority (one or more certificates in PEM form) besides those that the platform trusts: for a server, or a proxy, with
    /// certificates of its own. Text that is no PEM is reported by the first call.
    #[must_use]
    pub fn add_root_certificate(mut self, pem: impl AsRef<[u8]>) -> Self {
        self.root_certificates.push(Arc::from(pem.as_ref()));
        self
    }

    /// The transport. Nothing is connected or read yet.
    #[must_use]
    pub fn build(self) -> HttpTransport {
        HttpTransport::with(self)
    }
}

/// The certificates only by their number.
impl fmt::Debug for HttpTransportBuilder {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpTransportBuilder")
            .field("connect_timeout", &self.connect_timeout)
            .field("root_certificates", &self.root_certificates.len())
            .finish()
    }
}
