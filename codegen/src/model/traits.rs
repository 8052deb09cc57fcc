//! The traits applied to a shape or member, and typed trait values.
//!
//! [`Model::read`](super::Model::read) checks the value of every trait that the catalog can read, so [`Traits::read`] finds nothing malformed in the model that
//! it returns.

#[macro_use]
mod define;
mod alloy;
mod auth;
mod aws;
mod behavior;
mod constraint;
mod documentation;
mod examples;
mod http;
mod optionality;
mod protocol;
mod resource;
mod rules;
mod serialization;
mod smithwright;
mod uri;
mod value;
mod waiters;

use super::{Node, ShapeId};
use crate::diagnostics::{Diagnostic, Location, Position};

pub use alloy::*;
pub use auth::*;
pub use aws::*;
pub use behavior::*;
pub use constraint::*;
pub use documentation::*;
pub use examples::*;
pub use http::*;
pub use optionality::*;
pub use protocol::*;
pub use resource::*;
pub use rules::*;
pub use serialization::*;
pub use smithwright::*;
pub use uri::*;
pub(in crate::model) use value::read as read_value;
pub use value::{Fields, TraitValue, ValueReader};
pub use waiters::*;

/// The ids of traits without a type that are looked up in several places. Those with one have theirs as [`TraitValue::ID`].
pub(crate) mod ids {
    pub(crate) const AUTH_DEFINITION: &str = "smithy.api#authDefinition";
    /// Of Smithy 1.0 alone. Defaults say the same in 2.0.
    pub(crate) const BOX: &str = "smithy.api#box";
    pub(crate) const MIXIN: &str = "smithy.api#mixin";
    pub(crate) const PRIVATE: &str = "smithy.api#private";
    pub(crate) const PROTOCOL_DEFINITION: &str = "smithy.api#protocolDefinition";
    pub(crate) const SUPPRESS: &str = "smithy.api#suppress";
    pub(crate) const TRAIT: &str = "smithy.api#trait";
}

/// One trait applied to a shape or member.
#[derive(Clone, Debug)]
pub struct AppliedTrait {
    /// The trait's id.
    pub id: ShapeId,
    /// Where it is applied.
    pub location: Location,
    /// Its value; an empty object if the trait has no content.
    pub value: Node,
}

impl Diagnostic {
    /// Sets the place to where a trait is applied.
    #[must_use]
    pub(crate) fn at_trait(self, applied: &AppliedTrait) -> Self {
        self.at(&applied.location).trait_id(&applied.id)
    }

    /// Sets the place to a part of a trait's value.
    #[must_use]
    pub(crate) fn at_part(self, applied: &AppliedTrait, position: Position) -> Self {
        self.at(&Location { position, ..applied.location.clone() }).trait_id(&applied.id)
    }
}

/// The traits of one shape or member, in the order of the model.
#[derive(Clone, Debug)]
pub struct Traits {
    subject: ShapeId,
    applied: Vec<AppliedTrait>,
}

impl Traits {
    /// Creates an empty list of traits.
    pub(in crate::model) fn new(subject: ShapeId) -> Self {
        Self { subject, applied: Vec::new() }
    }

    /// Returns the shape or member that has these traits.
    pub fn subject(&self) -> &ShapeId {
        &self.subject
    }

    /// Returns the value of a trait, by its absolute id.
    pub fn get(&self, id: &str) -> Option<&Node> {
        self.applied(id).map(|applied| &applied.value)
    }

    /// Returns a trait with its location, by its absolute id.
    pub fn applied(&self, id: &str) -> Option<&AppliedTrait> {
        self.applied.iter().find(|applied| applied.id == *id)
    }

    /// Returns whether the trait with this absolute id is applied.
    pub fn contains(&self, id: &str) -> bool {
        self.applied(id).is_some()
    }

    /// Returns whether this trait is applied.
    pub fn has<T: TraitValue>(&self) -> bool {
        self.contains(T::ID)
    }

    /// Returns the value of this trait, if it is applied. A malformed value, which a validated model cannot have, gives `None` too.
    pub fn read<T: TraitValue>(&self) -> Option<T> {
        self.read_applied().map(|(_, value)| value)
    }

    /// Returns the value of this trait after the trait as it is applied, as [`read`](Self::read) does.
    pub(in crate::model) fn read_applied<T: TraitValue>(&self) -> Option<(&AppliedTrait, T)> {
        let applied = self.applied(T::ID)?;
        Some((applied, read_value(applied, &self.subject, &mut |_| {}).ok()?))
    }

    /// Sets a finding's place to that of a trait, if it is applied. The finding names the trait in any case.
    pub(crate) fn locate(&self, id: &str, finding: Diagnostic) -> Diagnostic {
        match self.applied(id) {
            Some(applied) => finding.at_trait(applied),
            None => finding.trait_id(id),
        }
    }

    /// Returns the traits in order.
    pub fn iter(&self) -> std::slice::Iter<'_, AppliedTrait> {
        self.applied.iter()
    }

    /// Returns the number of traits.
    pub fn len(&self) -> usize {
        self.applied.len()
    }

    /// Returns whether there are no traits.
    pub fn is_empty(&self) -> bool {
        self.applied.is_empty()
    }

    /// Sets a trait, replacing one with the same id.
    pub(in crate::model) fn set(&mut self, new: AppliedTrait) {
        match self.applied.iter_mut().find(|old| old.id == new.id) {
            Some(old) => *old = new,
            None => self.applied.push(new),
        }
    }

    pub(in crate::model) fn applied_mut(&mut self, id: &str) -> Option<&mut AppliedTrait> {
        self.applied.iter_mut().find(|applied| applied.id == *id)
    }

    /// Returns the same traits for another shape or member.
    pub(in crate::model) fn moved_to(&self, subject: ShapeId) -> Self {
        Self { subject, applied: self.applied.clone() }
    }

    /// Removes a trait and returns it.
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

impl IntoIterator for Traits {
    type Item = AppliedTrait;
    type IntoIter = std::vec::IntoIter<AppliedTrait>;

    fn into_iter(self) -> Self::IntoIter {
        self.applied.into_iter()
    }
}

impl Extend<AppliedTrait> for Traits {
    fn extend<I: IntoIterator<Item = AppliedTrait>>(&mut self, traits: I) {
        traits.into_iter().for_each(|applied| self.set(applied));
    }
}
