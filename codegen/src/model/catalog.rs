//! Every trait of Smithy's prelude, of the AWS trait models and of Smithwright: where it may be applied and how it is handled.
//!
//! A trait that is neither here nor defined by the model itself is reported, as is one that is applied elsewhere; none is silently ignored.

mod on;
mod others;
mod rows;

use super::place::Place;
use super::traits::{self, TraitValue};
use super::{AppliedTrait, ShapeId};
use crate::diagnostics::Diagnostic;

/// Checks the value of an applied trait. Findings that are not errors go to the function.
pub type Check = fn(&AppliedTrait, &ShapeId, &mut dyn FnMut(Diagnostic)) -> Result<(), Diagnostic>;

/// How a trait is handled.
#[derive(Clone, Copy, Debug)]
pub enum Treatment {
    /// It has a type in [`traits`], and each of its values is checked when a model is read.
    Used(Check),
    /// It has no effect, for the given reason, but each of its values is checked when a model is read.
    Checked(Check, &'static str),
    /// It has no type, but is read as JSON, as the reason says. Checks treat it as an ignored one; the difference is for readers.
    Kept(&'static str),
    /// It has no effect, for the given reason.
    Ignored(&'static str),
    /// It would have an effect, which clients do not have, so each use of it is reported. What to do instead is given.
    Unsupported(&'static str),
}

/// A trait: where it may be applied, what it conflicts with, and how it is handled.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The trait's absolute id.
    pub id: &'static str,
    /// Where it may be applied.
    pub place: Place,
    /// Where it has an effect, among the places where it may be applied.
    pub useful: Place,
    /// The traits that may not be applied to the same subject. The list may include the trait itself.
    pub conflicts: &'static [&'static str],
    /// How many members of one structure may have it.
    pub times: Times,
    /// How it is handled.
    pub treatment: Treatment,
}

/// How many members of one structure may have a trait.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Times {
    /// One.
    Once,
    /// All.
    Any,
}

/// The entries, in lists that are each sorted by id.
const LISTS: [&[Entry]; 2] = [rows::ROWS, others::ROWS];

/// Returns the entry of a trait, if it is known.
pub fn find(id: &str) -> Option<&'static Entry> {
    LISTS.iter().find_map(|list| list.get(list.binary_search_by(|entry| entry.id.cmp(id)).ok()?))
}

/// Returns all entries.
pub fn all() -> impl Iterator<Item = &'static Entry> + Clone {
    LISTS.iter().copied().flatten()
}

const fn entry(id: &'static str, place: Place, treatment: Treatment) -> Entry {
    Entry { id, place, useful: on::ANYTHING, conflicts: &[], times: Times::Any, treatment }
}

const fn used<T: TraitValue>(place: Place) -> Entry {
    entry(T::ID, place, Treatment::Used(check::<T>))
}

const fn checked<T: TraitValue>(place: Place, reason: &'static str) -> Entry {
    entry(T::ID, place, Treatment::Checked(check::<T>, reason))
}

const fn kept(id: &'static str, place: Place, reason: &'static str) -> Entry {
    entry(id, place, Treatment::Kept(reason))
}

const fn unsupported(id: &'static str, place: Place, instead: &'static str) -> Entry {
    entry(id, place, Treatment::Unsupported(instead))
}

const fn ignored(id: &'static str, place: Place, reason: &'static str) -> Entry {
    entry(id, place, Treatment::Ignored(reason))
}

impl Entry {
    /// Restricts where the trait has an effect, though Smithy allows it elsewhere too.
    const fn useful(self, useful: Place) -> Self {
        Self { useful, ..self }
    }

    /// Allows the trait on one member of a structure only.
    const fn once(self) -> Self {
        Self { times: Times::Once, ..self }
    }

    /// Forbids these traits on the same subject; their rows have to name this one in turn.
    const fn against(self, conflicts: &'static [&'static str]) -> Self {
        Self { conflicts, ..self }
    }
}

fn check<T: TraitValue>(
    applied: &AppliedTrait,
    subject: &ShapeId,
    warn: &mut dyn FnMut(Diagnostic),
) -> Result<(), Diagnostic> {
    traits::read_value::<T>(applied, subject, warn).map(|_| ())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn entries_are_sorted_and_unique() {
        for list in LISTS {
            assert!(list.is_sorted_by(|left, right| left.id < right.id));
        }
        let ids: BTreeSet<&str> = all().map(|entry| entry.id).collect();
        assert_eq!(ids.len(), all().count());
    }

    #[test]
    fn ids_are_absolute_and_reasons_are_given() {
        for entry in all() {
            assert!(ShapeId::parse(entry.id).is_ok(), "{}", entry.id);
            if let Treatment::Checked(_, reason)
            | Treatment::Kept(reason)
            | Treatment::Ignored(reason)
            | Treatment::Unsupported(reason) = entry.treatment
            {
                assert!(reason.len() > 10 && !reason.ends_with('.'), "{}: {reason}", entry.id);
            }
        }
    }

    #[test]
    fn conflicts_are_said_by_both() {
        for entry in all() {
            for other in entry.conflicts {
                let other = find(other).unwrap();
                assert!(other.conflicts.contains(&entry.id), "{} and {}", entry.id, other.id);
            }
        }
    }

    #[test]
    fn every_entry_is_found() {
        for entry in all() {
            assert_eq!(find(entry.id).map(|found| found.id), Some(entry.id));
        }
        assert!(find("smithy.api#nothing").is_none());
    }
}
