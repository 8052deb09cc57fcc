//! A report of the violations found, each with its place.

use super::Place;
use crate::error::{Failure, FailureKind};
use std::fmt;

/// The path from the input to a value, linked on the stack, so that nothing is allocated as long as there is no violation.
#[derive(Clone, Copy)]
pub(super) enum Path<'a> {
    /// The input itself.
    Root,
    /// A member of a structure or union.
    Member(&'a Path<'a>, &'static str),
    /// An element of a list.
    Element(&'a Path<'a>, usize),
    /// An entry of a map.
    Entry(&'a Path<'a>, &'a str),
    /// One of the keys of a map, by itself.
    Key(&'a Path<'a>),
}

/// Whether values, and keys of maps, may be shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shown {
    Yes,
    No,
}

impl Place<'_> {
    fn write(&self, path: &Path<'_>, text: &mut String) {
        match path {
            Path::Root => {}
            Path::Member(Path::Root, name) => text.push_str(name),
            Path::Member(parent, name) => {
                self.write(parent, text);
                text.push('.');
                text.push_str(name);
            }
            Path::Element(parent, index) => {
                self.write(parent, text);
                text.push_str(&format!("[{index}]"));
            }
            Path::Entry(parent, key) => {
                self.write(parent, text);
                match self.shown {
                    Shown::Yes => text.push_str(&format!("[{key:?}]")),
                    Shown::No => text.push_str("[***]"),
                }
            }
            Path::Key(parent) => {
                text.push_str("a key of ");
                self.write(parent, text);
            }
        }
    }
}

/// The violations found so far.
#[derive(Default)]
pub(super) struct Report {
    violations: Vec<String>,
}

impl Report {
    /// Adds a violation: the rule, and the value that breaks it, if showing it helps.
    pub(super) fn add(&mut self, place: Place<'_>, rule: fmt::Arguments<'_>, found: Option<&str>) {
        const LONGEST: usize = 100;
        let mut text = String::new();
        place.write(&place.path, &mut text);
        text.push_str(&format!(" {rule}"));
        match found {
            Some(found) if place.shown == Shown::Yes => {
                let mut beginning: String = found.chars().take(LONGEST).collect();
                if beginning.len() < found.len() {
                    beginning.push('…');
                }
                text.push_str(&format!(", but is `{}`", beginning.escape_debug()));
            }
            _ => {}
        }
        self.violations.push(text);
    }

    pub(super) fn into_result(self) -> Result<(), Failure> {
        if self.violations.is_empty() {
            return Ok(());
        }
        let message = format!("the input is not valid, so nothing was sent: {}", self.violations.join("; "));
        Err(Failure::new(FailureKind::Input, message))
    }
}
