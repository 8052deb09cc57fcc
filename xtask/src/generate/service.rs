//! Which service of a model is meant.

use smithwright_codegen::diagnostics::Diagnostic;
use smithwright_codegen::model::{Model, Shape};

/// The service that is named or, if none is, the only one.
pub(crate) fn find<'m>(model: &'m Model, wanted: Option<&str>) -> Result<&'m Shape, Diagnostic> {
    let all = of(model, wanted)?;
    match all.as_slice() {
        [service] => Ok(service),
        _ => {
            let ids: Vec<String> = all.iter().map(|shape| format!("`{}`", shape.id)).collect();
            let message = format!("expected a model with one service, found {}", ids.join(" and "));
            Err(Diagnostic::error(message).help("name the one that is meant with --service"))
        }
    }
}

/// The service that is named or, if none is, all of them: at least one.
pub(super) fn of<'m>(model: &'m Model, wanted: Option<&str>) -> Result<Vec<&'m Shape>, Diagnostic> {
    let all: Vec<&Shape> = model.services().map(|(shape, _)| shape).collect();
    let found: Vec<&Shape> =
        all.iter().copied().filter(|shape| wanted.is_none_or(|id| shape.id == *id)).collect();
    match wanted {
        _ if !found.is_empty() => Ok(found),
        Some(wanted) => Err(Diagnostic::error(format!("the model has no service `{wanted}`"))
            .did_you_mean(wanted, all.iter().map(|shape| shape.id.as_str()))),
        None => Err(Diagnostic::error("the model has no service")
            .help("a client is generated for a shape of type `service`")),
    }
}
