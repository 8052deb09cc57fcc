//! Describes how the waiters of an operation changed.

use super::differences::{Change, Entity};
use super::event::Bump;
use super::traits::quoted;
use crate::model::traits::{Acceptor, Waitable, Waiter};

/// How waiters changed, and the version bump that requires.
pub(super) struct Waiters {
    pub(super) message: String,
    pub(super) bump: Bump,
}

/// Returns how an operation's waiters changed; `None` if clients are not affected.
pub(super) fn changed(change: &Change<'_>) -> Option<Waiters> {
    let (before, after) = (waiters(change.old), waiters(change.new));
    let mut parts = Vec::new();
    let mut bump = Bump::Patch;
    for (name, new) in &after {
        let shown = quoted(name);
        let Some(old) = named(&before, name) else {
            parts.push(format!("the waiter {shown} is new"));
            bump = Bump::Minor;
            continue;
        };
        let behaviour = behaviour(old, new);
        if !behaviour.is_empty() {
            parts.push(format!("calls that wait with {shown} behave differently: {}", behaviour.join(", ")));
            bump = Bump::Minor;
        }
        if new.deprecated && !old.deprecated {
            bump = Bump::Minor;
        }
        parts.extend(remarks(old, new).into_iter().map(|remark| format!("the waiter {shown} {remark}")));
    }
    // A removed waiter also removes a constant of the client, which is reported as a change of Rust source.
    let gone = before.iter().filter(|(name, _)| named(&after, name).is_none());
    parts.extend(gone.map(|(name, _)| format!("the waiter {} is gone", quoted(name))));
    (!parts.is_empty()).then(|| Waiters { message: parts.join("; "), bump })
}

fn waiters(operation: Entity<'_>) -> Vec<(String, Waiter)> {
    operation.traits().read().map(|Waitable(waiters)| waiters).unwrap_or_default()
}

fn named<'w>(waiters: &'w [(String, Waiter)], name: &str) -> Option<&'w Waiter> {
    waiters.iter().find(|(other, _)| other == name).map(|(_, waiter)| waiter)
}

/// Returns the changes that affect programs which wait.
fn behaviour(old: &Waiter, new: &Waiter) -> Vec<String> {
    let mut found = Vec::new();
    let lacks = |waiter: &Waiter, acceptor: &Acceptor| !waiter.acceptors.iter().any(|it| it.is_as(acceptor));
    let shown = |acceptor: &Acceptor| quoted(&acceptor.to_string());
    let gone = old.acceptors.iter().filter(|it| lacks(new, it));
    found.extend(gone.map(|it| format!("no more {}", shown(it))));
    let added = new.acceptors.iter().filter(|it| lacks(old, it));
    found.extend(added.map(|it| format!("now {}", shown(it))));
    let is_as_before = old.acceptors.len() == new.acceptors.len()
        && old.acceptors.iter().zip(&new.acceptors).all(|(old, new)| old.is_as(new));
    if found.is_empty() && !is_as_before {
        found.push("what answers mean is looked for in another order".to_owned());
    }
    for (which, old, new) in
        [("shortest", old.min_delay, new.min_delay), ("longest", old.max_delay, new.max_delay)]
    {
        if old != new {
            found.push(format!("the {which} pause between calls was {old} s and is {new} s"));
        }
    }
    found
}

/// Returns the changes that only affect readers.
fn remarks(old: &Waiter, new: &Waiter) -> Vec<&'static str> {
    let explains_otherwise = old.acceptors.iter().any(|acceptor| {
        let same = new.acceptors.iter().find(|it| it.is_as(acceptor));
        same.is_some_and(|same| same.message != acceptor.message)
    });
    let mut found = Vec::new();
    if old.documentation != new.documentation || explains_otherwise {
        found.push("is documented otherwise");
    }
    match (old.deprecated, new.deprecated) {
        (false, true) => found.push("is deprecated"),
        (true, false) => found.push("is no longer deprecated"),
        _ => {}
    }
    found
}
