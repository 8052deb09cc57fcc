//! Changes that a model itself says are no matter.

use super::*;

/// Returns severity and reason of what is said of the first of two members that change places.
fn said(metadata: &str, on_shape: &str, on_member: &str) -> Vec<(Severity, Option<String>)> {
    let with = |member: &str| {
        let text = format!(
            "$version: \"2.0\"\n{metadata}\nnamespace a\n{on_shape} structure T {{ {on_member} {member} m: String, other: String }}\n"
        );
        Model::read(&[SourceFile { name: "test.smithy", text: &text }]).unwrap().model
    };
    let events = compare(&with(""), &with("@deprecated"));
    events.into_iter().map(|event| (event.severity, event.suppression)).collect()
}

#[test]
fn by_whom_and_why() {
    let entry =
        |rest: &str| format!(r#"metadata suppressions = [{{ id: "ModifiedTrait", namespace: "a"{rest} }}]"#);
    let (with_reason, without) = (entry(r#", reason: "So.""#), entry(""));
    let noted = (Severity::Note, None);
    let suppressed = |reason: &str| (Severity::Suppressed, Some(reason.to_owned()));
    let no_reason = suppressed("the model gives no reason");
    let (own, parent, other) = (
        r#"@suppress(["ModifiedTrait.Add"])"#,
        r#"@suppress(["ModifiedTrait"])"#,
        r#"@suppress(["ModifiedTrait.Remove"])"#,
    );
    for (metadata, on_shape, on_member, expected) in [
        ("", "", "", noted.clone()),
        (&*with_reason, "", "", suppressed("So.")),
        (&*without, "", "", no_reason.clone()),
        ("", "", own, no_reason.clone()),
        ("", "", parent, no_reason.clone()),
        ("", "", other, noted.clone()),
        // It is about what it stands on alone.
        ("", parent, "", noted.clone()),
    ] {
        assert_eq!(said(metadata, on_shape, on_member), [expected], "{metadata} {on_shape} {on_member}");
    }
    let of_shape = |on_shape: &str, members: &str| shapes(&format!("{on_shape} structure T {{ {members} }}"));
    let (one, two) = ("a: String, b: String", "b: String, a: String");
    let suppress = r#"@suppress(["ChangedMemberOrder"])"#;
    assert_eq!(
        ids(&of_shape(suppress, one), &of_shape(suppress, two)),
        ["SUPPRESSED ChangedMemberOrder a#T"]
    );
    // What is gone cannot say so any more.
    let without = of_shape(suppress, "a: String");
    assert_eq!(ids(&of_shape(suppress, one), &without), ["ERROR RemovedShape a#T$b"]);
}

#[test]
fn a_severity_is_raised_for_its_own_ids_alone() {
    let raised = |id: &str, namespace: &str, severity: &str| {
        let entry = format!(
            r#"metadata severityOverrides = [{{ id: "{id}", namespace: "{namespace}", severity: "{severity}" }}]"#
        );
        said(&entry, "", "").remove(0).0
    };
    for (id, namespace, severity, expected) in [
        ("ModifiedTrait", "a", "DANGER", Severity::Danger),
        ("ModifiedTrait", "*", "WARNING", Severity::Warning),
        ("ModifiedTrait", "b", "DANGER", Severity::Note),
        ("AddedShape", "a", "DANGER", Severity::Note),
    ] {
        assert_eq!(raised(id, namespace, severity), expected, "{id} {namespace}");
    }
}
