//! What is new in a client, from the public surfaces of the old and the new one.

use super::rust::parent;
use crate::ir::Service;
use crate::report::{self, Item, Origin};
use std::collections::{BTreeMap, BTreeSet};

/// The items of a client, by path.
pub(super) type Items = BTreeMap<String, Item>;

/// Returns the paths of what is new, without the parts of new items.
pub(super) fn added_items(before: &Items, after: &Items) -> Vec<String> {
    let is_new = |path: &str| after.contains_key(path) && !before.contains_key(path);
    // A member is the same one under another name, unless another one has taken its name.
    let (known, kept) = (places(before), places(after));
    let is_known = |item: &Item| match (before.get(&item.path), &item.origin) {
        (found, Origin::Nameless | Origin::Shape(_)) => found.is_some(),
        (found, _) => known.contains(&place(item)) || found.is_some_and(|old| !kept.contains(&place(old))),
    };
    let new = after.values().filter(|item| !is_known(item) && !is_new(parent(&item.path)));
    // The method of an operation is new because the operation is.
    let new = new.filter(|item| {
        let operation = item.path.strip_prefix("Client::").map(|method| format!("operation::{method}"));
        operation.is_none_or(|operation| !is_new(&operation))
    });
    new.map(|item| item.path.clone()).collect()
}

/// Returns the items of a client. This makes its whole report.
pub(super) fn items(service: &Service) -> Items {
    let sections = report::sections(service).into_iter();
    sections.flat_map(|section| section.items).map(|item| (item.path.clone(), item)).collect()
}

/// Returns where in the client the items are, and where in the model they come from.
fn places(items: &Items) -> BTreeSet<(&str, &Origin)> {
    items.values().map(place).collect()
}

fn place(item: &Item) -> (&str, &Origin) {
    (parent(&item.path), &item.origin)
}
