//! One attempt to open a socket.

use super::connection::Connection;
use super::handshake::Handshake;
use crate::asked::in_time;
use crate::config::Config;
use crate::invoke::Failed;
use crate::invoke::attempt::{collect, late, trace, unanswered};
use crate::message::Response;
use crate::token::random_bytes;
use crate::transport::{HttpRequest, Upgrade};
use std::time::Duration;

/// How long a handshake may take by default. It has a limit, unlike calls, because the server has no work to do first.
const HANDSHAKE: Duration = Duration::from_secs(60);

/// The server's response to a handshake.
pub(super) enum Dialled {
    /// The socket is open.
    Open(Connection),
    /// The socket is not open. The body is in memory.
    Refused(Response),
}

/// Dials a `wss` or `ws` URL once.
pub(super) async fn dial(config: &Config, mut request: HttpRequest) -> Result<Dialled, Failed> {
    let handshake = Handshake::new(random_bytes()?)?;
    request.url = http_url(&request.url);
    handshake.ask(&mut request.headers);
    let exchanged = async {
        let asked = config.transport().upgrade(request, config.max_message_bytes());
        match asked.await.map_err(unanswered)? {
            Upgrade::Accepted(headers, socket) => {
                handshake.check(&headers)?;
                Ok(Dialled::Open(Connection::new(socket, config)))
            }
            Upgrade::Refused(response) => {
                trace(&response);
                Ok(Dialled::Refused(collect(config, response).await?))
            }
        }
    };
    in_time(config.attempt_timeout().or(Some(HANDSHAKE)), exchanged, late).await
}

/// Returns the URL of the handshake, which is an HTTP request.
fn http_url(url: &str) -> String {
    match url.split_once("://") {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("ws") => format!("http://{rest}"),
        Some((_, rest)) => format!("https://{rest}"),
        None => url.to_owned(),
    }
}
