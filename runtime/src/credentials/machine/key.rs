//! The JSON that containers and instances answer with.

use crate::credentials::{Credentials, CredentialsError};
use crate::payload::FromJson;
use crate::timestamp::{Format, Timestamp};

/// A key, as both write it. An instance says in `code` whether it has one.
#[derive(Clone, Default)]
pub(super) struct Key {
    code: Option<String>,
    access_key_id: Option<String>,
    secret_access_key: Option<String>,
    token: Option<String>,
    expiration: Option<String>,
    account_id: Option<String>,
}

crate::structure! {
    received Key = "Key" {
        code: "Code";
        access_key_id: "AccessKeyId";
        secret_access_key: "SecretAccessKey", Sensitive;
        token: "Token", Sensitive;
        expiration: "Expiration";
        account_id: "AccountId";
    }
}

/// Reads an answer. `who` gave it.
pub(super) fn read(answer: &str, who: &str) -> Result<Credentials, CredentialsError> {
    let refused = |what: &str| CredentialsError::new(format!("{who} gave no credentials: {what}"));
    let key =
        Key::from_json(answer).map_err(|error| refused("its response can't be read").caused_by(error))?;
    if let Some(code) = key.code.filter(|code| code != "Success") {
        return Err(refused(&format!("it says {code:?}")));
    }
    let some = |value: Option<String>| value.filter(|value| !value.is_empty());
    let (Some(id), Some(secret)) = (some(key.access_key_id), some(key.secret_access_key)) else {
        return Err(refused("its answer has no key"));
    };
    let credentials = Credentials::new(id, secret)
        .with_session_token(key.token.unwrap_or_default())
        .with_account_id(key.account_id.unwrap_or_default());
    let Some(expiration) = some(key.expiration) else { return Ok(credentials) };
    let expiry = Timestamp::parse(&expiration, Format::DateTime)
        .map_err(|error| refused("the time until which they are valid can't be read").caused_by(error))?;
    Ok(credentials.with_expiry(expiry))
}
