//! Pairs of small models, before and after a change.

use super::*;
use crate::ir::is_protocol;
use crate::model::{Loaded, SourceFile, catalog};

mod alloy;
mod bindings;
mod constraints;
mod nullability;
mod own_rules;
mod reached;
mod replaced;
mod shapes;
mod signing;
mod suppressed;
mod unchanged;
mod waiters;

/// Builds a model of a service with an operation `Act`, with this input and output, and further shapes.
fn model(input: &str, output: &str, rest: &str) -> Model {
    let comma = if rest.is_empty() { "" } else { "," };
    whole(&format!(
        r##"{{"smithy": "2.0", "shapes": {{
            "a#S": {{"type": "service", "version": "1", "operations": [{{"target": "a#Act"}}],
                "traits": {{"aws.protocols#restJson1": {{}}, "aws.auth#sigv4": {{"name": "s"}}}}}},
            "a#Act": {{"type": "operation", "input": {{"target": "a#In"}}, "output": {{"target": "a#Out"}},
                "traits": {{"smithy.api#http": {{"method": "POST", "uri": "/act"}}}}}},
            "a#In": {{"type": "structure", "members": {{{input}}}}},
            "a#Out": {{"type": "structure", "members": {{{output}}}}}{comma}{rest}}}}}"##
    ))
}

fn whole(text: &str) -> Model {
    let Loaded { model, .. } = Model::read(&[SourceFile { name: "test.json", text }]).unwrap();
    model
}

/// Reads shapes of the namespace `a` in Smithy's IDL.
fn shapes(text: &str) -> Model {
    let text = format!("$version: \"2.1\"\nnamespace a\n{text}\n");
    Model::read(&[SourceFile { name: "test.smithy", text: &text }]).unwrap().model
}

/// Formats severity, id and subject of each event, and nothing of what it means.
fn ids(old: &Model, new: &Model) -> Vec<String> {
    let events = compare(old, new);
    events.iter().map(|event| line(event).rsplitn(3, ' ').last().unwrap_or_default().to_owned()).collect()
}

/// Formats a line for each event: severity, id, subject, whether it breaks the wire, bump.
fn lines(old: &Model, new: &Model) -> Vec<String> {
    compare(old, new).iter().map(line).collect()
}

fn line(event: &Event) -> String {
    let subject = event.subject.as_ref().map_or("-".to_owned(), ToString::to_string);
    format!("{} {} {subject} {} {}", event.severity, event.id, event.wire, event.required_bump())
}

const TEXT: &str = r#""text": {"target": "smithy.api#String"}"#;
const REQUIRED: &str = r#""text": {"target": "smithy.api#String", "traits": {"smithy.api#required": {}}}"#;

#[test]
fn nothing_changed() {
    let text = r#""smithy.api#documentation": "x""#;
    let one = format!(r#""a": {{"target": "smithy.api#String", "traits": {{{text}}}}}"#);
    assert!(lines(&model(&one, "", ""), &model(&one, "", "")).is_empty());
}

#[test]
fn an_optional_member_is_a_note() {
    let (old, new) = (model("", "", ""), model(TEXT, "", ""));
    assert_eq!(lines(&old, &new), ["NOTE AddedShape a#In$text compatible minor"]);
    assert_eq!(lines(&new, &old), ["ERROR RemovedShape a#In$text breaking major"]);
}

#[test]
fn a_required_member_breaks_the_wire_only_where_it_is_sent() {
    let old = model("", "", "");
    assert_eq!(
        lines(&old, &model(REQUIRED, "", "")),
        ["ERROR AddedRequiredMember a#In$text breaking major", "NOTE AddedShape a#In$text compatible minor"]
    );
    assert_eq!(
        lines(&old, &model("", REQUIRED, "")),
        [
            "ERROR AddedRequiredMember a#Out$text compatible minor",
            "NOTE AddedShape a#Out$text compatible minor"
        ]
    );
}

#[test]
fn what_became_required_is_named_in_inputs_too() {
    let id = "ChangedNullability.AddedRequiredTrait";
    assert_eq!(
        lines(&model(TEXT, "", ""), &model(REQUIRED, "", "")),
        [format!("ERROR {id} a#In$text breaking major")]
    );
    let input = |text: &str| {
        whole(&format!(
            r##"{{"smithy": "2.0", "shapes": {{"a#Act": {{"type": "operation", "input": {{"target": "a#In"}}}},
            "a#In": {{"type": "structure", "members": {{{text}}}, "traits": {{"smithy.api#input": {{}}}}}}}}}}"##
        ))
    };
    assert_eq!(
        lines(&input(TEXT), &input(REQUIRED)),
        ["WARNING ChangedRequired.Added a#In$text breaking major"]
    );
    assert_eq!(
        lines(&input(REQUIRED), &input(TEXT)),
        ["NOTE ChangedRequired.Removed a#In$text compatible minor"]
    );
}

#[test]
fn a_new_target_is_judged_by_what_is_different_about_it() {
    let member = |target: &str| format!(r#""m": {{"target": "{target}"}}"#);
    let shapes = r##""a#One": {"type": "string"}, "a#Two": {"type": "string"}, "a#Number": {"type": "integer"},
        "a#Bound": {"type": "string", "traits": {"smithy.api#length": {"max": 3}}},
        "a#Tight": {"type": "string", "traits": {"smithy.api#length": {"max": 2}}},
        "a#Enum": {"type": "enum", "members": {"A": {"target": "smithy.api#Unit"}}}"##;
    let change =
        |from: &str, to: &str| lines(&model(&member(from), "", shapes), &model(&member(to), "", shapes));
    assert_eq!(change("a#One", "a#Two"), ["WARNING ChangedMemberTarget a#In$m compatible minor"]);
    assert_eq!(change("a#One", "a#Number"), ["ERROR ChangedMemberTarget a#In$m breaking major"]);
    assert_eq!(change("a#One", "a#Enum"), ["ERROR ChangedMemberTarget a#In$m compatible minor"]);
    assert_eq!(change("a#Bound", "a#Tight"), ["ERROR ChangedMemberTarget a#In$m breaking major"]);
    assert_eq!(change("a#One", "a#Bound"), ["WARNING ChangedMemberTarget a#In$m breaking major"]);
}

#[test]
fn enum_values_that_come_go_and_move() {
    let values = |names: &[&str]| -> Model {
        let members: Vec<String> =
            names.iter().map(|name| format!(r#""{name}": {{"target": "smithy.api#Unit"}}"#)).collect();
        let shape = format!(r##""a#E": {{"type": "enum", "members": {{{}}}}}"##, members.join(","));
        model(r##""e": {"target": "a#E"}"##, "", &shape)
    };
    let old = values(&["A", "B"]);
    assert_eq!(
        lines(&old, &values(&["A", "B", "C"])),
        ["NOTE ChangedEnumTrait.Appended.2 a#E compatible minor", "NOTE AddedShape a#E$C compatible minor"]
    );
    assert_eq!(
        lines(&old, &values(&["A", "C", "B"])),
        [
            "ERROR ChangedEnumTrait.OrderChanged.1 a#E compatible minor",
            "NOTE AddedShape a#E$C compatible minor"
        ]
    );
    assert_eq!(
        lines(&old, &values(&["B"])),
        ["ERROR ChangedEnumTrait.Removed.0 a#E breaking major", "ERROR RemovedShape a#E$A breaking major"]
    );
}

#[test]
fn bindings_to_http_break_the_wire() {
    let old = model("", "", "");
    let new = |from: &str, to: &str| {
        let text = r##"{"smithy": "2.0", "shapes": {
            "a#S": {"type": "service", "version": "1", "operations": [{"target": "a#Act"}],
                "traits": {"aws.protocols#restJson1": {}, "aws.auth#sigv4": {"name": "s"}}},
            "a#Act": {"type": "operation", "input": {"target": "a#In"}, "output": {"target": "a#Out"},
                "traits": {"smithy.api#http": {"method": "POST", "uri": "/act"}}},
            "a#In": {"type": "structure", "members": {}},
            "a#Out": {"type": "structure", "members": {}}}}"##;
        assert!(text.contains(from));
        whole(&text.replace(from, to))
    };
    let http = "ERROR TraitBreakingChange.Update.smithy.api#http a#Act breaking major";
    assert_eq!(lines(&old, &new("\"/act\"", "\"/do\"")), [http]);
    assert_eq!(lines(&old, &new("\"POST\"", "\"PUT\"")), [http]);
    // 200 is the default.
    assert!(lines(&old, &new("\"/act\"", "\"/act\", \"code\": 200")).is_empty());
    assert_eq!(lines(&old, &new("\"/act\"", "\"/act\", \"code\": 201")), [http]);
    assert_eq!(
        lines(&old, &new("\"aws.protocols#restJson1\": {}, ", "")),
        ["WARNING ModifiedTrait.Remove.aws.protocols#restJson1 a#S breaking major"]
    );
    assert_eq!(
        lines(&old, &new("\"version\": \"1\"", "\"version\": \"2\"")),
        ["NOTE ChangedServiceVersion a#S compatible minor"]
    );
    let unbound = compare(&old, &new("[{\"target\": \"a#Act\"}]", "[]"));
    let reached = unbound.iter().flat_map(|event| &event.operations).map(ToString::to_string);
    assert_eq!(reached.collect::<Vec<_>>(), ["a#Act"]);
    assert_eq!(
        lines(&old, &new("[{\"target\": \"a#Act\"}]", "[]")),
        ["ERROR RemovedOperationBinding.FromService.Act a#S breaking major"]
    );
}

#[test]
fn operations_that_reach_a_change_are_named() {
    let shape = |documentation: &str| {
        format!(
            r##""a#Deep": {{"type": "structure", "members": {{"again": {{"target": "a#Deep"}}}},
                "traits": {{"smithy.api#documentation": "{documentation}"}}}},
            "a#Other": {{"type": "operation"}}"##
        )
    };
    let member = r##""deep": {"target": "a#Deep"}"##;
    let events = compare(&model(member, "", &shape("old")), &model(member, "", &shape("new")));
    assert_eq!(events.len(), 1);
    let event = events.first().unwrap();
    assert_eq!(event.id, "ModifiedTrait.Update.smithy.api#documentation");
    assert_eq!(event.operations.iter().map(ToString::to_string).collect::<Vec<_>>(), ["a#Act"]);
    assert_eq!(event.required_bump(), Bump::Patch);
    assert_eq!(event.message, "the trait `smithy.api#documentation` was `\"old\"` and is `\"new\"`");
}

#[test]
fn a_model_suppresses_and_raises_but_hides_no_error() {
    let with = |metadata: &str, members: &str| {
        whole(&format!(
            r##"{{"smithy": "2.0", "metadata": {{{metadata}}}, "shapes": {{
            "a#T": {{"type": "structure", "members": {{{members}}}}}}}}}"##
        ))
    };
    let (a, b) = (r#""a": {"target": "smithy.api#String"}"#, r#""b": {"target": "smithy.api#String"}"#);
    let suppressed = r#""suppressions": [{"id": "ChangedMemberOrder", "namespace": "a", "reason": "So."}]"#;
    let swap =
        |metadata: &str| lines(&with(metadata, &format!("{a},{b}")), &with(metadata, &format!("{b},{a}")));
    assert_eq!(swap(""), ["DANGER ChangedMemberOrder a#T compatible patch"]);
    assert_eq!(swap(suppressed), ["SUPPRESSED ChangedMemberOrder a#T compatible patch"]);
    assert_eq!(
        swap(&suppressed.replace("\"a\"", "\"b\"")),
        ["DANGER ChangedMemberOrder a#T compatible patch"]
    );
    let raised = r#""severityOverrides": [{"id": "AddedShape", "namespace": "*", "severity": "DANGER"}]"#;
    assert_eq!(
        lines(&with(raised, a), &with(raised, &format!("{a},{b}"))),
        ["DANGER AddedShape a#T$b compatible patch"]
    );
    let hidden = suppressed.replace("ChangedMemberOrder", "RemovedShape");
    assert_eq!(
        lines(&with(&hidden, &format!("{a},{b}")), &with(&hidden, a)),
        ["ERROR RemovedShape a#T$b compatible patch"]
    );
}

#[test]
fn traits_of_the_model_itself_bring_their_own_rules() {
    let with = |value: &str| {
        whole(&format!(
            r##"{{"smithy": "2.0", "shapes": {{
            "a#mark": {{"type": "structure", "members": {{"x": {{"target": "smithy.api#String"}}, "list": {{"target": "a#L"}}}},
                "traits": {{"smithy.api#trait": {{"breakingChanges": [
                    {{"change": "remove", "severity": "DANGER"}},
                    {{"change": "any", "path": "/list/member", "message": "Look."}}]}}}}}},
            "a#L": {{"type": "list", "member": {{"target": "smithy.api#String"}}}},
            "a#T": {{"type": "string", "traits": {{{value}}}}}}}}}"##
        ))
    };
    let old = with(r##""a#mark": {"x": "1", "list": ["a", "b"]}"##);
    let events = compare(&old, &with(r##""a#mark": {"x": "2", "list": ["a", "c", "d"]}"##));
    let messages: Vec<&str> = events.iter().map(|event| event.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "`/list/2` of the trait `a#mark` was added: `\"d\"`; Look",
            "`/list/1` of the trait `a#mark` was `\"b\"` and is `\"c\"`; Look"
        ]
    );
    assert_eq!(lines(&old, &with("")), ["DANGER TraitBreakingChange.Remove.a#mark a#T compatible patch"]);
}

#[test]
fn who_may_call_and_what_is_encoded_otherwise_break_the_wire() {
    let with = |traits: &str, shape: &str| {
        whole(&format!(
            r#"{{"smithy": "2.0", "shapes": {{
            "a#S": {{"type": "service", "version": "1", "operations": [{{"target": "a#Act"}}], "traits": {{
                "aws.protocols#restJson1": {{}}, "smithy.api#httpBearerAuth": {{}},
                "smithy.api#httpApiKeyAuth": {{"name": "X-Key", "in": "header"}}}}}},
            "a#Act": {{"type": "operation", "input": {{"target": "a#In"}}, "traits": {{
                "smithy.api#http": {{"method": "POST", "uri": "/act"}}{traits}}}}},
            "a#In": {{"type": "structure", "members": {{
                "text": {{"target": "a#Text", "traits": {{"smithy.api#httpHeader": "X-Text"}}}},
                "sum": {{"target": "a#Sum"}}}}}},
            "a#Sum": {{"type": "enum", "members": {{"CRC32": {{"target": "smithy.api#Unit"}}}}}},
            "a#Text": {{"type": "string", "traits": {{{shape}}}}}}}}}"#
        ))
    };
    let open = with(r#", "smithy.api#auth": []"#, "");
    let checksum = |required: bool| {
        format!(
            r#", "aws.protocols#httpChecksum": {{"requestAlgorithmMember": "sum", "requestChecksumRequired": {required}}}"#
        )
    };
    for (old, new) in [
        (&open, &with("", "")),
        (&open, &with(r#", "smithy.api#auth": ["smithy.api#httpBearerAuth"]"#, "")),
        (&with("", ""), &with("", r#""smithy.api#mediaType": "application/json""#)),
        (&with("", r#""smithy.api#pattern": "^.*$""#), &with("", r#""smithy.api#pattern": "^a$""#)),
        (&with("", ""), &with(r#", "smithy.api#httpChecksumRequired": {}"#, "")),
        (&with(r#", "smithy.api#requestCompression": {"encodings": ["gzip"]}"#, ""), &with("", "")),
        (&with(&checksum(false), ""), &with(&checksum(true), "")),
        (&with("", ""), &with(&checksum(true), "")),
        (&with(r#", "smithwright.api#constantHeaders": {"X-V": "1"}"#, ""), &with("", "")),
        (&with("", ""), &with(r#", "smithwright.api#sha256TreeHash": {}"#, "")),
        (&with("", ""), &with(r#", "aws.customizations#s3UnwrappedXmlOutput": {}"#, "")),
        (&with(r#", "aws.customizations#s3UnwrappedXmlOutput": {}"#, ""), &with("", "")),
        (&with("", ""), &with(r#", "aws.auth#unsignedPayload": {}"#, "")),
        (&with(r#", "aws.auth#unsignedPayload": {}"#, ""), &with("", "")),
    ] {
        let found = lines(old, new);
        assert!(found.len() == 1 && found[0].contains(" breaking "), "{found:?}");
    }
}

#[test]
fn what_all_members_say_otherwise_breaks_nothing() {
    let with = |member: &str, target: &str| {
        whole(&format!(
            r#"{{"smithy": "2.0", "shapes": {{
            "a#S": {{"type": "service", "version": "1", "operations": [{{"target": "a#Act"}}], "traits": {{
                "aws.protocols#restJson1": {{}}}}}},
            "a#Act": {{"type": "operation", "input": {{"target": "a#In"}}, "traits": {{
                "smithy.api#http": {{"method": "POST", "uri": "/act"}}}}}},
            "a#In": {{"type": "structure", "members": {{
                "text": {{"target": "a#Text", "traits": {{{member}}}}}}}}},
            "a#Text": {{"type": "string", "traits": {{{target}}}}}}}}}"#
        ))
    };
    let [own, other] = [r#""smithy.api#length": {"max": 5}"#, r#""smithy.api#length": {"max": 3}"#];
    assert_eq!(
        lines(&with(own, ""), &with(own, other)),
        ["NOTE ModifiedTrait.Add.smithy.api#length a#Text compatible patch"]
    );
    assert_eq!(
        lines(&with("", ""), &with("", other)),
        ["NOTE ModifiedTrait.Add.smithy.api#length a#Text breaking major"]
    );
}

#[test]
fn traits_of_services_break_the_wire() {
    let service = |traits: &str| {
        whole(&format!(
            r#"{{"smithy": "2.0", "shapes": {{
            "a#S": {{"type": "service", "version": "1", "operations": [{{"target": "a#Act"}}], "traits": {{{traits}}}}},
            "a#Act": {{"type": "operation", "traits": {{"smithy.api#http": {{"method": "POST", "uri": "/"}}}}}}}}}}"#
        ))
    };
    let json = r#""aws.protocols#awsJson1_0": {}"#;
    let signed = |scheme: &str, name: &str| format!(r#"{json}, "aws.auth#{scheme}": {{"name": "{name}"}}"#);
    let compatible = format!(r#"{json}, "aws.protocols#awsQueryCompatible": {{}}"#);
    let xml = |value: &str| format!(r#""aws.protocols#restXml": {value}"#);
    for (old, new) in [
        (json, &*compatible),
        (&compatible, json),
        // Callers had no credentials before.
        (json, &signed("sigv4", "a")),
        (&signed("sigv4", "a"), &signed("sigv4", "b")),
        (&xml("{}"), &xml(r#"{"noErrorWrapping": true}"#)),
    ] {
        let found = lines(&service(old), &service(new));
        assert!(found.len() == 1 && found[0].contains(" breaking "), "{old} -> {new}: {found:?}");
    }
    for (old, new) in [
        (xml("{}"), xml(r#"{"http": ["h2", "http/1.1"]}"#)),
        (signed("sigv4", "a"), format!(r#"{}, "smithy.api#httpBearerAuth": {{}}"#, signed("sigv4", "a"))),
    ] {
        let found = lines(&service(&old), &service(&new));
        assert!(found.len() == 1 && found[0].contains(" compatible "), "{old} -> {new}: {found:?}");
    }
}

#[test]
fn a_checksum_whose_algorithm_is_named_elsewhere_breaks_the_wire() {
    let with = |member: &str| {
        whole(&format!(
            r#"{{"smithy": "2.0", "shapes": {{
            "a#Act": {{"type": "operation", "input": {{"target": "a#In"}}, "traits": {{
                "aws.protocols#httpChecksum": {{"requestAlgorithmMember": "{member}"}}}}}},
            "a#In": {{"type": "structure", "members": {{
                "one": {{"target": "a#Algorithm", "traits": {{"smithy.api#httpHeader": "X-One"}}}},
                "two": {{"target": "a#Algorithm", "traits": {{"smithy.api#httpHeader": "X-Two"}}}}}}}},
            "a#Algorithm": {{"type": "enum", "members": {{"CRC32": {{"target": "smithy.api#Unit"}}}}}}}}}}"#
        ))
    };
    let expected = "NOTE ChangedTrait.Update.aws.protocols#httpChecksum a#Act breaking major";
    assert_eq!(lines(&with("one"), &with("two")), [expected]);
}

/// Covers every known protocol, so that a new one needs no change here.
#[test]
fn clients_of_every_protocol_lose_by_another_in_its_place() {
    let with = |name: &str, protocol: &str| {
        whole(&format!(
            r#"{{"smithy": "2.0", "shapes": {{
            "a#{name}": {{"type": "service", "version": "1", "operations": [{{"target": "a#Act"}}],
                "traits": {{"{protocol}": {{{}}}, "smithy.api#xmlNamespace": {{"uri": "urn:a"}}}}}},
            "a#Act": {{"type": "operation", "traits": {{"smithy.api#http": {{"method": "POST", "uri": "/"}}}}}}}}}}"#,
            if protocol.starts_with("smithwright.") { r#""expiresIn": 9"# } else { "" }
        ))
    };
    let ids: Vec<&str> = catalog::all().map(|it| it.id).filter(|id| is_protocol(id)).collect();
    assert!(ids.len() >= 9);
    for (at, id) in ids.iter().enumerate() {
        let other = ids[(at + 1) % ids.len()];
        for name in ["S", "T"] {
            let found = lines(&with("S", id), &with(name, other));
            assert!(found.iter().any(|line| line.contains(" a#S breaking ")), "{id} -> {other}: {found:?}");
        }
    }
}

#[test]
fn what_travels_as_before_breaks_no_wire() {
    let named = |name: &str| {
        let shape = format!(
            r#""a#E": {{"type": "enum", "members": {{
                "{name}": {{"target": "smithy.api#Unit", "traits": {{"smithy.api#enumValue": "USD"}}}}}}}}"#
        );
        model(r#""e": {"target": "a#E"}"#, "", &shape)
    };
    let of = |name: &str| model(&format!(r#""text": {{"target": "smithy.api#String"{name}}}"#), "", "");
    let schemes = |schemes: &str| {
        whole(&format!(
            r#"{{"smithy": "2.0", "shapes": {{
            "a#S": {{"type": "service", "version": "1", "operations": [{{"target": "a#Act"}}], "traits": {{
                "aws.protocols#restJson1": {{}}, "smithy.api#httpBearerAuth": {{}}, "smithy.api#httpBasicAuth": {{}},
                "smithy.api#auth": {schemes}}}}},
            "a#Act": {{"type": "operation", "traits": {{"smithy.api#http": {{"method": "POST", "uri": "/act"}}}}}}}}}}"#
        ))
    };
    for (old, new) in [
        (named("USD"), named("US_DOLLAR")),
        (of(""), of(r#", "traits": {"smithy.api#jsonName": "text"}"#)),
        (of(""), of(r#", "traits": {"smithy.api#xmlName": "text"}"#)),
        (
            schemes(r#"["smithy.api#httpBearerAuth"]"#),
            schemes(r#"["smithy.api#httpBearerAuth", "smithy.api#httpBasicAuth"]"#),
        ),
    ] {
        let found = lines(&old, &new);
        assert!(!found.is_empty() && !found.iter().any(|line| line.contains(" breaking ")), "{found:?}");
    }
    let found = lines(&of(""), &of(r#", "traits": {"smithy.api#jsonName": "other"}"#));
    assert!(found.iter().any(|line| line.contains(" breaking ")), "{found:?}");
}

#[test]
fn values_with_backticks_stay_within_their_quotes() {
    let with = |text: &str| {
        let shape =
            format!(r#""a#T": {{"type": "string", "traits": {{"smithy.api#documentation": "{text}"}}}}"#);
        model(r#""text": {"target": "a#T"}"#, "", &shape)
    };
    let events = compare(&with("`<b>`"), &with("b"));
    let message = events.first().map(|event| event.message.as_str());
    assert_eq!(message, Some("the trait `smithy.api#documentation` was ``\"`<b>`\"`` and is `\"b\"`"));
}

#[test]
fn what_ends_the_pages_asks_for_more_than_a_patch() {
    let of = |more: &str| {
        whole(&format!(
            r#"{{"smithy": "2.0", "shapes": {{
            "a#S": {{"type": "service", "version": "1", "operations": [{{"target": "a#List"}}], "traits": {{"aws.protocols#restJson1": {{}}}}}},
            "a#List": {{"type": "operation", "input": {{"target": "a#In"}}, "output": {{"target": "a#Out"}}, "traits": {{
                "smithy.api#http": {{"method": "GET", "uri": "/list"}}, "smithy.api#readonly": {{}},
                "smithy.api#paginated": {{"inputToken": "token", "outputToken": "token"}}{more}}}}},
            "a#In": {{"type": "structure", "members": {{"token": {{"target": "smithy.api#String", "traits": {{"smithy.api#httpQuery": "token"}}}}}}}},
            "a#Out": {{"type": "structure", "members": {{"token": {{"target": "smithy.api#String"}}, "more": {{"target": "smithy.api#Boolean"}}}}}}}}}}"#
        ))
    };
    let without = of("");
    let with = of(r#", "smithwright.api#morePages": "more""#);
    for (old, new) in [(&without, &with), (&with, &without)] {
        let events = compare(old, new);
        let asked = events.iter().map(|event| (event.wire, event.bump));
        assert_eq!(asked.collect::<Vec<_>>(), [(Compatibility::Compatible, Bump::Minor)], "{events:#?}");
    }
}
