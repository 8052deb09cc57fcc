//! Which warnings of a model are about its client.

use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithwright_codegen::ir::{self, Selection};
use smithwright_codegen::model::{Model, ShapeId};

/// Returns the warnings that are not about operations which the client does not have or what only those reach, and how many are.
pub(super) fn of_client(
    model: &Model,
    service: &ShapeId,
    selection: &Selection,
    warnings: Diagnostics,
) -> (Diagnostics, usize) {
    if selection.operations.is_none() || warnings.is_empty() {
        return (warnings, 0);
    }
    let left_out = ir::left_out(model, service, selection);
    let is_about_others = |finding: &Diagnostic| {
        let id = finding.shape.as_deref().and_then(|id| ShapeId::parse(id).ok());
        id.is_some_and(|id| left_out.contains(&id.without_member()))
    };
    let (others, own): (Vec<_>, Vec<_>) = warnings.into_iter().partition(is_about_others);
    (own.into_iter().collect(), others.len())
}

/// Says that there are others.
pub(super) fn note(others: usize) -> String {
    match others {
        0 => String::new(),
        1 => "1 warning is about operations that are left out\n".to_owned(),
        _ => format!("{others} warnings are about operations that are left out\n"),
    }
}
