//! Waiters that are added, removed or changed.

use super::*;

/// Builds a model with an operation `Act` that has these waiters.
fn with(waiters: &str) -> Model {
    let waitable = match waiters {
        "" => String::new(),
        _ => format!(r#", "smithy.waiters#waitable": {{{waiters}}}"#),
    };
    whole(&format!(
        r#"{{"smithy": "2.0", "shapes": {{
        "a#S": {{"type": "service", "version": "1", "operations": [{{"target": "a#Act"}}], "traits": {{"aws.protocols#restJson1": {{}}}}}},
        "a#Act": {{"type": "operation", "traits": {{"smithy.api#http": {{"method": "POST", "uri": "/act"}}{waitable}}}}}}}}}"#
    ))
}

/// Returns the message and the bump of the only event.
fn said(old: &str, new: &str) -> (String, Bump) {
    let events = compare(&with(old), &with(new));
    assert_eq!(events.len(), 1, "{events:#?}");
    let event = events.into_iter().next().unwrap();
    assert_eq!((event.wire, event.subject.unwrap().as_str()), (Compatibility::Compatible, "a#Act"));
    (event.message, event.bump)
}

const DONE: &str = r#""Done": {"acceptors": [{"state": "success", "matcher": {"success": true}}]}"#;
const LATE: &str = r#""Late": {"acceptors": [{"state": "success", "matcher": {"success": false}}]}"#;

#[test]
fn waiters_come_and_go_by_name() {
    let both = format!("{DONE}, {LATE}");
    assert_eq!(said("", DONE), ("the waiter `Done` is new".to_owned(), Bump::Minor));
    assert_eq!(said(DONE, &both), ("the waiter `Late` is new".to_owned(), Bump::Minor));
    assert_eq!(said(&both, LATE), ("the waiter `Done` is gone".to_owned(), Bump::Patch));
    assert_eq!(said(DONE, ""), ("the waiter `Done` is gone".to_owned(), Bump::Patch));
    assert_eq!(
        said(DONE, LATE),
        ("the waiter `Late` is new; the waiter `Done` is gone".to_owned(), Bump::Minor)
    );
}

#[test]
fn a_waiter_that_waits_otherwise_is_said_in_words() {
    let part = |comparator: &str| {
        format!(
            r#"{{"state": "retry", "matcher": {{"output": {{"path": "state", "comparator": "{comparator}", "expected": "OFF"}}}}}}"#
        )
    };
    let of = |acceptors: &[&str], rest: &str| {
        format!(r#""Done": {{"acceptors": [{}]{rest}}}"#, acceptors.join(","))
    };
    let success = r#"{"state": "success", "matcher": {"success": true}}"#;
    let failure = r#"{"state": "failure", "matcher": {"errorType": "a#Gone"}}"#;
    let (is, has) = (part("stringEquals"), part("anyStringEquals"));
    for (old, new, expected) in [
        (of(&[success], ""), of(&[success, failure], ""), r#"now `failure by error "Gone"`"#),
        (
            of(&[success, &is], ""),
            of(&[success, &has], ""),
            r#"no more `retry by output "state" is "OFF"`, now `retry by output "state" has "OFF"`"#,
        ),
        (
            of(&[success, failure], ""),
            of(&[failure, success], ""),
            "what answers mean is looked for in another order",
        ),
        (
            of(&[success], ""),
            of(&[success], r#", "minDelay": 5, "maxDelay": 60"#),
            "the shortest pause between calls was 2 s and is 5 s, the longest pause between calls was 120 s and is 60 s",
        ),
    ] {
        let expected = format!("calls that wait with `Done` behave differently: {expected}");
        assert_eq!(said(&old, &new), (expected, Bump::Minor));
    }
}

#[test]
fn what_is_said_of_a_waiter_asks_for_little() {
    let of = |rest: &str| DONE.replace("]}", &format!("]{rest}}}"));
    let change = |old: &str, new: &str| said(&of(old), &of(new));
    assert_eq!(
        change("", r#", "deprecated": true"#),
        ("the waiter `Done` is deprecated".to_owned(), Bump::Minor)
    );
    assert_eq!(
        change("", r#", "documentation": "x""#),
        ("the waiter `Done` is documented otherwise".to_owned(), Bump::Patch)
    );
    let why = of("").replace(r#"true}}"#, r#"true}, "message": "reason"}"#);
    assert_eq!(said(&of(""), &why).0, "the waiter `Done` is documented otherwise");
    // Tags do not affect clients.
    let (message, bump) = change("", r#", "tags": ["t"]"#);
    assert!(
        message.starts_with("the trait `smithy.waiters#waitable` was ") && bump == Bump::Patch,
        "{message}"
    );
}
