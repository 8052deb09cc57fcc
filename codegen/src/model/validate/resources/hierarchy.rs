//! Checks that resources within others have their identifiers too, and that no resource is within itself.

use std::collections::{BTreeMap, BTreeSet};

use super::Bound;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::{Model, Reference, Shape, ShapeId, ShapeKind, cycles};

/// Checks that each child has the identifiers of its parent, with the same targets: what is within something is found by its identifiers and more.
pub(super) fn check(parent: &Bound<'_>, diagnostics: &mut Diagnostics) {
    for child in parent.children() {
        for (name, target) in &parent.identifiers {
            let own = child.identifiers.get(name).copied();
            if own.is_none_or(|own| own.id != target.id) {
                diagnostics.push(unlike(parent.shape, child.shape, name, target, own));
            }
        }
    }
}

fn unlike(
    parent: &Shape,
    child: &Shape,
    name: &str,
    target: &Reference,
    own: Option<&Reference>,
) -> Diagnostic {
    let (found, location) = match own {
        Some(own) => (format!("`{}`", own.id), &own.location),
        None => ("none".to_owned(), &child.location),
    };
    let message = format!(
        "expected the identifier `{name}` with the target `{}`, as `{}` has it, found {found}",
        target.id, parent.id
    );
    let help = format!("a resource within `{}` has all its identifiers, and may have more", parent.id);
    child.error(message).at(location).help(help)
}

/// Reports each cycle of resources once.
pub(super) fn check_cycles(model: &Model, diagnostics: &mut Diagnostics) {
    let open = in_cycles(model);
    for cycle in cycles(&open, |id| children(model, id).find(|child| open.contains(child))) {
        let names: Vec<&str> = cycle.iter().map(|id| id.as_str()).collect();
        let message = format!("resources must not be within themselves: {}", names.join(" -> "));
        let help = "take one of them from the `resources` of another";
        let shape = cycle.first().and_then(|id| model.shape(id));
        diagnostics.extend(shape.map(|shape| shape.error(message).help(help)));
    }
}

/// Returns the resources that have others within them without an end.
fn in_cycles(model: &Model) -> BTreeSet<&ShapeId> {
    let all: BTreeSet<&ShapeId> = model
        .shapes()
        .filter(|shape| matches!(shape.kind, ShapeKind::Resource(_)))
        .map(|it| &it.id)
        .collect();
    let mut parents_of: BTreeMap<&ShapeId, Vec<&ShapeId>> = BTreeMap::new();
    let mut left: BTreeMap<&ShapeId, usize> = BTreeMap::new();
    for parent in &all {
        for child in children(model, parent).filter(|child| all.contains(child)) {
            parents_of.entry(child).or_default().push(parent);
            *left.entry(*parent).or_default() += 1;
        }
    }
    let mut open = all.clone();
    let mut ended: Vec<&ShapeId> = all.into_iter().filter(|id| !left.contains_key(id)).collect();
    while let Some(id) = ended.pop() {
        open.remove(id);
        for parent in parents_of.remove(id).unwrap_or_default() {
            if let Some(left) = left.get_mut(parent) {
                *left = left.saturating_sub(1);
                if *left == 0 {
                    ended.push(parent);
                }
            }
        }
    }
    open
}

fn children<'m>(model: &'m Model, id: &ShapeId) -> impl Iterator<Item = &'m ShapeId> {
    model.resource(id).into_iter().flat_map(|resource| &resource.resources).map(|child| &child.id)
}
