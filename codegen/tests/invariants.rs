//! What must never be in the sources, whatever else is. Each invariant is one that a reviewer would otherwise have to look for.
#![allow(missing_docs, clippy::panic, clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Every Rust file of a folder of the workspace, by its path from the root, with its text.
fn sources(folder: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut waiting = vec![root().join(folder)];
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                let name = path.strip_prefix(root()).unwrap().display().to_string();
                found.push((name, fs::read_to_string(&path).unwrap()));
            }
        }
    }
    assert!(!found.is_empty(), "{folder} has no source");
    found
}

/// The sources of a folder as they are in a build that is not for tests.
fn shipped(folder: &str) -> Vec<(String, String)> {
    let is_test = |name: &str| name.ends_with("/tests.rs") || name.contains("/tests/");
    let files = sources(folder).into_iter().filter(|(name, _)| !is_test(name));
    files
        .map(|(name, text)| {
            let end = text.find("#[cfg(test)]\nmod tests {").unwrap_or(text.len());
            (name, text.get(..end).unwrap().to_owned())
        })
        .collect()
}

/// The lines that hold any of the words, comments left out.
fn code_with(files: &[(String, String)], words: &[&str]) -> Vec<String> {
    let lines = files.iter().flat_map(|(name, text)| text.lines().map(move |line| (name, line.trim())));
    lines
        .filter(|(_, line)| !line.starts_with("//") && words.iter().any(|word| line.contains(word)))
        .map(|(name, line)| format!("{name}: {line}"))
        .collect()
}

const NOTHING: [String; 0] = [];

/// The names by which the services of our models and of our corrections are known, in lower case.
fn service_names() -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    let mut take = |id: &str, sdk_id: Option<&str>| {
        let (namespace, shape) = id.split_once('#').unwrap();
        // A namespace may end in any word of English; that of AWS's services is a name.
        let short = namespace.strip_prefix("com.amazonaws.");
        let names_of_one = [short, Some(shape), sdk_id];
        names.extend(names_of_one.into_iter().flatten().map(str::to_lowercase));
    };
    for entry in fs::read_dir(root().join("models")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "json") {
            continue;
        }
        let model: serde_json::Value = serde_json::from_str(&fs::read_to_string(&path).unwrap()).unwrap();
        for (id, shape) in model.get("shapes").and_then(|shapes| shapes.as_object()).unwrap() {
            if shape.get("type").is_some_and(|kind| kind == "service") {
                take(id, shape.pointer("/traits/aws.api#service/sdkId").and_then(|name| name.as_str()));
            }
        }
    }
    let corrections = fs::read_to_string(root().join("models/corrections.toml")).unwrap();
    for line in corrections.lines() {
        if let Some(id) = line.strip_prefix("service = \"") {
            take(id.trim_end_matches('"'), None);
        }
    }
    names
}

/// Words that have the name of a service in them and mean something else: of Smithy, the traits with which owners of an API set a gateway before it, a trait, a
/// function of endpoint rules and a parameter of theirs; of English, the internet of things.
const OTHER_WORDS: [&str; 7] = [
    "aws.apigateway#apigateway",
    "aws.apigateway#",
    "s3unwrappedxmloutput",
    "isvirtualhostables3bucket",
    "is_virtual_hostable_s3_bucket",
    "aws::s3::accelerate",
    "\"iot\"",
];

/// The files that are there for the services that give credentials to whatever runs at AWS.
const OF_PROVIDERS: &str = "runtime/src/credentials/machine/";

#[test]
fn no_service_is_named_by_what_serves_all() {
    let names = service_names();
    for expected in ["gameliftstreams", "glacier", "apigateway", "kinesisvideosignalingchannel"] {
        assert!(names.contains(expected), "{names:?}");
    }
    let mut found = Vec::new();
    let serves_all = |file: &String| !file.starts_with(OF_PROVIDERS);
    let files = shipped("codegen/src").into_iter().chain(shipped("runtime/src"));
    for (file, text) in files.filter(|(file, _)| serves_all(file)) {
        let code = text.lines().filter(|line| !line.trim_start().starts_with("//"));
        for line in code.map(str::to_lowercase) {
            let line = OTHER_WORDS.iter().fold(line, |line, term| line.replace(term, ""));
            let words: BTreeSet<&str> = line.split(|c: char| !c.is_ascii_alphanumeric()).collect();
            // A short name is a part of many words.
            let is_named = |name: &&String| match name.len() {
                ..=8 => words.contains(name.as_str()),
                _ => line.contains(*name),
            };
            found.extend(names.iter().filter(is_named).map(|name| format!("{file}: {name} in {line}")));
        }
    }
    assert_eq!(
        found, NOTHING,
        "a service is named where all are served: state what it needs as a trait, in a model or in models/corrections.toml; if a word of the code \
         means something else, use another one or add it to `OTHER_WORDS`"
    );
}

#[test]
fn the_emitter_never_looks_at_the_model() {
    let files = shipped("codegen/src/emit");
    assert_eq!(code_with(&files, &["model::", "crate::{model", ", model}", "::model;"]), NOTHING);
}

#[test]
fn the_generator_does_no_input_and_output() {
    let files = shipped("codegen/src");
    let words = [
        "std::fs",
        "std::env",
        "std::net",
        "std::process",
        "std::io",
        "std::{",
        "Instant",
        "use std::time",
        "env!(",
    ];
    assert_eq!(code_with(&files, &words), NOTHING);
}

#[test]
fn clients_name_the_version_that_made_them() {
    let (major, minor) = (env!("CARGO_PKG_VERSION_MAJOR"), env!("CARGO_PKG_VERSION_MINOR"));
    // What Cargo takes for compatible is.
    let version = if major == "0" { format!("0.{minor}") } else { major.to_owned() };
    let root = shipped("generated/src").into_iter().find(|(file, _)| file == "generated/src/lib.rs");
    let (_, text) = root.unwrap();
    assert!(text.contains(&format!("runtime::generated_by!({version:?});")), "{version}: {text}");
}

#[test]
fn files_are_short() {
    const LONGEST: usize = 500;
    let folders = [
        "codegen/src",
        "codegen/tests",
        "fuzz/fuzz_targets",
        "fuzz/src",
        "generated/tests",
        "runtime/src",
        "runtime/tests",
        "runtime/transport",
        "xtask/bench",
        "xtask/conformance",
        "xtask/src",
        "xtask/tests",
    ];
    let files = folders.into_iter().flat_map(sources).filter(|(name, _)| !name.contains("/snapshots/"));
    let long = files.map(|(name, text)| (name, text.lines().count())).filter(|(_, lines)| *lines > LONGEST);
    assert_eq!(long.map(|(name, lines)| format!("{name}: {lines} lines")).collect::<Vec<_>>(), NOTHING);
}
