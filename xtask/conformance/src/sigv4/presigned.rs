//! Running suites of presigned WebSocket URLs: JSON lists of inputs, each with the URL that it must give.

use super::{CaseResult, expected::compare, read, time_of_basic};
use serde::Deserialize;
use smithwright_runtime::Maybe;
use smithwright_runtime::credentials::Credentials;
use smithwright_runtime::sign::v4::{Payload, Scope, Settings, SignedQuery, Signer, SigningRequest};
use std::collections::BTreeMap;
use std::path::Path;

/// One entry of the list. The results of intermediate steps are optional.
#[derive(Deserialize)]
struct Vector {
    id: String,
    endpoint: String,
    query: BTreeMap<String, String>,
    access_key: String,
    secret_key: String,
    session_token: Option<String>,
    region: String,
    service: String,
    date: String,
    expires: u64,
    signature_position: Position,
    expected_url: String,
    expected_signature: Option<String>,
    canonical_request_sha256: Option<String>,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Position {
    Sorted,
    Last,
}

/// Runs every entry of the file.
pub(super) fn run(file: &Path) -> Result<Vec<CaseResult>, String> {
    let vectors: Vec<Vector> = serde_json::from_str(&read(file)?)
        .map_err(|error| format!("is no list of presigned URLs: {error}"))?;
    let results = vectors.into_iter().map(|vector| {
        let result = vector.check();
        (vector.id, result)
    });
    Ok(results.collect())
}

impl Vector {
    fn check(&self) -> Result<(), String> {
        let credentials = Credentials::new(&self.access_key, &self.secret_key)
            .maybe(self.session_token.as_deref(), Credentials::with_session_token);
        let time = time_of_basic(&self.date).ok_or_else(|| format!("`{}` is no date", self.date))?;
        let scope = Scope { credentials: &credentials, region: &self.region, service: &self.service, time };
        let parameters: Vec<String> =
            self.query.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let query = parameters.join("&");
        let signed = self.sign(&query, &scope)?;
        if let Some(expected) = &self.canonical_request_sha256 {
            let digest = signed.signature.string_to_sign.lines().last().unwrap_or_default();
            compare("digest of the canonical request", expected, digest)?;
        }
        if let Some(expected) = &self.expected_signature {
            compare("signature", expected, &signed.signature.signature)?;
        }
        let mut parameters: Vec<&str> = signed.query.split('&').collect();
        if matches!(self.signature_position, Position::Sorted) {
            parameters.sort_unstable();
        }
        let query = parameters.join("&");
        let slash = if self.endpoint.matches('/').count() > 2 { "" } else { "/" };
        compare("URL", &self.expected_url, &format!("{}{slash}?{query}", self.endpoint))
    }

    fn sign(&self, query: &str, scope: &Scope<'_>) -> Result<SignedQuery, String> {
        let (_, location) = self.endpoint.split_once("://").ok_or("the endpoint has no scheme")?;
        let (host, path) = location.split_once('/').unwrap_or((location, ""));
        let request = SigningRequest {
            method: "GET",
            path: &format!("/{path}"),
            query,
            headers: &[("host", host)],
            payload: Payload::Bytes(b""),
        };
        Ok(Signer::default().presign(&request, scope, Settings::default(), self.expires))
    }
}
