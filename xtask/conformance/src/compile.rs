//! Compiling clients and test programs in folders of the scratch folder.

use super::Order;
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithwright_codegen::generate::{Config, Layout, Surroundings};
use smithwright_codegen::model::Node;
use smithwright_codegen::model::node::parse;
use smithwright_codegen::write::{FileTree, HEADER};
use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use xtask::files::cannot;
use xtask::folder::Folder;
use xtask::workspace;

/// The result of compiling a program.
pub(super) enum Built {
    /// The program, ready to run.
    Executable(PathBuf),
    /// It does not compile, for this reason.
    Refused(String),
}

/// Makes a folder in the scratch folder hold these generated files and no others.
pub(super) fn settle(order: &Order<'_>, name: &str, files: &FileTree) -> Result<PathBuf, Diagnostics> {
    let path = order.scratch.join(name);
    let folder = Folder::new(&path);
    folder.must_be_ours()?;
    let comparison = folder.compare(files)?;
    folder.update(files, &comparison)?;
    Ok(folder.path().to_owned())
}

/// Returns how a client is generated that is only there to be tested.
pub(super) fn client_config(order: &Order<'_>, name: &str, layout: Layout) -> Config {
    let runtime = order.workspace.runtime().display().to_string();
    Config {
        name: name.to_owned(),
        version: "0.0.0".to_owned(),
        surroundings: Surroundings::Alone { runtime, models: Vec::new() },
        layout,
        dev_dependencies: Vec::new(),
    }
}

/// Returns the manifest of a package of test programs, which depend on the runtime and on what these lines name.
pub(super) fn manifest(order: &Order<'_>, name: &str, dependencies: &str) -> String {
    let header = HEADER.replace("//", "#");
    let runtime = order.workspace.runtime().display().to_string();
    format!(
        "{header}\n[package]\nname = \"{name}\"\nedition = \"2024\"\npublish = false\n\n[dependencies]\n\
         smithwright-runtime = {{ path = {runtime:?}, default-features = false }}\n{dependencies}\n\
         [profile.dev]\ndebug = false\nincremental = false\n\n[workspace]\n"
    )
}

/// Runs a test program and returns what it prints.
///
/// # Errors
/// Fails if the program can't be started.
pub(super) fn output(executable: &Path) -> Result<String, Diagnostic> {
    let output = Command::new(executable).output().map_err(cannot("run the test program", executable))?;
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// Returns a name for a program that is unique to the scratch folder. All scratch folders share Cargo's target folder: of two programs with the same name,
/// the one built last would stay there even when Cargo considers the other up to date.
pub(super) fn program_name(order: &Order<'_>, name: &str) -> String {
    let mut hasher = DefaultHasher::new();
    order.scratch.hash(&mut hasher);
    format!("{name}-{:016x}", hasher.finish())
}

/// Compiles the programs in a folder and returns Cargo's messages.
///
/// # Errors
/// Fails if a file can't be written, or Cargo can't be started.
pub(super) fn compile(order: &Order<'_>, folder: &Path) -> Result<Vec<Node>, Diagnostics> {
    let mut cargo = cargo(order, folder, &["build", "--bins", "--keep-going"])?;
    Ok(messages(&run(cargo.stderr(Stdio::inherit()))?))
}

/// Checks the library in a folder and returns the compiler's messages.
///
/// # Errors
/// Fails as [`compile`] does, and if Cargo fails before it runs the compiler.
pub(super) fn check(order: &Order<'_>, folder: &Path) -> Result<Vec<Node>, Diagnostics> {
    let output = run(&mut cargo(order, folder, &["check", "--lib"])?)?;
    let messages = messages(&output);
    if output.status.success() || errors(&messages).next().is_some() {
        return Ok(messages);
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(Diagnostic::error(format!("Cargo failed: {}", said.trim()))
        .in_file(folder.display().to_string())
        .into())
}

fn cargo(order: &Order<'_>, folder: &Path, arguments: &[&str]) -> Result<Command, Diagnostic> {
    lock(order, folder)?;
    // All runs share the compiled dependencies, wherever their sources are.
    let target = order.workspace.target().join("conformance").join("target");
    let mut cargo = workspace::cargo();
    cargo.args(arguments).args(["--quiet", "--message-format=json"]);
    cargo.arg("--target-dir").arg(target).current_dir(folder);
    Ok(cargo)
}

fn run(cargo: &mut Command) -> Result<Output, Diagnostic> {
    cargo.output().map_err(|error| Diagnostic::error(format!("cannot run Cargo: {error}")))
}

fn messages(output: &Output) -> Vec<Node> {
    let said = String::from_utf8_lossy(&output.stdout);
    said.lines().filter_map(|line| Some(parse(line).ok()?.root)).collect()
}

fn errors(messages: &[Node]) -> impl Iterator<Item = &Node> {
    messages.iter().filter(|it| it.get("message").is_some_and(is_error))
}

/// Copies the checkout's Cargo.lock, so that the programs use the same versions: others may not have been fetched.
fn lock(order: &Order<'_>, folder: &Path) -> Result<(), Diagnostic> {
    let (from, to) = (order.workspace.root().join("Cargo.lock"), folder.join("Cargo.lock"));
    let changed = |path: &Path| fs::metadata(path).and_then(|it| it.modified()).ok();
    if changed(&to).is_none() || changed(&to) < changed(&from) {
        fs::copy(&from, &to).map_err(cannot("copy Cargo.lock", &to))?;
    }
    Ok(())
}

/// Returns the result of compiling a program and the library that it tests.
pub(super) fn built(program: &str, library: &str, messages: &[Node]) -> Built {
    let target = |message: &Node| message.get("target")?.get("name")?.as_str().map(ToOwned::to_owned);
    let executable = messages.iter().find_map(|message| {
        (target(message)? == *program).then(|| message.get("executable")?.as_str().map(PathBuf::from))?
    });
    if let Some(executable) = executable {
        return Built::Executable(executable);
    }
    let own = |message: &&Node| target(message).is_some_and(|it| it == *program || it == library);
    let error = errors(messages).find(own).or_else(|| errors(messages).next());
    let rendered = error.and_then(|it| it.get("message")?.get("rendered")?.as_str());
    Built::Refused(format!(
        "it does not compile: {}",
        rendered.unwrap_or("see what Cargo says above").trim_end()
    ))
}

/// Checks whether a message of the compiler is an error.
pub(super) fn is_error(message: &Node) -> bool {
    message.get("level").and_then(Node::as_str) == Some("error")
}
