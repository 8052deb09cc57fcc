//! Mistakes in member indexes, with inline collections and with unstable features.

use super::{findings, told};
use smithwright_codegen::model::{Model, SourceFile};

const NUMBERED: &str = r#"$version: "2.1"
namespace a
use smithy.protocols#idx
structure S with [Base] { 2. text: String, 1. $base, 3. choice: Choice }
@mixin structure Base { base: String }
union Choice { 1. one: String, @idx(2) two: String }
@smithy.protocols#indexed service Service { operations: [O, P] }
operation O { input := { 1. held: S }, output := { 1. name: String, @required body: Body } }
@streaming blob Body
operation P { output := { events: Events } }
@streaming union Events { 1. said: Event }
structure Event { @eventHeader header: String, @eventPayload payload: String }
structure Free { a: String }
"#;

#[test]
fn indexes_are_complete_and_without_gaps() {
    told(
        "numbered.smithy",
        NUMBERED,
        &[
            ("2. text", "text", "error: expected an index, as the other members have, found none"),
            ("3. choice", "2. choice", "error: expected an index of its own, found 2, which `text` has"),
            ("3. choice", "5. choice", "error: expected the index 3, found 5"),
            ("base: String", "@idx(1) base: String", "error: expected a mixin without indexes, found one"),
            (
                "1. held",
                "held",
                "error: expected an index, as the service's `smithy.protocols#indexed` wants, found none",
            ),
            (
                "1. $base, 3. choice",
                "1. choice",
                "error: expected an index, as the other members have, found none on `base` of a mixin\n  --> numbered.smithy:4:11 (shape a#S,",
            ),
            ("@idx(2)", "65536.", "error: expected a whole number from 1 to 65535, found `65536`"),
            (
                "structure Free",
                "list L { 1. member: String }\nstructure Free",
                "error: expected the trait on a structure's or union's member, found it on a list's member",
            ),
        ],
    );
}

#[test]
fn each_repeated_index_names_the_first_member_that_has_it() {
    let found =
        findings("numbered.smithy", &NUMBERED.replacen("1. $base, 3. choice", "2. $base, 2. choice", 1));
    let text = found.to_string();
    assert_eq!(text.matches("found 2, which `base` has").count(), 2, "{text}");
}

#[test]
fn inline_collections_are_shared() {
    let json = r#"{ "smithy": "2.1", "shapes": {
        "a#S": { "type": "structure", "members": { "a": { "target": "a#_SyntheticListOf__String" } } },
        "a#_SyntheticListOf__String": { "type": "list", "member": { "target": "smithy.api#String" },
            "traits": { "smithy.api#synthetic": {} } } } }"#;
    let mark = r#""smithy.api#synthetic": {}"#;
    told(
        "shared.json",
        json,
        &[
            (
                mark,
                r#""smithy.api#synthetic": {}, "smithy.api#sparse": {}"#,
                "error: expected an inline collection without traits, found `smithy.api#sparse`",
            ),
            (mark, "", "warning: names that begin with `_Synthetic` are those of inline collections"),
        ],
    );
    let of = |more: &str| {
        let text = format!("$version: \"2.1\"\nnamespace a\nstructure S {{ a: [String] }}\n{more}\n");
        findings("a.smithy", &text).to_string()
    };
    for (more, said) in [
        (
            "apply _SyntheticListOf__String @sparse",
            "error: expected an inline collection without traits, found `smithy.api#sparse`",
        ),
        (
            "apply _SyntheticListOf__String$member @length(max: 3)",
            "error: expected an inline collection without traits, found `smithy.api#length`",
        ),
        (
            "list _SyntheticListOf__String { @length(max: 3) member: String }",
            "error: an inline collection has the name of this shape too: see a.smithy:3:18",
        ),
        (
            "list _SyntheticListOf__String { member: String }",
            "error: an inline collection has the name of this shape too: see a.smithy:3:18",
        ),
        ("structure T { a: [Strng] }", "error: the shape `a#Strng` does not exist\n  --> a.smithy:4:19"),
        (
            "structure T { @sparse a: [String] }",
            "error: expected the trait on a list or map, found it on a structure's member",
        ),
        ("structure T { @httpHeader(\"X\") a: [S] }", "`[a#S]`, a list of structure"),
    ] {
        assert!(of(more).contains(said), "{more}\n{}", of(more));
    }
    assert!(
        of("structure T { @sparse a: [String] }")
            .contains("help: define a list or map with a name, and put it there")
    );
    assert!(of("structure T { a: [Strng] }").contains("did you mean `smithy.api#String`?"));
}

#[test]
fn inline_collections_are_lists_and_maps() {
    let shape = |rest: &str| {
        let text = format!(
            r#"{{ "smithy": "2.1", "shapes": {{ "a#Thing": {{ {rest}, "traits": {{ "smithy.api#synthetic": {{}} }} }} }} }}"#
        );
        findings("thing.json", &text).to_string()
    };
    let found = shape(r#""type": "structure", "members": {}"#);
    assert!(
        found.starts_with("error: expected the trait on a list or map, found it on a structure"),
        "{found}"
    );
    let found = shape(r#""type": "list", "member": { "target": "smithy.api#String" }"#);
    assert!(
        found.starts_with("error: expected an inline collection, found a shape of another name, `a#Thing`"),
        "{found}"
    );
}

#[test]
fn namespaces_of_a_service_may_have_the_same_inline_collections() {
    let one = "$version: \"2.1\"\nnamespace a\nuse b#T\nservice S { operations: [O] }\noperation O { input := { a: {String: String}, b: [String], t: T } }\n";
    let other = "$version: \"2.1\"\nnamespace b\nstructure T { a: {String: String}, b: [String] }\n";
    let files = [SourceFile { name: "a.smithy", text: one }, SourceFile { name: "b.smithy", text: other }];
    let loaded = Model::read(&files).unwrap();
    assert!(loaded.warnings.is_empty(), "{}", loaded.warnings);
}

#[test]
fn unstable_features_are_those_of_the_service() {
    let model = r#"$version: "2"
namespace a
@unstableFeatures(carts: { message: "Try it.", reason: "PREVIEW" })
service Service { operations: [O] }
@unstable(featureId: "carts") operation O { input := { @unstable a: String } }
"#;
    told(
        "unstable.smithy",
        model,
        &[
            (
                r#"featureId: "carts""#,
                r#"featureId: "cart""#,
                "error: expected a feature that `a#Service` describes, found `cart`",
            ),
            (
                r#"reason: "PREVIEW""#,
                r#"reason: "SOON""#,
                "error: expected \"PREVIEW\" as `reason`, found the string \"SOON\"",
            ),
        ],
    );
}
