use super::*;

const SUITE: &str = r#"{"cases": [{
    "name": "check",
    "inputBase64": "MTIzNDU2Nzg5",
    "base64": {"CRC32": "y/Q5Jg==", "CRC64NVME": "rosUhgp5mIg=", "MD5": "JfnnlDI7RTiF9RgfG2JNCw=="}
}]}"#;

fn failed(text: &str) -> Vec<String> {
    let suite = ChecksumSuite::read("sums", text).unwrap();
    let outcomes = suite.outcomes(&Filter::default());
    assert_eq!(outcomes.len(), 3);
    outcomes.into_iter().filter(|outcome| !outcome.passed()).map(|outcome| outcome.id).collect()
}

#[test]
fn a_changed_expectation_turns_its_case_red() {
    assert_eq!(failed(SUITE), [""; 0]);
    assert_eq!(failed(&SUITE.replace("y/Q5Jg", "y/Q5Jh")), ["check: CRC32"]);
    assert_eq!(failed(&SUITE.replace("JfnnlDI7", "JfnnlDI8")), ["check: MD5"]);
    assert_eq!(failed(&SUITE.replace("MTIz", "MTIy")).len(), 3);
    assert_eq!(failed(&SUITE.replace("CRC64NVME", "CRC99")), ["check: CRC99"]);
}

#[test]
fn contents_follow_a_rule() {
    assert_eq!(by_rule("byte i = (i*7) mod 10, 4 bytes"), Some(Bytes::from_static(&[0, 7, 4, 1])));
    for rule in ["", "byte i = (i*7) mod 0, 4 bytes", "byte i = (i*7) mod 10, many bytes"] {
        assert_eq!(by_rule(rule), None, "{rule}");
    }
}
