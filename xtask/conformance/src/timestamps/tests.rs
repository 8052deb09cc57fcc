use super::*;

const SUITE: &str = r#"{
    "format_date_time": [
        {"canonical_seconds": "1", "canonical_nanos": 500000000, "error": false, "smithy_format_value": "1970-01-01T00:00:01.5Z"},
        {"canonical_seconds": "-377703389549", "canonical_nanos": 0, "error": true}
    ],
    "parse_http_date": [
        {"canonical_seconds": "0", "canonical_nanos": 0, "error": false, "smithy_format_value": "Thu, 01 Jan 1970 00:00:00 GMT"}
    ]
}"#;

fn failed(text: &str) -> Vec<String> {
    let suite = TimestampSuite::read("times", text).unwrap();
    let outcomes = suite.outcomes(&Filter::default());
    assert_eq!(outcomes.len(), 3);
    outcomes.into_iter().filter(|outcome| !outcome.passed()).map(|outcome| outcome.id).collect()
}

#[test]
fn a_changed_expectation_turns_its_case_red() {
    assert_eq!(failed(SUITE), [""; 0]);
    assert_eq!(failed(&SUITE.replace("01.5Z", "01.6Z")), ["format_date_time[0]"]);
    assert_eq!(failed(&SUITE.replace("true", "false")), ["format_date_time[1]"]);
    assert_eq!(failed(&SUITE.replace("\"0\"", "\"1\"")), ["parse_http_date[0]"]);
    assert_eq!(failed(&SUITE.replace("Thu, 01", "Thu, 02")), ["parse_http_date[0]"]);
}

#[test]
fn other_files_are_no_suites() {
    assert!(TimestampSuite::read("a", "{}").is_none());
    assert!(TimestampSuite::read("a", r#"{"canonical_seconds": 1}"#).is_none());
}
