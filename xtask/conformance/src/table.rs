//! The report of a run, as text.

use super::known::Judged;
use super::outcome::{Kind, Section};
use super::suites::Suites;
use std::collections::BTreeSet;
use std::fmt::Write as _;
use xtask::{columns, corrections};

/// How many cases are named of those that failed in the same way.
const SHOWN: usize = 3;

/// Prints the failures with what was expected and found, the table, and the summary line.
pub(super) fn print(sections: &[Section], judged: &Judged<'_>, suites: &Suites) -> String {
    let mut out = String::new();
    // Print a problem that many cases share only once, such as a client that does not compile.
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
    for (suite, kind, id) in &judged.strays {
        let _ = writeln!(
            out,
            "FAILED {kind} {id} is listed as known to fail, but {suite} has no such case: correct the entry, or take it off the list"
        );
    }
    for (outcome, reason) in &judged.known {
        let _ = writeln!(out, "known failure {} {}: {reason}", outcome.kind, outcome.id);
    }
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(&counts(sections));
    out.push_str(&corrections::note(suites.protocols.iter().map(|suite| suite.corrected).sum()));
    let _ = writeln!(out, "\n{}", judged.summary());
    out
}

/// Prints a row for each service, with how many cases of each kind passed, and of how many.
fn counts(sections: &[Section]) -> String {
    let head = ["suite", "service", "passed"].map(str::to_owned);
    let rows = sections.iter().map(|it| [it.suite.clone(), it.service.clone(), passed(it)]);
    columns::print(&std::iter::once(head).chain(rows).collect::<Vec<_>>(), &[])
}

/// Returns a text such as `3 of 3 requests, 2 of 2 responses`.
fn passed(section: &Section) -> String {
    let kinds: BTreeSet<Kind> = section.outcomes.iter().map(|outcome| outcome.kind).collect();
    let counted = kinds.into_iter().map(|kind| {
        let cases = || section.outcomes.iter().filter(|outcome| outcome.kind == kind);
        let plural = if cases().count() == 1 { "" } else { "s" };
        let passed = cases().filter(|outcome| outcome.passed()).count();
        format!("{passed} of {} {kind}{plural}", cases().count())
    });
    counted.collect::<Vec<_>>().join(", ")
}
