//! Files that are written whole beside their place, and then moved there in one step.

use std::fs;
use std::io;
use std::path::PathBuf;

/// What the names of files end with that are not in their place yet.
const SUFFIX: &str = ".smithwright-new";

/// A file that is written, but not in its place. Dropped before it is [committed](Self::commit), it vanishes.
#[derive(Debug)]
pub(crate) struct Staged {
    temporary: PathBuf,
    target: PathBuf,
}

impl Staged {
    /// Writes the text beside the target, making the folders on the way.
    pub(crate) fn write(target: PathBuf, text: &str) -> io::Result<Self> {
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut name = target.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}{SUFFIX}", std::process::id()));
        let staged = Self { temporary: target.with_file_name(name), target };
        fs::write(&staged.temporary, text)?;
        Ok(staged)
    }

    /// Puts the file in its place.
    pub(crate) fn commit(self) -> io::Result<()> {
        fs::rename(&self.temporary, &self.target)
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        // After a commit there is nothing left to remove.
        let _ = fs::remove_file(&self.temporary);
    }
}

/// Whether this is a file that a run that was killed has left behind.
pub(crate) fn is_left_over(path: &str) -> bool {
    path.ends_with(SUFFIX)
}
