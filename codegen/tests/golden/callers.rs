//! What the diff says of Rust source is what the compiler says: callers of the old client are compiled against the new one.
//!
//! The sample has changes of every kind, a few of each, in models that differ from kind to kind. A caller uses everything that the old client offers. Where
//! the diff finds nothing, all callers compile together; where it finds something, each fails.

mod caller;
mod mutation;

use crate::compiled;
use crate::fixture::{self, Fixture, config};
use serde_json::Value;
use smithwright_codegen::diagnostics::Diagnostics;
use smithwright_codegen::diff::{RustChange, rust_changes};
use smithwright_codegen::generate::generate;
use smithwright_codegen::ir::{self, Selection, Service};
use smithwright_codegen::model::{Model, SourceFile};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// How many changes of each kind.
const OF_EACH: usize = 3;

/// A change of a model, and what a caller of its old client is.
struct Sample {
    /// The name of the module that the new client is in.
    module: String,
    /// What is changed, for the message of a failing test.
    what: String,
    model: Model,
    caller: String,
    found: Vec<RustChange>,
}

#[test]
fn callers_compile_where_the_diff_finds_nothing_and_nowhere_else() {
    let samples = samples();
    let (breaking, compatible): (Vec<_>, Vec<_>) =
        samples.iter().partition(|sample| !sample.found.is_empty());
    eprintln!("{} changes that break callers, {} that do not", breaking.len(), compatible.len());
    assert!(breaking.len() + compatible.len() >= 90 && breaking.len() >= 40 && compatible.len() >= 40);

    let failed = failing(&write("compatible-callers", &compatible), &compatible);
    let told: Vec<String> = failed.iter().map(|(sample, why)| format!("{}: {why}", sample.what)).collect();
    assert!(told.is_empty(), "the diff finds nothing, the compiler does:\n{}", told.join("\n"));

    // An error may hide another, so those that fail are taken out until none does.
    let mut left: Vec<&Sample> = breaking;
    loop {
        let failed = failing(&write("breaking-callers", &left), &left);
        let failed: BTreeSet<&str> = failed.iter().map(|(sample, _)| &*sample.module).collect();
        if failed.is_empty() {
            break;
        }
        left.retain(|sample| !failed.contains(&*sample.module));
    }
    let told: Vec<String> = left
        .iter()
        .map(|sample| format!("{} in {}: {:#?}", sample.what, sample.module, sample.found))
        .collect();
    assert!(told.is_empty(), "the diff finds something, the compiler doesn't:\n{}", told.join("\n"));
}

/// Changes of every kind. The fixtures are begun with at another one for each kind, so that all of them take part.
fn samples() -> Vec<Sample> {
    let fixtures: Vec<(Fixture, Value)> = fixture::all()
        .into_iter()
        .map(|fixture| {
            let model = serde_json::from_str(&fixture.text).unwrap();
            (fixture, model)
        })
        .collect();
    let mut samples = Vec::new();
    for (at, (kind, changes)) in mutation::KINDS.iter().enumerate() {
        let mut of_kind = 0;
        for (fixture, model) in fixtures.iter().cycle().skip(at * 3).take(fixtures.len()) {
            let changed = changes(model);
            // Not the first of each: that is most often an input.
            let sample = changed.iter().cycle().skip(at).take(changed.len()).find_map(|changed| {
                let module = format!("m{}", samples.len());
                sample(&module, &format!("{kind} of {}", fixture.name), model, changed)
            });
            samples.extend(sample.inspect(|_| of_kind += 1));
            if of_kind == OF_EACH {
                break;
            }
        }
        assert!(of_kind > 0, "no fixture lets us {kind}");
    }
    samples
}

/// The sample; none if the changed model is no model, or not one that can be generated.
fn sample(module: &str, what: &str, old: &Value, new: &Value) -> Option<Sample> {
    let (_, old) = client(module, old)?;
    let (model, new) = client(module, new)?;
    let (caller, found) = (caller::source(&old), rust_changes(&old, &new));
    Some(Sample { module: module.to_owned(), what: what.to_owned(), model, caller, found })
}

fn client(module: &str, model: &Value) -> Option<(Model, Service)> {
    let text = model.to_string();
    let model = Model::read(&[SourceFile { name: "model.json", text: &text }]).ok()?.model;
    let mut findings = Diagnostics::new();
    let service = ir::lower(&model, &selection(module), &mut findings)?;
    (!findings.has_errors()).then_some((model, service))
}

fn selection(module: &str) -> Selection {
    Selection { service: None, operations: None, module: module.to_owned(), protocol: None }
}

/// Writes a crate of the new clients and the callers of the old ones.
fn write(name: &str, samples: &[&Sample]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(folder.join("src"));
    let services: Vec<_> = samples.iter().map(|sample| (&sample.model, selection(&sample.module))).collect();
    let mut files = generate(&services, &config()).unwrap().files;
    let root = files.get_mut("src/lib.rs").unwrap();
    for sample in samples {
        root.push_str(&format!("mod caller_{};\n", sample.module));
    }
    for sample in samples {
        files.insert(format!("src/caller_{}.rs", sample.module), sample.caller.clone());
    }
    compiled::write_files(&folder, &files);
    folder
}

/// The samples whose callers don't compile, each with its first error.
fn failing<'a>(folder: &Path, samples: &[&'a Sample]) -> Vec<(&'a Sample, String)> {
    let mut features: Vec<&str> = samples.iter().map(|sample| sample.module.as_str()).collect();
    if fs::read_to_string(folder.join("Cargo.toml")).unwrap().contains("\nwebsocket = ") {
        features.push("websocket");
    }
    let features = features.join(",");
    let output = compiled::cargo(folder, &["check", "--message-format=short"], &features, &[]);
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let errors: Vec<(&str, &str)> = text
        .lines()
        .filter(|line| line.contains(": error"))
        .filter_map(|line| line.split_once(':'))
        .collect();
    let elsewhere = errors.iter().find(|(file, _)| !file.starts_with("src/caller_"));
    assert!(elsewhere.is_none(), "generated code does not compile: {elsewhere:?}");
    assert!(output.status.success() || !errors.is_empty(), "{text}");
    samples
        .iter()
        .filter_map(|sample| {
            let own = format!("src/caller_{}.rs", sample.module);
            errors.iter().find(|(file, _)| *file == own).map(|(_, why)| (*sample, (*why).to_owned()))
        })
        .collect()
}
