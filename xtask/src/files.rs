//! Finding files, and what is said of those that can't be used.

use smithwright_codegen::diagnostics::Diagnostic;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

/// Returns what makes an error of a file or folder a finding: that a command cannot do this with it.
pub fn cannot(what: &str, path: &Path) -> impl Fn(io::Error) -> Diagnostic {
    move |error| Diagnostic::error(format!("cannot {what}: {error}")).in_file(path.display().to_string())
}

/// Returns the files in a folder and its subfolders, sorted; for a file, returns that.
///
/// # Errors
/// Fails if a folder can't be read.
pub fn all(path: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    let mut found = Vec::new();
    let mut waiting = vec![path.to_owned()];
    while let Some(path) = waiting.pop() {
        if !path.is_dir() {
            found.push(path);
            continue;
        }
        let unreadable = cannot("read the folder", &path);
        for entry in fs::read_dir(&path).map_err(&unreadable)? {
            waiting.push(entry.map_err(&unreadable)?.path());
        }
    }
    found.sort();
    Ok(found)
}

/// Returns those [files](all) whose names end with a dot and this.
///
/// # Errors
/// Fails if a folder can't be read.
pub fn with_extension(path: &Path, extension: &str) -> Result<Vec<PathBuf>, Diagnostic> {
    let mut found = all(path)?;
    found.retain(|path| path.extension().is_some_and(|it| it == extension));
    Ok(found)
}
