//! The checked-in models and those of a git revision, by their manifests.

use super::client::{self, Client, Compared};
use super::comparison::Comparison;
use crate::generate::manifest::{self, Manifest, ModelFolder, Service};
use crate::sources;
use crate::workspace::Workspace;
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithwright_codegen::diff::{Bump, Compatibility, Event, Severity};
use smithwright_codegen::model::{Loaded, Model, ShapeId, SourceFile};
use std::process::Command;

/// Compares every service of the two manifests, or the one of this name.
pub(super) fn compare(
    revision: &str,
    wanted: Option<&str>,
    workspace: &Workspace,
) -> Result<Vec<Comparison>, Diagnostics> {
    let revision = Revision::find(revision, workspace)?;
    let old = revision.manifest()?;
    let new = Manifest::of(workspace)?;
    let named = |service: &&Service| wanted.is_none_or(|wanted| service.name == wanted);
    let find = |manifest: &Manifest, name: &str| manifest.services.iter().any(|service| service.name == name);
    if let Some(wanted) = wanted
        && !find(&old, wanted)
        && !find(&new, wanted)
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
                // It must be one that can be read, though there is nothing to compare it with.
                let client = client(sources::read(&service.sources, &service.overrides)?, service)?;
                only(service, &client, "Rust.AddedService", "the service is new", Bump::Minor)
            }
        });
    }
    for service in old.services.iter().filter(named).filter(|service| !find(&new, &service.name)) {
        let client = client(revision.model(service)?, service)?;
        comparisons.push(only(service, &client, "Rust.RemovedService", "the service is gone", Bump::Major));
    }
    Ok(comparisons)
}

/// The version that the crate had.
pub(super) fn version(revision: &str, workspace: &Workspace) -> Result<String, Diagnostics> {
    Ok(Revision::find(revision, workspace)?.manifest()?.version)
}

fn both(revision: &Revision<'_>, before: &Service, after: &Service) -> Result<Comparison, Diagnostics> {
    let old = client(revision.model(before)?, before)?;
    let new = client(sources::read(&after.sources, &after.overrides)?, after)?;
    let selected = old.operations().into_iter().chain(new.operations()).collect();
    let (name, service) = (after.name.clone(), new.service.to_string());
    let compared = client::compare(old, new);
    // Ours can always be generated, so what can't is an error.
    if let Some(reason) = &compared.rust_unknown {
        return Err(wrong(before, reason).into());
    }
    let mut comparison = Comparison::new(name, service, compared);
    comparison.keep(&selected);
    Ok(comparison)
}

/// A service that only one side has.
fn only(service: &Service, client: &Client, id: &str, message: &str, bump: Bump) -> Comparison {
    let severity = if bump == Bump::Major { Severity::Error } else { Severity::Note };
    let mut event = Event::new(id, severity, message).about(&client.service);
    event.bump = bump;
    event.operations = client.operations().into_iter().collect();
    if bump == Bump::Major {
        event.rust = Compatibility::Breaking;
    }
    let compared = Compared { events: vec![event], rust_unknown: None, clients: None };
    Comparison::new(service.name.clone(), client.service.to_string(), compared)
}

/// What is generated from a model by the manifest.
fn client(loaded: Loaded, service: &Service) -> Result<Client, Diagnostic> {
    let id = ShapeId::parse(&service.service).map_err(|invalid| wrong(service, &invalid.to_string()))?;
    Ok(Client { model: loaded.model, service: id, selection: service.selection(&service.operations) })
}

fn wrong(service: &Service, reason: &str) -> Diagnostic {
    Diagnostic::error(format!("the service `{}`: {reason}", service.name)).in_file(manifest::FILE)
}

/// A commit of the workspace.
struct Revision<'w> {
    name: String,
    workspace: &'w Workspace,
}

impl<'w> Revision<'w> {
    fn find(name: &str, workspace: &'w Workspace) -> Result<Self, Diagnostic> {
        let revision = Self { name: name.to_owned(), workspace };
        revision
            .git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{name}^{{commit}}")])
            .map_err(|_| {
                Diagnostic::error(format!("expected a git revision, found `{name}`"))
                    .help("name a commit, a branch or a tag of this checkout; a shallow clone has to fetch it first")
            })?;
        Ok(revision)
    }

    fn manifest(&self) -> Result<Manifest, Diagnostics> {
        let file = format!("{}:{}", self.name, manifest::FILE);
        let text = self.text(manifest::FILE)?;
        manifest::read(&file, &text, &ModelFolder { path: &self.workspace.models(), shown: "models" })
    }

    fn model(&self, service: &Service) -> Result<Loaded, Diagnostics> {
        let mut texts = Vec::new();
        for source in &service.sources {
            texts.push((format!("{}:{}", self.name, source.name), self.text(&source.name)?));
        }
        let files: Vec<SourceFile<'_>> = texts.iter().map(|(name, text)| SourceFile { name, text }).collect();
        Model::read_corrected(&files, &service.overrides)
    }

    /// The text of a file, by its path in the checkout.
    fn text(&self, path: &str) -> Result<String, Diagnostic> {
        self.git(&["show", "--end-of-options", &format!("{}:./{path}", self.name)])
    }

    fn git(&self, arguments: &[&str]) -> Result<String, Diagnostic> {
        let shown = || format!("git {}", arguments.join(" "));
        let mut command = Command::new("git");
        let output = command.arg("-C").arg(self.workspace.root()).args(arguments).output();
        let output =
            output.map_err(|error| Diagnostic::error(format!("cannot run `{}`: {error}", shown())))?;
        if !output.status.success() {
            let message = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            return Err(Diagnostic::error(format!("`{}` failed: {message}", shown())));
        }
        String::from_utf8(output.stdout)
            .map_err(|_| Diagnostic::error(format!("`{}` gave what is no UTF-8", shown())))
    }
}
