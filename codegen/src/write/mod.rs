//! Turns token streams into text: a header line and formatted items, nothing else. No I/O.

mod format;
mod table;

use std::collections::BTreeMap;

/// Files by path, with `/` between folders.
pub type FileTree = BTreeMap<String, String>;

/// The header of every generated file.
pub const HEADER: &str = "// Made by Smithwright from a Smithy model. Change the model and run `cargo xtask generate` instead of editing.\n";

pub use format::rust;
