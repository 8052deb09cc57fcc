//! What tests of generated text have in common.

use smithwright_codegen::generate::{Config, Layout, Surroundings, generate};
use smithwright_codegen::ir::Selection;
use smithwright_codegen::model::{Model, SourceFile};
use smithwright_codegen::write::FileTree;

/// The files of a crate of its own that a model gives, or what is wrong with it.
pub(crate) fn files(text: &str) -> Result<FileTree, String> {
    files_of(&[SourceFile { name: "depot.json", text }])
}

/// As `files`, for a model in several files.
pub(crate) fn files_of(sources: &[SourceFile<'_>]) -> Result<FileTree, String> {
    let read = Model::read(sources);
    let model = read.map_err(|diagnostics| diagnostics.to_string())?.model;
    let config = Config {
        name: "depot".to_owned(),
        version: "0.1.0".to_owned(),
        dev_dependencies: Vec::new(),
        surroundings: Surroundings::Alone { runtime: "../runtime".to_owned(), models: Vec::new() },
        layout: Layout::Root,
    };
    let selection = Selection { service: None, operations: None, module: "depot".to_owned(), protocol: None };
    let generated = generate(&[(&model, selection)], &config);
    Ok(generated.map_err(|diagnostics| diagnostics.to_string())?.files)
}
