//! An independent check of signatures as a service does it.

use super::server::Asked;
use ring::{digest, hmac};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn sha256(text: &str) -> String {
    hex(digest::digest(&digest::SHA256, text.as_bytes()).as_ref())
}

/// Returns the signature that the `Authorization` of this request should have, and the one it has.
pub fn in_header(asked: &Asked, secret_key: &str) -> (String, String) {
    let authorization = asked.header("authorization").unwrap().strip_prefix("AWS4-HMAC-SHA256 ").unwrap();
    let part = |name: &str| {
        let mut parts = authorization.split(", ");
        parts.find_map(|part| part.strip_prefix(name)).unwrap().to_owned()
    };
    let query = asked.target.split_once('?').map_or("", |(_, query)| query);
    let signed_headers = part("SignedHeaders=");
    let canonical = canonical(asked, query, &signed_headers);
    let date = asked.header("x-amz-date").unwrap();
    (signature(&canonical, date, &part("Credential="), secret_key), part("Signature="))
}

/// Returns the signature that the query of this request should have, and the one it has.
pub fn in_query(asked: &Asked, secret_key: &str) -> (String, String) {
    let query = asked.target.split_once('?').unwrap().1;
    let signed: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("X-Amz-Signature=")).collect();
    let plain = |name: &str| {
        let value = asked.parameter(name).unwrap();
        value.replace("%2F", "/").replace("%3B", ";")
    };
    let canonical = canonical(asked, &signed.join("&"), &plain("X-Amz-SignedHeaders"));
    let expected = signature(&canonical, &plain("X-Amz-Date"), &plain("X-Amz-Credential"), secret_key);
    (expected, plain("X-Amz-Signature"))
}

fn canonical(asked: &Asked, query: &str, signed_headers: &str) -> String {
    // What is encoded already is encoded once more.
    let path = asked.target.split('?').next().unwrap().replace('%', "%25");
    let mut pairs: Vec<(&str, &str)> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
    pairs.sort_unstable();
    let query: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let headers: String =
        signed_headers.split(';').map(|name| format!("{name}:{}\n", asked.header(name).unwrap())).collect();
    let (method, query, body) = (&asked.method, query.join("&"), sha256(&asked.body));
    format!("{method}\n{path}\n{query}\n{headers}\n{signed_headers}\n{body}")
}

fn signature(canonical: &str, date: &str, credential: &str, secret_key: &str) -> String {
    let scope = credential.split_once('/').unwrap().1;
    let text = format!("AWS4-HMAC-SHA256\n{date}\n{scope}\n{}", sha256(canonical));
    let mut key = format!("AWS4{secret_key}").into_bytes();
    for part in scope.split('/').chain([text.as_str()]) {
        key = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &key), part.as_bytes()).as_ref().to_vec();
    }
    hex(&key)
}
