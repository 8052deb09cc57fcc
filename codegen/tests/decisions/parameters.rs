//! What sets the parameters of endpoint rules.

use super::decided;

/// What is said of an operation with these traits and members, and a service with these traits. The rules require a parameter `Kind`.
fn said(service: &str, operation: &str, members: &str, parameter: &str) -> String {
    decided(&format!(
        r#"$version: "2.1"
namespace a
@aws.protocols#restJson1 {service}
@smithy.rules#endpointRuleSet({{ "version": "1.0", "parameters": {{ "Kind": {{ {parameter} }} }},
    "rules": [{{ "type": "endpoint", "conditions": [], "endpoint": {{ "url": "https://example.com" }} }}] }})
service Service {{ version: "1", operations: [Act] }}
{operation} @http(method: "POST", uri: "/")
operation Act {{ input := {{ {members} }} }}
enum Choice {{ A }}
"#
    ))
    .1
}

const REQUIRED: &str = r#""type": "string", "required": true"#;
const LIST: &str = r#""type": "stringArray", "required": true"#;
const FLAG: &str = r#""type": "boolean", "required": true"#;

#[test]
fn a_required_parameter_is_set_by_one_of_four() {
    let bound = r#"@smithy.rules#contextParam(name: "Kind")"#;
    for (service, operation, members, parameter) in [
        ("", r#"@smithy.rules#staticContextParams(Kind: { value: "a" })"#, "", REQUIRED),
        ("", r#"@smithy.rules#staticContextParams(Kind: { value: ["a"] })"#, "", LIST),
        ("", "@smithy.rules#staticContextParams(Kind: { value: true })", "", FLAG),
        ("", r#"@smithy.rules#operationContextParams(Kind: { path: "kind" })"#, "kind: String", REQUIRED),
        (r#"@smithy.rules#clientContextParams(Kind: { type: "string" })"#, "", "", REQUIRED),
        ("", "", &format!("{bound} kind: String"), REQUIRED),
        ("", "", &format!("{bound} kind: Choice"), REQUIRED),
        ("", "", &format!("{bound} kind: [String]"), LIST),
        ("", "", &format!("{bound} kind: [Choice]"), LIST),
        ("", "", &format!("{bound} kind: Boolean"), FLAG),
        // What need not be set, what has a default, and what the client knows.
        ("", "", "", r#""type": "string""#),
        ("", "", "", r#""type": "string", "required": true, "default": "a""#),
        ("", "", "", r#""type": "string", "required": true, "builtIn": "AWS::Region""#),
    ] {
        assert_eq!(
            said(service, operation, members, parameter),
            "",
            "{service} {operation} {members} {parameter}"
        );
    }
}

#[test]
fn values_of_another_type_and_for_nothing_are_told() {
    let fails = "the endpoint rules require the parameter `Kind`, which nothing sets: calls fail";
    let bound = r#"@smithy.rules#contextParam(name: "Kind")"#;
    let unknown = "the endpoint rules have no parameter `Kin`: the value is not used";
    for (operation, members, parameter, reason) in [
        ("", "kind: String", REQUIRED, fails),
        (r#"@smithy.rules#staticContextParams(Kin: { value: "a" })"#, "", REQUIRED, unknown),
        (r#"@smithy.rules#operationContextParams(Kin: { path: "kind" })"#, "kind: String", REQUIRED, unknown),
        (
            "@smithy.rules#staticContextParams(Kind: { value: true })",
            "",
            REQUIRED,
            "expected a string for the parameter `Kind` of the endpoint rules, found a boolean",
        ),
        ("", &format!("{bound} kind: Boolean"), REQUIRED, "found a boolean"),
        ("", &format!("{bound} kind: [Integer]"), LIST, "found a value of another type"),
        ("", &format!("{bound} kind: String"), LIST, "found a string"),
        ("", &format!("{bound} kind: Timestamp"), FLAG, "found a value of another type"),
    ] {
        let found = said("", operation, members, parameter);
        assert!(found.contains(reason), "{operation} {members}\n{found}");
    }
}

#[test]
fn callers_give_the_url_only_where_the_rules_leave_it_to_them() {
    let asks = |rules: &str| {
        let rules =
            if rules.is_empty() { String::new() } else { format!("@smithy.rules#endpointRuleSet({rules})") };
        let (service, said) = decided(&format!(
            r#"$version: "2"
namespace a
@aws.protocols#restJson1 {rules}
service Service {{ version: "1" }}
"#
        ));
        assert_eq!(said, "");
        service.unwrap().endpoint.asks_for_url()
    };
    let stated = |parameter: &str, url: &str| {
        asks(&format!(
            r#"{{ version: "1.0", parameters: {{ {parameter} }}, rules: [
                {{ type: "endpoint", conditions: [{{ fn: "isSet", argv: [{{ ref: "P" }}] }}], endpoint: {{ url: "{url}" }} }}
                {{ type: "error", conditions: [], error: "no endpoint" }}] }}"#
        ))
    };
    assert!(asks(""));
    assert!(!asks(
        r#"{ version: "1.0", parameters: { P: { type: "string", builtIn: "SDK::Endpoint" } }, rules: [
            { type: "endpoint", conditions: [{ fn: "isSet", argv: [{ ref: "P" }] }], endpoint: { url: "{P}" } }
            { type: "endpoint", conditions: [], endpoint: { url: "https://api.example.com" } }] }"#
    ));
    assert!(stated(r#"P: { type: "string", builtIn: "SDK::Endpoint" }"#, "{P}"));
    assert!(!stated(r#"P: { type: "string", builtIn: "AWS::Region" }"#, "https://a.{P}.example.com"));
}
