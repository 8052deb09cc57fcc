//! Checks presigned queries the way a service does, by steps of its own.

use super::server::Asked;
use ring::{digest, hmac};

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The signature that the query of this request ought to have.
pub fn expected(asked: &Asked, secret_key: &str) -> String {
    let (path, query) = asked.target.split_once('?').unwrap();
    let mut parameters: Vec<&str> =
        query.split('&').filter(|pair| !pair.starts_with("X-Amz-Signature=")).collect();
    parameters.sort_unstable();
    let empty = hex(digest::digest(&digest::SHA256, b"").as_ref());
    let host = asked.header("host").unwrap();
    let canonical = format!("GET\n{path}\n{}\nhost:{host}\n\nhost\n{empty}", parameters.join("&"));
    let credential = asked.parameter("X-Amz-Credential").unwrap().replace("%2F", "/");
    let scope = credential.split_once('/').unwrap().1;
    let date = asked.parameter("X-Amz-Date").unwrap();
    let hash = hex(digest::digest(&digest::SHA256, canonical.as_bytes()).as_ref());
    let text = format!("AWS4-HMAC-SHA256\n{date}\n{scope}\n{hash}");
    let mut key = format!("AWS4{secret_key}").into_bytes();
    for part in scope.split('/').chain([text.as_str()]) {
        key = hmac::sign(&hmac::Key::new(hmac::HMAC_SHA256, &key), part.as_bytes()).as_ref().to_vec();
    }
    hex(&key)
}
