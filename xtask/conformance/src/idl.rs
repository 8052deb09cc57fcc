//! Smithy's IDL, as far as the test suites and our own pairs of models use it: it becomes the JSON AST.
//!
//! Models of services come as JSON, and everything else in this workspace reads that alone. Left out of the IDL are members whose targets
//! are elided (`$name`), and control statements but for the version.

mod lexer;
mod names;
mod parser;

use smithwright_codegen::diagnostics::Diagnostic;

/// A model in the IDL as texts in the JSON AST that are to be read together; `file` is the name that messages give it.
///
/// # Errors
/// The first place that can't be read.
pub(crate) fn read(file: &str, text: &str) -> Result<Vec<String>, Diagnostic> {
    let tokens = lexer::tokens(file, text)?;
    let nodes = parser::parse(file, &tokens)?;
    Ok(nodes.iter().map(ToString::to_string).collect())
}

#[cfg(test)]
mod tests;
