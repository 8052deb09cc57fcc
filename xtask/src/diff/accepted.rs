//! `models/accepted-changes.toml`: breaking changes that are intended, each with a reason.

use super::comparison::Comparison;
use crate::sources::{self, Source};
use crate::toml_reader::{Fields, Reader, read_lists};
use crate::workspace::Workspace;
use smithwright_codegen::diagnostics::Diagnostics;
use smithwright_codegen::diff::Event;
use std::path::Path;

/// What messages call the file.
pub(super) const FILE: &str = "models/accepted-changes.toml";

/// The list of accepted changes.
#[derive(Debug, Default)]
pub(super) struct Accepted {
    entries: Vec<Entry>,
}

/// A kind of change that is accepted, everywhere or in one place.
#[derive(Debug)]
struct Entry {
    /// The id of the change, or a prefix of it that stands for all ids below.
    id: String,
    /// The service, by its name in the manifest or its shape id; any service if `None`.
    service: Option<String>,
    /// The shape or member; any if `None`.
    shape: Option<String>,
    reason: String,
}

/// A comparison, with the reasons for which its changes are accepted.
#[derive(Debug)]
pub(super) struct Judged<'a> {
    pub(super) comparison: &'a Comparison,
    /// The reason for which each event is accepted, in order; `None` if it is not.
    pub(super) reasons: Vec<Option<&'a str>>,
}

impl<'a> Judged<'a> {
    /// Returns each change with the reason for which it is accepted, if it is breaking and accepted.
    pub(super) fn events(&self) -> impl Iterator<Item = (&'a Event, Option<&'a str>)> {
        self.comparison.events.iter().zip(self.reasons.iter().copied())
    }

    /// Counts the changes that are breaking and not accepted.
    pub(super) fn refused(&self) -> usize {
        self.events().filter(|(event, reason)| event.is_breaking() && reason.is_none()).count()
    }
}

impl Accepted {
    /// Reads the given list, or that of the workspace. A workspace without one accepts nothing.
    pub(super) fn read(path: Option<&Path>, workspace: &Workspace) -> Result<Self, Diagnostics> {
        let source = match path {
            Some(path) => Source::named(path),
            None => Source { name: FILE.to_owned(), path: workspace.models().join("accepted-changes.toml") },
        };
        if path.is_none() && !source.path.exists() {
            return Ok(Self::default());
        }
        Self::parse(&source.name, &sources::read_text(&source)?)
    }

    /// Adds what the workspace accepts of every service.
    pub(super) fn with_common(mut self, workspace: &Workspace) -> Result<Self, Diagnostics> {
        let common = Self::read(None, workspace)?.entries.into_iter();
        self.entries.extend(common.filter(|entry| entry.service.is_none() && entry.shape.is_none()));
        Ok(self)
    }

    fn parse(file: &str, text: &str) -> Result<Self, Diagnostics> {
        Ok(Self { entries: read_lists(file, text, &[("accepted", ())], entry)? })
    }

    /// Determines which breaking changes are accepted.
    pub(super) fn judge<'a>(&'a self, comparison: &'a Comparison) -> Judged<'a> {
        let reason = |event: &Event| {
            let entry = self.entries.iter().find(|entry| entry.takes(event, comparison));
            entry.filter(|_| event.is_breaking()).map(|entry| entry.reason.as_str())
        };
        Judged { comparison, reasons: comparison.events.iter().map(reason).collect() }
    }
}

impl Entry {
    fn takes(&self, event: &Event, comparison: &Comparison) -> bool {
        let service = |name: &String| *name == comparison.name || *name == comparison.service;
        let shape = |id: &String| event.subject.as_ref().is_some_and(|subject| *subject == **id);
        event.is_within(&self.id)
            && self.service.as_ref().is_none_or(service)
            && self.shape.as_ref().is_none_or(shape)
            // An entry without a shape accepts a kind of change, but not that such a change breaks the wire or Rust source as well.
            && (self.shape.is_some() || !breaks_something(event))
    }
}

/// Checks whether a change breaks the wire or Rust source, rather than being breaking by its severity alone.
fn breaks_something(event: &Event) -> bool {
    use smithwright_codegen::diff::Compatibility::Breaking;
    event.wire == Breaking || event.rust == Breaking
}

fn entry(mut fields: Fields, (): (), reader: &mut Reader<'_>) -> Option<Entry> {
    let mut optional =
        |name: &str, reader: &mut Reader<'_>| fields.take(name).and_then(|found| reader.text(&found));
    let (service, shape) = (optional("service", reader), optional("shape", reader));
    let [id, reason] =
        ["id", "reason"].map(|name| fields.require(name, reader).and_then(|found| reader.text(&found)));
    fields.finish(&["id", "service", "shape", "reason"], reader);
    Some(Entry { id: id?, service, shape, reason: reason? })
}

#[cfg(test)]
mod tests;
