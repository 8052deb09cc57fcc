//! A small change of a model is a small change of the Rust: a reviewer sees what happened, and nothing else. The report's lines are counted in
//! [`report`](crate::report).

use crate::fixture::{self, Fixture};
use similar::{ChangeTag, TextDiff};
use smithwright_codegen::write::FileTree;
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// What a change of the model changes in the crate.
struct Change {
    added: usize,
    removed: usize,
    files: BTreeSet<String>,
    /// The lines, for the message of a failing test.
    lines: String,
}

/// The model with `new` in place of `old`, which stands in it once, and what becomes different in the crate.
fn change(old: &str, new: &str) -> Change {
    let before = fixture::named("stability");
    assert_eq!(before.text.matches(old).count(), 1, "{old}");
    let after = Fixture { name: before.name.clone(), text: before.text.replacen(old, new, 1) };
    difference(&before.generated().files, &after.generated().files)
}

fn difference(before: &FileTree, after: &FileTree) -> Change {
    let mut change = Change { added: 0, removed: 0, files: BTreeSet::new(), lines: String::new() };
    let paths: BTreeSet<_> = before.keys().chain(after.keys()).collect();
    for path in paths.into_iter().filter(|path| path.ends_with(".rs")) {
        let text = |files: &FileTree| files.get(path).cloned().unwrap_or_default();
        let (old, new) = (text(before), text(after));
        for line in TextDiff::from_lines(&old, &new).iter_all_changes() {
            match line.tag() {
                ChangeTag::Equal => continue,
                ChangeTag::Insert => change.added += 1,
                ChangeTag::Delete => change.removed += 1,
            }
            change.files.insert(path.clone());
            let _ = write!(change.lines, "{path} {}{line}", line.tag());
        }
    }
    change
}

impl Change {
    fn lines_changed(&self) -> usize {
        self.added + self.removed
    }

    /// Fails, showing what was measured, where the change is larger than that. `--nocapture` shows it anyway.
    #[track_caller]
    fn is_within(&self, lines: usize, files: usize) {
        let (added, removed, found) = (self.added, self.removed, &self.files);
        eprintln!("{added} lines added, {removed} removed, in {found:?}");
        assert!(
            (1..=lines).contains(&self.lines_changed()) && found.len() <= files,
            "{added} lines added and {removed} removed in {} files {found:?}, where {lines} lines in {files} files are the limit:\n{}",
            found.len(),
            self.lines,
        );
    }
}

const NEW: &str = r#""fresh": { "target": "smithy.api#String", "traits": { "smithy.api#documentation": "Is new. See there." } }"#;

/// `Both` is in the input of two operations and in the output of two.
#[test]
fn an_optional_member_of_a_structure_that_travels_both_ways() {
    let (second, third) =
        (r#""second": { "target": "smithy.api#Integer" },"#, r#""third": { "target": "example#Kind" }"#);
    let both = format!("{second}\n        {third}");
    change(&both, &format!("{both}, {NEW}")).is_within(12, 2);
    change(&both, &format!("{second} {NEW}, {third}")).is_within(12, 2);
    change(&both, &format!("{NEW}, {both}")).is_within(12, 2);
}

/// `Passed` is in the input of one operation and in the output of another.
#[test]
fn an_optional_member_of_a_structure_that_is_passed_on() {
    let kind = r#""members": {"kind": {"target": "smithy.api#String"}"#;
    change(kind, &format!("{kind}, {NEW}")).is_within(12, 2);
}

#[test]
fn an_optional_member_of_a_structure_that_is_sent() {
    let (first, second) = (
        r#""first": { "target": "smithy.api#String", "traits": {"smithy.api#required": {}} },"#,
        r#""second": { "target": "smithy.api#Integer" }"#,
    );
    let both = format!("{first}\n        {second}");
    change(&both, &format!("{both}, {NEW}")).is_within(12, 2);
    change(&both, &format!("{first} {NEW}, {second}")).is_within(12, 2);
}

#[test]
fn an_optional_member_of_a_structure_that_is_received() {
    let first = r#""members": {"first": {"target": "smithy.api#String"}, "#;
    change(first, &format!("{first} {NEW}, ")).is_within(4, 2);
}

#[test]
fn an_optional_member_of_an_input() {
    let sent = r#""sent": { "target": "example#Sent" }"#;
    change(sent, &format!("{sent}, {NEW}")).is_within(16, 1);
}

#[test]
fn an_optional_member_of_an_output() {
    let level = r#""level": {"target": "example#Level"}"#;
    change(level, &format!("{NEW}, {level}")).is_within(7, 1);
}

#[test]
fn a_value_of_an_enum() {
    let value = |value: &str| {
        format!(
            r#""FRESH": {{ "target": "smithy.api#Unit", "traits": {{ "smithy.api#enumValue": {value}, "smithy.api#documentation": "Is new. See there." }} }}, "#
        )
    };
    let red = r#""RED": { "target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": "red"} },"#;
    change(red, &format!("{red} {}", value("\"fresh\""))).is_within(6, 1);
    let high = r#""HIGH": { "#;
    change(high, &format!("{}{high}", value("3"))).is_within(6, 1);
}

#[test]
fn an_operation_is_a_file_and_two_places() {
    let service = r#"{"target": "example#Get"}"#;
    let operation = r#""example#Renew": { "type": "operation", "input": { "target": "smithy.api#Unit" }, "output": { "target": "smithy.api#Unit" },
        "traits": { "smithy.api#http": { "method": "POST", "uri": "/renew", "code": 200 }, "smithy.api#documentation": "Renews." } },"#;
    let before = fixture::named("stability");
    let first = "\"example#Create\": {";
    let text = before.text.replacen(service, &format!("{service}, {{ \"target\": \"example#Renew\" }}"), 1);
    let text = text.replacen(first, &format!("{operation}\n    {first}"), 1);
    let (before, mut after) = (before.generated().files, Fixture { text, ..before }.generated().files);
    assert!(after.remove("src/stability/operation/renew.rs").is_some());
    // Its method, its module, and its name in the list of the crate's root.
    let change = difference(&before, &after);
    change.is_within(10, 3);
    let root = format!("{:?}", change.files);
    assert_eq!(root, r#"{"src/lib.rs", "src/stability/client.rs", "src/stability/operation.rs"}"#);
}

#[test]
fn a_sentence_of_documentation() {
    // The type, and its four uses in inputs and outputs, whose members have no words of their own.
    change("Goes both ways.", "Goes both ways. Always.").is_within(5, 4);
    // The operation's page and, as it is the first, the client's method.
    change("Gets a shelf.", "Gets one shelf.").is_within(4, 2);
    // Not the first: the page alone.
    change("It stays.", "It stays there.").is_within(2, 1);
    // The field and the setter.
    change("The first.", "The very first.").is_within(4, 1);
}
