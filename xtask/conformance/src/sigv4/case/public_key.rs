//! Verifying the signatures of a case, with a library other than the one that signs.

use super::super::read;
use crate::hex;
use ring::signature::{ECDSA_P256_SHA256_ASN1, UnparsedPublicKey};
use serde::Deserialize;
use smithwright_runtime::sign::v4::Signature;
use std::path::Path;

/// A public key: an uncompressed point on the curve P-256.
pub(super) struct PublicKey(Vec<u8>);

/// The content of `public-key.json`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(rename = "X")]
    x: String,
    #[serde(rename = "Y")]
    y: String,
}

impl PublicKey {
    /// Reads the key of a case; returns `None` if its signatures are always the same.
    pub(super) fn of(case: &Path) -> Result<Option<Self>, String> {
        let path = case.join("public-key.json");
        if !path.is_file() {
            return Ok(None);
        }
        let file: File =
            serde_json::from_str(&read(&path)?).map_err(|error| format!("public-key.json: {error}"))?;
        let bytes = hex::decode(&format!("04{}{}", file.x, file.y))
            .ok_or("public-key.json: no hexadecimal digits")?;
        Ok(Some(Self(bytes)))
    }

    /// Fails unless the signature is valid for the string to sign.
    pub(super) fn verify(&self, signature: &Signature) -> Result<(), String> {
        let made = hex::decode(&signature.signature).ok_or("signature: no hexadecimal digits")?;
        UnparsedPublicKey::new(&ECDSA_P256_SHA256_ASN1, &self.0)
            .verify(signature.string_to_sign.as_bytes(), &made)
            .map_err(|_| format!("signature: {} is not verified by the key of the case", signature.signature))
    }
}
