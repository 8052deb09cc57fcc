//! An independent check of signatures as S3 does it, over the path as it was sent.

use super::server::Asked;
use ring::{digest, hmac};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

pub fn sha256(bytes: &[u8]) -> String {
    hex(digest::digest(&digest::SHA256, bytes).as_ref())
}

/// Returns the signature that the `Authorization` of this request should have, and the one it has.
pub fn in_header(asked: &Asked) -> (String, String) {
    let authorization = asked.header("authorization").unwrap().strip_prefix("AWS4-HMAC-SHA256 ").unwrap();
    let part = |name: &str| {
        let mut parts = authorization.split(", ");
        parts.find_map(|part| part.strip_prefix(name)).unwrap().to_owned()
    };
    let canonical = canonical_of(asked, &part("SignedHeaders="));
    let date = asked.header("x-amz-date").unwrap();
    (signature(&canonical, date, &part("Credential=")), part("Signature="))
}

fn canonical_of(asked: &Asked, signed_headers: &str) -> String {
    let query = asked.target.split_once('?').map_or("", |(_, query)| query);
    let hash = sha256(&asked.body);
    canonical(asked, query, signed_headers, asked.header("x-amz-content-sha256").unwrap_or(&hash))
}

/// Returns the text signed by the signature for several Regions in the `Authorization` of this request, and that signature.
pub fn of_regions(asked: &Asked) -> (String, Vec<u8>) {
    let authorization =
        asked.header("authorization").unwrap().strip_prefix("AWS4-ECDSA-P256-SHA256 ").unwrap();
    let part = |name: &str| authorization.split(", ").find_map(|part| part.strip_prefix(name)).unwrap();
    let canonical = canonical_of(asked, part("SignedHeaders="));
    let scope = part("Credential=").split_once('/').unwrap().1;
    let date = asked.header("x-amz-date").unwrap();
    let text = format!("AWS4-ECDSA-P256-SHA256\n{date}\n{scope}\n{}", sha256(canonical.as_bytes()));
    let hex = part("Signature=");
    let byte = |at: usize| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap();
    (text, (0..hex.len() / 2).map(byte).collect())
}

/// Returns the signature that the query of this request should have, and the one it has. The body is not signed.
pub fn in_query(asked: &Asked) -> (String, String) {
    let query = asked.target.split_once('?').unwrap().1;
    let signed: Vec<&str> = query.split('&').filter(|pair| !pair.starts_with("X-Amz-Signature=")).collect();
    let plain = |name: &str| {
        let value = query.split('&').find_map(|pair| pair.strip_prefix(name)?.strip_prefix('=')).unwrap();
        value.replace("%2F", "/").replace("%3B", ";")
    };
    let canonical = canonical(asked, &signed.join("&"), &plain("X-Amz-SignedHeaders"), "UNSIGNED-PAYLOAD");
    let expected = signature(&canonical, &plain("X-Amz-Date"), &plain("X-Amz-Credential"));
    (expected, plain("X-Amz-Signature"))
}

fn canonical(asked: &Asked, query: &str, signed_headers: &str, body: &str) -> String {
    let path = asked.target.split('?').next().unwrap();
    let mut pairs: Vec<(&str, &str)> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
    pairs.sort_unstable();
    let query: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let headers: String =
        signed_headers.split(';').map(|name| format!("{name}:{}\n", asked.header(name).unwrap())).collect();
    let (method, query) = (&asked.method, query.join("&"));
    format!("{method}\n{path}\n{query}\n{headers}\n{signed_headers}\n{body}")
}

fn signature(canonical: &str, date: &str, credential: &str) -> String {
    let scope = credential.split_once('/').unwrap().1;
    let text = format!("AWS4-HMAC-SHA256\n{date}\n{scope}\n{}", sha256(canonical.as_bytes()));
    let mut key = b"AWS4s3cret".to_vec();
    for part in scope.split('/').chain([text.as_str()]) {
        key = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &key), part.as_bytes()).as_ref().to_vec();
    }
    hex(&key)
}
