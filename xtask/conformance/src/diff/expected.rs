//! Reading files with expected events, in both of their formats.

use serde::Deserialize;
use smithwright_codegen::diagnostics::Diagnostic;
use smithwright_codegen::diff::{Event, Severity};
use std::fmt;

/// An event that a diff must give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Expected {
    severity: Severity,
    /// The id of the event, or a prefix of it that stands for all ids below.
    id: String,
    /// What changed; `None` for metadata.
    subject: Option<String>,
    /// The shapes that the first sentence of its message names: ours must be about them too.
    named: Vec<String>,
}

impl Expected {
    /// Checks whether the event is the expected one.
    pub(super) fn is(&self, event: &Event) -> bool {
        let subject = event.subject.as_ref().map(|subject| subject.as_str());
        event.severity == self.severity
            && event.is_within(&self.id)
            && subject == self.subject.as_deref()
            && self.named.iter().all(|id| event.message.contains(&**id) || event.id.ends_with(&**id))
    }
}

impl fmt::Display for Expected {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {} of {}", self.severity, self.id, self.subject.as_deref().unwrap_or("-"))?;
        if self.named.is_empty() {
            Ok(())
        } else {
            write!(formatter, " that names {}", self.named.join(", "))
        }
    }
}

/// Reads a file: JSON, or texts of the form `[SEVERITY] shape: message | id`, separated by lines of dashes. An empty text file expects nothing.
///
/// # Errors
/// Reports the event that can't be read.
pub(super) fn read(file: &str, text: &str) -> Result<Vec<Expected>, Diagnostic> {
    if file.ends_with(".json") {
        return from_json(file, text);
    }
    let chunks = text.split("-----").map(str::trim).filter(|chunk| !chunk.is_empty());
    chunks
        .map(|chunk| {
            from_line(chunk).ok_or_else(|| {
                let found = chunk.lines().next().unwrap_or_default();
                Diagnostic::error(format!("expected `[SEVERITY] shape: message | id`, found `{found}`"))
                    .in_file(file)
            })
        })
        .collect()
}

fn from_line(chunk: &str) -> Option<Expected> {
    let (severity, rest) = chunk.strip_prefix('[')?.split_once("] ")?;
    let (subject, rest) = rest.split_once(": ")?;
    let (message, id) = rest.rsplit_once(" | ")?;
    let id = id.split_whitespace().next()?;
    Some(expected(Severity::from_name(severity)?, id, Some(subject).filter(|it| *it != "-"), message))
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Row {
    severity: String,
    id: String,
    shape_id: Option<String>,
    message: String,
}

fn from_json(file: &str, text: &str) -> Result<Vec<Expected>, Diagnostic> {
    let wrong = |message: String| Diagnostic::error(message).in_file(file);
    let rows: Vec<Row> = serde_json::from_str(text).map_err(|error| wrong(error.to_string()))?;
    rows.into_iter()
        .map(|row| {
            let severity = Severity::from_name(&row.severity)
                .ok_or_else(|| wrong(format!("there is no severity `{}`", row.severity)))?;
            Ok(expected(severity, &row.id, row.shape_id.as_deref(), &row.message))
        })
        .collect()
}

fn expected(severity: Severity, id: &str, subject: Option<&str>, message: &str) -> Expected {
    Expected { severity, id: id.to_owned(), subject: subject.map(ToOwned::to_owned), named: named(message) }
}

/// Returns the ids of shapes in backticks in the first sentence.
fn named(message: &str) -> Vec<String> {
    let sentence = message.split(". ").next().unwrap_or(message);
    let quoted = sentence.split('`').skip(1).step_by(2);
    let mut ids: Vec<String> = quoted
        .map(|word| word.trim_start_matches('@').to_owned())
        .filter(|word| word.contains('#') && !word.contains(char::is_whitespace))
        .collect();
    ids.sort();
    ids.dedup();
    ids
}
