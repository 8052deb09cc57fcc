//! `cargo xtask generate`: crates from models.

mod crate_name;
pub(crate) mod earlier;
mod from_manifest;
mod from_model;
mod kept;
mod list;
pub(crate) mod manifest;
pub(crate) mod service;
mod table;

use crate::Report;
use crate::folder::{Comparison, Folder};
use crate::workspace::Workspace;
use clap::{ArgGroup, Args};
use crate_name::CrateName;
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithwright_codegen::write::FileTree;
use std::path::PathBuf;

/// Make Rust from Smithy models
///
/// Without options, remakes `generated/` from `models/manifest.toml`. With --model, makes a crate of its own from any
/// model in JSON AST form, cut down to the operations named and the shapes they reach. Its manifest records what it was
/// made from, so that --out alone makes it again. Only files that differ are written; nothing is written if anything is
/// wrong with a model.
#[derive(Args, Debug)]
#[command(group = ArgGroup::new("destination").args(["out", "list"]))]
pub(crate) struct Arguments {
    /// Write nothing; fail if files are stale, missing or orphaned, and name them
    #[arg(long, conflicts_with = "list")]
    check: bool,

    /// Fail if there are warnings, and write nothing then
    #[arg(long, conflicts_with = "list")]
    deny_warnings: bool,

    /// The files of a model, read together; needs --out or --list. If left out, --out is made again from its own model
    #[arg(long, value_name = "FILE", num_args = 1.., requires = "destination")]
    model: Vec<PathBuf>,

    /// The service's shape id, as in `com.example#Weather`; may be left out if the model has one service
    #[arg(long, value_name = "SHAPE_ID", requires = "model")]
    service: Option<String>,

    /// The operations to generate, by shape name or shape id, with commas between; if left out, all, or without --model those that --out has
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = crate::arguments::without_spaces, requires = "out")]
    operations: Option<Vec<String>>,

    /// The protocol to speak, as in `awsJson1_0`; if left out, the best of those that the service has, or without --model the one that was chosen before
    #[arg(long, value_name = "NAME", requires = "out")]
    protocol: Option<String>,

    /// The folder for the crate: a new one, an empty one, or one that this command made
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,

    /// The name of the crate; if left out, the one that it has in the folder or, if it is new, the service's name and `-client`. What else
    /// you write into its manifest stays
    #[arg(long, value_name = "CRATE", requires = "out")]
    name: Option<CrateName>,

    /// The folder of the runtime that the crate will depend on; if left out, the one that it depends on or, if it is new, that of this workspace. The
    /// crate's manifest has it relative to --out, unless an absolute path is given here
    #[arg(long, value_name = "PATH", requires = "out")]
    runtime: Option<PathBuf>,

    /// List the operations of the model instead
    #[arg(long, requires = "model", conflicts_with = "out")]
    list: bool,
}

/// What to do with the files of a crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Write what differs.
    Write,
    /// Write nothing, and fail if anything differs.
    Check,
}

/// What becomes of a run that has warnings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Warnings {
    /// They are printed.
    Allowed,
    /// It fails before anything is written.
    Denied,
}

impl Warnings {
    /// Fails if there are warnings that are denied.
    fn judge(self, warnings: Diagnostics) -> Result<Diagnostics, Diagnostics> {
        if self == Self::Allowed || warnings.is_empty() {
            return Ok(warnings);
        }
        let denied = Diagnostic::error("warnings are denied, so nothing was written")
            .help("mend what they are about, or leave out `--deny-warnings`");
        Err(warnings.into_iter().chain([denied]).collect())
    }
}

/// Runs the command.
///
/// # Errors
/// Everything that is wrong with models and folders, and what is not fresh if it was to be checked.
pub(crate) fn run(arguments: &Arguments, workspace: &Workspace) -> Result<Report, Diagnostics> {
    let mode = if arguments.check { Mode::Check } else { Mode::Write };
    let warnings = if arguments.deny_warnings { Warnings::Denied } else { Warnings::Allowed };
    match &arguments.out {
        _ if arguments.list => list::run(&arguments.model, arguments.service.as_deref()),
        Some(out) => from_model::run(&from_model::Order::new(arguments, out, mode, warnings), workspace),
        None => from_manifest::run(workspace, mode, warnings),
    }
}

/// Brings a folder up to date or, if it is only to be checked, fails where it is not; `help` says what to do then.
fn settle(folder: &Folder, files: &FileTree, mode: Mode, help: &str) -> Result<Comparison, Diagnostics> {
    let comparison = folder.compare(files)?;
    match mode {
        Mode::Write => folder.update(files, &comparison)?,
        Mode::Check if comparison.is_fresh() => {}
        Mode::Check => return Err(not_fresh(folder, &comparison, help).into()),
    }
    Ok(comparison)
}

fn not_fresh(folder: &Folder, comparison: &Comparison, help: &str) -> Diagnostic {
    let kinds = [
        ("stale   ", &comparison.stale),
        ("missing ", &comparison.missing),
        ("orphaned", &comparison.orphaned),
    ];
    let mut message = format!("{} is not what its model gives", folder.shown());
    for (kind, paths) in kinds {
        for path in paths {
            message.push_str(&format!("\n  {kind}  {}/{path}", folder.shown()));
        }
    }
    Diagnostic::error(message).help(help)
}

#[cfg(test)]
mod tests;
