//! The next version of the generated crate, and its entry in the changelog.

use super::base;
use super::comparison::Comparison;
use crate::generate::manifest::{self, Manifest};
use crate::workspace::Workspace;
use crate::{Report, Verdict};
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithwright_codegen::diff::{self, ClientChange};

/// Proposes them from the version that the crate had at the revision or, where files are compared, has in the manifest.
pub(super) fn propose(
    comparisons: &[Comparison],
    revision: Option<&str>,
    workspace: &Workspace,
) -> Result<Report, Diagnostics> {
    let version = match revision {
        Some(revision) => base::version(revision, workspace)?,
        None => Manifest::of(workspace)?.version,
    };
    let changes: Vec<ClientChange<'_>> = comparisons
        .iter()
        .map(|comparison| ClientChange {
            name: comparison.name.rsplit('#').next().unwrap_or_default(),
            events: &comparison.events,
            sides: comparison.clients.as_ref().map(|(old, new)| (old, new)),
        })
        .collect();
    let release = diff::propose(&version, &changes)
        .map_err(|message| Diagnostic::error(message).in_file(manifest::FILE))?;
    let text = match release.entry.as_str() {
        "" => format!("nothing to release: {version} stays\n"),
        entry => format!("{version} -> {} ({} change)\n\n{entry}", release.version, release.bump),
    };
    Ok(Report { text, warnings: Diagnostics::new(), verdict: Verdict::Passed })
}
