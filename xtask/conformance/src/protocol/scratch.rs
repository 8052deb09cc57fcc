//! The folder in which clients and test programs are compiled: a crate for each client, and one crate with a program for each of them.

use crate::Order;
use crate::compile::{Built, built, compile, manifest, program_name, settle};
use smithwright_codegen::diagnostics::Diagnostics;
use smithwright_codegen::write::{FileTree, HEADER};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The folder, with what has been added to it.
pub(crate) struct Scratch<'a> {
    order: &'a Order<'a>,
    programs: FileTree,
    names: Vec<String>,
}

/// Returns the package of the client that a program tests.
pub(crate) fn package(name: &str) -> String {
    format!("client-{name}")
}

impl<'a> Scratch<'a> {
    pub(crate) fn new(order: &'a Order<'a>) -> Self {
        let mut programs = FileTree::new();
        programs.insert("src/support.rs".to_owned(), format!("{HEADER}{}", include_str!("support.rs")));
        Self { order, programs, names: Vec::new() }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }

    /// Adds a client and the program that tests it.
    pub(crate) fn add(&mut self, name: &str, client: &FileTree, program: &str) -> Result<(), Diagnostics> {
        settle(self.order, &format!("clients/{name}"), client)?;
        self.programs.insert(format!("src/bin/{}.rs", program_name(self.order, name)), program.to_owned());
        self.names.push(name.to_owned());
        Ok(())
    }

    /// Compiles everything that was added, and returns the result for each program.
    ///
    /// # Errors
    /// Fails if a file can't be written, or Cargo can't be started.
    pub(crate) fn build(&mut self) -> Result<BTreeMap<String, Built>, Diagnostics> {
        self.programs.insert("Cargo.toml".to_owned(), self.manifest());
        let folder = settle(self.order, "programs", &self.programs)?;
        let messages = compile(self.order, &folder)?;
        let built = |name: &String| {
            built(&program_name(self.order, name), &package(name).replace('-', "_"), &messages)
        };
        Ok(self.names.iter().map(|name| (name.clone(), built(name))).collect())
    }

    fn manifest(&self) -> String {
        let mut dependencies =
            "tokio = { version = \"1\", default-features = false, features = [\"rt\", \"time\"] }\n"
                .to_owned();
        for name in &self.names {
            let path = format!("../clients/{name}");
            let _ =
                writeln!(dependencies, "{} = {{ path = {path:?}, default-features = false }}", package(name));
        }
        manifest(self.order, "programs", &dependencies)
    }
}
