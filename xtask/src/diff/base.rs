//! Comparing the models in the working tree with those of a git revision, as their manifests name them.

use super::client::{self, Client, Compared, Part};
use super::comparison::Comparison;
use super::revision::Revision;
use crate::generate::manifest::{self, Manifest, ModelFolder, Service};
use crate::sources;
use crate::workspace::Workspace;
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithwright_codegen::diff::{Bump, Compatibility, Event, Severity};
use smithwright_codegen::model::{Loaded, ShapeId};

/// Compares every service of the two manifests, or only the named one.
pub(super) fn compare(
    revision: &str,
    wanted: Option<&str>,
    workspace: &Workspace,
) -> Result<Vec<Comparison>, Diagnostics> {
    let revision = Revision::find(revision, workspace.root())?;
    let old = manifest_of(&revision, workspace)?;
    let new = Manifest::of(workspace)?;
    let named = |service: &&Service| wanted.is_none_or(|wanted| service.is_called(wanted));
    if let Some(wanted) = wanted
        && !old.services.iter().chain(&new.services).any(|service| service.is_called(wanted))
    {
        let names = new.services.iter().map(|service| service.name.as_str());
        let message = format!("neither manifest has a service `{wanted}`");
        return Err(Diagnostic::error(message).in_file(manifest::FILE).did_you_mean(wanted, names).into());
    }
    let mut comparisons = Vec::new();
    for service in new.services.iter().filter(named) {
        comparisons.push(match old.services.iter().find(|it| it.name == service.name) {
            Some(before) => both(&revision, before, service)?,
            None => {
                // The model must be readable, though there is nothing to compare it with.
                let client = client(sources::read(&service.sources, &service.overrides)?, service)?;
                only(&service.name, &client, "Rust.AddedService", "the service is new", Bump::Minor)
            }
        });
    }
    for service in old.services.iter().filter(named).filter(|service| !is_in(&new, service)) {
        let client = client(model(&revision, service)?, service)?;
        comparisons.push(only(
            &service.name,
            &client,
            "Rust.RemovedService",
            "the service is gone",
            Bump::Major,
        ));
    }
    Ok(comparisons)
}

fn is_in(manifest: &Manifest, service: &Service) -> bool {
    manifest.services.iter().any(|other| other.name == service.name)
}

/// Returns the version that the crate had.
pub(super) fn version(revision: &str, workspace: &Workspace) -> Result<String, Diagnostics> {
    Ok(manifest_of(&Revision::find(revision, workspace.root())?, workspace)?.version)
}

fn both(revision: &Revision, before: &Service, after: &Service) -> Result<Comparison, Diagnostics> {
    let old = client(model(revision, before)?, before)?;
    let new = client(sources::read(&after.sources, &after.overrides)?, after)?;
    let (name, service) = (after.name.clone(), new.service.to_string());
    let compared = client::compare(old, new, Part::Clients);
    // Our clients can always be generated, so one that can't is an error.
    if let Some(reason) = &compared.rust_unknown {
        return Err(wrong(before, reason).into());
    }
    Ok(Comparison::new(name, service, compared))
}

/// Reads the manifest of the workspace as it was in the revision.
fn manifest_of(revision: &Revision, workspace: &Workspace) -> Result<Manifest, Diagnostics> {
    let text = revision.text(manifest::FILE)?;
    let folder = ModelFolder { path: &workspace.models(), shown: "models" };
    manifest::read(&revision.shown(manifest::FILE), &text, &folder)
}

/// Reads the model of a service as it was in the revision.
fn model(revision: &Revision, service: &Service) -> Result<Loaded, Diagnostics> {
    let paths = service.sources.iter().map(|source| source.name.as_str());
    revision.model(paths, &service.overrides)
}

/// Returns the comparison for a service that only one side has.
pub(super) fn only(name: &str, client: &Client, id: &str, message: &str, bump: Bump) -> Comparison {
    let severity = if bump == Bump::Major { Severity::Error } else { Severity::Note };
    let mut event = Event::new(id, severity, message).about(&client.service);
    event.bump = bump;
    event.operations = client.operations().into_iter().collect();
    if bump == Bump::Major {
        event.rust = Compatibility::Breaking;
    }
    let compared = Compared { events: vec![event], rust_unknown: None, clients: None };
    Comparison::new(name.to_owned(), client.service.to_string(), compared)
}

/// Returns the client that the manifest has generated from a model.
fn client(loaded: Loaded, service: &Service) -> Result<Client, Diagnostic> {
    let id = ShapeId::parse(&service.service).map_err(|invalid| wrong(service, &invalid.to_string()))?;
    Ok(Client { model: loaded.model, service: id, selection: service.selection(&service.operations) })
}

fn wrong(service: &Service, reason: &str) -> Diagnostic {
    Diagnostic::error(format!("the service `{}`: {reason}", service.name)).in_file(manifest::FILE)
}
