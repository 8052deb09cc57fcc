//! Finding the service of a model that is meant.

use smithwright_codegen::diagnostics::Diagnostic;
use smithwright_codegen::model::{Model, Shape};

/// Returns the service of this name or shape id or, if none is given, the only one.
pub(crate) fn find<'m>(model: &'m Model, wanted: Option<&str>) -> Result<&'m Shape, Diagnostic> {
    let all = of(model, wanted)?;
    match all.as_slice() {
        [service] => Ok(service),
        _ => {
            let message = format!("expected a model with one service, found {}", ids(&all));
            Err(Diagnostic::error(message).help("name the one that is meant with --service"))
        }
    }
}

/// Returns the service of this shape id, which nothing shorter stands for in a manifest.
pub(super) fn of_id<'m>(model: &'m Model, id: &str) -> Result<&'m Shape, Diagnostic> {
    let service = find(model, Some(id))?;
    if service.id == *id {
        return Ok(service);
    }
    let message = format!("expected the shape id of the service, `{}`, found `{id}`", service.id);
    Err(Diagnostic::error(message).help("write the namespace too"))
}

/// Returns the services of this name or shape id or, if none is given, all services; at least one.
pub(super) fn of<'m>(model: &'m Model, wanted: Option<&str>) -> Result<Vec<&'m Shape>, Diagnostic> {
    let all: Vec<&Shape> = model.services().map(|(shape, _)| shape).collect();
    let found: Vec<&Shape> =
        all.iter().copied().filter(|shape| wanted.is_none_or(|wanted| shape.id.is_called(wanted))).collect();
    match wanted {
        _ if !found.is_empty() => Ok(found),
        Some(wanted) if !all.is_empty() => Err(no_such(wanted, &all)),
        _ => Err(Diagnostic::error("the model has no service")
            .help("a client is generated for a shape of type `service`")),
    }
}

fn no_such(wanted: &str, all: &[&Shape]) -> Diagnostic {
    let names = all.iter().flat_map(|shape| [shape.id.as_str(), shape.id.name()]);
    Diagnostic::error(format!("the model has no service `{wanted}`; it has {}", ids(all)))
        .help("give the name or the shape id of one that it has")
        .did_you_mean(wanted, names)
}

fn ids(services: &[&Shape]) -> String {
    services.iter().map(|shape| format!("`{}`", shape.id)).collect::<Vec<_>>().join(" and ")
}
