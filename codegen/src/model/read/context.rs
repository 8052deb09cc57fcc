//! The state that all steps of reading share: the findings so far, and the shape ids read so far.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::diagnostics::{Diagnostic, Diagnostics, Location, Position};
use crate::model::node::{Entry, Object};
use crate::model::{Node, ShapeId};

/// The findings so far, and every shape id that has been read.
#[derive(Default)]
pub(super) struct Context {
    diagnostics: Diagnostics,
    ids: HashMap<Arc<str>, ShapeId>,
}

impl Context {
    pub(super) fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Returns the shapes that could not be read, about which there is a finding already.
    pub(super) fn refused(&self) -> BTreeSet<Box<str>> {
        self.diagnostics.refused()
    }

    pub(super) fn into_diagnostics(self) -> Diagnostics {
        self.diagnostics
    }

    /// Reads a shape id. Most ids occur many times in a model, and are checked and stored once.
    pub(super) fn id(&mut self, text: &Arc<str>, place: &Place) -> Option<ShapeId> {
        if let Some(id) = self.ids.get(text) {
            return Some(id.clone());
        }
        match ShapeId::parse(text) {
            Ok(id) => {
                self.ids.insert(text.clone(), id.clone());
                Some(id)
            }
            Err(invalid) => {
                self.push(place.error(invalid.to_string()));
                None
            }
        }
    }
}

/// The place that a step is working on: file, position, and shape or member.
#[derive(Clone)]
pub(super) struct Place {
    pub(super) location: Location,
    pub(super) shape: Option<ShapeId>,
}

impl Place {
    /// Returns the same file and shape, at another position.
    pub(super) fn at(&self, position: Position) -> Self {
        let mut place = self.clone();
        place.location.position = position;
        place
    }

    pub(super) fn error(&self, message: impl Into<String>) -> Diagnostic {
        self.attach(Diagnostic::error(message))
    }

    pub(super) fn warning(&self, message: impl Into<String>) -> Diagnostic {
        self.attach(Diagnostic::warning(message))
    }

    /// Creates the error "expected this, found that" at the node.
    pub(super) fn expected(&self, what: &str, node: &Node) -> Diagnostic {
        let found = node.found();
        self.at(node.position).error(format!("expected {what}, found {found}"))
    }

    fn attach(&self, diagnostic: Diagnostic) -> Diagnostic {
        let diagnostic = diagnostic.at(&self.location);
        match &self.shape {
            Some(shape) => diagnostic.shape(shape),
            None => diagnostic,
        }
    }
}

/// The fields of an AST object. They are taken one by one; those that are left over are reported.
pub(super) struct Fields {
    entries: Vec<Entry>,
}

impl Fields {
    pub(super) fn new(object: Object) -> Self {
        Self { entries: object.into_iter().collect() }
    }

    /// Takes out the value of a field.
    pub(super) fn take(&mut self, name: &str) -> Option<Node> {
        let at = self.entries.iter().position(|entry| &*entry.key == name)?;
        Some(self.entries.swap_remove(at).value)
    }

    /// Warns about every field that was not taken; `known` are the fields that the object may have.
    pub(super) fn finish(mut self, known: &[&'static str], place: &Place, context: &mut Context) {
        self.entries.sort_by_key(|entry| entry.key_position);
        for entry in &self.entries {
            let message = format!("unknown field `{}` is ignored", entry.key);
            context.push(
                place.at(entry.key_position).warning(message).did_you_mean(&entry.key, known.iter().copied()),
            );
        }
    }
}
