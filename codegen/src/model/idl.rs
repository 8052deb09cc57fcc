//! Models in Smithy's [interface definition language](https://smithy.io/2.0/spec/idl.html) (IDL), turned into the JSON AST.
//!
//! A file becomes the definitions that the same model has in JSON, at their positions in the file, so that all that comes after knows one format.

mod cursor;
mod lexer;
mod names;
mod parser;
mod statements;
mod text;
mod values;

use super::node::Entry;
use super::{Node, SourceFile};
use crate::diagnostics::{Diagnostic, Position};
use lexer::Token;
use std::sync::Arc;

pub(super) use names::Defined;

/// A file in the IDL that was split into tokens.
pub(super) struct Tokens {
    file: Arc<str>,
    tokens: Vec<Token>,
    edition: Edition,
}

/// What a file may have that is not read here.
#[derive(Clone, Copy, PartialEq)]
enum Edition {
    /// Nothing.
    Common,
    /// What Smithy 2.1 adds: collections in place of targets, indexes of members, tagged literals.
    Newer,
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
    let version = file.text.lines().find_map(|line| line.trim_start().strip_prefix("$version"));
    let is_newer =
        version.is_some_and(|version| version.trim_start_matches([' ', ':', '\t']).starts_with("\"2.1\""));
    let edition = if is_newer { Edition::Newer } else { Edition::Common };
    let tokens = lexer::tokens(&name, file.text).map_err(|error| edition.explain(error))?;
    Ok(Tokens { tokens, file: name, edition })
}

impl Edition {
    /// Adds what to do where a file can't be read.
    fn explain(self, error: Diagnostic) -> Diagnostic {
        match self {
            Self::Newer if error.help.is_none() => error.help(
                "what Smithy 2.1 adds to the IDL is not read: name a shape, or make JSON with `smithy ast`, of Smithy's command line",
            ),
            _ => error,
        }
    }
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
            .map_err(|error| self.edition.explain(error))
    }
}

#[cfg(test)]
mod tests;
