//! Reading model files from disk.

use crate::files::cannot;
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithwright_codegen::model::{Loaded, Model, Override, Refused, SourceFile};
use std::path::{Path, PathBuf};
use std::{fs, io};

/// A file to read.
#[derive(Clone, Debug)]
pub struct Source {
    /// What messages call the file.
    pub name: String,
    /// Where the file is.
    pub path: PathBuf,
}

impl Source {
    /// Creates the source for a file that a user named.
    pub fn named(path: &Path) -> Self {
        Self { name: path.display().to_string(), path: path.to_owned() }
    }
}

/// Returns the files of a model that a user named. A folder stands for the `.smithy` files in it and in its folders, so that a new one needs no mention.
///
/// # Errors
/// Returns folders that cannot be read or have no such files.
pub fn of(paths: &[PathBuf]) -> Result<Vec<Source>, Diagnostic> {
    let mut sources = Vec::new();
    for path in paths {
        if path.is_dir() {
            sources.extend(in_folder(path)?.iter().map(|path| Source::named(path)));
        } else {
            sources.push(Source::named(path));
        }
    }
    Ok(sources)
}

/// Returns the files in Smithy's IDL in a folder and the folders in it, sorted.
fn in_folder(folder: &Path) -> Result<Vec<PathBuf>, Diagnostic> {
    let mut paths = Vec::new();
    collect(folder, &mut paths).map_err(cannot("read the folder", folder))?;
    if paths.is_empty() {
        return Err(Diagnostic::error("expected `.smithy` files in the folder, found none")
            .in_file(folder.display().to_string())
            .help("name the files of a model in JSON themselves"));
    }
    paths.sort();
    Ok(paths)
}

fn collect(folder: &Path, paths: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let (entry, path) = entry.map(|entry| (entry.file_type(), entry.path()))?;
        if is_hidden(&path) {
            continue;
        }
        // A link to a folder is not followed: it may lead back here.
        if entry?.is_dir() {
            collect(&path, paths)?;
        } else if is_idl(&path) && path.is_file() {
            paths.push(path);
        }
    }
    Ok(())
}

/// Returns whether a file is in Smithy's IDL, by its name.
pub fn is_idl(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == "smithy")
}

/// Returns whether a file is one of those that editors and systems leave behind.
pub fn is_hidden(path: &Path) -> bool {
    path.file_name().is_some_and(|name| name.as_encoded_bytes().starts_with(b"."))
}

/// Joins the names of files that are read together, for findings that no single file is to blame for.
pub fn names(sources: &[Source]) -> String {
    sources.iter().map(|source| &*source.name).collect::<Vec<_>>().join(", ")
}

/// Reads files as one model.
///
/// # Errors
/// Returns the files that cannot be read or, if all can, everything that is wrong with the model.
pub fn read(sources: &[Source], overrides: &[Override]) -> Result<Loaded, Refused> {
    let mut diagnostics = Diagnostics::new();
    let texts: Vec<(&str, String)> = sources
        .iter()
        .filter_map(|source| diagnostics.collect(read_text(source)).map(|text| (&*source.name, text)))
        .collect();
    if diagnostics.has_errors() {
        return Err(diagnostics.into());
    }
    let files: Vec<SourceFile<'_>> =
        texts.iter().map(|(name, text)| SourceFile { name, text: text.as_str() }).collect();
    Model::read_corrected(&files, overrides)
}

/// Reads the text of a file.
pub fn read_text(source: &Source) -> Result<String, Diagnostic> {
    // Systems report reading a folder in different words, and none says what to do.
    if source.path.is_dir() {
        return Err(Diagnostic::error("expected a file, found a folder")
            .in_file(&*source.name)
            .help("name the files in it, such as `folder/*.smithy`"));
    }
    fs::read_to_string(&source.path).map_err(|error| {
        let finding = Diagnostic::error(format!("cannot read the file: {error}")).in_file(&*source.name);
        match error.kind() {
            io::ErrorKind::InvalidData => finding.help("save it as UTF-8"),
            _ => finding,
        }
    })
}
