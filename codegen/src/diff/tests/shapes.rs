//! Shapes and definitions of traits that are gone.

use super::*;

#[test]
fn what_is_gone_weighs_by_its_type() {
    let scalars = [
        "bigDecimal",
        "bigInteger",
        "blob",
        "boolean",
        "byte",
        "double",
        "float",
        "integer",
        "long",
        "short",
        "string",
        "timestamp",
    ];
    let scalars = scalars.iter().map(|name| (format!("{name} T"), "WARNING RemovedShape.ScalarShape a#T"));
    let others = [
        "document T",
        "list T { member: String }",
        "map T { key: String, value: String }",
        "structure T {}",
        "union T { a: String }",
        "enum T { A }",
        "intEnum T { A = 1 }",
        "operation T {}",
        "resource T {}",
        "service T {}",
    ];
    let others = others.iter().map(|text| ((*text).to_owned(), "ERROR RemovedShape a#T"));
    for (text, expected) in scalars.chain(others) {
        assert_eq!(ids(&shapes(&text), &shapes("")), [expected], "{text}");
        assert_eq!(ids(&shapes(""), &shapes(&text)), ["NOTE AddedShape a#T"], "{text}");
    }
}

#[test]
fn what_nobody_else_could_name_is_not_missed() {
    assert!(ids(&shapes("@private structure T {}"), &shapes("")).is_empty());
    let of_trait = shapes("@trait structure mark {}");
    assert_eq!(
        ids(&of_trait, &shapes("")),
        ["ERROR RemovedShape a#mark", "ERROR RemovedTraitDefinition a#mark"]
    );
    assert_eq!(ids(&shapes(""), &of_trait), ["NOTE AddedShape a#mark", "NOTE AddedTraitDefinition a#mark"]);
    // What was applied by others is gone for them, whoever may name it.
    let private = shapes("@private @trait structure mark {}");
    assert_eq!(ids(&private, &shapes("")), ["ERROR RemovedTraitDefinition a#mark"]);
}

#[test]
fn a_value_of_another_name_is_still_sent() {
    let sent = |shape: &str| {
        shapes(&format!(
            "@aws.protocols#awsJson1_0 service S {{ operations: [O] }}\noperation O {{ input := {{ t: T }} }}\n{shape}"
        ))
    };
    for (old, new, wire) in [
        ("enum T { A = \"a\", C }", "enum T { B = \"a\", C }", "compatible"),
        ("enum T { A = \"a\", C }", "enum T { B = \"b\", C }", "breaking"),
        ("intEnum T { A = 1, C = 2 }", "intEnum T { B = 1, C = 2 }", "compatible"),
        ("intEnum T { A = 1, C = 2 }", "intEnum T { B = 3, C = 2 }", "breaking"),
        ("structure T { A: String }", "structure T { B: String }", "breaking"),
    ] {
        let gone = format!("ERROR RemovedShape a#T$A {wire} major");
        let found = lines(&sent(old), &sent(new));
        assert!(found.contains(&gone), "{old} -> {new}: {found:#?}");
    }
}

#[test]
fn only_the_service_itself_has_another_name() {
    let of = |name: &str, rest: &str| {
        shapes(&format!("@aws.protocols#restJson1 service {name} {{ version: \"1\" }}\n{rest}"))
    };
    let events = compare(&of("S", "structure T {}"), &of("R", ""));
    let found: Vec<&str> = events.iter().map(|event| &*event.message).collect();
    let expected = [
        "the service `a#S` is gone; `a#R` is there in its place",
        "the structure `a#T` is gone",
        "the service `a#R` is new",
    ];
    assert_eq!(found, expected);
}

/// Requests say the name of a service, and not its namespace.
#[test]
fn a_service_in_another_namespace_keeps_its_name() {
    let of = |id: &str| {
        whole(&format!(
            r#"{{"smithy": "2.0", "shapes": {{
            "{id}": {{"type": "service", "version": "1", "operations": [{{"target": "c#O"}}], "traits": {{"aws.protocols#awsJson1_0": {{}}}}}},
            "c#O": {{"type": "operation"}}}}}}"#
        ))
    };
    for (new, wire) in [("b#S", "compatible"), ("b#R", "breaking"), ("a#R", "breaking")] {
        let gone = lines(&of("a#S"), &of(new)).remove(0);
        assert_eq!(gone, format!("ERROR RemovedShape a#S {wire} major"), "{new}");
    }
}
