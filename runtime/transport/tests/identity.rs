//! Servers that ask who calls, by certificate.
#![cfg(any(feature = "rustls", feature = "native-tls"))]
// Tests may panic.
#![allow(missing_docs, clippy::panic, clippy::unwrap_used)]

use smithwright_runtime::transport::{HttpRequest, Transport, TransportErrorKind};
use smithwright_transport::{HttpTransport, HttpTransportBuilder};
use std::sync::Arc;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;
use tokio_rustls::rustls::server::WebPkiClientVerifier;
use tokio_rustls::rustls::{RootCertStore, ServerConfig};

/// A server that is `localhost` and speaks to whoever has a certificate of this authority; its URL, and its own certificate in PEM form.
async fn serve(authority: &rcgen::CertifiedKey<rcgen::KeyPair>) -> (String, String) {
    let own = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let mut roots = RootCertStore::empty();
    roots.add(authority.cert.der().clone()).unwrap();
    let provider = Arc::new(ring::default_provider());
    let verifier =
        WebPkiClientVerifier::builder_with_provider(roots.into(), provider.clone()).build().unwrap();
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_client_cert_verifier(verifier)
        .with_single_cert(
            vec![own.cert.der().clone()],
            PrivateKeyDer::try_from(own.signing_key.serialize_der()).unwrap(),
        )
        .unwrap();
    let acceptor = TlsAcceptor::from(Arc::new(config));
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://localhost:{}/", listener.local_addr().unwrap().port());
    tokio::spawn(async move {
        loop {
            let (socket, _) = listener.accept().await.unwrap();
            let Ok(mut socket) = acceptor.accept(socket).await else { continue };
            let mut request = [0; 1024];
            let _ = socket.read(&mut request).await;
            let _ = socket.write_all(b"HTTP/1.1 204 No Content\r\nconnection: close\r\n\r\n").await;
            let _ = socket.shutdown().await;
        }
    });
    (url, own.cert.pem())
}

#[tokio::test]
async fn shows_its_certificate_to_a_server_that_asks() {
    let authority = rcgen::generate_simple_self_signed(["client".to_owned()]).unwrap();
    let (url, certificate) = serve(&authority).await;
    let asked = |builder: HttpTransportBuilder| {
        let transport = builder.add_root_certificate(&certificate).build();
        let request = HttpRequest::new("GET", &*url);
        async move { transport.send(request).await }
    };
    let pem = format!("{}{}", authority.cert.pem(), authority.signing_key.serialize_pem());
    assert_eq!(asked(HttpTransport::builder().identity(&pem)).await.unwrap().status, 204);
    let key_first = format!("{}{}", authority.signing_key.serialize_pem(), authority.cert.pem());
    assert_eq!(asked(HttpTransport::builder().identity(&key_first)).await.unwrap().status, 204);
    assert!(!format!("{:?}", HttpTransport::builder().identity(&pem)).contains("BEGIN"));

    assert!(asked(HttpTransport::builder()).await.is_err(), "nobody is spoken to");
    let unusable = asked(HttpTransport::builder().identity("no identity")).await.unwrap_err();
    assert_eq!(unusable.kind(), TransportErrorKind::Unusable);
}

#[tokio::test]
async fn what_reqwest_can_do_can_be_set() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/", listener.local_addr().unwrap());
    let transport = HttpTransport::builder().reqwest(reqwest::ClientBuilder::http2_prior_knowledge).build();
    let asking = tokio::spawn(async move { transport.send(HttpRequest::new("GET", url)).await });
    let (mut socket, _) = listener.accept().await.unwrap();
    let mut preface = [0; 24];
    socket.read_exact(&mut preface).await.unwrap();
    assert_eq!(&preface, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");
    drop(socket);
    assert!(asking.await.unwrap().is_err());
}
