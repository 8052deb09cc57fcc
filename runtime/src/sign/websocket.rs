//! Presigned WebSocket URLs, as the signaling channel of Kinesis Video Streams takes them. No network is needed to make one.

use super::PresignedUrl;
use super::v4::{Payload, Scope, Settings, SignaturePosition, Signer, SigningRequest};
use crate::error::{Failure, FailureKind};
use crate::timestamp::Timestamp;
use http::Uri;

/// Signs `endpoint` with the query `query` (percent-encoded) added, good for `expires_in` seconds.
///
/// The endpoint is `wss://host[:port][/path]`; `ws://` is allowed to a loopback address. The path is signed as it is, an empty one as `/`.
///
/// # Errors
/// Where the endpoint has another scheme, or a query or fragment of its own.
pub fn presign(
    signer: &Signer,
    endpoint: &str,
    query: &str,
    scope: &Scope<'_>,
    expires_in: u64,
    position: SignaturePosition,
) -> Result<PresignedUrl, Failure> {
    let endpoint = Endpoint::parse(endpoint)?;
    let host = endpoint.host();
    let request = SigningRequest {
        method: "GET",
        path: endpoint.path,
        query,
        headers: &[("host", &host)],
        payload: Payload::Bytes(b""),
    };
    // The service takes the path as the client wrote it.
    let settings = Settings {
        encoding: super::v4::PathEncoding::Single,
        normalization: super::v4::PathNormalization::AsIs,
        ..Settings::default()
    };
    let signed = signer.presign(&request, scope, settings, expires_in, position);
    let url = format!("{}://{}{}?{}", endpoint.scheme, host, endpoint.path, signed.query);
    let expires_at = Timestamp::from_seconds(scope.time.seconds().saturating_add_unsigned(expires_in));
    Ok(PresignedUrl::new("GET", url, Vec::new(), expires_at))
}

/// The parts of a WebSocket endpoint.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Endpoint<'a> {
    scheme: &'a str,
    authority: &'a str,
    path: &'a str,
}

impl<'a> Endpoint<'a> {
    fn parse(text: &'a str) -> Result<Self, Failure> {
        let refuse = |why: &str| {
            Failure::new(
                FailureKind::Endpoint,
                format!("the WebSocket endpoint {why}; expected wss://host[:port][/path]"),
            )
        };
        let (scheme, rest) = text.split_once("://").ok_or_else(|| refuse("has no scheme"))?;
        if rest.contains(['?', '#']) {
            return Err(refuse("has a query or fragment of its own"));
        }
        let (authority, path) = rest.find('/').map_or((rest, "/"), |slash| rest.split_at(slash));
        if authority.is_empty() || authority.contains('@') {
            return Err(refuse("has no plain host"));
        }
        if !is_host_and_port(text, authority) {
            return Err(refuse("is not a URL"));
        }
        match scheme {
            "wss" => {}
            "ws" if is_loopback(authority) => {}
            "ws" => return Err(refuse("is not encrypted: ws:// is for loopback addresses only")),
            _ => return Err(refuse("has another scheme")),
        }
        Ok(Self { scheme, authority, path })
    }

    /// The host as it is signed and as clients send it: in lower case, without the port that the scheme implies.
    fn host(&self) -> String {
        let implied = if self.scheme == "wss" { ":443" } else { ":80" };
        self.authority.strip_suffix(implied).unwrap_or(self.authority).to_ascii_lowercase()
    }
}

/// Whether the authority is nothing but a host and perhaps a port: whoever dials must see the host that was signed.
fn is_host_and_port(url: &str, authority: &str) -> bool {
    let Ok(uri) = url.parse::<Uri>() else { return false };
    match (uri.host(), uri.port_u16()) {
        (None | Some(""), _) => false,
        (Some(host), None) => host == authority,
        (Some(host), Some(port)) => format!("{host}:{port}") == authority,
    }
}

/// Whether the authority is this machine.
#[must_use]
pub fn is_loopback(authority: &str) -> bool {
    let host = match authority.strip_prefix('[') {
        Some(rest) => match rest.split_once(']') {
            Some((host, port)) if port.is_empty() || port.starts_with(':') => host,
            _ => return false,
        },
        None => authority.rsplit_once(':').map_or(authority, |(host, _)| host),
    };
    host.eq_ignore_ascii_case("localhost")
        || host.parse::<std::net::IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests;
