use super::*;
use crate::tests::corrupted;
use xtask::workspace::Workspace;

const SUITE: &str = r#"[{
    "given": {"shelves": [{"name": "low", "books": 2}, {"name": "high", "books": null}]},
    "cases": [
        {"expression": "shelves[*].name", "result": ["low", "high"]},
        {"expression": "{n: max_by(shelves[:1], &books).name}", "result": {"n": "low"}},
        {"expression": "sum(shelves[*].books) == `2` && !missing", "result": true},
        {"expression": "missing", "result": null},
        {"expression": "sum(shelves[*].name)", "error": "invalid-type"},
        {"expression": "shelves[", "error": "syntax"},
        {"expression": "sort_by(shelves, &books, &name)", "error": "invalid-arity"},
        {"expression": "sort(shelves[*].name)", "bench": "full"}
    ]
}]"#;

/// Changes to what is given or expected, each with the case that it must make fail.
const CORRUPTIONS: [(&str, &str, &str); 7] = [
    (r#"["low", "high"]"#, r#"["high", "low"]"#, "0: shelves[*].name"),
    (r#"{"n": "low"}"#, r#"{"n": "low", "m": null}"#, "1: {n: max_by(shelves[:1], &books).name}"),
    (r#""result": true"#, r#""result": false"#, "2: sum(shelves[*].books) == `2` && !missing"),
    (r#""result": null"#, r#""result": []"#, "3: missing"),
    ("sum(shelves[*].name)", "join('', shelves[*].name)", "4: join('', shelves[*].name)"),
    (r#""shelves[""#, r#""shelves[]""#, "5: shelves[]"),
    ("&books, &name", "&name", "6: sort_by(shelves, &name)"),
];

#[test]
fn a_corrupted_expectation_fails_and_no_other_does() {
    let suite = |name: &str, text: &str| ExpressionSuite::read(name, text).unwrap();
    let mut suites = vec![suite("right", SUITE)];
    for (number, (right, wrong, _)) in CORRUPTIONS.iter().enumerate() {
        suites.push(suite(&format!("wrong {number}"), &corrupted(SUITE, right, wrong)));
    }
    suites.push(suite("no expression", r#"[{"given": {}, "cases": [{"result": 1}]}]"#));
    suites.push(suite("parser-valid", r#"["a.b", "a."]"#));
    suites.push(suite("parser-invalid", r#"["a.b", "a."]"#));
    let workspace = Workspace::of_this_build();
    let order = Order::of_test(&workspace, "test-expressions");
    let failed: Vec<Vec<String>> = run(&suites, &order)
        .unwrap()
        .into_iter()
        .map(|section| section.outcomes.into_iter().filter(|it| !it.passed()).map(|it| it.id).collect())
        .collect();
    let mut expected = vec![Vec::new()];
    expected.extend(CORRUPTIONS.iter().map(|(.., id)| vec![(*id).to_owned()]));
    expected.extend([vec!["0: ".to_owned()], vec!["1: a.".to_owned()], vec!["0: a.b".to_owned()]]);
    assert_eq!(failed, expected);
}

#[test]
fn a_part_that_lacks_something_hides_no_other() {
    let text = r#"[{"comment": "alone"}, {"cases": [{"expression": "a", "result": null}]}, {"given": {}, "cases": []}]"#;
    assert_eq!(ExpressionSuite::read("partial", text).unwrap().cases.len(), 1);
}

#[test]
fn other_files_are_no_suites() {
    assert!(ExpressionSuite::read("model", r#"{"smithy": "2.0"}"#).is_none());
    assert!(ExpressionSuite::read("others", r#"[{"given": {}, "when": []}]"#).is_none());
}
