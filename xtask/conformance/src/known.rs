//! The list of cases that are known to fail, with a reason for each.

use super::outcome::{Kind, Outcome, Section};
use smithwright_codegen::diagnostics::Diagnostics;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use xtask::sources::{self, Source};
use xtask::toml_reader::{Fields, Reader, read_lists};

/// The cases that are known to fail, with the reasons.
#[derive(Debug, Default)]
pub(crate) struct KnownFailures(BTreeMap<Case, String>);

/// Suite, kind and id of a case.
pub(crate) type Case = (String, Kind, String);

/// Which cases were run, of the suites that were.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Extent {
    /// All of them.
    Whole,
    /// Some of them, so that a listed one may be missing.
    Part,
}

/// The outcomes, sorted by whether they were expected.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Judged<'a> {
    /// How many cases passed as they should.
    pub(crate) passed: usize,
    /// The cases that failed and should not have, with their sections.
    pub(crate) failed: Vec<(&'a Section, &'a Outcome)>,
    /// The cases that are known to fail and did, with the reasons.
    pub(crate) known: Vec<(&'a Outcome, &'a str)>,
    /// The cases that passed although they are listed as known to fail. They count as failed.
    pub(crate) mended: Vec<&'a Outcome>,
    /// The entries that stand for no case, although cases of their suite and kind were run. They count as failed.
    pub(crate) strays: Vec<&'a Case>,
}

impl Judged<'_> {
    /// Checks whether everything went as it should.
    pub(crate) fn passes(&self) -> bool {
        self.failed.is_empty() && self.mended.is_empty() && self.strays.is_empty()
    }

    /// Returns the summary line.
    pub(crate) fn summary(&self) -> String {
        let failed = self.failed.len() + self.mended.len() + self.strays.len();
        let known = self.known.len();
        let total = self.passed + failed + known;
        format!("conformance: {} passed, {failed} failed, {known} known failures, {total} total", self.passed)
    }
}

impl KnownFailures {
    /// Reads the list: `[[failure]]` tables, each with `suite`, `kind`, `id` and `reason`.
    ///
    /// # Errors
    /// Fails if the file can't be read, lists a case twice, or contains anything else.
    pub(crate) fn read(path: &Path) -> Result<Self, Diagnostics> {
        let source = Source::named(path);
        Self::parse(&source.name, &sources::read_text(&source)?)
    }

    fn parse(file: &str, text: &str) -> Result<Self, Diagnostics> {
        let listed = RefCell::new(BTreeSet::new());
        let failures = read_lists(file, text, &[("failure", &listed)], failure)?;
        Ok(Self(failures.into_iter().collect()))
    }

    /// Sorts the outcomes by whether they were expected.
    pub(crate) fn judge<'a>(&'a self, sections: &'a [Section], extent: Extent) -> Judged<'a> {
        let mut judged = Judged::default();
        if extent == Extent::Whole {
            judged.strays.extend(self.0.keys().filter(|case| is_stray(case, sections)));
        }
        for section in sections {
            for outcome in &section.outcomes {
                let key = (section.suite.clone(), outcome.kind, outcome.id.clone());
                match (self.0.get(&key), outcome.passed()) {
                    (None, true) => judged.passed += 1,
                    (None, false) => judged.failed.push((section, outcome)),
                    (Some(reason), false) => judged.known.push((outcome, reason)),
                    (Some(_), true) => judged.mended.push(outcome),
                }
            }
        }
        judged
    }
}

/// Checks whether none of the cases that were run is this one, although others of its suite and kind were.
fn is_stray((suite, kind, id): &Case, sections: &[Section]) -> bool {
    let sections = sections.iter().filter(|section| section.suite == *suite);
    let mut alike = sections.flat_map(|section| &section.outcomes).filter(|it| it.kind == *kind).peekable();
    alike.peek().is_some() && alike.all(|outcome| outcome.id != *id)
}

/// Reads a failure: the case, and the reason. `listed` has the cases of those before it.
fn failure(
    mut fields: Fields,
    listed: &RefCell<BTreeSet<Case>>,
    reader: &mut Reader<'_>,
) -> Option<(Case, String)> {
    let position = fields.position();
    let names = ["suite", "kind", "id", "reason"];
    let [suite, kind, id, reason] =
        names.map(|name| fields.require(name, reader).and_then(|found| reader.text(&found)));
    fields.finish(&names, reader);
    let (suite, kind, id, reason) = (suite?, kind?, id?, reason?);
    let known = Kind::ALL.into_iter().find(|it| it.name() == kind);
    if known.is_none() {
        let kinds = Kind::ALL.map(Kind::name);
        let message = format!("expected one of the kinds {}, found `{kind}`", kinds.join(", "));
        reader.push(reader.error(position, message).did_you_mean(&kind, kinds));
    }
    let case = (suite, known?, id);
    if !listed.borrow_mut().insert(case.clone()) {
        let (suite, kind, id) = &case;
        reader.push(reader.error(position, format!("the {kind} `{id}` of `{suite}` is listed twice")));
    }
    Some((case, reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sections() -> Vec<Section> {
        let outcome = |id: &str, findings: &[&str]| Outcome {
            kind: Kind::Request,
            id: id.to_owned(),
            findings: findings.iter().map(ToString::to_string).collect(),
        };
        vec![Section {
            suite: "small".to_owned(),
            service: "Small".to_owned(),
            outcomes: vec![outcome("Good", &[]), outcome("Bad", &["wrong"])],
        }]
    }

    fn entry(suite: &str, kind: &str, id: &str) -> String {
        format!("[[failure]]\nsuite = \"{suite}\"\nkind = \"{kind}\"\nid = \"{id}\"\nreason = \"because\"\n")
    }

    fn list(suite: &str, kind: &str, id: &str) -> KnownFailures {
        KnownFailures::parse("list", &entry(suite, kind, id)).unwrap()
    }

    #[test]
    fn a_failure_that_is_not_listed_fails_the_run() {
        let sections = sections();
        let none = KnownFailures::default();
        let judged = none.judge(&sections, Extent::Whole);
        assert!(!judged.passes());
        assert_eq!(judged.summary(), "conformance: 1 passed, 1 failed, 0 known failures, 2 total");
    }

    #[test]
    fn a_listed_failure_does_not() {
        let sections = sections();
        let known = list("small", "request", "Bad");
        let judged = known.judge(&sections, Extent::Whole);
        assert!(judged.passes());
        assert_eq!(judged.summary(), "conformance: 1 passed, 0 failed, 1 known failures, 2 total");
    }

    #[test]
    fn a_listed_failure_that_passes_fails_the_run() {
        let sections = sections();
        let known = list("small", "request", "Good");
        let judged = known.judge(&sections, Extent::Whole);
        assert!(!judged.passes());
        assert_eq!(judged.summary(), "conformance: 0 passed, 2 failed, 0 known failures, 2 total");
    }

    #[test]
    fn an_entry_without_a_case_fails_the_run() {
        // Without the case that fails.
        let mut sections = sections();
        sections[0].outcomes.truncate(1);
        let passes = |known: &KnownFailures, extent| known.judge(&sections, extent).passes();
        let ghost = list("small", "request", "Ghost");
        assert!(!passes(&ghost, Extent::Whole));
        let summary = ghost.judge(&sections, Extent::Whole).summary();
        assert_eq!(summary, "conformance: 1 passed, 1 failed, 0 known failures, 2 total");
        assert!(passes(&ghost, Extent::Part));
        // These were not run.
        assert!(passes(&list("small", "response", "Ghost"), Extent::Whole));
        assert!(passes(&list("large", "request", "Ghost"), Extent::Whole));
    }

    #[test]
    fn a_case_is_listed_once() {
        let text = ["Bad", "Good", "Bad"].map(|id| entry("small", "request", id)).concat();
        let message = KnownFailures::parse("list", &text).unwrap_err().to_string();
        assert!(message.contains("list:11:1") && message.contains("listed twice"), "{message}");
    }

    #[test]
    fn a_failure_needs_a_reason() {
        let text = "[[failure]]\nsuite = \"small\"\nkind = \"request\"\nid = \"Bad\"\n";
        let message = KnownFailures::parse("list", text).unwrap_err().to_string();
        assert!(message.contains("list:1:1") && message.contains("`reason`"), "{message}");
    }
}
