//! The diff suites: pairs of models with the events that a diff of them must give.
//!
//! A case is a file with expected events (`<name>.events` or `<name>.generated-events.json`) and two models of the same name, `<name>.a.…` and `<name>.b.…`
//! or `<name>-a.…` and `<name>-b.…`, in JSON or in Smithy's IDL. If the models are not beside the events, those are used that we wrote for the same events,
//! in `xtask/conformance/tests/fixtures/diff`; a case without either fails.

mod expected;

use super::Order;
use super::outcome::{Kind, Outcome, Section};
use expected::Expected;
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithwright_codegen::diff::{self, Event, Severity};
use smithwright_codegen::model::{Model, SourceFile};
use std::path::{Path, PathBuf};
use xtask::files;
use xtask::sources::{self, Source};

/// The endings of the names of files with expected events.
const ENDINGS: [&str; 2] = [".events", ".generated-events.json"];

/// The cases in one folder.
#[derive(Debug)]
pub(crate) struct DiffSuite {
    /// The folder. The names of cases are paths in it.
    folder: PathBuf,
    /// The files with expected events.
    cases: Vec<PathBuf>,
}

impl DiffSuite {
    /// Finds the cases in a folder and its subfolders, or the one in a file; returns `None` if there are none.
    ///
    /// # Errors
    /// Fails if a folder can't be read.
    pub(crate) fn find(path: &Path) -> Result<Option<Self>, Diagnostic> {
        let folder = if path.is_dir() { path } else { path.parent().unwrap_or(path) };
        let mut cases = files::all(path)?;
        cases.retain(|path| stem(path).is_some());
        let suite = Self { folder: narrowed(folder, &cases), cases };
        Ok(if suite.cases.is_empty() { None } else { Some(suite) })
    }
}

/// Returns the innermost folder that has all cases: that of the suite, if the folder holds other suites too.
fn narrowed(folder: &Path, cases: &[PathBuf]) -> PathBuf {
    let mut folder = folder.to_owned();
    loop {
        let within = |case: &PathBuf| {
            let first = case.strip_prefix(&folder).ok()?.components().next()?;
            Some(folder.join(first)).filter(|path| path.is_dir())
        };
        match cases.first().and_then(within) {
            Some(inner) if cases.iter().all(|case| within(case).as_ref() == Some(&inner)) => folder = inner,
            _ => return folder,
        }
    }
}

/// Returns the path without its ending, if it is that of a file with expected events.
fn stem(path: &Path) -> Option<PathBuf> {
    let text = path.to_str()?;
    ENDINGS.iter().find_map(|ending| text.strip_suffix(ending)).map(PathBuf::from)
}

/// Runs every case, and returns a section for each suite.
pub(crate) fn run(suites: &[DiffSuite], order: &Order<'_>) -> Vec<Section> {
    suites.iter().map(|suite| section(suite, order)).collect()
}

fn section(suite: &DiffSuite, order: &Order<'_>) -> Section {
    let ours = order.workspace.root().join("xtask/conformance/tests/fixtures/diff");
    let mut outcomes = Vec::new();
    for path in &suite.cases {
        let Some(stem) = stem(path) else { continue };
        let id = stem.strip_prefix(&suite.folder).unwrap_or(&stem).to_string_lossy().into_owned();
        if order.filter.takes("diff", &id) {
            let findings = match case(path, &stem, &ours.join(&id)) {
                Ok(findings) => findings,
                Err(diagnostics) => vec![diagnostics.to_string()],
            };
            outcomes.push(Outcome { kind: Kind::Diff, id, findings });
        }
    }
    Section { suite: "diff".to_owned(), service: "diff".to_owned(), outcomes }
}

/// Runs a case and returns what is wrong.
fn case(path: &Path, stem: &Path, ours: &Path) -> Result<Vec<String>, Diagnostics> {
    let text = sources::read_text(&Source::named(path))?;
    let expected = expected::read(&path.display().to_string(), &text)?;
    let (old, new) = models(stem, ours)?;
    let found = diff::compare_as_smithy_does(&old, &new);
    let findings = differences(&expected, &found);
    // Some cases are there to test runners: a runner must find their events wrong.
    if stem.to_string_lossy().replace('\\', "/").contains("/testrunner/invalid/") {
        let message = "the events are wrong, but were taken for right".to_owned();
        return Ok(if findings.is_empty() { vec![message] } else { Vec::new() });
    }
    Ok(findings)
}

/// Returns what was expected and not found, and what was found and not expected. Suppressed events need not be expected.
fn differences(expected: &[Expected], found: &[Event]) -> Vec<String> {
    let mut left: Vec<&Event> = found.iter().collect();
    let mut findings = Vec::new();
    for event in expected {
        match left.iter().position(|found| event.is(found)) {
            Some(at) => drop(left.swap_remove(at)),
            None => findings.push(format!("expected {event}, which was not found")),
        }
    }
    let unexpected = left.iter().filter(|event| event.severity != Severity::Suppressed);
    findings.extend(unexpected.map(|event| {
        let subject = event.subject.as_ref().map_or("-", |subject| subject.as_str());
        format!(
            "found {} {} of {subject}, which was not expected: {}",
            event.severity, event.id, event.message
        )
    }));
    findings
}

/// Reads the old and the new model of a case.
fn models(stem: &Path, ours: &Path) -> Result<(Model, Model), Diagnostics> {
    for stem in [stem, ours] {
        if let (Some(old), Some(new)) = (model_file(stem, 'a'), model_file(stem, 'b')) {
            return Ok((read(&old)?, read(&new)?));
        }
    }
    Err(Diagnostic::error("the two models of the case are missing")
        .in_file(stem.display().to_string())
        .help(format!(
            "put them beside its events, or beside {}, as `.a.smithy` and `.b.smithy`",
            ours.display()
        ))
        .into())
}

/// Returns the model file of one side of a case, if there is one.
fn model_file(stem: &Path, side: char) -> Option<PathBuf> {
    let names = ["smithy", "json"].map(|format| [format!(".{side}.{format}"), format!("-{side}.{format}")]);
    let paths = names.iter().flatten().map(|ending| PathBuf::from(format!("{}{ending}", stem.display())));
    paths.into_iter().find(|path| path.is_file())
}

fn read(path: &Path) -> Result<Model, Diagnostics> {
    let name = path.display().to_string();
    let text = sources::read_text(&Source::named(path))?;
    Ok(Model::read(&[SourceFile { name: &name, text: &text }])?.model)
}

#[cfg(test)]
mod tests;
