//! One attempt to open a socket.

use super::connection::Connection;
use super::handshake::Handshake;
use crate::config::Config;
use crate::error::{Failure, FailureKind};
use crate::invoke::Failed;
use crate::invoke::attempt::{collect, in_time, record, unanswered};
use crate::message::Response;
use crate::token::random_bytes;
use crate::transport::{Dialer, HttpRequest, UpgradeAnswer};
use http::HeaderMap;

/// What the server answered to a handshake.
pub(super) enum Answer {
    /// The socket is open.
    Open(Connection),
    /// It is not. The body is in memory.
    Refused(Response),
}

/// What opens sockets.
pub(super) fn dialer(config: &Config) -> Result<Dialer, Failure> {
    Dialer::new(config).map_err(|error| {
        Failure::new(FailureKind::Configuration, "the connection could not be set up").caused_by(error)
    })
}

/// Dials a `wss` or `ws` URL, once.
pub(super) async fn dial(
    dialer: &Dialer,
    config: &Config,
    url: &str,
    headers: &HeaderMap,
) -> Result<Answer, Failed> {
    let handshake = Handshake::new(random_bytes()?)?;
    let mut request = HttpRequest::new("GET", http_url(url));
    request.headers.clone_from(headers);
    handshake.ask(&mut request.headers);
    let exchanged = async {
        match dialer.dial(request).await.map_err(unanswered)? {
            UpgradeAnswer::Upgraded(headers, stream) => {
                handshake.check(&headers)?;
                Ok(Answer::Open(Connection::new(stream, config).await))
            }
            UpgradeAnswer::Refused(response) => {
                record(&response);
                Ok(Answer::Refused(collect(config, response).await?))
            }
        }
    };
    in_time(config, exchanged).await
}

/// The URL of the handshake, which is an HTTP request.
fn http_url(url: &str) -> String {
    match url.split_once("://") {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("ws") => format!("http://{rest}"),
        Some((_, rest)) => format!("https://{rest}"),
        None => url.to_owned(),
    }
}
