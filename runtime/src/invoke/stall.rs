//! Detection of stalls: streamed bodies of which nothing arrives, or nothing is taken, for too long.

use crate::body::{BodyError, ByteStream};
use crate::error::BoxError;
use crate::locked::locked;
use bytes::Bytes;
use futures_core::Stream;
use std::future::Future;
use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::runtime::{Handle, Id};
use tokio::time::{Instant, Sleep, sleep};

/// Returns the body with a limit on the wait for each piece.
pub(super) fn guarded(body: ByteStream, limit: Duration) -> ByteStream {
    let length = body.length();
    ByteStream::from_stream(Guarded { body, limit, waiting: None }, length)
}

struct Guarded {
    body: ByteStream,
    limit: Duration,
    /// Set while the reader waits, so that the time it spends on a piece doesn't count. A timer works on its own runtime only, and the reader may move to
    /// another one.
    waiting: Option<(Id, Pin<Box<Sleep>>)>,
}

impl Stream for Guarded {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if let Poll::Ready(item) = this.body.poll(context) {
            this.waiting = None;
            return Poll::Ready(item.map(|item| item.map_err(Into::into)));
        }
        // Whoever reads it may do so outside of Tokio's runtime, without the timers that a limit takes.
        let Ok(runtime) = Handle::try_current() else { return Poll::Pending };
        let limit = this.limit;
        this.waiting.take_if(|(of, _)| *of != runtime.id());
        let (_, waiting) = this.waiting.get_or_insert_with(|| (runtime.id(), Box::pin(sleep(limit))));
        waiting.as_mut().poll(context).map(|()| Some(Err(BodyError::Stalled { limit }.into())))
    }
}

/// The most that is sent at once. On a slow connection, sending a larger piece could exceed the limit and look like a stall.
const PIECE_BYTES: usize = 64 * 1024;

/// Returns the body to send, and a watch that sees whether it is taken.
pub(super) fn watched(body: ByteStream) -> (ByteStream, Watch) {
    let length = body.length();
    let watch = Watch::default();
    let sent = Sent { body, piece: Bytes::new(), watch: watch.clone() };
    (ByteStream::from_stream(sent, length), watch)
}

/// A record of when the last piece of a body was taken.
#[derive(Clone, Default)]
pub(super) struct Watch(Arc<Mutex<Awaited>>);

/// Whose turn it is.
#[derive(Clone, Copy, Default)]
enum Awaited {
    /// Somebody else's: the connection's before the first piece, the caller's for the next one, the server's after the last.
    #[default]
    Others,
    /// The transport's to take the next piece, since this time.
    Taker(Instant),
}

impl Watch {
    /// Completes when nothing has been taken for `limit`.
    pub(super) async fn stalled(self, limit: Duration) {
        loop {
            let left = match *locked(&self.0) {
                Awaited::Others => limit,
                Awaited::Taker(since) if since.elapsed() >= limit => return,
                Awaited::Taker(since) => limit.saturating_sub(since.elapsed()),
            };
            // Computed without adding a limit to a time, which could overflow. A limit of zero must not become a busy loop.
            sleep(left.max(Duration::from_millis(1))).await;
        }
    }
}

struct Sent {
    body: ByteStream,
    /// The rest of the caller's piece.
    piece: Bytes,
    watch: Watch,
}

impl Stream for Sent {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        *locked(&this.watch.0) = Awaited::Others;
        if this.piece.is_empty() {
            match this.body.poll(context) {
                Poll::Ready(Some(Ok(piece))) => this.piece = piece,
                other => return other.map(|item| item.map(|item| item.map_err(Into::into))),
            }
        }
        *locked(&this.watch.0) = Awaited::Taker(Instant::now());
        let most = this.piece.len().min(PIECE_BYTES);
        Poll::Ready(Some(Ok(this.piece.split_to(most))))
    }
}

/// Over HTTP/1.1, a body that has reached its announced length is dropped without being polled again.
impl Drop for Sent {
    fn drop(&mut self) {
        *locked(&self.watch.0) = Awaited::Others;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A stream that gives this many pieces, one after each delay, and then nothing.
    struct Slow(u32, Duration, Pin<Box<Sleep>>);

    impl Stream for Slow {
        type Item = Result<Bytes, BoxError>;

        fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
            if self.2.as_mut().poll(context).is_pending() {
                return Poll::Pending;
            }
            let next = sleep(self.1);
            self.2 = Box::pin(next);
            self.0 = self.0.saturating_sub(1);
            Poll::Ready((self.0 > 0).then(|| Ok(Bytes::from("piece"))))
        }
    }

    fn slow(pace: Duration) -> ByteStream {
        ByteStream::from_stream(Slow(4, pace, Box::pin(sleep(pace))), None)
    }

    #[tokio::test(start_paused = true)]
    async fn each_piece_may_take_its_time() {
        let limit = Duration::from_secs(60);
        let read = guarded(slow(Duration::from_secs(59)), limit).collect(64).await.unwrap();
        assert_eq!(read, "piecepiecepiece");
        let error = guarded(slow(Duration::from_secs(61)), limit).collect(64).await.unwrap_err();
        assert_eq!(error.to_string(), "nothing of the body came for 60s (`stall_timeout`)");
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_reader_is_not_a_stall() {
        let mut body = guarded(slow(Duration::from_secs(1)), Duration::from_secs(2));
        while let Some(piece) = body.next().await {
            assert_eq!(piece.unwrap(), "piece");
            sleep(Duration::from_secs(10)).await;
        }
    }

    #[test]
    fn outside_of_a_runtime_there_is_no_limit() {
        let mut body = guarded(
            ByteStream::from_stream(futures_util::stream::pending::<Result<Bytes, BoxError>>(), None),
            Duration::ZERO,
        );
        assert!(body.poll(&mut Context::from_waker(std::task::Waker::noop())).is_pending());
    }

    #[test]
    fn a_body_may_move_to_another_runtime() {
        let forever = futures_util::stream::pending::<Result<Bytes, BoxError>>();
        let mut body = guarded(ByteStream::from_stream(forever, None), Duration::from_millis(1));
        let runtime = || tokio::runtime::Builder::new_current_thread().enable_time().build().unwrap();
        let first = runtime();
        let polled = first.block_on(async { body.poll(&mut Context::from_waker(std::task::Waker::noop())) });
        assert!(polled.is_pending());
        drop(first);
        let error = runtime().block_on(body.next()).unwrap().unwrap_err();
        assert_eq!(error.to_string(), "nothing of the body came for 1ms (`stall_timeout`)");
    }

    #[tokio::test(start_paused = true)]
    async fn what_nobody_takes_is_a_stall() {
        let limit = Duration::from_secs(60);
        let (mut body, watch) = watched(ByteStream::from(vec![7; PIECE_BYTES + 1]));
        let waits = |time: u64| tokio::time::timeout(Duration::from_secs(time), watch.clone().stalled(limit));
        assert!(waits(600).await.is_err(), "nobody has begun");
        assert_eq!(body.next().await.unwrap().unwrap().len(), PIECE_BYTES);
        assert!(waits(59).await.is_err());
        assert!(waits(2).await.is_ok());
        assert_eq!(body.next().await.unwrap().unwrap().len(), 1);
        assert!(waits(59).await.is_err());
        assert!(body.next().await.is_none());
        assert!(waits(600).await.is_err(), "all was taken");
    }

    #[tokio::test(start_paused = true)]
    async fn a_body_that_is_dropped_is_waited_for_no_longer() {
        let (mut body, watch) = watched(ByteStream::from("piece"));
        assert_eq!(body.next().await.unwrap().unwrap(), "piece");
        drop(body);
        let stalled = watch.stalled(Duration::from_secs(60));
        assert!(tokio::time::timeout(Duration::from_secs(600), stalled).await.is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn a_limit_may_be_longer_than_any_time() {
        let (mut body, watch) = watched(ByteStream::from("piece"));
        let forever =
            || tokio::time::timeout(Duration::from_secs(1_000_000), watch.clone().stalled(Duration::MAX));
        assert!(forever().await.is_err());
        assert_eq!(body.next().await.unwrap().unwrap(), "piece");
        assert!(forever().await.is_err());
    }

    #[tokio::test(start_paused = true)]
    async fn a_slow_caller_is_not_a_stall() {
        let limit = Duration::from_secs(1);
        let (body, watch) = watched(slow(Duration::from_secs(10)));
        let read = body.collect(64);
        tokio::select! {
            read = read => assert_eq!(read.unwrap(), "piecepiecepiece"),
            () = watch.stalled(limit) => panic!("stalled"),
        }
    }
}
