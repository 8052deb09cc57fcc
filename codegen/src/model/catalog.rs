//! Every trait of Smithy's prelude, of the AWS trait models and of Smithwright, where it may stand and what becomes of it.
//!
//! A trait that is neither here nor defined by the model itself is reported, as is one that stands elsewhere; none is passed over in silence.

mod on;
mod rows;

pub use rows::CATALOG;

use super::place::Place;
use super::traits::{self, TraitValue};
use super::{AppliedTrait, ShapeId};
use crate::diagnostics::Diagnostic;

/// Checks the value of an applied trait; what is odd but no error goes to the function.
pub type Check = fn(&AppliedTrait, &ShapeId, &mut dyn FnMut(Diagnostic)) -> Result<(), Diagnostic>;

/// What becomes of a trait.
#[derive(Clone, Copy, Debug)]
pub enum Treatment {
    /// It has a type in [`traits`], and every value of it is checked when a model is read.
    Used(Check),
    /// It changes nothing, for the reason given; but every value of it is checked when a model is read.
    Checked(Check, &'static str),
    /// It is at hand as JSON, for the reason given.
    Kept(&'static str),
    /// It changes nothing, for the reason given.
    Ignored(&'static str),
}

/// A trait, where it may stand, beside what it may not, and what becomes of it.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The trait's absolute id.
    pub id: &'static str,
    /// Where it may stand.
    pub place: Place,
    /// Where it does something, of the places where it may stand.
    pub useful: Place,
    /// The traits of which none may stand there too; it may be among them itself.
    pub conflicts: &'static [&'static str],
    /// How many members of one structure may have it.
    pub times: Times,
    /// What becomes of it.
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

/// The entry of a trait, if it is known.
pub fn find(id: &str) -> Option<&'static Entry> {
    let at = CATALOG.binary_search_by(|entry| entry.id.cmp(id)).ok()?;
    CATALOG.get(at)
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

const fn ignored(id: &'static str, place: Place, reason: &'static str) -> Entry {
    entry(id, place, Treatment::Ignored(reason))
}

impl Entry {
    /// The same, but of use here alone, though Smithy lets it stand elsewhere too.
    const fn useful(self, useful: Place) -> Self {
        Self { useful, ..self }
    }

    /// The same, but of the members of a structure one alone may have it.
    const fn once(self) -> Self {
        Self { times: Times::Once, ..self }
    }

    /// The same, but never beside one of these; their rows say it of this one.
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

    #[test]
    fn entries_are_sorted_and_unique() {
        assert!(CATALOG.is_sorted_by(|left, right| left.id < right.id));
    }

    #[test]
    fn ids_are_absolute_and_reasons_are_given() {
        for entry in CATALOG {
            assert!(ShapeId::parse(entry.id).is_ok(), "{}", entry.id);
            if let Treatment::Checked(_, reason) | Treatment::Kept(reason) | Treatment::Ignored(reason) =
                entry.treatment
            {
                assert!(reason.len() > 10 && !reason.ends_with('.'), "{}: {reason}", entry.id);
            }
        }
    }

    #[test]
    fn conflicts_are_said_by_both() {
        for entry in CATALOG {
            for other in entry.conflicts {
                let other = find(other).unwrap();
                assert!(other.conflicts.contains(&entry.id), "{} and {}", entry.id, other.id);
            }
        }
    }

    #[test]
    fn every_entry_is_found() {
        for entry in CATALOG {
            assert_eq!(find(entry.id).map(|found| found.id), Some(entry.id));
        }
        assert!(find("smithy.api#nothing").is_none());
    }
}
