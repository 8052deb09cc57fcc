use super::*;

const SUITE: &str = r#"{"cases": [
    {"name": "right", "bytesBase64": "AAAAHwAAAA8XLcKrC3NvbWUtaGVhZGVyAwH0kzxcrQ==", "message": {
        "totalLength": 31, "headersLength": 15, "payloadBase64": "",
        "headers": [{"name": "some-header", "type": "short", "value": 500}]}},
    {"name": "wrong", "bytesBase64": "AAAAHwAAAA8XLcKrC3NvbWUtaGVhZGVyAwH0kzxcrA==", "error": "checksum"}
]}"#;

fn findings(text: &str) -> Vec<Vec<String>> {
    let suite = FrameSuite::read("frames", "expected", text).unwrap();
    suite.cases.iter().map(|case| outcome(case, "frames", &Filter::default()).unwrap().findings).collect()
}

#[test]
fn right_frames_are_taken_and_wrong_ones_refused() {
    assert_eq!(findings(SUITE), [Vec::<String>::new(), Vec::new()]);
}

#[test]
fn every_corrupted_expectation_is_noticed() {
    for (right, wrong, case, finding) in [
        ("\"value\": 500", "\"value\": 501", 0, ".headers[0].value: expected 501, found 500"),
        ("\"short\"", "\"long\"", 0, ".headers[0].type: expected \"long\", found \"short\""),
        ("\"totalLength\": 31", "\"totalLength\": 32", 0, ".totalLength: expected 32, found 31"),
        ("rA==", "rQ==", 1, "expected an error, found a message"),
    ] {
        assert_eq!(SUITE.matches(right).count(), 1, "{right}");
        assert_eq!(findings(&SUITE.replace(right, wrong))[case], [finding]);
    }
    let broken = SUITE.replace("0kzxcrQ==", "0kzxcrg==");
    assert!(findings(&broken)[0][0].starts_with("expected a message, found an error: the checksum"));
}

#[test]
fn other_files_are_no_suites() {
    assert!(FrameSuite::read("a", "b", "{\"cases\": []}").is_none());
}
