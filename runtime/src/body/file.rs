//! Bodies read from files.

use super::ByteStream;
use std::io::{Error, ErrorKind};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::fs::{File, metadata};
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
        let path: Arc<Path> = Arc::from(path.into());
        let metadata = metadata(&path).await.map_err(|error| unreadable(&path, &error))?;
        if !metadata.is_file() {
            return Err(unreadable(&path, &Error::new(ErrorKind::InvalidInput, "it is no regular file")));
        }
        let open = move || {
            let path = Arc::clone(&path);
            async move {
                let file = File::open(&path).await.map_err(|error| unreadable(&path, &error))?;
                Ok::<_, Error>(ReaderStream::with_capacity(file, PIECE_BYTES))
            }
        };
        Ok(Self::replayable(open, Some(metadata.len())))
    }
}

/// Adds the file's name to the error, which the system's doesn't have.
fn unreadable(path: &Path, error: &Error) -> Error {
    Error::new(error.kind(), format!("cannot read {}: {error}", path.display()))
}
