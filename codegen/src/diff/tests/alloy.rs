//! Changes of what `alloy#simpleRestJson` knows.

use super::*;

/// Returns what is said of a change in a service with this protocol.
fn said(protocol: &str, old: &str, new: &str) -> Vec<String> {
    let with = |shapes: &str| {
        let text = format!(
            "$version: \"2.0\"\nnamespace a\n@{protocol} service S {{ version: \"1\", operations: [Act] }}\n\
             @http(method: \"POST\", uri: \"/\") operation Act {{ input: In, output: Out }}\n\
             structure A {{ x: String }}\nstructure B {{ y: String }}\nmap Documents {{ key: String, value: Document }}\n{shapes}\n"
        );
        Model::read(&[SourceFile { name: "test.smithy", text: &text }]).unwrap().model
    };
    lines(&with(old), &with(new))
}

const SHAPES: &str = "structure In { u: U, @alloy#nullable n: String, m: Documents }\nstructure Out { u: U }\nunion U { a: A, b: B }";

#[test]
fn what_a_trait_says_of_the_wire_holds_where_the_protocol_knows_it() {
    for (from, to, said_of_it) in [
        ("union U", "@alloy#untagged union U", "ERROR ModifiedTrait.Add.alloy#untagged a#U breaking major"),
        ("union U", "@alloy#discriminated(\"k\") union U", "Add.alloy#discriminated a#U breaking major"),
        ("m: Documents", "@alloy#jsonUnknown m: Documents", "Add.alloy#jsonUnknown a#In$m breaking major"),
        ("@alloy#nullable n", "n", "Remove.alloy#nullable a#In$n breaking major"),
        (
            "@alloy#nullable n: String,",
            "@alloy#nullable n: String, @alloy#nullable o: String,",
            "AddedShape a#In$o compatible minor",
        ),
    ] {
        let new = SHAPES.replace(from, to);
        let known = said("alloy#simpleRestJson", SHAPES, &new);
        let id = said_of_it.trim_start_matches("ERROR ModifiedTrait.");
        assert!(known.iter().any(|line| line.contains(id)), "{to}: {known:?}");
        let unknown = said("aws.protocols#restJson1", SHAPES, &new);
        assert!(unknown.iter().all(|line| !line.contains(" breaking ")), "{to}: {unknown:?}");
    }
}

#[test]
fn the_order_of_an_untagged_union_says_what_its_values_are() {
    let tagged = (SHAPES.to_owned(), SHAPES.replace("{ a: A, b: B }", "{ b: B, a: A }"));
    let untagged = |text: &str| text.replace("union U", "@alloy#untagged union U");
    let (old, new) = (untagged(&tagged.0), untagged(&tagged.1));
    let compatible = ["DANGER ChangedMemberOrder a#U compatible patch"];
    assert_eq!(said("alloy#simpleRestJson", &tagged.0, &tagged.1), compatible);
    assert_eq!(said("aws.protocols#restJson1", &old, &new), compatible);
    assert_eq!(
        said("alloy#simpleRestJson", &old, &new),
        ["DANGER ChangedMemberOrder.Untagged a#U breaking major"]
    );
}
