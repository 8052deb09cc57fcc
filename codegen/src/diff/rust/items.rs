//! Pairs the items of the old public surface with those of the new one.

use super::{kind_of_type, parent};
use crate::report::{Item, ItemKind, Origin, Section};
use std::collections::{BTreeMap, BTreeSet};

/// What an item of the old surface became.
pub(super) enum Pair<'a> {
    /// This item of the new surface.
    With(&'a Item),
    /// It was removed.
    Gone,
    /// It was removed together with the item that contains it.
    RemovedWithParent,
}

/// The items of both surfaces.
pub(super) struct Pairs<'a> {
    after: BTreeMap<&'a str, &'a Item>,
    /// The items of the new surface by origin; several if they share one.
    origins: BTreeMap<(&'a Origin, ItemKind), Vec<&'a Item>>,
    before: BTreeSet<&'a str>,
    /// The old and new paths of types and operations that have another path now.
    renamed: Vec<(String, String)>,
}

impl<'a> Pairs<'a> {
    pub(super) fn of(before: &'a [Section], after: &'a [Section]) -> Self {
        let all = |sections: &'a [Section]| sections.iter().flat_map(|section| &section.items);
        let mut origins: BTreeMap<(&Origin, ItemKind), Vec<&Item>> = BTreeMap::new();
        for item in all(after).filter(|item| item.origin != Origin::Nameless) {
            origins.entry((&item.origin, kind_of_type(item.kind))).or_default().push(item);
        }
        let mut pairs = Self {
            after: all(after).map(|item| (&*item.path, item)).collect(),
            origins,
            before: all(before).map(|item| &*item.path).collect(),
            renamed: Vec::new(),
        };
        let holders = [ItemKind::Operation, ItemKind::Structure, ItemKind::Enum];
        pairs.renamed = all(before)
            .filter(|item| holders.contains(&item.kind))
            .filter_map(|item| Some((item.path.clone(), pairs.elsewhere(item)?.to_owned())))
            .collect();
        pairs
    }

    /// Returns whether the old surface had an item with this path.
    pub(super) fn was_there(&self, path: &str) -> bool {
        self.before.contains(path)
    }

    /// Returns whether a type or operation has another path now.
    pub(super) fn has_renamed(&self) -> bool {
        !self.renamed.is_empty()
    }

    /// Returns the path of the new item with the same origin, if that is another path.
    fn elsewhere(&self, item: &Item) -> Option<&'a str> {
        let found = self.after.get(&*item.path);
        if found.is_some_and(|found| found.origin == item.origin) {
            return None;
        }
        let candidates = self.origins.get(&(&item.origin, kind_of_type(item.kind)))?;
        // Beside it, names may have changed places: those of members with one Rust name depend on their order.
        let is_beside = |candidate: &Item| parent(&candidate.path) == parent(&item.path);
        let mut new = candidates
            .iter()
            .filter(|candidate| is_beside(candidate) || !self.before.contains(&*candidate.path));
        match (new.next(), new.next()) {
            (Some(only), None) => Some(&only.path),
            _ => None,
        }
    }

    /// Returns the path that an item has now because the item that contains it was renamed.
    pub(super) fn path_now(&self, path: &str) -> String {
        let within = |outer: &str| {
            path.strip_prefix(outer).filter(|rest| rest.starts_with(['.', ':'])).map(str::to_owned)
        };
        let moved = self.renamed.iter().find_map(|(old, new)| Some(format!("{new}{}", within(old)?)));
        moved.unwrap_or_else(|| path.to_owned())
    }

    /// Replaces the old paths of types in a text by the new ones, all at once: two types may have changed places.
    pub(super) fn in_new_words(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        let first = |rest: &str| {
            let found = self.renamed.iter().filter_map(|(old, new)| Some((find_word(rest, old)?, old, new)));
            found.min_by_key(|(at, ..)| *at)
        };
        while let Some((at, old, new)) = first(rest) {
            let (before, found) = rest.split_at(at);
            out.push_str(before);
            out.push_str(new);
            rest = found.strip_prefix(&**old).unwrap_or_default();
        }
        out.push_str(rest);
        out
    }

    /// Returns what an item of the old surface became.
    pub(super) fn of_old(&self, item: &Item) -> Pair<'a> {
        let path = self.path_now(&item.path);
        let same_place = self.after.get(&*path).copied();
        if let Some(found) = same_place.filter(|found| found.origin == item.origin) {
            return Pair::With(found);
        }
        let elsewhere = self.elsewhere(item).and_then(|path| self.after.get(path).copied());
        let is_call = item.kind == ItemKind::Method && item.path.starts_with("Client::");
        match elsewhere.or(same_place) {
            Some(found) => Pair::With(found),
            None if self.is_gone(parent(&path)) => Pair::RemovedWithParent,
            // The method of an operation is removed with it.
            None if is_call && self.is_gone(&path.replace("Client::", "operation::")) => {
                Pair::RemovedWithParent
            }
            None => Pair::Gone,
        }
    }

    /// Returns whether the path existed before but no longer does.
    fn is_gone(&self, path: &str) -> bool {
        self.before.contains(path) && !self.after.contains_key(path)
    }
}

/// Returns where a path is in a text, unless as a part of a longer name.
fn find_word(text: &str, path: &str) -> Option<usize> {
    let is_name = |character: char| character.is_alphanumeric() || character == '_';
    text.match_indices(path).map(|(at, _)| at).find(|at| {
        let (before, found) = text.split_at(*at);
        !before.ends_with(is_name)
            && !found.strip_prefix(path).is_some_and(|after| after.starts_with(is_name))
    })
}
