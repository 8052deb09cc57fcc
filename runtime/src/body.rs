//! Bodies of requests and responses, held in memory or streamed (Smithy's `streaming` blobs).

mod error;
#[cfg(feature = "file")]
mod file;
mod reader;
mod replayable;
mod streamed;

#[cfg(test)]
mod tests;

pub use error::BodyError;
pub use reader::BodyReader;

use crate::error::{BoxError, Failure, FailureKind};
use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use replayable::Replayable;
use std::fmt;
use std::future::{Future, poll_fn};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use streamed::{LastPiece, Streamed, boxed};

/// The bytes of a body: all in memory, a stream that can be read once, or a stream that is opened anew whenever it is read.
///
/// It is made `From` bytes or text in memory, by [`from_stream`](Self::from_stream) or [`replayable`](Self::replayable), or from a file or a part of one
/// (`from_path` and `from_path_range`, with the feature `file`). It implements `Stream` too.
///
/// A call is tried again if its body can be sent again: one in memory, a file or another [replayable](Self::replayable) one. A call that sends any other stream
/// is not. Clones of a stream that can be read once are the same stream: what one has read, the other doesn't see.
///
/// # Examples
///
/// ```
/// use smithwright_runtime::ByteStream;
///
/// # #[tokio::main(flavor = "current_thread")]
/// # async fn main() -> Result<(), smithwright_runtime::body::BodyError> {
/// let body = ByteStream::from("some text");
/// assert_eq!(body.length(), Some(9));
///
/// // Piece by piece, or all of it.
/// let mut pieces = body.clone();
/// while let Some(piece) = pieces.next().await {
///     println!("{} bytes", piece?.len());
/// }
/// assert_eq!(body.collect(1024).await?, "some text");
/// # Ok(())
/// # }
/// ```
#[derive(Clone)]
pub struct ByteStream(Source);

#[derive(Clone)]
enum Source {
    Memory(Bytes),
    Stream(Streamed),
    Replayable(Replayable),
}

impl ByteStream {
    /// Creates a body that is read from `stream`, once, when it is sent: a pipe by way of `tokio_util`'s `ReaderStream`, say, or the body of a response from
    /// elsewhere.
    ///
    /// `length` is the number of bytes, if it is known; a stream with another number of bytes fails. To make sure that nothing follows, the last piece is sent
    /// only once the stream has ended. The bytes take no part in the signature, unless the operation asks for their hash: use `https`.
    pub fn from_stream<E: Into<BoxError>>(
        stream: impl Stream<Item = Result<Bytes, E>> + Send + 'static,
        length: Option<u64>,
    ) -> Self {
        Self(Source::Stream(Streamed::new(boxed(stream), length, LastPiece::AtOnce)))
    }

    /// Creates a body that is read from the stream that `open` returns, which is called each time the body is sent from its beginning.
    ///
    /// A call with such a body is tried again like one whose body is in memory. `length` is as in [`from_stream`](Self::from_stream).
    ///
    /// # Examples
    ///
    /// ```
    /// # use smithwright_runtime::{ByteStream, Bytes};
    /// # use futures_util::stream;
    /// # use std::io::Error;
    /// # async fn rows() -> Result<Vec<String>, Error> { Ok(Vec::new()) }
    /// let body = ByteStream::replayable(
    ///     || async {
    ///         let rows = rows().await?;
    ///         Ok::<_, Error>(stream::iter(rows.into_iter().map(|row| Ok(Bytes::from(row)))))
    ///     },
    ///     None,
    /// );
    /// ```
    pub fn replayable<F, S, E>(open: impl Fn() -> F + Send + Sync + 'static, length: Option<u64>) -> Self
    where
        F: Future<Output = Result<S, E>> + Send + 'static,
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError> + 'static,
    {
        Self(Source::Replayable(Replayable::new(open, length)))
    }

    /// Returns the bytes, if they are all in memory.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Source::Memory(bytes) => Some(bytes),
            Source::Stream(_) | Source::Replayable(_) => None,
        }
    }

    /// Returns `true` if the body can be sent more than once.
    #[must_use]
    pub fn is_replayable(&self) -> bool {
        !matches!(self.0, Source::Stream(_))
    }

    /// Returns the number of bytes in the whole body, if it is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        match &self.0 {
            Source::Memory(bytes) => Some(bytes.len() as u64),
            Source::Stream(stream) => stream.length,
            Source::Replayable(stream) => stream.length,
        }
    }

    /// Returns a body to read this one with, from its beginning: as often as wanted if this one is [replayable](Self::is_replayable), and once otherwise.
    ///
    /// With it, you can read the body of a borrowed output.
    ///
    /// # Errors
    ///
    /// Returns [`BodyError::Taken`] if the stream has been taken before, or reading it has begun.
    pub fn reopen(&self) -> Result<Self, BodyError> {
        self.taken(LastPiece::AtOnce)
    }

    /// Takes the body out to send it. The last piece by the announced length comes only once the stream has ended there.
    pub(crate) fn take_to_send(&self) -> Result<Self, BodyError> {
        self.taken(LastPiece::AtTheEnd)
    }

    fn taken(&self, last_piece: LastPiece) -> Result<Self, BodyError> {
        let streamed = match &self.0 {
            Source::Memory(bytes) => return Ok(Self::from(bytes.clone())),
            Source::Stream(streamed) => Streamed::new(streamed.take()?, streamed.length, last_piece),
            Source::Replayable(replayable) => replayable.opened(last_piece),
        };
        Ok(Self(Source::Stream(streamed)))
    }

    /// Returns the body as changed by `edit`, with this length. It is replayable if it was a replayable stream; otherwise the body is taken out.
    pub(crate) fn edited<S, E>(
        &self,
        length: Option<u64>,
        edit: impl Fn(Self) -> S + Send + Sync + 'static,
    ) -> Result<Self, BodyError>
    where
        S: Stream<Item = Result<Bytes, E>> + Send + 'static,
        E: Into<BoxError>,
    {
        let Source::Replayable(replayable) = &self.0 else {
            return Ok(Self::from_stream(edit(self.reopen()?), length));
        };
        let whole = replayable.clone();
        let open = move || boxed(edit(Self(Source::Stream(whole.opened(LastPiece::AtOnce)))));
        Ok(Self(Source::Replayable(Replayable { length, open: Arc::new(open) })))
    }

    /// Returns the next piece, or `None` at the end. Dropping the future loses nothing.
    ///
    /// # Errors
    ///
    /// Returns an error if the body can't be read, or its length is not the one announced.
    pub async fn next(&mut self) -> Option<Result<Bytes, BodyError>> {
        poll_fn(|context| self.poll(context)).await
    }

    /// Reads the whole body into memory.
    ///
    /// # Errors
    ///
    /// Returns an error if the body has more than `limit` bytes, can't be read, or its length is not the one announced.
    pub async fn collect(mut self, limit: usize) -> Result<Bytes, BodyError> {
        if self.length().is_some_and(|length| length > limit as u64) {
            return Err(BodyError::TooLarge { limit });
        }
        if let Source::Memory(bytes) = self.0 {
            return Ok(bytes);
        }
        let mut all = BytesMut::new();
        while let Some(piece) = self.next().await.transpose()? {
            if all.len() + piece.len() > limit {
                return Err(BodyError::TooLarge { limit });
            }
            // Usually the body comes in one piece, which is not copied if possible.
            if all.is_empty() {
                all = BytesMut::from(piece);
            } else {
                all.extend_from_slice(&piece);
            }
        }
        Ok(all.freeze())
    }

    /// Returns a reader of the body, for code that takes Tokio's `AsyncRead` or `AsyncBufRead`.
    ///
    /// # Examples
    ///
    /// ```
    /// use smithwright_runtime::ByteStream;
    /// use tokio::io::AsyncBufReadExt;
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), std::io::Error> {
    /// let mut lines = ByteStream::from("first\nsecond\n").into_async_read().lines();
    /// while let Some(line) = lines.next_line().await? {
    ///     println!("{line}");
    /// }
    /// # Ok(())
    /// # }
    /// ```
    #[must_use]
    pub fn into_async_read(self) -> BodyReader {
        BodyReader::new(self)
    }

    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BodyError>>> {
        match &mut self.0 {
            Source::Memory(bytes) if bytes.is_empty() => Poll::Ready(None),
            Source::Memory(bytes) => Poll::Ready(Some(Ok(std::mem::take(bytes)))),
            Source::Stream(streamed) => streamed.poll(context),
            Source::Replayable(replayable) => {
                let opened = replayable.opened(LastPiece::AtOnce);
                let polled = opened.poll(context);
                self.0 = Source::Stream(opened);
                polled
            }
        }
    }
}

/// Returns the failure of a call that sends a stream a second time.
pub(crate) fn sent_before(error: BodyError) -> Failure {
    Failure::new(
        FailureKind::Input,
        "the body was sent by an earlier call: a stream can be sent once, unless it is a replayable one",
    )
    .caused_by(error)
}

impl Stream for ByteStream {
    type Item = Result<Bytes, BodyError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.poll(context)
    }
}

impl Default for ByteStream {
    fn default() -> Self {
        Self(Source::Memory(Bytes::new()))
    }
}

impl From<Bytes> for ByteStream {
    fn from(bytes: Bytes) -> Self {
        Self(Source::Memory(bytes))
    }
}

impl<const N: usize> From<&'static [u8; N]> for ByteStream {
    fn from(bytes: &'static [u8; N]) -> Self {
        Self(Source::Memory(Bytes::from_static(bytes)))
    }
}

macro_rules! from_memory {
    ($($type:ty),*) => {$(
        impl From<$type> for ByteStream {
            fn from(bytes: $type) -> Self {
                Self(Source::Memory(Bytes::from(bytes)))
            }
        }
    )*};
}

from_memory!(BytesMut, Vec<u8>, Box<[u8]>, String, &'static str, &'static [u8]);

/// Bodies in memory are equal if their bytes are. A stream equals only its clones.
impl PartialEq for ByteStream {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Source::Memory(left), Source::Memory(right)) => left == right,
            (Source::Stream(left), Source::Stream(right)) => left.is(right),
            (Source::Replayable(left), Source::Replayable(right)) => Arc::ptr_eq(&left.open, &right.open),
            _ => false,
        }
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.0, self.length()) {
            (Source::Memory(bytes), _) => write!(f, "ByteStream({} bytes)", bytes.len()),
            (_, Some(length)) => write!(f, "ByteStream(stream of {length} bytes)"),
            (_, None) => f.write_str("ByteStream(stream)"),
        }
    }
}
