use super::*;
use crate::model::{Model, SourceFile};

/// Reads the endpoint rules of a service with these parameters and rules, and returns them with the findings.
fn read(parameters: &str, rules: &str) -> (Option<RuleSet>, String) {
    let text = format!(
        r#"{{ "smithy": "2.0", "shapes": {{ "example#Service": {{ "type": "service", "version": "1", "traits": {{
"smithy.rules#endpointRuleSet": {{ "version": "1.3", "parameters": {{ {parameters} }}, "rules": [
{rules}
] }} }} }} }} }}"#
    );
    let loaded = Model::read(&[SourceFile { name: "example.json", text: &text }]).unwrap();
    let mut diagnostics = Diagnostics::new();
    let service = loaded.model.services().next().unwrap().0;
    (RuleSet::read(service, &mut diagnostics), diagnostics.to_string())
}

const REGION: &str = r#""Region": { "type": "String", "builtIn": "AWS::Region" }"#;

fn findings(rules: &str) -> String {
    let (rule_set, findings) = read(REGION, rules);
    assert_eq!(rule_set, None);
    findings
}

#[test]
fn every_wrong_rule_is_reported() {
    let error = r#""type": "error""#;
    let rules = [
        format!(r#"{{ "conditions": [], {error}, "error": "{{Regoin}}" }}"#),
        format!(r#"{{ "conditions": [], {error}, "error": "{{Region}}" }}"#),
        format!(r#"{{ "conditions": [], {error}, "error": "{{Region" }}"#),
        format!(r#"{{ "conditions": [], {error}, "error": true }}"#),
        format!(r#"{{ "conditions": [{{ "fn": "isset", "argv": [] }}], {error}, "error": "" }}"#),
        format!(r#"{{ "conditions": [{{ "fn": "isSet", "argv": [] }}], {error}, "error": "" }}"#),
        format!(r#"{{ "conditions": [{{ "fn": "parseURL", "argv": ["a", "b"] }}], {error}, "error": "" }}"#),
        format!(r#"{{ "conditions": [{{ "fn": "parseURL", "argv": [{{ "ref": "Region" }}] }}], {error}, "error": "" }}"#),
        format!(
            r#"{{ "conditions": [{{ "fn": "parseURL", "argv": ["a"], "assign": "url" }}], {error}, "error": "{{url#host}}{{url}}" }}"#
        ),
        format!(r#"{{ "conditions": [{{ "fn": "uriEncode", "argv": ["a"], "assign": "Region" }}], {error}, "error": "" }}"#),
        r#"{ "conditions": [], "type": "tree", "rules": [] }"#.to_owned(),
        r#"{ "conditions": [], "type": "leaf" }"#.to_owned(),
        r#"{ "conditions": [], "type": "endpoint", "endpoint": { "url": "a", "header": {} } }"#.to_owned(),
        r#"{ "conditions": [{ "fn": "aws.partition", "argv": ["a"], "assign": "p" },
            { "fn": "stringEquals", "argv": [{ "fn": "getAttr", "argv": [{ "ref": "p" }, "name[0]"] }, "a"] }],
            "type": "error", "error": "" }"#
            .to_owned(),
    ];
    insta::assert_snapshot!(findings(&rules.join(",\n")));
}

#[test]
fn parameters_are_checked() {
    for (parameter, message) in [
        (r#""A": { "type": "Sting" }"#, "found `Sting`"),
        (r#""A": { "type": "Boolean", "builtIn": "AWS::Region" }"#, "is a string, not a boolean"),
        (r#""A": { "type": "Boolean", "default": "yes" }"#, "expected `true` or `false`"),
        (r#""A": { "type": "Boolean", "optional": true }"#, "unknown field `optional`"),
    ] {
        let (rule_set, findings) = read(parameter, "");
        assert_eq!(rule_set, None);
        assert!(findings.contains(message), "{findings}");
    }
}

#[test]
fn rules_that_never_count_are_left_out() {
    let (rule_set, findings) = read(
        r#""UseFIPS": { "type": "Boolean", "builtIn": "AWS::UseFIPS" }"#,
        r#"{ "conditions": [{ "fn": "not", "argv": [{ "fn": "isSet", "argv": [{ "ref": "UseFIPS" }] }] }], "type": "error", "error": "never" },
           { "conditions": [{ "fn": "isSet", "argv": [{ "ref": "UseFIPS" }] }], "type": "error", "error": "always" },
           { "conditions": [], "type": "error", "error": "too late" }"#,
    );
    assert_eq!(findings, "no findings");
    let rule_set = rule_set.unwrap();
    let always = Outcome::Error(Expression::Text("always".to_owned()));
    assert_eq!(rule_set.rules, [Rule { conditions: Vec::new(), outcome: always }]);
    assert_eq!(rule_set.used_parameters().count(), 0);
}

#[test]
fn a_tree_before_other_rules_keeps_its_only_branch_to_itself() {
    let equals =
        |name: &str| format!(r#"{{ "fn": "stringEquals", "argv": [{{ "ref": "Region" }}, "{name}"] }}"#);
    let is_set = r#"{ "fn": "isSet", "argv": [{ "ref": "Region" }] }"#;
    let tree = format!(
        r#"{{ "conditions": [{is_set}], "type": "tree", "rules": [
            {{ "conditions": [{}], "type": "error", "error": "a" }}] }}"#,
        equals("a")
    );
    let (alone, _) = read(REGION, &tree);
    assert!(matches!(alone.unwrap().rules.as_slice(), [Rule { outcome: Outcome::Error(_), .. }]));
    let (before, _) =
        read(REGION, &format!(r#"{tree}, {{ "conditions": [], "type": "error", "error": "b" }}"#));
    assert!(matches!(before.unwrap().rules.as_slice(), [Rule { outcome: Outcome::Tree(_), .. }, _]));
}

#[test]
fn tests_that_change_nothing_are_left_out() {
    let rule = |conditions: &str, error: &str| {
        format!(r#"{{ "conditions": [{conditions}], "type": "error", "error": "{error}" }}"#)
    };
    let test = r#"{ "fn": "isSet", "argv": [{ "ref": "Region" }] }"#;
    let bound = r#"{ "fn": "parseURL", "argv": ["{Region}"], "assign": "url" }"#;
    let count = |rules: &[String]| read(REGION, &rules.join(", ")).0.unwrap().rules.len();
    let same = [rule(test, "a"), rule(test, "a"), rule("", "a")];
    assert_eq!(count(&same), 1);
    assert_eq!(count(&[rule(test, "a"), rule(test, "b"), rule("", "a")]), 3);
    let binding = rule(&format!("{test}, {bound}"), "{url#path}");
    assert_eq!(count(&[rule(test, "a"), binding, rule("", "a")]), 3);
}

/// How many values of the caller each endpoint's host name has unchecked.
fn unchecked(rules: &str) -> Vec<usize> {
    let endpoint = r#""Endpoint": { "type": "String", "builtIn": "SDK::Endpoint" }"#;
    let parameters = format!(r#"{REGION}, {endpoint}, "Bucket": {{ "type": "String", "required": true }}"#);
    let (rule_set, findings) = read(&parameters, rules);
    let rule_set = rule_set.unwrap_or_else(|| panic!("{findings}"));
    rule_set.endpoints().map(|endpoint| endpoint.unchecked.len()).collect()
}

#[test]
fn what_a_caller_puts_into_a_host_name_is_checked() {
    let endpoint = |conditions: &str, url: &str| {
        format!(
            r#"{{ "conditions": [{{ "fn": "isSet", "argv": [{{ "ref": "Region" }}] }}{conditions}], "type": "endpoint", "endpoint": {{ "url": "{url}" }} }}"#
        )
    };
    let label = r#"{ "fn": "isValidHostLabel", "argv": [{ "ref": "Bucket" }, false] }"#;
    let part = r#", { "fn": "substring", "argv": [{ "ref": "Bucket" }, 0, 3, false], "assign": "part" }"#;
    let valid = format!(", {label}");
    let either = |yes: &str, no: &str| {
        format!(
            r#", {{ "fn": "ite", "argv": [{{ "fn": "isValidHostLabel", "argv": [{{ "ref": "Region" }}, true] }}, {yes}, {no}], "assign": "one" }}"#
        )
    };
    let (bucket, text) = (r#"{ "ref": "Bucket" }"#, r#""x""#);
    let or_text = r#", { "fn": "coalesce", "argv": [{ "fn": "substring", "argv": [{ "ref": "Bucket" }, 0, 3, false] }, "x"], "assign": "one" }"#;
    let (theirs, ours) = (r#""https://{Bucket}.example""#, r#""https://example""#);
    for (conditions, url, expected) in [
        (or_text.to_owned(), "https://{one}.example", 1),
        (format!("{valid}{or_text}"), "https://{one}.example", 0),
        (either(bucket, text), "https://{one}.example", 1),
        (either(text, bucket), "https://{one}.example", 1),
        (either(text, text), "https://{one}.example", 0),
        (format!("{valid}{}", either(bucket, text)), "https://{one}.example", 0),
        (either(theirs, ours), "{one}/a", 1),
        (either(ours, theirs), "{one}/a", 1),
        (either(ours, ours), "{one}/a", 0),
        (format!("{valid}{}", either(theirs, ours)), "{one}/a", 0),
        // What comes after the value has nothing to do with it.
        (format!("{}{part}", either(theirs, ours)), "{one}/{part}", 1),
        (
            r#", { "fn": "isSet", "argv": [{ "ref": "Endpoint" }] },
                { "fn": "stringEquals", "argv": [{ "ref": "Bucket" }, { "ref": "Endpoint" }] }"#
                .to_owned(),
            "https://{Bucket}.example",
            1,
        ),
        (String::new(), "https://{Bucket}.{Region}.example", 1),
        (String::new(), "https://example/{Bucket}", 0),
        (String::new(), "{Bucket}", 0),
        // A value that is all of the host name is meant to choose it.
        (String::new(), "https://{Bucket}", 0),
        (String::new(), "https://{Bucket}/{Region}", 0),
        (String::new(), "{Bucket}://example", 1),
        (
            r#", { "fn": "coalesce", "argv": ["https://{Bucket}.example", "https://example"], "assign": "base" }"#
                .to_owned(),
            "{base}/a",
            1,
        ),
        (
            r#", { "fn": "parseURL", "argv": ["https://{Bucket}.example"], "assign": "url" }"#.to_owned(),
            "https://{url#authority}/a",
            1,
        ),
        (
            r#", { "fn": "parseURL", "argv": [{ "ref": "Bucket" }], "assign": "url" }"#.to_owned(),
            "https://{url#authority}/a",
            0,
        ),
        (
            r#", { "fn": "isSet", "argv": [{ "ref": "Endpoint" }] },
                { "fn": "parseURL", "argv": [{ "ref": "Endpoint" }], "assign": "url" }"#
                .to_owned(),
            "{url#scheme}://{url#authority}{url#normalizedPath}{Bucket}",
            0,
        ),
        (part.to_owned(), "https://{part}.example", 1),
        (valid.clone(), "https://{Bucket}.example", 0),
        (format!("{valid}{part}"), "https://{part}.{Bucket}.example", 0),
        (
            r#", { "fn": "stringEquals", "argv": [{ "ref": "Bucket" }, "a"] }"#.to_owned(),
            "https://{Bucket}.example",
            0,
        ),
        (
            r#", { "fn": "uriEncode", "argv": [{ "ref": "Bucket" }], "assign": "encoded" }"#.to_owned(),
            "https://{encoded}.example",
            0,
        ),
    ] {
        assert_eq!(unchecked(&endpoint(&conditions, url)), [expected], "{conditions} {url}");
    }
    let refused = format!(
        r#"{{ "conditions": [{{ "fn": "not", "argv": [{label}] }}], "type": "error", "error": "no" }}"#
    );
    let after = format!("{refused}, {}", endpoint("", "https://{Bucket}.example"));
    assert_eq!(unchecked(&after), [0]);
}

#[test]
fn endpoints_of_accounts_are_preferred_unless_somebody_says_otherwise() {
    let parameters = r#""Mode": { "type": "String", "builtIn": "AWS::Auth::AccountIdEndpointMode" }"#;
    let rules = r#"{ "conditions": [{ "fn": "isSet", "argv": [{ "ref": "Mode" }] }], "type": "endpoint", "endpoint": { "url": "https://{Mode}" } }"#;
    let (rule_set, findings) = read(parameters, rules);
    let rule_set = rule_set.unwrap_or_else(|| panic!("{findings}"));
    let preferred = Presence::Default(Expression::Text("preferred".to_owned()));
    assert_eq!(rule_set.parameters[0].presence, preferred);
    assert!(rule_set.rules[0].conditions.is_empty(), "it is always set");
}
