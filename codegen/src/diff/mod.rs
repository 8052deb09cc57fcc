//! Finds what changed between two models, and what it means for their users.
//!
//! [`compare`] finds the changes by the rules of Smithy's own diff, with the same ids and severities; each family of rules has a file. It also determines for
//! each whether it breaks the wire, which version bump it requires, and which operations it reaches. [`compare_clients`] adds what breaks Rust source, which
//! it finds by comparing what the two models are lowered to.
//!
//! Nothing here reads a file: callers pass two models that have been read.

mod additions;
mod auth;
mod bindings;
mod breaking;
mod classify;
mod constraints;
mod differences;
mod enums;
mod event;
mod inline;
mod meanings;
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
mod timestamps;
mod traits;
mod waiters;
mod wire;

use crate::ir::Service;
use crate::model::traits::ids;
use crate::model::{Model, ShapeId};
use additions::{added_items, items};
use differences::{Differences, Scope, Sides};
use reach::Reach;
use rust::rust_changes;
use std::collections::BTreeSet;

pub use event::{Bump, Compatibility, Event, Severity};
pub use release::{ClientChange, Release, propose};

/// Returns every change from the old model to the new one: the most severe first, then by id of the subject.
#[must_use]
pub fn compare(old: &Model, new: &Model) -> Vec<Event> {
    compare_within(old, new, None)
}

/// Does the same as [`compare`] for a client that has these operations alone, if not all: what other operations send and receive is of no account.
///
/// Changes of what none of them reaches are left out, and so are those of mixins: each is told of the shapes that use the mixin.
#[must_use]
pub fn compare_within(old: &Model, new: &Model, operations: Option<&BTreeSet<ShapeId>>) -> Vec<Event> {
    let mut events = compare_all(old, new, operations);
    let is_told = |subject: &ShapeId, event: &Event| {
        let is_reached = operations.is_none() || !event.operations.is_empty();
        is_reached && !is_mixin(Sides { old, new }, &subject.without_member())
    };
    events.retain(|event| event.subject.as_ref().is_none_or(|subject| is_told(subject, event)));
    events
}

/// Returns whether a shape is a mixin wherever there is one.
fn is_mixin(models: Sides<&Model>, id: &ShapeId) -> bool {
    let mut shapes = [models.old, models.new].into_iter().filter_map(|model| model.shape(id)).peekable();
    shapes.peek().is_some() && shapes.all(|shape| shape.traits.contains(ids::MIXIN))
}

fn compare_all(old: &Model, new: &Model, operations: Option<&BTreeSet<ShapeId>>) -> Vec<Event> {
    let mut events = evaluate(&Differences::of(Sides { old, new }, operations));
    sort(&mut events);
    events
}

/// Returns every change that Smithy's diff finds: those of mixins as well, and none that it has no rule for.
#[must_use]
pub fn compare_as_smithy_does(old: &Model, new: &Model) -> Vec<Event> {
    let mut events = compare_all(old, new, None);
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
    add_rust(old, new, None, &mut events);
    events
}

/// Adds what breaks between the clients made from two models to the models' changes, and which of the operations, if not all, that reaches. The models may have
/// lost their documentation by now.
pub fn add_rust(
    (old, old_client): (&Model, &Service),
    (new, new_client): (&Model, &Service),
    operations: Option<&BTreeSet<ShapeId>>,
    events: &mut Vec<Event>,
) {
    let changes = rust_changes(old_client, new_client);
    let reach = Sides { old: Reach::new(old, operations), new: Reach::new(new, operations) };
    rust::attach(&Sides { old, new }, &reach, &old_client.shape, changes, events);
    events.extend(changed_protocol(&reach.new, new, Sides { old: old_client, new: new_client }));
    // Most additions follow from changes that ask for as much.
    let is_patch = !events.is_empty() && events.iter().all(|event| event.required_bump() < Bump::Minor);
    if is_patch {
        let added = added_items(&items(old_client), &items(new_client));
        events.extend(added.iter().map(|path| addition(new, new_client, path)));
    }
    sort(events);
}

/// Returns the event of an item that is new in the client, such as a method for a parameter of its endpoint rules.
fn addition(model: &Model, client: &Service, path: &str) -> Event {
    let mut event = Event::new("Rust.AddedItem", Severity::Note, format!("`{path}` is new"));
    event.bump = Bump::Minor;
    match model.services().find(|(service, _)| service.id.name() == client.shape) {
        Some((service, _)) => event.about(&service.id),
        None => event,
    }
}

/// Returns the change of the protocol that the client speaks, which is the best that the service has unless another one is chosen.
fn changed_protocol(reach: &Reach<'_>, model: &Model, clients: Sides<&Service>) -> Option<Event> {
    let (old, new) = (clients.old.protocol.name(), clients.new.protocol.name());
    if old == new {
        return None;
    }
    let (service, _) = model.services().find(|(service, _)| service.id.name() == clients.new.shape)?;
    let message =
        format!("the client speaks {new} in place of {old}: its requests have other paths and bodies");
    let mut event = Event::of(service, "ChangedProtocol", Severity::Warning, message);
    event.bump = Bump::Minor;
    event.operations = reach.of(&service.id).operations.into_iter().collect();
    Some(event)
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
        Scope::Models(operations) => {
            metadata::evaluate(differences, &mut events);
            classify::apply(differences.models, operations, &mut events);
        }
        Scope::Replacement => classify::assume_reached(differences.models, &mut events),
    }
    suppress::apply(differences.models.new, &mut events);
    events
}

#[cfg(test)]
mod tests;
