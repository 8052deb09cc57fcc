//! Lists and maps with a name in whose place members have inline collections now.

use super::differences::{Differences, Entity};
use super::event::{Event, Severity};
use super::wire;
use crate::model::traits::Synthetic;
use crate::model::{Member, Shape, ShapeId, ShapeKind, Traits};
use std::collections::{BTreeMap, BTreeSet};

/// What replaces a list or map that was removed.
#[derive(Debug)]
pub(super) struct Replaced<'m> {
    /// An inline collection that a member has in its place, as files have it.
    by: String,
    /// The traits of the list or map that not all of these members have.
    lost: Vec<&'m str>,
}

/// A list or map that was removed, and what held it.
struct Gone<'m> {
    shape: &'m Shape,
    /// The members that held it and are left, as they are now.
    members: Vec<&'m Member>,
    /// The lists and maps that held it and are gone too.
    within: Vec<&'m ShapeId>,
}

/// Returns the lists and maps that were removed and in whose place all members that are left have inline collections.
pub(super) fn replaced<'m>(differences: &Differences<'m>) -> BTreeMap<&'m ShapeId, Replaced<'m>> {
    let mut gone = gone(differences);
    let new = differences.models.new;
    let is_inline =
        |member: &&Member| new.target(&member.target).is_some_and(|target| target.traits.has::<Synthetic>());
    let mut replaced: BTreeMap<&ShapeId, Replaced<'_>> = BTreeMap::new();
    // What is within another is replaced along with that.
    loop {
        let before = replaced.len();
        gone.retain(|it| {
            let outer = it.within.iter().map(|id| replaced.get(id)).collect::<Option<Vec<_>>>();
            let Some(outer) = outer.filter(|_| it.members.iter().all(is_inline)) else { return true };
            let by = it.members.first().map(|member| new.written(&member.target.id));
            let Some(by) = by.or_else(|| outer.first().map(|outer| outer.by.clone())) else { return true };
            replaced.insert(&it.shape.id, Replaced { by, lost: lost(&it.shape.traits, &it.members) });
            false
        });
        if replaced.len() == before {
            return replaced;
        }
    }
}

/// Returns the lists and maps that were removed.
fn gone<'m>(differences: &Differences<'m>) -> Vec<Gone<'m>> {
    let is_collection = |shape: &&Shape| matches!(shape.kind, ShapeKind::List(_) | ShapeKind::Map(_));
    let removed = differences.removed.iter().filter_map(|entity| entity.shape()).filter(is_collection);
    let mut gone: BTreeMap<&ShapeId, Gone<'_>> =
        removed.map(|shape| (&shape.id, Gone { shape, members: Vec::new(), within: Vec::new() })).collect();
    if gone.is_empty() {
        return Vec::new();
    }
    let (old, new) = (differences.models.old, differences.models.new);
    let collections: BTreeSet<&ShapeId> = gone.keys().copied().collect();
    for owner in old.shapes() {
        for member in owner.members() {
            let Some(held) = gone.get_mut(&member.target.id) else { continue };
            match new.shape(&owner.id) {
                Some(owner) => held.members.extend(owner.member(member.name())),
                None if collections.contains(&owner.id) => held.within.push(&owner.id),
                None => {}
            }
        }
    }
    gone.into_values().collect()
}

/// Returns the traits that matter and that not all of the members have. Within another collection, there is no member to have them.
fn lost<'m>(traits: &'m Traits, members: &[&Member]) -> Vec<&'m str> {
    let has = |id: &str| members.iter().all(|member| member.traits.get(id) == traits.get(id));
    let is_kept = |id: &str| !members.is_empty() && has(id);
    let ids = traits.iter().map(|applied| applied.id.as_str());
    ids.filter(|id| !wire::is_documentation(id) && !is_kept(id)).collect()
}

impl Replaced<'_> {
    /// Returns the event of the removal.
    pub(super) fn event(&self, entity: Entity<'_>) -> Event {
        let (shape_type, id, by) = (entity.type_name(), entity.id(), &self.by);
        let gone = format!("the {shape_type} `{id}` is gone, and its members hold `{by}`");
        if self.lost.is_empty() {
            return Event::of(entity, "RemovedShape", Severity::Note, gone);
        }
        let lost: Vec<String> = self.lost.iter().map(|id| format!("`{id}`")).collect();
        let message = format!("{gone}, which can't have what it had: {}", lost.join(", "));
        Event::of(entity, "RemovedShape", Severity::Error, message)
    }
}
