//! The golden Rust is compiled, all of it, linted and documented without a warning, and its examples are compiled too.

use crate::fixture::{self, Fixture, config};
use smithwright_codegen::generate::generate;
use smithwright_codegen::ir::Selection;
use smithwright_codegen::write::FileTree;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

/// Every fixture is a module of one crate, so that the runtime is compiled once. The target folder is kept: a second run compiles the crate alone.
#[test]
fn every_fixture_compiles_without_a_warning() {
    let folder = scratch();
    let fixtures = fixture::all();
    write(&folder, &fixtures);
    let features = fixtures.iter().map(|fixture| fixture.name.as_str()).collect::<Vec<_>>().join(",");
    let features = format!("websocket,{features}");
    run(&folder, &["clippy", "--no-deps"], &features, &["--", "-D", "warnings"]);
    run(&folder, &["doc", "--no-deps"], &features, &[]);
    run(&folder, &["test", "--doc"], &features, &[]);
}

fn scratch() -> PathBuf {
    Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden")
}

/// Writes the crate, leaving files alone that are as they should be.
fn write(folder: &Path, fixtures: &[Fixture]) {
    let models: Vec<_> = fixtures.iter().map(|fixture| (fixture.model(), fixture.name.clone())).collect();
    let services: Vec<_> = models
        .iter()
        .map(|(model, name)| {
            (model, Selection { service: None, operations: None, module: name.clone(), protocol: None })
        })
        .collect();
    let generated = generate(&services, &config()).unwrap_or_else(|diagnostics| panic!("{diagnostics}"));
    // What an earlier run left and this one does not make would not be compiled, but it would mislead a reader.
    let _ = fs::remove_dir_all(folder.join("src"));
    write_files(folder, &generated.files);
}

/// Writes the files of a crate.
pub(crate) fn write_files(folder: &Path, files: &FileTree) {
    for (path, text) in files {
        let path = folder.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }
    // The versions of the workspace, which are there without a network.
    fs::copy(fixture::package().join("../Cargo.lock"), folder.join("Cargo.lock")).unwrap();
}

/// Runs cargo on a crate of a test. All of them share what is compiled of the runtime.
pub(crate) fn cargo(folder: &Path, command: &[&str], features: &str, arguments: &[&str]) -> Output {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    Command::new(cargo)
        .args(command)
        .args(["--offline", "--quiet", "--no-default-features", "--features", features])
        .args(arguments)
        .env("CARGO_TARGET_DIR", Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden/target"))
        .env("RUSTDOCFLAGS", "-D warnings")
        .env_remove("RUSTFLAGS")
        .current_dir(folder)
        .output()
        .unwrap()
}

fn run(folder: &Path, command: &[&str], features: &str, arguments: &[&str]) {
    let output = cargo(folder, command, features, arguments);
    let report = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "`cargo {}` in {}:\n{report}", command.join(" "), folder.display());
}
