use super::*;
use crate::tests::corrupted;
use std::fmt::Write as _;
use std::fs;
use tempfile::TempDir;
use xtask::workspace::Workspace;

/// What our pairs gave when they agreed with the official events.
const EXPECTED: &str = include_str!("../../tests/fixtures/diff/expected.txt");

#[test]
fn our_pairs_give_the_events_that_were_agreed() {
    let folder = Workspace::of_this_build().root().join("xtask/conformance/tests/fixtures/diff");
    let mut found = String::new();
    let files = files::all(&folder).unwrap();
    let names = files.iter().filter_map(|path| path.to_str().unwrap().strip_suffix("a.smithy"));
    let mut names: Vec<&str> = names.map(|stem| stem.trim_end_matches(['.', '-'])).collect();
    names.sort_unstable();
    for name in names {
        let stem = Path::new(name);
        let (old, new) = models(stem, stem).unwrap();
        let _ = writeln!(found, "{}", stem.strip_prefix(&folder).unwrap().display());
        for event in diff::compare_as_smithy_does(&old, &new) {
            let subject = event.subject.as_ref().map_or("-", |subject| subject.as_str());
            let _ = writeln!(found, "    {} {} {subject}", event.severity, event.id);
        }
    }
    assert!(found == EXPECTED, "tests/fixtures/diff/expected.txt should be:\n{found}");
}

const OLD: &str = "namespace a\nstructure S { x: Integer }";
const NEW: &str = "namespace a\nstructure S { x: String, y: String }";
const RIGHT: &str = "[ERROR] a#S$x: from `smithy.api#Integer` to `smithy.api#String`. More. | ChangedMemberTarget\n-----\n\
                     [NOTE] a#S$y: Added `a#S$y` | AddedShape\n";

/// Returns the findings about a case with these events, in a folder of its own.
fn outcome(folder: &str, events: &str, models: &[(&str, &str)]) -> Vec<String> {
    let place = TempDir::new().unwrap();
    let folder = place.path().join(folder);
    fs::create_dir_all(&folder).unwrap();
    fs::write(folder.join("case.events"), events).unwrap();
    for (name, text) in models {
        fs::write(folder.join(name), text).unwrap();
    }
    let suite = DiffSuite::find(place.path()).unwrap().unwrap();
    let workspace = Workspace::of_this_build();
    let sections = run(&[suite], &Order::of_test(&workspace, "diff"));
    let [section] = sections.as_slice() else { panic!("{sections:?}") };
    assert_eq!(section.outcomes.len(), 1);
    section.outcomes[0].findings.clone()
}

const MODELS: [(&str, &str); 2] = [("case.a.smithy", OLD), ("case.b.smithy", NEW)];

#[test]
fn right_events_pass_and_each_corruption_of_them_fails() {
    assert_eq!(outcome("", RIGHT, &MODELS), [""; 0]);
    for (right, wrong) in [
        ("[ERROR]", "[DANGER]"),
        ("ChangedMemberTarget", "ChangedMemberTarget.More"),
        ("| AddedShape", "| Added"),
        ("a#S$y:", "a#S$z:"),
        ("smithy.api#Integer", "smithy.api#Boolean"),
        ("\n-----\n[NOTE] a#S$y: Added `a#S$y` | AddedShape", ""),
        ("| AddedShape", "| AddedShape\n-----\n[NOTE] a#S$y: Added `a#S$y` | AddedShape"),
    ] {
        assert!(!outcome("", &corrupted(RIGHT, right, wrong), &MODELS).is_empty(), "{wrong}");
    }
}

#[test]
fn what_cannot_be_read_fails() {
    assert!(outcome("", RIGHT, &[])[0].contains("the two models of the case are missing"));
    assert!(outcome("", RIGHT, &[MODELS[0], ("case.b.smithy", "namespace")])[0].contains("expected a name"));
    assert!(outcome("", "nonsense", &MODELS)[0].contains("found `nonsense`"));
}

#[test]
fn a_case_that_must_be_found_wrong_fails_if_it_is_right() {
    assert_eq!(outcome("testrunner/invalid", "", &MODELS), [""; 0]);
    assert_eq!(outcome("testrunner/invalid", RIGHT, &MODELS).len(), 1);
}
