//! The services whose clients are compared as libraries: ours for the whole official model, and the AWS crate.

use super::lab::{Lab, progress};
use super::measure;
use crate::files::cannot;
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithwright_codegen::model::Node;
use smithwright_codegen::model::node::parse;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A service, and the targets for its client.
#[derive(Clone, Copy, Debug)]
pub(super) struct Service {
    /// Its name, which is also that of its feature in `xtask/bench/libraries`.
    pub(super) name: &'static str,
    /// The file of its official model.
    model: &'static str,
    /// The largest allowed fraction of the peer's compile time.
    pub(super) time: f64,
    /// The largest allowed fraction of the peer's memory.
    pub(super) memory: f64,
    /// The most allowed lines of code per operation, if they are counted.
    pub(super) lines: Option<f64>,
    /// How often each client is compiled; the minimum counts. What takes minutes is compiled once.
    pub(super) repetitions: usize,
}

/// The services that can be compared; the one that compiles fastest comes first.
pub(super) const SERVICES: [Service; 7] = [
    small("connectparticipant", "connectparticipant-2018-09-07.json"),
    small("gameliftstreams", "gameliftstreams-2018-05-10.json"),
    Service { repetitions: 3, ..large("sqs", "sqs-2012-11-05.json") },
    Service { repetitions: 3, ..large("dynamodb", "dynamodb-2012-08-10.json") },
    large("ssm", "ssm-2014-11-06.json"),
    Service { repetitions: 3, ..large("s3", "s3-2006-03-01.json") },
    Service { lines: None, ..large("sagemaker", "sagemaker-2017-07-24.json") },
];

const fn small(name: &'static str, model: &'static str) -> Service {
    Service { name, model, time: 0.15, memory: 0.4, lines: Some(160.0), repetitions: 3 }
}

const fn large(name: &'static str, model: &'static str) -> Service {
    Service { name, model, time: 0.1, memory: 0.25, lines: Some(150.0), repetitions: 1 }
}

impl Service {
    /// Returns the package of our client.
    pub(super) fn ours(self) -> String {
        format!("{}-client", self.name)
    }

    /// Returns the package of the peer.
    pub(super) fn peer(self) -> String {
        format!("aws-sdk-{}", self.name)
    }

    /// Generates our client and returns its folder.
    ///
    /// # Errors
    /// Fails if the model is missing, no client can be generated from it, or a file can't be written.
    pub(super) fn generate(self, lab: &Lab<'_>) -> Result<PathBuf, Diagnostics> {
        progress(&format!("cargo xtask generate, {}", self.name));
        let folder = lab.path("clients").join(self.name);
        let mut generate = lab.xtask();
        generate.args(["generate", "--name", &self.ours(), "--model"]).arg(lab.official_model(self.model)?);
        measure::run(generate.arg("--out").arg(&folder))?;
        // Use the versions that the checkout was tested with.
        let (from, to) = (lab.workspace().root().join("Cargo.lock"), folder.join("Cargo.lock"));
        fs::copy(&from, &to).map_err(cannot("copy Cargo.lock", &to))?;
        Ok(folder)
    }

    /// Returns a Cargo command on a package that depends on the peer alone. [`Lab::copy_workspace`] makes the package.
    pub(super) fn cargo_of_peer(self, lab: &Lab<'_>, arguments: &[&str]) -> Command {
        let mut cargo = lab.cargo_in(&lab.path("workspace/libraries"), arguments);
        cargo.args(["--features", self.name]);
        cargo
    }

    /// Returns the folder in which Cargo keeps the peer.
    ///
    /// # Errors
    /// Fails if the crate can't be fetched.
    pub(super) fn peer_sources(self, lab: &Lab<'_>) -> Result<PathBuf, Diagnostic> {
        let output = measure::run(&mut self.cargo_of_peer(lab, &["metadata", "--format-version", "1"]))?;
        let read = parse(&String::from_utf8_lossy(&output.stdout));
        let root = read.map(|parsed| parsed.root).ok();
        let packages = root.as_ref().and_then(|root| root.get("packages")?.as_array()).unwrap_or_default();
        let text = |node: &Node, key: &str| node.get(key).and_then(Node::as_str).map(str::to_owned);
        let found = packages.iter().find(|node| text(node, "name") == Some(self.peer()));
        let manifest = found.and_then(|node| text(node, "manifest_path")).map(PathBuf::from);
        manifest
            .as_deref()
            .and_then(Path::parent)
            .map(Path::to_owned)
            .ok_or_else(|| Diagnostic::error(format!("Cargo knows no package `{}`", self.peer())))
    }
}
