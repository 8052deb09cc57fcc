//! Certificates, made on demand.

use std::sync::Arc;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

/// The protocols that a server speaks over TLS.
#[derive(Clone, Copy)]
pub enum Protocols {
    Http1,
    /// Preferred to HTTP/1.1.
    Http2,
}

/// The certificate and key with which a server proves that it is `localhost`.
pub struct Identity {
    pub acceptor: TlsAcceptor,
    /// In PEM form.
    pub certificate: String,
}

pub fn identity(protocols: Protocols) -> Identity {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let names: &[&str] = match protocols {
        Protocols::Http1 => &["http/1.1"],
        Protocols::Http2 => &["h2", "http/1.1"],
    };
    config.alpn_protocols = names.iter().map(|name| name.as_bytes().to_vec()).collect();
    Identity { acceptor: TlsAcceptor::from(Arc::new(config)), certificate: made.cert.pem() }
}
