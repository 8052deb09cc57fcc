//! Turns texts into a model. Each step has a file of its own.

mod apply;
mod ast;
mod context;
mod enums;
mod merge;
mod mixins;
mod redefined;
mod shared;
mod targets;
mod upgrade;
mod versions;

use super::{Loaded, Model, Override, Refused, SourceFile, overrides, prelude, validate};
use context::Context;

/// How much of a model is validated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Validation {
    /// Everything.
    Whole,
    /// The consistency of its shapes, but not its trait values.
    Shapes,
}

/// Reads and merges model files; see [`Model::read`].
pub(super) fn read(
    files: &[SourceFile<'_>],
    corrections: &[Override],
    validation: Validation,
) -> Result<Loaded, Refused> {
    let mut context = Context::default();
    let Some(merged) = merge::merge(files, &mut context) else {
        return Err(context.into_diagnostics().into());
    };
    if validation == Validation::Whole {
        versions::check(&merged, &mut context);
    }
    let mut read = ast::read(merged.definitions, &mut context);
    let inherited = apply::to_own(&mut read.shapes, read.applies, &mut context);
    let left = mixins::flatten(&mut read.shapes, inherited, &mut context);
    apply::report_missing(&read.shapes, left, &mut context);
    let (corrected, findings) = overrides::apply(corrections, &mut read.shapes);
    findings.into_iter().for_each(|finding| context.push(finding));
    let mut model = Model { shapes: read.shapes, prelude: prelude::shapes(), metadata: merged.metadata };
    enums::from_strings(&mut model.shapes, &mut context);
    enums::spell_out_values(&mut model.shapes, &mut context);
    upgrade::spell_out_defaults(&mut model, &read.written_in_v1, &mut context);
    let mut diagnostics = context.into_diagnostics();
    validate::shapes(&model, &mut diagnostics);
    if validation == Validation::Whole {
        validate::traits(&model, &mut diagnostics);
    }
    model.suppress(&mut diagnostics);
    model.spell_out_inline_collections(&mut diagnostics);
    if diagnostics.has_errors() {
        return Err(Refused { findings: diagnostics, model: Some(Box::new(model)) });
    }
    Ok(Loaded { model, warnings: diagnostics, corrected })
}
