//! Printing changes in the requested format.

mod json;
mod markdown;
mod text;

use super::accepted::Judged;
use clap::ValueEnum;
use smithwright_codegen::diff::{Bump, Compatibility, Event, Severity};
use smithwright_codegen::model::ShapeId;

/// The format of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Lines for a terminal.
    Text,
    /// A summary to paste into a pull request.
    Markdown,
    /// Everything, for programs.
    Json,
}

/// Prints what was found for each service.
pub(super) fn print(judged: &[Judged<'_>], format: Format) -> String {
    match format {
        Format::Text => text::print(judged),
        Format::Markdown => markdown::print(judged),
        Format::Json => json::print(judged),
    }
}

/// Everything that changed about one shape or member, which is one thing to a reader, however many rules found something.
struct Subject<'a> {
    id: Option<&'a ShapeId>,
    events: Vec<(&'a Event, Option<&'a str>)>,
}

impl<'a> Subject<'a> {
    /// Returns the subjects of a comparison, most severe first: those that are breaking and not accepted, then those that are accepted, then the rest.
    fn all(judged: &Judged<'a>) -> Vec<Self> {
        let mut subjects: Vec<Self> = Vec::new();
        for (event, reason) in judged.events() {
            let id = event.subject.as_ref();
            match subjects.iter_mut().find(|subject| id.is_some() && subject.id == id) {
                Some(subject) => subject.events.push((event, reason)),
                None => subjects.push(Self { id, events: vec![(event, reason)] }),
            }
        }
        subjects.sort_by_key(|subject| (subject.standing(), std::cmp::Reverse(subject.severity())));
        subjects
    }

    fn standing(&self) -> Standing {
        self.events
            .iter()
            .map(|(event, reason)| Standing::of(event, *reason))
            .min()
            .unwrap_or(Standing::Compatible)
    }

    fn severity(&self) -> Severity {
        self.events.iter().map(|(event, _)| event.severity).max().unwrap_or(Severity::Note)
    }

    fn wire(&self) -> Compatibility {
        self.events.iter().map(|(event, _)| event.wire).max().unwrap_or(Compatibility::Compatible)
    }

    fn rust(&self) -> Compatibility {
        self.events.iter().map(|(event, _)| event.rust).max().unwrap_or(Compatibility::Compatible)
    }

    fn bump(&self) -> Bump {
        self.events.iter().map(|(event, _)| event.required_bump()).max().unwrap_or_default()
    }

    /// Returns the names of the operations that reach the subject.
    fn operations(&self) -> Vec<&'a str> {
        let mut names: Vec<&str> =
            self.events.iter().flat_map(|(event, _)| &event.operations).map(ShapeId::name).collect();
        names.sort_unstable();
        names.dedup();
        names
    }
}

/// What a change means for the verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Standing {
    /// It is breaking and not accepted.
    Refused,
    /// It is breaking and accepted.
    Accepted,
    /// It is not breaking.
    Compatible,
}

impl Standing {
    fn of(event: &Event, reason: Option<&str>) -> Self {
        match (event.is_breaking(), reason) {
            (false, _) => Self::Compatible,
            (true, Some(_)) => Self::Accepted,
            (true, None) => Self::Refused,
        }
    }
}

/// How many subjects changed, by standing.
struct Counts {
    refused: usize,
    accepted: usize,
    compatible: usize,
}

impl Counts {
    fn of(subjects: &[Subject<'_>]) -> Self {
        let count = |standing| subjects.iter().filter(|subject| subject.standing() == standing).count();
        Self {
            refused: count(Standing::Refused),
            accepted: count(Standing::Accepted),
            compatible: count(Standing::Compatible),
        }
    }
}

/// Returns the first few names, and how many more there are.
fn some(names: &[&str]) -> String {
    const SHOWN: usize = 3;
    let shown: Vec<String> = names.iter().take(SHOWN).map(|name| format!("`{name}`")).collect();
    match names.len().saturating_sub(SHOWN) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// Shortens an id for readers of a service: shapes of its namespace go by their names.
fn short<'s>(id: &'s ShapeId, service: &str) -> &'s str {
    let namespace = service.split('#').next().unwrap_or_default();
    if id.namespace() == namespace { id.relative() } else { id.as_str() }
}

/// Shortens a message for readers of a service: shapes of its namespace go by their names.
fn short_message(message: &str, service: &str) -> String {
    match service.split_once('#') {
        Some((namespace, _)) => {
            // In quotes or, within these, in an inline collection.
            let starts = ["`", "[", "{", ": "];
            let short =
                |message: String, start: &&str| message.replace(&format!("{start}{namespace}#"), start);
            starts.iter().fold(message.to_owned(), short)
        }
        None => message.to_owned(),
    }
}
