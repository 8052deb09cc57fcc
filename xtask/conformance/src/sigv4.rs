//! The official SigV4 and SigV4a suites, and presigned URLs of official clients: comparing what the runtime signs with what they expect.
//!
//! A case of a suite is a folder with `request.txt`, `context.json` and files with what each step of signing must give, by headers (`header-…`) and by query
//! (`query-…`). Two older cases have no context: it follows from what they expect. They give no secret, so only their canonical request and string to sign
//! can be compared. A SigV4a signature differs each time, so it is verified with the public key of the case.

mod case;
mod expected;
mod presigned;

#[cfg(test)]
mod tests;

use super::outcome::{Kind, Outcome, Section};
use super::{Filter, Order};
use smithwright_runtime::Timestamp;
use smithwright_runtime::timestamp::Format;
use std::fs;
use std::path::{Path, PathBuf};

/// The cases in a folder, or the presigned URLs in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SignatureSuite {
    path: PathBuf,
}

impl SignatureSuite {
    /// Returns the suite at this path, if it is a folder with SigV4 cases or a file with presigned URLs.
    pub(crate) fn at(path: &Path) -> Option<Self> {
        let found = if path.is_dir() {
            cases(path).is_ok_and(|cases| !cases.is_empty())
        } else {
            path.extension().is_some_and(|it| it == "json")
                && fs::read_to_string(path).is_ok_and(|text| text.contains("\"expected_url\""))
        };
        found.then(|| Self { path: path.to_owned() })
    }

    /// Finds every suite at this path and in its subfolders.
    pub(crate) fn find(path: &Path) -> Vec<Self> {
        let mut found: Vec<Self> = Self::at(path).into_iter().collect();
        // The folders in a suite are its cases, so don't look for suites in them.
        let entries = if found.is_empty() { fs::read_dir(path).ok() } else { None };
        let mut paths: Vec<PathBuf> = entries.into_iter().flatten().flatten().map(|it| it.path()).collect();
        paths.sort();
        found.extend(paths.iter().flat_map(|path| Self::find(path)));
        found
    }

    fn name(&self) -> String {
        self.path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
    }

    fn run(&self, filter: &Filter) -> Section {
        let mut outcomes = Vec::new();
        let found = if self.path.is_dir() { suite(&self.path) } else { presigned::run(&self.path) };
        match found {
            Ok(results) => outcomes.extend(results.into_iter().map(|(id, result)| outcome(id, result))),
            Err(why) => outcomes.push(outcome(self.path.display().to_string(), Err(why))),
        }
        outcomes.retain(|outcome| filter.takes(&self.name(), &outcome.id));
        Section { suite: self.name(), service: "signatures".to_owned(), outcomes }
    }
}

/// The id of a case, and what was wrong with it.
type CaseResult = (String, Result<(), String>);

fn outcome(id: String, result: Result<(), String>) -> Outcome {
    Outcome { kind: Kind::Signature, id, findings: result.err().into_iter().collect() }
}

/// Runs the suites. What can't be read counts as failed. The two variants of a case count as two cases.
pub(crate) fn run(suites: &[SignatureSuite], order: &Order<'_>) -> Vec<Section> {
    suites.iter().map(|suite| suite.run(&order.filter)).collect()
}

fn suite(folder: &Path) -> Result<Vec<CaseResult>, String> {
    let mut results = Vec::new();
    for path in cases(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        for variant in expected::Variant::ALL {
            if expected::is_there(&path, variant) {
                results.push((format!("{name}/{}", variant.name()), case::run(&path, variant)));
            }
        }
    }
    Ok(results)
}

/// Returns the folders of cases in a folder, sorted.
fn cases(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let unreadable = |error| format!("cannot be read: {error}");
    let mut cases = Vec::new();
    for entry in fs::read_dir(folder).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        if path.join("request.txt").is_file() {
            cases.push(path);
        }
    }
    cases.sort();
    Ok(cases)
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))
}

/// Parses a time such as `20150830T123600Z`.
fn time_of_basic(text: &str) -> Option<Timestamp> {
    let part = |from: usize, to: usize| text.get(from..to);
    let text = format!(
        "{}-{}-{}T{}:{}:{}",
        part(0, 4)?,
        part(4, 6)?,
        part(6, 8)?,
        part(9, 11)?,
        part(11, 13)?,
        text.get(13..)?
    );
    Timestamp::parse(&text, Format::DateTime).ok()
}
