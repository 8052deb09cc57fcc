//! Reading what test programs print.

use crate::compare::request::Sent;
use crate::compile::output;
use crate::hex;
use smithwright_codegen::diagnostics::Diagnostic;
use smithwright_codegen::model::Node;
use smithwright_codegen::model::node::parse;
use std::collections::BTreeMap;
use std::path::Path;

/// What a program prints for one case.
#[derive(Clone, Debug)]
pub(crate) enum Observed {
    /// The request that was sent.
    Request(Sent),
    /// The expected value and the one found.
    Values(Node, Node),
    /// The case failed, for this reason.
    Failure(String),
}

/// Runs a program and returns what it prints, by the number of the case.
///
/// # Errors
/// Fails if the program can't be started.
pub(crate) fn run(executable: &Path) -> Result<BTreeMap<usize, Observed>, Diagnostic> {
    Ok(output(executable)?.lines().filter_map(line).collect())
}

fn line(line: &str) -> Option<(usize, Observed)> {
    let (number, shown) = line.split_once('\t')?;
    let observed = match parse(shown) {
        Ok(parsed) => observed(&parsed.root).unwrap_or_else(|| unreadable(shown)),
        Err(_) => unreadable(shown),
    };
    Some((number.parse().ok()?, observed))
}

fn unreadable(shown: &str) -> Observed {
    Observed::Failure(format!("the program showed something that can't be read: {shown}"))
}

fn observed(node: &Node) -> Option<Observed> {
    if let Some(message) = node.get("failure") {
        return Some(Observed::Failure(message.as_str()?.to_owned()));
    }
    if let (Some(expected), Some(found)) = (node.get("expected"), node.get("found")) {
        return Some(Observed::Values(expected.clone(), found.clone()));
    }
    let text = |key: &str| node.get(key)?.as_str().map(ToOwned::to_owned);
    let header = |pair: &Node| match pair.as_array()? {
        [name, value] => Some((name.as_str()?.to_owned(), value.as_str()?.to_owned())),
        _ => None,
    };
    Some(Observed::Request(Sent {
        method: text("method")?,
        url: text("url")?,
        headers: node.get("headers")?.as_array()?.iter().map(header).collect::<Option<_>>()?,
        body: hex::decode(&text("body")?)?,
    }))
}
