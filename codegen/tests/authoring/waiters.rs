//! Mistakes in waiters.

use super::findings;

/// What is said of a waiter of this name, with these fields.
fn waiter(name: &str, fields: &str) -> String {
    let text = format!(
        r#"{{ "smithy": "2.0", "shapes": {{ "a#Look": {{ "type": "operation", "traits": {{ "smithy.waiters#waitable": {{ "{name}": {{ {fields} }} }} }} }} }} }}"#
    );
    let said = findings("waiter.json", &text).to_string();
    said.lines().next().unwrap_or_default().to_owned()
}

#[test]
fn waiters_that_can_not_be() {
    let ends = r#""acceptors": [{ "state": "success", "matcher": { "success": true } }]"#;
    let accepts = |matcher: &str| format!(r#""acceptors": [{{ "state": "success", "matcher": {matcher} }}]"#);
    let no_end =
        "error: expected an acceptor with the state `success`, found none: the wait would never end well";
    let waits = |fields: &str| assert_eq!(waiter("Thing1", fields), "no findings", "{fields}");
    waits(&accepts(r#"{ "success": true }"#));
    waits(&format!(r#""minDelay": 120, "maxDelay": 120, {ends}"#));
    waits(&accepts(r#"{ "output": { "path": "a", "comparator": "booleanEquals", "expected": "false" } }"#));
    for (name, fields, said) in [
        (
            "thing",
            ends,
            r#"error: expected names such as `ThingExists`, of letters and digits, found "thing""#,
        ),
        ("A_b", ends, r#"error: expected names such as `ThingExists`, of letters and digits, found "A_b""#),
        ("Thing", r#""acceptors": []"#, no_end),
        ("Thing", &ends.replace(r#": "success""#, r#": "retry""#), no_end),
        (
            "Thing",
            &format!(r#""minDelay": 200, {ends}"#),
            "error: expected a `maxDelay` of at least the `minDelay`, 200, found 120",
        ),
        (
            "Thing",
            &format!(r#""minDelay": 0, {ends}"#),
            "error: expected a whole number from 1 to 2147483647 as `minDelay`, found `0`",
        ),
        (
            "Thing",
            &accepts(r#"{ "success": true, "errorType": "A" }"#),
            "error: expected one of `success`, `errorType`, `output` and `inputOutput`, found several",
        ),
        (
            "Thing",
            &accepts("{}"),
            "error: expected one of `success`, `errorType`, `output` and `inputOutput` as `matcher`, found an empty object",
        ),
        (
            "Thing",
            &accepts(r#"{ "output": { "path": "a", "comparator": "booleanEquals", "expected": "maybe" } }"#),
            r#"error: expected `true` or `false` for `booleanEquals`, found "maybe""#,
        ),
    ] {
        assert_eq!(waiter(name, fields), said);
    }
}
