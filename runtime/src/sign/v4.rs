//! [AWS Signature Version 4](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html).

#[cfg(feature = "event-stream")]
mod message;

#[cfg(feature = "event-stream")]
pub use message::MessageSignature;

use super::canonical::{self, Canonical};
use super::hash::{self, Digest256};
use crate::credentials::Credentials;
use crate::locked::locked;
use crate::timestamp::Timestamp;
use std::borrow::Cow;
use std::fmt;
use std::sync::Mutex;

/// A request to sign, as it goes on the wire.
#[derive(Clone, Copy)]
pub struct SigningRequest<'a> {
    /// The HTTP method.
    pub method: &'a str,
    /// The path, percent-encoded.
    pub path: &'a str,
    /// The query, percent-encoded, without the `?`.
    pub query: &'a str,
    /// The headers, including `host`. Those that proxies may change are left out of the signature.
    pub headers: &'a [(&'a str, &'a str)],
    /// The body.
    pub payload: Payload<'a>,
}

/// The way in which the body takes part in the signature.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub enum Payload<'a> {
    /// By the hash of these bytes.
    Bytes(&'a [u8]),
    /// By a hash that is known already, in lower-case hexadecimal.
    Sha256(&'a str),
    /// Not at all.
    Unsigned,
}

/// The scope of a signature: who signs, for what, and when.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// The access key.
    pub credentials: &'a Credentials,
    /// The Region. With `Algorithm::EcdsaP256`, all Regions in which the signature is to hold, separated by commas, or `*`.
    pub region: &'a str,
    /// The signing name of the service.
    pub service: &'a str,
    /// The time of signing, by the clock of the service.
    pub time: Timestamp,
}

/// The settings of a signature, for what services expect differently. The default is right for nearly all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Settings {
    /// The algorithm of the signature.
    pub algorithm: Algorithm,
    /// How the path is encoded.
    pub encoding: PathEncoding,
    /// Whether dot segments are removed from the path.
    pub normalization: PathNormalization,
    /// How the session token is sent, and whether it is signed.
    pub session_token: SessionToken,
    /// Whether the hash of the body travels in a header.
    pub body_hash: BodyHash,
}

/// The algorithm of a signature.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Algorithm {
    /// HMAC with SHA-256 and a key that holds for one Region: Signature Version 4. The default.
    #[default]
    HmacSha256,
    /// ECDSA on the curve P-256, for any number of Regions: Signature Version 4A.
    #[cfg(feature = "sigv4a")]
    EcdsaP256,
}

impl Algorithm {
    fn name(self) -> &'static str {
        match self {
            Self::HmacSha256 => "AWS4-HMAC-SHA256",
            #[cfg(feature = "sigv4a")]
            Self::EcdsaP256 => super::v4a::ALGORITHM,
        }
    }

    /// Checks whether the Regions are sent next to the signature, rather than in its scope.
    fn tells_regions(self) -> bool {
        self != Self::HmacSha256
    }
}

/// The way in which the path on the wire becomes that of the canonical request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum PathEncoding {
    /// It is percent-encoded once more. The default.
    #[default]
    Double,
    /// It stays as it is, except that characters that no path may hold are percent-encoded.
    Single,
}

/// The treatment of dot segments and double slashes in the path of the canonical request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum PathNormalization {
    /// They are removed. The default.
    #[default]
    Normalized,
    /// They stay.
    AsIs,
}

/// The treatment of the session token of a temporary key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum SessionToken {
    /// It is sent and signed. The default.
    #[default]
    Signed,
    /// It is sent and not signed, as message brokers expect it.
    AddedAfterSigning,
    /// It is sent by another name, and signed.
    SignedAs {
        /// The header that holds it.
        header: &'static str,
        /// The query parameter that holds it in a presigned URL.
        query_parameter: &'static str,
    },
}

impl SessionToken {
    fn header(self) -> &'static str {
        match self {
            Self::SignedAs { header, .. } => header,
            Self::Signed | Self::AddedAfterSigning => "x-amz-security-token",
        }
    }

    fn query_parameter(self) -> &'static str {
        match self {
            Self::SignedAs { query_parameter, .. } => query_parameter,
            Self::Signed | Self::AddedAfterSigning => "X-Amz-Security-Token",
        }
    }
}

/// The use of the header `x-amz-content-sha256`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum BodyHash {
    /// It isn't sent. The default.
    #[default]
    Omitted,
    /// It is sent and signed.
    Header,
}

/// A signature with what led to it, to compare when a service refuses it. `Debug` shows nothing of it.
pub struct Signature {
    /// The canonical request.
    pub canonical_request: String,
    /// The string to sign.
    pub string_to_sign: String,
    /// The signature, in lower-case hexadecimal.
    pub signature: String,
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signature(***)")
    }
}

/// The headers that a signature adds to a request. `Debug` shows their names only.
pub struct SignedHeaders {
    /// The headers: names in lower case, and values.
    pub headers: Vec<(&'static str, String)>,
    /// The signature in them.
    pub signature: Signature,
}

impl fmt::Debug for SignedHeaders {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.headers.iter().map(|(name, _)| name)).finish()
    }
}

/// A query that carries its signature. `Debug` shows nothing of it.
pub struct SignedQuery {
    /// The whole query, without the `?`.
    pub query: String,
    /// The signature in it.
    pub signature: Signature,
}

impl fmt::Debug for SignedQuery {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SignedQuery(***)")
    }
}

/// A signer, which keeps the key that it derived last. That saves four HMACs on every further call of a day.
#[derive(Default)]
pub struct Signer {
    kept: Mutex<Option<DerivedKey>>,
}

struct DerivedKey {
    secret: String,
    date: String,
    region: String,
    service: String,
    key: Digest256,
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signer")
    }
}

impl Signer {
    /// Signs a request in its headers: returns the headers to add to it.
    #[must_use]
    pub fn sign(&self, request: &SigningRequest<'_>, scope: &Scope<'_>, settings: Settings) -> SignedHeaders {
        let (date_time, date) = dates(scope.time);
        let payload_hash = payload_hash(request.payload);
        let token = scope.credentials.session_token();
        let token_header = settings.session_token.header();
        // Headers left over from an earlier signature of the same request are replaced.
        let replaced = |name: &str| {
            name.eq_ignore_ascii_case("x-amz-date")
                || settings.algorithm.tells_regions() && name.eq_ignore_ascii_case("x-amz-region-set")
                || name.eq_ignore_ascii_case(token_header)
                || settings.body_hash == BodyHash::Header && name.eq_ignore_ascii_case("x-amz-content-sha256")
        };
        let mut headers = Vec::with_capacity(request.headers.len() + 3);
        headers.extend(request.headers.iter().copied().filter(|(name, _)| !replaced(name)));
        headers.push(("x-amz-date", &date_time));
        if settings.algorithm.tells_regions() {
            headers.push(("x-amz-region-set", scope.region));
        }
        if settings.body_hash == BodyHash::Header {
            headers.push(("x-amz-content-sha256", &payload_hash));
        }
        if settings.session_token != SessionToken::AddedAfterSigning {
            headers.extend(token.map(|token| (token_header, token)));
        }
        let query = canonical::join(&canonical::query(request.query));
        let canonical = canonical::request(request, settings, &query, &headers, &payload_hash);
        let credential = credential_scope(scope, settings.algorithm, &date);
        let signed_headers = canonical.signed_headers.clone();
        let algorithm = settings.algorithm.name();
        let signature = self.signature(canonical, scope, settings.algorithm, &date_time, &credential);
        let authorization = format!(
            "{algorithm} Credential={}/{credential}, SignedHeaders={signed_headers}, Signature={}",
            scope.credentials.access_key_id(),
            signature.signature
        );
        let mut added = vec![("x-amz-date", date_time), ("authorization", authorization)];
        if settings.algorithm.tells_regions() {
            added.push(("x-amz-region-set", scope.region.to_owned()));
        }
        added.extend(token.map(|token| (token_header, token.to_owned())));
        if settings.body_hash == BodyHash::Header {
            added.push(("x-amz-content-sha256", payload_hash.into_owned()));
        }
        SignedHeaders { headers: added, signature }
    }

    /// Signs a request in its query, so that the URL works by itself for `expires_in` seconds, from 1 to 604,800 (which is not checked here).
    #[must_use]
    pub fn presign(
        &self,
        request: &SigningRequest<'_>,
        scope: &Scope<'_>,
        settings: Settings,
        expires_in: u64,
    ) -> SignedQuery {
        let (date_time, date) = dates(scope.time);
        let payload_hash = payload_hash(request.payload);
        let credential = credential_scope(scope, settings.algorithm, &date);
        let no_query = SigningRequest { query: "", ..*request };
        let signed_headers = canonical::request(&no_query, settings, "", request.headers, "").signed_headers;
        let mut parameters = canonical::query(request.query);
        let mut add = |name: &'static str, value: &str| {
            let value = percent_encoding::utf8_percent_encode(value, crate::percent::ENCODED).to_string();
            parameters.push((Cow::Borrowed(name), Cow::Owned(value)));
        };
        add("X-Amz-Algorithm", settings.algorithm.name());
        add("X-Amz-Credential", &format!("{}/{credential}", scope.credentials.access_key_id()));
        add("X-Amz-Date", &date_time);
        add("X-Amz-Expires", &expires_in.to_string());
        if settings.algorithm.tells_regions() {
            add("X-Amz-Region-Set", scope.region);
        }
        add("X-Amz-SignedHeaders", &signed_headers);
        let token = scope.credentials.session_token();
        let token_parameter = settings.session_token.query_parameter();
        if let Some(token) = token.filter(|_| settings.session_token != SessionToken::AddedAfterSigning) {
            add(token_parameter, token);
        }
        parameters.sort_unstable();
        let canonical = canonical::request(
            &no_query,
            settings,
            &canonical::join(&parameters),
            request.headers,
            &payload_hash,
        );
        let signature = self.signature(canonical, scope, settings.algorithm, &date_time, &credential);
        if let Some(token) = token.filter(|_| settings.session_token == SessionToken::AddedAfterSigning) {
            let value = percent_encoding::utf8_percent_encode(token, crate::percent::ENCODED).to_string();
            parameters.push((Cow::Borrowed(token_parameter), Cow::Owned(value)));
        }
        parameters.push((Cow::Borrowed("X-Amz-Signature"), Cow::Owned(signature.signature.clone())));
        SignedQuery { query: canonical::join(&parameters), signature }
    }

    fn signature(
        &self,
        canonical: Canonical,
        scope: &Scope<'_>,
        algorithm: Algorithm,
        date_time: &str,
        credential: &str,
    ) -> Signature {
        let mut string_to_sign = format!("{}\n{date_time}\n{credential}\n", algorithm.name());
        hash::push_hex(&mut string_to_sign, &hash::sha256(canonical.text.as_bytes()));
        let signature = match algorithm {
            Algorithm::HmacSha256 => {
                let key = self.key(scope, date_time.get(..8).unwrap_or(date_time));
                hash::hex(&hash::hmac(&key, string_to_sign.as_bytes()))
            }
            #[cfg(feature = "sigv4a")]
            Algorithm::EcdsaP256 => super::v4a::signature(scope.credentials, &string_to_sign),
        };
        Signature { canonical_request: canonical.text, string_to_sign, signature }
    }

    fn key(&self, scope: &Scope<'_>, date: &str) -> Digest256 {
        let secret = scope.credentials.secret_access_key();
        // The key is stored at once, so a poisoned lock can't guard a half-made one.
        let mut kept = locked(&self.kept);
        if let Some(kept) = kept.as_ref()
            && kept.date == date
            && kept.region == scope.region
            && kept.service == scope.service
            && kept.secret == secret
        {
            return kept.key;
        }
        let key = derive_key(secret, date, scope.region, scope.service);
        *kept = Some(DerivedKey {
            secret: secret.to_owned(),
            date: date.to_owned(),
            region: scope.region.to_owned(),
            service: scope.service.to_owned(),
            key,
        });
        key
    }
}

fn derive_key(secret: &str, date: &str, region: &str, service: &str) -> Digest256 {
    let key = hash::hmac(format!("AWS4{secret}").as_bytes(), date.as_bytes());
    let key = hash::hmac(&key, region.as_bytes());
    let key = hash::hmac(&key, service.as_bytes());
    hash::hmac(&key, b"aws4_request")
}

fn credential_scope(scope: &Scope<'_>, algorithm: Algorithm, date: &str) -> String {
    if algorithm.tells_regions() {
        return format!("{date}/{}/aws4_request", scope.service);
    }
    format!("{date}/{}/{}/aws4_request", scope.region, scope.service)
}

fn payload_hash(payload: Payload<'_>) -> Cow<'_, str> {
    /// The SHA-256 of an empty body.
    const EMPTY: &str = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
    match payload {
        Payload::Bytes([]) => Cow::Borrowed(EMPTY),
        Payload::Bytes(bytes) => Cow::Owned(hash::hex(&hash::sha256(bytes))),
        Payload::Sha256(hash) => Cow::Borrowed(hash),
        Payload::Unsigned => Cow::Borrowed("UNSIGNED-PAYLOAD"),
    }
}

/// Returns the time as `20150830T123600Z`, and the date as `20150830`.
fn dates(time: Timestamp) -> (String, String) {
    let text = Timestamp::from_seconds(time.seconds()).to_string();
    let date_time: String = text.chars().filter(|c| !matches!(c, '-' | ':')).collect();
    let date = date_time.get(..8).unwrap_or(&date_time).to_owned();
    (date_time, date)
}

#[cfg(test)]
mod tests;
