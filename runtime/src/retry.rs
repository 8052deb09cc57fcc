//! Retries, in the "standard" mode of AWS's SDKs: which failures are worth another attempt, when, and how often.

use crate::client::Client;
use crate::locked::locked;
use crate::operation::Retryable;
use crate::token;
use crate::transport::TransportErrorKind;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;
use tokio::time::Instant;
use tracing::Span;

#[cfg(test)]
mod tests;

/// Why another attempt may succeed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cause {
    /// The problem may go away.
    Transient,
    /// The caller was too fast.
    Throttling,
}

/// Too Many Requests (RFC 6585, section 4): throttling, unless the model knows the error and says otherwise.
const TOO_MANY_REQUESTS: u16 = 429;
const TRANSIENT_STATUSES: [u16; 4] = [500, 502, 503, 504];
const TRANSIENT_CODES: [&str; 3] = ["InternalError", "RequestTimeout", "RequestTimeoutException"];
const THROTTLING_CODES: [&str; 15] = [
    "BandwidthLimitExceeded",
    "EC2ThrottledException",
    "LimitExceededException",
    "PriorRequestNotComplete",
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "RequestThrottled",
    "RequestThrottledException",
    "SlowDown",
    "ThrottledException",
    "Throttling",
    "ThrottlingException",
    "TooManyRequests",
    "TooManyRequestsException",
    "TransactionInProgressException",
];

impl Cause {
    /// Classifies an error response. `modelled` is what the model says of the error, if it has it. Throttling is checked first, since it needs longer pauses
    /// than a fault.
    pub(crate) fn of_answer(status: u16, code: Option<&str>, modelled: Option<Retryable>) -> Option<Self> {
        let one_of = |codes: &[&str]| code.is_some_and(|code| codes.contains(&code));
        let throttled = one_of(&THROTTLING_CODES) || modelled.is_none() && status == TOO_MANY_REQUESTS;
        if modelled == Some(Retryable::Throttling) || throttled {
            Some(Self::Throttling)
        } else if modelled == Some(Retryable::Transient)
            || one_of(&TRANSIENT_CODES)
            || TRANSIENT_STATUSES.contains(&status)
        {
            Some(Self::Transient)
        } else {
            None
        }
    }

    /// Classifies the lack of a response.
    pub(crate) fn of_transport(kind: TransportErrorKind) -> Option<Self> {
        match kind {
            TransportErrorKind::Connect | TransportErrorKind::Timeout | TransportErrorKind::Broken => {
                Some(Self::Transient)
            }
            TransportErrorKind::Untrusted | TransportErrorKind::Unusable | TransportErrorKind::Body => None,
        }
    }

    /// Returns the cause that the caller gives.
    pub(crate) fn given(retryable: Retryable) -> Option<Self> {
        match retryable {
            Retryable::No => None,
            Retryable::Transient => Some(Self::Transient),
            Retryable::Throttling => Some(Self::Throttling),
        }
    }

    /// Returns what the caller is told of it.
    pub(crate) fn told(cause: Option<Self>) -> Retryable {
        match cause {
            None => Retryable::No,
            Some(Self::Transient) => Retryable::Transient,
            Some(Self::Throttling) => Retryable::Throttling,
        }
    }

    /// Returns how much a retry takes from the budget.
    fn cost(self) -> u32 {
        match self {
            Self::Transient => 14,
            Self::Throttling => 5,
        }
    }

    /// Returns the factor by which the pauses are longer.
    fn scale(self) -> u32 {
        match self {
            Self::Transient => 1,
            Self::Throttling => 20,
        }
    }
}

/// The pauses between attempts.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Backoff {
    /// The maximum of the first one, unless the caller was too fast.
    pub(crate) first: Duration,
    /// The maximum of all, unless the service asks for more.
    pub(crate) longest: Duration,
}

impl Backoff {
    pub(crate) const STANDARD: Self =
        Self { first: Duration::from_millis(50), longest: Duration::from_secs(20) };

    /// Returns the pause after the `failed`th attempt: a random part of a time that doubles with each. It is extended to what the service asked for, but
    /// by at most `LONGEST_ASKED`.
    fn delay(self, cause: Cause, failed: u32, random: f64, asked: Option<Duration>) -> Duration {
        const LONGEST_ASKED: Duration = Duration::from_secs(5);
        let doubled = 2_u32.saturating_pow(failed.saturating_sub(1));
        let most = self.first.saturating_mul(cause.scale()).saturating_mul(doubled).min(self.longest);
        let computed = most.mul_f64(random);
        match asked {
            Some(asked) => asked.clamp(computed, computed.saturating_add(LONGEST_ASKED)),
            None => computed,
        }
    }
}

/// The retries that a client may still make. Failing calls use it up and succeeding calls refill it, so that a service in trouble is not also
/// flooded with retries.
pub(crate) struct Budget(AtomicU32);

impl Default for Budget {
    fn default() -> Self {
        Self(AtomicU32::new(Self::FULL))
    }
}

impl Budget {
    const FULL: u32 = 500;

    fn take(&self, cost: u32) -> bool {
        let take = |left: u32| left.checked_sub(cost);
        self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, take).is_ok()
    }

    fn give(&self, amount: u32) {
        let give = |left: u32| Some(left.saturating_add(amount).min(Self::FULL));
        // The closure always returns a value, so this can't fail.
        let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, give);
    }
}

/// How far a call has come, and its span, shared with whoever ends the call.
#[derive(Clone)]
pub(crate) struct Begun {
    progress: Arc<Progress>,
    // Kept because the current span is the program's own if nobody is interested in the spans of calls.
    span: Span,
    operation: &'static str,
}

#[derive(Default)]
struct Progress {
    attempts: AtomicU32,
    /// When the call has to end.
    deadline: OnceLock<Instant>,
    /// How the last attempt ended, if there is another after it.
    last: Mutex<Option<String>>,
}

impl Begun {
    /// Begins a call of an operation, with a span of its own.
    pub(crate) fn new(client: &Client, operation: &'static str) -> Self {
        let span = tracing::debug_span!(
            "call",
            service = client.service().name,
            operation,
            attempts = tracing::field::Empty,
            status = tracing::field::Empty,
            request_id = tracing::field::Empty,
        );
        Self { progress: Arc::default(), span, operation }
    }

    pub(crate) fn span(&self) -> Span {
        self.span.clone()
    }

    /// Returns the operation's name.
    pub(crate) fn operation(&self) -> &'static str {
        self.operation
    }

    pub(crate) fn count(&self) -> u32 {
        self.progress.attempts.load(Ordering::Relaxed)
    }

    /// Notes how long the call may go on from now.
    pub(crate) fn limit(&self, limit: Duration) {
        if let Some(deadline) = Instant::now().checked_add(limit) {
            // A call begins once.
            let _ = self.progress.deadline.set(deadline);
        }
    }

    /// Notes how an attempt ended that is followed by another.
    pub(crate) fn note(&self, outcome: String) {
        *locked(&self.progress.last) = Some(outcome);
    }

    /// Says how the attempt before this one ended, to be added to a failure that would hide it. Empty if there was none.
    pub(crate) fn before(&self) -> String {
        let last = locked(&self.progress.last);
        last.as_ref().map(|last| format!("; before, an attempt ended with: {last}")).unwrap_or_default()
    }

    fn has_time_for(&self, pause: Duration) -> bool {
        let left = self.progress.deadline.get().map(|deadline| deadline.duration_since(Instant::now()));
        left.is_none_or(|left| pause < left)
    }

    /// Records the last response of the call in its span.
    pub(crate) fn record(&self, status: u16, request_id: Option<&str>) {
        self.span.record("status", status);
        self.span.record("request_id", request_id);
    }

    /// Records the number of attempts in the span.
    pub(crate) fn record_count(&self) {
        self.span.record("attempts", self.count());
    }
}

/// The attempts of one call.
pub(crate) struct Attempts<'a> {
    budget: &'a Budget,
    max: u32,
    backoff: Backoff,
    begun: Begun,
    spent: Option<u32>,
}

impl<'a> Attempts<'a> {
    /// Creates the attempts of a call, at most `max`. None has begun.
    pub(crate) fn new(budget: &'a Budget, max: u32, backoff: Backoff, begun: Begun) -> Self {
        Self { budget, max, backoff, begun, spent: None }
    }

    /// Begins an attempt.
    pub(crate) fn begin(&self) {
        self.begun.progress.attempts.fetch_add(1, Ordering::Relaxed);
    }

    /// Returns the number of this attempt, counted from 1, or 0 before the first.
    pub(crate) fn number(&self) -> u32 {
        self.begun.count()
    }

    /// Returns what is shared with whoever ends the call.
    pub(crate) fn begun(&self) -> &Begun {
        &self.begun
    }

    /// Returns the maximum number of attempts.
    pub(crate) fn max(&self) -> u32 {
        self.max
    }

    /// Notes that the attempt succeeded: returns the cost of the last retry to the budget, or a little if there was none.
    pub(crate) fn succeeded(&self) {
        self.budget.give(self.spent.unwrap_or(1));
    }

    /// Returns the pause before the next attempt, or `None` if there is to be none.
    pub(crate) fn next_delay(&mut self, cause: Cause, asked: Option<Duration>) -> Option<Duration> {
        if self.number() >= self.max {
            return None;
        }
        let delay = self.backoff.delay(cause, self.number(), token::random_fraction(), asked);
        if !self.begun.has_time_for(delay) {
            tracing::debug!(?delay, "not retried: the pause would exceed the call's time limit");
            return None;
        }
        if !self.budget.take(cause.cost()) {
            tracing::debug!("not retried: so many calls failed that the client's retry budget is spent");
            return None;
        }
        self.spent = Some(cause.cost());
        Some(delay)
    }
}
