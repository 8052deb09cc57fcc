//! Checks that shapes with a role of their own have no other: inputs and outputs of operations, definitions of traits, and what a namespace keeps to itself.

use std::collections::BTreeMap;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::traits::{Input, Output, TraitValue, ids};
use crate::model::{Model, Reference, Shape, ShapeId, ShapeKind};

/// A place that refers to a shape: who does, and to what.
struct Place<'m> {
    user: &'m ShapeId,
    reference: &'m Reference,
    target: &'m Shape,
}

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let mut users = BTreeMap::new();
    for shape in model.shapes() {
        let of = |user, reference| Some(Place { user, reference, target: model.target(reference)? });
        for place in shape.members().filter_map(|member| of(&member.id, &member.target)) {
            place.check(diagnostics);
            place.check_without(&[Input::ID, Output::ID], diagnostics);
        }
        for place in shape.bound().into_iter().chain(&shape.mixins).filter_map(|it| of(&shape.id, it)) {
            place.check(diagnostics);
        }
        if let ShapeKind::Operation(operation) = &shape.kind {
            let sides =
                [(&operation.input, Input::ID, Output::ID), (&operation.output, Output::ID, Input::ID)];
            for (side, mark, other) in sides {
                let Some(place) = of(&shape.id, side) else { continue };
                place.check_without(&[other], diagnostics);
                place.check_single(mark, &mut users, diagnostics);
            }
        }
    }
}

impl<'m> Place<'m> {
    /// Checks that the shape may be referred to from here.
    fn check(&self, diagnostics: &mut Diagnostics) {
        let traits = &self.target.traits;
        let id = &self.target.id;
        if traits.contains(ids::TRAIT) && !traits.contains(ids::MIXIN) {
            let message = format!("expected a shape for values, found `{id}`, which defines a trait");
            let help = "use a shape of its own: a trait is only applied";
            diagnostics.push(self.error(message).trait_id(ids::TRAIT).help(help));
        }
        if traits.contains(ids::PRIVATE) && id.namespace() != self.user.namespace() {
            let message = format!("expected a shape that other namespaces may use, found `{id}`");
            let help = format!("remove `{}` from it, or use it in `{}` alone", ids::PRIVATE, id.namespace());
            diagnostics.push(self.error(message).trait_id(ids::PRIVATE).help(help));
        }
    }

    /// Checks that the shape is not marked as something that it is not used as here.
    fn check_without(&self, marks: &[&str], diagnostics: &mut Diagnostics) {
        for mark in marks.iter().filter(|mark| self.target.traits.contains(mark)) {
            let message = format!("expected a shape without `{mark}` here, found `{}`", self.target.id);
            let help = "take the trait from it, or use a structure of its own";
            diagnostics.push(self.error(message).trait_id(mark).help(help));
        }
    }

    /// Checks that what is marked as an input or output belongs to one operation.
    fn check_single(
        &self,
        mark: &str,
        users: &mut BTreeMap<&'m ShapeId, &'m ShapeId>,
        diagnostics: &mut Diagnostics,
    ) {
        if !self.target.traits.contains(mark) {
            return;
        }
        let first = *users.entry(&self.target.id).or_insert(self.user);
        if first != self.user {
            let message = format!(
                "expected a structure of the operation's own, found `{}`, which `{first}` has too",
                self.target.id
            );
            let help = format!(
                "give the operation another, or remove `{mark}` from this one: where `:=` gives it the trait, define it as any other structure"
            );
            diagnostics.push(self.error(message).trait_id(mark).help(help));
        }
    }

    fn error(&self, message: String) -> Diagnostic {
        Diagnostic::error(message).at(&self.reference.location).shape(self.user)
    }
}
