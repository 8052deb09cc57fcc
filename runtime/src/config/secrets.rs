//! Secrets that are sent themselves, rather than used for a signature.

use crate::client::BoxFuture;
use crate::credentials::CredentialsError;
use std::fmt;
use std::sync::Arc;

/// The secrets of a configuration.
#[derive(Clone, Default)]
pub(super) struct Secrets {
    pub(super) bearer_token: Option<BearerToken>,
    /// The bearer tokens of single services, by their signing names as the environment spells them.
    pub(super) service_tokens: Vec<(String, BearerToken)>,
    pub(super) api_key: Option<Secret>,
    pub(super) login: Option<Login>,
}

/// The source of a bearer token.
#[derive(Clone)]
pub(crate) enum BearerToken {
    /// A fixed token.
    Fixed(Secret),
    /// A function that returns the current token.
    From(Arc<dyn Fn() -> BoxFuture<'static, Result<String, CredentialsError>> + Send + Sync>),
}

impl BearerToken {
    /// Returns the current token.
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
    pub(crate) user: Secret,
    pub(crate) password: Secret,
}

impl Secret {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Returns the text, to send it.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("***")
    }
}
