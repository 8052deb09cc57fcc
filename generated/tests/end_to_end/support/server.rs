//! A server that does what a test says, one connection after another.

use super::tls::{Identity, Protocols};
use super::{http2, tls};
use std::future::Future;
use std::net::SocketAddr;
use std::pin::Pin;
use std::sync::{Arc, LazyLock, Mutex};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::sync::oneshot;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::handshake::derive_accept_key;
use tokio_tungstenite::tungstenite::protocol::Role;

/// A connection, encrypted or not.
pub trait Wire: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Wire for T {}

/// The server's end of an open socket.
pub type Peer = WebSocketStream<Box<dyn Wire>>;

type Talk = Box<dyn FnOnce(Peer) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send>;

/// What the server does with one connection.
pub enum Turn {
    /// Reads a request, sends these bytes and closes the connection.
    Answer(Vec<u8>),
    /// Reads a request and sends nothing. Reports that it was asked, and when the client has gone.
    Silence { asked: oneshot::Sender<()>, gone: oneshot::Sender<()> },
    /// Reads a request and opens the socket that it asks for.
    Open(Talk),
    /// Speaks HTTP/2 and responds to each request with the next of these statuses and bodies.
    Http2(Vec<(u16, String)>),
}

/// Responds with this status, these headers (each ending in a line break) and this body.
pub fn answer(status: u16, headers: &str, body: &str) -> Turn {
    let length = body.len();
    raw(&format!(
        "HTTP/1.1 {status} Status\r\nConnection: close\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
    ))
}

/// Responds with JSON.
pub fn json(status: u16, body: &str) -> Turn {
    answer(status, "Content-Type: application/json\r\n", body)
}

/// Responds with these bytes.
pub fn raw(text: &str) -> Turn {
    Turn::Answer(text.as_bytes().to_vec())
}

/// Never responds.
pub fn silence() -> Turn {
    Turn::Silence { asked: oneshot::channel().0, gone: oneshot::channel().0 }
}

/// Opens the socket and runs `talk` on it.
pub fn talk<F: Future<Output = ()> + Send + 'static>(talk: impl FnOnce(Peer) -> F + Send + 'static) -> Turn {
    Turn::Open(Box::new(|peer| Box::pin(talk(peer))))
}

/// A request that was received.
#[derive(Clone, Debug)]
pub struct Asked {
    pub method: String,
    /// The path and the query.
    pub target: String,
    /// Names in lower case, and values.
    pub headers: Vec<(String, String)>,
    pub body: String,
}

impl Asked {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// Returns the value of a query parameter, as it was sent.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let query = self.target.split_once('?')?.1;
        query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
    }

    /// Returns the text of a member of the JSON body, which must have no escapes.
    pub fn text(&self, member: &str) -> &str {
        let after = self.body.split_once(&format!("\"{member}\":\"")).unwrap().1;
        after.split_once('"').unwrap().0
    }
}

/// The requests received, in order.
pub type Log = Arc<Mutex<Vec<Asked>>>;

/// A server on this machine, which accepts one connection for each turn and no more.
pub struct Server {
    port: u16,
    certificate: Option<String>,
    asked: Log,
}

impl Server {
    pub async fn start(turns: Vec<Turn>) -> Self {
        Self::start_as(None, turns).await
    }

    /// Starts a server that speaks TLS, with a certificate made for it.
    pub async fn start_secured(protocols: Protocols, turns: Vec<Turn>) -> Self {
        Self::start_as(Some(tls::identity(protocols)), turns).await
    }

    async fn start_as(identity: Option<Identity>, turns: Vec<Turn>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let certificate = identity.as_ref().map(|identity| identity.certificate.clone());
        let asked = Log::default();
        let log = Arc::clone(&asked);
        tokio::spawn(async move {
            for turn in turns {
                let (stream, _) = listener.accept().await.unwrap();
                // A failed handshake counts as the connection's turn.
                if let Some(stream) = secure(identity.as_ref(), stream).await {
                    serve(stream, turn, &log).await;
                }
            }
        });
        Self { port, certificate, asked }
    }

    /// Returns the URL of the server for this scheme (`http` or `ws`), or its encrypted form.
    pub fn url(&self, scheme: &str) -> String {
        match self.certificate {
            Some(_) => format!("{scheme}s://localhost:{}", self.port),
            None => format!("{scheme}://127.0.0.1:{}", self.port),
        }
    }

    /// Returns the certificate to trust, in PEM form.
    pub fn certificate(&self) -> Option<&str> {
        self.certificate.as_deref()
    }

    /// Returns the requests received so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

/// Returns an address at which nobody listens, and which is kept from everybody else.
pub fn nobody() -> SocketAddr {
    static KEPT: LazyLock<TcpSocket> = LazyLock::new(|| {
        let socket = TcpSocket::new_v4().unwrap();
        socket.bind(SocketAddr::from(([127, 0, 0, 1], 0))).unwrap();
        socket
    });
    KEPT.local_addr().unwrap()
}

async fn secure(identity: Option<&Identity>, stream: TcpStream) -> Option<Box<dyn Wire>> {
    match identity {
        None => Some(Box::new(stream)),
        Some(identity) => Some(Box::new(identity.acceptor.accept(stream).await.ok()?)),
    }
}

async fn serve(mut stream: Box<dyn Wire>, turn: Turn, log: &Log) {
    if let Turn::Http2(answers) = turn {
        tokio::spawn(http2::serve(stream, answers, Arc::clone(log)));
        return;
    }
    let Some(asked) = read(&mut stream).await else { return };
    log.lock().unwrap().push(asked.clone());
    match turn {
        Turn::Answer(bytes) => {
            // A client that has read enough may hang up first.
            let _ = stream.write_all(&bytes).await;
            let _ = stream.shutdown().await;
        }
        Turn::Silence { asked, gone } => {
            let _ = asked.send(());
            tokio::spawn(async move {
                while stream.read_u8().await.is_ok() {}
                let _ = gone.send(());
            });
        }
        Turn::Open(talk) => {
            let accept = derive_accept_key(asked.header("sec-websocket-key").unwrap().as_bytes());
            let head = "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n";
            let head = format!("{head}Sec-WebSocket-Accept: {accept}\r\n\r\n");
            stream.write_all(head.as_bytes()).await.unwrap();
            stream.flush().await.unwrap();
            tokio::spawn(talk(WebSocketStream::from_raw_socket(stream, Role::Server, None).await));
        }
        Turn::Http2(_) => {}
    }
}

/// Reads a request, or returns `None` if the client hung up before its end.
async fn read(stream: &mut Box<dyn Wire>) -> Option<Asked> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    let head = String::from_utf8(head).unwrap();
    let mut lines = head.lines();
    let mut first = lines.next().unwrap().split(' ').map(str::to_owned);
    let headers = lines.filter_map(|line| line.split_once(": "));
    let headers = headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned()));
    let (method, target) = (first.next().unwrap(), first.next().unwrap());
    let mut asked = Asked { method, target, headers: headers.collect(), body: String::new() };
    let length = asked.header("content-length").map_or(0, |length| length.parse().unwrap());
    let mut body = vec![0; length];
    stream.read_exact(&mut body).await.ok()?;
    asked.body = String::from_utf8(body).unwrap();
    Some(asked)
}
