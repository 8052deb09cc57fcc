//! Finding the service of a model that is meant.

use smithwright_codegen::diagnostics::Diagnostic;
use smithwright_codegen::model::{Model, Shape};

/// Returns the named service or, if no name is given, the only one.
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

/// Returns the named service or, if no name is given, all services; at least one.
pub(super) fn of<'m>(model: &'m Model, wanted: Option<&str>) -> Result<Vec<&'m Shape>, Diagnostic> {
    let all: Vec<&Shape> = model.services().map(|(shape, _)| shape).collect();
    let found: Vec<&Shape> =
        all.iter().copied().filter(|shape| wanted.is_none_or(|id| shape.id == *id)).collect();
    match wanted {
        _ if !found.is_empty() => Ok(found),
        Some(wanted) if !all.is_empty() => Err(no_such(wanted, &all)),
        _ => Err(Diagnostic::error("the model has no service")
            .help("a client is generated for a shape of type `service`")),
    }
}

fn no_such(wanted: &str, all: &[&Shape]) -> Diagnostic {
    let finding = Diagnostic::error(format!("the model has no service `{wanted}`; it has {}", ids(all)));
    if wanted.contains('#') {
        let help = "give the absolute shape id of one that it has";
        return finding.help(help).did_you_mean(wanted, all.iter().map(|shape| shape.id.as_str()));
    }
    // Without a namespace, the service with that name must be meant.
    let meant = all.iter().find(|shape| shape.id.name().eq_ignore_ascii_case(wanted)).or(all.first());
    let example = meant.map(|shape| format!(", as in `{}`", shape.id)).unwrap_or_default();
    finding.help(format!("give the absolute shape id of one that it has, namespace and all{example}"))
}

fn ids(services: &[&Shape]) -> String {
    services.iter().map(|shape| format!("`{}`", shape.id)).collect::<Vec<_>>().join(" and ")
}
