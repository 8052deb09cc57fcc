//! The other end of a WebSocket, which sends what it is given.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use http::header::{CONNECTION, HeaderMap, HeaderValue, SEC_WEBSOCKET_ACCEPT, SEC_WEBSOCKET_KEY, UPGRADE};
use ring::digest::{SHA1_FOR_LEGACY_USE_ONLY, digest};
use smithwright_runtime::client::BoxFuture;
use smithwright_runtime::endpoint::{Endpoint, EndpointError, Parameters};
use smithwright_runtime::protocol::RestJson1;
use smithwright_runtime::transport::{
    HttpRequest, SendFuture, Socket, SocketFrame, SocketSink, SocketStream, Transport, TransportError,
    TransportErrorKind, Upgrade, UpgradeFuture,
};
use smithwright_runtime::{Client, Config, Failure, ServiceSchema, WebSocket};
use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};

/// The frames that are still to be sent.
#[derive(Clone, Default)]
pub struct Peer(Arc<Mutex<VecDeque<SocketFrame>>>);

impl Peer {
    /// A socket to this peer.
    ///
    /// # Panics
    /// Panics if it can't be opened.
    #[must_use]
    pub fn socket<S, R>(&self) -> WebSocket<S, R> {
        static SERVICE: ServiceSchema = ServiceSchema::new("Peer", &RestJson1, endpoint);
        let client = Client::new(&SERVICE, &Config::builder(self.clone()).region("here").build());
        let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
        runtime.expect("a runtime").block_on(client.open("wss://peer.example")).expect("a socket")
    }

    /// Sends a frame.
    ///
    /// # Panics
    /// Panics if another thread panicked while it sent a frame.
    pub fn sends(&self, frame: SocketFrame) {
        self.0.lock().expect("one thread only").push_back(frame);
    }
}

fn endpoint(_: &Parameters<'_>) -> Result<Endpoint, EndpointError> {
    Ok(Endpoint::new("https://peer.example"))
}

impl Transport for Peer {
    fn send(&self, _: HttpRequest) -> SendFuture<'_> {
        Box::pin(async { Err(TransportError::new(TransportErrorKind::Unusable, "there are sockets only")) })
    }

    fn upgrade(&self, request: HttpRequest, _: usize) -> UpgradeFuture<'_> {
        let key = request.headers.get(SEC_WEBSOCKET_KEY).map_or(&b""[..], HeaderValue::as_bytes);
        let proof =
            digest(&SHA1_FOR_LEGACY_USE_ONLY, &[key, b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"].concat());
        let accept = HeaderValue::try_from(STANDARD.encode(proof)).expect("base64");
        let headers = [
            (CONNECTION, HeaderValue::from_static("Upgrade")),
            (UPGRADE, HeaderValue::from_static("websocket")),
            (SEC_WEBSOCKET_ACCEPT, accept),
        ];
        let socket = Socket { sink: Box::new(self.clone()), stream: Box::new(self.clone()) };
        Box::pin(async { Ok(Upgrade::Accepted(HeaderMap::from_iter(headers), socket)) })
    }
}

impl SocketSink for Peer {
    fn send(&mut self, _: SocketFrame) -> BoxFuture<'_, Result<(), Failure>> {
        Box::pin(async { Ok(()) })
    }
}

impl SocketStream for Peer {
    fn poll_frame(&mut self, _: &mut Context<'_>) -> Poll<Option<Result<SocketFrame, Failure>>> {
        match self.0.lock().expect("one thread only").pop_front() {
            Some(frame) => Poll::Ready(Some(Ok(frame))),
            None => Poll::Pending,
        }
    }
}
