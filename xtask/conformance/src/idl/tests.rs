use super::*;

fn shapes(text: &str) -> String {
    let files = read("test.smithy", text).unwrap();
    let shapes =
        files.iter().map(|file| file.split_once(r#""shapes":"#).unwrap().1.strip_suffix('}').unwrap());
    shapes.collect::<Vec<_>>().join("\n")
}

#[test]
fn shapes_and_traits_become_the_ast() {
    let found = shapes(
        "$version: \"2.0\"\nnamespace a.b\nuse c.d#other\n\n// a comment\n/// What it is.\n/// More.\n\
         @other @http(method: \"GET\", uri: \"/x\")\nstructure Thing with [Base] { @required name: String = \"x\", next: Thing }",
    );
    assert_eq!(
        found,
        r##"{"a.b#Thing":{"type":"structure","mixins":[{"target":"a.b#Base"}],"members":{"name":{"target":"smithy.api#String","traits":{"smithy.api#required":{},"smithy.api#default":"x"}},"next":{"target":"a.b#Thing","traits":{}}},"traits":{"c.d#other":{},"smithy.api#http":{"method":"GET","uri":"/x"},"smithy.api#documentation":"What it is.\nMore."}}}"##
    );
}

#[test]
fn bindings_are_references() {
    let found = shapes(
        "namespace a\nservice S { version: \"1\" operations: [O] rename: { \"b#C\": \"D\" } }\n\
         operation O { input := { @required a: String }, errors: [E] }\nresource R { identifiers: { id: String } read: O }",
    );
    assert!(
        found.contains(
            r##""a#S":{"type":"service","version":"1","operations":[{"target":"a#O"}],"rename":{"b#C":"D"}"##
        ),
        "{found}"
    );
    assert!(found.contains(r##""input":{"target":"a#OInput"},"errors":[{"target":"a#E"}]"##), "{found}");
    assert!(
        found.contains(r##""identifiers":{"id":{"target":"smithy.api#String"}},"read":{"target":"a#O"}"##),
        "{found}"
    );
}

#[test]
fn enums_lists_and_apply_statements() {
    let found = shapes(
        "namespace a\nenum E { A = \"x\" B }\nlist L { member: E }\napply L @uniqueItems\nmap M { key: String, value: L }",
    );
    assert!(
        found.contains(r##""A":{"target":"smithy.api#Unit","traits":{"smithy.api#enumValue":"x"}}"##),
        "{found}"
    );
    assert!(found.contains(r##""a#L":{"type":"list","member":{"target":"a#E","traits":{}}"##), "{found}");
    assert!(
        found.ends_with(r##"{"a#L":{"type":"apply","traits":{"smithy.api#uniqueItems":{}}}}"##),
        "{found}"
    );
}

#[test]
fn what_cannot_be_read_is_named_with_its_place() {
    let error = |text: &str| read("test.smithy", text).unwrap_err().to_string();
    assert!(error("namespace a\nstructure S { a String }").contains("test.smithy:2:"), "a colon");
    assert!(error("nonsense").contains("expected a statement"), "a statement");
    assert!(error("metadata a = \"b").contains("a string that ends"), "a string");
    assert!(error("namespace a\n;").contains("found `;`"), "a mark");
}
