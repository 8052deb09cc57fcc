//! Whether the connection that requests share in HTTP/2 still answers. A peer can be gone without a word, and only a question finds out.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// After how long without an answer a request that is given up says something of the connection. Programs give up sooner for reasons of their own.
const PATIENCE: Duration = Duration::from_millis(500);

/// What is known of the connection of one client. If the client calls several servers, it is of all their connections: another client is none the worse.
#[derive(Default)]
pub(crate) struct Liveness {
    /// How many requests have been answered in HTTP/2. A connection of HTTP/1.1 has one request at a time and ends with it.
    answered: AtomicUsize,
    /// When a request was last given up while nothing was answered.
    silent_since: Mutex<Option<Instant>>,
}

/// A request that waits for its answer. Dropped without one, it was given up.
pub(crate) struct Waiting<'l> {
    on: &'l Liveness,
    since: Instant,
    answered_before: usize,
    has_ended: bool,
}

impl Liveness {
    /// Notes that a request is sent.
    pub(crate) fn wait(&self) -> Waiting<'_> {
        Waiting {
            on: self,
            since: Instant::now(),
            answered_before: self.answered.load(Ordering::Relaxed),
            has_ended: false,
        }
    }

    /// Lets a request in if the connection answers. When it has been silent for `limit`, one is let in to ask whether it answers again; others still go
    /// elsewhere.
    pub(crate) fn admit(&self, limit: Duration) -> bool {
        let mut silent_since = self.silent_since();
        match *silent_since {
            Some(since) if since.elapsed() < limit => false,
            Some(_) => {
                *silent_since = Some(Instant::now());
                true
            }
            None => true,
        }
    }

    pub(crate) fn is_silent(&self) -> bool {
        self.silent_since().is_some()
    }

    fn silent_since(&self) -> MutexGuard<'_, Option<Instant>> {
        self.silent_since.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Waiting<'_> {
    /// Notes the version of the answer, or that there is an error in its place.
    pub(crate) fn ended(mut self, version: Option<http::Version>) {
        self.has_ended = true;
        if version == Some(http::Version::HTTP_2) {
            self.on.answered.fetch_add(1, Ordering::Relaxed);
            *self.on.silent_since() = None;
        }
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        let answered = self.on.answered.load(Ordering::Relaxed);
        let is_silent = answered > 0 && answered == self.answered_before && self.since.elapsed() >= PATIENCE;
        if !self.has_ended && is_silent {
            *self.on.silent_since() = Some(Instant::now());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMIT: Duration = Duration::from_millis(50);

    fn answer(liveness: &Liveness) {
        liveness.wait().ended(Some(http::Version::HTTP_2));
    }

    fn give_up(liveness: &Liveness) {
        let waiting = liveness.wait();
        std::thread::sleep(PATIENCE);
        drop(waiting);
    }

    #[test]
    fn one_request_asks_whether_a_silent_connection_answers_again() {
        let liveness = Liveness::default();
        answer(&liveness);
        give_up(&liveness);
        assert!(!liveness.admit(Duration::MAX));
        std::thread::sleep(LIMIT);
        assert!(liveness.admit(LIMIT), "the one that asks");
        assert!(!liveness.admit(Duration::MAX), "the others");
        liveness.wait().ended(None);
        assert!(!liveness.admit(Duration::MAX), "an error is no answer");
        answer(&liveness);
        assert!(liveness.admit(Duration::MAX));
    }

    #[test]
    fn a_request_that_is_given_up_at_once_or_over_http_1_says_nothing() {
        let liveness = Liveness::default();
        liveness.wait().ended(Some(http::Version::HTTP_11));
        give_up(&liveness);
        assert!(liveness.admit(Duration::MAX));
        answer(&liveness);
        drop(liveness.wait());
        assert!(liveness.admit(Duration::MAX));
    }
}
