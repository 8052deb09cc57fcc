use super::*;

fn location(line: u32, column: u32) -> Location {
    Location { file: "a.json".into(), position: Position { line, column } }
}

#[test]
fn prints_place_subject_and_help() {
    let diagnostic = Diagnostic::error("expected a number, found a string")
        .at(&location(3, 7))
        .shape("example#Foo$bar")
        .trait_id("smithy.api#httpError")
        .help("write 404, without quotes");
    assert_eq!(
        diagnostic.to_string(),
        "error: expected a number, found a string\n  \
         --> a.json:3:7 (shape example#Foo$bar, trait smithy.api#httpError)\n  \
         help: write 404, without quotes"
    );
}

#[test]
fn prints_in_order_of_places_with_a_count() {
    let diagnostics: Diagnostics = [
        Diagnostic::warning("third").at(&location(10, 1)),
        Diagnostic::error("second").at(&location(2, 9)),
        Diagnostic::error("first").in_file("a.json"),
    ]
    .into_iter()
    .collect();
    assert_eq!(
        diagnostics.to_string(),
        "error: first\n  --> a.json\n\n\
         error: second\n  --> a.json:2:9\n\n\
         warning: third\n  --> a.json:10:1\n\n\
         2 errors, 1 warning"
    );
    assert!(diagnostics.has_errors());
}

#[test]
fn warnings_alone_are_no_errors() {
    assert!(!Diagnostics::from(Diagnostic::warning("w")).has_errors());
    assert_eq!(Diagnostics::new().to_string(), "no findings");
}

#[test]
fn suggests_only_what_is_close() {
    let candidates = ["smithy.api#required", "smithy.api#readonly"];
    assert_eq!(suggest("smithy.api#requierd", candidates), Some("smithy.api#required"));
    assert_eq!(suggest("Strng", ["Integer", "String"]), Some("String"));
    assert_eq!(suggest("MEMBER", ["member"]), Some("member"));
    assert_eq!(suggest("completely", ["different"]), None);
    assert_eq!(suggest("x", []), None);
}
