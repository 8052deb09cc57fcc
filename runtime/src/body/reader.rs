//! Reading of a body with Tokio's I/O traits.

use super::ByteStream;
use bytes::{Buf, Bytes};
use std::fmt;
use std::io;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use tokio::io::{AsyncBufRead, AsyncRead, ReadBuf};

/// A reader of a body, from [`ByteStream::into_async_read`].
///
/// Its errors are of the kind [`Other`](io::ErrorKind::Other) and wrap the [`BodyError`](super::BodyError). After an error, the body has ended.
pub struct BodyReader {
    body: ByteStream,
    /// The rest of the piece that is being read.
    piece: Bytes,
}

impl BodyReader {
    pub(super) fn new(body: ByteStream) -> Self {
        Self { body, piece: Bytes::new() }
    }
}

/// Shows lengths only.
impl fmt::Debug for BodyReader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BodyReader")
            .field("read", &format_args!("{} bytes", self.piece.len()))
            .field("body", &self.body)
            .finish()
    }
}

impl AsyncBufRead for BodyReader {
    fn poll_fill_buf(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<io::Result<&[u8]>> {
        let Self { body, piece } = self.get_mut();
        while piece.is_empty() {
            match ready!(body.poll(context)).transpose()? {
                Some(next) => *piece = next,
                None => break,
            }
        }
        Poll::Ready(Ok(piece))
    }

    fn consume(mut self: Pin<&mut Self>, read: usize) {
        let read = read.min(self.piece.len());
        self.piece.advance(read);
    }
}

impl AsyncRead for BodyReader {
    fn poll_read(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let piece = ready!(self.as_mut().poll_fill_buf(context))?;
        let read = piece.len().min(into.remaining());
        into.put_slice(piece.get(..read).unwrap_or_default());
        self.consume(read);
        Poll::Ready(Ok(()))
    }
}
