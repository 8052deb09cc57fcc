//! A model file, up to the files of a client.

use smithwright_codegen::diff::compare;
use smithwright_codegen::generate::{Config, Layout, Surroundings, generate};
use smithwright_codegen::ir::{Selection, with_obstacles};
use smithwright_codegen::model::{Model, SourceFile};

/// Reads a model and generates its client: there are findings or files, and no change between the model and itself.
pub fn generated(file: &SourceFile<'_>) {
    let selection = Selection { service: None, operations: None, module: "fuzz".to_owned(), protocol: None };
    let loaded = match Model::read(&[*file]) {
        Ok(loaded) => loaded,
        Err(refused) => {
            let findings = with_obstacles(refused, &selection);
            assert!(findings.has_errors(), "{findings}");
            return;
        }
    };
    let model = &loaded.model;
    let changes = compare(model, model);
    assert!(changes.is_empty(), "{changes:?}");
    match generate(&[(model, selection)], &config()) {
        Ok(generated) => assert!(!generated.files.is_empty()),
        Err(findings) => assert!(findings.has_errors(), "{findings}"),
    }
}

fn config() -> Config {
    Config {
        name: "fuzz".to_owned(),
        version: "0.0.0".to_owned(),
        surroundings: Surroundings::Alone { runtime: "../runtime".to_owned(), models: Vec::new() },
        layout: Layout::Root,
        dev_dependencies: Vec::new(),
    }
}
