//! Texts of a model that try to be something else in generated documentation: code that `cargo test` runs, or markup that a browser does.
#![allow(missing_docs, clippy::panic, clippy::unwrap_used)]

mod support;

/// The first ends a code span, begins a block that is a test, and holds what rustc refuses in comments; the second is markup wherever it is not code.
/// As they stand in JSON.
const TEXTS: [&str; 2] = [r"x`\n\n```\nINJECTED();\n```\n\n<script>`\u202e\r\u0007", "<script>"];

/// A model with a text in one place at a time. `@` marks the places.
const MODEL: &str = r#"{
    "smithy": "2.0",
    "shapes": {
        "example#Depot": {
            "type": "service", "version": "@", "operations": [{"target": "example#Store"}],
            "traits": {
                "aws.protocols#restJson1": {},
                "aws.auth#sigv4": {"name": "@"},
                "aws.api#service": {"sdkId": "@"},
                "smithy.api#documentation": "The service.",
                "smithy.rules#clientContextParams": {"Place": {"type": "string", "documentation": "@"}},
                "smithy.rules#endpointRuleSet": {
                    "version": "1.0",
                    "parameters": {
                        "Place": {"type": "String", "documentation": "@"},
                        "Host": {"type": "String", "builtIn": "@", "documentation": "@"}
                    },
                    "rules": [
                        {"type": "error", "conditions": [{"fn": "isSet", "argv": [{"ref": "Place"}]}], "error": "@", "documentation": "@"},
                        {"type": "endpoint", "conditions": [], "endpoint": {"url": "https://example.com"}}
                    ]
                }
            }
        },
        "example#Store": {
            "type": "operation",
            "input": {"target": "example#StoreInput"},
            "output": {"target": "example#StoreOutput"},
            "errors": [{"target": "example#Full"}],
            "traits": {
                "smithy.api#http": {"method": "POST", "uri": "/@/{account}"},
                "smithy.api#deprecated": {"message": "@", "since": "@"},
                "smithy.waiters#waitable": {"Stored": {"documentation": "@", "acceptors": [
                    {"state": "success", "matcher": {"output": {"path": "contains(text, '@')", "comparator": "booleanEquals", "expected": "true"}}},
                    {"state": "retry", "matcher": {"output": {"path": "text", "comparator": "stringEquals", "expected": "@"}}},
                    {"state": "failure", "matcher": {"errorType": "@"}}
                ]}},
                "smithy.api#examples": [{"title": "@", "documentation": "@", "input": {"account": "@"}}]
            }
        },
        "example#StoreInput": {
            "type": "structure",
            "members": {
                "account": {
                    "target": "smithy.api#String",
                    "traits": {"smithy.api#httpLabel": {}, "smithy.api#required": {}, "smithwright.api#labelFallback": "@"}
                },
                "place": {
                    "target": "example#Text",
                    "traits": {"smithy.api#httpQuery": "@", "smithwright.api#reservedPrefix": "@"}
                },
                "header": {"target": "smithy.api#String", "traits": {"smithy.api#httpHeader": "@"}},
                "headers": {"target": "example#Texts", "traits": {"smithy.api#httpPrefixHeaders": "x-@"}},
                "kind": {"target": "example#Kind", "traits": {"smithy.api#jsonName": "@"}},
                "content": {"target": "example#Text", "traits": {"smithy.api#default": "@"}}
            },
            "traits": {"smithy.api#input": {}}
        },
        "example#StoreOutput": {"type": "structure", "members": {"text": {"target": "example#Text"}}},
        "example#Full": {"type": "structure", "members": {}, "traits": {"smithy.api#error": "client"}},
        "example#Text": {"type": "string", "traits": {"smithy.api#pattern": "@", "smithy.api#mediaType": "text/@"}},
        "example#Texts": {
            "type": "map", "key": {"target": "smithy.api#String"}, "value": {"target": "smithy.api#String"}
        },
        "example#Kind": {
            "type": "enum",
            "members": {"ONE": {"target": "smithy.api#Unit", "traits": {"smithy.api#enumValue": "@"}}}
        }
    }
}"#;

/// What every place says where the text does not stand.
const PLAIN: &str = "plain";

/// The model with the text in this place.
fn model(place: usize, hostile: &str) -> String {
    let mut parts = MODEL.split('@');
    let mut text = parts.next().unwrap().to_owned();
    for (at, part) in parts.enumerate() {
        text.push_str(if at == place { hostile } else { PLAIN });
        text.push_str(part);
    }
    text
}

/// What stands in a line of documentation outside of code.
fn outside_of_code(line: &str) -> String {
    let mut out = String::new();
    let mut rest = line;
    while let Some(start) = rest.find('`') {
        let (before, from) = rest.split_at(start);
        out.push_str(before);
        let fence = from.len() - from.trim_start_matches('`').len();
        let (fence, inside) = from.split_at(fence);
        // An end is a run of as many backticks, and no longer one.
        let end = inside.match_indices(fence).map(|(at, _)| at).find(|at| {
            let is_tick = |at: Option<usize>| at.and_then(|at| inside.as_bytes().get(at)) == Some(&b'`');
            !is_tick(at.checked_sub(1)) && !is_tick(Some(at + fence.len()))
        });
        match end {
            Some(end) => rest = &inside[end + fence.len()..],
            None => {
                out.push_str(fence);
                rest = inside;
            }
        }
    }
    out + rest
}

/// Checks that documentation runs nothing, and that rustc and browsers take it for text.
fn check(path: &str, text: &str, place: usize) {
    // What stands between fences is shown as it is, and run unless it is said to be text.
    let mut fence: Option<String> = None;
    for line in text.lines() {
        let invisible = |letter: char| letter == '\r' || letter == '\u{7}' || letter == '\u{202e}';
        assert!(!line.contains(invisible), "place {place}: {path}: {line:?}");
        let line = line.trim_start();
        let Some(line) = line.strip_prefix("///").or_else(|| line.strip_prefix("//!")) else { continue };
        if let Some(info) = line.trim_start().strip_prefix("```") {
            fence = if fence.is_some() { None } else { Some(info.to_owned()) };
        }
        if fence.as_deref() == Some("text") {
            continue;
        }
        assert!(!line.trim_start().starts_with("INJECTED"), "place {place}: {path}: {line}");
        let markup = outside_of_code(line).replace("\\<", "");
        assert!(fence.is_some() || !markup.contains("<script"), "place {place}: {path}: {line}");
    }
}

#[test]
fn no_text_of_a_model_becomes_code_or_markup() {
    let places = MODEL.matches('@').count();
    support::files(&model(places, "")).unwrap();
    let mut taken = 0;
    for (place, text) in (0..places).flat_map(|place| TEXTS.map(|text| (place, text))) {
        match support::files(&model(place, text)) {
            Ok(files) => {
                taken += 1;
                files.iter().for_each(|(path, text)| check(path, text, place));
            }
            Err(report) => {
                let quiet = !report.contains(['\r', '\u{7}', '\u{202e}', '\u{1b}']);
                assert!(quiet, "place {place}: {report:?}");
            }
        }
    }
    assert!(taken > places, "only {taken} of {} texts were taken, which shows little", places * TEXTS.len());
}

#[test]
fn what_is_outside_of_code_is_found() {
    assert_eq!(outside_of_code("a `b` c `` d`e `` f"), "a  c  f");
    assert_eq!(outside_of_code("a ` b"), "a ` b");
}
