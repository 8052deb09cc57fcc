//! The folder in which clients and test programs are compiled: a crate for each client, and one with a program for each of them.

use crate::conformance::Order;
use crate::folder::Folder;
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithwright_codegen::model::Node;
use smithwright_codegen::model::node::parse;
use smithwright_codegen::write::{FileTree, HEADER};
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// The folder, and what has been put in it.
pub(super) struct Scratch<'a> {
    order: &'a Order<'a>,
    programs: FileTree,
    names: Vec<String>,
}

/// What the compiler made of a program.
pub(super) enum Built {
    /// A program that can be run.
    Executable(PathBuf),
    /// Nothing, for this reason.
    Refused(String),
}

/// The package of the client that a program tests.
pub(super) fn package(name: &str) -> String {
    format!("client-{name}")
}

impl<'a> Scratch<'a> {
    pub(super) fn new(order: &'a Order<'a>) -> Self {
        let mut programs = FileTree::new();
        programs.insert("src/support.rs".to_owned(), format!("{HEADER}{}", include_str!("support.rs")));
        Self { order, programs, names: Vec::new() }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Adds a client and the program that tests it.
    pub(super) fn add(&mut self, name: &str, client: &FileTree, program: &str) -> Result<(), Diagnostics> {
        self.settle(&format!("clients/{name}"), client)?;
        self.programs.insert(format!("src/bin/{name}.rs"), program.to_owned());
        self.names.push(name.to_owned());
        Ok(())
    }

    /// Compiles everything that was added, and says of each program what came of it.
    ///
    /// # Errors
    /// Files that can't be written, and Cargo if it can't be started.
    pub(super) fn build(&mut self) -> Result<BTreeMap<String, Built>, Diagnostics> {
        self.programs.insert("Cargo.toml".to_owned(), self.manifest());
        let folder = self.settle("programs", &self.programs)?;
        self.lock(&folder)?;
        // The compiled dependencies are shared by everything that is ever run, wherever its sources are.
        let target = self.order.workspace.target().join("conformance").join("target");
        let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
        cargo.args(["build", "--quiet", "--bins", "--keep-going", "--message-format=json"]);
        cargo.arg("--target-dir").arg(target).current_dir(&folder).stderr(Stdio::inherit());
        let output =
            cargo.output().map_err(|error| Diagnostic::error(format!("cannot run Cargo: {error}")))?;
        Ok(self.read(&String::from_utf8_lossy(&output.stdout)))
    }

    fn settle(&self, name: &str, files: &FileTree) -> Result<PathBuf, Diagnostics> {
        let path = self.order.scratch.join(name);
        let folder = Folder::new(&path);
        folder.must_be_ours()?;
        let comparison = folder.compare(files)?;
        folder.update(files, &comparison)?;
        Ok(folder.path().to_owned())
    }

    fn manifest(&self) -> String {
        let mut out = HEADER.replace("//", "#");
        out.push_str(
            "\n[package]\nname = \"programs\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\n",
        );
        let runtime = self.order.workspace.runtime().display().to_string();
        let _ = writeln!(out, "smithwright-runtime = {{ path = {runtime:?}, default-features = false }}");
        out.push_str(
            "tokio = { version = \"1\", default-features = false, features = [\"rt\", \"time\"] }\n",
        );
        for name in &self.names {
            let path = format!("../clients/{name}");
            let _ = writeln!(out, "{} = {{ path = {path:?}, default-features = false }}", package(name));
        }
        out.push_str("\n[profile.dev]\ndebug = false\nincremental = false\n\n[workspace]\n");
        out
    }

    /// Has the programs use the versions that the checkout uses: no other has been fetched, perhaps.
    fn lock(&self, folder: &Path) -> Result<(), Diagnostic> {
        let (from, to) = (self.order.workspace.root().join("Cargo.lock"), folder.join("Cargo.lock"));
        let changed = |path: &Path| fs::metadata(path).and_then(|it| it.modified()).ok();
        if changed(&to).is_none() || changed(&to) < changed(&from) {
            fs::copy(&from, &to).map_err(|error| {
                Diagnostic::error(format!("cannot copy Cargo.lock: {error}"))
                    .in_file(to.display().to_string())
            })?;
        }
        Ok(())
    }

    /// Reads what Cargo says, a JSON value on each line.
    fn read(&self, said: &str) -> BTreeMap<String, Built> {
        let messages: Vec<Node> = said.lines().filter_map(|line| Some(parse(line).ok()?.root)).collect();
        self.names.iter().map(|name| (name.clone(), built(name, &messages))).collect()
    }
}

fn built(name: &str, messages: &[Node]) -> Built {
    let target = |message: &Node| message.get("target")?.get("name")?.as_str().map(ToOwned::to_owned);
    let executable = messages.iter().find_map(|message| {
        (target(message)? == *name).then(|| message.get("executable")?.as_str().map(PathBuf::from))?
    });
    if let Some(executable) = executable {
        return Built::Executable(executable);
    }
    let library = package(name).replace('-', "_");
    let own = |message: &&Node| target(message).is_some_and(|it| it == *name || it == library);
    let errors = || messages.iter().filter(|it| it.get("message").is_some_and(is_error));
    let error = errors().find(own).or_else(|| errors().next());
    let rendered = error.and_then(|it| it.get("message")?.get("rendered")?.as_str());
    Built::Refused(format!(
        "it does not compile: {}",
        rendered.unwrap_or("see what Cargo says above").trim_end()
    ))
}

fn is_error(message: &Node) -> bool {
    message.get("level").and_then(Node::as_str) == Some("error")
}
