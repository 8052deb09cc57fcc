//! Lists and maps with a name in whose place members have inline collections now.

use super::differences::{Differences, Entity};
use super::event::{Event, Severity};
use super::wire;
use crate::model::traits::Synthetic;
use crate::model::{Member, Shape, ShapeId, ShapeKind, Traits};
use std::collections::BTreeMap;

/// What replaces a list or map that was removed.
#[derive(Debug)]
pub(super) struct Replaced<'m> {
    /// An inline collection that a member has in its place, as files have it.
    by: String,
    /// The traits of the list or map that not all of these members have.
    lost: Vec<&'m str>,
}

/// Returns the lists and maps that were removed and in whose place all members that are left have inline collections.
pub(super) fn replaced<'m>(differences: &Differences<'m>) -> BTreeMap<&'m ShapeId, Replaced<'m>> {
    let is_collection = |shape: &&Shape| matches!(shape.kind, ShapeKind::List(_) | ShapeKind::Map(_));
    let gone = differences.removed.iter().filter_map(|entity| entity.shape()).filter(is_collection);
    let mut holders: BTreeMap<&ShapeId, (&Shape, Vec<&Member>)> =
        gone.map(|shape| (&shape.id, (shape, Vec::new()))).collect();
    if holders.is_empty() {
        return BTreeMap::new();
    }
    let (old, new) = (differences.models.old, differences.models.new);
    for member in old.shapes().flat_map(Shape::members) {
        if let Some((_, members)) = holders.get_mut(&member.target.id) {
            let owner = new.shape(&member.id.without_member());
            members.extend(owner.and_then(|owner| owner.member(member.name())));
        }
    }
    let replaced = |(id, (shape, members)): (&'m ShapeId, (&'m Shape, Vec<&'m Member>))| {
        let is_inline = |member: &&Member| {
            new.target(&member.target).is_some_and(|target| target.traits.has::<Synthetic>())
        };
        let first = members.first()?;
        let by = new.written(&first.target.id);
        members.iter().all(is_inline).then(|| (id, Replaced { by, lost: lost(&shape.traits, &members) }))
    };
    holders.into_iter().filter_map(replaced).collect()
}

/// Returns the traits that matter and that one of the members does not have.
fn lost<'m>(traits: &'m Traits, members: &[&Member]) -> Vec<&'m str> {
    let is_kept = |id: &str| members.iter().all(|member| member.traits.get(id) == traits.get(id));
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
