//! A server on this machine that responds to each connection with the next of some texts.

use std::sync::{Arc, Mutex};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// A request that was received.
#[derive(Clone, Debug)]
pub struct Asked {
    pub method: String,
    /// Path and query, as they were received.
    pub target: String,
    /// Names in lower case, and values, in order.
    pub headers: Vec<(String, String)>,
    /// As it was received, including the chunks.
    pub body: Vec<u8>,
}

impl Asked {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(other, _)| other == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.body).unwrap()
    }
}

/// Keeps the connection open if a response ends with this.
pub const KEEP_OPEN: &str = "\0";

/// The server, which accepts one connection for each response and no more.
pub struct Server {
    pub url: String,
    asked: Arc<Mutex<Vec<Asked>>>,
}

impl Server {
    pub async fn start(answers: impl IntoIterator<Item = String>) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let asked = Arc::<Mutex<Vec<Asked>>>::default();
        let answers: Vec<String> = answers.into_iter().collect();
        let log = Arc::clone(&asked);
        tokio::spawn(async move {
            let mut open = Vec::new();
            for answer in answers {
                let (mut socket, _) = listener.accept().await.unwrap();
                let Some(request) = read(&mut socket).await else { continue };
                log.lock().unwrap().push(request);
                // The client may have hung up.
                let text = answer.strip_suffix(KEEP_OPEN).unwrap_or(&answer);
                let _ = socket.write_all(text.as_bytes()).await;
                if text.len() < answer.len() {
                    open.push(socket);
                }
            }
            if !open.is_empty() {
                std::future::pending::<()>().await;
            }
        });
        Self { url, asked }
    }

    /// Returns the requests received so far.
    pub fn asked(&self) -> Vec<Asked> {
        self.asked.lock().unwrap().clone()
    }

    /// Returns the only request.
    pub fn only(&self) -> Asked {
        let mut asked = self.asked();
        assert_eq!(asked.len(), 1, "{asked:?}");
        asked.remove(0)
    }
}

/// Returns a response with this status, these headers (each ending in a line break) and this body.
pub fn answer(status: u16, headers: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "HTTP/1.1 {status} Status\r\nconnection: close\r\ncontent-length: {length}\r\n{headers}\r\n{body}"
    )
}

/// Reads a request whose body has an announced length, or ends with an empty chunk. Returns `None` if the client hangs up before its end.
async fn read(socket: &mut TcpStream) -> Option<Asked> {
    let mut received = Vec::new();
    loop {
        if let Some(asked) = parse(&received) {
            return Some(asked);
        }
        let mut piece = [0; 4096];
        match socket.read(&mut piece).await {
            Ok(0) | Err(_) => return None,
            Ok(count) => received.extend_from_slice(&piece[..count]),
        }
    }
}

fn parse(received: &[u8]) -> Option<Asked> {
    let end = received.windows(4).position(|window| window == b"\r\n\r\n")?;
    let head = std::str::from_utf8(&received[..end]).unwrap();
    let body = &received[end + 4..];
    let (first, headers) = head.split_once("\r\n").unwrap_or((head, ""));
    let mut first = first.split(' ');
    let headers = headers.lines().filter_map(|line| line.split_once(": "));
    let asked = Asked {
        method: first.next()?.to_owned(),
        target: first.next()?.to_owned(),
        headers: headers.map(|(name, value)| (name.to_ascii_lowercase(), value.to_owned())).collect(),
        body: body.to_vec(),
    };
    let whole = match (asked.header("content-length"), asked.header("transfer-encoding")) {
        (Some(length), _) => body.len() >= length.parse().unwrap(),
        (None, Some("chunked")) => body.ends_with(b"0\r\n\r\n"),
        (None, _) => true,
    };
    whole.then_some(asked)
}
