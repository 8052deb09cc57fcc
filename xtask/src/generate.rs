//! `cargo xtask generate`: generates crates from models.

mod crate_name;
pub(crate) mod earlier;
mod from_manifest;
mod from_model;
mod kept;
mod list;
pub(crate) mod manifest;
pub(crate) mod service;
mod table;
mod warnings;

use crate::Report;
use crate::folder::{Comparison, Folder};
use crate::workspace::Workspace;
use clap::{ArgGroup, Args};
use crate_name::CrateName;
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithwright_codegen::write::FileTree;
use std::path::PathBuf;

/// Generate Rust clients from Smithy models
///
/// Without options, regenerates `generated/` from `models/manifest.toml`.
///
/// With --model, makes a separate crate from any Smithy model, cut down to
/// the operations you name and the shapes they reach. Corrections in
/// `models/corrections.toml` apply to such models. The manifest of the crate
/// records what it was made from, so --out alone regenerates it, and what you
/// add to the manifest stays.
///
/// Writes only files that differ, removes generated files that are no longer
/// needed, and writes nothing if anything is wrong with a model.
#[derive(Args, Debug)]
#[command(verbatim_doc_comment, group = ArgGroup::new("destination").args(["out", "list"]), after_long_help = "\
Exit codes:
  0  success
  1  a model has errors, a file cannot be used, --check found a
     difference, or --deny-warnings found warnings
  2  wrong usage

Examples:
  Regenerate `generated/`, or check in CI that it is up to date:
    cargo xtask generate
    cargo xtask generate --check

  See which operations a model has, then make a crate with two of them:
    cargo xtask generate --model lambda.json --list
    cargo xtask generate --model lambda.json --operations Invoke,GetFunction --out ../lambda-client

  Regenerate that crate when its model has changed:
    cargo xtask generate --out ../lambda-client")]
pub(crate) struct Arguments {
    /// Write nothing; fail if files are stale, missing or orphaned, and list them
    #[arg(long, conflicts_with = "list")]
    check: bool,

    /// Treat warnings as errors: fail and write nothing
    #[arg(long, conflicts_with = "list")]
    deny_warnings: bool,

    /// Files to read together as one model: `.smithy`, or JSON AST
    ///
    /// A folder stands for the `.smithy` files in it and in its folders.
    ///
    /// Needs --out or --list. Without --model, --out regenerates the crate
    /// from the model that its manifest records.
    #[arg(long, verbatim_doc_comment, value_name = "FILE", num_args = 1.., requires = "destination")]
    model: Vec<PathBuf>,

    /// Service in --model: its shape name or shape id
    ///
    /// Needed only if the model has several services. With --list, lists
    /// only this service instead of all.
    #[arg(long, verbatim_doc_comment, value_name = "SERVICE", requires = "model")]
    service: Option<String>,

    /// Operations to generate: shape names or shape ids, separated by commas
    ///
    /// Defaults to all operations with --model, and to those that the
    /// manifest of the crate records without it.
    #[arg(long, verbatim_doc_comment, value_name = "NAMES", value_delimiter = ',', value_parser = crate::arguments::without_spaces, requires = "out")]
    operations: Option<Vec<String>>,

    /// Protocol to use, such as `awsJson1_0`
    ///
    /// Defaults to the first that the service has, in the order in which
    /// Smithy's clients prefer them; without --model, to the one that was
    /// chosen before, if any.
    #[arg(long, verbatim_doc_comment, value_name = "NAME", requires = "out")]
    protocol: Option<String>,

    /// Folder of the crate: a new one, an empty one, or one that this command made
    ///
    /// Needed for --operations, --protocol, --name and --runtime.
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// Name of the crate
    ///
    /// Defaults to the name in its manifest or, for a new crate, to the name
    /// of the service with `-client`.
    #[arg(long, verbatim_doc_comment, value_name = "CRATE", requires = "out")]
    name: Option<CrateName>,

    /// Folder of the runtime that the crate depends on
    ///
    /// Defaults to the runtime in its manifest or, for a new crate, to that
    /// of this checkout. The manifest refers to it relative to --out, unless
    /// you give an absolute path.
    #[arg(long, verbatim_doc_comment, value_name = "PATH", requires = "out")]
    runtime: Option<PathBuf>,

    /// List the operations of --model and generate nothing
    #[arg(long, requires = "model", conflicts_with = "out")]
    list: bool,
}

/// What to do with the files of a crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Write the files that differ.
    Write,
    /// Write nothing, and fail if anything differs.
    Check,
}

/// What to do if there are warnings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Warnings {
    /// Print them.
    Allowed,
    /// Fail before anything is written.
    Denied,
}

impl Warnings {
    /// Returns the warnings, or fails if there are any and they are denied.
    fn judge(self, warnings: Diagnostics) -> Result<Diagnostics, Diagnostics> {
        if self == Self::Allowed || warnings.is_empty() {
            return Ok(warnings);
        }
        let denied = Diagnostic::error("warnings are denied, so nothing was written")
            .help("fix what they report, or leave out `--deny-warnings`");
        Err(warnings.into_iter().chain([denied]).collect())
    }
}

/// Runs the command.
///
/// # Errors
/// Reports everything that is wrong with models and folders and, with `--check`, every file that is not up to date.
pub(crate) fn run(arguments: &Arguments, workspace: &Workspace) -> Result<Report, Diagnostics> {
    let mode = if arguments.check { Mode::Check } else { Mode::Write };
    let warnings = if arguments.deny_warnings { Warnings::Denied } else { Warnings::Allowed };
    match &arguments.out {
        _ if arguments.list => list::run(&arguments.model, arguments.service.as_deref()),
        Some(out) => from_model::run(&from_model::Order::new(arguments, out, mode, warnings), workspace),
        None => from_manifest::run(workspace, mode, warnings),
    }
}

/// Brings a folder up to date or, in [`Mode::Check`], fails if it is not; `help` then says what to do.
fn settle(folder: &Folder, files: &FileTree, mode: Mode, help: &str) -> Result<Comparison, Diagnostics> {
    let (comparison, mut wrong) = folder.survey(files);
    if mode == Mode::Check && !comparison.is_fresh() {
        wrong.push(not_fresh(folder, &comparison, help));
    }
    if wrong.has_errors() {
        return Err(wrong);
    }
    if mode == Mode::Write {
        folder.update(files, &comparison)?;
    }
    Ok(comparison)
}

fn not_fresh(folder: &Folder, comparison: &Comparison, help: &str) -> Diagnostic {
    let kinds = [
        ("stale   ", &comparison.stale),
        ("missing ", &comparison.missing),
        ("orphaned", &comparison.orphaned),
    ];
    let mut message = format!("{} is out of date with its model", folder.shown());
    for (kind, paths) in kinds {
        for path in paths {
            message.push_str(&format!("\n  {kind}  {}/{path}", folder.shown()));
        }
    }
    Diagnostic::error(message).help(help)
}

#[cfg(test)]
mod tests;
