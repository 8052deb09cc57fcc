//! A server of event streams over TLS and HTTP/2, which does what a test says.

use bytes::Bytes;
use h2::server::SendResponse;
use h2::{RecvStream, SendStream};
use http::{HeaderMap, Request, Response};
use runtime::event_stream::frame::{Decoder, Frame};
use smithwright_runtime as runtime;
use std::future::Future;
use std::sync::Arc;
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;
use tokio_rustls::TlsAcceptor;
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::crypto::ring;
use tokio_rustls::rustls::pki_types::PrivateKeyDer;

/// The URL of a server, and the certificate to trust, in PEM form.
pub(super) struct Address {
    pub(super) url: String,
    pub(super) certificate: String,
}

/// Starts a server for one connection, which runs `serve` for each call on it.
pub(super) async fn start<F: Future<Output = ()> + Send + 'static>(
    serve: impl Fn(Call) -> F + Send + 'static,
) -> Address {
    let (listener, acceptor, address) = secured(b"h2").await;
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let stream = acceptor.accept(stream).await.unwrap();
        let mut connection = h2::server::handshake(stream).await.unwrap();
        // The connection has to be polled while a call is served.
        while let Some(Ok((request, reply))) = connection.accept().await {
            tokio::spawn(serve(Call::new(request, reply)));
        }
    });
    address
}

/// Starts a server that only speaks HTTP/1.1, and never responds.
pub(super) async fn start_without_http2() -> Address {
    let (listener, acceptor, address) = secured(b"http/1.1").await;
    tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut stream = acceptor.accept(stream).await.unwrap();
        while stream.read(&mut [0; 64]).await.is_ok_and(|count| count > 0) {}
    });
    address
}

/// Creates a listener for TLS with this ALPN protocol.
async fn secured(protocol: &[u8]) -> (TcpListener, TlsAcceptor, Address) {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).unwrap();
    let certificate = made.cert.pem();
    let key = PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let mut config = ServerConfig::builder_with_provider(Arc::new(ring::default_provider()))
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    config.alpn_protocols = vec![protocol.to_vec()];
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("https://localhost:{}", listener.local_addr().unwrap().port());
    (listener, TlsAcceptor::from(Arc::new(config)), Address { url, certificate })
}

/// The server's side of a call.
pub(super) struct Call {
    pub(super) headers: HeaderMap,
    body: RecvStream,
    decoder: Decoder,
    reply: SendResponse<Bytes>,
    sending: Option<SendStream<Bytes>>,
}

impl Call {
    fn new(request: Request<RecvStream>, reply: SendResponse<Bytes>) -> Self {
        let (parts, body) = request.into_parts();
        Self { headers: parts.headers, body, decoder: Decoder::new(), reply, sending: None }
    }

    /// Sends the head of the response.
    pub(super) fn answer(&mut self) {
        let response = Response::builder().header("x-session", "s1").body(()).unwrap();
        self.sending = Some(self.reply.send_response(response, false).unwrap());
    }

    /// Sends bytes of the body.
    pub(super) fn send(&mut self, bytes: impl Into<Bytes>) {
        self.sending.as_mut().unwrap().send_data(bytes.into(), false).unwrap();
    }

    /// Ends the response.
    pub(super) fn end(&mut self) {
        self.sending.as_mut().unwrap().send_data(Bytes::new(), true).unwrap();
    }

    /// Resets the response.
    pub(super) fn reset(&mut self) {
        self.sending.as_mut().unwrap().send_reset(h2::Reason::INTERNAL_ERROR);
    }

    /// Returns the next message, or `None` at the end of the request or when the client has given it up.
    pub(super) async fn receive(&mut self) -> Option<Frame> {
        loop {
            if let Some(frame) = self.decoder.next_frame().unwrap() {
                return Some(frame);
            }
            let Some(piece) = self.body.data().await else {
                self.decoder.finish().unwrap();
                return None;
            };
            let Ok(piece) = piece else { return None };
            self.body.flow_control().release_capacity(piece.len()).unwrap();
            self.decoder.push(piece);
        }
    }
}
