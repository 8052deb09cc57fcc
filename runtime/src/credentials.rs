//! Credentials, which requests are signed with.

mod cache;
mod environment;
#[cfg(feature = "aws-config")]
mod from_aws;
#[cfg(feature = "machine-credentials")]
mod machine;

pub use cache::CachedCredentials;
#[cfg(any(feature = "machine-credentials", feature = "sessions"))]
pub(crate) use cache::Persistence;
pub use environment::EnvironmentCredentials;
#[cfg(feature = "aws-config")]
pub use from_aws::AwsCredentials;
#[cfg(feature = "machine-credentials")]
pub(crate) use machine::EnvironmentOrMachine;
#[cfg(feature = "machine-credentials")]
pub use machine::MachineCredentials;

use crate::error::BoxError;
use crate::timestamp::Timestamp;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

/// An AWS access key, which may be a temporary one.
///
/// `Debug` shows nothing of it but its expiry and the last four characters of an id of at least twelve.
///
/// # Examples
///
/// ```
/// use smithwright_runtime::{Credentials, Timestamp};
///
/// let credentials = Credentials::new("AKIDEXAMPLE1234", "very-secret").with_session_token("token")
///     .with_expiry(Timestamp::from_seconds(1_900_000_000));
/// assert_eq!(credentials.session_token(), Some("token"));
/// assert!(!format!("{credentials:?}").contains("very-secret"));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Credentials {
    access_key_id: String,
    secret_access_key: String,
    session_token: Option<String>,
    account_id: Option<String>,
    expires_at: Option<Timestamp>,
}

impl Credentials {
    /// Creates a key that has no expiry.
    #[must_use]
    pub fn new(access_key_id: impl Into<String>, secret_access_key: impl Into<String>) -> Self {
        Self {
            access_key_id: access_key_id.into(),
            secret_access_key: secret_access_key.into(),
            session_token: None,
            account_id: None,
            expires_at: None,
        }
    }

    /// Sets the token that goes with a temporary key. An empty one counts as none.
    #[must_use]
    pub fn with_session_token(mut self, token: impl Into<String>) -> Self {
        self.session_token = Some(token.into()).filter(|token| !token.is_empty());
        self
    }

    /// Sets the id of the account that the key belongs to: twelve digits. An empty one counts as none.
    ///
    /// Some services, such as DynamoDB, have endpoints for each account, which calls then go to: see
    /// [`ConfigBuilder::account_id_endpoint_mode`](crate::config::ConfigBuilder::account_id_endpoint_mode).
    #[must_use]
    pub fn with_account_id(mut self, id: impl Into<String>) -> Self {
        self.account_id = Some(id.into()).filter(|id| !id.is_empty());
        self
    }

    /// Sets the time after which the key no longer works.
    #[must_use]
    pub fn with_expiry(mut self, time: Timestamp) -> Self {
        self.expires_at = Some(time);
        self
    }

    /// Returns the id of the key, which travels in the clear.
    #[must_use]
    pub fn access_key_id(&self) -> &str {
        &self.access_key_id
    }

    /// Returns the secret key, which never travels.
    #[must_use]
    pub fn secret_access_key(&self) -> &str {
        &self.secret_access_key
    }

    /// Returns the token that goes with a temporary key.
    #[must_use]
    pub fn session_token(&self) -> Option<&str> {
        self.session_token.as_deref()
    }

    /// Returns the id of the account that the key belongs to, if it is known.
    #[must_use]
    pub fn account_id(&self) -> Option<&str> {
        self.account_id.as_deref()
    }

    /// Returns the time after which the key no longer works, or `None` if it keeps working or its expiry is unknown.
    #[must_use]
    pub fn expires_at(&self) -> Option<Timestamp> {
        self.expires_at
    }
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let visible = self.access_key_id.char_indices().rev().nth(3).filter(|(at, _)| *at >= 8);
        let end = visible.and_then(|(at, _)| self.access_key_id.get(at..)).unwrap_or_default();
        f.debug_struct("Credentials")
            .field("access_key_id", &format_args!("***{end}"))
            .field("expires_at", &self.expires_at)
            .finish_non_exhaustive()
    }
}

/// The error returned when there are no credentials. Calls that waited for the same request to a provider each get a copy.
#[derive(Clone, Debug)]
pub struct CredentialsError {
    message: String,
    source: Option<Arc<dyn std::error::Error + Send + Sync>>,
}

impl CredentialsError {
    /// Creates an error. `message` says what is missing and what to do about it, without secrets.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), source: None }
    }

    /// Sets the cause. It must not hold secrets, since logs show it.
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<BoxError>) -> Self {
        self.source = Some(Arc::from(source.into()));
        self
    }
}

#[cfg(feature = "machine-credentials")]
impl CredentialsError {
    /// Adds what to do.
    fn advising(mut self, advice: &str) -> Self {
        self.message.push_str("; ");
        self.message.push_str(advice);
        self
    }
}

impl fmt::Display for CredentialsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for CredentialsError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        self.source.as_deref().map(|source| source as _)
    }
}

/// The future that [`ProvideCredentials::provide`] returns.
pub type ProvideFuture<'a> = Pin<Box<dyn Future<Output = Result<Credentials, CredentialsError>> + Send + 'a>>;

/// A source of credentials.
///
/// It is asked before each attempt of a signed call: wrap one that is slow in [`CachedCredentials`]. [`Credentials`] are a source of themselves.
///
/// # Examples
///
/// ```
/// use smithwright_runtime::Credentials;
/// use smithwright_runtime::credentials::{CachedCredentials, CredentialsError, ProvideCredentials, ProvideFuture};
///
/// struct Vault;
/// # impl Vault { async fn key(&self) -> Result<(String, String), std::io::Error> { Ok(Default::default()) } }
///
/// impl ProvideCredentials for Vault {
///     fn provide(&self) -> ProvideFuture<'_> {
///         Box::pin(async {
///             let failed = |error| CredentialsError::new("the vault gave no key").caused_by(error);
///             let (id, secret) = self.key().await.map_err(failed)?;
///             Ok(Credentials::new(id, secret))
///         })
///     }
/// }
///
/// let provider = CachedCredentials::new(Vault); // for `ConfigBuilder::credentials`
/// # let _ = provider;
/// ```
pub trait ProvideCredentials: Send + Sync {
    /// Returns the credentials to sign with now. The future may be dropped before it is done, when a call is given up.
    fn provide(&self) -> ProvideFuture<'_>;
}

impl ProvideCredentials for Credentials {
    fn provide(&self) -> ProvideFuture<'_> {
        Box::pin(std::future::ready(Ok(self.clone())))
    }
}

/// A provider that is shared with others.
impl<T: ProvideCredentials + ?Sized> ProvideCredentials for Arc<T> {
    fn provide(&self) -> ProvideFuture<'_> {
        (**self).provide()
    }
}

/// A provider that is chosen at run time.
impl<T: ProvideCredentials + ?Sized> ProvideCredentials for Box<T> {
    fn provide(&self) -> ProvideFuture<'_> {
        (**self).provide()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_no_secret() {
        let credentials = Credentials::new("AKIDEXAMPLE1234", "very-secret").with_session_token("token");
        let shown = format!("{credentials:?}");
        assert_eq!(shown, "Credentials { access_key_id: ***1234, expires_at: None, .. }");
        let short = format!("{:?}", Credentials::new("short", "s"));
        assert_eq!(short, "Credentials { access_key_id: ***, expires_at: None, .. }");
    }

    #[test]
    fn an_empty_session_token_is_none() {
        assert_eq!(Credentials::new("a", "b").with_session_token(String::new()).session_token(), None);
    }
}
