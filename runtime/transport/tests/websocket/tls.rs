//! Sockets over TLS, with a certificate made for the test.

use super::channel::*;
use super::server::{Server, Turn, Wire, send, talk};
use super::signature;
use futures_util::StreamExt;
use smithwright_runtime as runtime;
use smithwright_transport::HttpTransport;
use std::sync::{Arc, Mutex};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

use runtime::error::FailureKind;

/// A server with a certificate for `localhost`, the certificate, and the protocols that connections agreed on.
struct Secured {
    server: Server,
    certificate: String,
    agreed: Arc<Mutex<Vec<Option<Vec<u8>>>>>,
}

impl Secured {
    async fn start(turns: Vec<Turn>) -> Self {
        let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
        let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
        let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
            .with_safe_default_protocol_versions()
            .unwrap()
            .with_no_client_auth()
            .with_single_cert(vec![made.cert.der().clone()], key)
            .unwrap();
        // As the hosts of signaling channels do, it prefers a protocol in which it can't upgrade.
        config.alpn_protocols = vec![b"h2".to_vec(), b"http/1.1".to_vec()];
        let acceptor = TlsAcceptor::from(Arc::new(config));
        let agreed = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&agreed);
        let server = Server::start_with(turns, move |stream| {
            let (acceptor, log) = (acceptor.clone(), Arc::clone(&log));
            async move {
                match acceptor.accept(stream).await {
                    Ok(stream) => {
                        log.lock().unwrap().push(stream.get_ref().1.alpn_protocol().map(<[u8]>::to_vec));
                        Box::new(stream) as Box<dyn Wire>
                    }
                    Err(_) => Box::new(tokio::io::empty()),
                }
            }
        })
        .await;
        Self { server, certificate: made.cert.pem(), agreed }
    }

    fn url(&self) -> String {
        format!("wss://localhost:{}", self.server.port)
    }
}

#[tokio::test]
async fn opens_sockets_on_the_stack_of_http_calls() {
    let echo_one = talk(|mut peer| async move {
        assert!(peer.next().await.unwrap().unwrap().is_text());
        peer.close(None).await.unwrap();
        while let Some(Ok(_)) = peer.next().await {}
    });
    let secured = Secured::start(vec![echo_one]).await;
    let config = config(&secured.url())
        .transport(HttpTransport::builder().add_root_certificate(&secured.certificate).build());
    let mut socket = connect(config).await.unwrap();
    socket.send(&Message::offer("b2ZmZXI=")).await.unwrap();
    assert_eq!(socket.receive().await.unwrap(), None);
    let asked = &secured.server.asked()[0];
    assert_eq!(asked.header("host"), Some(&*format!("localhost:{}", secured.server.port)));
    assert_eq!(asked.parameter("X-Amz-Signature"), Some(&*signature::expected(asked, SECRET_KEY)));
    assert_eq!(*secured.agreed.lock().unwrap(), [Some(b"http/1.1".to_vec())]);
}

#[tokio::test]
async fn a_stranger_is_not_trusted() {
    let secured = Secured::start(vec![send(vec![])]).await;
    let error = connect(config(&secured.url()).max_attempts(1)).await.unwrap_err();
    let kind = error.failure().unwrap().kind();
    // A machine without root certificates can't set up TLS in the first place.
    assert!(matches!(kind, FailureKind::Connection | FailureKind::Configuration), "{error:?}");
    assert!(secured.server.asked().is_empty());
}
