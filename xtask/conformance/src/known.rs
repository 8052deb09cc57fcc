//! The list of cases that are known to fail, with a reason for each.

use super::outcome::{Kind, Outcome, Section};
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use std::collections::BTreeMap;
use std::path::Path;
use xtask::sources::{self, Source};
use xtask::toml_reader::{Fields, Reader, read_lists};

/// The cases that are known to fail.
#[derive(Debug, Default)]
pub(crate) struct KnownFailures {
    /// What messages call the list.
    file: String,
    /// The reasons, by suite, kind and id.
    reasons: BTreeMap<(String, Kind, String), String>,
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
}

impl Judged<'_> {
    /// Checks whether everything went as it should.
    pub(crate) fn passes(&self) -> bool {
        self.failed.is_empty() && self.mended.is_empty()
    }

    /// Returns the summary line.
    pub(crate) fn summary(&self) -> String {
        let failed = self.failed.len() + self.mended.len();
        let known = self.known.len();
        let total = self.passed + failed + known;
        format!("conformance: {} passed, {failed} failed, {known} known failures, {total} total", self.passed)
    }
}

impl KnownFailures {
    /// Reads the list: `[[failure]]` tables, each with `suite`, `kind`, `id` and `reason`.
    ///
    /// # Errors
    /// Fails if the file can't be read, or contains anything else.
    pub(crate) fn read(path: &Path) -> Result<Self, Diagnostics> {
        let source = Source::named(path);
        Self::parse(&source.name, &sources::read_text(&source)?)
    }

    fn parse(file: &str, text: &str) -> Result<Self, Diagnostics> {
        let failures = read_lists(file, text, &[("failure", ())], failure)?;
        Ok(Self { file: file.to_owned(), reasons: failures.into_iter().collect() })
    }

    /// Warns of entries that stand for no case, although cases of their suite and kind were run.
    pub(crate) fn strays(&self, sections: &[Section]) -> Diagnostics {
        let is_stray = |(suite, kind, id): &(String, Kind, String)| {
            let sections = sections.iter().filter(|section| section.suite == *suite);
            let mut alike =
                sections.flat_map(|section| &section.outcomes).filter(|it| it.kind == *kind).peekable();
            alike.peek().is_some() && alike.all(|outcome| outcome.id != *id)
        };
        let strays = self.reasons.keys().filter(|key| is_stray(key));
        strays
            .map(|(suite, kind, id)| {
                Diagnostic::warning(format!("the suite `{suite}` has no {kind} `{id}`"))
                    .in_file(&*self.file)
                    .help("correct the id, or take the entry off the list")
            })
            .collect()
    }

    /// Sorts the outcomes by whether they were expected.
    pub(crate) fn judge<'a>(&'a self, sections: &'a [Section]) -> Judged<'a> {
        let mut judged = Judged::default();
        for section in sections {
            for outcome in &section.outcomes {
                let key = (section.suite.clone(), outcome.kind, outcome.id.clone());
                match (self.reasons.get(&key), outcome.passed()) {
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

/// Reads a failure: suite, kind and id, and the reason.
fn failure(mut fields: Fields, (): (), reader: &mut Reader<'_>) -> Option<((String, Kind, String), String)> {
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
    Some(((suite, known?, id), reason))
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

    fn list(id: &str) -> KnownFailures {
        let text = format!(
            "[[failure]]\nsuite = \"small\"\nkind = \"request\"\nid = \"{id}\"\nreason = \"because\"\n"
        );
        KnownFailures::parse("list", &text).unwrap()
    }

    #[test]
    fn a_failure_that_is_not_listed_fails_the_run() {
        let sections = sections();
        let none = KnownFailures::default();
        let judged = none.judge(&sections);
        assert!(!judged.passes());
        assert_eq!(judged.summary(), "conformance: 1 passed, 1 failed, 0 known failures, 2 total");
    }

    #[test]
    fn a_listed_failure_does_not() {
        let sections = sections();
        let known = list("Bad");
        let judged = known.judge(&sections);
        assert!(judged.passes());
        assert_eq!(judged.summary(), "conformance: 1 passed, 0 failed, 1 known failures, 2 total");
    }

    #[test]
    fn a_listed_failure_that_passes_fails_the_run() {
        let sections = sections();
        let known = list("Good");
        let judged = known.judge(&sections);
        assert!(!judged.passes());
        assert_eq!(judged.summary(), "conformance: 0 passed, 2 failed, 0 known failures, 2 total");
    }

    #[test]
    fn an_entry_without_a_case_is_told() {
        let sections = sections();
        let strays = |text: &str| KnownFailures::parse("list", text).unwrap().strays(&sections).len();
        let entry = |suite: &str, kind: &str, id: &str| {
            format!(
                "[[failure]]\nsuite = \"{suite}\"\nkind = \"{kind}\"\nid = \"{id}\"\nreason = \"because\"\n"
            )
        };
        assert_eq!(strays(&entry("small", "request", "Ghost")), 1);
        assert_eq!(strays(&entry("small", "request", "Bad")), 0);
        // These were not run.
        assert_eq!(strays(&entry("small", "response", "Ghost")), 0);
        assert_eq!(strays(&entry("large", "request", "Ghost")), 0);
    }

    #[test]
    fn a_failure_needs_a_reason() {
        let text = "[[failure]]\nsuite = \"small\"\nkind = \"request\"\nid = \"Bad\"\n";
        let message = KnownFailures::parse("list", text).unwrap_err().to_string();
        assert!(message.contains("list:1:1") && message.contains("`reason`"), "{message}");
    }
}
