//! Where a request goes: the endpoint's URL and the operation's path in one.

use crate::error::{Failure, FailureKind};
use crate::message::Request;
use http::Uri;
use std::net::IpAddr;

/// The request's whole URL. Its scheme must be one of `schemes`.
pub(super) fn url(endpoint: &str, request: &Request, schemes: &[&str]) -> Result<String, Failure> {
    let (scheme, location) = split(endpoint, schemes)?;
    // As the transport will have it: what is signed depends on it.
    let scheme = scheme.to_ascii_lowercase();
    let location = location.strip_suffix('/').unwrap_or(location);
    let host = location.split(['/', ':']).next().unwrap_or_default();
    // Addresses have no subdomains, and this machine's name has none that everybody can resolve.
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

/// Checks an endpoint's URL.
pub(super) fn check(endpoint: &str, schemes: &[&str]) -> Result<(), Failure> {
    split(endpoint, schemes).map(drop)
}

/// Scheme, and host with path, of an endpoint.
fn split<'a>(endpoint: &'a str, schemes: &[&str]) -> Result<(&'a str, &'a str), Failure> {
    let [secure, plain] =
        [schemes.first().copied().unwrap_or_default(), schemes.last().copied().unwrap_or_default()];
    // What is wrong is said without the URL, which may hold a secret.
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
    // A socket carries its credential in the URL and stays open for hours.
    if scheme.eq_ignore_ascii_case("ws") && !is_this_machine(host) {
        return Err(wrong("is not encrypted, but leads to another machine"));
    }
    Ok((scheme, location))
}

/// Whether the host, as it stands in a URL, is a loopback address.
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
    fn joins_endpoint_and_path() {
        for (endpoint, prefix, path, query, expected) in [
            ("https://example.com", "", "/a%2Fb", "", "https://example.com/a%2Fb"),
            ("https://example.com/", "", "/", "a=b&c", "https://example.com/?a=b&c"),
            ("http://127.0.0.1:8080/base/", "data.", "/x", "", "http://127.0.0.1:8080/base/x"),
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
        ] {
            let error = to(endpoint, "", "/", "").unwrap_err();
            assert!(error.contains(what) && !error.contains("s3cret"), "{endpoint}: {error}");
        }
    }
}
