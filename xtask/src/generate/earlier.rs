//! The crate that an earlier run made in a folder: its name, and what it was made from.
//!
//! The folder is known to be [ours](Folder::must_be_ours), so if it has no manifest, there is no crate yet.

use super::CrateName;
use crate::folder::Folder;
use crate::paths;
use crate::toml_reader::{Fields, Reader};
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithwright_codegen::model::Shape;
use std::fs;
use std::path::{Path, PathBuf};
use toml_edit::Item;

/// The file that has all of this.
const MANIFEST: &str = "Cargo.toml";

/// The fields of the record that [`generate`](smithwright_codegen::generate) writes.
const FIELDS: [&str; 4] = ["model", "service", "protocol", "operations"];

/// The manifest of a crate, and what messages call it. Errors in it are reported only when the affected part is needed: a run that names everything
/// writes a new manifest.
pub(crate) struct Crate {
    file: String,
    text: String,
    name: Option<String>,
    version: Option<String>,
    runtime: Option<String>,
    record: Result<Option<Record>, Diagnostics>,
}

/// What a crate was made from, as its manifest records it.
struct Record {
    model: Vec<String>,
    service: String,
    protocol: Option<String>,
    operations: Option<Vec<String>>,
}

/// What a crate was made from, with paths that are valid where this program runs.
pub(crate) struct Origin {
    /// The files of the model.
    pub(crate) model: Vec<PathBuf>,
    /// The service's shape id.
    pub(crate) service: String,
    /// The protocol, if it was chosen.
    pub(crate) protocol: Option<String>,
    /// The operations, if not all.
    pub(crate) operations: Option<Vec<String>>,
}

impl Crate {
    /// Reads the crate in the folder, if there is one.
    pub(crate) fn read(folder: &Folder) -> Option<Self> {
        // A file that can't be read is reported when the folder is compared.
        let text = fs::read(folder.path().join(MANIFEST)).ok()?;
        Some(Self::parse(format!("{}/{MANIFEST}", folder.shown()), &String::from_utf8_lossy(&text)))
    }

    /// Reads this manifest, which messages call `file`.
    pub(crate) fn parse(file: String, text: &str) -> Self {
        let (mut reader, mut root) = match Reader::parse(&file, text) {
            Ok(parsed) => parsed,
            Err(error) => {
                let text = text.to_owned();
                return Self {
                    file,
                    text,
                    name: None,
                    version: None,
                    runtime: None,
                    record: Err(error.into()),
                };
            }
        };
        let mut package = root.take("package").and_then(|found| reader.table(found));
        let name = field(&mut package, "name").and_then(|found| reader.text(&found));
        // If it is not a string, the crate inherits it from a workspace.
        let version = field(&mut package, "version").filter(|found| found.is_str());
        let version = version.and_then(|found| reader.text(&found));
        let mut dependencies = root.take("dependencies").and_then(|found| reader.table(found));
        // If it is not a table, the runtime does not come from a folder.
        let runtime = field(&mut dependencies, "smithwright-runtime").filter(|found| found.is_table_like());
        let mut runtime = runtime.and_then(|found| reader.table(found));
        let runtime = field(&mut runtime, "path").and_then(|found| reader.text(&found));
        let mut metadata = field(&mut package, "metadata").and_then(|found| reader.table(found));
        let record = field(&mut metadata, "smithwright").and_then(|found| reader.table(found));
        let record = record.and_then(|fields| Record::read(fields, &mut reader));
        let findings = reader.into_diagnostics();
        let record = if findings.has_errors() { Err(findings) } else { Ok(record) };
        Self { file, text: text.to_owned(), name, version, runtime, record }
    }

    /// Returns the name of the crate, by which the people who depend on it know it.
    ///
    /// # Errors
    /// Fails if the manifest has no name, or one that can't be used.
    pub(crate) fn name(&self) -> Result<CrateName, Diagnostic> {
        let Some(name) = &self.name else {
            return Err(Diagnostic::error("expected the manifest of a crate with its name, found none")
                .in_file(&*self.file)
                .help("name the crate with --name; the manifest is then replaced"));
        };
        name.parse().map_err(|wrong: String| {
            Diagnostic::error(format!("the crate's name `{name}` cannot be kept: {wrong}"))
                .in_file(&*self.file)
                .help("give it another one with --name")
        })
    }

    /// Returns the text of the manifest.
    pub(crate) fn manifest(&self) -> &str {
        &self.text
    }

    /// Returns the version, which whoever publishes the crate writes into the manifest.
    pub(crate) fn version(&self) -> Option<&str> {
        self.version.as_deref()
    }

    /// Returns the folder of the runtime that the crate depends on, if it exists.
    pub(crate) fn runtime(&self, folder: &Folder) -> Option<PathBuf> {
        let path = from_here(self.runtime.as_deref()?, folder);
        path.join("Cargo.toml").is_file().then_some(path)
    }

    /// Makes sure that the crate is one of this service, because replacing a crate of another one would break all its callers. A missing or broken record is
    /// accepted: the run that asks is about to repair it.
    ///
    /// # Errors
    /// Fails if the crate is one of another service, and says what to do.
    pub(crate) fn must_be_of(&self, service: &Shape) -> Result<(), Diagnostic> {
        match &self.record {
            Ok(Some(record)) if service.id != *record.service => {
                let message =
                    format!("expected a crate of `{}`, found one of `{}`", service.id, record.service);
                Err(Diagnostic::error(message)
                    .in_file(&*self.file)
                    .help("choose another folder with --out; or, if the model has renamed the service, set `service` under [package.metadata.smithwright] in that file to the new id"))
            }
            _ => Ok(()),
        }
    }

    /// Returns what the crate was made from.
    ///
    /// # Errors
    /// Fails if the record is missing or can't be read.
    pub(crate) fn origin(&self, folder: &Folder) -> Result<Origin, Diagnostics> {
        let record = self.record.as_ref().map_err(Clone::clone)?.as_ref().ok_or_else(|| {
            Diagnostic::error("expected a crate that says in [package.metadata.smithwright] what it was made from, found none")
                .in_file(&*self.file)
                .help("name the files of the model with --model, and the operations, if not all, with --operations")
        })?;
        Ok(Origin {
            model: record.model.iter().map(|path| from_here(path, folder)).collect(),
            service: record.service.clone(),
            protocol: record.protocol.clone(),
            operations: record.operations.clone(),
        })
    }
}

impl Record {
    fn read(mut fields: Fields, reader: &mut Reader<'_>) -> Option<Self> {
        let model = fields.require("model", reader);
        let service = fields.require("service", reader);
        let protocol = fields.take("protocol");
        let operations = fields.take("operations");
        fields.finish(&FIELDS, reader);
        let protocol = protocol.and_then(|found| reader.text(&found));
        let operations = operations.and_then(|found| reader.texts(&found));
        Some(Self { model: reader.texts(&model?)?, service: reader.text(&service?)?, protocol, operations })
    }
}

/// Takes a field out of a table that may not be there.
fn field(table: &mut Option<Fields>, name: &str) -> Option<Item> {
    table.as_mut()?.take(name)
}

/// Turns a path in the manifest of a crate into one for where this program runs. It stays relative if it is relative in the manifest.
fn from_here(path: &str, folder: &Folder) -> PathBuf {
    let path = Path::new(path);
    if path.is_absolute() {
        return path.to_owned();
    }
    paths::relative(&paths::resolve(Path::new(".")), &paths::resolve_parent(&folder.path().join(path)))
}
