//! The names that a place in the rules can use.

use super::{Name, Variable};

/// Rust names that no variable can have, because the generated function has other uses for them.
const RESERVED: [&str; 3] = ["parameters", "functions", "auth_scheme"];

/// What a name in the rules stands for.
#[derive(Clone, Debug)]
pub(super) enum Known {
    /// A variable.
    Variable(Variable),
    /// `true`: a condition gave it its name, and conditions only let truth through.
    True,
}

/// The names that are bound, the latest last.
#[derive(Clone, Debug, Default)]
pub(super) struct Scope {
    names: Vec<(String, Known)>,
}

impl Scope {
    /// What a name stands for.
    pub(super) fn find(&self, name: &str) -> Option<&Known> {
        self.names.iter().rev().find(|(known, _)| known == name).map(|(_, known)| known)
    }

    /// All names, for suggestions.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.names.iter().map(|(name, _)| name.as_str())
    }

    /// Binds a name.
    pub(super) fn bind(&mut self, name: &str, known: Known) {
        self.names.push((name.to_owned(), known));
    }

    /// The Rust name for a new name: no other one that can be seen from here has it.
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

    /// A place to come back to with [`leave`](Self::leave).
    pub(super) fn enter(&self) -> usize {
        self.names.len()
    }

    /// Forgets what was bound since.
    pub(super) fn leave(&mut self, mark: usize) {
        self.names.truncate(mark);
    }
}
