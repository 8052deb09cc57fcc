//! Credentials that are asked for once and used until shortly before they expire.

use super::{Credentials, CredentialsError, ProvideCredentials, ProvideFuture};
use crate::timestamp::Timestamp;
use tokio::sync::Mutex;

#[cfg(test)]
mod tests;

/// How long before their end credentials are renewed, in seconds; those that live less than twice as long are at half their life.
const MARGIN: i64 = 300;

/// Keeps what another provider gave. Calls that come at once wait for one answer. Credentials without an expiry are kept for good; others are
/// renewed five minutes before it, or when half of their life is over. Where that fails, they are used as long as they are valid, and each
/// call tries again to renew them.
#[derive(Debug)]
pub struct CachedCredentials<P> {
    provider: P,
    clock: fn() -> Timestamp,
    kept: Mutex<Option<Kept>>,
}

#[derive(Debug)]
struct Kept {
    credentials: Credentials,
    /// In seconds since 1970; `None` for credentials without an expiry.
    renew_at: Option<i64>,
}

impl Kept {
    fn new(credentials: Credentials, now: Timestamp) -> Self {
        let renew_at = credentials.expiry().map(|expiry| {
            let left = expiry.seconds().saturating_sub(now.seconds());
            expiry.seconds().saturating_sub(MARGIN.min(left / 2))
        });
        Self { credentials, renew_at }
    }

    fn is_fresh(&self, now: Timestamp) -> bool {
        self.renew_at.is_none_or(|time| now.seconds() < time)
    }

    fn is_valid(&self, now: Timestamp) -> bool {
        self.credentials.expiry().is_none_or(|expiry| now < expiry)
    }
}

impl<P: ProvideCredentials> CachedCredentials<P> {
    /// A cache before this provider.
    #[must_use]
    pub fn new(provider: P) -> Self {
        Self::with_clock(provider, Timestamp::now)
    }

    fn with_clock(provider: P, clock: fn() -> Timestamp) -> Self {
        Self { provider, clock, kept: Mutex::new(None) }
    }

    async fn provide_kept(&self) -> Result<Credentials, CredentialsError> {
        let mut kept = self.kept.lock().await;
        if let Some(fresh) = kept.as_ref().filter(|kept| kept.is_fresh((self.clock)())) {
            return Ok(fresh.credentials.clone());
        }
        let renewed = self.provider.provide().await;
        let now = (self.clock)();
        match (renewed, kept.as_ref().filter(|kept| kept.is_valid(now))) {
            (Ok(credentials), _) => {
                *kept = Some(Kept::new(credentials.clone(), now));
                Ok(credentials)
            }
            (Err(error), Some(valid)) => {
                tracing::debug!(%error, "credentials were not renewed; the old ones are still valid");
                Ok(valid.credentials.clone())
            }
            (Err(error), None) => Err(error),
        }
    }
}

impl<P: ProvideCredentials> ProvideCredentials for CachedCredentials<P> {
    fn provide(&self) -> ProvideFuture<'_> {
        Box::pin(self.provide_kept())
    }
}
