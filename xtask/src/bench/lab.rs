//! The folder in which everything is built: a copy of `xtask/bench`, clients for official models, and Cargo's output.

use super::measure;
use crate::files::cannot;
use crate::paths;
use crate::workspace::{Workspace, cargo};
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use std::fs;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::process::Command;

/// The folder in which everything is built.
#[derive(Debug)]
pub(super) struct Lab<'a> {
    workspace: &'a Workspace,
    folder: PathBuf,
    models: PathBuf,
}

impl<'a> Lab<'a> {
    /// Creates the lab in this folder, with official models from another.
    pub(super) fn new(workspace: &'a Workspace, folder: &Path, models: &Path) -> Self {
        Self { workspace, folder: paths::resolve(folder), models: models.to_owned() }
    }

    /// Returns the checkout.
    pub(super) fn workspace(&self) -> &Workspace {
        self.workspace
    }

    /// Returns a path within the folder.
    pub(super) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Prepares everything that Cargo needs for the programs, downloads included. Doing so again changes nothing.
    ///
    /// # Errors
    /// Reports files that can't be written and crates that can't be fetched.
    pub(super) fn prepare(&self) -> Result<(), Diagnostics> {
        self.copy_workspace()?;
        progress("fetching crates");
        measure::run(&mut self.cargo(&["fetch"]))?;
        Ok(())
    }

    /// Copies `xtask/bench`, with its paths filled in.
    ///
    /// # Errors
    /// Reports files that can't be read or written.
    pub(super) fn copy_workspace(&self) -> Result<(), Diagnostic> {
        self.copy(&self.workspace.root().join("xtask/bench"), &self.path("workspace"))
    }

    /// Returns a command that runs this program.
    pub(super) fn xtask(&self) -> Command {
        let program = std::env::current_exe().unwrap_or_else(|_| PathBuf::from("xtask"));
        let mut command = Command::new(program);
        command.current_dir(self.workspace.root());
        command
    }

    /// Returns a Cargo command in the copy of `xtask/bench`, without settings of the caller that would change what is compiled.
    pub(super) fn cargo(&self, arguments: &[&str]) -> Command {
        self.cargo_in(&self.path("workspace"), arguments)
    }

    /// Returns such a Cargo command in another folder.
    pub(super) fn cargo_in(&self, folder: &Path, arguments: &[&str]) -> Command {
        let mut command = cargo();
        command.args(arguments).current_dir(folder);
        command.env("CARGO_TARGET_DIR", self.path("target")).env("CARGO_TERM_COLOR", "never");
        // Cargo compiles only path packages incrementally, such as ours here, and not the peers: neither side should be.
        command.env("CARGO_INCREMENTAL", "0");
        for name in ["RUSTFLAGS", "CARGO_ENCODED_RUSTFLAGS", "RUSTC_WORKSPACE_WRAPPER"] {
            command.env_remove(name);
        }
        command
    }

    /// Returns which compiler was used.
    ///
    /// # Errors
    /// Fails if the compiler can't be run.
    pub(super) fn compiler(&self) -> Result<String, Diagnostic> {
        let mut command = Command::new("rustc");
        let output = measure::run(command.arg("--version").current_dir(self.workspace.root()))?;
        Ok(String::from_utf8_lossy(&output.stdout).trim().to_owned())
    }

    /// Returns the path of an official model, which is not part of the checkout.
    ///
    /// # Errors
    /// Fails if the file is missing, and says where to get it.
    pub(super) fn official_model(&self, file: &str) -> Result<PathBuf, Diagnostic> {
        let path = self.models.join(file);
        if path.is_file() {
            return Ok(paths::resolve(&path));
        }
        Err(Diagnostic::error("expected an official model, found no such file")
            .in_file(path.display().to_string())
            .help("download it from https://github.com/aws/api-models-aws and name its folder with --models"))
    }

    /// Copies a folder, and replaces the placeholders in it with paths. Files that are up to date keep their modification times.
    fn copy(&self, from: &Path, to: &Path) -> Result<(), Diagnostic> {
        fs::create_dir_all(to).map_err(cannot("copy it", to))?;
        for entry in fs::read_dir(from).map_err(cannot("copy it", from))? {
            let path = entry.map_err(cannot("copy it", from))?.path();
            let target = to.join(path.file_name().unwrap_or_default());
            if path.is_dir() {
                self.copy(&path, &target)?;
                continue;
            }
            let text = fs::read_to_string(&path).map_err(cannot("copy it", &path))?;
            let text = text
                .replace("@ROOT@", &paths::slashed(self.workspace.root()))
                .replace("@CLIENTS@", &paths::slashed(&self.path("clients")));
            if fs::read_to_string(&target).ok().as_ref() != Some(&text) {
                fs::write(&target, text).map_err(cannot("copy it", &target))?;
            }
        }
        Ok(())
    }
}

/// Prints what is being done to standard error, since some steps take minutes.
pub(super) fn progress(step: &str) {
    let _ = writeln!(io::stderr(), "bench: {step}");
}
