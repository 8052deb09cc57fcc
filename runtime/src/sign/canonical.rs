//! The canonical request of SigV4: the form of a request that both sides sign.

use super::v4::{PathEncoding, PathNormalization, Settings, SigningRequest};
use crate::percent::{ENCODED, ENCODED_PATH};
use percent_encoding::{AsciiSet, CONTROLS, percent_decode_str, percent_encode, utf8_percent_encode};
use std::borrow::Cow;

/// Characters that no path may contain unencoded: controls, spaces, some punctuation and everything outside of ASCII.
const NOT_IN_PATHS: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'?')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// Headers that are never signed, because a proxy or the transport may add or change them.
const UNSIGNED: [&str; 10] = [
    "amz-sdk-invocation-id",
    "amz-sdk-request",
    "authorization",
    "connection",
    "expect",
    "te",
    "transfer-encoding",
    "upgrade",
    "user-agent",
    "x-amzn-trace-id",
];

/// A canonical request, and the names of the signed headers.
pub(super) struct Canonical {
    pub(super) text: String,
    pub(super) signed_headers: String,
}

/// Returns the canonical request. `headers` may be in any order; `query` must be canonical already.
pub(super) fn request(
    request: &SigningRequest<'_>,
    settings: Settings,
    query: &str,
    headers: &[(&str, &str)],
    payload_hash: &str,
) -> Canonical {
    let mut text = String::with_capacity(512 + query.len());
    text.push_str(request.method);
    text.push('\n');
    push_path(&mut text, request.path, settings);
    text.push('\n');
    text.push_str(query);
    text.push('\n');
    let signed_headers = push_headers(&mut text, headers);
    text.push('\n');
    text.push_str(&signed_headers);
    text.push('\n');
    text.push_str(payload_hash);
    Canonical { text, signed_headers }
}

fn push_path(out: &mut String, path: &str, settings: Settings) {
    let path = if path.is_empty() { "/" } else { path };
    let path = match settings.normalization {
        PathNormalization::Normalized => normalize(path),
        PathNormalization::AsIs => Cow::Borrowed(path),
    };
    match settings.encoding {
        PathEncoding::Double => out.extend(utf8_percent_encode(&path, ENCODED_PATH)),
        PathEncoding::Single => out.extend(utf8_percent_encode(&path, NOT_IN_PATHS)),
    }
}

/// Removes empty and dot segments from the path (RFC 3986, section 5.2.4, and repeated slashes).
fn normalize(path: &str) -> Cow<'_, str> {
    if !path.contains("//") && !path.contains("/.") {
        return Cow::Borrowed(path);
    }
    let mut segments: Vec<&str> = Vec::new();
    for segment in path.split('/') {
        match segment {
            "" | "." => {}
            ".." => drop(segments.pop()),
            segment => segments.push(segment),
        }
    }
    let mut out = String::with_capacity(path.len());
    for segment in &segments {
        out.push('/');
        out.push_str(segment);
    }
    let is_folder = path.ends_with('/') || path.ends_with("/.") || path.ends_with("/..");
    if segments.is_empty() || is_folder {
        out.push('/');
    }
    Cow::Owned(out)
}

/// Decodes and encodes each name and value of the query, and sorts the parameters by name and then by value.
pub(super) fn query(raw: &str) -> Vec<(Cow<'_, str>, Cow<'_, str>)> {
    let mut parameters: Vec<_> = raw
        .split('&')
        .filter(|parameter| !parameter.is_empty())
        .map(|parameter| {
            let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
            (encode_again(name), encode_again(value))
        })
        .collect();
    parameters.sort_unstable();
    parameters
}

/// Encodes all but the unreserved characters of the text, whatever was encoded before.
fn encode_again(text: &str) -> Cow<'_, str> {
    let decoded: Cow<'_, [u8]> = percent_decode_str(text).into();
    match decoded {
        Cow::Borrowed(_) => utf8_percent_encode(text, ENCODED).into(),
        Cow::Owned(bytes) => Cow::Owned(percent_encode(&bytes, ENCODED).to_string()),
    }
}

/// Joins the parameters with `=` and `&`.
pub(super) fn join(parameters: &[(Cow<'_, str>, Cow<'_, str>)]) -> String {
    let mut out = String::new();
    for (name, value) in parameters {
        if !out.is_empty() {
            out.push('&');
        }
        out.push_str(name);
        out.push('=');
        out.push_str(value);
    }
    out
}

/// Writes the canonical headers and returns their names, joined by semicolons.
fn push_headers(out: &mut String, headers: &[(&str, &str)]) -> String {
    let mut sorted: Vec<(Cow<'_, str>, usize, &str)> = Vec::with_capacity(headers.len());
    for (at, (name, value)) in headers.iter().enumerate() {
        let name = lower_case(name);
        if !UNSIGNED.contains(&name.as_ref()) {
            sorted.push((name, at, value));
        }
    }
    // By name; values with the same name keep their order.
    sorted.sort_unstable();
    let mut names = String::new();
    let mut previous: Option<&str> = None;
    for (name, _, value) in &sorted {
        if previous == Some(name.as_ref()) {
            out.push(',');
        } else {
            if previous.is_some() {
                out.push('\n');
                names.push(';');
            }
            names.push_str(name);
            out.push_str(name);
            out.push(':');
        }
        push_value(out, value);
        previous = Some(name);
    }
    if previous.is_some() {
        out.push('\n');
    }
    names
}

fn lower_case(name: &str) -> Cow<'_, str> {
    if name.bytes().any(|byte| byte.is_ascii_uppercase()) {
        Cow::Owned(name.to_ascii_lowercase())
    } else {
        Cow::Borrowed(name)
    }
}

/// Writes the value without white space around it, and with one space for each run of it inside, which may include line breaks.
fn push_value(out: &mut String, value: &str) {
    for (index, word) in value.split_ascii_whitespace().enumerate() {
        if index > 0 {
            out.push(' ');
        }
        out.push_str(word);
    }
}
