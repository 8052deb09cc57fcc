//! Changing models at random, one change at a time: the diff must name the change and nothing else.
//!
//! Each kind of change states which events it must give, derived from what it does and not from what the diff finds. Which shape is changed is random, but
//! the same in every run.

mod bindings;
pub(super) mod callers;
mod edit;
mod members;
mod surface;
mod traits;
mod values;

use super::Order;
use super::outcome::{Kind as OutcomeKind, Outcome, Section};
use super::random::Random;
use edit::Edit;
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithwright_codegen::diff;
use smithwright_codegen::model::node::parse;
use smithwright_codegen::model::{Model, Node, SourceFile};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use xtask::files;
use xtask::sources::{self, Source};

/// A change, and what a diff must find: pairs of the id and the subject of an event.
#[derive(Clone, Debug)]
struct Mutation {
    edits: Vec<Edit>,
    expected: Vec<(String, String)>,
}

/// A function that makes one change somewhere in a model, if the model has a place for it.
type Mutate = fn(&Model, &mut Random) -> Option<Mutation>;

/// A kind of change: its name, and the function that makes it.
type Kind = (&'static str, Mutate);

/// How many places are tried for a kind of change, since some may give a model that can't be read.
const TRIES: usize = 5;

/// Returns every kind of change.
fn kinds() -> Vec<Kind> {
    [members::KINDS, values::KINDS, traits::KINDS, bindings::KINDS, surface::KINDS].concat()
}

/// Makes this many changes to each model in a folder, or to one model, and returns a section for each kind of change.
///
/// # Errors
/// Fails if a model can't be read.
pub(super) fn run(path: &Path, per_model: usize, order: &Order<'_>) -> Result<Vec<Section>, Diagnostics> {
    let files = models(path)?;
    let kinds = kinds();
    let mut outcomes: BTreeMap<&str, Vec<Outcome>> = BTreeMap::new();
    // Do both halves in parallel, because reading the models over and over takes time.
    let (left, right) = files.split_at(files.len() / 2);
    let half = |files: &[PathBuf], first: usize| -> Result<Vec<(&'static str, Outcome)>, Diagnostics> {
        let mut found = Vec::new();
        for (at, file) in files.iter().enumerate() {
            found.extend(of_model(file, (first + at) * per_model, per_model, &kinds, order)?);
        }
        Ok(found)
    };
    let (left_found, right_found) = xtask::at_once(|| half(left, 0), || half(right, left.len()));
    for (kind, outcome) in left_found?.into_iter().chain(right_found?) {
        outcomes.entry(kind).or_default().push(outcome);
    }
    if per_model > 0 {
        of_rare_kinds(&files, &kinds, order, &mut outcomes)?;
    }
    let section = |(kind, outcomes): (&str, Vec<Outcome>)| Section {
        suite: "mutations".to_owned(),
        service: kind.to_owned(),
        outcomes,
    };
    Ok(outcomes.into_iter().map(section).collect())
}

/// Makes the changes of those kinds that no model had a place for when it was their turn, each in the first model that has one.
fn of_rare_kinds(
    files: &[PathBuf],
    kinds: &[Kind],
    order: &Order<'_>,
    outcomes: &mut BTreeMap<&str, Vec<Outcome>>,
) -> Result<(), Diagnostics> {
    for file in files {
        let rare: Vec<Kind> = kinds.iter().filter(|kind| !outcomes.contains_key(kind.0)).copied().collect();
        if rare.is_empty() {
            break;
        }
        for (kind, outcome) in of_model(file, 0, rare.len(), &rare, order)? {
            outcomes.entry(kind).or_default().push(outcome);
        }
    }
    Ok(())
}

/// Returns the model files in a folder and its subfolders, sorted, or the one file.
fn models(path: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    files::with_extension(path, "json")
}

/// Makes `count` changes to one model, of each kind in turn, beginning with number `first`.
fn of_model(
    file: &Path,
    first: usize,
    count: usize,
    kinds: &[Kind],
    order: &Order<'_>,
) -> Result<Vec<(&'static str, Outcome)>, Diagnostics> {
    let subject = Subject::read(file)?;
    let mut found = Vec::new();
    let turn = kinds.iter().cycle().skip(first).take(kinds.len());
    for (kind, mutate) in turn.filter(|kind| order.filter.takes(kind.0, &subject.name)) {
        if found.len() == count {
            break;
        }
        if let Some(Changed { mutation, model }) = subject.change(kind, *mutate) {
            let findings = differences(&subject.model, &model, &mutation);
            let id = format!("{}/{kind}", subject.name);
            found.push((*kind, Outcome { kind: OutcomeKind::Diff, id, findings }));
        }
    }
    Ok(found)
}

/// A model to change.
struct Subject {
    /// The file's name without its extension.
    name: String,
    root: Node,
    model: Model,
}

/// A changed model.
struct Changed {
    mutation: Mutation,
    model: Model,
}

impl Subject {
    fn read(file: &Path) -> Result<Self, Diagnostics> {
        let text = sources::read_text(&Source::named(file))?;
        let parsed = parse(&text)
            .map_err(|error| Diagnostic::error(error.message).in_file(file.display().to_string()))?;
        let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        Ok(Self { name, root: parsed.root, model: read(&text)? })
    }

    /// Makes one change of this kind; returns `None` if the model has no place for it.
    fn change(&self, kind: &str, mutate: Mutate) -> Option<Changed> {
        let mut random = Random::of(&format!("{}/{kind}", self.name));
        for _ in 0..TRIES {
            let mutation = mutate(&self.model, &mut random)?;
            if !mutation.edits.iter().all(|edit| edit.fits(&self.root)) {
                continue;
            }
            let changed = mutation.edits.iter().fold(self.root.clone(), |root, edit| edit.apply(root));
            if let Ok(model) = read(&changed.to_string()) {
                return Some(Changed { mutation, model });
            }
        }
        None
    }
}

fn read(text: &str) -> Result<Model, Diagnostics> {
    Ok(Model::read(&[SourceFile { name: "changed.json", text }])?.model)
}

/// Returns which events are missing, and which should not be there.
fn differences(old: &Model, new: &Model, mutation: &Mutation) -> Vec<String> {
    let events = diff::compare(old, new);
    let mut found: Vec<(String, String)> = events
        .into_iter()
        .map(|event| (event.id, event.subject.map_or_else(|| "-".to_owned(), |subject| subject.to_string())))
        .collect();
    let mut findings = Vec::new();
    for event in &mutation.expected {
        match found.iter().position(|found| found == event) {
            Some(at) => drop(found.swap_remove(at)),
            None => findings.push(format!("expected {} of {}, which was not found", event.0, event.1)),
        }
    }
    findings.extend(
        found.iter().map(|event| format!("found {} of {}, which was not expected", event.0, event.1)),
    );
    findings
}

#[cfg(test)]
mod tests;
