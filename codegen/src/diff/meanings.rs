//! What has another meaning now, under the same name.

use super::additions::Items;
use super::event::Event;
use crate::ir::Name;
use crate::report::{Item, ItemKind, Origin};

/// How many operations that change in the same way are listed one by one.
const LISTED: usize = 3;

/// Returns a line for each, but one for an error that has another meaning in several operations, and one for many operations that change in the same way.
pub(super) fn lines(meanings: impl Iterator<Item = Meaning>) -> Vec<String> {
    let mut groups: Vec<Vec<Meaning>> = Vec::new();
    for meaning in meanings {
        match groups.iter_mut().find(|group| group.first().is_some_and(|first| meaning.is_as(first))) {
            Some(group) => group.push(meaning),
            None => groups.push(vec![meaning]),
        }
    }
    let told = |group: Vec<Meaning>| {
        let (count, Some(first)) = (group.len(), group.first()) else { return Vec::new() };
        match first.item.kind {
            ItemKind::Variant if count > 1 => {
                let error = first.item.signature.trim_matches(['(', ')']);
                vec![format!("`{error}`, which {count} operations return: {}", first.difference)]
            }
            ItemKind::Operation if count > LISTED => {
                vec![format!("{count} operations: {}", first.difference)]
            }
            _ => group.into_iter().map(|meaning| meaning.line).collect(),
        }
    };
    groups.into_iter().flat_map(told).collect()
}

/// What has another meaning now, under the same name and with the same signature.
#[derive(Clone)]
pub(super) struct Meaning {
    item: Item,
    difference: String,
    /// What to tell of it.
    line: String,
}

impl Meaning {
    /// Returns whether both say the same of the same error, or of operations.
    fn is_as(&self, other: &Self) -> bool {
        let is_error =
            |it: &Self| it.item.kind == ItemKind::Variant && it.item.path.starts_with("operation::");
        let are_errors = is_error(self) && is_error(other) && self.item.signature == other.item.signature;
        let are_operations = [self, other].iter().all(|it| it.item.kind == ItemKind::Operation);
        (are_errors || are_operations) && self.difference == other.difference
    }

    /// Returns whether the event is about the same shape or member.
    pub(super) fn is_of(&self, event: &Event) -> bool {
        let Some(subject) = &event.subject else { return false };
        match &self.item.origin {
            // It has the value in place of the member, which is named as the variant.
            Origin::Value { shape, .. } => {
                let variant = self.item.path.rsplit(':').next();
                let named = subject.member().map(Name::upper_camel);
                shape == subject.name() && variant == named.as_ref().map(Name::as_str)
            }
            // The event is about the error itself, whichever operations return it.
            Origin::Error { .. } if subject.member().is_none() => {
                self.item.signature == format!("(errors::{})", Name::upper_camel(subject.name()).as_str())
            }
            origin => subject.relative() == origin.to_string(),
        }
    }
}

/// Returns what has another meaning in the new client.
pub(super) fn meanings(before: &Items, after: &Items) -> Vec<Meaning> {
    let both = before.values().filter_map(|old| Some((old, after.get(&*old.path)?)));
    let changed = both.filter(|(old, new)| old.facts != new.facts && old.signature == new.signature);
    changed
        .map(|(old, new)| {
            let what = match &*old.path {
                "" => "the service".to_owned(),
                path => format!("`{path}`"),
            };
            let difference = difference(old, new);
            Meaning { item: (*new).clone(), line: format!("{what}: {difference}"), difference }
        })
        .collect()
}

/// Says which facts are new and which are no longer true.
fn difference(old: &Item, new: &Item) -> String {
    let without = |facts: &[String], others: &[String]| {
        let facts: Vec<&str> =
            facts.iter().filter(|fact| !others.contains(fact)).map(String::as_str).collect();
        facts.join("; ")
    };
    let (added, gone) = (without(&new.facts, &old.facts), without(&old.facts, &new.facts));
    match (&*added, &*gone) {
        ("", "") => "in another order".to_owned(),
        (added, "") => format!("now {added}"),
        ("", gone) => format!("no longer {gone}"),
        (added, gone) => format!("now {added} (was {gone})"),
    }
}
