//! Members of structures and unions: new required ones, and their order.

use super::differences::{Change, Differences, Entity};
use super::event::{Event, Severity};
use super::wire;
use crate::model::{Member, Shape, ShapeKind, traits};
use std::collections::BTreeSet;

pub(super) fn evaluate(differences: &Differences<'_>, events: &mut Vec<Event>) {
    required(differences, events);
    order(differences, events);
}

/// Reports new required members of existing structures.
fn required(differences: &Differences<'_>, events: &mut Vec<Event>) {
    for entity in &differences.added {
        let Entity::Member(shape, member) = entity else { continue };
        let was_structure = differences
            .models
            .old
            .shape(&shape.id)
            .is_some_and(|old| matches!(old.kind, ShapeKind::Structure(_)));
        let traits = &member.traits;
        let left_out = traits.has::<traits::Default>() || traits.has::<traits::ClientOptional>();
        if was_structure
            && matches!(shape.kind, ShapeKind::Structure(_))
            && traits.has::<traits::Required>()
            && !left_out
        {
            let message = format!("the new member `{}` is required and has no default", member.id);
            events.push(Event::of(*entity, "AddedRequiredMember", Severity::Error, message));
        }
    }
}

/// Reports members that were reordered, or inserted anywhere but at the end.
fn order(differences: &Differences<'_>, events: &mut Vec<Event>) {
    for (old, new) in differences.changed.iter().filter_map(Change::shapes) {
        let unordered = match (&old.kind, &new.kind) {
            (ShapeKind::Structure(before), ShapeKind::Structure(after))
            | (ShapeKind::Union(before), ShapeKind::Union(after)) => is_unordered(before, after),
            _ => false,
        };
        if unordered {
            let (shape, id) = (new.shape_type(), &new.id);
            let message = if names(old) == names(new) {
                format!("the members of the {shape} `{id}` stand in another order")
            } else {
                format!(
                    "not all members of the {shape} `{id}` stand where they stood: some have moved, are gone, or have another name"
                )
            };
            let id =
                if is_told_by_order(differences, old, new) { UNTAGGED_ORDER } else { "ChangedMemberOrder" };
            events.push(Event::of(new, id, Severity::Danger, message));
        }
    }
}

/// Another order of the members of an untagged union, whose values are read as the first that they fit.
pub(super) const UNTAGGED_ORDER: &str = "ChangedMemberOrder.Untagged";

/// Returns whether the order of a union's members says what its values are.
fn is_told_by_order(differences: &Differences<'_>, old: &Shape, new: &Shape) -> bool {
    let is_untagged = |shape: &Shape| shape.traits.has::<traits::Untagged>();
    let id = <traits::Untagged as traits::TraitValue>::ID;
    is_untagged(old) && is_untagged(new) && !wire::traits_without_effect(differences.models).contains(id)
}

fn names(shape: &Shape) -> BTreeSet<&str> {
    shape.members().map(Member::name).collect()
}

fn is_unordered(old: &[Member], new: &[Member]) -> bool {
    old.iter().zip(new).any(|(old, new)| old.name() != new.name())
}
