//! Models with one random change each: the diff must name it, and nothing else.
//!
//! A kind of change says which events must come of it, from what it does and not from what the diff finds. Which shape is changed is random,
//! but the same in every run.

mod bindings;
mod edit;
mod members;
mod random;
mod traits;
mod values;

use super::Order;
use super::outcome::{Kind as OutcomeKind, Outcome, Section};
use edit::Edit;
use random::Random;
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithwright_codegen::diff;
use smithwright_codegen::model::node::parse;
use smithwright_codegen::model::{Model, Node, SourceFile};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use xtask::sources::{self, Source};

/// A change, and what a diff must say of it: pairs of an event's id and what it is about.
#[derive(Clone, Debug)]
struct Mutation {
    edits: Vec<Edit>,
    expected: Vec<(String, String)>,
}

/// A kind of change: its name, and one such change somewhere in a model, if the model has a place for it.
type Kind = (&'static str, fn(&Model, &mut Random) -> Option<Mutation>);

/// How many places are tried for a kind of change, where some make a model that can't be read.
const TRIES: usize = 5;

/// Every kind of change.
fn kinds() -> Vec<Kind> {
    [members::KINDS, values::KINDS, traits::KINDS, bindings::KINDS].concat()
}

/// Makes so many changes to each model of a folder, or to a model: a section for each kind of change.
///
/// # Errors
/// Models that can't be read.
pub(super) fn run(path: &Path, per_model: usize, order: &Order<'_>) -> Result<Vec<Section>, Diagnostics> {
    let files = models(path)?;
    let kinds = kinds();
    let mut outcomes: BTreeMap<&str, Vec<Outcome>> = BTreeMap::new();
    // Two halves side by side: reading the models over and over is what takes time.
    let (left, right) = files.split_at(files.len() / 2);
    let half = |files: &[PathBuf], first: usize| -> Result<Vec<(&'static str, Outcome)>, Diagnostics> {
        let mut found = Vec::new();
        for (at, file) in files.iter().enumerate() {
            found.extend(of_model(file, (first + at) * per_model, per_model, &kinds, order)?);
        }
        Ok(found)
    };
    let (left_found, right_found) = std::thread::scope(|scope| {
        let left_found = scope.spawn(|| half(left, 0));
        let right_found = half(right, left.len());
        (left_found.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)), right_found)
    });
    for (kind, outcome) in left_found?.into_iter().chain(right_found?) {
        outcomes.entry(kind).or_default().push(outcome);
    }
    let section = |(kind, outcomes): (&str, Vec<Outcome>)| Section {
        suite: "mutations".to_owned(),
        service: kind.to_owned(),
        outcomes,
    };
    Ok(outcomes.into_iter().map(section).collect())
}

/// The model files in a folder, by name.
fn models(path: &Path) -> Result<Vec<PathBuf>, Diagnostics> {
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let unreadable = |error: std::io::Error| {
        Diagnostic::error(format!("cannot read the folder: {error}")).in_file(path.display().to_string())
    };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.extension().is_some_and(|extension| extension == "json") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// Changes to one model: kinds in turn, beginning with that of this number.
fn of_model(
    file: &Path,
    first: usize,
    count: usize,
    kinds: &[Kind],
    order: &Order<'_>,
) -> Result<Vec<(&'static str, Outcome)>, Diagnostics> {
    let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let text = sources::read_text(&Source::named(file))?;
    let root = parse(&text)
        .map_err(|error| Diagnostic::error(error.message).in_file(file.display().to_string()))?
        .root;
    let model = read(&text)?;
    let mut found = Vec::new();
    let turn = kinds.iter().cycle().skip(first).take(kinds.len());
    for (kind, mutate) in turn {
        if found.len() == count {
            break;
        }
        if !order.filter.takes(kind, &name) {
            continue;
        }
        let mut random = Random::of(&format!("{name}/{kind}"));
        if let Some(findings) = try_kind(&model, &root, &mut random, *mutate) {
            found.push((*kind, Outcome { kind: OutcomeKind::Diff, id: format!("{name}/{kind}"), findings }));
        }
    }
    Ok(found)
}

/// What is wrong about one change of this kind; nothing if the model has no place for it.
fn try_kind(
    model: &Model,
    root: &Node,
    random: &mut Random,
    mutate: fn(&Model, &mut Random) -> Option<Mutation>,
) -> Option<Vec<String>> {
    for _ in 0..TRIES {
        let mutation = mutate(model, random)?;
        if !mutation.edits.iter().all(|edit| edit.fits(root)) {
            continue;
        }
        let changed = mutation.edits.iter().fold(root.clone(), |root, edit| edit.apply(root));
        if let Ok(changed) = read(&changed.to_string()) {
            return Some(differences(model, &changed, &mutation));
        }
    }
    None
}

fn read(text: &str) -> Result<Model, Diagnostics> {
    Model::read(&[SourceFile { name: "changed.json", text }]).map(|loaded| loaded.model)
}

/// Which events are missing, and which are too many.
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
