//! A cache of credentials, which are used until shortly before they expire.

use super::{Credentials, CredentialsError, ProvideCredentials, ProvideFuture};
use crate::timestamp::Timestamp;
use pending::PendingRequest;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

mod pending;
#[cfg(test)]
mod tests;

/// How many seconds before their expiry credentials are renewed. Those with less than twice as long left are renewed at half of it.
const MARGIN: i64 = 300;

/// How long the call that starts a renewal waits for new credentials while the old ones are still valid.
const PATIENCE: Duration = Duration::from_millis(500);

/// For how many seconds credentials are used after a failed renewal, before the provider is asked again. Also how long those are used that had expired when
/// they were received.
const PAUSE: i64 = 10;

/// A cache of the credentials that another provider gives.
///
/// Credentials without an expiry are kept for good. Others are renewed five minutes before they expire or, if that is later, when half of their life is over.
/// Calls that come at the same time share one answer of the provider, which has a minute, and goes on if the call that began it is given up. While there are
/// valid credentials, the call that begins to renew them waits half a second at most, and all others not at all. If renewing fails, the old ones stay in use
/// for as long as they are valid, and ten seconds later it is tried again. A provider that fails where there are no valid credentials is asked once more.
///
/// Credentials that have expired by this machine's clock when they come are used for ten seconds: the clock may be wrong.
#[derive(Debug)]
pub struct CachedCredentials<P> {
    provider: Arc<P>,
    clock: fn() -> Timestamp,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    kept: Option<Kept>,
    /// The request to the provider that has no answer yet.
    pending: Option<Arc<PendingRequest>>,
}

#[derive(Clone, Debug)]
struct Kept {
    credentials: Credentials,
    /// In seconds since 1970, or `None` for credentials without an expiry.
    renew_at: Option<i64>,
    /// When they can no longer be used, in the same form.
    valid_until: Option<i64>,
}

impl Kept {
    fn new(credentials: Credentials, now: Timestamp) -> Self {
        let expiry = credentials.expiry().map(|expiry| expiry.seconds());
        let later = now.seconds().saturating_add(PAUSE);
        let renew_at = expiry.map(|expiry| match expiry.saturating_sub(now.seconds()) {
            ..=0 => later,
            left => expiry.saturating_sub(MARGIN.min(left / 2)),
        });
        let valid_until = expiry.map(|expiry| if expiry <= now.seconds() { later } else { expiry });
        Self { credentials, renew_at, valid_until }
    }

    fn is_fresh(&self, now: Timestamp) -> bool {
        self.is_valid(now) && self.renew_at.is_none_or(|time| now.seconds() < time)
    }

    fn is_valid(&self, now: Timestamp) -> bool {
        self.valid_until.is_none_or(|time| now.seconds() < time)
    }
}

/// How a call gets its credentials.
enum Turn {
    /// Uses these.
    Use(Credentials),
    /// Starts to renew these, which are still valid.
    Renew(Credentials, Arc<PendingRequest>),
    /// Uses these, which are still valid, unless another call has renewed them by now.
    Look(Credentials, Arc<PendingRequest>),
    /// Waits, since there are none.
    Wait(Arc<PendingRequest>),
}

impl<P: ProvideCredentials + 'static> CachedCredentials<P> {
    /// Creates a cache in front of `provider`.
    #[must_use]
    pub fn new(provider: P) -> Self {
        Self::with_clock(provider, Timestamp::now)
    }

    fn with_clock(provider: P, clock: fn() -> Timestamp) -> Self {
        Self { provider: Arc::new(provider), clock, state: Mutex::default() }
    }

    fn turn(&self) -> Turn {
        let mut state = self.lock();
        let now = (self.clock)();
        let valid = state.kept.clone().filter(|kept| kept.is_valid(now));
        if let Some(fresh) = valid.as_ref().filter(|kept| kept.is_fresh(now)) {
            return Turn::Use(fresh.credentials.clone());
        }
        match (valid, &state.pending) {
            (Some(valid), Some(pending)) => Turn::Look(valid.credentials, Arc::clone(pending)),
            (None, Some(pending)) => Turn::Wait(Arc::clone(pending)),
            (valid, None) => {
                let times = if valid.is_some() { 1 } else { 2 };
                let pending = Arc::new(PendingRequest::new(Arc::clone(&self.provider), times));
                state.pending = Some(Arc::clone(&pending));
                match valid {
                    Some(valid) => Turn::Renew(valid.credentials, pending),
                    None => Turn::Wait(pending),
                }
            }
        }
    }

    async fn provide_kept(&self) -> Result<Credentials, CredentialsError> {
        let (valid, pending, patience) = match self.turn() {
            Turn::Use(credentials) => return Ok(credentials),
            Turn::Wait(pending) => return self.answer(&pending).await,
            Turn::Renew(credentials, pending) => (credentials, pending, PATIENCE),
            Turn::Look(credentials, pending) => (credentials, pending, Duration::ZERO),
        };
        match tokio::time::timeout(patience, self.answer(&pending)).await {
            Ok(Ok(renewed)) => Ok(renewed),
            Ok(Err(error)) => {
                tracing::debug!(%error, "credentials were not renewed; the old ones are still valid");
                Ok(valid)
            }
            Err(_) => Ok(valid),
        }
    }

    /// Waits for the provider's answer, and keeps it.
    async fn answer(&self, pending: &Arc<PendingRequest>) -> Result<Credentials, CredentialsError> {
        let answer = pending.answer().await;
        let mut state = self.lock();
        // The first call to get the answer keeps it for all.
        if state.pending.as_ref().is_some_and(|it| Arc::ptr_eq(it, pending)) {
            state.pending = None;
            let now = (self.clock)();
            match &answer {
                Ok(credentials) => state.kept = Some(Kept::new(credentials.clone(), now)),
                Err(_) => {
                    if let Some(kept) = &mut state.kept {
                        kept.renew_at = Some(now.seconds().saturating_add(PAUSE));
                    }
                }
            }
        }
        answer
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<P: ProvideCredentials + 'static> ProvideCredentials for CachedCredentials<P> {
    fn provide(&self) -> ProvideFuture<'_> {
        Box::pin(self.provide_kept())
    }
}
