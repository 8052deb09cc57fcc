//! The timestamp suite: times with their texts in each of Smithy's formats, to be written and to be read.
//!
//! The cases run in this program.

use super::outcome::{Kind, Outcome, Section};
use super::{Filter, Order};
use smithwright_codegen::model::Node;
use smithwright_codegen::model::node::parse;
use smithwright_runtime::Timestamp;
use smithwright_runtime::timestamp::Format;

#[cfg(test)]
mod tests;

/// The names of the parts of a suite, each with its direction and its format.
const PARTS: [(&str, Way, Format); 6] = [
    ("format_epoch_seconds", Way::Write, Format::EpochSeconds),
    ("format_http_date", Way::Write, Format::HttpDate),
    ("format_date_time", Way::Write, Format::DateTime),
    ("parse_epoch_seconds", Way::Read, Format::EpochSeconds),
    ("parse_http_date", Way::Read, Format::HttpDate),
    ("parse_date_time", Way::Read, Format::DateTime),
];

#[derive(Clone, Copy, Debug)]
enum Way {
    Write,
    Read,
}

/// The cases of a file.
#[derive(Debug)]
pub(crate) struct TimestampSuite {
    name: String,
    root: Node,
}

impl TimestampSuite {
    /// Reads the cases in this JSON text; returns `None` if it is not such a suite.
    pub(crate) fn read(name: &str, text: &str) -> Option<Self> {
        if !text.contains("\"canonical_seconds\"") {
            return None;
        }
        let root = parse(text).ok()?.root;
        PARTS.iter().any(|(part, ..)| root.get(part).is_some()).then(|| Self { name: name.to_owned(), root })
    }

    fn outcomes(&self, filter: &Filter) -> Vec<Outcome> {
        let cases = PARTS.iter().flat_map(|(part, way, format)| {
            let cases = self.root.get(part).and_then(Node::as_array).unwrap_or_default();
            cases.iter().enumerate().map(move |(at, case)| (format!("{part}[{at}]"), case, *way, *format))
        });
        let taken = cases.filter(|(id, ..)| filter.takes(&self.name, id));
        taken
            .map(|(id, case, way, format)| {
                let findings = judge(case, way, format).err().into_iter().collect();
                Outcome { kind: Kind::Timestamp, id, findings }
            })
            .collect()
    }
}

/// Runs the suites.
pub(super) fn run(suites: &[TimestampSuite], order: &Order<'_>) -> Vec<Section> {
    let section = |suite: &TimestampSuite| Section {
        suite: suite.name.clone(),
        service: "timestamps".to_owned(),
        outcomes: suite.outcomes(&order.filter),
    };
    suites.iter().map(section).collect()
}

/// Compares what the case says with what is written or read.
///
/// # Errors
/// Returns what is wrong with the runtime or with the case.
fn judge(case: &Node, way: Way, format: Format) -> Result<(), String> {
    let missing = |key: &str| format!("the case has no `{key}`");
    let text = |key: &str| case.get(key).and_then(Node::as_str).ok_or_else(|| missing(key));
    let seconds = text("canonical_seconds")?.parse::<i64>().map_err(|error| error.to_string())?;
    let nanos = case.get("canonical_nanos").and_then(Node::as_i64);
    let nanos =
        nanos.and_then(|nanos| u32::try_from(nanos).ok()).ok_or_else(|| missing("canonical_nanos"))?;
    let time = Timestamp::from_seconds_and_nanos(seconds, nanos);
    let fails = case.get("error").and_then(Node::as_bool).ok_or_else(|| missing("error"))?;
    match way {
        Way::Write => {
            let written = time.format(format).map_err(|error| error.to_string());
            compare(written, if fails { None } else { Some(text("smithy_format_value")?.to_owned()) })
        }
        Way::Read => {
            let read = Timestamp::parse(text("smithy_format_value")?, format);
            compare(read.map_err(|error| error.to_string()), (!fails).then_some(time))
        }
    }
}

fn compare<T: PartialEq + std::fmt::Debug>(
    found: Result<T, String>,
    expected: Option<T>,
) -> Result<(), String> {
    match (found, expected) {
        (Ok(found), Some(expected)) if found == expected => Ok(()),
        (Err(_), None) => Ok(()),
        (Ok(found), Some(expected)) => Err(format!("expected {expected:?}, found {found:?}")),
        (Ok(found), None) => Err(format!("expected an error, found {found:?}")),
        (Err(error), Some(expected)) => Err(format!("expected {expected:?}, found an error: {error}")),
    }
}
