//! Checks that a service has each operation and resource in one place.

use std::collections::BTreeMap;

use super::Closure;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::{Reference, Shape, ShapeId, ShapeKind};

/// What binds an operation or resource.
type Places<'m> = BTreeMap<&'m ShapeId, &'m Shape>;

pub(super) fn check(closure: &Closure<'_>, diagnostics: &mut Diagnostics) {
    let mut places = Places::new();
    let service = closure.service.operations.iter().chain(&closure.service.resources);
    place(closure, closure.shape, service, &mut places, diagnostics);
    for shape in closure.shapes() {
        if let ShapeKind::Resource(resource) = &shape.kind {
            let bound = resource.all_operations().chain(&resource.resources);
            place(closure, shape, bound, &mut places, diagnostics);
        }
    }
}

/// Records what binds each of these, and reports those that something else binds already. What is named twice in one place does no harm.
fn place<'m>(
    closure: &Closure<'m>,
    holder: &'m Shape,
    bound: impl Iterator<Item = &'m Reference>,
    places: &mut Places<'m>,
    diagnostics: &mut Diagnostics,
) {
    for reference in bound {
        let first = *places.entry(&reference.id).or_insert(holder);
        let Some(target) = closure.model.target(reference).filter(|_| first.id != holder.id) else {
            continue;
        };
        let message = format!(
            "expected one place for the {} `{}` in `{}`, found it in `{}` and `{}`",
            target.shape_type(),
            target.id,
            closure.shape.id,
            first.id,
            holder.id
        );
        let help = "remove it from one of the two";
        diagnostics.push(Diagnostic::error(message).at(&reference.location).shape(&target.id).help(help));
    }
}
