//! Credentials that are asked for once and used until shortly before they expire.

use super::{Credentials, CredentialsError, ProvideCredentials, ProvideFuture};
use crate::timestamp::Timestamp;
use std::future::Future;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Mutex as AsyncMutex;

#[cfg(test)]
mod tests;

/// How long before their end credentials are renewed, in seconds; those that live less than twice as long are at half their life.
const MARGIN: i64 = 300;

/// How long a provider has to renew credentials that are still valid.
const PATIENCE: Duration = Duration::from_secs(5);

/// How long a provider has where there are none to go on with: some sign in first, or ask the machine for its role.
const PATIENCE_AT_FIRST: Duration = Duration::from_secs(60);

/// How long credentials that are still valid are used after they were not renewed, before the provider is asked again, in seconds.
const PAUSE: i64 = 10;

/// A cache of the credentials that another provider gives.
///
/// Credentials without an expiry are kept for good. Others are renewed five minutes before they expire or, if that is later, when half of their life is over.
/// If renewing them fails or takes more than five seconds, they stay in use for as long as they are valid, and ten seconds later it is tried again. Where
/// there are no valid credentials, the provider has a minute. Calls that come at the same time share one answer of the provider; while there are valid
/// credentials, only one of these calls waits for it.
#[derive(Debug)]
pub struct CachedCredentials<P> {
    provider: P,
    clock: fn() -> Timestamp,
    kept: Mutex<Option<Kept>>,
    /// Held by whoever asks the provider.
    asking: AsyncMutex<()>,
}

#[derive(Clone, Debug)]
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
        self.is_valid(now) && self.renew_at.is_none_or(|time| now.seconds() < time)
    }

    fn is_valid(&self, now: Timestamp) -> bool {
        self.credentials.expiry().is_none_or(|expiry| now < expiry)
    }
}

impl<P: ProvideCredentials> CachedCredentials<P> {
    /// Creates a cache in front of `provider`.
    #[must_use]
    pub fn new(provider: P) -> Self {
        Self::with_clock(provider, Timestamp::now)
    }

    fn with_clock(provider: P, clock: fn() -> Timestamp) -> Self {
        Self { provider, clock, kept: Mutex::default(), asking: AsyncMutex::default() }
    }

    /// What is kept, if it is still good.
    fn valid(&self) -> Option<Kept> {
        let kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner).clone();
        kept.filter(|kept| kept.is_valid((self.clock)()))
    }

    fn keep(&self, kept: Kept) {
        *self.kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(kept);
    }

    async fn provide_kept(&self) -> Result<Credentials, CredentialsError> {
        let _turn = match self.valid() {
            Some(kept) if kept.is_fresh((self.clock)()) => return Ok(kept.credentials),
            Some(kept) => match self.asking.try_lock() {
                Ok(turn) => turn,
                Err(_) => return Ok(kept.credentials),
            },
            None => self.asking.lock().await,
        };
        // Whoever had the turn before may have got new ones.
        let Some(mut kept) = self.valid() else {
            let credentials = self.provider.provide().await?;
            self.keep(Kept::new(credentials.clone(), (self.clock)()));
            return Ok(credentials);
        };
        if !kept.is_fresh((self.clock)()) {
            match within(PATIENCE, self.provider.provide()).await {
                Ok(credentials) => kept = Kept::new(credentials, (self.clock)()),
                Err(error) => {
                    tracing::debug!(%error, "credentials were not renewed; the old ones are still valid");
                    kept.renew_at = Some((self.clock)().seconds().saturating_add(PAUSE));
                }
            }
            self.keep(kept.clone());
        }
        Ok(kept.credentials)
    }
}

/// What is given, if that is in time.
async fn within(
    limit: Duration,
    given: impl Future<Output = Result<Credentials, CredentialsError>>,
) -> Result<Credentials, CredentialsError> {
    let late = |_| CredentialsError::new(format!("the provider gave none within {limit:?}"));
    tokio::time::timeout(limit, given).await.map_err(late)?
}

impl<P: ProvideCredentials> ProvideCredentials for CachedCredentials<P> {
    fn provide(&self) -> ProvideFuture<'_> {
        // Whoever waits for another's answer waits no longer than for one of its own.
        Box::pin(within(PATIENCE_AT_FIRST, self.provide_kept()))
    }
}
