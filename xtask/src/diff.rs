//! `cargo xtask diff`: reports what changed between two models, and what that breaks.

mod accepted;
mod base;
mod changelog;
mod client;
mod comparison;
mod files;
mod hint;
mod own_crate;
mod print;
mod revision;

use crate::paths;
use crate::workspace::Workspace;
use crate::{Report, Verdict};
use accepted::Accepted;
use clap::{ArgGroup, Args};
use comparison::Comparison;
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use std::path::{Path, PathBuf};

pub(crate) use client::Client;
pub(crate) use print::Format;

/// Report what changed between two models, and what that breaks
///
/// Compares two model files; with --base, the models and the manifest in the
/// working tree with those of a git revision; with --base and --crate, a
/// crate made by `generate --out` with what it was in that revision.
///
/// For each change, prints a stable id and a severity, which are those of
/// Smithy's own diff where it has them; whether the change breaks the wire, or
/// Rust source that uses the generated client; the operations that reach it;
/// and the version bump that it requires.
///
/// A change is breaking if its severity is DANGER or ERROR, or if it breaks
/// the wire or Rust source, unless the model suppresses it. To accept one, list
/// it with a reason in `models/accepted-changes.toml`: the text format ends
/// with entries to copy.
#[derive(Args, Debug)]
#[command(verbatim_doc_comment, group = ArgGroup::new("what").args(["models", "base"]).required(true), after_long_help = "\
Exit codes:
  0  nothing is breaking, or all of it is accepted; with --changelog,
     whatever the changes break
  1  something is breaking and not accepted
  2  wrong usage, or the models could not be compared

Examples:
  Summarize what a branch does to the checked-in models, for its pull request:
    cargo xtask diff --base main --format markdown

  Compare two model files, as far as one operation reaches:
    cargo xtask diff old.json new.json --operations Invoke

  Propose the next version of a crate and its changelog entry:
    cargo xtask diff --base main --crate ../lambda-client --changelog")]
pub(crate) struct Arguments {
    /// Old and new model: files, or folders with `.smithy` files
    #[arg(value_names = ["OLD", "NEW"], num_args = 2)]
    models: Vec<PathBuf>,

    /// Compare the models in the working tree with those of this git revision
    #[arg(long, value_name = "REV")]
    base: Option<String>,

    /// Compare the crate in this folder with what it was in the --base revision
    ///
    /// Its manifests, then and now, say which model, operations and protocol
    /// to compare. REV is a revision of the repository of that folder.
    #[arg(verbatim_doc_comment, long = "crate", value_name = "DIR", requires = "base", conflicts_with_all = ["service", "operations"])]
    own_crate: Option<PathBuf>,

    /// Service to compare: its shape name or shape id or, with --base, its name in the manifest
    ///
    /// With two files, needed only if the models have several services. With
    /// --base, defaults to all services of the manifests.
    #[arg(long, verbatim_doc_comment, value_name = "SERVICE")]
    service: Option<String>,

    /// Compare only what these operations of the two files reach
    ///
    /// Shape names or shape ids, separated by commas.
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = crate::arguments::without_spaces, conflicts_with = "base")]
    operations: Option<Vec<String>>,

    /// Output format
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,

    /// Print the next version of the generated crate and its changelog entry instead
    ///
    /// Starts from the version in the --base revision or, with two files,
    /// from the one in `models/manifest.toml`.
    #[arg(long, verbatim_doc_comment, conflicts_with_all = ["format", "accepted"])]
    changelog: bool,

    /// List of accepted changes
    ///
    /// Defaults to `models/accepted-changes.toml` or, with --crate, to
    /// `accepted-changes.toml` in the folder of the crate.
    #[arg(long, verbatim_doc_comment, value_name = "FILE")]
    accepted: Option<PathBuf>,
}

/// Runs the command.
///
/// # Errors
/// Reports models, revisions and lists that can't be read: what can't be compared never counts as unchanged.
pub(crate) fn run(arguments: &Arguments, workspace: &Workspace) -> Result<Report, Diagnostics> {
    if let (Some(revision), Some(path)) = (&arguments.base, &arguments.own_crate) {
        return own(arguments, revision, path, workspace);
    }
    let accepted = Accepted::read(arguments.accepted.as_deref(), workspace)?;
    let service = arguments.service.as_deref();
    let comparisons = match (&arguments.base, arguments.models.as_slice()) {
        (Some(revision), _) => base::compare(revision, service, workspace)?,
        (None, [old, new]) => {
            let selected = files::Selected { service, operations: arguments.operations.as_deref() };
            vec![files::compare(old, new, &selected, workspace)?]
        }
        (None, _) => return Err(Diagnostic::error("expected two models, or `--base` with a revision").into()),
    };
    if arguments.changelog {
        return changelog::propose(&comparisons, arguments.base.as_deref(), workspace);
    }
    let list =
        arguments.accepted.as_ref().map_or(accepted::FILE.to_owned(), |list| list.display().to_string());
    Ok(report(&comparisons, &accepted, &list, arguments.format))
}

/// Compares a separate crate with what it was.
fn own(
    arguments: &Arguments,
    revision: &str,
    path: &Path,
    workspace: &Workspace,
) -> Result<Report, Diagnostics> {
    let list = arguments.accepted.clone().unwrap_or_else(|| path.join("accepted-changes.toml"));
    let accepted = match &arguments.accepted {
        None if !list.exists() => Accepted::default(),
        _ => Accepted::read(Some(&list), workspace)?,
    };
    let accepted = accepted.with_common(workspace)?;
    let compared = own_crate::compare(revision, path, workspace)?;
    let comparisons = [compared.comparison];
    if arguments.changelog {
        return Ok(changelog::propose_for(&comparisons, &compared.version, |name| name)?);
    }
    Ok(report(&comparisons, &accepted, &paths::slashed(&list), arguments.format))
}

/// Returns what changed between two models of a service, as lines for a terminal.
///
/// # Errors
/// Fails if no client can be generated from one of them, or if the list of accepted changes can't be read.
pub(crate) fn show(
    name: &str,
    old: Client,
    new: Client,
    workspace: &Workspace,
) -> Result<String, Diagnostics> {
    for side in [&old, &new] {
        side.generate().map_err(Diagnostic::error)?;
    }
    let service = new.service.to_string();
    let comparison =
        Comparison::new(name.to_owned(), service, client::compare(old, new, client::Part::Clients));
    let accepted = Accepted::read(None, workspace)?;
    Ok(print::print(&[accepted.judge(&comparison)], Format::Text))
}

/// Prints what was found and gives the verdict. `list` is what messages call the list of accepted changes.
fn report(comparisons: &[Comparison], accepted: &Accepted, list: &str, format: Format) -> Report {
    let judged: Vec<_> = comparisons.iter().map(|comparison| accepted.judge(comparison)).collect();
    let breaks = judged.iter().any(|judged| judged.refused() > 0);
    let mut text = print::print(&judged, format);
    if format == Format::Text {
        text.push_str(&hint::accepting(&judged, list));
    }
    Report {
        text,
        warnings: Diagnostics::new(),
        verdict: if breaks { Verdict::Failed } else { Verdict::Passed },
    }
}

#[cfg(test)]
mod tests;
