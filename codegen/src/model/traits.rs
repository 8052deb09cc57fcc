//! The traits applied to a shape or member.

use super::{Node, ShapeId};
use crate::diagnostics::Location;

/// One trait applied to a shape or member.
#[derive(Clone, Debug)]
pub struct AppliedTrait {
    /// The trait's id.
    pub id: ShapeId,
    /// Where it is applied.
    pub location: Location,
    /// Its value; of a trait without content, an empty object.
    pub value: Node,
}

/// The traits of one shape or member, in the order of the model.
#[derive(Clone, Debug)]
pub struct Traits {
    subject: ShapeId,
    applied: Vec<AppliedTrait>,
}

impl Traits {
    /// No traits yet.
    pub(in crate::model) fn new(subject: ShapeId) -> Self {
        Self { subject, applied: Vec::new() }
    }

    /// The shape or member that has these traits.
    pub fn subject(&self) -> &ShapeId {
        &self.subject
    }

    /// The value of a trait, given its absolute id.
    pub fn get(&self, id: &str) -> Option<&Node> {
        self.applied(id).map(|applied| &applied.value)
    }

    /// A trait with its place, given its absolute id.
    pub fn applied(&self, id: &str) -> Option<&AppliedTrait> {
        self.applied.iter().find(|applied| applied.id == *id)
    }

    /// Whether a trait of this absolute id is applied.
    pub fn contains(&self, id: &str) -> bool {
        self.applied(id).is_some()
    }

    /// The traits in order.
    pub fn iter(&self) -> std::slice::Iter<'_, AppliedTrait> {
        self.applied.iter()
    }

    /// How many traits there are.
    pub fn len(&self) -> usize {
        self.applied.len()
    }

    /// Whether there are no traits.
    pub fn is_empty(&self) -> bool {
        self.applied.is_empty()
    }

    /// Sets a trait, in the place of one with the same id.
    pub(in crate::model) fn set(&mut self, new: AppliedTrait) {
        match self.applied.iter_mut().find(|old| old.id == new.id) {
            Some(old) => *old = new,
            None => self.applied.push(new),
        }
    }

    /// Takes a trait away.
    pub(in crate::model) fn remove(&mut self, id: &str) -> Option<AppliedTrait> {
        let at = self.applied.iter().position(|applied| applied.id == *id)?;
        Some(self.applied.remove(at))
    }
}

impl<'a> IntoIterator for &'a Traits {
    type Item = &'a AppliedTrait;
    type IntoIter = std::slice::Iter<'a, AppliedTrait>;

    fn into_iter(self) -> Self::IntoIter {
        self.applied.iter()
    }
}
