//! The names that can be used at a place in the rules.

use super::{Name, Variable};

/// Rust names that no variable can have, because the generated function uses them.
const RESERVED: [&str; 3] = ["parameters", "functions", "auth_scheme"];

/// What a name in the rules stands for.
#[derive(Clone, Debug)]
pub(super) enum Known {
    /// A variable.
    Variable(Variable),
    /// `true`: the name was assigned the result of a condition, and only a true one lets its rule continue.
    True,
}

/// The bound names, the latest last.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    names: Vec<(String, Known)>,
}

impl Scope {
    /// Returns what a name stands for.
    pub(super) fn find(&self, name: &str) -> Option<&Known> {
        self.names.iter().rev().find(|(known, _)| known == name).map(|(_, known)| known)
    }

    /// Returns all names, for suggestions.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|(name, _)| name.as_str())
    }

    /// Binds a name.
    pub(super) fn bind(&mut self, name: &str, known: Known) {
        self.names.push((name.to_owned(), known));
    }

    /// Returns a Rust name for a new variable that no other visible variable has.
    pub(super) fn rust_name(&self, name: &str) -> Name {
        let wanted = Name::snake(name);
        let mut free = wanted.clone();
        let mut number = 2;
        while RESERVED.contains(&free.as_str()) || self.takes(&free) {
            free = wanted.with_suffix(&number.to_string());
            number += 1;
        }
        free
    }

    fn takes(&self, name: &Name) -> bool {
        self.names.iter().any(|(_, known)| matches!(known, Known::Variable(it) if it.name == *name))
    }

    /// Starts a scope; pass the result to [`leave`](Self::leave).
    pub(super) fn enter(&self) -> usize {
        self.names.len()
    }

    /// Ends a scope: removes what was bound since.
    pub(super) fn leave(&mut self, mark: usize) {
        self.names.truncate(mark);
    }
}
