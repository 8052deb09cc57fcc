//! `cargo xtask import`: replaces one of our models with a newer published one, without losing what we say differently.

mod merge;
mod rules;
mod undocumented;

use crate::diff::{self, Client};
use crate::folder::stage::Staged;
use crate::generate::manifest::{self, Manifest, Service};
use crate::json;
use crate::sources::{self, Source};
use crate::workspace::Workspace;
use crate::{Report, Verdict};
use clap::Args;
use merge::{Sides, Wanted};
use rules::Rules;
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics, Location};
use smithwright_codegen::model::node;
use smithwright_codegen::model::{Loaded, Model, Node, ShapeId, SourceFile};
use std::path::PathBuf;

/// Add or update a model from a published one
///
/// Cuts the published model down to the operations that `models/manifest.toml`
/// names and to what they reach, keeps what `models/import.toml` says is ours,
/// prints what changes, and writes the model into `models/`. Run
/// `cargo xtask generate` next to regenerate the client.
///
/// A new service has to be in the manifest first.
#[derive(Args, Debug)]
#[command(
    verbatim_doc_comment,
    after_long_help = "\
Exit codes:
  0  success, whatever the changes break
  1  a model, the manifest or the rules have errors; nothing is written
  2  wrong usage

Examples:
  See what a published model would change, then import it:
    cargo xtask import gameliftstreams-2018-05-10.json --dry-run
    cargo xtask import gameliftstreams-2018-05-10.json"
)]
pub(crate) struct Arguments {
    /// Published model: files to read together, `.smithy` or JSON AST
    ///
    /// A folder stands for the `.smithy` files in it and in its folders.
    #[arg(required = true, value_name = "UPSTREAM")]
    upstream: Vec<PathBuf>,

    /// Service to import: its name in the manifest, its shape name or its shape id
    ///
    /// Needed only if the manifest has several services of the published model.
    #[arg(long, value_name = "SERVICE")]
    service: Option<String>,

    /// Operations to keep: shape names, separated by commas
    ///
    /// Defaults to those in the manifest. The manifest is not changed: the
    /// output tells you what to write into it.
    #[arg(long, verbatim_doc_comment, value_name = "NAMES", value_delimiter = ',', value_parser = crate::arguments::without_spaces)]
    operations: Option<Vec<String>>,

    /// Print what would change and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// Runs the command.
///
/// # Errors
/// Reports everything that is wrong with the models, the manifest or the rules; nothing is written then.
pub(crate) fn run(arguments: &Arguments, workspace: &Workspace) -> Result<Report, Diagnostics> {
    let manifest = Manifest::of(workspace)?;
    let named = arguments.service.as_ref().map(|name| named(&manifest, name)).transpose()?;
    let rules = Rules::of(workspace)?;

    let upstream = sources::of(&arguments.upstream)?;
    let theirs = sources::read(&upstream, &[])?.model;
    let service = named.map_or_else(|| only(&manifest, &theirs, &upstream), Ok)?;
    let theirs = theirs.to_ast();
    let operations = arguments.operations.as_ref().unwrap_or(&service.operations);
    let (file, ours) = own_file(service)?;
    let wanted = Wanted { service: &service.service, operations };
    let merged = merge::merge(Sides { ours: &ours, theirs: &theirs }, wanted, &rules)?;
    let text = json::print(&merged);

    let new = read_with(service, file, &text)?;
    let is_new = !file.path.exists();
    let old = if is_new { None } else { Some(sources::read(&service.sources, &service.overrides)?) };
    let undocumented = undocumented::finding(old.as_ref().map(|old| &old.model), &new.model);
    let warnings = undocumented.into_iter().collect();
    let mut shown = if let Some(old) = old {
        let client = |loaded: Loaded, operations: &[String]| client(service, loaded.model, operations);
        diff::show(&service.name, client(old, &service.operations)?, client(new, operations)?, workspace)?
    } else {
        let reach = if operations.len() == 1 { "it reaches" } else { "they reach" };
        format!("{} is new: {} and what {reach}\n", service.name, operations.join(", "))
    };
    if sources::read_text(file).is_ok_and(|found| found == text) {
        shown.push_str(&format!("{} is up to date\n", file.name));
    } else if !arguments.dry_run {
        write(file, &text)?;
        shown.push_str(&format!("wrote {}; now ", file.name));
        if *operations != service.operations {
            let (name, manifest) = (&service.name, manifest::FILE);
            shown.push_str(&format!("set `operations = {operations:?}` of `{name}` in {manifest}, then "));
        }
        shown.push_str("run `cargo xtask generate`\n");
    }
    Ok(Report { text: shown, warnings, verdict: Verdict::Passed })
}

fn named<'m>(manifest: &'m Manifest, name: &str) -> Result<&'m Service, Diagnostic> {
    if let Some(service) = manifest.services.iter().find(|service| service.name == name) {
        return Ok(service);
    }
    let called: Vec<&Service> = manifest.services.iter().filter(|service| service.is_called(name)).collect();
    let names = |services: &[&'m Service]| services.iter().map(|it| it.name.as_str()).collect::<Vec<_>>();
    match called.as_slice() {
        [service] => Ok(service),
        [] => {
            let all = names(&manifest.services.iter().collect::<Vec<_>>());
            Err(Diagnostic::error(format!("the manifest has no service `{name}`"))
                .in_file(manifest::FILE)
                .help(format!("it has {}", all.join(", ")))
                .did_you_mean(name, all))
        }
        several => {
            let several = names(several).join(" and ");
            let message = format!("expected one service `{name}` in the manifest, found {several}");
            Err(Diagnostic::error(message).in_file(manifest::FILE).help("give its name in the manifest"))
        }
    }
}

/// Returns the one service of the manifest that the published model has.
fn only<'m>(manifest: &'m Manifest, published: &Model, files: &[Source]) -> Result<&'m Service, Diagnostic> {
    let ids: Vec<&str> = published.services().map(|(shape, _)| shape.id.as_str()).collect();
    let known: Vec<&Service> =
        manifest.services.iter().filter(|service| ids.contains(&service.service.as_str())).collect();
    let message = match known.as_slice() {
        [service] => return Ok(service),
        [] if ids.is_empty() => "expected a service in the published model, found none".to_owned(),
        [] => format!("the manifest has no service {} of the published model", ids.join(" or ")),
        several => {
            let names: Vec<&str> = several.iter().map(|service| service.name.as_str()).collect();
            format!("the manifest has several services of the published model: {}", names.join(", "))
        }
    };
    let finding = Diagnostic::error(message).in_file(sources::names(files));
    Err(match known.as_slice() {
        [] => finding.help(format!("add it to {} first", manifest::FILE)),
        _ => finding.help("say which with `--service`"),
    })
}

/// Parses a file of our own model.
fn parsed(source: &Source) -> Result<Node, Diagnostic> {
    let parsed = node::parse(&sources::read_text(source)?);
    parsed.map(|it| it.root).map_err(|error| {
        let location = Location { file: (*source.name).into(), position: error.position };
        Diagnostic::error(error.message).at(&location)
    })
}

/// Returns the file of the service's model that has the service itself, or will have it, and its content.
fn own_file(service: &Service) -> Result<(&Source, Node), Diagnostics> {
    let (in_idl, in_json): (Vec<&Source>, Vec<&Source>) =
        service.sources.iter().partition(|source| sources::is_idl(&source.path));
    let (known, missing): (Vec<&Source>, Vec<&Source>) =
        in_json.into_iter().partition(|source| source.path.exists());
    for source in known {
        let content = parsed(source)?;
        if merge::shapes(&content).get(&service.service).is_some() {
            return Ok((source, content));
        }
    }
    let shapes = json::entry("shapes", json::object([]));
    let help = "give the service a file in JSON that is not there yet, or has the service already";
    let message = match (missing.as_slice(), in_idl.as_slice()) {
        ([new], _) => return Ok((new, json::object([json::entry("smithy", json::text("2.0")), shapes]))),
        ([], []) => format!("expected a file that has the service `{}`, found none", service.service),
        ([], _) => {
            format!("expected a file in JSON for the service `{}`, found Smithy's IDL", service.service)
        }
        (several, _) => {
            let names: Vec<&str> = several.iter().map(|source| &*source.name).collect();
            format!("expected one file to write, found several that are not there: {}", names.join(", "))
        }
    };
    Err(Diagnostic::error(message).in_file(manifest::FILE).help(help).into())
}

/// Reads the service's model, with this text in place of that of one of its files.
fn read_with(service: &Service, changed: &Source, text: &str) -> Result<Loaded, Diagnostics> {
    let mut texts = Vec::new();
    for source in &service.sources {
        let is_changed = source.path == changed.path;
        texts.push(if is_changed { text.to_owned() } else { sources::read_text(source)? });
    }
    let files: Vec<SourceFile<'_>> = service
        .sources
        .iter()
        .zip(&texts)
        .map(|(source, text)| SourceFile { name: &source.name, text })
        .collect();
    Ok(Model::read_corrected(&files, &service.overrides)?)
}

/// Returns the model with the client that is generated from it.
fn client(service: &Service, model: Model, operations: &[String]) -> Result<Client, Diagnostic> {
    let id = ShapeId::parse(&service.service)
        .map_err(|invalid| Diagnostic::error(invalid.to_string()).in_file(manifest::FILE))?;
    Ok(Client { model, service: id, selection: service.selection(operations) })
}

fn write(file: &Source, text: &str) -> Result<(), Diagnostic> {
    let staged = Staged::write(file.path.clone(), text);
    staged
        .and_then(Staged::commit)
        .map_err(|error| Diagnostic::error(format!("cannot write the file: {error}")).in_file(&*file.name))
}

#[cfg(test)]
mod tests;
