use super::super::RuleSet;
use crate::diagnostics::Diagnostics;
use crate::model::{Model, SourceFile};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

const PARAMETERS: &str = r#""Region": { "type": "String", "builtIn": "AWS::Region" }, "UseFIPS": { "type": "Boolean", "builtIn": "AWS::UseFIPS" }"#;

const CONDITIONS: &str = r#"
    { "fn": "aws.partition", "argv": [{ "ref": "Region" }], "assign": "Partition" },
    { "fn": "booleanEquals", "argv": [{ "ref": "UseFIPS" }, true], "documentation": "Whether {it} is on." },
    { "fn": "stringEquals", "argv": [{ "fn": "getAttr", "argv": [{ "ref": "Partition" }, "name"] }, "aws-cn"], "assign": "IsFar" },
    { "fn": "not", "argv": [{ "fn": "isSet", "argv": [{ "ref": "Partition" }] }] },
    { "fn": "coalesce", "argv": [{ "fn": "getAttr", "argv": [{ "ref": "Partition" }, "name"] }, "far"], "assign": "Place" },
    { "fn": "booleanEquals", "argv": [{ "ref": "IsFar" }, true] }"#;

const RESULTS: &str = r#"
    { "type": "endpoint", "conditions": [], "endpoint": { "url": "https://shelf.{Region}.{Partition#dnsSuffix}" } },
    { "type": "error", "conditions": [], "error": "no FIPS" },
    { "type": "error", "conditions": [], "error": "no Region" },
    { "type": "endpoint", "conditions": [], "endpoint": { "url": "https://{Place}.example" } }"#;

const NONE: i32 = 100_000_000;
const SHELF: i32 = NONE + 1;
const NO_FIPS: i32 = NONE + 2;
const NO_REGION: i32 = NONE + 3;
const PLACE: i32 = NONE + 4;

/// The first node, to which nothing leads.
const FIRST: [i32; 3] = [-1, 1, -1];

fn service(rules: &str) -> (Option<RuleSet>, String) {
    let text = format!(
        r#"{{ "smithy": "2.0", "shapes": {{ "example#Service": {{ "type": "service", "version": "1", "traits": {{ {rules} }} }} }} }}"#
    );
    let loaded = Model::read(&[SourceFile { name: "example.json", text: &text }]).unwrap();
    let mut diagnostics = Diagnostics::new();
    let service = loaded.model.services().next().unwrap().0;
    (RuleSet::read(service, &mut diagnostics), diagnostics.to_string())
}

/// Reads a decision diagram with these nodes after the first one, from the one with this number on.
fn read_from(root: i32, nodes: &[[i32; 3]]) -> (RuleSet, String) {
    read_with(CONDITIONS, RESULTS, root, nodes)
}

fn read_with(conditions: &str, results: &str, root: i32, nodes: &[[i32; 3]]) -> (RuleSet, String) {
    let numbers = FIRST.iter().chain(nodes.iter().flatten());
    let nodes = STANDARD.encode(numbers.flat_map(|number| number.to_be_bytes()).collect::<Vec<u8>>());
    let (rules, findings) = service(&format!(
        r#""smithy.rules#endpointBdd": {{ "version": "1.1", "parameters": {{ {PARAMETERS} }},
"conditions": [{conditions}], "results": [{results}], "root": {root}, "nodeCount": 0, "nodes": "{nodes}" }}"#
    ));
    (rules.unwrap(), findings)
}

/// Checks that a diagram means the same as these rules.
fn same(nodes: &[[i32; 3]], rules: &str) {
    same_with(CONDITIONS, RESULTS, nodes, rules);
}

/// The same for a diagram of these conditions and results.
fn same_with(conditions: &str, results: &str, nodes: &[[i32; 3]], rules: &str) {
    let (read, findings) = read_with(conditions, results, 2, nodes);
    assert_eq!(findings, "no findings");
    let (rules, findings) = service(&format!(
        r#""smithy.rules#endpointRuleSet": {{ "version": "1.1", "parameters": {{ {PARAMETERS} }}, "rules": [{rules}] }}"#
    ));
    assert_eq!(findings, "no findings");
    assert_eq!(Some(read), rules);
}

const FIPS: &str = r#"{ "fn": "booleanEquals", "argv": [{ "ref": "UseFIPS" }, true] }"#;
const PARTITION: &str = r#"{ "fn": "isSet", "argv": [{ "ref": "Region" }] }, { "fn": "aws.partition", "argv": [{ "ref": "Region" }], "assign": "Partition" }"#;
const URL: &str = r#""endpoint": { "url": "https://shelf.{Region}.{Partition#dnsSuffix}" }"#;

#[test]
fn branches_of_a_negative_reference_are_swapped() {
    same(
        &[[0, -3, NO_REGION], [1, SHELF, NO_FIPS]],
        &format!(
            r#"{{ "type": "tree", "conditions": [{PARTITION}], "rules": [
                {{ "type": "error", "conditions": [{FIPS}], "error": "no FIPS" }},
                {{ "type": "endpoint", "conditions": [], {URL} }} ] }},
            {{ "type": "error", "conditions": [], "error": "no Region" }}"#
        ),
    );
}

#[test]
fn a_way_without_a_result_has_no_endpoint() {
    // With FIPS there is one in a partition alone. What comes after it is for those without FIPS.
    same(
        &[[1, 3, NO_REGION], [0, SHELF, -1]],
        &format!(
            r#"{{ "type": "tree", "conditions": [{FIPS}], "rules": [{{ "type": "endpoint", "conditions": [{PARTITION}], {URL} }}] }},
            {{ "type": "error", "conditions": [], "error": "no Region" }}"#
        ),
    );
}

#[test]
fn what_is_known_on_a_way_is_not_asked() {
    // Without a partition: its name equals nothing, it is not set, and it has no name that could be a place.
    same(
        &[[0, NO_REGION, 3], [2, NO_FIPS, 4], [5, NO_FIPS, 5], [3, 6, NO_FIPS], [4, PLACE, NO_FIPS]],
        &format!(
            r#"{{ "type": "error", "conditions": [{PARTITION}], "error": "no Region" }},
            {{ "type": "tree", "conditions": [{{ "fn": "coalesce", "argv": ["far", "far"], "assign": "Place" }}], "rules": [
                {{ "type": "endpoint", "conditions": [], "endpoint": {{ "url": "https://{{Place}}.example" }} }} ] }}"#
        ),
    );
}

/// Conditions and results after the others.
const MORE: &str = r#",
    { "fn": "not", "argv": [{ "ref": "IsFar" }] },
    { "fn": "coalesce", "argv": [{ "ref": "Region" }, "far"], "assign": "Where" },
    { "fn": "stringEquals", "argv": [{ "ref": "Region" }, { "fn": "coalesce", "argv": [{ "fn": "getAttr", "argv": [{ "ref": "Partition" }, "name"] }, "far"] }] }"#;
const NOT_FAR: i32 = 6;
const WHERE: i32 = 7;
const AS_FAR: i32 = 8;

const MORE_RESULTS: &str = r#",
    { "type": "error", "conditions": [], "error": "in {Region}" },
    { "type": "endpoint", "conditions": [], "endpoint": { "url": "https://a.example",
        "properties": { "authSchemes": [{ "name": "sigv4", "signingRegion": "{Place}" }] } } },
    { "type": "error", "conditions": [{ "fn": "isSet", "argv": [{ "ref": "Region" }] }], "error": "no" },
    { "type": "error", "conditions": [], "error": "at {Where}, not {{Place}}" }"#;
const IN_REGION: i32 = NONE + 5;
const SIGNED: i32 = NONE + 6;
const CONDITIONAL: i32 = NONE + 7;
const AT: i32 = NONE + 8;

/// Checks what a diagram of all conditions and results means.
fn means(nodes: &[[i32; 3]], rules: &str) {
    same_with(&format!("{CONDITIONS}{MORE}"), &format!("{RESULTS}{MORE_RESULTS}"), nodes, rules);
}

#[test]
fn three_references_lead_to_nothing() {
    for none in [1, -1, NONE] {
        same(
            &[[1, NO_FIPS, none]],
            &format!(r#"{{ "type": "error", "conditions": [{FIPS}], "error": "no FIPS" }}"#),
        );
    }
}

#[test]
fn a_test_that_does_not_hold_gives_its_name_to_false() {
    let not_far = [NOT_FAR, SHELF, NO_FIPS];
    let is_far = r#"{ "fn": "stringEquals", "argv": [{ "fn": "getAttr", "argv": [{ "ref": "Partition" }, "name"] }, "aws-cn"] }"#;
    means(
        &[[0, 3, NO_REGION], [2, NO_FIPS, 4], not_far],
        &format!(
            r#"{{ "type": "tree", "conditions": [{PARTITION}], "rules": [
                {{ "type": "error", "conditions": [{is_far}], "error": "no FIPS" }},
                {{ "type": "endpoint", "conditions": [], {URL} }} ] }},
            {{ "type": "error", "conditions": [], "error": "no Region" }}"#
        ),
    );
    // It does not hold either where there is nothing to compare.
    means(
        &[[0, NO_REGION, 3], [2, NO_REGION, 4], [NOT_FAR, NO_FIPS, NO_REGION]],
        &format!(
            r#"{{ "type": "error", "conditions": [{PARTITION}], "error": "no Region" }},
            {{ "type": "error", "conditions": [], "error": "no FIPS" }}"#
        ),
    );
}

#[test]
fn a_result_needs_the_values_in_it() {
    let none = "the service's endpoint rules have no endpoint for this configuration; set an endpoint URL";
    let is_set = r#"{ "fn": "isSet", "argv": [{ "ref": "Region" }] }"#;
    let in_region = format!(r#"{{ "type": "error", "conditions": [{is_set}], "error": "in {{Region}}" }}"#);
    for (result, expected) in [
        (PLACE, format!(r#""type": "error", "conditions": [{FIPS}], "error": "{none}""#)),
        (SIGNED, format!(r#""type": "error", "conditions": [{FIPS}], "error": "{none}""#)),
        // Without a Region there is none either, rather than what comes after it.
        (IN_REGION, format!(r#""type": "tree", "conditions": [{FIPS}], "rules": [{in_region}]"#)),
    ] {
        means(
            &[[1, result, NO_REGION]],
            &format!(r#"{{ {expected} }}, {{ "type": "error", "conditions": [], "error": "no Region" }}"#),
        );
    }
}

#[test]
fn the_first_value_of_several_needs_none_to_be_set() {
    let coalesce = r#"{ "fn": "coalesce", "argv": [{ "ref": "Region" }, "far"], "assign": "Where" }"#;
    means(
        &[[WHERE, AT, NO_REGION]],
        &format!(
            r#"{{ "type": "error", "conditions": [{coalesce}], "error": "at {{Where}}, not {{{{Place}}}}" }}"#
        ),
    );
    // Without a partition, only the text is left.
    let as_far = r#"{ "fn": "isSet", "argv": [{ "ref": "Region" }] }, { "fn": "stringEquals", "argv": [{ "ref": "Region" }, "far"] }"#;
    means(
        &[[0, NO_REGION, 3], [AS_FAR, NO_FIPS, NO_REGION]],
        &format!(
            r#"{{ "type": "error", "conditions": [{PARTITION}], "error": "no Region" }},
            {{ "type": "error", "conditions": [{as_far}], "error": "no FIPS" }},
            {{ "type": "error", "conditions": [], "error": "no Region" }}"#
        ),
    );
}

#[test]
fn a_diagram_that_can_not_be_read_leaves_the_endpoint_to_other_traits() {
    // Each node leads to the next one twice.
    let doubling = (2..30).map(|next| [1, next + 1, next + 1]).chain([[1, NO_FIPS, NO_REGION]]).collect();
    let deep = (2..200).map(|next| [1, next + 1, NO_FIPS]).collect();
    for (root, nodes, problem) in [
        (0, vec![], "the reference 0 leads nowhere"),
        (NONE + 5, vec![], "the reference 100000005 leads nowhere"),
        (2, vec![[9, NO_FIPS, NO_REGION]], "the reference 2 leads nowhere"),
        (2, vec![[1, NO_FIPS, 2]], "it stands for more than 4000 rules"),
        (2, doubling, "it stands for more than 4000 rules"),
        (2, deep, "more than 100 of its conditions depend on each other"),
    ] {
        let (rules, findings) = read_from(root, &nodes);
        assert!(rules.asks_for_url());
        let start = format!("warning: the decision diagram of the endpoint rules can't be read: {problem}\n");
        assert!(findings.starts_with(&start), "{findings}");
    }
    let results = format!("{RESULTS}{MORE_RESULTS}");
    let (rules, findings) = read_with(CONDITIONS, &results, 2, &[[1, CONDITIONAL, NO_REGION]]);
    assert!(
        rules.asks_for_url() && findings.contains(" can't be read: a result has conditions\n"),
        "{findings}"
    );
    for nodes in ["AAAA", "AAAAAQAAAAE=", "AAAAAAAAAAEAAAABAA=="] {
        let (_, findings) = service(&format!(
            r#""smithy.rules#endpointBdd": {{ "version": "1.1", "parameters": {{ {PARAMETERS} }},
"conditions": [], "results": [], "root": 2, "nodeCount": 0, "nodes": "{nodes}" }}"#
        ));
        assert!(findings.contains("expected twelve bytes for each of the `nodes`"), "{findings}");
    }
}
