//! Comparing requests by the rules of Smithy's `httpRequestTests`.

use super::{cbor, form, value, xml};
use crate::protocol::case::{Body, RequestCase};
use smithwright_codegen::model::node::parse;

/// A request that a client made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Sent {
    /// The method.
    pub(crate) method: String,
    /// The whole URL.
    pub(crate) url: String,
    /// The headers, with an entry for each value.
    pub(crate) headers: Vec<(String, String)>,
    /// The body.
    pub(crate) body: Vec<u8>,
}

impl Sent {
    /// Returns the values of a header, joined with commas; `None` if it is not there.
    pub(crate) fn header(&self, name: &str) -> Option<String> {
        let values = self.headers.iter().filter(|(key, _)| key.eq_ignore_ascii_case(name));
        let values: Vec<&str> = values.map(|(_, value)| value.as_str()).collect();
        (!values.is_empty()).then(|| values.join(", "))
    }

    fn host(&self) -> &str {
        let location = self.url.split_once("://").map_or("", |(_, location)| location);
        location.split(['/', '?']).next().unwrap_or_default()
    }

    fn path(&self) -> &str {
        let location = self.url.split_once("://").map_or("", |(_, location)| location);
        let location = location.split('?').next().unwrap_or_default();
        location.find('/').and_then(|start| location.get(start..)).unwrap_or("/")
    }

    fn query(&self) -> impl Iterator<Item = &str> {
        let query = self.url.split_once('?').map_or("", |(_, query)| query);
        query.split('&').filter(|parameter| !parameter.is_empty())
    }

    /// Returns the parameters of this name, as they are in the query, in order.
    fn parameters(&self, name: &str) -> Vec<&str> {
        self.query().filter(|parameter| name_of(parameter) == name).collect()
    }
}

fn name_of(parameter: &str) -> &str {
    parameter.split('=').next().unwrap_or_default()
}

/// Returns a finding for each way in which the request is not what the case expects.
pub(crate) fn findings(expected: &RequestCase, sent: &Sent) -> Vec<String> {
    let mut out = Vec::new();
    if sent.method != expected.method {
        out.push(format!("method: expected {}, found {}", expected.method, sent.method));
    }
    if sent.path() != expected.uri {
        out.push(format!("path: expected {}, found {}", expected.uri, sent.path()));
    }
    if let Some(host) = &expected.resolved_host
        && sent.host() != host
    {
        out.push(format!("host: expected {host}, found {}", sent.host()));
    }
    query(expected, sent, &mut out);
    headers(expected, sent, &mut out);
    out.extend(body(expected.body.as_ref(), &sent.body));
    out
}

fn query(expected: &RequestCase, sent: &Sent, out: &mut Vec<String>) {
    let mut names: Vec<&str> = expected.query_parameters.iter().map(|it| name_of(it)).collect();
    names.sort_unstable();
    names.dedup();
    for name in names {
        let wanted: Vec<&str> =
            expected.query_parameters.iter().map(String::as_str).filter(|it| name_of(it) == name).collect();
        let found = sent.parameters(name);
        if found != wanted {
            out.push(format!("query: expected {}, found {}", wanted.join("&"), or_nothing(&found.join("&"))));
        }
    }
    for name in &expected.forbidden_query_parameters {
        if !sent.parameters(name).is_empty() {
            out.push(format!("query: expected no {name}, found {}", sent.parameters(name).join("&")));
        }
    }
    for name in &expected.required_query_parameters {
        if sent.parameters(name).is_empty() {
            out.push(format!(
                "query: expected {name}, found {}",
                or_nothing(&sent.query().collect::<Vec<_>>().join("&"))
            ));
        }
    }
}

fn headers(expected: &RequestCase, sent: &Sent, out: &mut Vec<String>) {
    for (name, value) in &expected.headers {
        match sent.header(name) {
            Some(found) if found == *value => {}
            Some(found) => out.push(format!("header {name}: expected {value:?}, found {found:?}")),
            None => out.push(format!("header {name}: expected {value:?}, found nothing")),
        }
    }
    for name in &expected.forbidden_headers {
        if let Some(found) = sent.header(name) {
            out.push(format!("header {name}: expected nothing, found {found:?}"));
        }
    }
    for name in expected.required_headers.iter().filter(|name| sent.header(name).is_none()) {
        out.push(format!("header {name}: expected any value, found nothing"));
    }
}

/// Returns a finding for each way in which the body is not what the case expects. A case without a body accepts any.
pub(crate) fn body(expected: Option<&Body>, found: &[u8]) -> Vec<String> {
    let text = |bytes: &[u8]| bytes.escape_ascii().to_string();
    match expected {
        None => Vec::new(),
        Some(Body::Cbor(expected)) => match cbor::tree(found) {
            Ok(found) => in_body(value::differences(expected, &found)),
            Err(error) => vec![format!("body: expected CBOR, found {error}: {}", text(found))],
        },
        Some(Body::Json(expected)) => match std::str::from_utf8(found).ok().map(parse) {
            Some(Ok(found)) => in_body(value::differences(expected, &found.root)),
            _ => vec![format!("body: expected {}, found no JSON: {}", value::print(expected), text(found))],
        },
        Some(Body::Xml(expected, keys)) => {
            let found = String::from_utf8_lossy(found);
            let unreadable = |problem| vec![format!("expected {expected}, found {found}: {problem}")];
            in_body(xml::differences(expected, &found, keys).unwrap_or_else(unreadable))
        }
        Some(Body::Form(expected)) => in_body(form::differences(expected, &String::from_utf8_lossy(found))),
        Some(Body::Bytes(expected)) if expected == found => Vec::new(),
        Some(Body::Bytes(expected)) => {
            vec![format!(
                "body: expected {}, found {}",
                or_nothing(&text(expected)),
                or_nothing(&text(found))
            )]
        }
    }
}

fn in_body(differences: Vec<String>) -> Vec<String> {
    differences.into_iter().map(|difference| format!("body: {difference}")).collect()
}

fn or_nothing(text: &str) -> &str {
    if text.is_empty() { "nothing" } else { text }
}

#[cfg(test)]
mod tests;
