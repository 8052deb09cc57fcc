//! Reading model files from disk.

use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithwright_codegen::model::{Loaded, Model, Override, SourceFile};
use std::path::{Path, PathBuf};

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

/// Joins the names of files that are read together, for findings that no single file is to blame for.
pub fn names(sources: &[Source]) -> String {
    sources.iter().map(|source| &*source.name).collect::<Vec<_>>().join(", ")
}

/// Reads files as one model.
///
/// # Errors
/// Returns the files that cannot be read or, if all can, everything that is wrong with the model.
pub fn read(sources: &[Source], overrides: &[Override]) -> Result<Loaded, Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    let texts: Vec<(&str, String)> = sources
        .iter()
        .filter_map(|source| diagnostics.collect(read_text(source)).map(|text| (&*source.name, text)))
        .collect();
    if diagnostics.has_errors() {
        return Err(diagnostics);
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
    std::fs::read_to_string(&source.path).map_err(|error| {
        let finding = Diagnostic::error(format!("cannot read the file: {error}")).in_file(&*source.name);
        match error.kind() {
            std::io::ErrorKind::InvalidData => finding.help("save it as UTF-8"),
            _ => finding,
        }
    })
}
