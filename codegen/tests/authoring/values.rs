//! Mistakes in what limits or replaces values: defaults and ranges.

use super::{findings, told};

const VALUES: &str = r#"$version: "2"
namespace a
structure Sizes { one: One = 1, none: One = null, zero: PrimitiveLong = 0, free: Integer = 5, @range(min: 0.5) part: Float }
structure Bare { ranged: One, @range(min: 1) here: PrimitiveLong, text: Text = "x" }
union Either { one: One, text: Text }
list Ones { member: One }
@default(1) @range(min: 1, max: 1e2) integer One
@default("x") string Text
@range(min: 0.5) bigDecimal Price
@uniqueItems list Counts { member: Long }
map Names { key: String, value: String }
structure Code { @pattern("^(a)$") text: String }
@default(true) boolean Sure
"#;

#[test]
fn defaults_of_targets() {
    told(
        "values.smithy",
        VALUES,
        &[
            (
                "one: One = 1",
                "one: One = 2",
                "error: expected the default `1`, which the target `a#One` has, found `2`",
            ),
            (
                "zero: PrimitiveLong = 0",
                "zero: PrimitiveLong",
                "error: expected the default `0`, which the target `smithy.api#PrimitiveLong` has, found none",
            ),
            (
                "@default(\"x\")",
                "@default(null)",
                "error: expected a value as the default of a shape, found null",
            ),
            (
                "@default(true)",
                "@default(1)",
                "error: expected `true` or `false` as the default of type boolean, found `1`",
            ),
            ("structure Bare", "@default(1) structure Bare", "error: expected the trait on "),
        ],
    );
}

#[test]
fn ranges_of_whole_numbers() {
    let said =
        |what: &str| format!("error: expected whole numbers as the bounds of type integer, found `{what}`");
    told(
        "values.smithy",
        VALUES,
        &[
            ("min: 1, max: 1e2", "min: 0.5, max: 1e2", &said("0.5")),
            ("free: Integer", "@range(max: 9.75) free: Integer", &said("9.75")),
        ],
    );
}

#[test]
fn elements_and_patterns() {
    let vague = |target: &str| {
        format!("error: expected elements that can be told apart, found `smithy.api#{target}`")
    };
    told(
        "values.smithy",
        VALUES,
        &[
            ("member: Long", "member: Float", &vague("Float")),
            ("member: Long", "member: Double", &vague("Double")),
            ("member: Long", "member: Document", &vague("Document")),
            (
                "value: String",
                "value: Unit",
                "error: expected a target with a value, found `smithy.api#Unit`",
            ),
            ("^(a)$", "^(a$", "warning: expected a regular expression, found `^(a$`"),
        ],
    );
}

#[test]
fn of_several_that_are_the_same_the_first_is_named() {
    const SAME: &str = r#"$version: "2"
namespace a
enum Kind { A = "x", B = "x", C = "x" }
structure Named { @jsonName("n") first: String, @jsonName("n") second: String, @jsonName("n") third: String }
structure Cased { name: String, NAME: String, Name: String }
"#;
    let found = findings("same.smithy", SAME);
    let texts: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert_eq!(texts.len(), 6, "{found}");
    for text in &texts {
        let first = ["the first is `A`", "the first is `first`", "differs from `name` in"];
        assert!(first.iter().any(|first| text.contains(first)), "{text}");
    }
}
