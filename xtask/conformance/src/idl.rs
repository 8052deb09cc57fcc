//! Converting Smithy's IDL into the JSON AST, as far as the test suites and our own pairs of models use it.
//!
//! Models of services come as JSON, which is all that the rest of this workspace reads. Not supported are members with elided targets (`$name`); control
//! statements are skipped.

mod lexer;
mod names;
mod parser;

use smithwright_codegen::diagnostics::Diagnostic;

/// Converts a model in the IDL into JSON AST texts that are to be read together; `file` is what messages call it.
///
/// # Errors
/// Reports the first place that can't be read.
pub(crate) fn read(file: &str, text: &str) -> Result<Vec<String>, Diagnostic> {
    let tokens = lexer::tokens(file, text)?;
    let nodes = parser::parse(file, &tokens)?;
    Ok(nodes.iter().map(ToString::to_string).collect())
}

#[cfg(test)]
mod tests;
