//! Opening of sockets at URLs that operations returned.

use super::WebSocket;
use super::connection::Connection;
use super::dial::{self, Dialled};
use crate::client::{CallFuture, Client};
use crate::error::{Failure, FailureKind};
use crate::invoke::address::{is_this_machine, leads_here, may_be_this_machine};
use crate::invoke::{self, Failed, Unsuccessful, pause};
use crate::message::Response;
use crate::retry::{Attempts, Begun, Cause};
use crate::transport::HttpRequest;
use http::Uri;
use http::header::USER_AGENT;

impl Client {
    /// Opens a socket at a URL that an operation returned.
    ///
    /// The URL is complete: nothing is added to it, and nothing is signed. It is a secret, and no error shows it. `S` and `R` are the messages that are sent and
    /// received; the documentation of the operation names them.
    ///
    /// # Errors
    ///
    /// Returns an error if the URL is empty, as in an output without one, or its scheme is not `wss` (or `ws` to this machine, where `endpoint_url` leads to it as
    /// well), the connection can't be made, or the server refuses: such a URL can be used for a short time only.
    #[inline]
    pub fn open<'a, S, R>(&'a self, url: &'a str) -> CallFuture<'a, WebSocket<S, R>, Failure> {
        CallFuture(Box::pin(async move {
            match open(self, url).await {
                Ok(connection) => Ok(WebSocket::new(connection)),
                Err(Unsuccessful::Failure(failure)) => Err(*failure),
                Err(Unsuccessful::Service(answer)) => {
                    Err(Failure::new(FailureKind::Response, answer.to_string()))
                }
            }
        }))
    }
}

fn open<'a>(client: &'a Client, url: &'a str) -> invoke::Pending<'a, Connection> {
    let begun = Begun::new(client, "open");
    invoke::within(client.config().call_timeout(), begun.clone(), Box::pin(make(client, url, begun)))
}

async fn make(client: &Client, url: &str, begun: Begun) -> Result<Connection, Unsuccessful> {
    let config = client.config();
    check(url, client.endpoint_parameters().endpoint)?;
    let mut request = HttpRequest::new("GET", url);
    request.headers.insert(USER_AGENT, config.user_agent().clone());
    let mut attempts = Attempts::new(client.retry_budget(), config.max_attempts(), config.backoff(), begun);
    loop {
        attempts.begin();
        let failed = match dial::dial(config, request.clone()).await {
            Ok(Dialled::Open(connection)) => {
                attempts.succeeded();
                return Ok(connection);
            }
            Ok(Dialled::Refused(response)) => refused(&response),
            Err(failed) => failed,
        };
        pause(&mut attempts, failed).await?;
    }
}

fn refused(response: &Response) -> Failed {
    let status = response.status;
    let why = match status {
        300..400 => "it answered with a redirect, and sockets follow none",
        429 => "it was asked too often, so wait before you ask again",
        400..500 => "ask for a new URL, since each can be used for a short time only",
        500.. => "it has a fault of its own, so try again later",
        _ => {
            "it answered, but did not switch to the WebSocket protocol, so this may not be the URL of a socket"
        }
    };
    let message = format!("the server refused to open the socket: {why}");
    let failure = Failure::new(FailureKind::Response, message).answered_by(response);
    Failed::answered(failure, Cause::of_answer(status, None, None), response)
}

/// Checks a URL. Errors don't show it.
///
/// Only a service on this machine can send the client to a port of this machine, which may be one that others must not reach.
fn check(url: &str, endpoint_url: Option<&str>) -> Result<(), Failure> {
    if url.is_empty() {
        let message = "the response has no socket URL; the call must ask for a socket to be given one";
        return Err(Failure::new(FailureKind::Response, message));
    }
    let wrong = |what: &str| Failure::new(FailureKind::Input, format!("the URL of the socket {what}"));
    let uri: Uri = url.parse().map_err(|_| wrong("is not a URL"))?;
    let host = uri.host().unwrap_or_default();
    if host.is_empty() {
        return Err(wrong("has no host"));
    }
    if uri.authority().is_some_and(|authority| authority.as_str().contains('@')) {
        return Err(wrong("has a user name or password, which is not supported"));
    }
    let scheme = uri.scheme_str().unwrap_or_default();
    if may_be_this_machine(host) && !endpoint_url.is_some_and(leads_here) {
        return Err(wrong("leads to this machine, which is refused unless `endpoint_url` does as well"));
    }
    if scheme.eq_ignore_ascii_case("wss") || scheme.eq_ignore_ascii_case("ws") && is_this_machine(host) {
        Ok(())
    } else {
        Err(wrong("must begin with `wss://`, or with `ws://` if it leads to this machine"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_encrypted_urls_leave_this_machine() {
        let here = Some("http://127.0.0.1:8080");
        for url in [
            "wss://example.com/?a=b",
            "WSS://example.com",
            "ws://127.0.0.1:80",
            "ws://[::1]:80",
            "ws://localhost/",
        ] {
            check(url, here).unwrap();
        }
        for url in [
            "https://example.com/?s3cret",
            "ws://example.com/?s3cret",
            "ws://127.0.0.1.example.com/?s3cret",
            "wss://s3cret@example.com",
            "s3cret",
            "wss:///s3cret",
            "/s3cret",
            "",
        ] {
            let failure = check(url, here).unwrap_err();
            assert!(!format!("{failure} {failure:?}").contains("s3cret"), "{failure:?}");
        }
    }

    #[test]
    fn a_service_elsewhere_leads_to_no_port_of_this_machine() {
        for own in [Some("https://example.com"), None] {
            for url in [
                "ws://127.0.0.1:80/admin",
                "wss://localhost:80/admin",
                "wss://LOCALHOST.:80/admin",
                "wss://a.localhost/",
                "wss://0.0.0.0:80/",
                "wss://[::]:80/",
                "wss://[::ffff:127.0.0.1]/",
                "wss://[::ffff:7f00:1]/",
            ] {
                assert!(check(url, own).is_err(), "{url}");
            }
            check("wss://example.com", own).unwrap();
        }
    }
}
