//! A model as JSON text, up to the files of a client: findings or files, the same each time, and no change between the model and itself.
#![no_main]

use libfuzzer_sys::fuzz_target;
use smithwright_codegen::diff::compare;
use smithwright_codegen::generate::{Config, Layout, Surroundings, generate};
use smithwright_codegen::ir::Selection;
use smithwright_codegen::model::{Model, SourceFile};

fuzz_target!(|text: &str| {
    let loaded = match Model::read(&[SourceFile { name: "model.json", text }]) {
        Ok(loaded) => loaded,
        Err(findings) => {
            assert!(findings.has_errors(), "{findings}");
            return;
        }
    };
    let model = &loaded.model;
    let changes = compare(model, model);
    assert!(changes.is_empty(), "{changes:?}");
    let selection = Selection { service: None, operations: None, module: "fuzz".to_owned(), protocol: None };
    match generate(&[(model, selection)], &config()) {
        Ok(generated) => assert!(!generated.files.is_empty()),
        Err(findings) => assert!(findings.has_errors(), "{findings}"),
    }
});

fn config() -> Config {
    Config {
        name: "fuzz".to_owned(),
        version: "0.0.0".to_owned(),
        surroundings: Surroundings::Alone { runtime: "../runtime".to_owned(), models: Vec::new() },
        layout: Layout::Root,
        dev_dependencies: Vec::new(),
    }
}
