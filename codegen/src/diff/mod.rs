//! What changed between two models, and what it means for those who use them.
//!
//! [`compare`] finds the changes by the rules of Smithy's own diff, under the same ids and severities: one file for each family of rules.
//! Then it says of each whether it breaks the wire, what it asks of the version and which operations it reaches. What it means for Rust
//! source is found elsewhere, from what the two models are lowered to.
//!
//! Nothing here reads a file: a caller hands over two models that are read already.

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
mod rules;
mod rust;
mod shapes;
mod suppress;
mod target;
mod traits;

use crate::model::Model;
use differences::{Differences, Scope, Sides};

pub use event::{Bump, Compatibility, Event, Severity};
pub use rust::{RustChange, rust_changes};

/// Every change from the old model to the new one: the gravest first, then by id of what changed.
#[must_use]
pub fn compare(old: &Model, new: &Model) -> Vec<Event> {
    let mut events = evaluate(&Differences::of(Sides { old, new }));
    events.sort_by(|left, right| {
        (right.severity, &left.subject, &left.id, &left.message).cmp(&(
            left.severity,
            &right.subject,
            &right.id,
            &right.message,
        ))
    });
    events
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
