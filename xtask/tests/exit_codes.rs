//! What a shell sees of the program: exit codes, and which of the two outputs is used.
#![allow(clippy::unwrap_used, reason = "a test may fail")]
use std::process::{Command, Output};

fn xtask(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_xtask")).args(arguments).output().unwrap()
}

#[test]
fn success_is_zero() {
    let output = xtask(&["generate", "--help"]);
    assert_eq!(output.status.code(), Some(0));
    assert!(String::from_utf8_lossy(&output.stdout).contains("--operations"));
    assert!(output.stderr.is_empty());
}

#[test]
fn a_bad_model_is_one() {
    let folder = tempfile::tempdir().unwrap();
    let model = folder.path().join("model.json");
    std::fs::write(&model, "{\"smithy\": }").unwrap();
    let model = model.display().to_string();
    let output = xtask(&["generate", "--model", &model, "--list"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(output.stdout.is_empty());
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(message.contains(&format!("--> {model}:1:")), "{message}");
    assert!(!message.contains('\u{1b}'), "no colours: {message}");
}

#[test]
fn wrong_usage_is_two() {
    let output = xtask(&["generate", "--chekc"]);
    assert_eq!(output.status.code(), Some(2));
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(message.contains("'--check'"), "{message}");
}

#[test]
fn a_diff_tells_breaking_changes_from_what_cannot_be_compared() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, text).unwrap();
        path.display().to_string()
    };
    let model = r#"{"smithy": "2.0", "shapes": {"a#S": {"type": "service", "version": "1"}, "a#T": {"type": "structure", "members": {}}}}"#;
    let old = write("old.json", model);
    let new = write("new.json", &model.replace("a#T", "a#U"));
    let bad = write("bad.json", "{");
    assert_eq!(xtask(&["diff", &old, &old]).status.code(), Some(0));
    assert_eq!(xtask(&["diff", &old, &new]).status.code(), Some(1));
    let output = xtask(&["diff", &old, &bad]);
    assert_eq!(output.status.code(), Some(2));
    assert!(output.stdout.is_empty());
    assert_eq!(xtask(&["diff", &old]).status.code(), Some(2));
}
