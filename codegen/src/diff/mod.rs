//! Finds what changed between two models, and what it means for their users.
//!
//! [`compare`] finds the changes by the rules of Smithy's own diff, with the same ids and severities; each family of rules has a file. It also determines for
//! each whether it breaks the wire, which version bump it requires, and which operations it reaches. [`compare_clients`] adds what breaks Rust source, which
//! it finds by comparing what the two models are lowered to.
//!
//! Nothing here reads a file: callers pass two models that have been read.

mod auth;
mod bindings;
mod breaking;
mod classify;
mod constraints;
mod differences;
mod enums;
mod event;
mod members;
mod metadata;
mod nullability;
mod reach;
mod release;
mod rules;
mod rust;
mod shapes;
mod suppress;
mod target;
mod traits;
mod waiters;
mod wire;

use crate::ir::Service;
use crate::model::Model;
use differences::{Differences, Scope, Sides};
use rust::rust_changes;

pub use event::{Bump, Compatibility, Event, Severity};
pub use release::{ClientChange, Release, propose};

/// Returns every change from the old model to the new one: the most severe first, then by id of the subject.
#[must_use]
pub fn compare(old: &Model, new: &Model) -> Vec<Event> {
    let mut events = evaluate(&Differences::of(Sides { old, new }));
    sort(&mut events);
    events
}

/// Does the same as [`compare`], without the changes that Smithy's diff has no rule for.
#[must_use]
pub fn compare_as_smithy_does(old: &Model, new: &Model) -> Vec<Event> {
    let mut events = compare(old, new);
    events.retain(|event| !OURS.iter().any(|id| event.is_within(id)));
    events
}

/// The ids of changes that Smithy's diff ignores.
const OURS: [&str; 4] =
    ["ChangedRequired", "ChangedResourceProperties", "ChangedServiceVersion", "ChangedTrait"];

/// Returns every change from an old model and its client to a new model and its client: those of [`compare`], each with what it breaks in Rust source, and
/// those that only affect Rust.
#[must_use]
pub fn compare_clients(old: (&Model, &Service), new: (&Model, &Service)) -> Vec<Event> {
    let mut events = compare(old.0, new.0);
    add_rust(old, new, &mut events);
    events
}

/// Adds what breaks between the clients made from two models to the models' changes. The models may have lost their documentation by now.
pub fn add_rust(
    (old, old_client): (&Model, &Service),
    (new, new_client): (&Model, &Service),
    events: &mut Vec<Event>,
) {
    let changes = rust_changes(old_client, new_client);
    rust::attach(Sides { old, new }, &old_client.shape, changes, events);
    sort(events);
}

fn sort(events: &mut [Event]) {
    events.sort_by(|left, right| {
        (right.severity, &left.subject, &left.id, &left.message).cmp(&(
            left.severity,
            &right.subject,
            &right.id,
            &right.message,
        ))
    });
}

/// Runs every rule.
fn evaluate(differences: &Differences<'_>) -> Vec<Event> {
    let mut events = Vec::new();
    let rules = [
        shapes::evaluate,
        members::evaluate,
        target::evaluate,
        constraints::evaluate,
        enums::evaluate,
        nullability::evaluate,
        bindings::evaluate,
        auth::evaluate,
        traits::evaluate,
        breaking::evaluate,
    ];
    for rule in rules {
        rule(differences, &mut events);
    }
    match differences.scope {
        Scope::Models => {
            metadata::evaluate(differences, &mut events);
            classify::apply(differences.models, &mut events);
        }
        Scope::Replacement => classify::assume_reached(differences.models, &mut events),
    }
    suppress::apply(differences.models.new, &mut events);
    events
}

#[cfg(test)]
mod tests;
