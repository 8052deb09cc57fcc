//! Classifies changes: what they mean for the wire and for the version, by their ids and by what they affect.

use super::differences::Sides;
use super::event::{Bump, Compatibility, Event, Severity, Wire, is_within};
use super::members::UNTAGGED_ORDER;
use super::reach::{Operations, Reach, Reached};
use super::target::breaks_as;
use super::{timestamps, wire};
use crate::model::traits::{Length, Pattern, Range, ReservedPrefix, TimestampFormat, TraitValue as _};
use crate::model::{Member, Model, Shape, ShapeId, ShapeType};
use std::collections::{BTreeMap, BTreeSet};

/// The meaning of an id and of those below it. The first matching row counts.
type Row = (&'static str, Wire, Bump);

/// What changes mean. In rows for `ModifiedTrait` and `TraitBreakingChange`, only the bump counts: [`wire`] decides about the wire.
const IDS: &[Row] = &[
    ("AddedMetadata", Wire::Never, Bump::Patch),
    ("AddedRequiredMember", Wire::Sent, Bump::Minor),
    ("ChangedDefault", Wire::Never, Bump::Minor),
    ("ChangedEnumTrait.Appended", Wire::Never, Bump::Minor),
    ("ChangedEnumTrait.OrderChanged", Wire::Never, Bump::Minor),
    ("ChangedEnumTrait.Removed", Wire::Sent, Bump::Major),
    ("ChangedEnumTrait", Wire::Never, Bump::Major),
    ("ChangedLengthTrait", Wire::Sent, Bump::Minor),
    (UNTAGGED_ORDER, Wire::Received, Bump::Major),
    ("ChangedMemberOrder", Wire::Never, Bump::Patch),
    ("ChangedMemberTarget", Wire::Never, Bump::Minor),
    ("ChangedMetadata", Wire::Never, Bump::Patch),
    ("ChangedNullability.AddedRequiredTrait", Wire::Sent, Bump::Minor),
    ("ChangedNullability.RemovedRequiredTrait", Wire::Received, Bump::Minor),
    ("ChangedNullability", Wire::Never, Bump::Minor),
    ("ChangedOperationInput", Wire::Reached, Bump::Minor),
    ("ChangedOperationOutput", Wire::Reached, Bump::Minor),
    ("ChangedRangeTrait", Wire::Sent, Bump::Minor),
    ("ChangedRequired.Added", Wire::Sent, Bump::Major),
    ("ChangedRequired.Removed", Wire::Received, Bump::Minor),
    ("ChangedResourceIdentifiers", Wire::Never, Bump::Patch),
    ("ChangedResourceProperties", Wire::Never, Bump::Patch),
    ("ChangedServiceVersion", Wire::Never, Bump::Minor),
    ("ChangedTrait", Wire::Never, Bump::Patch),
    ("EndpointSigV4Migration", Wire::Reached, Bump::Major),
    // Callers get different pages.
    ("ModifiedTrait.Add.smithwright.api#morePages", Wire::Never, Bump::Minor),
    ("ModifiedTrait.Remove.smithwright.api#morePages", Wire::Never, Bump::Minor),
    ("ModifiedTrait.Update.smithwright.api#morePages", Wire::Never, Bump::Minor),
    // By the rules of semantic versioning: callers are to look for something else.
    ("ModifiedTrait.Add.smithy.api#deprecated", Wire::Never, Bump::Minor),
    ("ModifiedTrait", Wire::Never, Bump::Patch),
    ("RemovedMetadata", Wire::Never, Bump::Patch),
    ("RemovedOperationBinding", Wire::Reached, Bump::Major),
    ("RemovedResourceBinding", Wire::Reached, Bump::Major),
    ("ServiceRename", Wire::Never, Bump::Major),
    ("SigV4Migration", Wire::Reached, Bump::Major),
    ("TraitBreakingChange", Wire::Never, Bump::Minor),
];

/// Determines what each event means for these operations, and which of them it reaches.
pub(super) fn apply(models: Sides<&Model>, operations: Operations<'_>, events: &mut [Event]) {
    if events.is_empty() {
        return;
    }
    let (before, after) = (Reach::new(models.old, operations), Reach::new(models.new, operations));
    let mut known: BTreeMap<ShapeId, Reached> = BTreeMap::new();
    let idle = Idle::of(models);
    for event in events {
        let Some(subject) = &event.subject else {
            event.bump = Bump::Patch;
            continue;
        };
        let shape = subject.without_member();
        let reached = known.entry(shape.clone()).or_insert_with(|| before.of(&shape).or(after.of(&shape)));
        judge(event, types(models, &shape), reached);
        idle.excuse(event);
        event.operations = match bound_operation(&event.id) {
            Some(name) => reached.operations.iter().filter(|id| id.name() == name).cloned().collect(),
            None => reached.operations.iter().cloned().collect(),
        };
    }
}

/// Returns the name of the operation that was bound or unbound, which is the only one that the change affects.
fn bound_operation(id: &str) -> Option<&str> {
    let bindings = ["AddedOperationBinding", "RemovedOperationBinding"];
    let name = id.rsplit('.').next().filter(|_| bindings.iter().any(|binding| is_within(id, binding)))?;
    Some(name)
}

/// Determines what the changes behind a replacement mean, assuming that the shape is both sent and received.
pub(super) fn assume_reached(models: Sides<&Model>, events: &mut [Event]) {
    let reached = Reached { operations: BTreeSet::new(), sent: true, received: true };
    let idle = Idle::of(models);
    for event in events {
        let Some(subject) = event.subject.as_ref().map(ShapeId::without_member) else { continue };
        judge(event, types(models, &subject), &reached);
        idle.excuse(event);
    }
}

/// What tells which traits change nothing on the wire.
struct Idle<'m> {
    models: Sides<&'m Model>,
    /// The traits that no protocol looks at.
    without_effect: BTreeSet<&'static str>,
    /// The members that target a shape.
    targeting: Sides<BTreeMap<&'m ShapeId, Vec<&'m Member>>>,
}

impl<'m> Idle<'m> {
    fn of(models: Sides<&'m Model>) -> Self {
        let targeting = |model: &'m Model| {
            let mut targeting: BTreeMap<_, Vec<_>> = BTreeMap::new();
            for member in model.shapes().flat_map(Shape::members) {
                targeting.entry(&member.target.id).or_default().push(member);
            }
            targeting
        };
        Self {
            models,
            without_effect: wire::traits_without_effect(models),
            targeting: Sides { old: targeting(models.old), new: targeting(models.new) },
        }
    }

    /// Says of a change that it breaks no wire if no protocol looks at the trait, or if it says what holds anyway.
    fn excuse(&self, event: &mut Event) {
        let change = of_trait(&event.id).and_then(|change| change.split_once('.'));
        let Some((_, id)) = change else { return };
        let is_format = id == TimestampFormat::ID;
        let is_same = |subject: &ShapeId| {
            (is_format && timestamps::keep_their_format(self.models, subject))
                || self.is_overridden(subject, id)
        };
        if self.without_effect.contains(id) || event.subject.as_ref().is_some_and(is_same) {
            event.wire = Compatibility::Compatible;
            event.breaks = Some(Wire::Never);
        }
    }

    /// Returns whether all members that target the shape have the trait themselves, which goes before that of the shape, in both models.
    fn is_overridden(&self, shape: &ShapeId, id: &str) -> bool {
        /// What a member may say otherwise than its target.
        const OVERRIDES: [&str; 5] =
            [Length::ID, Pattern::ID, Range::ID, ReservedPrefix::ID, TimestampFormat::ID];
        let mut targeting = [&self.targeting.old, &self.targeting.new]
            .into_iter()
            .flat_map(|targeting| targeting.get(shape).into_iter().flatten());
        OVERRIDES.contains(&id)
            && shape.member().is_none()
            && targeting.all(|member| member.traits.contains(id))
    }
}

/// Returns the type of a shape in the old and in the new model.
fn types(models: Sides<&Model>, id: &ShapeId) -> Sides<Option<ShapeType>> {
    let of = |model: &Model| model.shape(id).map(Shape::shape_type);
    Sides { old: of(models.old), new: of(models.new) }
}

fn judge(event: &mut Event, types: Sides<Option<ShapeType>>, reached: &Reached) {
    let (mut wire, mut bump) = match IDS.iter().find(|row| is_within(&event.id, row.0)) {
        Some((_, wire, bump)) => (*wire, *bump),
        None => of_shapes(event, types),
    };
    bump = bump.max(event.bump);
    if let Some(rest) = of_trait(&event.id) {
        wire = wire::of_change(rest);
    }
    wire = *event.breaks.get_or_insert(wire);
    let is_reached = reached.sent || reached.received;
    let breaks = match wire {
        Wire::Never => false,
        Wire::Reached => is_reached,
        Wire::Sent => reached.sent,
        Wire::Received => reached.received,
    };
    if event.severity == Severity::Note && event.id.starts_with("Removed") {
        // A note about a removal changes little: the shape may still be bound through a resource.
        bump = bump.min(Bump::Patch);
    } else if breaks {
        event.wire = Compatibility::Breaking;
    }
    // Only what operations reach is generated and sent.
    if !is_reached {
        bump = bump.min(Bump::Patch);
        event.wire = Compatibility::Compatible;
    }
    event.bump = bump;
}

/// Returns the part of a trait change's id that says what happened to which trait, as in `Add.smithy.api#length`.
fn of_trait(id: &str) -> Option<&str> {
    ["ModifiedTrait.", "TraitBreakingChange.", "ChangedTrait."]
        .iter()
        .find_map(|prefix| id.strip_prefix(prefix))
}

/// Returns what it means that a shape or member was added, removed or became another type.
fn of_shapes(event: &Event, types: Sides<Option<ShapeType>>) -> (Wire, Bump) {
    let is_member = event.subject.as_ref().is_some_and(|subject| subject.member().is_some());
    if event.is_within("RemovedShape") {
        return match types.old {
            // An old client still sends what the service no longer knows, or waits for what no longer comes.
            Some(ShapeType::Structure | ShapeType::Union) if is_member => (Wire::Reached, Bump::Major),
            Some(ShapeType::Enum | ShapeType::IntEnum) if is_member => (Wire::Sent, Bump::Major),
            Some(ShapeType::Operation | ShapeType::Service) => (Wire::Reached, Bump::Major),
            Some(shape_type) if shape_type.is_data() => (Wire::Never, Bump::Minor),
            _ => (Wire::Never, Bump::Patch),
        };
    }
    if event.is_within("ChangedShapeType") {
        let wire = types.old.zip(types.new).map_or(Wire::Reached, |(old, new)| breaks_as(old, new));
        return (wire, Bump::Major);
    }
    (Wire::Never, Bump::Minor)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_stands_before_those_above_it() {
        for (at, row) in IDS.iter().enumerate() {
            let hidden = IDS.iter().skip(at + 1).find(|later| is_within(later.0, row.0));
            assert_eq!(hidden, None, "{}", row.0);
        }
    }
}
