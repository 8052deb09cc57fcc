//! A cache of credentials, which are used until shortly before they expire.

use super::{Credentials, CredentialsError, ProvideCredentials, ProvideFuture};
use crate::asked::{Asked, LIMIT, Progress, in_time};
use crate::error::Causes;
use crate::locked::locked;
use crate::timestamp::Timestamp;
use std::fmt;
use std::sync::{Arc, Mutex};
use std::time::Duration;

#[cfg(test)]
mod tests;

/// How many seconds before their expiry credentials are renewed. Those with less than twice as long left are renewed at half of it.
const MARGIN: i64 = 300;

/// How long the call that starts a renewal waits for new credentials while the old ones are still valid.
const PATIENCE: Duration = Duration::from_millis(500);

/// For how many seconds credentials are used after a failed renewal, before the provider is asked again. Also how long those are used that had expired when
/// they were received.
const PAUSE: i64 = 10;

/// What is wrong when a request has no answer.
const LOST: &str = "the request to the provider was lost: the Tokio runtime that it was made on ended, or the provider panicked; make the call again";

/// A cache of the credentials that another provider returns.
///
/// Credentials without an expiry are kept for good. Others are renewed five minutes before they expire or, if that is later, when half of their life is over.
/// Calls that come at the same time share one request to the provider. It has a minute, and goes on if the call that made it is given up. While there are valid
/// credentials, the call that starts to renew them waits for half a second at most, and other calls don't wait. If renewing them fails, they stay in use for as
/// long as they are valid, and ten seconds later it is tried again. Each try asks a failing provider twice.
///
/// Credentials that have expired by this machine's clock when they are received are used for ten seconds: the clock may be wrong.
pub struct CachedCredentials<P> {
    provider: Arc<P>,
    cache: Cache,
}

/// The cache itself, the same for every provider. Its methods are `#[inline]`, so that they are compiled only where credentials are cached.
struct Cache {
    provider: Arc<dyn ProvideCredentials>,
    clock: Clock,
    persistence: Persistence,
    state: Mutex<State>,
}

type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// What is done if a provider fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Persistence {
    /// It is asked once more.
    AskAgain,
    /// Nothing: it has tried often enough.
    #[cfg(any(feature = "machine-credentials", feature = "sessions"))]
    GiveUp,
}

impl<P: fmt::Debug> fmt::Debug for CachedCredentials<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CachedCredentials").field("provider", &self.provider).finish_non_exhaustive()
    }
}

#[derive(Default)]
struct State {
    kept: Option<Kept>,
    /// The request to the provider whose answer has not been kept.
    request: Option<Request>,
}

/// A request to the provider, for its answer and the time when that was received.
type Request = Asked<(Answer, Timestamp)>;

type Answer = Result<Credentials, CredentialsError>;

impl State {
    /// Keeps the answer of the request, if there is one.
    #[inline]
    fn settle(&mut self, now: Timestamp) {
        let Some(request) = &self.request else { return };
        let failed = match request.progress() {
            Progress::UnderWay => return,
            Progress::Answered((Ok(credentials), received)) => {
                self.kept = Some(Kept::new(credentials, received));
                None
            }
            Progress::Answered((Err(error), received)) => Some((Causes(&error).to_string(), received)),
            Progress::Lost => Some((LOST.to_owned(), now)),
        };
        if let (Some((error, since)), Some(kept)) = (failed, &mut self.kept) {
            tracing::debug!(
                error,
                "credentials were not renewed; the old ones are used while they are valid"
            );
            kept.answered_at = since.seconds();
            kept.renew_at = Some(since.seconds().saturating_add(PAUSE));
        }
        self.request = None;
    }
}

#[derive(Clone)]
struct Kept {
    credentials: Credentials,
    /// When the provider last answered, be it with these or with an error, in seconds since 1970.
    answered_at: i64,
    /// In the same form, or `None` for credentials without an expiry.
    renew_at: Option<i64>,
    /// When they can no longer be used, in the same form.
    valid_until: Option<i64>,
}

impl Kept {
    fn new(credentials: Credentials, now: Timestamp) -> Self {
        let expiry = credentials.expires_at().map(|expiry| expiry.seconds());
        let later = now.seconds().saturating_add(PAUSE);
        let renew_at = expiry.map(|expiry| match expiry.saturating_sub(now.seconds()) {
            ..=0 => later,
            left => expiry.saturating_sub(MARGIN.min(left / 2)),
        });
        let valid_until = expiry.map(|expiry| if expiry <= now.seconds() { later } else { expiry });
        Self { credentials, answered_at: now.seconds(), renew_at, valid_until }
    }

    /// Checks whether they need no renewal. If the clock was set back, `renew_at` means nothing.
    fn is_fresh(&self, now: Timestamp) -> bool {
        self.is_valid(now)
            && self.renew_at.is_none_or(|time| (self.answered_at..time).contains(&now.seconds()))
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
    Renew(Credentials, Request),
    /// Waits, since there are none.
    Wait(Request),
}

impl<P: ProvideCredentials + 'static> CachedCredentials<P> {
    /// Creates a cache in front of `provider`.
    #[must_use]
    pub fn new(provider: P) -> Self {
        Self::by(provider, Timestamp::now, Persistence::AskAgain)
    }

    /// Creates a cache that goes by another clock.
    pub(crate) fn by(
        provider: P,
        clock: impl Fn() -> Timestamp + Send + Sync + 'static,
        persistence: Persistence,
    ) -> Self {
        let provider = Arc::new(provider);
        let cache = Cache {
            provider: Arc::clone(&provider) as Arc<dyn ProvideCredentials>,
            clock: Arc::new(clock),
            persistence,
            state: Mutex::default(),
        };
        Self { provider, cache }
    }
}

impl<P: ProvideCredentials + 'static> ProvideCredentials for CachedCredentials<P> {
    fn provide(&self) -> ProvideFuture<'_> {
        Box::pin(self.cache.provide())
    }
}

impl Cache {
    #[inline]
    fn turn(&self) -> Result<Turn, CredentialsError> {
        let now = (self.clock)();
        let mut state = locked(&self.state);
        state.settle(now);
        let valid = state.kept.clone().filter(|kept| kept.is_valid(now));
        match (valid, &state.request) {
            (Some(valid), request) if valid.is_fresh(now) || request.is_some() => {
                Ok(Turn::Use(valid.credentials))
            }
            (_, Some(request)) => Ok(Turn::Wait(request.clone())),
            (valid, None) => {
                let request = self.request();
                state.request = request.as_ref().ok().cloned();
                match (valid, request) {
                    (Some(valid), Ok(request)) => Ok(Turn::Renew(valid.credentials, request)),
                    (Some(valid), Err(_)) => Ok(Turn::Use(valid.credentials)),
                    (None, request) => request.map(Turn::Wait),
                }
            }
        }
    }

    /// Asks the provider.
    #[inline]
    fn request(&self) -> Result<Request, CredentialsError> {
        let (provider, clock) = (Arc::clone(&self.provider), Arc::clone(&self.clock));
        let persistence = self.persistence;
        let late = |limit| CredentialsError::new(format!("the provider gave none within {limit:?}"));
        let question =
            async move { (in_time(Some(LIMIT), ask(&*provider, persistence), late).await, clock()) };
        Asked::new(question).ok_or_else(|| CredentialsError::new("there is no Tokio runtime to ask on"))
    }

    #[inline]
    async fn provide(&self) -> Result<Credentials, CredentialsError> {
        // A request may have been lost with the runtime that it was made on.
        for _ in 0..2 {
            match self.turn()? {
                Turn::Use(credentials) => return Ok(credentials),
                Turn::Renew(valid, request) => {
                    let renewed = tokio::time::timeout(PATIENCE, self.answer(request)).await;
                    return Ok(renewed.ok().flatten().and_then(Result::ok).unwrap_or(valid));
                }
                Turn::Wait(request) => {
                    if let Some(answer) = self.answer(request).await {
                        return answer;
                    }
                }
            }
        }
        Err(CredentialsError::new(LOST))
    }

    /// Waits for the provider's answer, and keeps it.
    #[inline]
    async fn answer(&self, request: Request) -> Option<Answer> {
        let answered = request.answer().await;
        locked(&self.state).settle((self.clock)());
        answered.map(|(answer, _)| answer)
    }
}

#[inline]
async fn ask(provider: &dyn ProvideCredentials, persistence: Persistence) -> Answer {
    let answer = provider.provide().await;
    let Some(error) = answer.as_ref().err().filter(|_| persistence == Persistence::AskAgain) else {
        return answer;
    };
    tracing::debug!(%error, "the provider of credentials failed, and is asked once more");
    provider.provide().await
}
