//! Bodies, held in memory or streamed (Smithy's `streaming` blobs).

use crate::error::{BoxError, Failure, FailureKind};
use crate::wakers::Wakers;
use bytes::{Bytes, BytesMut};
use futures_core::Stream;
use std::error::Error as StdError;
use std::fmt;
use std::future::poll_fn;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll, Wake};
use std::time::Duration;

#[cfg(test)]
mod tests;

type BoxStream = Pin<Box<dyn Stream<Item = Result<Bytes, BoxError>> + Send>>;

/// The bytes of a body: all in memory, or a stream that can be read once.
///
/// Clones of a stream are the same stream: what one has read, the other doesn't see. A body in memory can be sent again, so a call with one is
/// retried; a call that sends a stream is not.
#[derive(Clone)]
pub struct ByteStream(Source);

#[derive(Clone)]
enum Source {
    Memory(Bytes),
    Stream(Arc<Streamed>),
}

struct Streamed {
    length: Option<u64>,
    last_piece: LastPiece,
    progress: Mutex<Progress>,
    wakers: Arc<Wakers>,
}

/// When the piece is given that is the last by the announced length.
#[derive(Clone, Copy, PartialEq)]
enum LastPiece {
    /// At once: whoever reads on sees whether it was.
    AtOnce,
    /// Once the stream has ended: whoever sends it stops reading at the length, and would not see that there is more.
    AtTheEnd,
}

/// How far a stream has been read.
struct Progress {
    /// What is left; `None` once it has ended, failed or gone to another [`ByteStream`].
    stream: Option<BoxStream>,
    received: u64,
    /// The last piece, where it is [held back](LastPiece::AtTheEnd).
    last: Option<Bytes>,
    taken: bool,
}

/// Why a body could not be read.
#[derive(Debug)]
#[non_exhaustive]
pub enum BodyError {
    /// It has more bytes than the caller allows.
    TooLarge {
        /// How many are allowed.
        limit: usize,
    },
    /// It ended before, or went on after, the length that was announced.
    WrongLength {
        /// How many bytes were announced.
        expected: u64,
        /// How many there were until the error.
        received: u64,
    },
    /// It is not what its checksum says: it was damaged on its way.
    WrongChecksum {
        /// The algorithm of the checksum.
        algorithm: &'static str,
    },
    /// Nothing of it came for longer than the caller waits.
    Stalled {
        /// How long that is.
        limit: Duration,
    },
    /// It is a stream that has been read already.
    Taken,
    /// Reading it failed.
    Read(BoxError),
}

/// For readers of streams, such as `StreamReader` of `tokio-util`.
impl From<BodyError> for std::io::Error {
    fn from(error: BodyError) -> Self {
        Self::other(error)
    }
}

impl fmt::Display for BodyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { limit } => write!(f, "the body is larger than the limit of {limit} bytes"),
            Self::WrongLength { expected, received } => {
                write!(f, "the body was to have {expected} bytes and has {received}")
            }
            Self::WrongChecksum { algorithm } => {
                write!(f, "the body is not what its {algorithm} checksum says: it was damaged on its way")
            }
            Self::Stalled { limit } => {
                write!(f, "nothing of the body came for {limit:?} (`stall_timeout`)")
            }
            Self::Taken => f.write_str("the body is a stream that has been read already"),
            Self::Read(_) => f.write_str("the body could not be read to its end"),
        }
    }
}

impl BodyError {
    /// What a stream failed with, which may be a stream around another.
    fn of(error: BoxError) -> Self {
        match error.downcast::<Self>() {
            Ok(error) => *error,
            Err(error) => Self::Read(error),
        }
    }
}

impl StdError for BodyError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Read(source) => Some(source.as_ref()),
            _ => None,
        }
    }
}

impl ByteStream {
    /// A body that is read from `stream`, once, when it is sent: a file by `tokio_util`'s `ReaderStream`, say, or the body of a response from elsewhere.
    ///
    /// `length` is the number of bytes, if it is known; a stream that gives another number fails. To see that nothing comes after them, the last piece is
    /// sent once the stream has ended. Its bytes take no part in the signature, unless the operation asks for their hash: use `https`.
    pub fn from_stream<E: Into<BoxError>>(
        stream: impl Stream<Item = Result<Bytes, E>> + Send + 'static,
        length: Option<u64>,
    ) -> Self {
        let stream = Boxing(Box::pin(stream));
        Self(Source::Stream(Streamed::new(Box::pin(stream), length)))
    }

    /// The bytes, if they are all in memory.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Source::Memory(bytes) => Some(bytes),
            Source::Stream(_) => None,
        }
    }

    /// How many bytes there are in all, if that is known.
    #[must_use]
    pub fn length(&self) -> Option<u64> {
        match &self.0 {
            Source::Memory(bytes) => Some(bytes.len() as u64),
            Source::Stream(stream) => stream.length,
        }
    }

    /// Takes the body out, to read it: a copy of what is in memory, or the stream itself, once.
    ///
    /// # Errors
    /// [`BodyError::Taken`] where the stream has been taken before or reading it has begun.
    pub fn take(&self) -> Result<Self, BodyError> {
        match &self.0 {
            Source::Memory(bytes) => Ok(Self::from(bytes.clone())),
            Source::Stream(streamed) => {
                let mut progress = streamed.lock();
                if progress.received > 0 {
                    return Err(BodyError::Taken);
                }
                let stream = progress.stream.take().ok_or(BodyError::Taken)?;
                progress.taken = true;
                drop(progress);
                streamed.wakers.wake_by_ref();
                Ok(Self(Source::Stream(Streamed::new(stream, streamed.length))))
            }
        }
    }

    /// Takes the body out to send it: nothing is sent of a stream that goes on after its length.
    pub(crate) fn take_to_send(&self) -> Result<Self, BodyError> {
        let mut taken = self.take()?;
        if let Source::Stream(streamed) = &mut taken.0
            && let Some(streamed) = Arc::get_mut(streamed)
        {
            streamed.last_piece = LastPiece::AtTheEnd;
        }
        Ok(taken)
    }

    /// Takes the body out as one of this length, which it has or, as a stream of unknown length, is to have.
    pub(crate) fn take_of_length(&self, length: u64) -> Result<Self, BodyError> {
        let mut taken = self.take()?;
        if let Source::Stream(streamed) = &mut taken.0
            && let Some(streamed) = Arc::get_mut(streamed)
        {
            streamed.length = Some(length);
        }
        Ok(taken)
    }

    /// The next piece; `None` at the end.
    ///
    /// # Errors
    /// Where the body can't be read, or ends before the announced length.
    pub async fn next(&mut self) -> Option<Result<Bytes, BodyError>> {
        poll_fn(|context| self.poll(context)).await
    }

    /// Reads all of it into memory.
    ///
    /// # Errors
    /// Where it has more than `limit` bytes, can't be read, or ends before the announced length.
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
            // The common case, a body that comes in one piece, is not copied where that can be avoided.
            if all.is_empty() {
                all = BytesMut::from(piece);
            } else {
                all.extend_from_slice(&piece);
            }
        }
        Ok(all.freeze())
    }

    pub(crate) fn poll(&mut self, context: &mut Context<'_>) -> Poll<Option<Result<Bytes, BodyError>>> {
        match &mut self.0 {
            Source::Memory(bytes) if bytes.is_empty() => Poll::Ready(None),
            Source::Memory(bytes) => Poll::Ready(Some(Ok(std::mem::take(bytes)))),
            Source::Stream(streamed) => streamed.wakers.poll(context.waker(), |waker| {
                streamed.lock().poll(streamed.length, streamed.last_piece, &mut Context::from_waker(waker))
            }),
        }
    }
}

/// What a call fails with that sends a stream a second time.
pub(crate) fn sent_before(error: BodyError) -> Failure {
    Failure::new(FailureKind::Input, "the body was sent by an earlier call: a stream can be sent once")
        .caused_by(error)
}

/// A stream whose errors become boxed ones.
struct Boxing<S>(Pin<Box<S>>);

impl<S: Stream<Item = Result<Bytes, E>>, E: Into<BoxError>> Stream for Boxing<S> {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(context).map(|next| next.map(|item| item.map_err(Into::into)))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

impl Streamed {
    fn new(stream: BoxStream, length: Option<u64>) -> Arc<Self> {
        let progress = Progress { stream: Some(stream), received: 0, last: None, taken: false };
        let last_piece = LastPiece::AtOnce;
        Arc::new(Self { length, last_piece, progress: Mutex::new(progress), wakers: Arc::default() })
    }

    fn lock(&self) -> MutexGuard<'_, Progress> {
        self.progress.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Progress {
    fn poll(
        &mut self,
        length: Option<u64>,
        last_piece: LastPiece,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Bytes, BodyError>>> {
        loop {
            let Some(stream) = &mut self.stream else {
                let taken = self.taken.then_some(Err(BodyError::Taken));
                return Poll::Ready(self.last.take().map(Ok).or(taken));
            };
            let item = match stream.as_mut().poll_next(context) {
                Poll::Pending => return Poll::Pending,
                Poll::Ready(item) => item,
            };
            let ended = match item {
                Some(Ok(bytes)) => {
                    self.received = self.received.saturating_add(bytes.len() as u64);
                    match length {
                        Some(expected) if self.received > expected => self.has_length(expected),
                        Some(expected) if self.received == expected && last_piece == LastPiece::AtTheEnd => {
                            self.last = Some(bytes).filter(|bytes| !bytes.is_empty()).or(self.last.take());
                            continue;
                        }
                        _ => return Poll::Ready(Some(Ok(bytes))),
                    }
                }
                Some(Err(error)) => Err(BodyError::of(error)),
                None => length.map_or(Ok(()), |expected| self.has_length(expected)),
            };
            self.stream = None;
            if let Err(error) = ended {
                self.last = None;
                return Poll::Ready(Some(Err(error)));
            }
        }
    }

    fn has_length(&self, expected: u64) -> Result<(), BodyError> {
        let received = self.received;
        if received == expected { Ok(()) } else { Err(BodyError::WrongLength { expected, received }) }
    }
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

impl<T: Into<Bytes>> From<T> for ByteStream {
    fn from(bytes: T) -> Self {
        Self(Source::Memory(bytes.into()))
    }
}

/// Bodies in memory are equal if their bytes are; a stream equals only its clones.
impl PartialEq for ByteStream {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Source::Memory(left), Source::Memory(right)) => left == right,
            (Source::Stream(left), Source::Stream(right)) => Arc::ptr_eq(left, right),
            _ => false,
        }
    }
}

impl fmt::Debug for ByteStream {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (&self.0, self.length()) {
            (Source::Memory(bytes), _) => write!(f, "ByteStream({} bytes)", bytes.len()),
            (Source::Stream(_), Some(length)) => write!(f, "ByteStream(stream of {length} bytes)"),
            (Source::Stream(_), None) => f.write_str("ByteStream(stream)"),
        }
    }
}
