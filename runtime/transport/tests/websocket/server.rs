//! A server that does what a test says, one connection after the other.

use futures_util::{SinkExt, StreamExt};
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};
use tokio::net::TcpListener;
use tokio_tungstenite::WebSocketStream;
use tokio_tungstenite::tungstenite::Message;
use tokio_tungstenite::tungstenite::handshake::server::{ErrorResponse, Request, Response};

/// What a connection is, encrypted or not.
pub trait Wire: AsyncRead + AsyncWrite + Send + Unpin {}

impl<T: AsyncRead + AsyncWrite + Send + Unpin> Wire for T {}

/// The server's end of an open socket.
pub type Peer = WebSocketStream<Box<dyn Wire>>;

type Talk = Box<dyn FnOnce(Peer) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send>;

/// What the server does with one connection.
pub enum Turn {
    /// Answers with these pieces of text.
    Answer(Vec<String>),
    /// Hangs up as soon as it has the request.
    HangUp,
    /// Keeps silent.
    Silence,
    /// Opens the socket.
    Open(Talk),
}

/// Opens the socket and talks.
pub fn talk<F: Future<Output = ()> + Send + 'static>(talk: impl FnOnce(Peer) -> F + Send + 'static) -> Turn {
    Turn::Open(Box::new(|peer| Box::pin(talk(peer))))
}

/// Opens the socket, sends these frames, closes it normally, and waits for the client.
pub fn send(frames: Vec<Message>) -> Turn {
    talk(|mut peer| async move {
        for frame in frames {
            peer.send(frame).await.unwrap();
        }
        peer.close(None).await.unwrap();
        while let Some(Ok(_)) = peer.next().await {}
    })
}

/// Answers with this status, these headers and this body, at once.
pub fn refuse(status: u16, headers: &str, body: &str) -> Turn {
    let length = body.len();
    Turn::Answer(vec![format!(
        "HTTP/1.1 {status} Refused\r\nContent-Length: {length}\r\n{headers}\r\n{body}"
    )])
}

/// What a client asked for.
#[derive(Clone, Debug)]
pub struct Asked {
    /// The path and the query.
    pub target: String,
    /// Names in lower case, and values.
    pub headers: Vec<(String, String)>,
}

impl Asked {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    /// The value of a parameter of the query, as it stands there.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        let query = self.target.split_once('?')?.1;
        query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))
    }
}

/// A server on this machine.
pub struct Server {
    pub port: u16,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Server {
    /// A server that takes a connection for each turn, and no more.
    pub async fn start(turns: Vec<Turn>) -> Self {
        Self::start_with(turns, |stream| async move { Box::new(stream) as Box<dyn Wire> }).await
    }

    pub async fn start_with<F: Future<Output = Box<dyn Wire>> + Send>(
        turns: Vec<Turn>,
        accept: impl Fn(tokio::net::TcpStream) -> F + Send + 'static,
    ) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let port = listener.local_addr().unwrap().port();
        let asked = Arc::new(Mutex::new(Vec::new()));
        let log = Arc::clone(&asked);
        tokio::spawn(async move {
            for turn in turns {
                let (stream, _) = listener.accept().await.unwrap();
                serve(accept(stream).await, turn, &log).await;
            }
        });
        Self { port, asked }
    }

    /// Where the server is.
    pub fn url(&self) -> String {
        format!("ws://127.0.0.1:{}", self.port)
    }

    /// What clients asked for so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }
}

async fn serve(mut stream: Box<dyn Wire>, turn: Turn, log: &Arc<Mutex<Vec<Asked>>>) {
    let talk = match turn {
        Turn::Open(talk) => talk,
        other => {
            let asked = read_head(&mut stream).await;
            log.lock().unwrap().push(asked);
            match other {
                Turn::Answer(pieces) => answer(stream, pieces).await,
                Turn::Silence => {
                    tokio::spawn(async move { while stream.read_u8().await.is_ok() {} });
                }
                _ => {}
            }
            return;
        }
    };
    let log = Arc::clone(log);
    #[allow(clippy::result_large_err, reason = "the signature is tungstenite's")]
    let note = move |request: &Request, response: Response| -> Result<Response, ErrorResponse> {
        let headers = request.headers().iter();
        let headers = headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
        let target = request.uri().path_and_query().unwrap().to_string();
        log.lock().unwrap().push(Asked { target, headers: headers.collect() });
        Ok(response)
    };
    let peer = tokio_tungstenite::accept_hdr_async(stream, note).await.unwrap();
    tokio::spawn(talk(peer));
}

async fn answer(mut stream: Box<dyn Wire>, pieces: Vec<String>) {
    for piece in pieces {
        stream.write_all(piece.as_bytes()).await.unwrap();
        stream.flush().await.unwrap();
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    stream.shutdown().await.unwrap();
}

async fn read_head(stream: &mut Box<dyn Wire>) -> Asked {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.unwrap());
    }
    let head = String::from_utf8(head).unwrap();
    let mut lines = head.lines();
    let target = lines.next().unwrap().split(' ').nth(1).unwrap().to_owned();
    let headers = lines.filter_map(|line| line.split_once(": "));
    Asked {
        target,
        headers: headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect(),
    }
}
