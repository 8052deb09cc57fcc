//! The report of a run, as text.

use super::known::Judged;
use super::outcome::{Kind, Section};
use super::suites::Suites;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use xtask::corrections;

/// How many cases that failed in the same way are named.
const SHOWN: usize = 3;

/// The table, the failures with what was expected and found, and the line that sums it up.
pub(super) fn print(sections: &[Section], judged: &Judged<'_>, suites: &Suites) -> String {
    let mut out = String::new();
    // What is wrong with many cases in the same way, such as a client that does not compile, is said once.
    for alike in judged.failed.chunk_by(|left, right| left.1.findings == right.1.findings) {
        for (section, outcome) in alike.iter().take(SHOWN) {
            let _ = writeln!(out, "FAILED {} {} {}", section.service, outcome.kind, outcome.id);
        }
        if alike.len() > SHOWN {
            let _ = writeln!(out, "FAILED {} more in the same way", alike.len() - SHOWN);
        }
        for finding in alike.iter().take(1).flat_map(|(_, outcome)| &outcome.findings) {
            let _ = writeln!(out, "    {}", finding.replace('\n', "\n    "));
        }
    }
    for outcome in &judged.mended {
        let _ = writeln!(
            out,
            "FAILED {} {} passes, but is listed as known to fail: take it off the list",
            outcome.kind, outcome.id
        );
    }
    for (outcome, reason) in &judged.known {
        let _ = writeln!(out, "known failure {} {}: {reason}", outcome.kind, outcome.id);
    }
    for (suite, protocol) in &suites.left_out {
        let _ = writeln!(out, "not supported yet: {protocol} ({suite})");
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(&counts(sections));
    out.push_str(&corrections::note(suites.protocols.iter().map(|suite| suite.corrected).sum()));
    let _ = writeln!(out, "\n{}", judged.summary());
    out
}

/// A row for each service: how many cases of each kind passed, of how many.
fn counts(sections: &[Section]) -> String {
    let kinds: BTreeSet<Kind> =
        sections.iter().flat_map(|section| section.outcomes.iter().map(|outcome| outcome.kind)).collect();
    let head = ["suite".to_owned(), "service".to_owned()];
    let head = head.into_iter().chain(kinds.iter().map(|kind| format!("{kind}s passed"))).collect();
    let mut rows: Vec<Vec<String>> = vec![head];
    for section in sections {
        let cells = kinds.iter().map(|kind| {
            let cases = || section.outcomes.iter().filter(|outcome| outcome.kind == *kind);
            match cases().count() {
                0 => String::new(),
                total => format!("{} of {total}", cases().filter(|outcome| outcome.passed()).count()),
            }
        });
        rows.push([section.suite.clone(), section.service.clone()].into_iter().chain(cells).collect());
    }
    columns(&rows)
}

fn columns(rows: &[Vec<String>]) -> String {
    let width = |column: usize| {
        let cells = rows.iter().filter_map(|row| row.get(column));
        cells.map(|cell| cell.chars().count()).max().unwrap_or_default()
    };
    let mut out = String::new();
    for row in rows {
        let cells = row.iter().enumerate().map(|(column, cell)| format!("{cell:<0$}", width(column)));
        let _ = writeln!(out, "{}", cells.collect::<Vec<_>>().join("  ").trim_end());
    }
    out
}
