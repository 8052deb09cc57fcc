//! Test vectors computed with independent implementations of the algorithm.

use super::*;
use crate::timestamp::{Format, Timestamp};

const SECRET: &str = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

fn time(text: &str) -> Timestamp {
    Timestamp::parse(text, Format::DateTime).unwrap()
}

fn sign_gamelift(path: &str) -> SignedHeaders {
    let credentials = Credentials::new("AKIAIOSFODNN7EXAMPLE", SECRET);
    let body = br#"{"ClientToken":"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa","SignalRequest":"offer"}"#;
    let request = SigningRequest {
        method: "POST",
        path,
        query: "",
        headers: &[
            ("host", "gameliftstreams.us-west-2.api.aws"),
            ("content-type", "application/json"),
            ("user-agent", "anything"),
        ],
        payload: Payload::Bytes(body),
    };
    let scope = Scope {
        credentials: &credentials,
        region: "us-west-2",
        service: "gameliftstreams",
        time: time("2023-07-24T08:07:02.951Z"),
    };
    Signer::default().sign(&request, &scope, Settings::default())
}

fn canonical_hash(signature: &Signature) -> String {
    hash::hex(&hash::sha256(signature.canonical_request.as_bytes()))
}

#[test]
fn signs_plain_labels() {
    let signed = sign_gamelift("/streamgroups/sg-1AB2C3De4/streamsessions/ABC123def4567/connections");
    assert_eq!(
        canonical_hash(&signed.signature),
        "bc9f80d639d346e56935d40f7c32ceec1c0edc43a64d26a6bc09874a8a92453e"
    );
    assert_eq!(
        signed.signature.signature,
        "5959d74de8150fc239e03dc3d687951535304f2d4c78edf6d4fc1485cd8cbb3d"
    );
    let authorization = &signed.headers.iter().find(|(name, _)| *name == "authorization").unwrap().1;
    assert!(authorization.contains("SignedHeaders=content-type;host;x-amz-date,"), "{authorization}");
}

#[test]
fn encodes_an_encoded_path_again() {
    let signed = sign_gamelift(
        "/streamgroups/arn%3Aaws%3Agameliftstreams%3Aus-west-2%3A111122223333%3Astreamgroup%2Fsg-1AB2C3De4/streamsessions/ABC123def4567/connections",
    );
    assert!(signed.signature.canonical_request.contains("arn%253Aaws"));
    assert_eq!(
        canonical_hash(&signed.signature),
        "552bba16e5d2afdae27c759588c37babb1b1eb57c745611acb7552d70d087c6d"
    );
    assert_eq!(
        signed.signature.signature,
        "57f647261f01901faa4001a13bac063bd451282b14260dd69f9299fb984e0b01"
    );
}

#[test]
fn signs_a_bearer_header() {
    let credentials = Credentials::new("AKIAIOSFODNN7EXAMPLE", SECRET);
    let request = SigningRequest {
        method: "POST",
        path: "/participant/connection",
        query: "",
        headers: &[
            ("Content-Type", "application/json"),
            ("Host", "participant.connect.us-east-1.amazonaws.com"),
            ("X-Amz-Bearer", "TOKEN"),
        ],
        payload: Payload::Bytes(
            br#"{"Type":["WEBSOCKET","CONNECTION_CREDENTIALS"],"ConnectParticipant":true}"#,
        ),
    };
    let scope = Scope {
        credentials: &credentials,
        region: "us-east-1",
        service: "execute-api",
        time: time("2023-07-24T08:07:02Z"),
    };
    let signed = Signer::default().sign(&request, &scope, Settings::default());
    assert_eq!(
        signed.signature.signature,
        "c5a52ffb36ce5ba5af2cac6b28e8a9ccc99a26951544c29b1f7d69f1ed1b33bb"
    );
}

#[test]
fn derives_the_documented_keys() {
    let hex = |key: Digest256| hash::hex(&key);
    assert_eq!(
        hex(derive_key("wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY", "20150830", "us-east-1", "iam")),
        "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9"
    );
    assert_eq!(
        hex(derive_key(SECRET, "20230724", "us-west-2", "kinesisvideo")),
        "974241648fbb48ca3d262d13538121104812936c079228ebf588d8b05cc6f1c3"
    );
    assert_eq!(
        hex(hash::hmac(b"testKey", b"testData123")),
        "f8117085c5b8be75d01ce86d16d04e90fedfc4be4668fe75d39e72c92da45568"
    );
}

#[test]
fn signs_a_given_string_as_another_client_does() {
    let key = derive_key("ACCESSKEY", "20150830", "us-west-2", "kinesisvideo");
    let text = "AWS4-HMAC-SHA256\n20150830T123600Z\n20150830/us-west-2/kinesisvideo/aws4_request\n\
                e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    assert_eq!(
        hash::hex(&hash::hmac(&key, text.as_bytes())),
        "36ea0bd92dc0d7817f6491e64612b79334e38ffbea42fac4b07a7c908864c7a0"
    );
}

#[test]
fn a_kept_key_is_used_for_its_own_secret_only() {
    let signer = Signer::default();
    let time = time("2023-07-24T00:00:00Z");
    let request =
        SigningRequest { method: "GET", path: "/", query: "", headers: &[], payload: Payload::Unsigned };
    let mut signatures = Vec::new();
    for secret in ["one", "two", "one"] {
        let credentials = Credentials::new("id", secret);
        let scope = Scope { credentials: &credentials, region: "r", service: "s", time };
        signatures.push(signer.sign(&request, &scope, Settings::default()).signature.signature);
    }
    assert_eq!(signatures[0], signatures[2]);
    assert_ne!(signatures[0], signatures[1]);
}

fn canonical_request(path: &str, headers: &[(&str, &str)], settings: Settings) -> String {
    let credentials = Credentials::new("id", "secret");
    let time = time("2023-07-24T00:00:00Z");
    let scope = Scope { credentials: &credentials, region: "r", service: "s", time };
    let request = SigningRequest { method: "GET", path, query: "", headers, payload: Payload::Unsigned };
    Signer::default().sign(&request, &scope, settings).signature.canonical_request
}

#[test]
fn header_values_have_single_spaces() {
    let headers = [("X-B", " 2 \t  3\n   4 "), ("x-b", "1"), ("Host", "h"), ("X-A", "")];
    let text = canonical_request("/", &headers, Settings::default());
    let signed = "x-a;x-amz-date;x-b";
    let expected = format!(
        "\nhost:h\nx-a:\nx-amz-date:20230724T000000Z\nx-b:2 3 4,1\n\nhost;{signed}\nUNSIGNED-PAYLOAD"
    );
    assert!(text.ends_with(&expected), "{text}");
}

#[test]
fn headers_of_an_earlier_signature_are_replaced() {
    let stale = [
        ("Authorization", "stale"),
        ("X-Amz-Date", "stale"),
        ("X-Amz-Security-Token", "stale"),
        ("X-Amz-Content-Sha256", "stale"),
    ];
    let settings = Settings { body_hash: BodyHash::Header, ..Settings::default() };
    let text = canonical_request("/", &stale, settings);
    assert!(!text.contains("stale") && text.contains("\nx-amz-content-sha256:UNSIGNED-PAYLOAD\n"), "{text}");
    let text = canonical_request("/", &stale, Settings::default());
    assert!(text.contains("\nx-amz-content-sha256:stale\n"), "what the signature doesn't set stays: {text}");
}

#[test]
fn paths_are_encoded_once_more_or_completed() {
    let path = |encoding| {
        let text = canonical_request("/a%3Ab/c d/ü@", &[], Settings { encoding, ..Settings::default() });
        text.lines().nth(1).unwrap().to_owned()
    };
    assert_eq!(path(PathEncoding::Double), "/a%253Ab/c%20d/%C3%BC%40");
    assert_eq!(path(PathEncoding::Single), "/a%3Ab/c%20d/%C3%BC@");
}

#[test]
fn dates_turn_at_midnight() {
    assert_eq!(dates(Timestamp::from_millis(1_689_984_000_000)).0, "20230722T000000Z");
    assert_eq!(
        dates(Timestamp::from_millis(1_689_983_999_999)),
        ("20230721T235959Z".into(), "20230721".into())
    );
}

#[test]
fn debug_shows_nothing() {
    let credentials = Credentials::new("AKID", "secret").with_session_token("session");
    let scope = Scope { credentials: &credentials, region: "r", service: "s", time: Timestamp::default() };
    let request =
        SigningRequest { method: "GET", path: "/", query: "a=b", headers: &[], payload: Payload::Unsigned };
    let signer = Signer::default();
    let headers = signer.sign(&request, &scope, Settings::default());
    let query = signer.presign(&request, &scope, Settings::default(), 60);
    let shown = format!("{headers:?} {query:?} {signer:?} {:?}", headers.signature);
    assert!(!shown.contains("session") && !shown.contains(&headers.signature.signature), "{shown}");
    assert!(query.query.contains("X-Amz-Security-Token=session"));
}

#[test]
fn a_kept_key_is_used_for_its_own_scope_only() {
    let credentials = Credentials::new("id", "secret");
    let request =
        SigningRequest { method: "GET", path: "/", query: "", headers: &[], payload: Payload::Unsigned };
    let kept = Signer::default();
    for (day, region, service) in [("24", "r", "s"), ("25", "r", "s"), ("25", "q", "s"), ("25", "q", "t")] {
        let time = time(&format!("2023-07-{day}T00:00:00Z"));
        let scope = Scope { credentials: &credentials, region, service, time };
        let signature =
            |signer: &Signer| signer.sign(&request, &scope, Settings::default()).signature.signature;
        assert_eq!(signature(&kept), signature(&Signer::default()), "{day} {region} {service}");
    }
}

#[test]
fn a_path_ends_where_its_dots_lead() {
    for (path, expected) in
        [("", "/"), ("/a/.", "/a/"), ("/a/b/..", "/a/"), ("/a/..", "/"), ("/a//b", "/a/b"), ("/.a", "/.a")]
    {
        let canonical = canonical_request(path, &[], Settings::default());
        assert_eq!(canonical.lines().nth(1), Some(expected), "{path}");
    }
}

/// It belongs to SigV4A, which sets its own.
#[cfg(feature = "sigv4a")]
#[test]
fn a_header_with_regions_is_the_signatures_own() {
    let stale = [("X-Amz-Region-Set", "stale")];
    assert!(canonical_request("/", &stale, Settings::default()).contains("\nx-amz-region-set:stale\n"));
    let settings = Settings { algorithm: Algorithm::EcdsaP256, ..Settings::default() };
    assert!(canonical_request("/", &stale, settings).contains("\nx-amz-region-set:r\n"));
}
