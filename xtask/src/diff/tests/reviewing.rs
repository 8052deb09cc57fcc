//! Checks that the page for reviewers shows what the command prints for the change that it describes.

use super::*;
use smithwright_codegen::model::Node;
use smithwright_codegen::model::node::{self, Value};

const NAMESPACE: &str = "com.amazonaws.connectparticipant#";
const SHAPES: [&str; 10] = [
    "Attendee",
    "AudioFeatures",
    "JoinToken",
    "MeetingFeatureStatus",
    "MeetingFeaturesConfiguration",
    "MeetingId",
    "URI",
    "WebRTCConnection",
    "WebRTCMediaPlacement",
    "WebRTCMeeting",
];
const MEMBERS: [&str; 2] = ["WEBRTC_CONNECTION", "WebRTCConnection"];

/// Returns the model without what came with WebRTC.
fn without(node: Node) -> Node {
    let stays = |key: &str| match key.strip_prefix(NAMESPACE) {
        Some(shape) => !SHAPES.contains(&shape),
        None => !MEMBERS.contains(&key),
    };
    let value = match node.value {
        Value::Object(object) => {
            let entries = object.into_iter().filter(|entry| stays(&entry.key));
            Value::Object(entries.map(|it| node::Entry { value: without(it.value), ..it }).collect())
        }
        other => other,
    };
    Node { value, ..node }
}

#[test]
fn the_page_has_what_is_printed() {
    let workspace = Workspace::of_this_build();
    let ours = workspace.models().join("connectparticipant.json");
    let folder = tempfile::tempdir().unwrap();
    let before = folder.path().join("before.json");
    let text = fs::read_to_string(&ours).unwrap();
    let without = without(node::parse(&text).unwrap().root);
    fs::write(&before, without.to_string()).unwrap();
    let printed = |old: &Path, new: &Path, more: &[&str]| {
        let words = ["diff", old.to_str().unwrap(), new.to_str().unwrap()];
        let line = Line::try_parse_from(words.into_iter().chain(more.iter().copied())).unwrap();
        run(&line.arguments, &workspace).unwrap().text
    };
    let page = fs::read_to_string(workspace.root().join("docs/reviewing.md")).unwrap();
    let markdown = printed(&before, &ours, &["--format", "markdown"]);
    let rows: Vec<&str> = markdown.lines().filter(|line| line.starts_with("| ")).collect();
    assert_eq!(rows.len(), 14);
    assert!(markdown.contains("**minor**") && page.contains("version bump minor"), "{markdown}");
    for row in rows {
        assert!(page.contains(row), "docs/reviewing.md should have\n{row}");
    }
    let changelog = printed(&before, &ours, &["--changelog"]);
    assert!(page.contains(&changelog), "docs/reviewing.md should have\n{changelog}");
    let back = printed(&ours, &before, &[]);
    let counts = "10 breaking, 0 accepted, 3 compatible; version bump: major\n";
    assert!(back.contains(counts) && page.contains("10 breaking, 3 compatible"), "{back}");
}

#[test]
fn a_changelog_for_a_revision_begins_with_the_version_that_it_had() {
    let place = Place::committed();
    let member = |name: &str| format!("\"{name}\": {{\"target\": \"smithy.api#String\"}}");
    place.put("models/weather.json", &MODEL.replace(&member("text"), &member("words")));
    place.put("models/manifest.toml", &MANIFEST.replace("0.1.0", "0.9.9"));
    let (_, text) = place.run("--base HEAD --changelog").unwrap();
    let output = "operation::get_forecast::GetForecastOutput";
    let expected = format!(
        "0.1.0 -> 0.2.0 (major change)\n\n## 0.2.0\n\n### Breaks source\n- `weather`: `{output}.text` is gone\n\n\
         ### Added\n- `weather`: `{output}.words`\n"
    );
    assert_eq!(text, expected);
    let (_, text) = Place::committed().run("--base HEAD --changelog").unwrap();
    assert_eq!(text, "nothing to release: 0.1.0 stays\n");
}
