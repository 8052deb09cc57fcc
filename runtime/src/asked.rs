//! What is asked for once, on a task of its own, while several calls wait for the answer.

use std::future::Future;
use std::time::{Duration, Instant};
use tokio::runtime::Handle;
use tokio::sync::watch;
use tracing::Instrument as _;

/// How long an answer may take: some providers of credentials sign in first, or ask the machine for its role.
pub(crate) const LIMIT: Duration = Duration::from_secs(60);

/// How much longer than [`LIMIT`] calls wait, so that the task is the first to give up, unless its runtime stands still.
const MARGIN: Duration = Duration::from_secs(1);

/// A question that is under way. The task goes on when the call that asked is given up.
#[derive(Clone, Debug)]
pub(crate) struct Asked<A> {
    answer: watch::Receiver<Option<A>>,
    at: Instant,
}

/// How far a question has come.
pub(crate) enum Progress<A> {
    UnderWay,
    Answered(A),
    /// There will be no answer: the runtime that it was asked on has ended or stands still, or who was asked has panicked.
    Lost,
}

impl<A: Clone + Send + Sync + 'static> Asked<A> {
    /// Asks. Returns `None` outside a Tokio runtime.
    ///
    /// `question` gives up by itself after [`LIMIT`], as [`in_time`] does.
    pub(crate) fn new(question: impl Future<Output = A> + Send + 'static) -> Option<Self> {
        let runtime = Handle::try_current().ok()?;
        let (sender, answer) = watch::channel(None);
        let asking = async move {
            sender.send_replace(Some(question.await));
        };
        runtime.spawn(asking.in_current_span());
        Some(Self { answer, at: Instant::now() })
    }

    /// Returns how far the question has come.
    pub(crate) fn progress(&self) -> Progress<A> {
        match &*self.answer.borrow() {
            Some(answer) => Progress::Answered(answer.clone()),
            None if self.answer.has_changed().is_err() || self.at.elapsed() > LIMIT + MARGIN => {
                Progress::Lost
            }
            None => Progress::UnderWay,
        }
    }

    /// Waits for the answer. Returns `None` if there is none in time.
    pub(crate) async fn answer(mut self) -> Option<A> {
        let waited = tokio::time::timeout(LIMIT + MARGIN, self.answer.wait_for(Option::is_some)).await;
        waited.ok()?.ok()?.clone()
    }
}

/// Waits for an answer for as long as it may take, or returns `late`.
pub(crate) async fn in_time<T, E>(
    asking: impl Future<Output = Result<T, E>>,
    late: impl FnOnce() -> E,
) -> Result<T, E> {
    tokio::time::timeout(LIMIT, asking).await.unwrap_or_else(|_| Err(late()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use tokio::runtime::{Builder, Runtime};

    fn runtime() -> Runtime {
        Builder::new_current_thread().enable_time().start_paused(true).build().unwrap()
    }

    #[test]
    fn an_answer_of_a_runtime_that_stands_still_is_not_waited_for() {
        let standing = runtime();
        let asked = standing.block_on(async { Asked::new(async { 1 }) }).unwrap();
        assert!(matches!(asked.progress(), Progress::UnderWay));
        assert_eq!(runtime().block_on(asked.clone().answer()), None);
        assert_eq!(standing.block_on(asked.answer()), Some(1));
    }

    #[test]
    fn an_answer_of_a_runtime_that_has_ended_is_lost() {
        let asked = runtime().block_on(async { Asked::new(async { 1 }) }).unwrap();
        assert!(matches!(asked.progress(), Progress::Lost));
        assert_eq!(runtime().block_on(asked.answer()), None);
    }

    #[test]
    fn nothing_is_asked_outside_a_runtime() {
        assert!(Asked::new(async { 1 }).is_none());
    }
}
