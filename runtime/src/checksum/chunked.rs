//! The content encoding `aws-chunked`: the body in one chunk, followed by a trailer with its checksum.

use super::algorithm::{Algorithm, Checksum};
use crate::body::{BodyError, ByteStream};
use crate::error::BoxError;
use bytes::Bytes;
use futures_core::Stream;
use std::pin::Pin;
use std::task::{Context, Poll};

/// The end of a line, and the last chunk, which is empty.
const LINE: &str = "\r\n";
const LAST_CHUNK: &str = "0\r\n";

/// Returns the body, which has `length` bytes, with the checksum in a trailer.
pub(super) fn with_trailer(
    body: &ByteStream,
    length: u64,
    algorithm: Algorithm,
) -> Result<ByteStream, BodyError> {
    let head = if length == 0 { String::new() } else { format!("{length:x}{LINE}") };
    let around_chunk = if length == 0 { 0 } else { head.len() + LINE.len() };
    // The name, a colon, and two line breaks. The checksum itself is added below.
    let trailer = algorithm.header().len() + 1 + 2 * LINE.len();
    let added = around_chunk + LAST_CHUNK.len() + trailer;
    // Saturates, since no stream is that long: the mismatch is reported when the stream ends.
    let whole = length.saturating_add(added as u64 + algorithm.encoded_length());
    body.edited(Some(whole), move |body| {
        let checksum = Some((algorithm, algorithm.begin()));
        WithTrailer { head: Some(head.clone()), body, checksum, is_empty: length == 0 }
    })
}

struct WithTrailer {
    /// The line before the chunk, until it is sent. Empty if there is no chunk.
    head: Option<String>,
    body: ByteStream,
    /// The checksum of what was sent so far, or `None` once the trailer is sent.
    checksum: Option<(Algorithm, Checksum)>,
    is_empty: bool,
}

impl Stream for WithTrailer {
    type Item = Result<Bytes, BoxError>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let this = &mut *self;
        if let Some(head) = this.head.take().filter(|head| !head.is_empty()) {
            return Poll::Ready(Some(Ok(head.into())));
        }
        let Some((_, checksum)) = &mut this.checksum else { return Poll::Ready(None) };
        match this.body.poll(context) {
            Poll::Pending => Poll::Pending,
            Poll::Ready(Some(Ok(bytes))) => {
                checksum.update(&bytes);
                Poll::Ready(Some(Ok(bytes)))
            }
            Poll::Ready(Some(Err(error))) => {
                this.checksum = None;
                Poll::Ready(Some(Err(Box::new(error) as BoxError)))
            }
            Poll::Ready(None) => {
                let trailer = this.checksum.take().map(|(algorithm, checksum)| {
                    let line = if this.is_empty { "" } else { LINE };
                    let (name, value) = (algorithm.header(), checksum.finish());
                    Ok(format!("{line}{LAST_CHUNK}{name}:{value}{LINE}{LINE}").into())
                });
                Poll::Ready(trailer)
            }
        }
    }
}
