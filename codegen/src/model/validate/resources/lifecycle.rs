//! Checks that the lifecycle operations of resources say whether they change anything, as their roles do.

use super::Bound;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::traits::{Idempotent, Readonly, TraitValue};
use crate::model::{Reference, Resource, Shape};

const NO_REPLACE: &str = "smithy.api#noReplace";

/// What an operation does by its role.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Effect {
    /// It changes nothing.
    None,
    /// It changes something.
    Any,
    /// It changes something, and a second time nothing more.
    Once,
}

/// A lifecycle operation: its name, where a resource has it, and what it does.
type Role = (&'static str, fn(&Resource) -> &Option<Reference>, Effect);

const ROLES: [Role; 6] = [
    ("create", |it| &it.create, Effect::Any),
    ("put", |it| &it.put, Effect::Once),
    ("read", |it| &it.read, Effect::None),
    ("update", |it| &it.update, Effect::Any),
    ("delete", |it| &it.delete, Effect::Once),
    ("list", |it| &it.list, Effect::None),
];

pub(super) fn check(bound: &Bound<'_>, diagnostics: &mut Diagnostics) {
    for (role, of, effect) in ROLES {
        let operation = of(bound.resource).as_ref().and_then(|operation| bound.model.target(operation));
        if let Some(operation) = operation.filter(|it| bound.model.operation(&it.id).is_some()) {
            check_operation(bound.shape, role, effect, operation, diagnostics);
        }
    }
    check_no_replace(bound, diagnostics);
}

fn check_operation(
    resource: &Shape,
    role: &str,
    effect: Effect,
    operation: &Shape,
    diagnostics: &mut Diagnostics,
) {
    let of = format!("the operation `{role}` of `{}`", resource.id);
    if effect != Effect::None
        && let Some(applied) = operation.traits.applied(Readonly::ID)
    {
        let message = format!("expected {of} to change something, found `{}`", Readonly::ID);
        let help = "remove the trait, or bind the operation to the resource in another way";
        diagnostics.push(operation.error(message).at_trait(applied).help(help));
    }
    let needed = match effect {
        Effect::None => Readonly::ID,
        Effect::Any => return,
        Effect::Once => Idempotent::ID,
    };
    if !operation.traits.contains(needed) {
        let message = format!("expected `{needed}` on {of}, found none");
        diagnostics.push(operation.error(message).trait_id(needed).help(in_role(effect)));
    }
}

fn in_role(effect: Effect) -> &'static str {
    match effect {
        Effect::None => {
            "add the trait, or bind the operation in `operations` or `collectionOperations` if it changes something"
        }
        Effect::Any | Effect::Once => {
            "add the trait, or bind the operation in `operations` if a second call changes more"
        }
    }
}

/// Checks that a resource that is only put once is put at all.
fn check_no_replace(bound: &Bound<'_>, diagnostics: &mut Diagnostics) {
    if let Some(applied) = bound.shape.traits.applied(NO_REPLACE)
        && bound.resource.put.is_none()
    {
        diagnostics.push(without_put(bound.shape).at_trait(applied));
    }
}

fn without_put(resource: &Shape) -> Diagnostic {
    let message = "expected the lifecycle operation `put` beside the trait, found none";
    resource.error(message).trait_id(NO_REPLACE).help("bind one, or remove the trait")
}
