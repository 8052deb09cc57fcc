//! The HTTP bindings of operations, members and errors.

use super::{TraitValue, UriPattern, ValueReader};
use crate::diagnostics::Diagnostic;

/// The traits that bind a member to a part of the message; a member has at most one of them.
pub const HTTP_BINDINGS: [&str; 7] = [
    HttpHeader::ID,
    HttpLabel::ID,
    HttpPayload::ID,
    HttpPrefixHeaders::ID,
    HttpQuery::ID,
    HttpQueryParams::ID,
    HttpResponseCode::ID,
];

/// The HTTP method, path and success status of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Http {
    /// The method, as in `POST`.
    pub method: String,
    /// The path with its labels, and the constant query parameters.
    pub uri: UriPattern,
    /// The status of a successful response.
    pub code: u16,
}

impl TraitValue for Http {
    const ID: &'static str = "smithy.api#http";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        let fields = value.fields(&["method", "uri", "code"])?;
        Ok(Self {
            method: fields.required("method", method)?,
            uri: fields.required("uri", |value| {
                UriPattern::parse(value.text()?).map_err(|problem| value.error(problem))
            })?,
            code: fields.optional("code", |value| status(value, 100, 599))?.unwrap_or(200),
        })
    }
}

/// The status of an error's response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HttpError(pub u16);

impl TraitValue for HttpError {
    const ID: &'static str = "smithy.api#httpError";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        // Some services respond with a redirection where they mean an error.
        status(value, 300, 599).map(Self)
    }
}

/// The header that a member is bound to, as the model writes it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpHeader(pub String);

impl TraitValue for HttpHeader {
    const ID: &'static str = "smithy.api#httpHeader";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        token(value).map(Self)
    }
}

texts! {
    /// The prefix of the headers that a map's entries are bound to; may be empty.
    HttpPrefixHeaders = "smithy.api#httpPrefixHeaders" by text;
    /// The query parameter that a member is bound to.
    HttpQuery = "smithy.api#httpQuery" by some_text;
}

annotations! {
    /// A map whose entries are bound to query parameters.
    HttpQueryParams = "smithy.api#httpQueryParams";
    /// A member that is the whole body.
    HttpPayload = "smithy.api#httpPayload";
    /// A member that is bound to the URI label of its name.
    HttpLabel = "smithy.api#httpLabel";
    /// A member that is the status of the response.
    HttpResponseCode = "smithy.api#httpResponseCode";
    /// An operation whose request needs a checksum of its body.
    HttpChecksumRequired = "smithy.api#httpChecksumRequired";
}

/// The prefix that an operation puts before the host.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint {
    /// The parts of the prefix, in order.
    pub host_prefix: Vec<HostPart>,
}

/// A part of a host prefix.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HostPart {
    /// Literal text.
    Literal(String),
    /// The input member whose value is inserted here.
    Label(String),
}

impl HostPart {
    /// Returns whether this is the label of this name.
    pub fn is_label(&self, name: &str) -> bool {
        matches!(self, Self::Label(label) if label == name)
    }
}

impl TraitValue for Endpoint {
    const ID: &'static str = "smithy.api#endpoint";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        let fields = value.fields(&["hostPrefix"])?;
        let host_prefix = fields.required("hostPrefix", |value| {
            let text = value.some_text()?;
            let parts = host_parts(&text)
                .ok_or_else(|| value.expected("letters, digits, `.`, `-` and labels in braces"))?;
            match is_host(&parts) {
                true => Ok(parts),
                false => Err(value.expected(
                    "the beginning of a host, with 1 to 63 characters between dots and no `-` at the start,",
                )),
            }
        })?;
        Ok(Self { host_prefix })
    }
}

annotations! {
    /// An input member whose value is part of the host.
    HostLabel = "smithy.api#hostLabel";
}

fn status(value: ValueReader<'_>, minimum: u16, maximum: u16) -> Result<u16, Diagnostic> {
    let number = value.integer(minimum.into(), maximum.into())?;
    u16::try_from(number).map_err(|_| value.expected("an HTTP status"))
}

/// Reads a method. HTTP methods are case-sensitive: a server that has `GET` does not have `get`.
fn method(value: ValueReader<'_>) -> Result<String, Diagnostic> {
    const STANDARD: [&str; 8] = ["CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"];
    let text = token(value)?;
    match STANDARD.iter().find(|standard| text != **standard && text.eq_ignore_ascii_case(standard)) {
        Some(standard) => Err(value.expected(&format!("`{standard}`, in capital letters"))),
        None => Ok(text),
    }
}

/// Reads a method or header name in HTTP's grammar.
fn token(value: ValueReader<'_>) -> Result<String, Diagnostic> {
    let text = value.text()?;
    let legal = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    if text.is_empty() || !text.bytes().all(legal) {
        return Err(value.expected("an HTTP token: letters, digits, hyphens and the like"));
    }
    Ok(text.to_owned())
}

/// Returns whether the parts are the beginning of a host, with any text for labels.
fn is_host(parts: &[HostPart]) -> bool {
    let text: String = parts
        .iter()
        .map(|part| match part {
            HostPart::Literal(text) => text,
            HostPart::Label(_) => "label",
        })
        .collect();
    let names = text.strip_suffix('.').unwrap_or(&text);
    !names.starts_with('-') && names.split('.').all(|name| (1..=63).contains(&name.len()))
}

fn host_parts(text: &str) -> Option<Vec<HostPart>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (literal, after) = match rest.split_once('{') {
            Some((literal, after)) => (literal, Some(after)),
            None => (rest, None),
        };
        let legal = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-';
        if !literal.bytes().all(legal) {
            return None;
        }
        if !literal.is_empty() {
            parts.push(HostPart::Literal(literal.to_owned()));
        }
        rest = match after {
            None => "",
            Some(after) => {
                let (label, rest) = after.split_once('}')?;
                if !crate::model::shape_id::is_identifier(label) {
                    return None;
                }
                parts.push(HostPart::Label(label.to_owned()));
                rest
            }
        };
    }
    Some(parts)
}
