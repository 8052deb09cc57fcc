//! The public surface of the three services and how it travels, as a reviewer of a pull request wants to see it: one snapshot each.

#![allow(clippy::unwrap_used)]

use smithwright_codegen::generate::{Config, Layout, Surroundings, generate};
use smithwright_codegen::ir::Selection;
use smithwright_codegen::model::{Model, SourceFile};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// Every line that declares something public, by file.
fn surface(service: &str) -> String {
    let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models");
    let read = |name: &str| fs::read_to_string(models.join(name)).unwrap();
    let (name, text, traits) =
        (format!("{service}.json"), read(&format!("{service}.json")), read("smithwright.json"));
    let files =
        [SourceFile { name: &name, text: &text }, SourceFile { name: "smithwright.json", text: &traits }];
    let loaded = Model::read(&files).unwrap();
    let selection = Selection { service: None, operations: None, module: service.to_owned() };
    let config = Config {
        name: "clients".to_owned(),
        version: "0.0.0".to_owned(),
        surroundings: Surroundings::Workspace,
        layout: Layout::Modules,
        dev_dependencies: Vec::new(),
    };
    let generated = generate(&[(&loaded.model, selection)], &config).unwrap();
    let mut out = String::new();
    for (path, text) in generated.files.iter().filter(|(path, _)| path.ends_with(".rs")) {
        let _ = writeln!(out, "// {path}");
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            if line.trim_start().starts_with("pub ") {
                let _ = writeln!(out, "{}", declaration(line, &mut lines));
            } else if is_row(line) {
                let _ = writeln!(out, "{line}");
            }
        }
    }
    out
}

/// The declaration on one line, without its body.
fn declaration<'a>(first: &str, rest: &mut impl Iterator<Item = &'a str>) -> String {
    let mut out = first.to_owned();
    while !out.ends_with(['{', ';', ',', '}']) {
        let Some(line) = rest.next() else { break };
        let glue = if out.ends_with(['(', '<', ' ']) || line.trim_start().starts_with([')', '>']) {
            ""
        } else {
            " "
        };
        out = format!("{out}{glue}{}", line.trim_start());
        if out.ends_with(',') && !out.contains("where") {
            // A parameter of a list that goes on.
            out.push(' ');
        }
    }
    out.trim_end_matches(['{', ' ']).replace(", )", ")").replace(", >", ">")
}

/// Whether the line is a row of a table: where a member travels, an error's status, a value of an enum.
fn is_row(line: &str) -> bool {
    line.starts_with("        ")
        && !line.contains("let ")
        && line.ends_with(';')
        && [": member(", ": error(", " = \""].iter().any(|row| line.contains(row))
}

#[test]
fn gameliftstreams() {
    insta::assert_snapshot!(surface("gameliftstreams"));
}

#[test]
fn connectparticipant() {
    insta::assert_snapshot!(surface("connectparticipant"));
}

#[test]
fn kinesisvideosignaling() {
    insta::assert_snapshot!(surface("kinesisvideosignaling"));
}
