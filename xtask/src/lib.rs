//! The commands for working on this workspace: `cargo xtask help` lists them.
//!
//! The public items are for `conformance/`, a command that is a package of its own.
#![forbid(unsafe_code)]

mod arguments;
mod bench;
pub mod columns;
mod conformance;
pub mod corrections;
mod diff;
pub mod files;
pub mod folder;
mod generate;
mod import;
pub mod json;
mod overrides;
mod paths;
pub mod sources;
pub mod toml_reader;
pub mod workspace;

use clap::{Parser, Subcommand};
use smithwright_codegen::diagnostics::Diagnostics;
use std::io::{self, Write as _};
use std::panic::resume_unwind;
use std::process::ExitCode;
use std::thread;
use workspace::Workspace;

/// Generate Rust clients from Smithy models, and check them
#[derive(Parser)]
#[command(
    name = "xtask",
    bin_name = "cargo xtask",
    after_help = "`cargo xtask <COMMAND> --help` explains a command, with its exit codes and examples."
)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Bench(bench::Arguments),
    Conformance(conformance::Arguments),
    Diff(diff::Arguments),
    Generate(generate::Arguments),
    Import(import::Arguments),
}

/// The outcome of a command that ran to its end.
pub struct Report {
    /// The result, for standard output.
    pub text: String,
    /// The warnings, for standard error.
    pub warnings: Diagnostics,
    /// Whether the command passed, which decides the exit code.
    pub verdict: Verdict,
}

/// Whether a command found everything as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// Everything is as it should be.
    Passed,
    /// Something is not.
    Failed,
}

impl Command {
    /// Returns the exit code for a command that could not do its work. A diff needs another one: its 1 means that it found breaking changes.
    fn code_of_error(&self) -> ExitCode {
        match self {
            Self::Diff(_) => ExitCode::from(2),
            _ => ExitCode::FAILURE,
        }
    }
}

/// Runs the command that the program's arguments name.
///
/// Exit codes: 0 for success; 1 if a check failed, a model is bad or a file cannot be used; 2 for wrong usage (from clap), and if models could not be
/// compared.
pub fn run() -> ExitCode {
    let Arguments { command } = Arguments::parse();
    let workspace = Workspace::of_this_build();
    let code_of_error = command.code_of_error();
    let result = match command {
        Command::Bench(arguments) => bench::run(&arguments, &workspace),
        Command::Conformance(arguments) => return conformance::run(&arguments, &workspace),
        Command::Diff(arguments) => diff::run(&arguments, &workspace),
        Command::Generate(arguments) => generate::run(&arguments, &workspace),
        Command::Import(arguments) => import::run(&arguments, &workspace),
    };
    finish(result, code_of_error)
}

/// Prints the outcome of a command and returns its exit code, which is `code_of_error` if it could not do its work.
pub fn finish(result: Result<Report, Diagnostics>, code_of_error: ExitCode) -> ExitCode {
    let (code, printed) = match result {
        Ok(report) if report.verdict == Verdict::Failed => (ExitCode::FAILURE, print(&report)),
        Ok(report) => (ExitCode::SUCCESS, print(&report)),
        Err(diagnostics) => (code_of_error, writeln!(io::stderr(), "{diagnostics}")),
    };
    // If the reader has gone away, as `head` does, the command has not failed.
    match printed {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => ExitCode::FAILURE,
        _ => code,
    }
}

/// Does both at once, the first on a thread of its own.
pub fn at_once<L: Send, R>(left: impl FnOnce() -> L + Send, right: impl FnOnce() -> R) -> (L, R) {
    thread::scope(|scope| {
        let left = scope.spawn(left);
        let right = right();
        (left.join().unwrap_or_else(|panic| resume_unwind(panic)), right)
    })
}

fn print(report: &Report) -> io::Result<()> {
    if !report.warnings.is_empty() {
        writeln!(io::stderr(), "{}\n", report.warnings)?;
    }
    io::stdout().write_all(report.text.as_bytes())
}
