//! Changes of traits that say what holds anyway: they break no wire.

use super::*;

/// Returns whether each change from one list of traits of a member to the other breaks the wire.
fn breaks(protocol: &str, old: &str, new: &str) -> Vec<Compatibility> {
    let with = |traits: &str| {
        let member = format!(r#""at": {{"target": "smithy.api#Timestamp", "traits": {{{traits}}}}}"#);
        let text = r##"{"smithy": "2.0", "shapes": {
            "a#S": {"type": "service", "version": "1", "operations": [{"target": "a#Act"}], "traits": {"PROTOCOL": {}}},
            "a#Act": {"type": "operation", "input": {"target": "a#In"}, "output": {"target": "smithy.api#Unit"},
                "traits": {"smithy.api#http": {"method": "POST", "uri": "/act"}}},
            "a#In": {"type": "structure", "members": {MEMBER}}}}"##;
        whole(&text.replace("PROTOCOL", protocol).replace("MEMBER", &member))
    };
    compare(&with(old), &with(new)).iter().map(|event| event.wire).collect()
}

#[test]
fn a_format_that_the_place_has_anyway() {
    use Compatibility::{Breaking, Compatible};
    let (json, xml, cbor) =
        ("aws.protocols#restJson1", "aws.protocols#restXml", "smithy.protocols#rpcv2Cbor");
    let (header, query) = (r#""smithy.api#httpHeader": "at""#, r#""smithy.api#httpQuery": "at""#);
    for (protocol, place, format, wire) in [
        (json, "", "epoch-seconds", Compatible),
        (json, "", "date-time", Breaking),
        (xml, "", "date-time", Compatible),
        (xml, "", "epoch-seconds", Breaking),
        (json, header, "http-date", Compatible),
        (json, header, "epoch-seconds", Breaking),
        (xml, query, "date-time", Compatible),
        (cbor, "", "date-time", Compatible),
    ] {
        let own = format!(r#""smithy.api#timestampFormat": "{format}""#);
        let with = if place.is_empty() { own } else { format!("{place}, {own}") };
        assert_eq!(breaks(protocol, place, &with), [wire], "{protocol} {with}");
        assert_eq!(breaks(protocol, &with, place), [wire], "{protocol} {with}");
    }
}

#[test]
fn a_format_in_a_list_whose_place_is_not_known() {
    let with = |format: &str| {
        let text = r##"{"smithy": "2.0", "shapes": {
            "a#S": {"type": "service", "version": "1", "operations": [{"target": "a#Act"}], "traits": {"aws.protocols#restJson1": {}}},
            "a#Act": {"type": "operation", "input": {"target": "a#In"}, "output": {"target": "smithy.api#Unit"},
                "traits": {"smithy.api#http": {"method": "POST", "uri": "/act"}}},
            "a#In": {"type": "structure", "members": {"at": {"target": "a#Times", "traits": {"smithy.api#httpHeader": "at"}}}},
            "a#Times": {"type": "list", "member": {"target": "smithy.api#Timestamp", "traits": {FORMAT}}}}}"##;
        whole(&text.replace("FORMAT", format))
    };
    let seconds = with(r#""smithy.api#timestampFormat": "epoch-seconds""#);
    let wire: Vec<_> = compare(&with(""), &seconds).iter().map(|event| event.wire).collect();
    assert_eq!(wire, [Compatibility::Breaking], "what a body has anyway, a header does not");
}

#[test]
fn the_name_of_a_header_in_another_case() {
    let header = |name: &str| format!(r#""smithy.api#httpHeader": "{name}""#);
    let json = "aws.protocols#restJson1";
    assert_eq!(breaks(json, &header("X-At"), &header("x-at")), [Compatibility::Compatible]);
    assert_eq!(breaks(json, &header("X-At"), &header("X-Of")), [Compatibility::Breaking]);
}
