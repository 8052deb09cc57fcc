//! HTTP requests as text.

use percent_encoding::percent_decode_str;
use smithwright_runtime::sign::v4::{Payload, SigningRequest};

/// A request, split into its parts.
#[derive(Clone, Debug)]
pub(super) struct HttpText {
    pub(super) method: String,
    pub(super) path: String,
    pub(super) query: String,
    pub(super) headers: Vec<(String, String)>,
    pub(super) body: String,
}

impl HttpText {
    /// Parses a request. A header line that begins with a space or tab continues the one before it.
    pub(super) fn parse(text: &str) -> Result<Self, String> {
        let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
        let mut lines = head.lines();
        let first = lines.next().unwrap_or_default();
        let (method, target) = first.split_once(' ').ok_or_else(|| format!("`{first}` begins no request"))?;
        // The target may contain spaces, and old cases leave out the version.
        let target = target.strip_suffix(" HTTP/1.1").unwrap_or(target);
        let (path, query) = target.split_once('?').unwrap_or((target, ""));
        let mut headers: Vec<(String, String)> = Vec::new();
        for line in lines {
            match (line.strip_prefix([' ', '\t']), headers.last_mut()) {
                (Some(_), Some((_, value))) => {
                    value.push('\n');
                    value.push_str(line);
                }
                _ => {
                    let (name, value) =
                        line.split_once(':').ok_or_else(|| format!("`{line}` is no header"))?;
                    headers.push((name.to_owned(), value.trim_start().to_owned()));
                }
            }
        }
        Ok(Self {
            method: method.to_owned(),
            path: path.to_owned(),
            query: query.to_owned(),
            headers,
            body: body.to_owned(),
        })
    }

    pub(super) fn borrowed_headers(&self) -> Vec<(&str, &str)> {
        self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }

    /// Returns the request in the form that the signer takes.
    pub(super) fn to_sign<'a>(&'a self, headers: &'a [(&'a str, &'a str)]) -> SigningRequest<'a> {
        SigningRequest {
            method: &self.method,
            path: &self.path,
            query: &self.query,
            headers,
            payload: Payload::Bytes(self.body.as_bytes()),
        }
    }

    /// Returns a text that is the same for all requests that mean the same: header names are in lower case, headers and query parameters are sorted, and path and
    /// query have no percent-encoding, which is compared in the canonical request.
    pub(super) fn comparable(&self) -> String {
        let mut headers: Vec<String> =
            self.headers.iter().map(|(name, value)| format!("{}: {value}", name.to_lowercase())).collect();
        headers.sort();
        let mut query: Vec<String> = self.query.split('&').map(decode).collect();
        query.sort();
        format!(
            "{} {}\n{}\n\n{}\n\n{}",
            self.method,
            decode(&self.path),
            query.join("\n"),
            headers.join("\n"),
            self.body
        )
    }
}

fn decode(text: &str) -> String {
    percent_decode_str(text).decode_utf8_lossy().into_owned()
}
