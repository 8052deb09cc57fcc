//! The URL of a request: the endpoint's URL joined with the operation's path.

use crate::error::{Failure, FailureKind};
use crate::message::Request;
use http::Uri;
use std::net::IpAddr;

/// Returns the whole URL of the request. The endpoint's scheme must be one of `schemes`.
pub(super) fn url(endpoint: &str, request: &Request, schemes: &[&str]) -> Result<String, Failure> {
    let (scheme, location) = split(endpoint, schemes)?;
    // In lower case, as the transport will send it, since it affects the signature.
    let scheme = scheme.to_ascii_lowercase();
    let location = location.strip_suffix('/').unwrap_or(location);
    let host = location.split(['/', ':']).next().unwrap_or_default();
    // IP addresses have no subdomains, and not everybody can resolve subdomains of `localhost`.
    let is_whole = host.starts_with('[') || host.parse::<IpAddr>().is_ok() || is_this_machine(host);
    let prefix = if is_whole { "" } else { &request.host_prefix };
    let mut url = format!("{scheme}://{prefix}{location}{}", request.path);
    if request.path.is_empty() && !location.contains('/') {
        url.push('/');
    }
    if !request.query.is_empty() {
        url.push('?');
        url.push_str(&request.query);
    }
    Ok(url)
}

/// Checks the URL of an endpoint.
pub(super) fn check(endpoint: &str, schemes: &[&str]) -> Result<(), Failure> {
    split(endpoint, schemes).map(drop)
}

/// Splits the URL of an endpoint into its scheme and the rest, host and path.
fn split<'a>(endpoint: &'a str, schemes: &[&str]) -> Result<(&'a str, &'a str), Failure> {
    let [secure, plain] =
        [schemes.first().copied().unwrap_or_default(), schemes.last().copied().unwrap_or_default()];
    // The message leaves out the URL, which may contain a secret.
    let wrong = |what: &str| {
        let form = format!("`{secure}://host` or `{plain}://127.0.0.1:port/path`");
        Failure::new(FailureKind::Endpoint, format!("the endpoint URL {what}; it must be like {form}"))
    };
    let (scheme, location) = endpoint.split_once("://").ok_or_else(|| wrong("has no scheme"))?;
    if !schemes.iter().any(|allowed| scheme.eq_ignore_ascii_case(allowed)) {
        return Err(wrong(&format!("is neither `{secure}` nor `{plain}`")));
    }
    if location.contains(['?', '#']) {
        return Err(wrong("has a query or fragment, which a request can't keep"));
    }
    if location.contains('@') {
        return Err(wrong("has a user name or password, which is not supported"));
    }
    let uri: Uri = endpoint.parse().map_err(|error| wrong("is not a URL").caused_by(error))?;
    let host = uri.host().unwrap_or_default();
    if host.is_empty() {
        return Err(wrong("has no host"));
    }
    // It is signed as it stands here, and sent as a number.
    let after_host = uri.authority().and_then(|it| it.as_str().get(host.len()..)).unwrap_or_default();
    if !after_host.is_empty() && (uri.port_u16().is_none() || after_host.starts_with(":0")) {
        return Err(wrong("has a port that is not a number from 1 to 65535 without leading zeros"));
    }
    // A socket's URL contains a credential, and the socket stays open for hours.
    if scheme.eq_ignore_ascii_case("ws") && !is_this_machine(host) {
        return Err(wrong("is not encrypted, but leads to another machine"));
    }
    Ok((scheme, location))
}

/// Checks whether a URL leads to this machine.
pub(crate) fn leads_here(url: &str) -> bool {
    url.parse::<Uri>().is_ok_and(|url| url.host().is_some_and(is_this_machine))
}

/// Checks whether a URL leads to this machine or to what is on its link, such as the metadata service of an EC2 instance, which has an address of its own in IPv6.
pub(crate) fn leads_near(url: &str) -> bool {
    let Ok(url) = url.parse::<Uri>() else { return false };
    let host = url.host().unwrap_or_default();
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    is_this_machine(host)
        || match address {
            Ok(IpAddr::V4(address)) => address.is_link_local(),
            Ok(IpAddr::V6(address)) => {
                address.is_unicast_link_local() || matches!(address.segments(), [0xfd00, 0x0ec2, ..])
            }
            Err(_) => false,
        }
}

/// Returns the scheme and the host of a URL, as it has them.
#[cfg(feature = "machine-credentials")]
pub(crate) fn scheme_and_host(url: &str) -> Option<(String, String)> {
    let url: Uri = url.parse().ok()?;
    Some((url.scheme_str()?.to_owned(), url.host()?.to_owned()))
}

/// Checks whether the host, as written in a URL, may be this machine in any other way too: as all names below `localhost` are (RFC 6761, section 6.3), and the
/// address of no machine. Names that a server of names leads here can't be known.
#[cfg(feature = "websocket")]
pub(crate) fn may_be_this_machine(host: &str) -> bool {
    let name = host.trim_end_matches('.').to_ascii_lowercase();
    let address =
        name.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>().map(|it| it.to_canonical());
    name == "localhost"
        || name.ends_with(".localhost")
        || address.is_ok_and(|address| address.is_loopback() || address.is_unspecified())
}

/// Checks whether the host, as written in a URL, is `localhost` or a loopback address.
pub(crate) fn is_this_machine(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']');
    host.eq_ignore_ascii_case("localhost")
        || address.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn to(endpoint: &str, prefix: &str, path: &str, query: &str) -> Result<String, String> {
        let request = Request {
            host_prefix: prefix.to_owned(),
            path: path.to_owned(),
            query: query.to_owned(),
            ..Request::default()
        };
        let schemes: &[&str] = if endpoint.starts_with("ws") { &["wss", "ws"] } else { &["https", "http"] };
        url(endpoint, &request, schemes).map_err(|failure| failure.to_string())
    }

    #[test]
    fn knows_what_is_near() {
        for url in [
            "http://localhost/a",
            "http://127.0.0.1:80",
            "http://169.254.170.2/v2/a",
            "http://[fe80::1]/",
            "http://[fd00:ec2::254]/latest",
        ] {
            assert!(leads_near(url), "{url}");
        }
        for url in
            ["http://169.255.0.1/", "http://10.0.0.1/", "http://[fd00::1]/", "https://example.com", "a b"]
        {
            assert!(!leads_near(url), "{url}");
        }
    }

    #[test]
    fn joins_endpoint_and_path() {
        for (endpoint, prefix, path, query, expected) in [
            ("https://example.com", "", "/a%2Fb", "", "https://example.com/a%2Fb"),
            ("https://example.com/", "", "/", "a=b&c", "https://example.com/?a=b&c"),
            ("http://127.0.0.1:8080/base/", "data.", "/x", "", "http://127.0.0.1:8080/base/x"),
            ("http://10.0.0.5:8080", "data.", "/x", "", "http://10.0.0.5:8080/x"),
            ("http://[::1]:80", "data.", "/x", "", "http://[::1]:80/x"),
            ("https://example.com/base", "data.", "/x", "", "https://data.example.com/base/x"),
            ("wss://example.com", "", "", "a=b", "wss://example.com/?a=b"),
            ("wss://example.com/", "", "", "a=b", "wss://example.com/?a=b"),
            ("wss://example.com/base", "", "", "a=b", "wss://example.com/base?a=b"),
            ("ws://127.0.0.1:80", "", "/", "a=b", "ws://127.0.0.1:80/?a=b"),
            ("ws://[::1]:80", "", "/", "", "ws://[::1]:80/"),
            ("ws://localhost", "", "/", "", "ws://localhost/"),
            ("HTTPS://example.com:443", "", "/x", "", "https://example.com:443/x"),
            ("https://localhost:80", "data.", "/x", "", "https://localhost:80/x"),
        ] {
            assert_eq!(to(endpoint, prefix, path, query).unwrap(), expected);
        }
    }

    #[test]
    fn says_what_is_wrong_with_an_endpoint() {
        for (endpoint, what) in [
            ("example.com", "has no scheme"),
            ("ftp://example.com", "neither"),
            ("wss.example.com", "has no scheme"),
            ("ws://example.com", "not encrypted"),
            ("ws://127.0.0.1.example.com", "not encrypted"),
            ("https://", "not a URL"),
            ("https://a b", "not a URL"),
            ("https://example.com?token=s3cret", "query"),
            ("https://user:s3cret@example.com", "password"),
            ("https://example.com:", "port"),
            ("http://127.0.0.1:044477/", "port"),
            ("https://example.com:65536", "port"),
        ] {
            let error = to(endpoint, "", "/", "").unwrap_err();
            assert!(error.contains(what) && !error.contains("s3cret"), "{endpoint}: {error}");
        }
    }
}
