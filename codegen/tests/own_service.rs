//! The page for those who have services of their own shows what is true: its model makes a client without a finding.
#![allow(clippy::unwrap_used, reason = "a test may fail by panicking")]

use smithwright_codegen::generate::{Config, Layout, Surroundings, generate};
use smithwright_codegen::ir::Selection;
use smithwright_codegen::model::{Model, SourceFile};
use std::fs;
use std::path::Path;

#[test]
fn the_model_of_the_page_makes_a_client() {
    let page =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/own-service.md")).unwrap();
    let (_, rest) = page.split_once("```smithy\n").unwrap();
    let (text, _) = rest.split_once("```").unwrap();
    let loaded = Model::read(&[SourceFile { name: "catalogue.smithy", text }]).unwrap();
    let selection =
        Selection { service: None, operations: None, module: "catalogue".to_owned(), protocol: None };
    let config = Config {
        name: "catalogue-client".to_owned(),
        version: "0.1.0".to_owned(),
        surroundings: Surroundings::Alone { runtime: "../runtime".to_owned(), models: Vec::new() },
        layout: Layout::Root,
        dev_dependencies: Vec::new(),
    };
    let generated = generate(&[(&loaded.model, selection)], &config).unwrap();
    assert!(loaded.warnings.is_empty() && generated.warnings.is_empty());
    assert!(generated.files.contains_key("src/operation/get_book.rs"));
}
