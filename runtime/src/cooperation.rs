//! Leaving time to other tasks.

#[cfg(feature = "websocket")]
use std::future::{Future, poll_fn};
#[cfg(feature = "websocket")]
use std::pin::pin;
use std::task::{Context, Poll, ready};
use tokio::task::coop;

/// Polls within the [budget](coop) of the task, so that a peer that sends small frames without a pause doesn't keep a thread to itself.
pub(crate) fn within_budget<T>(
    context: &mut Context<'_>,
    poll: impl FnOnce(&mut Context<'_>) -> Poll<T>,
) -> Poll<T> {
    let budget = ready!(coop::poll_proceed(context));
    let polled = poll(context);
    if polled.is_ready() {
        budget.made_progress();
    }
    polled
}

/// Polls as if the task had not used anything of its budget, for what must not be put off.
#[cfg(feature = "websocket")]
pub(crate) fn beyond_budget<T>(
    context: &mut Context<'_>,
    mut poll: impl FnMut(&mut Context<'_>) -> Poll<T>,
) -> Poll<T> {
    pin!(coop::unconstrained(poll_fn(|context| poll(context)))).poll(context)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::future::poll_fn;
    use std::sync::Arc;
    use std::sync::atomic::{AtomicBool, Ordering};

    #[tokio::test]
    async fn others_have_their_turn() {
        let had = Arc::new(AtomicBool::new(false));
        let turn = Arc::clone(&had);
        tokio::spawn(async move { turn.store(true, Ordering::Relaxed) });
        let mut frames = 0;
        while !had.load(Ordering::Relaxed) && frames < 100_000 {
            poll_fn(|context| within_budget(context, |_| Poll::Ready(()))).await;
            frames += 1;
        }
        assert!((1..1000).contains(&frames), "{frames}");
        // What is not there yet takes nothing of the budget.
        for _ in 0..1000 {
            let polled =
                poll_fn(|context| Poll::Ready(within_budget(context, |_| Poll::<()>::Pending))).await;
            assert!(polled.is_pending() && coop::has_budget_remaining());
        }
    }
}
