//! `models/manifest.toml`: what the generated crate is made from. `models/README.md` explains its fields.

use crate::overrides::{self, Where};
use crate::sources::{self, Source};
use crate::toml_reader::{Fields, Reader};
use crate::workspace::Workspace;
use smithwright_codegen::diagnostics::{Diagnostics, Location};
use smithwright_codegen::ir::{Name, Selection};
use smithwright_codegen::model::{Override, ShapeId};
use smithwright_codegen::package;
use std::path::Path;

/// The content of the manifest.
#[derive(Debug)]
pub(crate) struct Manifest {
    /// The crate's name.
    pub(crate) name: String,
    /// The crate's version.
    pub(crate) version: String,
    /// What its tests depend on, as lines of the crate's `Cargo.toml`.
    pub(crate) dev_dependencies: Vec<String>,
    /// Its services, in the order of the manifest.
    pub(crate) services: Vec<Service>,
}

/// One service of the crate.
#[derive(Debug)]
pub(crate) struct Service {
    /// The name of its module and of its feature.
    pub(crate) name: String,
    /// The files of its model.
    pub(crate) sources: Vec<Source>,
    /// The shape id of the service.
    pub(crate) service: String,
    /// The protocol to use, if not the best one of the service.
    pub(crate) protocol: Option<String>,
    /// The operations to generate, by shape name or shape id.
    pub(crate) operations: Vec<String>,
    /// Corrections to the model.
    pub(crate) overrides: Vec<Override>,
    /// Where it is in the manifest.
    pub(crate) location: Location,
}

/// What messages call the file.
pub(crate) const FILE: &str = "models/manifest.toml";

impl Service {
    /// Returns whether a text of a user stands for it: its name, or the shape name or shape id of the service.
    pub(crate) fn is_called(&self, text: &str) -> bool {
        self.name == text || ShapeId::parse(&self.service).is_ok_and(|id| id.is_called(text))
    }

    /// Selects these operations of the service.
    pub(crate) fn selection(&self, operations: &[String]) -> Selection {
        Selection {
            service: Some(self.service.clone()),
            operations: Some(operations.to_vec()),
            module: self.name.clone(),
            protocol: self.protocol.clone(),
        }
    }
}

impl Manifest {
    /// Reads the manifest of a workspace.
    ///
    /// # Errors
    /// Fails if it cannot be read, or reports everything that is wrong with it.
    pub(crate) fn of(workspace: &Workspace) -> Result<Self, Diagnostics> {
        let path = workspace.models().join("manifest.toml");
        let text = sources::read_text(&Source { name: FILE.to_owned(), path })?;
        read(FILE, &text, &ModelFolder { path: &workspace.models(), shown: "models" })
    }
}

/// Reads the text of a manifest. `models` is the folder of the model files; `file` is what messages call the manifest.
///
/// # Errors
/// Reports everything that is wrong with it.
pub(crate) fn read(file: &str, text: &str, models: &ModelFolder<'_>) -> Result<Manifest, Diagnostics> {
    let (mut reader, mut root) = Reader::parse(file, text)?;
    let head = root.require("crate", &mut reader).and_then(|found| reader.table(found));
    let head = head.and_then(|fields| read_crate(fields, &mut reader));
    let tables = root.require("service", &mut reader).map(|found| reader.tables(&found)).unwrap_or_default();
    let mut services: Vec<Service> = Vec::new();
    for fields in tables {
        let position = fields.position();
        let Some(service) = read_service(fields, models, &mut reader) else { continue };
        if let Some(wrong) = why_no_name(&service.name) {
            let message = format!("the service's name `{}` can't be used: {wrong}", service.name);
            reader.push(
                reader
                    .error(position, message)
                    .help("give it another `name`, which is that of the module and of the feature"),
            );
        }
        if services.iter().any(|earlier| earlier.name == service.name) {
            let message = format!("expected names that differ, found a second service `{}`", service.name);
            reader.push(reader.error(position, message).help("give one of them another `name`"));
        }
        services.push(service);
    }
    root.finish(&["crate", "service"], &mut reader);
    let diagnostics = reader.into_diagnostics();
    match head {
        Some((name, version, dev_dependencies)) if !diagnostics.has_errors() => {
            Ok(Manifest { name, version, dev_dependencies, services })
        }
        _ => Err(diagnostics),
    }
}

/// Returns why a module and a feature can't have this name, if so.
fn why_no_name(name: &str) -> Option<String> {
    let module = Name::snake(name);
    if package::reserved_names().any(|reserved| reserved == name) {
        Some("the crate has something else of this name".to_owned())
    } else if module.as_str() != name {
        Some(format!("expected a name for a module, such as `{module}`"))
    } else {
        None
    }
}

/// Checks whether the text is a version such as `1.2.3`.
fn is_version(text: &str) -> bool {
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    text.split('.').count() == 3 && text.split('.').all(is_number)
}

/// The folder that holds the models.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ModelFolder<'a> {
    /// Where the folder is.
    pub(crate) path: &'a Path,
    /// What messages call the folder.
    pub(crate) shown: &'a str,
}

impl ModelFolder<'_> {
    fn source(&self, file: &str) -> Source {
        Source { name: format!("{}/{file}", self.shown), path: self.path.join(file) }
    }
}

fn read_crate(mut fields: Fields, reader: &mut Reader<'_>) -> Option<(String, String, Vec<String>)> {
    let name = fields.require("name", reader).and_then(|found| reader.text(&found));
    let position = fields.position();
    let version = fields.require("version", reader).and_then(|found| reader.text(&found));
    if let Some(wrong) = version.as_ref().filter(|version| !is_version(version)) {
        let message = format!("expected a version such as `1.2.3`, found `{wrong}`");
        reader.push(reader.error(position, message).help("write three numbers with dots between"));
    }
    let dev_dependencies = fields.take("dev-dependencies").and_then(|found| reader.texts(&found));
    fields.finish(&["name", "version", "dev-dependencies"], reader);
    Some((name?, version?, dev_dependencies.unwrap_or_default()))
}

fn read_service(mut fields: Fields, models: &ModelFolder<'_>, reader: &mut Reader<'_>) -> Option<Service> {
    let name = fields.require("name", reader).and_then(|found| reader.text(&found));
    let files = fields.require("model", reader).and_then(|found| {
        if found.is_array() { reader.texts(&found) } else { reader.text(&found).map(|file| vec![file]) }
    });
    let service = fields.require("service", reader).and_then(|found| reader.text(&found));
    let protocol = fields.take("protocol").and_then(|found| reader.text(&found));
    let operations = fields.require("operations", reader).and_then(|found| reader.texts(&found));
    let location = reader.location(fields.position());
    let overrides = fields.take("override").map(|found| reader.tables(&found)).unwrap_or_default();
    let overrides =
        overrides.into_iter().filter_map(|fields| overrides::read(fields, Where::Manifest, reader)).collect();
    fields.finish(&["name", "model", "service", "protocol", "operations", "override"], reader);
    let sources = files?.iter().map(|file| models.source(file)).collect();
    Some(Service {
        name: name?,
        sources,
        service: service?,
        protocol,
        operations: operations?,
        overrides,
        location,
    })
}

#[cfg(test)]
mod tests;
