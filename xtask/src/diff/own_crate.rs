//! Comparing a separate crate, by the record in its manifest, with what it was in a git revision.

use super::base::only;
use super::client::{self, Client, Part};
use super::comparison::Comparison;
use super::revision::Revision;
use crate::corrections;
use crate::folder::Folder;
use crate::generate::earlier::{Crate, Origin};
use crate::paths;
use crate::sources;
use crate::workspace::Workspace;
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithwright_codegen::diff::Bump;
use smithwright_codegen::ir::Selection;
use smithwright_codegen::model::{Loaded, ShapeId};
use std::path::Path;

const MANIFEST: &str = "Cargo.toml";

/// The result of comparing a crate.
pub(super) struct CrateComparison {
    pub(super) comparison: Comparison,
    /// The version that the crate had; of a new crate, the one that it has.
    pub(super) version: String,
}

/// Compares the model and selection of the crate with those that it had.
///
/// # Errors
/// Reports a folder without such a crate, a record or model that can't be read, and a model that is not in the revision.
pub(super) fn compare(
    revision: &str,
    path: &Path,
    workspace: &Workspace,
) -> Result<CrateComparison, Diagnostics> {
    let folder = Folder::new(path);
    let now = Crate::read(&folder).ok_or_else(|| {
        Diagnostic::error("expected a crate made by `cargo xtask generate --model`, found none")
            .in_file(folder.shown())
            .help("name the folder of the crate, in which its Cargo.toml is")
    })?;
    let revision = Revision::find(revision, folder.path())?;
    let corrections = corrections::list(workspace)?;
    let after = now.origin(&folder)?;
    let new = client(sources::read(&sources::of(&after.model)?, &corrections)?, after)?;
    let name = now.name()?.as_str().to_owned();
    if !revision.has(MANIFEST) {
        let comparison = only(&name, &new, "Rust.AddedService", "the crate is new", Bump::Minor);
        return Ok(CrateComparison { comparison, version: now.version().unwrap_or_default().to_owned() });
    }
    let shown = revision.shown(&format!("{}/{MANIFEST}", folder.shown()));
    let then = Crate::parse(shown.clone(), &revision.text(MANIFEST)?);
    let before = then.origin(&folder)?;
    let ways: Vec<String> = before.model.iter().map(|path| way(path, &folder)).collect();
    if let Some(outside) = ways.iter().find(|way| !revision.has(way)) {
        let message = format!("expected the model in the revision, found no `{outside}` there");
        let help = "keep the model in the repository of the crate, and commit both";
        return Err(Diagnostic::error(message).in_file(shown).help(help).into());
    }
    let ways = ways.iter().map(|way| revision.files(way)).collect::<Result<Vec<_>, _>>()?.concat();
    let old = client(revision.model(ways.iter().map(String::as_str), &corrections)?, before)?;
    let service = new.service.to_string();
    let compared = client::compare(old, new, Part::Clients);
    if let Some(reason) = &compared.rust_unknown {
        let message = format!("no client could be generated from what it was: {reason}");
        return Err(Diagnostic::error(message).in_file(shown).into());
    }
    let comparison = Comparison::new(name, service, compared);
    let version = then.version().unwrap_or_default().to_owned();
    Ok(CrateComparison { comparison, version })
}

/// Returns the path from the crate to a file, by which git knows the file.
fn way(file: &Path, folder: &Folder) -> String {
    paths::slashed(&paths::relative(folder.path(), &paths::resolve(file)))
}

fn client(loaded: Loaded, origin: Origin) -> Result<Client, Diagnostic> {
    let service =
        ShapeId::parse(&origin.service).map_err(|invalid| Diagnostic::error(invalid.to_string()))?;
    let selection = Selection {
        service: Some(origin.service),
        operations: origin.operations,
        module: "client".to_owned(),
        protocol: origin.protocol,
    };
    Ok(Client { model: loaded.model, service, selection })
}
