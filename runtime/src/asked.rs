//! What is asked for once, on a task of its own, while several calls wait for the answer.

use std::future::Future;
use std::time::{Duration, Instant};
use tokio::runtime::Handle;
use tokio::sync::watch;
use tracing::{Instrument as _, Span};

/// How long an answer may take: some providers of credentials sign in first, or ask the machine for its role.
pub(crate) const LIMIT: Duration = Duration::from_secs(60);

/// How much longer than [`LIMIT`] calls wait, so that the task is the first to give up, unless its runtime stands still.
const MARGIN: Duration = Duration::from_secs(1);

/// A question that is under way. The task goes on when the call that asked is given up.
#[derive(Clone)]
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
        // In a span of its own: that of the call, which may end before, would stay open.
        let span = tracing::debug_span!(parent: None, "asking");
        span.follows_from(Span::current());
        runtime.spawn(asking.instrument(span));
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

/// Waits for as long as it may take, if there is a limit, or returns what is `late`.
pub(crate) async fn in_time<T, E>(
    limit: Option<Duration>,
    awaited: impl Future<Output = Result<T, E>>,
    late: impl FnOnce(Duration) -> E,
) -> Result<T, E> {
    match limit {
        None => awaited.await,
        Some(limit) => tokio::time::timeout(limit, awaited).await.unwrap_or_else(|_| Err(late(limit))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;
    use std::sync::{Arc, Mutex};
    use tokio::runtime::{Builder, Runtime};
    use tracing::{Event, Metadata, Subscriber};
    use tracing_core::span::{Attributes, Id, Record};

    fn runtime() -> Runtime {
        Builder::new_current_thread().enable_time().start_paused(true).build().unwrap()
    }

    /// Counts the spans that are open, by the handles to them.
    #[derive(Clone, Default)]
    struct Open(Arc<Mutex<BTreeMap<u64, usize>>>);

    impl Subscriber for Open {
        fn enabled(&self, _: &Metadata<'_>) -> bool {
            true
        }

        fn new_span(&self, _: &Attributes<'_>) -> Id {
            let mut open = self.0.lock().unwrap();
            let id = open.keys().next_back().map_or(1, |last| last + 1);
            open.insert(id, 1);
            Id::from_u64(id)
        }

        fn clone_span(&self, id: &Id) -> Id {
            *self.0.lock().unwrap().get_mut(&id.into_u64()).unwrap() += 1;
            id.clone()
        }

        fn try_close(&self, id: Id) -> bool {
            *self.0.lock().unwrap().get_mut(&id.into_u64()).unwrap() -= 1;
            true
        }

        fn record(&self, _: &Id, _: &Record<'_>) {}
        fn record_follows_from(&self, _: &Id, _: &Id) {}
        fn event(&self, _: &Event<'_>) {}
        fn enter(&self, _: &Id) {}
        fn exit(&self, _: &Id) {}
    }

    #[test]
    fn the_span_of_who_asked_ends_with_it() {
        // A span that another test begins for the first time just now would not be seen.
        drop(runtime().block_on(async { Asked::new(async {}) }));
        let open = Open::default();
        let _guard = tracing::subscriber::set_default(open.clone());
        tracing_core::callsite::rebuild_interest_cache();
        runtime().block_on(async {
            let call = tracing::info_span!("call");
            let asked = async { Asked::new(std::future::pending::<()>()) }.instrument(call).await.unwrap();
            tokio::task::yield_now().await;
            assert!(matches!(asked.progress(), Progress::UnderWay));
            let handles: Vec<usize> = open.0.lock().unwrap().values().copied().collect();
            assert!(handles.len() == 2 && handles[0] == 0 && handles[1] > 0, "{handles:?}");
        });
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
