//! Which suites there are in a file or folder.

use crate::sources::{self, Source};
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithwright_codegen::model::Model;
use std::fs;
use std::path::{Path, PathBuf};

/// The suites to run, by kind.
#[derive(Debug, Default)]
pub(crate) struct Suites {
    /// Smithy's protocol suites.
    pub(crate) protocols: Vec<ProtocolSuite>,
    /// Suites in a folder whose protocols can't be generated yet: the suite and its protocol.
    pub(crate) left_out: Vec<(String, String)>,
}

/// A protocol suite: a model whose operations carry cases.
#[derive(Debug)]
pub(crate) struct ProtocolSuite {
    /// The file's name without its extension.
    pub(crate) name: String,
    /// The model.
    pub(crate) model: Model,
}

/// What a file holds.
enum Found {
    Protocol(ProtocolSuite),
    Other,
}

impl Suites {
    /// Finds the suites in a file, or in all files of a folder and the folders in it.
    ///
    /// # Errors
    /// Files that can't be read, models with errors, and a path without any suite.
    pub(crate) fn find(path: &Path) -> Result<Self, Diagnostics> {
        let mut suites = Self::default();
        if path.is_dir() {
            for file in json_files(path)? {
                if let Found::Protocol(suite) = read(&file)? {
                    match suite.unsupported_protocol() {
                        Some(protocol) => suites.left_out.push((suite.name, protocol)),
                        None => suites.protocols.push(suite),
                    }
                }
            }
        } else if let Found::Protocol(suite) = read(path)? {
            suites.protocols.push(suite);
        }
        if suites.protocols.is_empty() && suites.left_out.is_empty() {
            return Err(Diagnostic::error("found no suite")
                .in_file(path.display().to_string())
                .help("a protocol suite is a model in JSON AST form with cases in `smithy.test` traits")
                .into());
        }
        Ok(suites)
    }
}

impl ProtocolSuite {
    /// The protocol, if none of the services speaks one that can be generated.
    fn unsupported_protocol(&self) -> Option<String> {
        let protocol = |shape: &smithwright_codegen::model::Shape| {
            let ids = shape.traits.iter().map(|applied| applied.id.as_str());
            ids.filter(|id| id.contains(".protocols#")).map(ToOwned::to_owned).next()
        };
        let protocols: Vec<String> = self.model.services().filter_map(|(shape, _)| protocol(shape)).collect();
        if protocols.iter().any(|id| SUPPORTED.contains(&id.as_str())) {
            return None;
        }
        Some(protocols.first().map_or("no protocol", |id| id.rsplit('#').next().unwrap_or(id)).to_owned())
    }
}

/// The protocols whose suites a folder's run takes.
const SUPPORTED: [&str; 1] = ["aws.protocols#restJson1"];

fn json_files(folder: &Path) -> Result<Vec<PathBuf>, Diagnostics> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(folder) = waiting.pop() {
        let unreadable = |error: std::io::Error| {
            Diagnostic::error(format!("cannot read the folder: {error}"))
                .in_file(folder.display().to_string())
        };
        for entry in fs::read_dir(&folder).map_err(unreadable)? {
            let path = entry.map_err(unreadable)?.path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "json") {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

fn read(path: &Path) -> Result<Found, Diagnostics> {
    let source = Source::named(path);
    let text = sources::read_text(&source)?;
    if !text.contains("smithy.test#http") {
        return Ok(Found::Other);
    }
    let loaded = sources::read(&[source], &[])?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Found::Protocol(ProtocolSuite { name, model: loaded.model }))
}
