//! Staged files: written completely beside their target, and then moved there in one step.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The suffix of staged files.
const SUFFIX: &str = ".smithwright-new";

/// The age beyond which a staged file must have been left behind by a run that was killed. A run takes less than a second; the rest allows for slow disks
/// and for clocks that differ.
const LONGEST: Duration = Duration::from_secs(60 * 60);

/// A file that is written but not yet in its place. If it is dropped before it is [committed](Self::commit), it is removed.
#[derive(Debug)]
pub(crate) struct Staged {
    temporary: PathBuf,
    target: PathBuf,
}

impl Staged {
    /// Writes the text beside the target, and creates the folders that are missing. If the target is a link, writes beside what it points to.
    pub(crate) fn write(target: PathBuf, text: &str) -> io::Result<Self> {
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        // Moving a file onto a link would replace the link itself. A target that can't be resolved does not exist yet, so it is no link.
        let target = target.canonicalize().unwrap_or(target);
        let mut name = target.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}{SUFFIX}", std::process::id()));
        let staged = Self { temporary: target.with_file_name(name), target };
        let mut file = staged.create()?;
        // This comes before the text, so that nobody can read it who could not read the old file.
        staged.take_permissions(&file)?;
        file.write_all(text.as_bytes())?;
        Ok(staged)
    }

    /// Creates the file anew. Whatever has its name already is not of this run: a file left by a run with the same process id, or a link to elsewhere.
    fn create(&self) -> io::Result<File> {
        let create = || File::create_new(&self.temporary);
        create().or_else(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => fs::remove_file(&self.temporary).and_then(|()| create()),
            _ => Err(error),
        })
    }

    /// Gives the file the permissions of the one that it will replace, if any.
    fn take_permissions(&self, file: &File) -> io::Result<()> {
        let Ok(replaced) = fs::metadata(&self.target) else { return Ok(()) };
        // Some file systems have the same permissions for all files and reject every change.
        if file.metadata()?.permissions() == replaced.permissions() {
            return Ok(());
        }
        file.set_permissions(replaced.permissions())
    }

    /// Moves the file to its target.
    pub(crate) fn commit(self) -> io::Result<()> {
        fs::rename(&self.temporary, &self.target)
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        // After a commit there is nothing left to remove, so errors mean nothing.
        let _ = fs::remove_file(&self.temporary);
    }
}

/// Checks whether the path is that of a staged file.
pub(crate) fn is_staged(path: &str) -> bool {
    path.ends_with(SUFFIX)
}

/// Checks whether a [staged](is_staged) file was left behind by a run that was killed. A younger one may belong to a run that is still at work.
pub(crate) fn is_abandoned(file: &Path) -> bool {
    let modified = fs::metadata(file).and_then(|metadata| metadata.modified());
    // The age is unknown if the file is in its place by now, or if its time is ahead of our clock.
    modified.is_ok_and(|time| time.elapsed().is_ok_and(|age| age > LONGEST))
}
