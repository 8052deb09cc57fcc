//! Which paths into an answer a waiter can follow, and what it can compare with what they find.

use super::decided;

const MODEL: &str = r#"$version: "2.1"
namespace a
use aws.protocols#restJson1
use smithy.waiters#waitable
@restJson1
service Service { version: "1", operations: [Look] }
@http(method: "GET", uri: "/")
@readonly
@waitable(Seen: { acceptors: [{ state: "success", matcher: { output: { path: "PATH", comparator: "COMPARATOR", expected: "EXPECTED" } } }] })
operation Look { output := {
    text: String, kind: Kind, blob: Blob, flag: Boolean, number: Integer, time: Timestamp, doc: Document
    texts: [String], flags: [Boolean], things: [Thing], words: {String: String}, groups: {String: [Thing]}, pick: Pick, thing: Thing
} }
enum Kind { A }
structure Thing { name: String, size: Integer, flag: Boolean }
union Pick { left: String, right: Thing }
"#;

/// What is said of a waiter that compares in this way; nothing if it is made.
fn said(path: &str, comparator: &str) -> String {
    let expected = if comparator == "booleanEquals" { "true" } else { "x" };
    let text = MODEL.replace("PATH", &path.replace('"', "\\\"")).replace("COMPARATOR", comparator);
    let text = text.replace("EXPECTED", expected);
    let (service, said) = decided(&text);
    let made = service.iter().flat_map(|it| &it.operations).flat_map(|operation| &operation.waiters).count();
    assert_eq!(made, usize::from(said.is_empty()), "{path}\n{said}");
    said
}

#[test]
fn what_is_found_has_to_be_what_it_is_compared_with() {
    for (comparator, paths) in [
        (
            "stringEquals",
            &[
                "text",
                "kind",
                "blob",
                "doc",
                "doc.any.where",
                "words.key",
                "pick.left",
                "things[0].name",
                "texts[-1]",
                "join(',', texts)",
                "to_string(number)",
                "type(number)",
                "not_null(text, kind)",
                "max_by(things, &size).name",
                "keys(words)[0]",
                "values(words)[0]",
                "{a: text}.a",
                "`\"x\"`",
                "text || kind",
                "max(texts)",
                "map(&name, things)[0]",
                "groups.key[0].name",
            ][..],
        ),
        (
            "booleanEquals",
            &[
                "flag",
                "doc",
                "!flag",
                "text == 'x'",
                "number > `1`",
                "contains(texts, 'x')",
                "things[0].flag",
                "starts_with(text, 'x')",
                "`true`",
            ],
        ),
        (
            "anyStringEquals",
            &[
                "texts",
                "things[].name",
                "things[*].name",
                "keys(words)",
                "keys(thing)",
                "values(words)",
                "words.*",
                "sort(texts)",
                "reverse(texts)",
                "map(&name, things)",
                "[text, kind]",
                "`[]`",
                "doc",
                "groups.*[].name",
                "groups.*[0].name",
                "sort_by(things, &name)[].name",
                "things[?flag].name",
                "texts[1:]",
            ],
        ),
        ("allStringEquals", &["texts", "flags", "things[].name"]),
    ] {
        for path in paths {
            assert_eq!(said(path, comparator), "", "{path} {comparator}");
        }
    }
    for (path, comparator, reason) in [
        ("flag", "stringEquals", "it is smithy.api#Boolean and is compared with a text"),
        ("number", "stringEquals", "it is smithy.api#Integer and is compared with a text"),
        ("texts", "stringEquals", "and is compared with a text"),
        ("length(texts)", "stringEquals", "it is a number and is compared with a text"),
        ("!text", "stringEquals", "it is a condition and is compared with a text"),
        ("{a: text}", "stringEquals", "it is an object and is compared with a text"),
        ("text", "booleanEquals", "it is smithy.api#String and is compared with a boolean"),
        ("to_string(flag)", "booleanEquals", "it is a text and is compared with a boolean"),
        ("flags", "booleanEquals", "and is compared with a boolean"),
        ("text", "anyStringEquals", "it is smithy.api#String and is compared with a list"),
        ("flag", "allStringEquals", "it is smithy.api#Boolean and is compared with a list"),
        ("nothing", "stringEquals", "a#LookOutput has no member `nothing`"),
        ("thing.nothing", "stringEquals", "a#Thing has no member `nothing`"),
        ("pick.middle", "stringEquals", "a#Pick has no member `middle`"),
        ("text.length", "stringEquals", "smithy.api#String has no members such as `length`"),
        ("things.name", "stringEquals", "has no members such as `name`"),
        ("sort(texts).name", "stringEquals", "has no members such as `name`"),
        ("keys(words).name", "stringEquals", "a list has no member `name`"),
        ("length(texts).name", "stringEquals", "a condition, number or text has no member `name`"),
        ("{a: text}.b", "stringEquals", "there is no `b`"),
        ("text[]", "anyStringEquals", "smithy.api#String is no list"),
        ("words[]", "anyStringEquals", "is no list"),
        ("length(texts)[0]", "stringEquals", "what comes before is no list"),
        ("text.*", "anyStringEquals", "smithy.api#String has no names"),
        ("length(texts).*", "anyStringEquals", "what comes before has no names"),
        ("map(&colour, things)", "anyStringEquals", "a#Thing has no member `colour`"),
        ("nothing == text", "booleanEquals", "a#LookOutput has no member `nothing`"),
        ("text == nothing", "booleanEquals", "a#LookOutput has no member `nothing`"),
        ("flag && nothing", "booleanEquals", "a#LookOutput has no member `nothing`"),
        ("things[?nothing].name", "anyStringEquals", "a#Thing has no member `nothing`"),
    ] {
        let found = said(path, comparator);
        assert!(found.contains(reason) && found.starts_with("warning: "), "{path} {comparator}\n{found}");
    }
}

#[test]
fn errors_of_the_service_are_waited_for_too() {
    let said = |error: &str| {
        decided(&format!(
            r#"$version: "2"
namespace a
@aws.protocols#restJson1
service Service {{ version: "1", operations: [Look], errors: [Missing] }}
@http(method: "GET", uri: "/")
@readonly
@smithy.waiters#waitable(Gone: {{ acceptors: [{{ state: "success", matcher: {{ errorType: "{error}" }} }}] }})
operation Look {{ errors: [Busy] }}
@error("client") structure Missing {{}}
@error("client") structure Busy {{}}
"#
        ))
        .1
    };
    assert_eq!((said("Missing"), said("Busy")), (String::new(), String::new()));
    assert!(said("Mising").contains("did you mean `Missing`?"), "{}", said("Mising"));
}
