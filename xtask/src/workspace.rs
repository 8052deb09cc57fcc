//! Where things are in this workspace.

use crate::paths;
use std::path::{Path, PathBuf};

/// A checkout of this project.
#[derive(Clone, Debug)]
pub struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The checkout that this program was built from.
    pub fn of_this_build() -> Self {
        Self::at(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
    }

    /// The checkout with this root.
    pub fn at(root: &Path) -> Self {
        Self { root: paths::resolve(root) }
    }

    /// The top folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of the models.
    pub fn models(&self) -> PathBuf {
        self.root.join("models")
    }

    /// The folder of the generated crate.
    pub fn generated(&self) -> PathBuf {
        self.root.join("generated")
    }

    /// The folder of the runtime.
    pub fn runtime(&self) -> PathBuf {
        self.root.join("runtime")
    }

    /// The list of conformance cases that are known to fail.
    pub fn known_failures(&self) -> PathBuf {
        self.root.join("xtask/conformance/known-failures.toml")
    }

    /// The folder of what is built.
    pub fn target(&self) -> PathBuf {
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| self.root.join("target"), PathBuf::from)
    }
}
