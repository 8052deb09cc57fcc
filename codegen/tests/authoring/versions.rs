//! Features of one version of Smithy in a file of another.

use super::{findings, told};

#[test]
fn versions_of_smithy() {
    let old = r#"$version: "1.0"
namespace a
structure S { a: Integer, b: B }
set B { member: String }
@box integer C
"#;
    let later =
        |what: &str| format!("error: expected what Smithy 1.0 has, found {what}, which came with 2.0");
    let texts =
        ["an enum", "an intEnum", "`mixins`", "`smithy.api#mixin`", "`smithy.api#default`"].map(later);
    let more = ["an inline input or output", "a structure for a resource", "`properties`"].map(later);
    let [an_enum, an_int_enum, mixins, mixin, default] = &texts;
    let [inline, for_resource, properties] = &more;
    told(
        "old.smithy",
        old,
        &[
            ("set B", "enum D { E }\nset B", an_enum),
            ("set B", "intEnum D { E = 1 }\nset B", an_int_enum),
            ("set B", "@mixin structure D {}\nset B", mixin),
            ("a: Integer", "a: Integer = 1", default),
            ("set B", "operation D { input := {} }\nset B", inline),
            ("structure S {", "resource R {}\nstructure S for R {", for_resource),
        ],
    );
    let two = |text: &str, said: [&str; 2]| {
        let found = findings("old.smithy", &old.replacen("set B", text, 1)).to_string();
        assert!(said.iter().all(|said| found.contains(said)), "{found}");
    };
    two("@mixin structure M {}\nstructure D with [M] {}\nset B", [mixins, mixin]);
    two("resource R { properties: { p: String } }\nset B", [properties, "expected the property `p`"]);
    two(
        "resource R { identifiers: { id: String } }\nstructure D for R { $id }\nset B",
        ["a structure for a resource", "a member without a target"],
    );
    let old = r#"{ "smithy": "1.0", "shapes": {
        "a#S": { "type": "structure", "members": {}, "mixins": [] },
        "a#R": { "type": "resource", "properties": {} },
        "a#T": { "type": "string" } } }"#;
    let told_new = format!(
        "{an_enum}\n  --> old.json:4:9 (shape a#T)\n  help: begin the model with `\"smithy\": \"2.0\"`"
    );
    let members = r#""enum", "members": { "M": { "target": "smithy.api#Unit" } }"#;
    told("old.json", old, &[(r#""string""#, members, &told_new)]);
    let new = r#"{ "smithy": "2.0", "shapes": {
        "a#L": { "type": "list", "member": { "target": "smithy.api#Integer", "traits": {} } } } }"#;
    let boxed = r#""traits": { "smithy.api#box": {} }"#;
    told(
        "new.json",
        new,
        &[
            (r#""list""#, r#""set""#, "error: expected a shape type of Smithy 2.0, found `set`"),
            (r#""traits": {}"#, boxed, "error: expected a trait of Smithy 2.0, found `smithy.api#box`"),
        ],
    );
    assert!(
        findings("old.smithy", "$version: \"1.0\"\nnamespace a\noperation O { input: S }\nstructure S { a: B }\n@streaming blob B")
            .is_empty()
    );
}

#[test]
fn what_came_with_2_1() {
    let two = r#"$version: "2.0"
namespace a
structure S { a: L }
list L { member: String }
@pattern("a") string T
"#;
    let later =
        |what: &str| format!("error: expected what Smithy 2.0 has, found {what}, which came with 2.1");
    let texts = ["an inline collection", "a member index", "a tagged string"].map(later);
    let [collection, index, literal] = &texts;
    let changes = [
        ("a: L", "a: [String]", &**collection),
        ("a: L", "1. a: L", index),
        (r#""a""#, r##"#re "a""##, literal),
    ];
    told("two.smithy", two, &changes);
    for (from, to, _) in changes {
        let newer = two.replacen(from, to, 1).replacen("2.0", "2.1", 1);
        assert!(findings("newer.smithy", &newer).is_empty(), "{newer}");
        let old = findings("old.smithy", &two.replacen(from, to, 1).replacen("2.0", "1.0", 1)).to_string();
        assert!(old.contains("which came with 2.1") && old.contains("may be absent"), "{old}");
        let unsaid = newer.replacen("$version: \"2.1\"", "", 1);
        let unsaid = findings("unsaid.smithy", &unsaid).to_string();
        assert!(unsaid.contains("begin it with `$version: \"2.1\"`"), "{unsaid}");
    }
    let twice = findings("two.smithy", &two.replacen("a: L", "a: [L], b: [L], c: {String: L}", 1));
    assert_eq!(twice.len(), 1, "{twice}");
}
