//! From texts to a model: the steps in order, each in a file of its own.

mod ast;
mod context;
mod merge;

use super::{Loaded, Model, SourceFile, prelude};
use crate::diagnostics::Diagnostics;
use context::Context;

/// Reads and merges model files; see [`Model::read`].
pub(super) fn read(files: &[SourceFile<'_>]) -> Result<Loaded, Diagnostics> {
    let mut context = Context::default();
    let merged = merge::merge(files, &mut context);
    let read = ast::read(merged.definitions, &mut context);
    let model = Model { shapes: read.shapes, prelude: prelude::shapes(), metadata: merged.metadata };
    let diagnostics = context.into_diagnostics();
    if diagnostics.has_errors() { Err(diagnostics) } else { Ok(Loaded { model, warnings: diagnostics }) }
}
