//! Whether the connection that requests share in HTTP/2 still answers. A peer can be gone without a word, and only a question finds out.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// What is known of the connection of one client.
#[derive(Default)]
pub(crate) struct Liveness {
    /// How many requests have been answered in HTTP/2. A connection of HTTP/1.1 has one request at a time and ends with it.
    answered: AtomicUsize,
    /// When a request was given up while nothing was answered.
    silent_since: Mutex<Option<Instant>>,
}

/// A request that waits for its answer. Dropped without one, it was given up.
pub(crate) struct Waiting<'l> {
    on: &'l Liveness,
    answered_before: usize,
    has_ended: bool,
}

impl Liveness {
    /// Notes that a request is sent.
    pub(crate) fn wait(&self) -> Waiting<'_> {
        Waiting { on: self, answered_before: self.answered.load(Ordering::Relaxed), has_ended: false }
    }

    /// Checks whether the connection has not answered for less than `limit`, after which it has answered, or has been closed.
    pub(crate) fn is_silent(&self, limit: Duration) -> bool {
        self.silent_since().is_some_and(|since| since.elapsed() < limit)
    }

    fn silent_since(&self) -> Option<Instant> {
        *self.silent_since.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    fn set_silent_since(&self, since: Option<Instant>) {
        *self.silent_since.lock().unwrap_or_else(std::sync::PoisonError::into_inner) = since;
    }
}

impl Waiting<'_> {
    /// Notes the version of the answer, or that there is none because the connection broke: the next request opens another.
    pub(crate) fn ended(mut self, version: Option<http::Version>) {
        self.has_ended = true;
        if version == Some(http::Version::HTTP_2) {
            self.on.answered.fetch_add(1, Ordering::Relaxed);
        }
        self.on.set_silent_since(None);
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        let answered = self.on.answered.load(Ordering::Relaxed);
        if !self.has_ended && answered > 0 && answered == self.answered_before {
            self.on.set_silent_since(Some(Instant::now()));
        }
    }
}
