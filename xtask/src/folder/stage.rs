//! Files that are written whole beside their place, and then moved there in one step.

use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What the names of files end with that are not in their place yet.
const SUFFIX: &str = ".smithwright-new";

/// A staged file older than this was left behind by a run that died. A run takes less than a second; the rest is for slow disks and clocks that differ.
const LONGEST: Duration = Duration::from_secs(60 * 60);

/// A file that is written, but not in its place. Dropped before it is [committed](Self::commit), it vanishes.
#[derive(Debug)]
pub(crate) struct Staged {
    temporary: PathBuf,
    target: PathBuf,
}

impl Staged {
    /// Writes the text beside the target, making the folders on the way. Where the target is a link, what it points to is the target.
    pub(crate) fn write(target: PathBuf, text: &str) -> io::Result<Self> {
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        // A move replaces a link itself. What is not there yet is no link.
        let target = target.canonicalize().unwrap_or(target);
        let mut name = target.file_name().unwrap_or_default().to_owned();
        name.push(format!(".{}{SUFFIX}", std::process::id()));
        let staged = Self { temporary: target.with_file_name(name), target };
        let mut file = staged.create()?;
        // Before the text is there, so that nobody can read it who could not before.
        staged.take_permissions(&file)?;
        file.write_all(text.as_bytes())?;
        Ok(staged)
    }

    /// Makes the file anew. What has its name is no file of this run: one that a run of the same number left behind, or a link that leads elsewhere.
    fn create(&self) -> io::Result<File> {
        let create = || File::create_new(&self.temporary);
        create().or_else(|error| match error.kind() {
            io::ErrorKind::AlreadyExists => fs::remove_file(&self.temporary).and_then(|()| create()),
            _ => Err(error),
        })
    }

    /// Gives the file the permissions of the one that it will replace, if there is one.
    fn take_permissions(&self, file: &File) -> io::Result<()> {
        let Ok(replaced) = fs::metadata(&self.target) else { return Ok(()) };
        // Some file systems have the same permissions for all files and refuse every change.
        if file.metadata()?.permissions() == replaced.permissions() {
            return Ok(());
        }
        file.set_permissions(replaced.permissions())
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

/// Whether this is the name of a file that is not in its place yet.
pub(crate) fn is_staged(path: &str) -> bool {
    path.ends_with(SUFFIX)
}

/// Whether a [staged](is_staged) file was left behind by a run that was killed. A younger one may be of a run that is at work now.
pub(crate) fn is_abandoned(file: &Path) -> bool {
    let modified = fs::metadata(file).and_then(|metadata| metadata.modified());
    // There is no age of a file that is in its place by now, or that comes from a clock ahead of ours.
    modified.is_ok_and(|time| time.elapsed().is_ok_and(|age| age > LONGEST))
}
