//! The layout of this workspace.

use crate::paths;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A checkout of this project.
#[derive(Clone, Debug)]
pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// Returns the checkout that this program was built from.
    pub fn of_this_build() -> Self {
        Self::at(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
    }

    /// Returns the checkout with this root.
    pub fn at(root: &Path) -> Self {
        Self { root: paths::resolve(root) }
    }

    /// Returns the top folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Returns the folder of the models.
    pub fn models(&self) -> PathBuf {
        self.root.join("models")
    }

    /// Returns the folder of the generated crate.
    pub fn generated(&self) -> PathBuf {
        self.root.join("generated")
    }

    /// Returns the folder of the runtime.
    pub fn runtime(&self) -> PathBuf {
        self.root.join("runtime")
    }

    /// Returns the path of the list of conformance cases that are known to fail.
    pub fn known_failures(&self) -> PathBuf {
        self.root.join("xtask/conformance/known-failures.toml")
    }

    /// Returns Cargo's target folder.
    pub fn target(&self) -> PathBuf {
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| self.root.join("target"), PathBuf::from)
    }
}

/// Returns a command that runs Cargo: the one that runs this program, if any.
pub fn cargo() -> Command {
    Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
}
