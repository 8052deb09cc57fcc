//! The server's side of HTTP/2.

use super::server::{Asked, Log, Wire};
use bytes::Bytes;
use h2::RecvStream;
use http::{Method, Request, Response};

/// Responds to requests with these statuses and bodies.
pub(super) async fn serve(stream: Box<dyn Wire>, answers: Vec<(u16, String)>, log: Log) {
    let mut connection = h2::server::handshake(stream).await.unwrap();
    let mut answers = answers.into_iter();
    while let Some(Ok((request, mut reply))) = connection.accept().await {
        let (status, body) = answers.next().unwrap();
        let log = log.clone();
        // The connection has to be polled while a body is read.
        tokio::spawn(async move {
            let is_head = request.method() == Method::HEAD;
            let asked = read(request).await;
            log.lock().unwrap().push(asked);
            let response = Response::builder().status(status).header("content-type", "application/json");
            if is_head {
                let response = response.header("content-length", body.len());
                reply.send_response(response.body(()).unwrap(), true).unwrap();
                return;
            }
            let mut sending = reply.send_response(response.body(()).unwrap(), false).unwrap();
            sending.send_data(Bytes::from(body), true).unwrap();
        });
    }
}

async fn read(request: Request<RecvStream>) -> Asked {
    let (parts, mut body) = request.into_parts();
    let mut bytes = Vec::new();
    while let Some(piece) = body.data().await {
        let piece = piece.unwrap();
        body.flow_control().release_capacity(piece.len()).unwrap();
        bytes.extend_from_slice(&piece);
    }
    let headers = parts.headers.iter();
    let headers = headers.map(|(name, value)| (name.to_string(), value.to_str().unwrap().to_owned()));
    // `host` in HTTP/1.1.
    let host = ("host".to_owned(), parts.uri.authority().unwrap().to_string());
    Asked {
        method: parts.method.to_string(),
        target: parts.uri.path_and_query().unwrap().to_string(),
        headers: headers.chain([host]).collect(),
        body: String::from_utf8(bytes).unwrap(),
    }
}
