//! The official suite of SigV4, and presigned URLs of official clients: what the runtime signs, against what they say it should.
//!
//! A case of the suite is a folder with `request.txt`, `context.json` and files with what each step of signing must give, by headers
//! (`header-…`) and by query (`query-…`). Two older cases have no context: who signs is told by what they expect. They give no secret, so
//! that only their canonical request and string to sign can be compared.

mod case;
mod expected;
mod presigned;

#[cfg(test)]
mod tests;

use crate::Verdict;
use smithwright_codegen::diagnostics::Diagnostics;
use smithwright_runtime::Timestamp;
use smithwright_runtime::timestamp::Format;
use std::fs;
use std::path::{Path, PathBuf};

/// What a run found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Report {
    /// How many cases passed. The two variants of a case count as two.
    pub(crate) passed: usize,
    /// The cases that failed, and why.
    pub(crate) failed: Vec<(String, String)>,
}

impl From<Report> for crate::Report {
    fn from(report: Report) -> Self {
        let Report { passed, failed } = report;
        let mut text = String::new();
        for (case, why) in &failed {
            text.push_str(&format!("{case}: {why}\n\n"));
        }
        let total = passed + failed.len();
        let counts = format!("{passed} passed, {} failed, 0 known failures, {total} total", failed.len());
        text.push_str(&format!("conformance: {counts}\n"));
        let verdict = if failed.is_empty() { Verdict::Passed } else { Verdict::Failed };
        Self { text, warnings: Diagnostics::new(), verdict }
    }
}

impl Report {
    fn add(&mut self, case: String, result: Result<(), String>) {
        match result {
            Ok(()) => self.passed += 1,
            Err(why) => self.failed.push((case, why)),
        }
    }
}

/// Whether the path is a folder with cases of SigV4, or a file with presigned URLs.
pub(crate) fn is_suite(path: &Path) -> bool {
    if path.is_dir() {
        return cases(path).is_ok_and(|cases| !cases.is_empty());
    }
    fs::read_to_string(path).is_ok_and(|text| text.contains("\"expected_url\""))
}

/// Runs the suite in a folder, or the presigned URLs in a file. What can't be read counts as failed, and so does finding no case.
pub(crate) fn run(path: &Path) -> Report {
    let mut report = Report::default();
    let found = if path.is_dir() { suite(path, &mut report) } else { presigned::run(path, &mut report) };
    if let Err(why) = found {
        report.failed.push((path.display().to_string(), why));
    } else if report == Report::default() {
        report.failed.push((path.display().to_string(), "holds no case".to_owned()));
    }
    report
}

fn suite(folder: &Path, report: &mut Report) -> Result<(), String> {
    for path in cases(folder)? {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        for variant in expected::Variant::ALL {
            if expected::is_there(&path, variant) {
                report.add(format!("{name}/{}", variant.name()), case::run(&path, variant));
            }
        }
    }
    Ok(())
}

/// The folders of cases in a folder, by name.
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

/// Reads `20150830T123600Z`.
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
