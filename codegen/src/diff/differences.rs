//! The shapes and members that two models have in common, and how they differ.

use super::reach::Operations;
use crate::diagnostics::Location;
use crate::model::traits::{EnumValue, TraitValue as _};
use crate::model::{Member, Model, Node, Reference, Shape, ShapeId, ShapeKind, Traits};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::rc::Rc;

/// A shape or a member: both have an id and traits, and most rules apply to either.
#[derive(Clone, Copy, Debug)]
pub(super) enum Entity<'m> {
    /// A shape.
    Shape(&'m Shape),
    /// A member, with the shape it belongs to.
    Member(&'m Shape, &'m Member),
}

impl<'m> From<&'m Shape> for Entity<'m> {
    fn from(shape: &'m Shape) -> Self {
        Self::Shape(shape)
    }
}

impl<'m> Entity<'m> {
    pub(super) fn id(self) -> &'m ShapeId {
        match self {
            Self::Shape(shape) => &shape.id,
            Self::Member(_, member) => &member.id,
        }
    }

    pub(super) fn traits(self) -> &'m Traits {
        match self {
            Self::Shape(shape) => &shape.traits,
            Self::Member(_, member) => &member.traits,
        }
    }

    pub(super) fn location(self) -> &'m Location {
        match self {
            Self::Shape(shape) => &shape.location,
            Self::Member(_, member) => &member.location,
        }
    }

    /// Returns what it is in Smithy's words: the type of the shape, or `member`.
    pub(super) fn type_name(self) -> &'static str {
        match self {
            Self::Shape(shape) => shape.shape_type().name(),
            Self::Member(..) => "member",
        }
    }

    pub(super) fn shape(self) -> Option<&'m Shape> {
        match self {
            Self::Shape(shape) => Some(shape),
            Self::Member(..) => None,
        }
    }
}

/// A trait that was added, removed or has another value.
#[derive(Clone, Copy, Debug)]
pub(super) struct TraitChange<'m> {
    pub(super) id: &'m ShapeId,
    pub(super) old: Option<&'m Node>,
    pub(super) new: Option<&'m Node>,
}

/// A shape or member that is in both models.
#[derive(Clone, Debug)]
pub(super) struct Change<'m> {
    pub(super) old: Entity<'m>,
    pub(super) new: Entity<'m>,
    /// The traits that differ, in the order of the new model, with removed ones last.
    pub(super) traits: Vec<TraitChange<'m>>,
}

/// The traits that mean the same on a member and on its target, where that has no other of the kind.
const MOVABLE: [&str; 3] = ["smithy.api#length", "smithy.api#pattern", "smithy.api#range"];

impl TraitChange<'_> {
    /// Returns whether the trait only moved between these two: from one that had it on the old side to one that has it on the new side.
    fn is_moved(&self, old: &Traits, new: &Traits) -> bool {
        let id = self.id.as_str();
        let moved = match (self.old, self.new) {
            (None, Some(value)) => old.get(id) == Some(value) && !new.contains(id),
            (Some(value), None) => new.get(id) == Some(value) && !old.contains(id),
            _ => false,
        };
        moved && MOVABLE.contains(&id)
    }
}

impl<'m> Change<'m> {
    /// Leaves out the traits of a member that its old target had, and those that its new one has.
    fn without_moved(mut self, models: Sides<&'m Model>) -> Self {
        let Some(Sides { old: (_, old), new: (_, new) }) = self.members() else { return self };
        let targets = (models.old.target(&old.target), models.new.target(&new.target));
        if let (Some(before), Some(after)) = targets
            && before.id != after.id
        {
            self.traits.retain(|change| !change.is_moved(&before.traits, &after.traits));
        }
        self
    }

    /// Leaves out the traits of a target that its member has now, and those that it had.
    pub(super) fn without_those_of(&mut self, holder: Sides<&'m Member>) {
        if self.shapes().is_some() {
            self.traits.retain(|change| !change.is_moved(&holder.old.traits, &holder.new.traits));
        }
    }

    pub(super) fn new(old: Entity<'m>, new: Entity<'m>) -> Self {
        let traits = trait_changes(old.traits(), new.traits());
        Self { old, new, traits }
    }

    /// Returns the change of this trait, if it differs.
    pub(super) fn of_trait(&self, id: &str) -> Option<&TraitChange<'m>> {
        self.traits.iter().find(|change| change.id == id)
    }

    pub(super) fn gained(&self, id: &str) -> bool {
        self.of_trait(id).is_some_and(|change| change.old.is_none())
    }

    pub(super) fn lost(&self, id: &str) -> bool {
        self.of_trait(id).is_some_and(|change| change.new.is_none())
    }

    /// Returns both sides, if both are shapes.
    pub(super) fn shapes(&self) -> Option<(&'m Shape, &'m Shape)> {
        Some((self.old.shape()?, self.new.shape()?))
    }

    /// Returns both sides, if both are members, each with the shape it belongs to.
    pub(super) fn members(&self) -> Option<Sides<(&'m Shape, &'m Member)>> {
        match (self.old, self.new) {
            (Entity::Member(old_shape, old), Entity::Member(new_shape, new)) => {
                Some(Sides { old: (old_shape, old), new: (new_shape, new) })
            }
            _ => None,
        }
    }

    fn differs(&self) -> bool {
        !self.traits.is_empty()
            || match (self.old, self.new) {
                (Entity::Member(_, old), Entity::Member(_, new)) => old.target.id != new.target.id,
                (Entity::Shape(old), Entity::Shape(new)) => form_differs(old, new),
                _ => true,
            }
    }
}

/// The old and the new side of something.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sides<T> {
    pub(super) old: T,
    pub(super) new: T,
}

/// The differences between two models.
#[derive(Debug)]
pub(super) struct Differences<'m> {
    pub(super) models: Sides<&'m Model>,
    /// Shapes and members that only the new model has.
    pub(super) added: Vec<Entity<'m>>,
    /// Shapes and members that only the old model has.
    pub(super) removed: Vec<Entity<'m>>,
    /// Shapes and members that are in both models and differ.
    pub(super) changed: Vec<Change<'m>>,
    /// Whether these are all differences, or only those between a shape and its replacement.
    pub(super) scope: Scope<'m>,
    /// The pairs of shapes that were already compared for a replacement, and are not compared again.
    seen: Rc<RefCell<BTreeSet<(ShapeId, ShapeId)>>>,
}

/// How much of two models is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scope<'m> {
    /// Everything, for these operations.
    Models(Operations<'m>),
    /// One shape and the one that replaces it.
    Replacement,
}

impl<'m> Differences<'m> {
    /// Finds all differences, to be judged by what they mean for these operations.
    pub(super) fn of(models: Sides<&'m Model>, operations: Operations<'m>) -> Self {
        let mut found = Self {
            models,
            added: Vec::new(),
            removed: Vec::new(),
            changed: Vec::new(),
            scope: Scope::Models(operations),
            seen: Rc::default(),
        };
        for new in models.new.shapes() {
            match models.old.shape(&new.id) {
                Some(old) => found.compare(old, new),
                None => {
                    found.added.push(Entity::Shape(new));
                    found.added.extend(new.members().map(|member| Entity::Member(new, member)));
                }
            }
        }
        for old in models.old.shapes().filter(|shape| models.new.shape(&shape.id).is_none()) {
            found.removed.push(Entity::Shape(old));
            found.removed.extend(old.members().map(|member| Entity::Member(old, member)));
        }
        found
    }

    /// Compares a shape with the one of the same type that replaces it: their traits, and the members that both have.
    pub(super) fn of_replacement(&self, old: &'m Shape, new: &'m Shape) -> Self {
        let mut changed = vec![Change::new(Entity::Shape(old), Entity::Shape(new))];
        changed.extend(old.members().filter_map(|member| {
            Some(Change::new(Entity::Member(old, member), Entity::Member(new, new.member(member.name())?)))
        }));
        changed.retain(Change::differs);
        let seen = match self.scope {
            Scope::Models(_) => Rc::default(),
            Scope::Replacement => Rc::clone(&self.seen),
        };
        let (added, removed) = (Vec::new(), Vec::new());
        Self { models: self.models, added, removed, changed, scope: Scope::Replacement, seen }
    }

    /// Records that this pair is compared for a replacement; returns false if it was before.
    pub(super) fn note(&self, old: &ShapeId, new: &ShapeId) -> bool {
        self.seen.borrow_mut().insert((old.clone(), new.clone()))
    }

    fn compare(&mut self, old: &'m Shape, new: &'m Shape) {
        self.push(Change::new(Entity::Shape(old), Entity::Shape(new)));
        let others: Vec<&Member> = old.members().collect();
        let mut kept = 0;
        for (at, member) in new.members().enumerate() {
            // Most members are still at the same position; the others are searched for.
            let same_place = others.get(at).copied().filter(|other| other.name() == member.name());
            match same_place.or_else(|| old.member(member.name())) {
                Some(other) => {
                    kept += 1;
                    let change = Change::new(Entity::Member(old, other), Entity::Member(new, member));
                    self.push(change.without_moved(self.models));
                }
                None => self.added.push(Entity::Member(new, member)),
            }
        }
        if kept < others.len() {
            let gone = others.into_iter().filter(|member| new.member(member.name()).is_none());
            self.removed.extend(gone.map(|member| Entity::Member(old, member)));
        }
    }

    fn push(&mut self, change: Change<'m>) {
        if change.differs() {
            self.changed.push(change);
        }
    }

    /// Returns the pairs of shapes that differ.
    pub(super) fn changed_shapes(&self) -> impl Iterator<Item = (&'m Shape, &'m Shape)> {
        self.changed.iter().filter_map(Change::shapes)
    }
}

/// Returns whether more differs than traits, and the traits and targets of members. If that is costly to determine, returns true: the rules look closer.
fn form_differs(old: &Shape, new: &Shape) -> bool {
    match (&old.kind, &new.kind) {
        (ShapeKind::Structure(old), ShapeKind::Structure(new))
        | (ShapeKind::Union(old), ShapeKind::Union(new))
        | (ShapeKind::Enum(old), ShapeKind::Enum(new))
        | (ShapeKind::IntEnum(old), ShapeKind::IntEnum(new)) => {
            old.len() != new.len()
                || old
                    .iter()
                    .zip(new)
                    .any(|(old, new)| old.name() != new.name() || enum_value(old) != enum_value(new))
        }
        (ShapeKind::Operation(old), ShapeKind::Operation(new)) => {
            let ids = |list: &[Reference]| list.iter().map(|it| it.id.clone()).collect::<Vec<_>>();
            old.input.id != new.input.id
                || old.output.id != new.output.id
                || ids(&old.errors) != ids(&new.errors)
        }
        (ShapeKind::Service(_) | ShapeKind::Resource(_), _) => true,
        _ => old.shape_type() != new.shape_type(),
    }
}

/// Returns the value of an enum member.
pub(super) fn enum_value(member: &Member) -> Option<&Node> {
    member.traits.get(EnumValue::ID)
}

fn trait_changes<'m>(old: &'m Traits, new: &'m Traits) -> Vec<TraitChange<'m>> {
    let mut changes = Vec::new();
    for applied in new {
        let before = old.get(applied.id.as_str());
        if before != Some(&applied.value) {
            changes.push(TraitChange { id: &applied.id, old: before, new: Some(&applied.value) });
        }
    }
    for applied in old.iter().filter(|applied| !new.contains(applied.id.as_str())) {
        changes.push(TraitChange { id: &applied.id, old: Some(&applied.value), new: None });
    }
    changes
}
