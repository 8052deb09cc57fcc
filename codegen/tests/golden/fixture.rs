//! The fixtures, and how they are generated.

use smithwright_codegen::diagnostics::Diagnostics;
use smithwright_codegen::generate::{Config, Generated, Layout, Surroundings, generate};
use smithwright_codegen::ir::Selection;
use smithwright_codegen::model::traits::Documentation;
use smithwright_codegen::model::{Model, SourceFile};
use std::fs;
use std::path::{Path, PathBuf};

/// A small model.
pub(crate) struct Fixture {
    /// The name of its folder.
    pub(crate) name: String,
    /// Its model, as text.
    pub(crate) text: String,
}

/// The folder of this package.
pub(crate) fn package() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every fixture, by name.
pub(crate) fn all() -> Vec<Fixture> {
    let folders = fs::read_dir(package().join("tests/fixtures")).unwrap();
    let mut models: Vec<PathBuf> = folders.map(|folder| folder.unwrap().path().join("model.json")).collect();
    models.retain(|model| model.exists());
    models.sort();
    models.iter().map(|model| read(model)).collect()
}

/// The fixture of this name.
pub(crate) fn named(name: &str) -> Fixture {
    read(&package().join("tests/fixtures").join(name).join("model.json"))
}

fn read(model: &Path) -> Fixture {
    let name = model.parent().unwrap().file_name().unwrap().to_str().unwrap().to_owned();
    Fixture { name, text: fs::read_to_string(model).unwrap() }
}

impl Fixture {
    /// What the fixture proves: the documentation of its service.
    pub(crate) fn proves(&self) -> String {
        let model = self.model();
        let (service, _) = model.services().next().unwrap();
        let documentation = service.traits.read();
        let says = "the documentation of its service says what the fixture proves";
        let Documentation(text) = documentation.unwrap_or_else(|| panic!("{}: {says}", self.name));
        text
    }

    /// The model; everything that is wrong with it fails the test.
    pub(crate) fn model(&self) -> Model {
        let file = SourceFile { name: "model.json", text: &self.text };
        match Model::read(&[file]) {
            Ok(loaded) => {
                assert!(loaded.warnings.is_empty(), "{}: {}", self.name, loaded.warnings);
                loaded.model
            }
            Err(diagnostics) => panic!("{}: {diagnostics}", self.name),
        }
    }

    /// What is generated from this part of the model.
    pub(crate) fn select(&self, operations: Option<&[&str]>) -> Result<Generated, Diagnostics> {
        let operations = operations.map(|names| names.iter().map(|name| (*name).to_owned()).collect());
        let selection = Selection { service: None, operations, module: self.name.clone(), protocol: None };
        generate(&[(&self.model(), selection)], &config())
    }

    /// The crate of the whole model.
    pub(crate) fn generated(&self) -> Generated {
        self.select(None).unwrap_or_else(|diagnostics| panic!("{}: {diagnostics}", self.name))
    }
}

/// A crate that stands alone, with a module for each service.
pub(crate) fn config() -> Config {
    let runtime = package().parent().unwrap().join("runtime").to_str().unwrap().to_owned();
    Config {
        name: "golden".to_owned(),
        version: "0.0.0".to_owned(),
        surroundings: Surroundings::Alone { runtime, models: Vec::new() },
        layout: Layout::Modules,
        dev_dependencies: Vec::new(),
    }
}
