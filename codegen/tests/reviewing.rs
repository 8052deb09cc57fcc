//! The page for reviewers shows what is true: the change that it tells of gives the diffs that it has.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may fail by panicking")]

use serde_json::Value;
use similar::{ChangeTag, TextDiff};
use smithwright_codegen::generate::{Config, Generated, Layout, Surroundings, generate};
use smithwright_codegen::ir::Selection;
use smithwright_codegen::model::{Model, SourceFile};
use std::fs;
use std::path::Path;

const NAMESPACE: &str = "com.amazonaws.connectparticipant#";

fn read(path: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path)).unwrap()
}

/// Our model as it is, and without what came with WebRTC: what is left is what an import of the model of April 2025 gives.
fn models() -> (Value, Value) {
    let after: Value = serde_json::from_str(&read("models/connectparticipant.json")).unwrap();
    let mut before = after.clone();
    let shapes = before["shapes"].as_object_mut().unwrap();
    let mut take = |shape: &str, member: &str| {
        let members = shapes[&format!("{NAMESPACE}{shape}")]["members"].as_object_mut().unwrap();
        assert!(members.remove(member).is_some(), "{shape}${member}");
    };
    take("CreateParticipantConnectionResponse", "WebRTCConnection");
    take("ConnectionType", "WEBRTC_CONNECTION");
    (before, after)
}

fn generated(model: &Value) -> Generated {
    let (text, traits) = (model.to_string(), read("models/smithwright.json"));
    let files = [
        SourceFile { name: "connectparticipant.json", text: &text },
        SourceFile { name: "smithwright.json", text: &traits },
    ];
    let model = Model::read(&files).unwrap().model;
    let selection = Selection {
        service: None,
        operations: None,
        module: "connectparticipant".to_owned(),
        protocol: None,
    };
    let config = Config {
        name: "clients".to_owned(),
        version: "0.0.0".to_owned(),
        surroundings: Surroundings::Workspace,
        layout: Layout::Modules,
        dev_dependencies: Vec::new(),
    };
    generate(&[(&model, selection)], &config).unwrap()
}

#[test]
fn the_report_is_the_one_of_the_page() {
    let (before, after) = models();
    let report = |model: &Value| generated(model).files["api/connectparticipant.txt"].clone();
    let (before, after) = (report(&before), report(&after));
    let difference = TextDiff::from_lines(&before, &after).unified_diff().context_radius(1).to_string();
    let page = read("docs/reviewing.md");
    assert!(page.contains(&difference), "docs/reviewing.md should have\n{difference}");
    let lines = difference.lines().filter(|line| line.starts_with('+')).count();
    let empty = difference.lines().filter(|line| *line == "+").count();
    let expected = format!("\n{lines} lines, {} of them items", lines - empty);
    assert!(page.contains(&expected), "docs/reviewing.md should have{expected}");
}

#[test]
fn the_source_grows_by_as_much_as_the_page_says() {
    let (before, after) = models();
    let (before, after) = (generated(&before).files, generated(&after).files);
    let mut lines = 0;
    let mut files = 0;
    for (path, text) in after.iter().filter(|(path, _)| path.ends_with(".rs")) {
        let difference = TextDiff::from_lines(&before[path], text);
        let changes: Vec<_> =
            difference.iter_all_changes().filter(|it| it.tag() != ChangeTag::Equal).collect();
        assert!(changes.iter().all(|change| change.tag() == ChangeTag::Insert), "{path}");
        lines += changes.len();
        files += usize::from(!changes.is_empty());
    }
    assert_eq!(files, 2);
    let expected = format!("\n{lines} lines are new, in two files");
    assert!(read("docs/reviewing.md").contains(&expected), "docs/reviewing.md should have{expected}");
}

#[test]
fn the_lines_of_source_on_the_page_are_there() {
    let page = read("docs/reviewing.md");
    let excerpt = page.split("## The source").nth(1).unwrap();
    let source = read("generated/src/connectparticipant/operation/create_participant_connection.rs");
    let shown: Vec<&str> = excerpt.lines().filter_map(|line| line.strip_prefix('+')).collect();
    assert_eq!(shown.len(), 3);
    assert!(shown.iter().all(|line| source.lines().any(|it| it == *line)), "{shown:#?}");
}
