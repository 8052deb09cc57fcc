//! The folder of a generated crate: comparing it with what should be in it, and bringing it up to date.
//!
//! `Cargo.toml`, `rustfmt.toml`, the reports of the public surface and everything under `src` belong to the generator; other files are left alone.

pub(crate) mod stage;
mod walk;

use crate::paths;
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithwright_codegen::write::FileTree;
use stage::Staged;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// A text that the first line of every generated file contains.
const MARK: &str = "Made by Smithwright";

/// The folders in which earlier runs can have left files.
const GENERATED: [&str; 2] = [SOURCE, "api"];

/// The folder that belongs to the generator alone.
const SOURCE: &str = "src";

/// The folder of a generated crate.
#[derive(Clone, Debug)]
pub struct Folder {
    path: PathBuf,
    shown: String,
}

/// How the files in a folder compare with those that should be there.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Files that are as they should be.
    pub unchanged: BTreeSet<String>,
    /// Files with other content.
    pub stale: BTreeSet<String>,
    /// Files that should be there and are not.
    pub missing: BTreeSet<String>,
    /// Files that were generated once and no longer are.
    pub orphaned: BTreeSet<String>,
}

impl Comparison {
    /// Checks whether everything is as it should be.
    pub fn is_fresh(&self) -> bool {
        self.stale.is_empty() && self.missing.is_empty() && self.orphaned.is_empty()
    }

    /// Returns the files that have to be written.
    pub fn to_write(&self) -> impl Iterator<Item = &String> {
        self.missing.union(&self.stale)
    }
}

/// Checks whether the file has the text with `\r\n` line endings, as git may write it on Windows.
fn is_with_carriage_returns(found: &[u8], text: &str) -> bool {
    found.len() > text.len() && found == text.replace('\n', "\r\n").as_bytes()
}

impl Folder {
    /// Creates the folder at this path, which messages show as the user wrote it.
    pub fn new(path: &Path) -> Self {
        Self { path: paths::resolve(path), shown: paths::slashed(path) }
    }

    /// Creates the folder at this path, which messages show by another name.
    pub fn named(path: &Path, shown: &str) -> Self {
        Self { path: path.to_owned(), shown: shown.to_owned() }
    }

    /// Returns the path of the folder.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns what messages call the folder.
    pub fn shown(&self) -> &str {
        &self.shown
    }

    /// Makes sure that nobody else's files are overwritten: the folder has to be new, empty or a generated crate.
    ///
    /// # Errors
    /// Fails if it is none of these, and says what to do.
    pub fn must_be_ours(&self) -> Result<(), Diagnostic> {
        let Some(file) = self.any_file()? else { return Ok(()) };
        if self.is_generated("Cargo.toml")? {
            return Ok(());
        }
        let message = format!(
            "expected an empty folder or a crate made by this command, found a folder with other files, such as `{file}`"
        );
        let help = format!(
            "name a new folder, or empty this one first; a crate made by this command has `{MARK}` in the first line of its Cargo.toml"
        );
        Err(Diagnostic::error(message).in_file(&*self.shown).help(help))
    }

    /// Compares the folder with what should be in it.
    ///
    /// # Errors
    /// Reports files that cannot be read, files under `src` that the generator did not make, and links in folders of generated files.
    pub fn compare(&self, files: &FileTree) -> Result<Comparison, Diagnostics> {
        let (comparison, diagnostics) = self.survey(files);
        if diagnostics.has_errors() { Err(diagnostics) } else { Ok(comparison) }
    }

    /// Compares the folder with what should be in it, and returns what differs also where something else is [wrong](Self::compare) with it.
    pub fn survey(&self, files: &FileTree) -> (Comparison, Diagnostics) {
        let mut comparison = Comparison::default();
        let mut diagnostics = Diagnostics::new();
        for (path, text) in files {
            let set = match fs::read(self.path.join(path)) {
                Ok(found) if found == text.as_bytes() || is_with_carriage_returns(&found, text) => {
                    &mut comparison.unchanged
                }
                Ok(_) => &mut comparison.stale,
                Err(error) if error.kind() == io::ErrorKind::NotFound => &mut comparison.missing,
                Err(error) => {
                    diagnostics.push(self.cannot("read the file", path, &error));
                    continue;
                }
            };
            set.insert(path.clone());
        }
        let extra = self.extra_files(files).unwrap_or_else(|error| {
            diagnostics.push(error);
            BTreeMap::new()
        });
        for (path, kind) in extra {
            if kind.is_symlink() {
                diagnostics.push(self.link(&path));
                continue;
            }
            if stage::is_staged(&path) {
                // A staged file that is not abandoned belongs to a run that is still at work.
                if stage::is_abandoned(&self.path.join(&path)) {
                    comparison.orphaned.insert(path);
                }
                continue;
            }
            match self.is_generated(&path) {
                Ok(true) => drop(comparison.orphaned.insert(path)),
                Ok(false) if path.starts_with(SOURCE) => diagnostics.push(self.foreign(&path)),
                Ok(false) => {}
                Err(error) => diagnostics.push(error),
            }
        }
        (comparison, diagnostics)
    }

    /// Writes stale and missing files, and removes orphaned ones.
    ///
    /// Every new text is staged beside its target before the first file is replaced, so nothing changes if one of them cannot be written. A run that is
    /// killed after that leaves a mix of old and new files, each of them complete. This does not hold if the computer crashes: files are not synced to
    /// disk, which would take longer than everything else.
    ///
    /// # Errors
    /// Reports the first file that cannot be written or removed.
    pub fn update(&self, files: &FileTree, comparison: &Comparison) -> Result<(), Diagnostic> {
        let mut staged = Vec::new();
        for path in comparison.to_write() {
            let text = files.get(path).map(String::as_str).unwrap_or_default();
            let write = Staged::write(self.path.join(path), text);
            staged.push((path, write.map_err(|error| self.cannot("write the file", path, &error))?));
        }
        for (path, file) in staged {
            file.commit().map_err(|error| self.cannot("replace the file", path, &error))?;
        }
        for path in &comparison.orphaned {
            let path_on_disk = self.path.join(path);
            match fs::remove_file(&path_on_disk) {
                // Another run has already removed it.
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                removed => removed.map_err(|error| self.cannot("remove the file", path, &error))?,
            }
            self.remove_empty_parents(&path_on_disk);
        }
        Ok(())
    }

    fn is_generated(&self, path: &str) -> Result<bool, Diagnostic> {
        match fs::read(self.path.join(path)) {
            Ok(bytes) => {
                let first_line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
                Ok(String::from_utf8_lossy(first_line).contains(MARK))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(self.cannot("read the file", path, &error)),
        }
    }

    /// Removes the folders that a removed file leaves empty, but neither `src` nor the folder of the crate.
    fn remove_empty_parents(&self, file: &Path) {
        let kept = [self.path.join(SOURCE), self.path.clone()];
        let removed = file.ancestors().skip(1).take_while(|folder| kept.iter().all(|it| it != folder));
        // Only an empty folder can be removed, so the first failure means that the rest is in use.
        let _ = removed.map(fs::remove_dir).take_while(Result::is_ok).count();
    }

    fn foreign(&self, path: &str) -> Diagnostic {
        Diagnostic::error("everything under `src` is generated, but this file is not")
            .in_file(format!("{}/{path}", self.shown))
            .help("move it out of `src`")
    }

    fn link(&self, path: &str) -> Diagnostic {
        Diagnostic::error("expected files and folders that this command made, found a symbolic link")
            .in_file(format!("{}/{path}", self.shown))
            .help("remove it or move it away; what it points to is left alone")
    }

    fn cannot(&self, what: &str, path: &str, error: &io::Error) -> Diagnostic {
        let file = if path.is_empty() { self.shown.clone() } else { format!("{}/{path}", self.shown) };
        Diagnostic::error(format!("cannot {what}: {error}")).in_file(file)
    }
}

#[cfg(test)]
mod tests;
