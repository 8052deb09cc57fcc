//! A streamed body that ends with an error where nothing comes for too long.

use crate::body::{BodyError, ByteStream};
use crate::error::BoxError;
use bytes::Bytes;
use futures_core::Stream;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::time::{Sleep, sleep};

/// The body, whose reader waits at most `limit` for each piece.
pub(super) fn guarded(body: ByteStream, limit: Duration) -> ByteStream {
    let length = body.length();
    ByteStream::from_stream(Guarded { body, limit, waiting: None }, length)
}

struct Guarded {
    body: ByteStream,
    limit: Duration,
    /// Set while the reader waits: time that it spends with a piece doesn't count.
    waiting: Option<Pin<Box<Sleep>>>,
}

impl Stream for Guarded {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if let Poll::Ready(item) = this.body.poll(context) {
            this.waiting = None;
            return Poll::Ready(item.map(|item| item.map_err(Into::into)));
        }
        let limit = this.limit;
        let waiting = this.waiting.get_or_insert_with(|| Box::pin(sleep(limit)));
        waiting.as_mut().poll(context).map(|()| Some(Err(BodyError::Stalled { limit }.into())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives a piece each time that this long has passed, and then no more.
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
}
