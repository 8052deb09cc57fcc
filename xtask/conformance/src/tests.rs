mod flips;

use super::*;
use smithwright_codegen::model::Model;
use smithwright_codegen::model::SourceFile;
use suites::ProtocolSuite;

const SHELF: &str = include_str!("../tests/fixtures/conformance/shelf.json");

/// Changes to the expectations or responses of the suite's cases, each with the case that it must make fail, and how.
const CORRUPTIONS: [(&str, &str, &str, &str); 9] = [
    (
        r#"\"notes\": {\"a\": null"#,
        r#"\"notes\": {\"a\": 1"#,
        "PutsEverything",
        "body: .notes.a: expected 1, found null",
    ),
    (
        r#""resolvedHost": "example.com""#,
        r#""resolvedHost": "example.org""#,
        "PutsLittle",
        "host: expected example.org, found example.com",
    ),
    (
        r#"\"rating\": \"NaN\""#,
        r#"\"rating\": 1"#,
        "GetsEverything",
        r#".rating: expected "float NaN", found "float 1.0""#,
    ),
    (
        r#""X-Amzn-Errortype": "Lost""#,
        r#""X-Amzn-Errortype": "Closed""#,
        "SaysItIsLost",
        "expected the error Lost, found Closed (GetBook: Closed (status 404))",
    ),
    (
        r#""message": "closed""#,
        r#""message": "open""#,
        "SaysItIsClosed",
        r#".message: expected "string open", found "string closed""#,
    ),
    (
        r#""integer": 7"#,
        r#""integer": 70"#,
        "FollowsByPages",
        "event header page: expected integer 70, found integer 7",
    ),
    (
        r#""page": 8,"#,
        r#""page": 80,"#,
        "IsFollowed",
        r#"[1].turned.page: expected "integer 80", found "integer 8""#,
    ),
    (
        r#""since": 1998"#,
        r#""since": 1997"#,
        "StopsWhenItIsLost",
        r#".since: expected "integer 1997", found "integer 1998""#,
    ),
    (r#"\"seconds\": 60"#, r#"\"seconds\": 61"#, "AsksForEvents", "body: .seconds: expected 61, found 60"),
];

impl<'a> Order<'a> {
    /// An order for every case, with a scratch folder of this name.
    pub(crate) fn of_test(workspace: &'a Workspace, name: &str) -> Self {
        let scratch = workspace.target().join("conformance").join(name);
        Self { workspace, scratch, filter: Filter::default() }
    }
}

/// Returns the text with something wrong in it, instead of what occurs once.
pub(crate) fn corrupted(text: &str, right: &str, wrong: &str) -> String {
    assert_eq!(text.matches(right).count(), 1, "{right}");
    text.replace(right, wrong)
}

fn suite(name: &str, text: &str) -> ProtocolSuite {
    let loaded = Model::read(&[SourceFile { name, text }]).unwrap();
    ProtocolSuite { name: name.to_owned(), model: loaded.model, corrected: loaded.corrected }
}

/// Compiles and runs the suite as it is, where all cases must pass; with something wrong in each case, where all must fail; and with one case that can't be
/// written as Rust, which must not be left out.
#[test]
fn a_suite_passes_and_fails_with_every_expectation_corrupted() {
    let corrupted =
        CORRUPTIONS.iter().fold(SHELF.to_owned(), |text, (right, wrong, ..)| corrupted(&text, right, wrong));
    let workspace = Workspace::of_this_build();
    let order = Order::of_test(&workspace, "test");
    let unwritable = SHELF.replace(r#""since": 1999"#, r#""until": 1999"#);
    let suites = [suite("shelf", SHELF), suite("corrupted", &corrupted), suite("unwritable", &unwritable)];
    let sections = protocol::run(&suites, &order).unwrap();

    let [good, bad, unwritable] = sections.as_slice() else { panic!("{sections:?}") };
    assert_eq!((good.outcomes.len(), bad.outcomes.len()), (CORRUPTIONS.len(), CORRUPTIONS.len()));
    for outcome in &good.outcomes {
        assert_eq!(outcome.findings, [""; 0], "{}", outcome.id);
    }
    for (.., id, finding) in CORRUPTIONS {
        let outcome = bad.outcomes.iter().find(|outcome| outcome.id == id).unwrap();
        assert_eq!(outcome.findings, [finding], "{id}");
    }
    let failed: Vec<_> = unwritable.outcomes.iter().filter(|outcome| !outcome.passed()).collect();
    assert_eq!(failed.len(), 1);
    assert_eq!(failed[0].findings, ["`Lost` has no member `until`"]);
    let none = KnownFailures::default();
    assert!(none.judge(&sections[..1], Extent::Whole).passes());
    assert_eq!(
        none.judge(&sections, Extent::Whole).summary(),
        "conformance: 17 passed, 10 failed, 0 known failures, 27 total"
    );
}

/// The suite of `alloy#simpleRestJson` does not come with Smithy, so this is ours. Some expectations are corrupted, which must be noticed.
#[test]
fn simple_rest_json_is_spoken() {
    const SUITE: &str = include_str!("../tests/fixtures/conformance/simple_rest.smithy");
    const CORRUPTIONS: [(&str, &str, &str, &str); 6] = [
        (
            r#"{ "kind": "short", "made": 1979 }, {"#,
            r#"{ "kind": "long", "made": 1979 }, {"#,
            "ShowsEverything",
            r#"body: .extras[0].kind: expected "long", found "short""#,
        ),
        (
            "{ seats: 0 }\n        }\n    }\n    {\n        id: \"IsShownNulls\"",
            "{ seats: 1 }\n        }\n    }\n    {\n        id: \"IsShownNulls\"",
            "IsShownEverything",
            r#".more.seats: expected "document 1", found "document 0""#,
        ),
        (
            "params: { owner: null, lent: null }",
            "params: { owner: null }",
            "IsShownNulls",
            r#".lent: expected nothing, found "document null""#,
        ),
        ("params: { status: 304 }", "params: { status: 305 }", "IsFoundWithStatus", ".status: expected"),
        (
            r#"params: { code: "SoldOut" }"#,
            r#"params: { code: "TooLate" }"#,
            "SaysNoSuchFilmByStatus",
            r#".code: expected "string TooLate", found "string SoldOut""#,
        ),
        (
            r#""X-Error-Type": "example.cinema#SoldOut""#,
            r#""X-Error-Type": "example.cinema#TooLate""#,
            "SaysSoldOutByItsId",
            "expected the error SoldOut, found TooLate",
        ),
    ];
    let corrupted =
        CORRUPTIONS.iter().fold(SUITE.to_owned(), |text, (right, wrong, ..)| corrupted(&text, right, wrong));
    let workspace = Workspace::of_this_build();
    let order = Order::of_test(&workspace, "test-simple-rest");
    let suites = [suite("cinema.smithy", SUITE), suite("corrupted.smithy", &corrupted)];
    let sections = protocol::run(&suites, &order).unwrap();
    let [good, bad] = sections.as_slice() else { panic!("{sections:?}") };
    assert_eq!((good.outcomes.len(), bad.outcomes.len()), (14, 14));
    for outcome in &good.outcomes {
        assert_eq!(outcome.findings, [""; 0], "{}", outcome.id);
    }
    let failed: Vec<_> = bad.outcomes.iter().filter(|outcome| !outcome.passed()).collect();
    assert_eq!(failed.len(), CORRUPTIONS.len(), "{failed:?}");
    for (.., id, finding) in CORRUPTIONS {
        let outcome = failed.iter().find(|outcome| outcome.id == id).unwrap();
        assert!(outcome.findings[0].starts_with(finding), "{id}: {:?}", outcome.findings);
    }
}

/// Two services share an operation whose cases are for three protocols. One of the services speaks two of these.
#[test]
fn each_protocol_of_a_service_is_tested() {
    let text = include_str!("../tests/fixtures/conformance/counter.smithy");
    let workspace = Workspace::of_this_build();
    let order = Order::of_test(&workspace, "test-protocols");
    let loaded = Model::read(&[SourceFile { name: "counter.smithy", text }]).unwrap();
    let suite = ProtocolSuite { name: "counter".to_owned(), model: loaded.model, corrected: 0 };
    let sections = protocol::run(&[suite], &order).unwrap();
    let ran: Vec<_> = sections
        .iter()
        .flat_map(|section| section.outcomes.iter().map(|it| (&*section.service, &*it.id, &*it.findings)))
        .collect();
    let missing = "no client could be generated: error: `aws.protocols#restXml` is not a protocol of the service, which has: ";
    let missing_in = |protocols: &str| vec![format!("{missing}{protocols}")];
    assert_eq!(
        ran,
        [
            ("Binary restXml", "InXml", &*missing_in("rpcv2Cbor")),
            ("Binary rpcv2Cbor", "InCbor", &[]),
            ("Counter awsJson1_0", "InJson", &[]),
            ("Counter restJson1", "InRestJson", &[]),
            ("Counter restXml", "InXml", &missing_in("awsJson1_0, restJson1")),
        ]
    );
}
