//! Narrower and wider limits.

use super::*;

#[test]
fn narrower_constraints_break_what_is_sent() {
    let number =
        |range: &str| format!(r##""a#N": {{"type": "integer", "traits": {{"smithy.api#range": {range}}}}}"##);
    let member = r##""n": {"target": "a#N"}"##;
    let sent = |range: &str| model(member, "", &number(range));
    let narrow = "ERROR ChangedRangeTrait a#N breaking major";
    let plain = "NOTE ModifiedTrait.Update.smithy.api#range a#N compatible patch";
    assert_eq!(lines(&sent(r#"{"max": 9}"#), &sent(r#"{"max": 8}"#)), [narrow, plain]);
    assert_eq!(lines(&sent(r#"{"max": 8}"#), &sent(r#"{"max": 9}"#)), [plain]);
    assert_eq!(
        lines(&sent(r#"{"max": 9}"#), &sent(r#"{"min": -5, "max": 9}"#)),
        ["ERROR ChangedTrait.Update.smithy.api#range a#N breaking major", plain]
    );
    let wider = "ERROR ChangedRangeTrait a#N compatible minor";
    assert_eq!(lines(&sent(r#"{"min": -5, "max": 9}"#), &sent(r#"{"max": 9}"#)), [wider, plain]);
    // Smithy calls both bounds narrower, but only the maximum is.
    assert_eq!(lines(&sent(r#"{"min": -5, "max": 9}"#), &sent(r#"{"max": 8}"#)), [narrow, wider, plain]);
    // To Smithy, no minimum is a minimum of zero.
    let first = "ERROR ChangedTrait.Update.smithy.api#range a#N breaking major";
    assert_eq!(lines(&sent(r#"{"max": 9}"#), &sent(r#"{"min": 1, "max": 9}"#)), [narrow, plain]);
    assert_eq!(lines(&sent(r#"{"max": 9}"#), &sent(r#"{"min": 0, "max": 9}"#)), [first, plain]);
    assert_eq!(lines(&sent(r#"{"min": 0, "max": 9}"#), &sent(r#"{"max": 9}"#)), [plain]);
    assert_eq!(lines(&sent(r#"{"min": 0}"#), &sent(r#"{"min": 0, "max": 9}"#)), [narrow, plain]);
    let received = |range: &str| model("", member, &number(range));
    assert_eq!(
        lines(&received(r#"{"max": 9}"#), &received(r#"{"max": 8}"#)),
        ["ERROR ChangedRangeTrait a#N compatible minor", plain]
    );
}

#[test]
fn shorter_lengths_break_what_is_sent() {
    let sent = |length: &str| {
        let text = format!(r#""a#T": {{"type": "string", "traits": {{"smithy.api#length": {length}}}}}"#);
        model(r#""t": {"target": "a#T"}"#, "", &text)
    };
    let narrow = "ERROR ChangedLengthTrait a#T breaking major";
    let plain = "NOTE ModifiedTrait.Update.smithy.api#length a#T compatible patch";
    for (old, new, expected) in [
        (r#"{"max": 9}"#, r#"{"max": 8}"#, [narrow, plain].as_slice()),
        (r#"{"max": 9}"#, r#"{"min": 1, "max": 9}"#, &[narrow, plain]),
        // Nothing is shorter than this.
        (r#"{"max": 9}"#, r#"{"min": 0, "max": 9}"#, &[plain]),
        (r#"{"min": 1}"#, r#"{"max": 9}"#, &[narrow, plain]),
        (r#"{"min": 1, "max": 8}"#, r#"{"max": 9}"#, &[plain]),
    ] {
        assert_eq!(lines(&sent(old), &sent(new)), expected, "{old} -> {new}");
    }
}
