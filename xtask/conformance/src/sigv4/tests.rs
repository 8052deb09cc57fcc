//! Runs a case of our own, and the same case with one thing wrong at a time.

use super::*;
use tempfile::TempDir;

const CONTEXT: &str = r#"{
    "credentials": {"access_key_id": "KEYID", "secret_access_key": "hush", "token": "to/ken"},
    "region": "here", "service": "things", "timestamp": "2024-02-29T12:34:56Z",
    "normalize": true, "sign_body": false, "expiration_in_seconds": 60
}"#;

const REQUEST: &str = "POST /a/../b c?z=1&y=%7E HTTP/1.1\nHost:example.test\nX-Long:one\n   two\n\nbody";

/// The files of a case, with the results of an independent implementation.
const FILES: [(&str, &str); 10] = [
    ("context.json", CONTEXT),
    ("request.txt", REQUEST),
    ("header-canonical-request.txt", HEADER_CANONICAL),
    ("header-string-to-sign.txt", HEADER_TO_SIGN),
    ("header-signature.txt", HEADER_SIGNATURE),
    ("header-signed-request.txt", HEADER_SIGNED),
    ("query-canonical-request.txt", QUERY_CANONICAL),
    ("query-string-to-sign.txt", QUERY_TO_SIGN),
    ("query-signature.txt", QUERY_SIGNATURE),
    ("query-signed-request.txt", QUERY_SIGNED),
];

const HEADER_CANONICAL: &str = concat!(
    "POST\n",
    "/b%20c\n",
    "y=~&z=1\n",
    "host:example.test\n",
    "x-amz-date:20240229T123456Z\n",
    "x-amz-security-token:to/ken\n",
    "x-long:one two\n",
    "\n",
    "host;x-amz-date;x-amz-security-token;x-long\n",
    "230d8358dc8e8890b4c58deeb62912ee2f20357ae92a5cc861b98e68fe31acb5",
);
const HEADER_TO_SIGN: &str = concat!(
    "AWS4-HMAC-SHA256\n",
    "20240229T123456Z\n",
    "20240229/here/things/aws4_request\n",
    "1c09c0699cccdeb3f7cd40843ce4665339476a22a1fabdfe696a81cf80082617",
);
const HEADER_SIGNATURE: &str = "01bae3f2873e78bafa83909d8bfd280e76fd48b3bc6b27f6fd562ff40c4338eb";
const HEADER_SIGNED: &str = concat!(
    "POST /a/../b c?z=1&y=%7E HTTP/1.1\n",
    "Host:example.test\n",
    "X-Long:one\n",
    "   two\n",
    "X-Amz-Security-Token:to/ken\n",
    "X-Amz-Date:20240229T123456Z\n",
    "Authorization:AWS4-HMAC-SHA256 Credential=KEYID/20240229/here/things/aws4_request, SignedHeaders=host;x-amz-da",
    "te;x-amz-security-token;x-long, Signature=01bae3f2873e78bafa83909d8bfd280e76fd48b3bc6b27f6fd562ff40c4338eb\n",
    "\n",
    "body",
);
const QUERY_CANONICAL: &str = concat!(
    "POST\n",
    "/b%20c\n",
    "X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=KEYID%2F20240229%2Fhere%2Fthings%2Faws4_request&X-Amz-Date=2",
    "0240229T123456Z&X-Amz-Expires=60&X-Amz-Security-Token=to%2Fken&X-Amz-SignedHeaders=host%3Bx-long&y=~&z=1\n",
    "host:example.test\n",
    "x-long:one two\n",
    "\n",
    "host;x-long\n",
    "230d8358dc8e8890b4c58deeb62912ee2f20357ae92a5cc861b98e68fe31acb5",
);
const QUERY_TO_SIGN: &str = concat!(
    "AWS4-HMAC-SHA256\n",
    "20240229T123456Z\n",
    "20240229/here/things/aws4_request\n",
    "5e66b0c75cfe4234ead70fc642ccaa71bd0508b2c6f530bc017cc08ff06bb9ac",
);
const QUERY_SIGNATURE: &str = "d53ac858ababa9130c46695332346020fe6c4cd4e0c0b21d0afaaa7976411517";
const QUERY_SIGNED: &str = concat!(
    "POST /a/../b c?z=1&y=%7E&X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=KEYID%2F20240229%2Fhere%2Fthings%2F",
    "aws4_request&X-Amz-Date=20240229T123456Z&X-Amz-Expires=60&X-Amz-Security-Token=to%2Fken&X-Amz-SignedHeaders=ho",
    "st%3Bx-long&X-Amz-Signature=d53ac858ababa9130c46695332346020fe6c4cd4e0c0b21d0afaaa7976411517 HTTP/1.1\n",
    "Host:example.test\n",
    "X-Long:one\n",
    "   two\n",
    "\n",
    "body",
);
const PRESIGNED: &str = concat!(
    "wss://example.test/p?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=KEYID%2F20240229%2Fhere%2Fthings%2Faws4",
    "_request&X-Amz-Date=20240229T123456Z&X-Amz-Expires=60&X-Amz-Name=a%3Ab&X-Amz-SignedHeaders=host&X-Amz-Signatur",
    "e=791df687419bdcf1fc7c195357c2500a70368d0d56acf0cc8dbd2abbe659994d",
);

fn written(files: &[(&str, String)]) -> (TempDir, PathBuf) {
    let folder = tempfile::tempdir().unwrap();
    let case = folder.path().join("case");
    fs::create_dir(&case).unwrap();
    for (name, text) in files {
        fs::write(case.join(name), text).unwrap();
    }
    let path = folder.path().to_owned();
    (folder, path)
}

fn files() -> Vec<(&'static str, String)> {
    FILES.iter().map(|(name, text)| (*name, (*text).to_owned())).collect()
}

/// What a run found.
#[derive(Debug, PartialEq, Eq)]
struct Report {
    passed: usize,
    /// The cases that failed, and why.
    failed: Vec<(String, String)>,
}

fn run(path: &Path) -> Report {
    let outcomes = SignatureSuite { path: path.to_owned() }.run(&Filter::default()).outcomes;
    let passed = outcomes.iter().filter(|outcome| outcome.passed()).count();
    let failed = outcomes.into_iter().filter(|outcome| !outcome.passed());
    let failed = failed.map(|outcome| (outcome.id, outcome.findings.join("\n")));
    Report { passed, failed: failed.collect() }
}

#[test]
fn a_case_passes_in_both_variants() {
    let (_folder, path) = written(&files());
    assert_eq!(SignatureSuite::find(&path), [SignatureSuite { path: path.clone() }]);
    assert_eq!(SignatureSuite::at(&path.join("case")), None);
    assert_eq!(run(&path), Report { passed: 2, failed: Vec::new() });
}

#[test]
fn every_corrupted_expectation_fails_its_variant() {
    for index in 2..FILES.len() {
        let mut files = files();
        let name = files[index].0;
        let text = &mut files[index].1;
        // Change one character that must be exactly this: the last digit of a signature or digest, or the last character of the body.
        let last = text.trim_end().len() - 1;
        text.replace_range(last..=last, if text[last..].starts_with('0') { "1" } else { "0" });
        let variant = name.split('-').next().unwrap();
        let step = name.trim_start_matches("header-").trim_start_matches("query-").trim_end_matches(".txt");
        let (_folder, path) = written(&files);
        let report = run(&path);
        assert_eq!(report.passed, 1, "{name}");
        let (case, why) = &report.failed[0];
        assert_eq!(*case, format!("case/{variant}"));
        assert!(why.starts_with(step), "{name}: {why}");
    }
}

#[test]
fn a_header_too_many_or_too_few_fails() {
    for (from, to) in [("X-Amz-Date:20240229T123456Z\n", ""), ("Host:", "X-More:1\nHost:")] {
        let mut files = files();
        files[5].1 = files[5].1.replace(from, to);
        let (_folder, path) = written(&files);
        assert_eq!(run(&path).failed.len(), 1, "{from}");
    }
}

#[test]
fn a_case_without_context_is_compared_as_far_as_it_goes() {
    let mut files = files();
    files.remove(0);
    files[0].1 = "POST /b%20c?z=1&y=~ HTTP/1.1\nHost:example.test\nX-Long:one two\nX-Amz-Date:x".to_owned();
    files[1].1 = HEADER_CANONICAL.replace("%20", "%2520");
    files.truncate(2);
    // Leave out the session token of the context, and use an empty body.
    let empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    let (text, _) = files[1].1.rsplit_once('\n').unwrap();
    files[1].1 = format!("{text}\n{empty}")
        .replace("x-amz-security-token:to/ken\n", "")
        .replace(";x-amz-security-token", "");
    let (_folder, path) = written(&files);
    assert_eq!(run(&path), Report { passed: 1, failed: Vec::new() });

    files[1].1 = files[1].1.replace("%2520", "%20");
    let (_folder, path) = written(&files);
    assert_eq!(run(&path).failed.len(), 1);
}

#[test]
fn what_cannot_be_read_fails() {
    let mut files = files();
    files[0].1 = "{}".to_owned();
    let (_folder, path) = written(&files);
    let report = run(&path);
    assert_eq!((report.passed, report.failed.len()), (0, 2));
    assert!(report.failed[0].1.starts_with("context.json: missing field"), "{:?}", report.failed);

    let empty = tempfile::tempdir().unwrap();
    assert_eq!(SignatureSuite::find(empty.path()), []);
    assert_eq!(run(&empty.path().join("none.json")).failed.len(), 1);
}

#[test]
fn presigned_urls_are_compared_whole() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("urls.json");
    let entry = |url: &str| {
        format!(
            r#"[{{"id": "U1", "endpoint": "wss://example.test/p", "query": {{"X-Amz-Name": "a:b"}}, "access_key": "KEYID",
            "secret_key": "hush", "session_token": null, "region": "here", "service": "things", "date": "20240229T123456Z",
            "expires": 60, "signature_position": "last", "expected_url": "{url}"}}]"#
        )
    };
    fs::write(&file, entry(PRESIGNED)).unwrap();
    assert!(SignatureSuite::at(&file).is_some());
    assert_eq!(run(&file), Report { passed: 1, failed: Vec::new() });
    fs::write(&file, entry(&PRESIGNED.replace("Expires=60", "Expires=61"))).unwrap();
    let report = run(&file);
    assert_eq!((report.passed, report.failed[0].0.as_str()), (0, "U1"));
}

/// Runs a SigV4a case whose key was made by another library, and the same case signed with another secret.
#[test]
fn signatures_that_differ_each_time_are_verified() {
    const KEY: &str = r#"{"X": "b6618f6a65740a99e650b33b6b4b5bd0d43b176d721a3edfea7e7d2d56d936b1",
        "Y": "865ed22a7eadc9c5cb9d2cbaca1b3699139fedc5043dc6661864218330c8e518"}"#;
    let context =
        CONTEXT.replace("KEYID", "AKIDEXAMPLE").replace("hush", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY");
    let files = [
        ("context.json", context.clone()),
        ("request.txt", REQUEST.to_owned()),
        ("public-key.json", KEY.to_owned()),
        ("header-signature.txt", "another".to_owned()),
    ];
    let (_folder, path) = written(&files);
    assert_eq!(run(&path), Report { passed: 1, failed: Vec::new() });

    let mut files = files;
    files[0].1 = context.replace("wJal", "wJam");
    let (_folder, path) = written(&files);
    assert!(run(&path).failed[0].1.ends_with("is not verified by the key of the case"));
}
