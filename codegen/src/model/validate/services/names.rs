//! Checks that the shapes of a service have names of their own, whatever their namespaces and the case of letters, and that `rename` changes names.

use std::collections::BTreeMap;

use super::Closure;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::place::{Kind, with_article};
use crate::model::traits::Synthetic;
use crate::model::{Model, Reference, Shape, ShapeKind, Traits, UNIT};

pub(super) fn check(closure: &Closure<'_>, diagnostics: &mut Diagnostics) {
    check_renames(closure, diagnostics);
    let renamed = closure.renamed();
    let mut first_with: BTreeMap<String, Named<'_>> = BTreeMap::new();
    for shape in closure.shapes().filter(|shape| shape.id != *UNIT) {
        let named = Named { shape, name: renamed.get(&shape.id).copied().unwrap_or_else(|| shape.id.name()) };
        let first = *first_with.entry(named.name.to_ascii_lowercase()).or_insert(named);
        // Ids that differ in nothing but case are reported as such.
        if !first.shape.id.as_str().eq_ignore_ascii_case(shape.id.as_str()) {
            diagnostics.extend(conflict(closure, first, named));
        }
    }
}

/// A shape with its name in the service.
#[derive(Clone, Copy)]
struct Named<'m> {
    shape: &'m Shape,
    name: &'m str,
}

/// Returns the finding about two shapes of the same name, unless it makes no difference which of them is meant.
fn conflict(closure: &Closure<'_>, first: Named<'_>, second: Named<'_>) -> Option<Diagnostic> {
    let message = format!(
        "expected names in `{}` that differ in more than case, found `{}` for `{}` and `{}` for `{}`",
        closure.shape.id, first.name, first.shape.id, second.name, second.shape.id
    );
    let help = "give one of them another name, for this service alone with `rename`";
    // No model names them, and so no client.
    if [first, second].iter().all(|named| named.shape.traits.has::<Synthetic>()) {
        return None;
    }
    // A shape of the prelude has no place in the model.
    let subject = if second.shape.id.is_prelude() { first.shape } else { second.shape };
    match likeness(closure.model, first.shape, second.shape) {
        Likeness::Different => Some(subject.error(message).help(help)),
        Likeness::Lists => Some(subject.warning(message).help(help)),
        Likeness::Simple => None,
    }
}

/// How alike two shapes are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Likeness {
    /// The same simple type, with the same traits.
    Simple,
    /// Lists of what is alike, with the same traits.
    Lists,
    /// Anything else.
    Different,
}

/// How many lists in lists are compared; more are reported elsewhere.
const DEEPEST: usize = 16;

fn likeness(model: &Model, left: &Shape, right: &Shape) -> Likeness {
    let mut pair = (left, right);
    let is_list = matches!(left.kind, ShapeKind::List(_));
    for _ in 0..DEEPEST {
        let (left, right) = pair;
        if left.shape_type() != right.shape_type() || !are_equal(&left.traits, &right.traits) {
            return Likeness::Different;
        }
        let (ShapeKind::List(left), ShapeKind::List(right)) = (&left.kind, &right.kind) else {
            return match Kind::Simple.includes(left.shape_type()) {
                true if is_list => Likeness::Lists,
                true => Likeness::Simple,
                false => Likeness::Different,
            };
        };
        let targets = (model.target(&left.member.target), model.target(&right.member.target));
        let (Some(left_target), Some(right_target)) = targets else { return Likeness::Different };
        if !are_equal(&left.member.traits, &right.member.traits) {
            return Likeness::Different;
        }
        if left_target.id == right_target.id {
            return Likeness::Lists;
        }
        pair = (left_target, right_target);
    }
    Likeness::Different
}

fn are_equal(left: &Traits, right: &Traits) -> bool {
    left.len() == right.len()
        && left.iter().all(|applied| right.get(applied.id.as_str()) == Some(&applied.value))
}

/// Checks that each entry of `rename` gives a shape of the service another name. That it is one of data is checked with the other references.
fn check_renames(closure: &Closure<'_>, diagnostics: &mut Diagnostics) {
    for (shape, name) in &closure.service.rename {
        let Some(target) = closure.model.target(shape) else { continue };
        if !closure.reached.contains(&shape.id) {
            let found = with_article(target.shape_type().name());
            let message = format!(
                "expected a shape of the service to rename, found `{}`, {found} that it does not reach",
                shape.id
            );
            diagnostics.push(at(closure, shape, message).help("remove the entry"));
        } else if name == shape.id.name() {
            let message = format!("expected another name for `{}`, found its own", shape.id);
            diagnostics.push(at(closure, shape, message).help("remove the entry, or give it a new name"));
        }
    }
}

fn at(closure: &Closure<'_>, entry: &Reference, message: String) -> Diagnostic {
    closure.shape.error(message).at(&entry.location)
}
