//! Who signs a case, when, and with which settings.

use super::super::expected::{self, CANONICAL_REQUEST, STRING_TO_SIGN, Variant};
use super::super::{read, time_of_basic};
use super::public_key::PublicKey;
use serde::Deserialize;
use smithwright_runtime::Maybe;
use smithwright_runtime::Timestamp;
use smithwright_runtime::credentials::Credentials;
use smithwright_runtime::sign::v4::{
    Algorithm, BodyHash, PathEncoding, PathNormalization, Scope, SessionToken, Settings,
};
use smithwright_runtime::timestamp::Format;
use std::path::Path;

/// The context in which a case is signed.
pub(super) struct Context {
    credentials: Credentials,
    region: String,
    service: String,
    time: Timestamp,
    pub(super) settings: Settings,
    pub(super) expires_in: u64,
    /// The key that verifies SigV4a signatures.
    pub(super) public_key: Option<PublicKey>,
    /// Whether the case gives the secret with which it is signed.
    pub(super) has_secret: bool,
}

/// The content of `context.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    credentials: Keys,
    region: String,
    service: String,
    timestamp: String,
    normalize: bool,
    sign_body: bool,
    expiration_in_seconds: u64,
    #[serde(default)]
    omit_session_token: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Keys {
    access_key_id: String,
    secret_access_key: String,
    token: Option<String>,
}

impl Context {
    pub(super) fn of(case: &Path, variant: Variant) -> Result<Self, String> {
        let path = case.join("context.json");
        if path.is_file() {
            let file = serde_json::from_str(&read(&path)?);
            let mut context = Self::from_file(file.map_err(|error| format!("context.json: {error}"))?)?;
            context.public_key = PublicKey::of(case)?;
            if context.public_key.is_some() {
                context.settings.algorithm = Algorithm::EcdsaP256;
            }
            return Ok(context);
        }
        Self::told_by_what_is_expected(case, variant)
    }

    pub(super) fn scope(&self) -> Scope<'_> {
        Scope {
            credentials: &self.credentials,
            region: &self.region,
            service: &self.service,
            time: self.time,
        }
    }

    fn from_file(file: File) -> Result<Self, String> {
        let time = Timestamp::parse(&file.timestamp, Format::DateTime);
        let mut settings = Settings::default();
        // The suite gives paths as they are signed.
        settings.encoding = PathEncoding::Single;
        settings.normalization =
            if file.normalize { PathNormalization::Normalized } else { PathNormalization::AsIs };
        settings.session_token =
            if file.omit_session_token { SessionToken::AddedAfterSigning } else { SessionToken::Signed };
        settings.body_hash = if file.sign_body { BodyHash::Header } else { BodyHash::Omitted };
        let keys = file.credentials;
        Ok(Self {
            credentials: Credentials::new(keys.access_key_id, keys.secret_access_key)
                .maybe(keys.token, Credentials::with_session_token),
            region: file.region,
            service: file.service,
            time: time.map_err(|error| format!("context.json: timestamp: {error}"))?,
            settings,
            public_key: None,
            expires_in: file.expiration_in_seconds,
            has_secret: true,
        })
    }

    /// Derives the context of a case in the older form from what the case expects. Such cases test the second encoding of the path.
    fn told_by_what_is_expected(case: &Path, variant: Variant) -> Result<Self, String> {
        let canonical = expected::step(case, variant, CANONICAL_REQUEST)?.unwrap_or_default();
        let time = canonical.lines().find_map(|line| line.strip_prefix("x-amz-date:"));
        let time =
            time.and_then(time_of_basic).ok_or("neither a context nor the time of signing is there")?;
        let to_sign = expected::step(case, variant, STRING_TO_SIGN)?.unwrap_or_default();
        let mut scope = to_sign.lines().nth(2).unwrap_or_default().split('/').skip(1);
        let mut part = || scope.next().unwrap_or("unknown").to_owned();
        Ok(Self {
            credentials: Credentials::new("unknown", "unknown"),
            region: part(),
            service: part(),
            time,
            settings: Settings::default(),
            public_key: None,
            expires_in: 3600,
            has_secret: false,
        })
    }
}
