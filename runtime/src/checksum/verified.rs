//! A body whose checksum is verified while it is read.

use super::algorithm::{Algorithm, Checksum};
use crate::body::{BodyError, ByteStream};
use crate::error::BoxError;
use bytes::Bytes;
use futures_core::Stream;
use std::pin::Pin;
use std::task::{Context, Poll};

/// Returns a body that fails at its end if its checksum is not the announced one.
pub(super) fn verified(body: ByteStream, algorithm: Algorithm, announced: String) -> ByteStream {
    let length = body.length();
    ByteStream::from_stream(
        Verified { body, algorithm, expected: Some((algorithm.begin(), announced)) },
        length,
    )
}

struct Verified {
    body: ByteStream,
    algorithm: Algorithm,
    /// The checksum of what was read so far, and the announced one. `None` at the end.
    expected: Option<(Checksum, String)>,
}

impl Stream for Verified {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        let Some((checksum, _)) = &mut this.expected else { return Poll::Ready(None) };
        let error = match this.body.poll(context) {
            Poll::Pending => return Poll::Pending,
            Poll::Ready(Some(Ok(bytes))) => {
                checksum.update(&bytes);
                return Poll::Ready(Some(Ok(bytes)));
            }
            Poll::Ready(Some(Err(error))) => Some(error),
            Poll::Ready(None) => None,
        };
        let expected = this.expected.take();
        let wrong = || BodyError::WrongChecksum { algorithm: this.algorithm.name() };
        let differs = expected.is_some_and(|(checksum, announced)| checksum.finish() != announced);
        let error = error.or_else(|| differs.then(wrong));
        Poll::Ready(error.map(|error| Err(Box::new(error) as BoxError)))
    }
}
