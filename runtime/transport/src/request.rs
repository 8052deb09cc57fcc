//! A request as reqwest takes it.

use crate::failure::chain;
use crate::upload::{IN_PIECES_FROM, Upload};
use bytes::Bytes;
use smithwright_runtime::body::ByteStream;
use smithwright_runtime::error::BoxError;
use smithwright_runtime::transport::{HttpRequest, TransportError, TransportErrorKind};

/// Looks whether a stream that is to be empty is. Nobody reads it when it is sent.
pub(crate) async fn check_that_it_is_empty(body: &mut ByteStream) -> Result<(), TransportError> {
    if body.as_bytes().is_some() || body.length() != Some(0) {
        return Ok(());
    }
    match std::mem::take(body).next().await {
        Some(Err(error)) => Err(TransportError::new(TransportErrorKind::Body, chain(&error))),
        _ => Ok(()),
    }
}

/// Converts a request, and refuses one whose URL would be written otherwise than it was signed. `upload` becomes the way of its body.
pub(crate) fn convert(request: HttpRequest, upload: &Upload) -> Result<reqwest::Request, TransportError> {
    let unusable = |source: BoxError| TransportError::new(TransportErrorKind::Unusable, source);
    let method =
        http::Method::from_bytes(request.method.as_bytes()).map_err(|error| unusable(error.into()))?;
    let url = reqwest::Url::parse(&request.url).map_err(|error| unusable(error.into()))?;
    // A URL is normalised when it is parsed. Where that changes the path (a label that is `..`), the request would go elsewhere than was
    // asked and signed for.
    if path(&request.url) != url.path() {
        return Err(unusable(
            "the path has a segment `.` or `..`, which URLs resolve, or a character that URLs percent-encode"
                .into(),
        ));
    }
    if !has_host(&url, authority(&request.url)) {
        let host = url.host_str().unwrap_or_default();
        return Err(unusable(
            format!("URLs write the host as `{host}`, so the signature would not hold: write it so in the endpoint").into(),
        ));
    }
    let mut converted = reqwest::Request::new(method, url);
    if request.full_duplex {
        *converted.version_mut() = http::Version::HTTP_2;
    }
    *converted.headers_mut() = request.headers;
    // Servers that expect a body refuse a request that says nothing of its length (RFC 9110, section 8.6).
    let expects_body =
        matches!(*converted.method(), http::Method::POST | http::Method::PUT | http::Method::PATCH);
    if expects_body && request.body.as_bytes().is_some_and(Bytes::is_empty) {
        converted.headers_mut().insert(http::header::CONTENT_LENGTH, http::HeaderValue::from_static("0"));
    }
    *converted.body_mut() = match request.body.as_bytes() {
        Some(bytes) if bytes.is_empty() => None,
        Some(bytes) if bytes.len() < IN_PIECES_FROM => Some(bytes.clone().into()),
        _ => Some(reqwest::Body::wrap(upload.of(request.body))),
    };
    Ok(converted)
}

/// The path as it stands in a URL.
fn path(url: &str) -> &str {
    let location = location(url);
    location.find('/').and_then(|start| location.get(start..)).unwrap_or("/")
}

/// The host, and the port if there is one, as they stand in a URL.
fn authority(url: &str) -> &str {
    location(url).split('/').next().unwrap_or_default()
}

/// What is between the scheme and the query of a URL.
fn location(url: &str) -> &str {
    let after_scheme = url.split_once("://").map_or(url, |(_, rest)| rest);
    after_scheme.split(['?', '#']).next().unwrap_or_default()
}

/// Whether the host of a URL that was parsed is the one that was asked and signed for.
fn has_host(url: &reqwest::Url, authority: &str) -> bool {
    let host = url.host_str().unwrap_or_default();
    let rest = authority.get(..host.len()).filter(|start| start.eq_ignore_ascii_case(host));
    rest.is_some() && authority.get(host.len()..).is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
}
