use super::*;
use crate::tests::corrupted;
use smithwright_codegen::model::{Model, SourceFile};
use xtask::workspace::Workspace;

const DEPOT: &str = include_str!("../../tests/fixtures/conformance/depot.json");

/// Changes to the expectations or parameters of cases, each of which must make its case fail.
const CORRUPTIONS: [(&str, &str, &str); 9] = [
    (r#""url": "https://depot-fips.here"#, r#""url": "https://depot-fips.there"#, "everything"),
    (r#"["1", "2"], "x-region""#, r#"["2", "1"], "x-region""#, "everything"),
    (r#"[1, "here"], "cold": true"#, r#"[1, "here"], "cold": false"#, "everything"),
    (r#""signingRegion": "here""#, r#""signingRegion": "there""#, "everything"),
    (r#"["*"], "disableDoubleEncoding": false"#, r#"["*"], "disableDoubleEncoding": true"#, "everything"),
    (r#""Tags": ["blue"]"#, r#""Tags": ["red"]"#, "an array"),
    (r#""params": { "Shelf": "low" }"#, r#""params": { "Shelves": "low" }"#, "an error"),
    (r#"the shelf \"low\" is full""#, r#"the shelf \"low\" is empty""#, "an error"),
    (r#""expect": { "error": "nowhere" }"#, r#""expect": {}"#, "an error (2)"),
];

fn suite(name: String, text: &str) -> EndpointSuite {
    let loaded = Model::read(&[SourceFile { name: &name, text }]).unwrap();
    EndpointSuite { name, model: loaded.model }
}

/// Compiles and runs the suite as it is, and once with each corruption: all cases must pass, except for the corrupted ones.
#[test]
fn each_corrupted_expectation_fails_its_case_alone() {
    let mut suites = vec![suite("right".to_owned(), DEPOT)];
    for (number, (right, wrong, _)) in CORRUPTIONS.iter().enumerate() {
        suites.push(suite(format!("wrong {number}"), &corrupted(DEPOT, right, wrong)));
    }
    let workspace = Workspace::of_this_build();
    let order = Order::of_test(&workspace, "test-endpoints");
    let sections = run(&suites, &order).unwrap();
    assert_eq!(sections.len(), suites.len());
    for (at, section) in sections.iter().enumerate() {
        let ids: Vec<&str> = section.outcomes.iter().map(|outcome| outcome.id.as_str()).collect();
        assert_eq!(ids, ["everything", "an array", "an error", "an error (2)"]);
        let failed: Vec<&str> =
            section.outcomes.iter().filter(|it| !it.passed()).map(|it| it.id.as_str()).collect();
        let expected: Vec<&str> = at.checked_sub(1).map(|at| CORRUPTIONS[at].2).into_iter().collect();
        assert_eq!(failed, expected, "{}: {:?}", section.suite, section.outcomes);
    }
}
