//! The commands by which this workspace is worked on: `cargo xtask help` lists them.
//!
//! What is public is there for the command that is a package of its own, in `conformance/`.
#![forbid(unsafe_code)]

mod arguments;
mod bench;
mod conformance;
pub mod corrections;
mod diff;
pub mod folder;
mod generate;
mod import;
mod json;
mod overrides;
mod paths;
pub mod sources;
pub mod toml_reader;
pub mod workspace;

use clap::{Parser, Subcommand};
use smithwright_codegen::diagnostics::Diagnostics;
use std::io::{self, Write as _};
use std::process::ExitCode;
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

/// What a command that ran to its end has to say.
pub struct Report {
    /// The result, for standard output.
    pub text: String,
    /// What is odd, for standard error.
    pub warnings: Diagnostics,
    /// What it means for the exit code.
    pub verdict: Verdict,
}

/// Whether what a command found is as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is.
    Passed,
    /// It is not.
    Failed,
}

impl Command {
    /// The exit code where the command could not do what it is for. Of a diff, 1 says that it found breaking changes.
    fn code_of_error(&self) -> ExitCode {
        match self {
            Self::Diff(_) => ExitCode::from(2),
            _ => ExitCode::FAILURE,
        }
    }
}

/// Runs the command that the program's arguments name.
///
/// Exit codes: 0 for success; 1 where a check failed, a model is bad or a file cannot be used; 2, from clap, for wrong usage, and where models
/// could not be compared.
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

/// Prints what a command has to say, and gives the exit code; `code_of_error` where it could not do what it is for.
pub fn finish(result: Result<Report, Diagnostics>, code_of_error: ExitCode) -> ExitCode {
    let (code, printed) = match result {
        Ok(report) if report.verdict == Verdict::Failed => (ExitCode::FAILURE, print(&report)),
        Ok(report) => (ExitCode::SUCCESS, print(&report)),
        Err(diagnostics) => (code_of_error, writeln!(io::stderr(), "{diagnostics}")),
    };
    // A reader that has gone away, as `head` does, is no failure of the command.
    match printed {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => ExitCode::FAILURE,
        _ => code,
    }
}

fn print(report: &Report) -> io::Result<()> {
    if !report.warnings.is_empty() {
        writeln!(io::stderr(), "{}\n", report.warnings)?;
    }
    io::stdout().write_all(report.text.as_bytes())
}
