//! `models/corrections.toml`: what published models leave out, stated once for every model of the services concerned.

use crate::overrides::{self, Where};
use crate::sources::{self, Source};
use crate::toml_reader::read_lists;
use crate::workspace::Workspace;
use smithwright_codegen::diagnostics::Diagnostics;
use smithwright_codegen::model::{Loaded, Override, Refused};

/// What messages call the file.
const FILE: &str = "models/corrections.toml";

/// Reads files as one model that is not ours, and applies the known corrections for its services.
///
/// # Errors
/// Returns the files that cannot be read or, if all can, everything that is wrong with the model or the list.
pub fn read_model(sources: &[Source], workspace: &Workspace) -> Result<Loaded, Refused> {
    sources::read(sources, &list(workspace)?)
}

/// Returns a line that says how many corrections a model got, or nothing if it got none.
pub fn note(corrected: usize) -> String {
    match corrected {
        0 => String::new(),
        1 => format!("1 correction from {FILE}\n"),
        _ => format!("{corrected} corrections from {FILE}\n"),
    }
}

/// Reads every correction. A workspace without the file has none.
pub fn list(workspace: &Workspace) -> Result<Vec<Override>, Diagnostics> {
    let path = workspace.models().join("corrections.toml");
    if !path.exists() {
        return Ok(Vec::new());
    }
    parse(FILE, &sources::read_text(&Source { name: FILE.to_owned(), path })?)
}

fn parse(file: &str, text: &str) -> Result<Vec<Override>, Diagnostics> {
    read_lists(file, text, &[("correction", Where::List)], overrides::read)
}

#[cfg(test)]
mod tests;
