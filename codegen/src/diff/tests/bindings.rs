//! What services and resources say of the shapes that they bind, and metadata.

use super::*;

/// Returns what is said of changes, each with the beginning of its message.
fn told(old: &Model, new: &Model) -> Vec<(String, String)> {
    compare(old, new)
        .into_iter()
        .map(|event| (format!("{} {}", event.severity, event.id), event.message))
        .collect()
}

#[test]
fn a_service_that_calls_shapes_otherwise() {
    let with = |rename: &str, members: &str| {
        shapes(&format!(
            "service S {{ operations: [O] rename: {{ {rename} }} }}\noperation O {{ input: In }}\n\
             structure In {{ part: Part, {members} }}\nstructure Part {{}}\nstructure Extra {{}}"
        ))
    };
    let (part, extra) = (r#""a#Part": "Piece""#, r#""a#Extra": "More""#);
    let all = "extra: Extra";
    for (old, new, expected) in [
        ("", part, vec!["`a#Part`, which was there before, is called `Piece` in `a#S`"]),
        (part, "", vec!["`a#Part` is no longer called `Piece` in `a#S`"]),
        (part, r#""a#Part": "Bit""#, vec!["`a#Part` was called `Piece` and is called `Bit` in `a#S`"]),
        (&format!("{part}, {extra}"), &format!("{extra}, {part}"), vec![]),
        (
            &format!("{part}, {extra}"),
            r#""a#Extra": "Piece""#,
            vec![
                "`a#Extra` was called `More` and is called `Piece` in `a#S`",
                "`a#Part` is no longer called `Piece` in `a#S`",
            ],
        ),
        (
            part,
            &format!("{part}, {extra}"),
            vec!["`a#Extra`, which was there before, is called `More` in `a#S`"],
        ),
    ] {
        let expected: Vec<_> =
            expected.iter().map(|it| ("ERROR ServiceRename".to_owned(), (*it).to_owned())).collect();
        assert_eq!(told(&with(old, all), &with(new, all)), expected, "{old} -> {new}");
    }
    // Nobody knows another name of what the service had not.
    assert_eq!(ids(&with("", ""), &with(extra, all)), ["NOTE AddedShape a#In$extra"]);
}

#[test]
fn a_resource_that_is_identified_or_described_otherwise() {
    let of_resource = |(identifiers, properties): (&str, &str)| {
        shapes(&format!(
            "resource R {{ identifiers: {{ {identifiers} }}, properties: {{ {properties} }}, create: Make }}\n\
             operation Make {{ input := {{ {properties} }} }}\nstring Name"
        ))
    };
    for (old, new, severity, what) in [
        ("id: String", "id: Name", "ERROR", "Identifiers"),
        ("id: String", "id: String, name: Name", "ERROR", "Identifiers"),
        ("id: String, name: Name", "id: String", "ERROR", "Identifiers"),
        ("p: String", "p: Name", "NOTE", "Properties"),
        ("p: String", "q: String", "NOTE", "Properties"),
        ("p: String", "", "NOTE", "Properties"),
        ("", "p: String", "NOTE", "Properties"),
    ] {
        let of = |text| of_resource(if what == "Identifiers" { (text, "") } else { ("", text) });
        let mut found = ids(&of(old), &of(new));
        found.retain(|line| line.ends_with(" a#R"));
        assert_eq!(found, [format!("{severity} ChangedResource{what} a#R")], "{old} -> {new}");
    }
    let both = of_resource(("id: String, name: Name", "p: String"));
    assert!(ids(&both, &of_resource(("name: Name, id: String", "p: String"))).is_empty());
}

#[test]
fn metadata_that_comes_goes_or_changes() {
    let with = |metadata: &str| whole(&format!(r#"{{"smithy": "2.0", "metadata": {{{metadata}}}}}"#));
    for (old, new, expected) in [
        ("", r#""k": 1"#, vec!["NOTE AddedMetadata"]),
        (r#""k": 1"#, r#""k": 2"#, vec!["WARNING ChangedMetadata"]),
        (r#""k": 1"#, "", vec!["DANGER RemovedMetadata.k"]),
        (r#""k": 1"#, r#""l": 1"#, vec!["DANGER RemovedMetadata.k", "NOTE AddedMetadata"]),
        (r#""k": {"a": 1, "b": 2}"#, r#""k": {"b": 2, "a": 1}"#, vec![]),
    ] {
        let found: Vec<_> = told(&with(old), &with(new)).into_iter().map(|(id, _)| id).collect();
        assert_eq!(found, expected, "{old} -> {new}");
    }
}
