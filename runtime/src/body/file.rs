//! Bodies read from files.

use super::ByteStream;
use std::io::{Error, ErrorKind, SeekFrom};
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::fs::{File, metadata};
use tokio::io::{AsyncReadExt, AsyncSeekExt, Take};
use tokio_util::io::ReaderStream;

/// How much of a file is read at once.
const PIECE_BYTES: usize = 64 * 1024;

impl ByteStream {
    /// Creates a body of the file at `path`, which is read in pieces each time the body is sent.
    ///
    /// A call with such a body is tried again like one whose body is in memory. Until then, the file has to keep the length that it has now. This needs a Tokio
    /// runtime.
    ///
    /// # Errors
    ///
    /// Returns an error if there is no such file, or it is not one that can be read more than once, such as a pipe: [`from_stream`](Self::from_stream) sends
    /// that, once.
    pub async fn from_path(path: impl Into<PathBuf>) -> Result<Self, Error> {
        let path = path.into();
        let length = length(&path).await?;
        // Without a limit, so that bytes added to the file since are noticed.
        Ok(part(path, 0, length, u64::MAX))
    }

    /// Creates a body of the bytes in `range` of the file at `path`, such as a part of an upload in several parts. Otherwise this is
    /// [`from_path`](Self::from_path).
    ///
    /// # Errors
    ///
    /// Returns the errors of [`from_path`](Self::from_path), and one if the range is not within the file.
    pub async fn from_path_range(path: impl Into<PathBuf>, range: Range<u64>) -> Result<Self, Error> {
        let path = path.into();
        let length = length(&path).await?;
        if range.start > range.end || range.end > length {
            let problem = format!(
                "it has {length} bytes, so those from {} to {} are out of bounds",
                range.start, range.end
            );
            return Err(unreadable(&path, &Error::new(ErrorKind::InvalidInput, problem)));
        }
        let bytes = range.end - range.start;
        Ok(part(path, range.start, bytes, bytes))
    }
}

/// Returns the length of a regular file.
async fn length(path: &Path) -> Result<u64, Error> {
    let metadata = metadata(path).await.map_err(|error| unreadable(path, &error))?;
    if metadata.is_file() {
        return Ok(metadata.len());
    }
    Err(unreadable(path, &Error::new(ErrorKind::InvalidInput, "it is not a regular file")))
}

/// Creates a body of `length` bytes of the file from `start` on. What is beyond `limit` bytes is not read.
fn part(path: PathBuf, start: u64, length: u64, limit: u64) -> ByteStream {
    let path: Arc<Path> = Arc::from(path);
    let open = move || {
        let path = Arc::clone(&path);
        async move { opened(&path, start, limit).await.map_err(|error| unreadable(&path, &error)) }
    };
    ByteStream::replayable(open, Some(length))
}

async fn opened(path: &Path, start: u64, limit: u64) -> Result<ReaderStream<Take<File>>, Error> {
    let mut file = File::open(path).await?;
    if start > 0 {
        file.seek(SeekFrom::Start(start)).await?;
    }
    Ok(ReaderStream::with_capacity(file.take(limit), PIECE_BYTES))
}

/// Adds the file's name to the error, which the system's doesn't have.
fn unreadable(path: &Path, error: &Error) -> Error {
    Error::new(error.kind(), format!("cannot read {}: {error}", path.display()))
}
