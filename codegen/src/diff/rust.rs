//! What breaks Rust source that uses the client, from the public surfaces of the old and the new one.
//!
//! Items are recognised by their path and by their origin in the model, so that a renamed item is distinguished from a removed one. A removed part or a changed
//! type of an item breaks source. An addition does not, since structures and enums are `#[non_exhaustive]`; the exception is a required member of an input,
//! which every builder then requires.

mod attach;
mod items;

use crate::ir::{Name, Service};
use crate::report::{self, Item, ItemKind, Origin, Section};
use items::{Pair, Pairs};
use std::collections::BTreeSet;

pub(super) use attach::{attach, is_documentation};

/// A change that breaks source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RustChange {
    /// The kind of change, as in `Rust.ChangedFieldType`.
    pub id: &'static str,
    /// What changed in the model; for an item without a name there, what it belongs to.
    pub origin: Origin,
    /// What changed, in a sentence without a final full stop.
    pub message: String,
}

impl RustChange {
    fn new(id: &'static str, item: &Item, message: String) -> Self {
        Self { id, origin: item.origin.clone(), message }
    }
}

/// Returns everything in the new client that breaks source written for the old one, in the order of the old report.
#[must_use]
pub(super) fn rust_changes(old: &Service, new: &Service) -> Vec<RustChange> {
    let mut changes = Vec::new();
    if old.module != new.module {
        changes.push(RustChange {
            id: "Rust.ChangedModulePath",
            origin: Origin::Shape(old.shape.clone()),
            message: format!("the module `{}` is now `{}`", old.module, new.module),
        });
    }
    let (mut before, mut after) = report::differing_sections(old, new);
    if Pairs::of(&before, &after).has_renamed() {
        // A signature with the same text may refer to another type by a name in it.
        (before, after) = (report::sections(old), report::sections(new));
    }
    let pairs = Pairs::of(&before, &after);
    for section in &before {
        let known = changes.len();
        for item in &section.items {
            match pairs.of_old(item) {
                Pair::With(new) => compare(item, new, &pairs, &mut changes),
                Pair::Gone => changes.push(gone(item)),
                Pair::RemovedWithParent => {}
            }
        }
        // Methods and constants have no origin of their own, but that of their section.
        let whole = section.items.first().map(|item| &item.origin);
        for change in changes.iter_mut().skip(known).filter(|change| change.origin == Origin::Nameless) {
            change.origin = whole.cloned().unwrap_or_default();
        }
    }
    changes.extend(new_required_members(&pairs, &after));
    changes
}

/// Describes the removal of an item.
fn gone(item: &Item) -> RustChange {
    let id = match item.kind {
        ItemKind::Service | ItemKind::Operation => "Rust.RemovedOperation",
        ItemKind::Structure | ItemKind::Enum => "Rust.RemovedType",
        ItemKind::Method => "Rust.RemovedMethod",
        ItemKind::Constant => "Rust.RemovedConstant",
        ItemKind::Field | ItemKind::RequiredField => "Rust.RemovedField",
        ItemKind::Variant => "Rust.RemovedVariant",
    };
    RustChange::new(id, item, format!("`{}` is gone", item.path))
}

fn compare(old: &Item, new: &Item, pairs: &Pairs<'_>, changes: &mut Vec<RustChange>) {
    let mut push = |id, message| changes.push(RustChange::new(id, old, message));
    let path = &old.path;
    let expected = pairs.path_now(path);
    if new.path != expected {
        let id = if name(&new.path) == name(path) { "Rust.Moved" } else { "Rust.Renamed" };
        push(id, format!("`{path}` is now `{}`", new.path));
    }
    if kind_of_type(old.kind) != kind_of_type(new.kind) {
        push("Rust.ChangedKind", format!("`{path}` was {} and is {}", word(old.kind), word(new.kind)));
        return;
    }
    // The type parameters of a builder follow from the required members, whose changes are reported by themselves, but for their order.
    let is_builder = old.kind == ItemKind::Structure;
    if is_builder && are_reordered(&old.parameters, &new.parameters) {
        push("Rust.ReorderedTypeParameters", format!("the type parameters of `{path}` are in another order"));
    }
    let (was, is) = (pairs.in_new_words(&old.signature), &new.signature);
    if !is_builder && was != *is {
        let id = changed_signature(old.kind, &was, is);
        push(
            id,
            if old.signature == *is {
                format!("`{path}` is `{}` as before, which has another type in it now", shown(is))
            } else {
                format!("`{path}` was `{}` and is `{}`", shown(&old.signature), shown(is))
            },
        );
    }
    setters(old, new, pairs, &mut push);
    let lost: Vec<&str> = old.traits.iter().filter(|it| !new.traits.contains(it)).copied().collect();
    if !lost.is_empty() {
        // `FromJson` and `ToJson` are what callers see of these.
        let received = lost.contains(&"StructureMut").then_some(" (so it has no `FromJson`)");
        let sent = lost.contains(&"Structure").then_some(" (so it has no `ToJson`)");
        let seen: String = [received, sent].into_iter().flatten().collect();
        push("Rust.LostTraits", format!("`{path}` no longer implements {}{seen}", lost.join(", ")));
    }
}

/// Returns whether two lists have the same elements in another order.
fn are_reordered(old: &[Name], new: &[Name]) -> bool {
    old != new && BTreeSet::from_iter(old) == BTreeSet::from_iter(new)
}

fn setters(old: &Item, new: &Item, pairs: &Pairs<'_>, push: &mut impl FnMut(&'static str, String)) {
    let path = &old.path;
    match (&old.setter, &new.setter) {
        (Some(_), None) => push("Rust.RemovedSetter", format!("nothing sets `{path}` any more")),
        // If the field's type changed, that is reported already.
        (Some(was), Some(is))
            if pairs.in_new_words(was) != *is && pairs.in_new_words(&old.signature) == new.signature =>
        {
            push("Rust.ChangedSetter", format!("`{path}` was set by `{was}` and is set by `{is}`"));
        }
        _ => {}
    }
    // Structures that are not inputs take their required members in `new`, which is an item of its own.
    let is_input = new.path.starts_with("operation::") && new.setter.is_some();
    if is_input && old.kind == ItemKind::Field && new.kind == ItemKind::RequiredField {
        push("Rust.AddedRequiredBuilderMember", format!("every builder has to be given `{path}` now"));
    }
}

/// Returns the kind of change for another signature.
fn changed_signature(kind: ItemKind, was: &str, is: &str) -> &'static str {
    let value = |signature: &str| signature.trim_start_matches(": ").to_owned();
    let within = |outer: &str, inner: &str| value(outer) == format!("Option<{}>", value(inner));
    match kind {
        ItemKind::Field | ItemKind::RequiredField if within(was, is) || within(is, was) => {
            "Rust.ChangedFieldOptionality"
        }
        ItemKind::Field | ItemKind::RequiredField => "Rust.ChangedFieldType",
        ItemKind::Variant => "Rust.ChangedVariantType",
        _ => "Rust.ChangedSignature",
    }
}

/// Returns the new required members of inputs that existed before.
fn new_required_members(pairs: &Pairs<'_>, after: &[Section]) -> Vec<RustChange> {
    let sections = after.iter().filter(|section| !section.module.is_empty());
    let fields = sections.flat_map(|section| &section.items).filter(|item| {
        item.kind == ItemKind::RequiredField
            && item.setter.is_some()
            && !pairs.was_there(&item.path)
            && pairs.was_there(parent(&item.path))
    });
    fields
        .map(|item| {
            let message = format!("every builder has to be given the new `{}`", item.path);
            RustChange::new("Rust.AddedRequiredBuilderMember", item, message)
        })
        .collect()
}

/// Returns the path of the item that contains this one.
pub(super) fn parent(path: &str) -> &str {
    path.rfind(['.', ':']).and_then(|at| path.get(..at)).unwrap_or_default().trim_end_matches(':')
}

fn name(path: &str) -> &str {
    path.rsplit(['.', ':']).next().unwrap_or(path)
}

/// Treats fields as one kind, whether they are required or not.
fn kind_of_type(kind: ItemKind) -> ItemKind {
    match kind {
        ItemKind::RequiredField => ItemKind::Field,
        other => other,
    }
}

fn word(kind: ItemKind) -> &'static str {
    match kind {
        ItemKind::Service => "a service",
        ItemKind::Operation => "an operation",
        ItemKind::Structure => "a struct",
        ItemKind::Enum => "an enum",
        ItemKind::Method => "a function",
        ItemKind::Constant => "a constant",
        ItemKind::Field | ItemKind::RequiredField => "a field",
        ItemKind::Variant => "a variant",
    }
}

/// Returns a signature as it is shown on its own.
fn shown(signature: &str) -> &str {
    match signature.trim_start_matches(": ") {
        "" => "()",
        text => text,
    }
}

#[cfg(test)]
pub(super) mod tests;
