//! Finding files.

use smithwright_codegen::diagnostics::Diagnostic;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

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
        let unreadable = |error: io::Error| {
            Diagnostic::error(format!("cannot read the folder: {error}")).in_file(path.display().to_string())
        };
        for entry in fs::read_dir(&path).map_err(unreadable)? {
            waiting.push(entry.map_err(unreadable)?.path());
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
