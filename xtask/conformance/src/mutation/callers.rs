//! Checking what the diff says about Rust source against the compiler: callers of the client of the old model are compiled against that of the changed one.
//!
//! A caller uses everything that the old client offers. If the diff finds nothing that breaks source, all callers must compile together; if it finds
//! something, each must fail. Only a few operations of a service are generated, preferably those that the change reaches.

mod compiled;
mod source;

#[cfg(test)]
mod tests;

use super::{Changed, Kind, Subject, kinds, models};
use crate::Order;
use crate::outcome::{Kind as OutcomeKind, Outcome, Section};
use smithwright_codegen::diagnostics::Diagnostics;
use smithwright_codegen::diff::{self, Compatibility, Event};
use smithwright_codegen::ir::{self, Selection, Service};
use smithwright_codegen::model::{Model, ShapeId};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// How many changes are made to one model at most, so that many models take part.
const OF_A_MODEL: usize = 3;

/// How many of the operations that a change reaches are generated.
const REACHED: usize = 2;

/// A changed model, and a caller of the client of the old one.
struct Sample {
    /// The model that is changed, and the kind of change.
    id: String,
    /// The name of the module with the new client.
    module: String,
    model: Model,
    selection: Selection,
    caller: String,
    /// What breaks source according to the diff.
    breaking: Vec<String>,
}

/// Makes this many changes, equally many of each kind as far as the models have places for them, and compiles callers of the old clients.
///
/// # Errors
/// Fails if a model can't be read, if generated code doesn't compile, or if Cargo can't be started.
pub(crate) fn run(path: &Path, count: usize, order: &Order<'_>) -> Result<Vec<Section>, Diagnostics> {
    let samples = samples(models(path)?, count, order)?;
    let (breaking, compatible): (Vec<_>, Vec<_>) =
        samples.iter().partition(|sample| !sample.breaking.is_empty());
    Ok(vec![
        Section {
            suite: "callers".to_owned(),
            service: "said to compile".to_owned(),
            outcomes: judge_compatible(&compatible, order)?,
        },
        Section {
            suite: "callers".to_owned(),
            service: "said to break".to_owned(),
            outcomes: judge_breaking(breaking, order)?,
        },
    ])
}

fn judge_compatible(samples: &[&Sample], order: &Order<'_>) -> Result<Vec<Outcome>, Diagnostics> {
    let errors = compiled::errors("compatible", samples, order)?;
    let finding = |sample: &Sample| {
        let error = errors.get(&sample.module)?;
        Some(format!("the diff finds nothing that breaks source, the compiler does: {error}"))
    };
    Ok(samples.iter().map(|sample| sample.outcome(finding(sample))).collect())
}

/// Compiles the callers that must fail. An error may hide others, so those that fail are taken out until none does.
fn judge_breaking(samples: Vec<&Sample>, order: &Order<'_>) -> Result<Vec<Outcome>, Diagnostics> {
    let mut left = samples.clone();
    loop {
        let errors = compiled::errors("breaking", &left, order)?;
        if errors.is_empty() {
            break;
        }
        left.retain(|sample| !errors.contains_key(&sample.module));
    }
    let compiles: BTreeSet<&str> = left.iter().map(|sample| &*sample.module).collect();
    let finding = |sample: &Sample| {
        let breaking = sample.breaking.join("; ");
        compiles.contains(&*sample.module).then(|| format!("it compiles, but the diff finds: {breaking}"))
    };
    Ok(samples.into_iter().map(|sample| sample.outcome(finding(sample))).collect())
}

/// Makes the samples, from the smallest models first, because their clients compile fastest.
fn samples(mut files: Vec<PathBuf>, count: usize, order: &Order<'_>) -> Result<Vec<Sample>, Diagnostics> {
    let kinds = kinds();
    let of_each = count.div_ceil(kinds.len());
    let mut taken: BTreeMap<&str, usize> = BTreeMap::new();
    let mut samples = Vec::new();
    files.sort_by_cached_key(|file| std::fs::metadata(file).map_or(0, |it| it.len()));
    for (at, file) in files.iter().enumerate() {
        let wanted = |kind: &&Kind| taken.get(kind.0).is_none_or(|taken| *taken < of_each);
        // Each model begins with a different kind, so that the changes of one kind are not all to the same models.
        let turn: Vec<Kind> =
            kinds.iter().cycle().skip(at * OF_A_MODEL).take(kinds.len()).filter(wanted).copied().collect();
        if samples.len() >= count || turn.is_empty() {
            break;
        }
        let found = of_model(file, &turn, samples.len(), order)?;
        for (kind, sample) in found.into_iter().take(count - samples.len()) {
            *taken.entry(kind).or_default() += 1;
            samples.push(sample);
        }
    }
    Ok(samples)
}

fn of_model(
    file: &Path,
    turn: &[Kind],
    first: usize,
    order: &Order<'_>,
) -> Result<Vec<(&'static str, Sample)>, Diagnostics> {
    let subject = Subject::read(file)?;
    let mut found = Vec::new();
    for (kind, mutate) in turn.iter().filter(|kind| order.filter.takes(kind.0, &subject.name)) {
        if found.len() == OF_A_MODEL {
            break;
        }
        let Some(Changed { model, .. }) = subject.change(kind, *mutate) else { continue };
        let id = format!("{}/{kind}", subject.name);
        let module = format!("m{}", first + found.len());
        found.extend(Sample::of(id, module, &subject.model, model).map(|sample| (*kind, sample)));
    }
    Ok(found)
}

impl Sample {
    /// Makes a sample; returns `None` if no client can be generated from one of the models.
    fn of(id: String, module: String, old: &Model, new: Model) -> Option<Self> {
        let names = operations(old, &new);
        let selection = |model: &Model| {
            let there: BTreeSet<&str> = all_operations(model).into_iter().map(ShapeId::name).collect();
            Selection {
                service: None,
                operations: Some(names.iter().filter(|name| there.contains(&***name)).cloned().collect()),
                module: module.clone(),
                protocol: None,
            }
        };
        let (before, after) = (lower(old, &selection(old))?, lower(&new, &selection(&new))?);
        let events = diff::compare_clients((old, &before), (&new, &after));
        let breaking = events.iter().filter(|event| event.rust == Compatibility::Breaking);
        Some(Self {
            breaking: breaking.map(|event| format!("{}: {}", event.id, event.message)).collect(),
            caller: source::of(&before),
            selection: selection(&new),
            model: new,
            module,
            id,
        })
    }

    fn outcome(&self, finding: Option<String>) -> Outcome {
        Outcome { kind: OutcomeKind::Caller, id: self.id.clone(), findings: finding.into_iter().collect() }
    }
}

fn lower(model: &Model, selection: &Selection) -> Option<Service> {
    let mut findings = Diagnostics::new();
    let service = ir::lower(model, selection, &mut findings)?;
    (!findings.has_errors()).then_some(service)
}

/// Returns the names of the operations to generate: those that only one model has, some that the change reaches, and one more.
fn operations(old: &Model, new: &Model) -> BTreeSet<String> {
    let (before, after) = (all_operations(old), all_operations(new));
    let events = diff::compare(old, new);
    let reached: BTreeSet<&ShapeId> = events.iter().flat_map(|event: &Event| &event.operations).collect();
    let mut names: BTreeSet<&ShapeId> = before.symmetric_difference(&after).copied().collect();
    names.extend(reached.iter().take(REACHED).copied());
    names.extend(before.intersection(&after).find(|id| !reached.contains(*id)).copied());
    names.iter().map(|id| id.name().to_owned()).collect()
}

fn all_operations(model: &Model) -> BTreeSet<&ShapeId> {
    let operations = model.services().flat_map(|(_, service)| model.operations_of(service));
    operations.map(|(shape, _)| &shape.id).collect()
}
