//! The whole pipeline on one screen.

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ir::{self, Selection, Service};
use crate::model::Model;
use crate::write::{self, FileTree};
use crate::{emit, package, report};

pub use crate::emit::Layout;

/// The settings of a crate to generate.
#[derive(Clone, Debug)]
pub struct Config {
    /// The crate's name.
    pub name: String,
    /// The crate's version.
    pub version: String,
    /// Where it lives, which decides how its manifest refers to the runtime.
    pub surroundings: Surroundings,
    /// How its services are laid out.
    pub layout: Layout,
    /// Its dev-dependencies, as lines of its manifest.
    pub dev_dependencies: Vec<String>,
}

/// Where a generated crate lives.
#[derive(Clone, Debug)]
pub enum Surroundings {
    /// In our workspace, whose settings its manifest inherits.
    Workspace,
    /// Outside of it. Paths are written into the manifest as they are.
    Alone {
        /// The path of the runtime.
        runtime: String,
        /// The paths of the model's files. The manifest records them together with what was selected, so that the crate can be generated again; if there are
        /// none, it records neither.
        models: Vec<String>,
    },
}

/// A generated crate, with the findings about the models it was made from.
#[derive(Debug)]
pub struct Generated {
    /// Its files, by path in its folder.
    pub files: FileTree,
    /// Findings that are not errors.
    pub warnings: Diagnostics,
    /// The IR of each service.
    pub services: Vec<Service>,
}

/// Generates a crate from models. Pure: the same input gives the same files, and nothing is read from or written to disk.
///
/// # Errors
/// All findings, if the models or the selections have errors.
pub fn generate(services: &[(&Model, Selection)], config: &Config) -> Result<Generated, Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    let mut lowered: Vec<Service> = Vec::new();
    for (model, selection) in services {
        let mut findings = Diagnostics::new();
        lowered.extend(ir::lower(model, selection, &mut findings));
        model.suppress(&mut findings);
        model.spell_out_inline_collections(&mut findings);
        diagnostics.extend(findings);
    }
    let selections: Vec<&Selection> = services.iter().map(|(_, selection)| selection).collect();
    let mut files = package::manifest_and_root(&lowered, &selections, config, &mut diagnostics);
    for service in &lowered {
        for file in emit::service(service, &package::address(service, config)) {
            let path = package::path(service, &file.path, config.layout);
            match write::rust(file.tokens) {
                Ok(text) => drop(files.insert(path, text)),
                Err(message) => diagnostics.push(Diagnostic::error(message).in_file(path)),
            }
        }
        files.insert(package::report_path(service, config.layout), report::text(service));
    }
    if diagnostics.has_errors() {
        return Err(diagnostics);
    }
    Ok(Generated { files, warnings: diagnostics, services: lowered })
}
