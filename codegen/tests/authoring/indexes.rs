//! Mistakes in the indexes of members, and with the collections that stand in place of targets.

use super::{findings, told};

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
            ("1. held", "held", "error: expected an index, as the other members have, found none"),
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
fn collections_in_place_of_targets_are_shared() {
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
                "error: expected no traits on a collection in place of a target, found `smithy.api#sparse`",
            ),
            (
                mark,
                "",
                "warning: names that begin with `_Synthetic` are those of collections in place of targets",
            ),
        ],
    );
    let several = "$version: \"2.1\"\nnamespace a\nstructure S { a: [String] }\napply _SyntheticListOf__String @sparse\n";
    assert!(findings("a.smithy", several).to_string().contains("expected no traits on a collection"));
    let misspelt =
        findings("a.smithy", "$version: \"2.1\"\nnamespace a\nstructure S { a: [Strng] }\n").to_string();
    assert!(misspelt.contains("the shape `a#Strng` does not exist\n  --> a.smithy:3:19"), "{misspelt}");
    assert!(misspelt.contains("did you mean `smithy.api#String`?"), "{misspelt}");
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
        &[(
            r#"featureId: "carts""#,
            r#"featureId: "cart""#,
            "error: expected a feature that `a#Service` describes, found `cart`",
        )],
    );
}
