//! Proposing the next version of the generated crate, and its entry in the changelog.

use super::base;
use super::comparison::Comparison;
use crate::generate::manifest::{self, Manifest};
use crate::workspace::Workspace;
use crate::{Report, Verdict};
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithwright_codegen::diff::{self, Bump, ClientChange};

/// Proposes version and entry, starting from the version of the crate in the revision or, when files are compared, in the manifest.
pub(super) fn propose(
    comparisons: &[Comparison],
    revision: Option<&str>,
    workspace: &Workspace,
) -> Result<Report, Diagnostics> {
    let manifest = Manifest::of(workspace)?;
    let version = match revision {
        Some(revision) => base::version(revision, workspace)?,
        None => manifest.version.clone(),
    };
    propose_for(comparisons, &version, |name| reader_name(name, &manifest))
        .map_err(|problem| problem.in_file(manifest::FILE).into())
}

/// Proposes version and entry, starting from this version; `reader_name` turns the name of a service into the one that readers know.
pub(super) fn propose_for<'a>(
    comparisons: &'a [Comparison],
    version: &str,
    reader_name: impl Fn(&'a str) -> &'a str,
) -> Result<Report, Diagnostic> {
    let changes: Vec<ClientChange<'_>> = comparisons
        .iter()
        .map(|comparison| ClientChange {
            name: reader_name(&comparison.name),
            events: &comparison.events,
            sides: comparison.clients.as_ref().map(|(old, new)| (old, new)),
        })
        .collect();
    let release = diff::propose(version, &changes).map_err(Diagnostic::error)?;
    let text = match release.bump {
        Bump::None => format!("nothing to release: {version} stays\n"),
        bump => format!("{version} -> {} ({bump} change)\n\n{}", release.version, release.entry),
    };
    Ok(Report { text, warnings: Diagnostics::new(), verdict: Verdict::Passed })
}

/// Returns the name by which readers know a service: its module in the crate or, if it is not one of ours, the name of its shape.
fn reader_name<'a>(service: &'a str, manifest: &'a Manifest) -> &'a str {
    let ours = manifest.services.iter().find(|it| it.service == service);
    ours.map_or_else(|| service.rsplit('#').next().unwrap_or_default(), |it| it.name.as_str())
}
