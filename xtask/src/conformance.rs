//! `cargo xtask conformance`: starts the package in `conformance/`.
//!
//! That package needs the runtime and parsers for every wire format. If it were part of this one, Cargo would build those before the first
//! `cargo xtask generate`, and check them before every later one.

use crate::workspace::{Workspace, cargo};
use clap::Args;
use smithwright_codegen::diagnostics::Diagnostic;
use std::ffi::OsString;
use std::process::ExitCode;

/// Run generated clients against official test suites
///
/// This command is a package of its own, built when it is first used:
/// `cargo xtask conformance --help` builds it and prints its options.
#[derive(Args, Debug)]
#[command(verbatim_doc_comment, disable_help_flag = true)]
pub(crate) struct Arguments {
    /// Passed on to that package
    #[arg(trailing_var_arg = true, allow_hyphen_values = true, value_name = "ARGUMENTS")]
    arguments: Vec<OsString>,
}

/// Builds and runs the program, and returns its exit code.
pub(crate) fn run(arguments: &Arguments, workspace: &Workspace) -> ExitCode {
    let mut cargo = cargo();
    cargo.args(["run", "--quiet", "--package", "smithwright-conformance", "--manifest-path"]);
    cargo.arg(workspace.root().join("Cargo.toml")).arg("--").args(&arguments.arguments);
    match cargo.status() {
        Ok(status) => {
            status.code().and_then(|code| u8::try_from(code).ok()).map_or(ExitCode::FAILURE, ExitCode::from)
        }
        Err(error) => crate::finish(
            Err(Diagnostic::error(format!("cannot run Cargo: {error}")).into()),
            ExitCode::FAILURE,
        ),
    }
}
