//! Credentials that are asked for once and used until shortly before they expire.

use super::{Credentials, ProvideCredentials, ProvideFuture};
use crate::timestamp::Timestamp;
use tokio::sync::Mutex;

/// How long before their end credentials are renewed, in seconds.
const MARGIN: i64 = 300;

/// Keeps what another provider gave. Calls that come at once wait for one answer. Credentials without an expiry are kept for good.
#[derive(Debug)]
pub struct CachedCredentials<P> {
    provider: P,
    kept: Mutex<Option<Credentials>>,
}

impl<P: ProvideCredentials> CachedCredentials<P> {
    /// A cache before this provider.
    #[must_use]
    pub fn new(provider: P) -> Self {
        Self { provider, kept: Mutex::new(None) }
    }
}

impl<P: ProvideCredentials> ProvideCredentials for CachedCredentials<P> {
    fn provide(&self) -> ProvideFuture<'_> {
        Box::pin(async move {
            let mut kept = self.kept.lock().await;
            if let Some(credentials) =
                kept.as_ref().filter(|credentials| is_fresh(credentials, Timestamp::now()))
            {
                return Ok(credentials.clone());
            }
            let credentials = self.provider.provide().await?;
            *kept = Some(credentials.clone());
            Ok(credentials)
        })
    }
}

fn is_fresh(credentials: &Credentials, now: Timestamp) -> bool {
    credentials.expiry().is_none_or(|expiry| expiry.seconds().saturating_sub(now.seconds()) > MARGIN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::atomic::{AtomicUsize, Ordering};

    struct Counting(AtomicUsize, Option<i64>);

    impl ProvideCredentials for Counting {
        fn provide(&self) -> ProvideFuture<'_> {
            self.0.fetch_add(1, Ordering::Relaxed);
            let mut credentials = Credentials::new("id", "secret", None);
            if let Some(seconds) = self.1 {
                credentials =
                    credentials.expires_after(Timestamp::from_seconds(Timestamp::now().seconds() + seconds));
            }
            Box::pin(std::future::ready(Ok(credentials)))
        }
    }

    #[tokio::test]
    async fn asks_again_only_when_the_end_is_near() {
        for (expires_in, asked) in [(None, 1), (Some(3600), 1), (Some(60), 2)] {
            let cache = CachedCredentials::new(Counting(AtomicUsize::new(0), expires_in));
            cache.provide().await.unwrap();
            cache.provide().await.unwrap();
            assert_eq!(cache.provider.0.load(Ordering::Relaxed), asked, "{expires_in:?}");
        }
    }
}
