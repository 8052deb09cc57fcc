//! Where things are in this workspace.

use crate::paths;
use std::path::{Path, PathBuf};

/// A checkout of this project.
#[derive(Clone, Debug)]
pub(crate) struct Workspace {
    root: PathBuf,
}

impl Workspace {
    /// The checkout that this program was built from.
    pub(crate) fn of_this_build() -> Self {
        Self::at(&Path::new(env!("CARGO_MANIFEST_DIR")).join(".."))
    }

    /// The checkout with this root.
    pub(crate) fn at(root: &Path) -> Self {
        Self { root: paths::resolve(root) }
    }

    /// The top folder.
    pub(crate) fn root(&self) -> &Path {
        &self.root
    }

    /// The folder of the models.
    pub(crate) fn models(&self) -> PathBuf {
        self.root.join("models")
    }

    /// The folder of the generated crate.
    pub(crate) fn generated(&self) -> PathBuf {
        self.root.join("generated")
    }

    /// The folder of the runtime.
    pub(crate) fn runtime(&self) -> PathBuf {
        self.root.join("runtime")
    }

    /// The list of conformance cases that are known to fail.
    pub(crate) fn known_failures(&self) -> PathBuf {
        self.root.join("xtask/known-failures.toml")
    }

    /// The folder of what is built.
    pub(crate) fn target(&self) -> PathBuf {
        std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| self.root.join("target"), PathBuf::from)
    }
}
