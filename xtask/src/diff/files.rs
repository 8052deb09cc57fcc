//! Comparing two models, each a file or a folder.

use super::client::{self, Client};
use super::comparison::Comparison;
use crate::at_once;
use crate::corrections;
use crate::generate::service;
use crate::sources;
use crate::workspace::Workspace;
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithwright_codegen::ir::Selection;
use smithwright_codegen::model::{Loaded, Model, ShapeId};
use std::collections::BTreeSet;
use std::path::Path;

/// The part of the models to compare.
pub(super) struct Selected<'a> {
    /// The service's shape id, if not the only one.
    pub(super) service: Option<&'a str>,
    /// The names of the operations, if not all.
    pub(super) operations: Option<&'a [String]>,
}

/// Compares a service of two files: the named one, or the only one.
pub(super) fn compare(
    old: &Path,
    new: &Path,
    selected: &Selected<'_>,
    workspace: &Workspace,
) -> Result<Comparison, Diagnostics> {
    let (old_model, new_model) = both(old, new, workspace)?;
    let wanted = selected.service;
    let after =
        service::find(&new_model, wanted).map_err(|it| it.in_file(new.display().to_string()))?.id.clone();
    // A service whose id changed must be the only one in the old model.
    let before = match wanted {
        None if old_model.service(&after).is_none() => service::find(&old_model, None),
        _ => service::find(&old_model, Some(after.as_str())),
    };
    let before = before.map_err(|finding: Diagnostic| finding.in_file(old.display().to_string()))?.id.clone();
    let (mut old, mut new) = (client(old_model, before), client(new_model, after));
    if let Some(names) = selected.operations {
        select(names, &mut old, &mut new)?;
    }
    let name = new.service.to_string();
    let counted = if wanted.is_some() || selected.operations.is_some() {
        client::Part::Clients
    } else {
        client::Part::Models
    };
    Ok(Comparison::new(name.clone(), name, client::compare(old, new, counted)))
}

/// Selects operations on each side that has them. An operation that neither side has is an error.
fn select(names: &[String], old: &mut Client, new: &mut Client) -> Result<(), Diagnostics> {
    let (before, after) = (old.operations(), new.operations());
    let known: Vec<&str> = before.iter().chain(&after).map(ShapeId::name).collect();
    let names: Vec<&str> = names.iter().map(|name| name.trim()).collect();
    let has = |ids: &BTreeSet<ShapeId>, name: &str| ids.iter().any(|id| id.is_called(name));
    let unknown = names.iter().filter(|name| !has(&before, name) && !has(&after, name));
    let findings: Diagnostics = unknown
        .map(|name| {
            Diagnostic::error(format!("neither model has an operation `{name}`"))
                .did_you_mean(name, known.iter().copied())
        })
        .collect();
    if findings.has_errors() {
        return Err(findings);
    }
    for (client, all) in [(old, &before), (new, &after)] {
        let there = names.iter().filter(|name| has(all, name));
        client.selection.operations = Some(there.map(ToString::to_string).collect());
    }
    Ok(())
}

fn client(model: Model, service: ShapeId) -> Client {
    let selection = Selection {
        service: Some(service.to_string()),
        operations: None,
        module: "client".to_owned(),
        protocol: None,
    };
    Client { model, service, selection }
}

/// Reads both files in parallel, and reports the errors of both together.
fn both(old: &Path, new: &Path, workspace: &Workspace) -> Result<(Model, Model), Diagnostics> {
    let read = |path: &Path| -> Result<Loaded, Diagnostics> {
        Ok(corrections::read_model(&sources::of(&[path.to_owned()])?, workspace)?)
    };
    match at_once(|| read(old), || read(new)) {
        (Ok(before), Ok(after)) => Ok((before.model, after.model)),
        (before, after) => {
            let findings = [before.err(), after.err()].into_iter().flatten();
            Err(findings.flatten().collect())
        }
    }
}
