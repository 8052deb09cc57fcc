//! What else stands in the way of a client for a model that is refused, so that its author learns of everything at once.

use super::closure::Closure;
use super::{Selection, names, protocol, service};
use crate::diagnostics::Diagnostics;
use crate::model::{Model, Refused};

/// Adds to the findings about a refused model what [`lower`](super::lower) would report only after its errors are mended and that does not follow from them:
/// a protocol that can't be generated, and names that would be one in Rust.
#[must_use]
pub fn with_obstacles(refused: Refused, selection: &Selection) -> Diagnostics {
    let Refused { mut findings, model } = refused;
    if let Some(model) = model {
        let mut obstacles = obstacles(&model, selection, &findings);
        model.suppress(&mut obstacles);
        model.spell_out_inline_collections(&mut obstacles);
        findings.extend(obstacles);
    }
    findings
}

fn obstacles(model: &Model, selection: &Selection, known: &Diagnostics) -> Diagnostics {
    let mut found = Diagnostics::new();
    // A service or an operation may be missing because of the errors.
    let mut missing = Diagnostics::new();
    let Some((shape, service)) = service::find(model, selection, &mut missing) else { return found };
    let protocol = protocol::of(model, shape, selection, &mut found);
    let closure = Closure::of(model, (shape, service), protocol.as_ref(), None, selection, &mut missing);
    let mut names = Diagnostics::new();
    service::names(&closure, service, &mut names);
    names::check_methods(closure.operations.iter().map(|(shape, _)| *shape), &mut names);
    // The model itself may have told of the same two shapes.
    let refused = known.refused();
    names.retain(|finding| finding.shape.as_ref().is_none_or(|shape| !refused.contains(shape)));
    found.extend(names);
    found
}
