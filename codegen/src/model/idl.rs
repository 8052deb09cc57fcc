//! Models in Smithy's [interface definition language](https://smithy.io/2.0/spec/idl.html) (IDL), turned into the JSON AST.
//!
//! A file becomes the definitions that the same model has in JSON, at their positions in the file, so that all that comes after knows one format.

mod cursor;
mod inline_collections;
mod lexer;
mod member_index;
mod names;
mod parser;
mod statements;
mod tagged_strings;
mod text;
mod values;

use super::node::Entry;
use super::{Node, SourceFile};
use crate::diagnostics::{Diagnostic, Position};
use lexer::Token;
use std::collections::BTreeMap;
use std::sync::Arc;

pub(super) use names::Defined;

/// A file in the IDL that was split into tokens.
pub(super) struct Tokens {
    file: Arc<str>,
    tokens: Vec<Token>,
}

/// The content of a file.
#[derive(Default)]
pub(super) struct Content {
    /// The version that it says it is written in.
    pub(super) version: Option<Node>,
    /// The metadata, in the order of the file; a key may occur several times.
    pub(super) metadata: Vec<Entry>,
    /// Shapes and `apply` statements by id, in the order of the file; an id may occur several times.
    pub(super) shapes: Vec<Entry>,
    /// The members whose targets are left to resources or mixins. Their targets are null.
    pub(super) elided: Vec<Elided>,
    /// The ids of resources that structures are for, and where they say so.
    pub(super) resources: Vec<(String, Position)>,
    /// Where inputs and outputs are defined inline.
    pub(super) inline: Vec<Position>,
    /// What it has that came with 2.1, and where each kind first is.
    pub(super) newer: BTreeMap<&'static str, Position>,
    /// Findings that are not errors.
    pub(super) warnings: Vec<Diagnostic>,
}

/// A member without a target: `$name`.
pub(super) struct Elided {
    /// The id of the shape.
    pub(super) shape: String,
    /// The name of the member.
    pub(super) member: Arc<str>,
    /// The id of the resource that the shape is for.
    pub(super) resource: Option<String>,
    /// Where the member is.
    pub(super) position: Position,
}

/// Returns whether a file is in the IDL, by its name.
pub(super) fn is_idl(file: &SourceFile<'_>) -> bool {
    file.name.ends_with(".smithy")
}

/// Splits a file into tokens.
///
/// # Errors
/// Reports the first place that can't be read.
pub(super) fn tokens(file: &SourceFile<'_>) -> Result<Tokens, Diagnostic> {
    let name: Arc<str> = file.name.into();
    let tokens = lexer::tokens(&name, file.text)?;
    Ok(Tokens { tokens, file: name })
}

impl Tokens {
    /// Adds the names of the shapes that the file defines.
    pub(super) fn define(&self, defined: &mut Defined) {
        let _ = names::define(&self.tokens, defined);
    }

    /// Parses the file. `defined` has the names of all files of the model.
    ///
    /// # Errors
    /// Reports the first place that can't be read.
    pub(super) fn parse(&self, defined: &Defined) -> Result<Content, Diagnostic> {
        let namespace = names::define(&self.tokens, &mut Defined::new());
        parser::parse(&self.file, &self.tokens, namespace, defined)
    }
}

#[cfg(test)]
mod tests;
