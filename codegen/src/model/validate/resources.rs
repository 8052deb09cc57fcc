//! Checks what resources bind, and what is bound to them (<https://smithy.io/2.0/spec/service-types.html#resource>).

mod hierarchy;
mod identifiers;
mod lifecycle;
mod properties;
mod references;

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostics::Diagnostics;
use crate::model::{Model, Reference, Resource, Shape, ShapeId, ShapeKind};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for shape in model.shapes() {
        identifiers::check_members(shape, diagnostics);
        references::check(model, shape, diagnostics);
        if let Some(bound) = Bound::of(model, shape) {
            hierarchy::check(&bound, diagnostics);
            lifecycle::check(&bound, diagnostics);
            identifiers::check(&bound, diagnostics);
            properties::check(&bound, diagnostics);
        }
    }
    hierarchy::check_cycles(model, diagnostics);
}

/// A resource in its model, with what it has by name.
struct Bound<'m> {
    model: &'m Model,
    shape: &'m Shape,
    resource: &'m Resource,
    identifiers: BTreeMap<&'m str, &'m Reference>,
    properties: BTreeMap<&'m str, &'m Reference>,
    /// Its operations on the whole collection.
    on_collection: BTreeSet<&'m ShapeId>,
}

impl<'m> Bound<'m> {
    /// Returns the resource that a shape is, if it is one.
    fn of(model: &'m Model, shape: &'m Shape) -> Option<Self> {
        let ShapeKind::Resource(resource) = &shape.kind else { return None };
        let on_collection =
            resource.create.iter().chain(&resource.list).chain(&resource.collection_operations);
        Some(Self {
            model,
            shape,
            resource,
            identifiers: by_name(&resource.identifiers),
            properties: by_name(&resource.properties),
            on_collection: on_collection.map(|operation| &operation.id).collect(),
        })
    }

    /// Returns the resources within it.
    fn children(&self) -> impl Iterator<Item = Self> {
        let children = self.resource.resources.iter().filter_map(|child| self.model.target(child));
        children.filter_map(|child| Self::of(self.model, child))
    }
}

fn by_name(named: &[(String, Reference)]) -> BTreeMap<&str, &Reference> {
    named.iter().map(|(name, target)| (name.as_str(), target)).collect()
}
