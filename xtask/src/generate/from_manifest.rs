//! Generating the crate `generated/` from the manifest.

use super::manifest::{self, Manifest, Service};
use super::{Mode, Warnings, service, settle, table};
use crate::folder::Folder;
use crate::sources::{self, Source};
use crate::workspace::Workspace;
use crate::{Report, Verdict};
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithwright_codegen::generate::{Config, Generated, Layout, Surroundings, generate};
use smithwright_codegen::ir::{Selection, with_obstacles};
use smithwright_codegen::model::{Loaded, Model};
use std::time::Instant;

/// Generates or checks the crate.
pub(super) fn run(workspace: &Workspace, mode: Mode, policy: Warnings) -> Result<Report, Diagnostics> {
    let start = Instant::now();
    let manifest = Manifest::of(workspace)?;
    let loaded = load(&manifest)?;
    let generated = make(&manifest, &loaded).map_err(name_the_manifest)?;
    let mut warnings: Diagnostics = loaded.into_iter().flat_map(|model| model.warnings).collect();
    warnings.extend(generated.warnings);
    let warnings = policy.judge(warnings)?;
    let folder = Folder::named(&workspace.generated(), "generated");
    let comparison = settle(&folder, &generated.files, mode, "run `cargo xtask generate`")?;
    let layout = Layout::Modules;
    Ok(Report {
        text: table::print(&generated.services, layout, &comparison, start.elapsed()),
        warnings,
        verdict: Verdict::Passed,
    })
}

/// Reads every model, and reports the errors of all of them together.
fn load(manifest: &Manifest) -> Result<Vec<Loaded>, Diagnostics> {
    let mut diagnostics = Diagnostics::new();
    let mut models = Vec::new();
    for service in &manifest.services {
        let missing: Vec<_> = service.sources.iter().filter(|source| !source.path.exists()).collect();
        if !missing.is_empty() {
            diagnostics.extend(missing.into_iter().map(|source| no_model(service, source)));
            continue;
        }
        match sources::read(&service.sources, &service.overrides) {
            Ok(loaded) => models.push(loaded),
            Err(refused) => {
                diagnostics.extend(with_obstacles(refused, &service.selection(&service.operations)))
            }
        }
    }
    if diagnostics.has_errors() { Err(diagnostics) } else { Ok(models) }
}

fn no_model(service: &Service, source: &Source) -> Diagnostic {
    let message =
        format!("expected the model of `{}` in `{}`, found no such file", service.service, source.name);
    let help = format!("put it there, or correct `model` of the service `{}`", service.name);
    Diagnostic::error(message).at(&service.location).help(help)
}

fn make(manifest: &Manifest, models: &[Loaded]) -> Result<Generated, Diagnostics> {
    let mut missing = Diagnostics::new();
    for (asked, loaded) in manifest.services.iter().zip(models) {
        let found = service::of_id(&loaded.model, &asked.service);
        missing.collect(found.map_err(|finding| finding.at(&asked.location)));
    }
    if missing.has_errors() {
        return Err(missing);
    }
    let config = Config {
        name: manifest.name.clone(),
        version: manifest.version.clone(),
        surroundings: Surroundings::Workspace,
        layout: Layout::Modules,
        dev_dependencies: manifest.dev_dependencies.clone(),
    };
    let services: Vec<(&Model, Selection)> = manifest
        .services
        .iter()
        .zip(models)
        .map(|(service, loaded)| (&loaded.model, service.selection(&service.operations)))
        .collect();
    generate(&services, &config)
}

/// Puts findings that have no file down to the manifest, such as an operation that does not exist: the manifest has asked for it.
fn name_the_manifest(diagnostics: Diagnostics) -> Diagnostics {
    diagnostics
        .into_iter()
        .map(|diagnostic: Diagnostic| match diagnostic.file {
            None => diagnostic.in_file(manifest::FILE),
            Some(_) => diagnostic,
        })
        .collect()
}
