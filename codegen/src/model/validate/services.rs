//! Checks what belongs to a service as a whole (<https://smithy.io/2.0/spec/service-types.html#service-closure>).

mod bindings;
mod names;
mod unstable_features;
mod waiters;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::Diagnostics;
use crate::model::{Model, Service, Shape, ShapeId, reachable};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for (shape, service) in model.services() {
        let closure = Closure::of(model, shape, service);
        bindings::check(&closure, diagnostics);
        names::check(&closure, diagnostics);
        waiters::check(&closure, diagnostics);
        unstable_features::check(&closure, diagnostics);
    }
}

/// A service with all shapes that it reaches.
pub(super) struct Closure<'m> {
    model: &'m Model,
    shape: &'m Shape,
    service: &'m Service,
    reached: BTreeSet<&'m ShapeId>,
}

impl<'m> Closure<'m> {
    pub(super) fn of(model: &'m Model, shape: &'m Shape, service: &'m Service) -> Self {
        let reached = reachable([&shape.id], |id| {
            let shape = model.shape(id).into_iter();
            shape
                .flat_map(|it| it.bound().into_iter().chain(it.members().map(|member| &member.target)))
                .map(|reference| &reference.id)
        });
        Self { model, shape, service, reached }
    }

    /// Returns the shapes that it reaches, sorted by id.
    pub(super) fn shapes(&self) -> impl Iterator<Item = &'m Shape> {
        self.reached.iter().filter_map(|id| self.model.shape(id))
    }

    /// Returns the names that the service gives to shapes.
    fn renamed(&self) -> BTreeMap<&'m ShapeId, &'m str> {
        self.service.rename.iter().map(|(shape, name)| (&shape.id, name.as_str())).collect()
    }
}
