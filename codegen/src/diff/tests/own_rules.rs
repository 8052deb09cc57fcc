//! What the definition of a model's own trait says of changes of its values.

use super::*;

/// Returns id and message of what is said if a trait with such a rule has another value.
fn told(rule: &str, old: &str, new: &str) -> Vec<String> {
    let with = |value: &str| {
        shapes(&format!(
            "@trait(breakingChanges: [{{ {rule} }}]) structure mark {{ text: String, code: Integer, all: All, named: Named, one: One }}\n\
             list All {{ member: One }}\nmap Named {{ key: String, value: One }}\nstructure One {{ a: String, b: String }}\n\
             {value} string T"
        ))
    };
    compare(&with(old), &with(new)).iter().map(|event| format!("{}: {}", event.id, event.message)).collect()
}

#[test]
fn parts_of_values_are_found_by_their_paths() {
    let told = |path: &str, old: &str, new: &str| {
        let of = |value: &str| format!("@mark({value})");
        told(&format!(r#"change: "any", path: "{path}""#), &of(old), &of(new))
    };
    let was_x = r#"was `"x"` and is `"y"`"#;
    for (path, old, new, expected) in [
        (
            "/text",
            r#"text: "x""#,
            r#"text: "y""#,
            format!("Update.a#mark: `/text` of the trait `a#mark` {was_x}"),
        ),
        (
            "/",
            r#"text: "x""#,
            r#"text: "y""#,
            r#"Update.a#mark: the trait `a#mark` was `{"text":"x"}` and is `{"text":"y"}`"#.to_owned(),
        ),
        ("/code", "", "code: 200", "Add.a#mark: `/code` of the trait `a#mark` was added: `200`".to_owned()),
        (
            "/one/a",
            r#"one: { a: "x", b: "x" }"#,
            r#"one: { a: "y", b: "y" }"#,
            format!("Update.a#mark: `/one/a` of the trait `a#mark` {was_x}"),
        ),
        (
            "/all/member/a",
            r#"all: [{ b: "x" }, { a: "x" }]"#,
            r#"all: [{ b: "y" }, { a: "y" }]"#,
            format!("Update.a#mark: `/all/1/a` of the trait `a#mark` {was_x}"),
        ),
        (
            "/named/value/a",
            r#"named: { k: { a: "x" }, l: { b: "x" } }"#,
            r#"named: { k: { a: "y" }, l: { b: "y" } }"#,
            format!("Update.a#mark: `/named/k/a` of the trait `a#mark` {was_x}"),
        ),
        (
            "/named/value",
            r#"named: { k: { a: "x" } }"#,
            r#"named: { k: { a: "x" }, l: { a: "x" } }"#,
            r#"Add.a#mark: `/named/l` of the trait `a#mark` was added: `{"a":"x"}`"#.to_owned(),
        ),
    ] {
        assert_eq!(told(path, old, new), [format!("TraitBreakingChange.{expected}")], "{path}");
    }
    // Other parts, and paths to nothing.
    for (path, old, new) in [
        ("/one/b", r#"one: { a: "x", b: "x" }"#, r#"one: { a: "y", b: "x" }"#),
        ("/one/other", r#"one: { a: "x" }"#, r#"one: { a: "y" }"#),
        ("/named/other", r#"named: { k: { a: "x" } }"#, r#"named: { k: { a: "y" } }"#),
        ("/all/other", r#"all: [{ a: "x" }]"#, r#"all: [{ a: "y" }]"#),
        ("/text/a", r#"text: "x""#, r#"text: "y""#),
    ] {
        let found = told(path, old, new);
        assert!(
            found.len() == 1 && found[0].starts_with("ChangedTrait.Update.a#mark: "),
            "{path}: {found:?}"
        );
    }
}

#[test]
fn kinds_of_changes() {
    let (none, one, other) = ("", r#"@mark(text: "x")"#, r#"@mark(text: "y")"#);
    for (kind, is_rule) in [
        ("add", [true, false, false]),
        ("remove", [false, true, false]),
        ("update", [false, false, true]),
        ("presence", [true, true, false]),
        ("any", [true, true, true]),
    ] {
        let changes = [("Add", none, one), ("Remove", one, none), ("Update", one, other)];
        for ((verb, old, new), is_rule) in changes.into_iter().zip(is_rule) {
            let found = told(&format!(r#"change: "{kind}""#), old, new);
            // Smithy says nothing of a change that no rule is about.
            let id = if is_rule { "TraitBreakingChange" } else { "ChangedTrait" };
            assert!(
                found.len() == 1 && found[0].starts_with(&format!("{id}.{verb}.a#mark: ")),
                "{kind}: {found:?}"
            );
        }
    }
}
