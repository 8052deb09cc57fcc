//! Secrets that are sent as they are, where no signature is made with them.

use crate::client::BoxFuture;
use crate::credentials::CredentialsError;
use std::fmt;
use std::sync::Arc;

/// The secrets of a configuration.
#[derive(Clone, Default)]
pub(super) struct Secrets {
    pub(super) bearer_token: Option<BearerToken>,
    pub(super) api_key: Option<Secret>,
    pub(super) login: Option<Login>,
}

/// Where a bearer token comes from.
#[derive(Clone)]
pub(crate) enum BearerToken {
    /// It is always the same.
    Fixed(Secret),
    /// It is asked for.
    From(Arc<dyn Fn() -> BoxFuture<'static, Result<String, CredentialsError>> + Send + Sync>),
}

impl BearerToken {
    /// The token that is good now.
    pub(crate) async fn current(&self) -> Result<Secret, CredentialsError> {
        match self {
            Self::Fixed(token) => Ok(token.clone()),
            Self::From(ask) => ask().await.map(Secret),
        }
    }
}

/// A text that is never printed.
#[derive(Clone)]
pub(crate) struct Secret(String);

/// A user name and a password.
#[derive(Clone)]
pub(crate) struct Login {
    /// The user name.
    pub(crate) user: Secret,
    /// The password.
    pub(crate) password: Secret,
}

impl Secret {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text, to be sent.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}
