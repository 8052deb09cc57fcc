//! The checksum suite: contents with the checksum that each algorithm gives.
//!
//! The cases run in this program, through a client whose transport records requests. The request must carry the checksum of the case; a response with that
//! checksum must be accepted, and one with another must not.

use super::outcome::{Kind, Outcome, Section};
use super::{Filter, Order};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use smithwright_codegen::model::Node;
use smithwright_codegen::model::node::parse;
use smithwright_runtime::Bytes;

mod exchange;
#[cfg(test)]
mod tests;

/// The cases of a file.
#[derive(Debug)]
pub(crate) struct ChecksumSuite {
    name: String,
    root: Node,
}

impl ChecksumSuite {
    /// Reads the cases in this JSON text; returns `None` if it is not such a suite.
    pub(crate) fn read(name: &str, text: &str) -> Option<Self> {
        if !(text.contains("\"inputBase64\"") && text.contains("\"CRC32\"")) {
            return None;
        }
        Some(Self { name: name.to_owned(), root: parse(text).ok()?.root })
    }

    fn outcomes(&self, filter: &Filter) -> Vec<Outcome> {
        let cases = self.root.get("cases").and_then(Node::as_array).unwrap_or_default();
        let outcomes = cases.iter().enumerate().flat_map(|(at, case)| {
            let name = case.get("name").and_then(Node::as_str).map_or(format!("case {at}"), str::to_owned);
            let sums = case.get("base64").and_then(Node::as_object);
            let input = input(case);
            let sums = sums.into_iter().flat_map(|sums| sums.iter());
            sums.map(move |entry| {
                let algorithm = &*entry.key;
                let findings = match (&input, entry.value.as_str()) {
                    (Ok(input), Some(sum)) => judge(algorithm, input, sum),
                    (Err(reason), _) => vec![reason.clone()],
                    (_, None) => vec!["expected a checksum in base64".to_owned()],
                };
                Outcome { kind: Kind::Checksum, id: format!("{name}: {algorithm}"), findings }
            })
            .collect::<Vec<_>>()
        });
        outcomes.filter(|outcome| filter.takes(&self.name, &outcome.id)).collect()
    }
}

/// Runs the suites.
pub(super) fn run(suites: &[ChecksumSuite], order: &Order<'_>) -> Vec<Section> {
    let section = |suite: &ChecksumSuite| Section {
        suite: suite.name.clone(),
        service: "checksums".to_owned(),
        outcomes: suite.outcomes(&order.filter),
    };
    suites.iter().map(section).collect()
}

/// Returns the content, given in base64 or by a rule such as `byte i = (i*7) mod 251, 65536 bytes`.
fn input(case: &Node) -> Result<Bytes, String> {
    let text = |key: &str| case.get(key).and_then(Node::as_str);
    match (text("inputBase64"), text("inputRule")) {
        (Some(base64), _) => STANDARD.decode(base64).map(Bytes::from).map_err(|error| error.to_string()),
        (None, Some(rule)) => by_rule(rule).ok_or_else(|| format!("unknown rule for the content: {rule}")),
        (None, None) => Err("expected `inputBase64` or `inputRule`".to_owned()),
    }
}

fn by_rule(rule: &str) -> Option<Bytes> {
    let (factor, rest) = rule.strip_prefix("byte i = (i*")?.split_once(") mod ")?;
    let (modulus, length) = rest.strip_suffix(" bytes")?.split_once(", ")?;
    let (factor, length) = (factor.parse::<u64>().ok()?, length.parse::<u64>().ok()?);
    let modulus = modulus.parse::<u64>().ok().filter(|modulus| (1..=256).contains(modulus))?;
    (0..length).map(|at| u8::try_from(at.checked_mul(factor)? % modulus).ok()).collect()
}

fn judge(algorithm: &str, input: &Bytes, expected: &str) -> Vec<String> {
    let mut findings = Vec::new();
    match exchange::sent(algorithm, input) {
        Ok(found) if found == expected => {}
        Ok(found) => findings.push(format!("expected {expected} with the request, found {found}")),
        Err(reason) => findings.push(reason),
    }
    // Responses don't carry an MD5.
    if algorithm == "MD5" {
        return findings;
    }
    findings.extend(exchange::received(algorithm, input, expected).err());
    let first = if expected.starts_with('A') { "B" } else { "A" };
    let other = first.to_owned() + expected.get(1..).unwrap_or_default();
    if exchange::received(algorithm, input, &other).is_ok() {
        findings.push(format!("expected a response with the checksum {other} to be refused, found it taken"));
    }
    findings
}
