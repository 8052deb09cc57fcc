//! The Smithy JSON AST as written: shape ids, shapes, members, traits. It knows no Rust names.
//!
//! [`Model::read`] takes the texts of one or several files and gives one model in the terms of Smithy 2.0, or
//! everything that is wrong with them. In the model that it gives, every reference leads to a shape of the right type, mixins are part
//! of the shapes that use them, `apply` statements are carried out, strings with the `enum` trait are enums and
//! defaults that Smithy 1.0 left unsaid are spelled out.

pub mod catalog;
pub mod node;
mod overrides;
pub mod place;
mod prelude;
mod read;
mod shape;
mod shape_id;
pub mod traits;
mod validate;

use read::Validation;
use std::collections::BTreeMap;

use crate::diagnostics::Diagnostics;

pub use node::{Node, Value};
pub use overrides::{Change, Override};
pub use shape::{
    List, Map, Member, Members, Operation, Reference, Resource, Service, Shape, ShapeKind, ShapeType,
};
pub use shape_id::{InvalidShapeId, ShapeId};
pub use traits::{AppliedTrait, Traits};

/// The shape that stands for nothing.
pub(in crate::model) const UNIT: &str = "smithy.api#Unit";

const DOCUMENTATION: &str = "smithy.api#documentation";

/// A model file, already in memory.
#[derive(Clone, Copy, Debug)]
pub struct SourceFile<'a> {
    /// The name by which diagnostics call it, usually its path.
    pub name: &'a str,
    /// Its whole text.
    pub text: &'a str,
}

/// A model that can be used, and what is odd about it.
#[derive(Debug)]
pub struct Loaded {
    /// The model.
    pub model: Model,
    /// Findings that are no errors.
    pub warnings: Diagnostics,
    /// How many of the given corrections the model got.
    pub corrected: usize,
}

/// The shapes of one or several files, beside Smithy's prelude.
#[derive(Debug)]
pub struct Model {
    shapes: BTreeMap<ShapeId, Shape>,
    prelude: BTreeMap<ShapeId, Shape>,
    metadata: BTreeMap<String, Node>,
}

impl Model {
    /// Reads and merges model files.
    ///
    /// # Errors
    /// Everything that is wrong with the files: syntax, unknown targets, conflicting definitions, wrong trait values.
    /// The findings hold the warnings too.
    pub fn read(files: &[SourceFile<'_>]) -> Result<Loaded, Diagnostics> {
        read::read(files, &[], Validation::Whole)
    }

    /// Reads and merges model files, with corrections to what they say.
    ///
    /// # Errors
    /// As [`read`](Self::read), and corrections that cannot be carried out.
    pub fn read_corrected(files: &[SourceFile<'_>], overrides: &[Override]) -> Result<Loaded, Diagnostics> {
        read::read(files, overrides, Validation::Whole)
    }

    /// The same for a model that others are compared with, as it was. What its traits say is taken as it is: it was good enough then.
    ///
    /// # Errors
    /// Where it can't be read, or its shapes don't hang together.
    pub fn read_earlier(files: &[SourceFile<'_>], overrides: &[Override]) -> Result<Loaded, Diagnostics> {
        read::read(files, overrides, Validation::Shapes)
    }

    /// The same model with nothing said about its shapes: what is generated from it differs in its documentation alone, and is decided sooner.
    #[must_use]
    pub fn without_documentation(mut self) -> Self {
        for shape in self.shapes.values_mut() {
            shape.traits.remove(DOCUMENTATION);
            shape.members_mut().for_each(|member| drop(member.traits.remove(DOCUMENTATION)));
        }
        self
    }

    /// The shape of this id, be it the model's own or one of the prelude.
    pub fn shape(&self, id: &ShapeId) -> Option<&Shape> {
        self.find(id.as_str())
    }

    /// The shape of this absolute id, be it the model's own or one of the prelude.
    pub fn find(&self, id: &str) -> Option<&Shape> {
        self.shapes.get(id).or_else(|| self.prelude.get(id))
    }

    /// The shape that a member or another reference leads to.
    pub fn target(&self, reference: &Reference) -> Option<&Shape> {
        self.shape(&reference.id)
    }

    /// The model's own shapes in the order of their ids, without the prelude.
    pub fn shapes(&self) -> impl Iterator<Item = &Shape> {
        self.shapes.values()
    }

    /// The ids of every shape there is, the prelude's included.
    pub fn ids(&self) -> impl Iterator<Item = &ShapeId> {
        self.shapes.keys().chain(self.prelude.keys())
    }

    /// The model's services in the order of their ids, without those that are there to be mixed into others.
    pub fn services(&self) -> impl Iterator<Item = (&Shape, &Service)> {
        self.shapes().filter_map(|shape| match &shape.kind {
            ShapeKind::Service(service) if !shape.traits.contains("smithy.api#mixin") => {
                Some((shape, &**service))
            }
            _ => None,
        })
    }

    /// The service of this id.
    pub fn service(&self, id: &ShapeId) -> Option<&Service> {
        match &self.shape(id)?.kind {
            ShapeKind::Service(service) => Some(service),
            _ => None,
        }
    }

    /// The operation of this id.
    pub fn operation(&self, id: &ShapeId) -> Option<&Operation> {
        match &self.shape(id)?.kind {
            ShapeKind::Operation(operation) => Some(operation),
            _ => None,
        }
    }

    /// The resource of this id.
    pub fn resource(&self, id: &ShapeId) -> Option<&Resource> {
        match &self.shape(id)?.kind {
            ShapeKind::Resource(resource) => Some(resource),
            _ => None,
        }
    }

    /// The members of the structure of this id.
    pub fn structure(&self, id: &ShapeId) -> Option<&Members> {
        match &self.shape(id)?.kind {
            ShapeKind::Structure(members) => Some(members),
            _ => None,
        }
    }

    /// Every operation of a service in the order of their ids, those bound to its resources included.
    pub fn operations_of(&self, service: &Service) -> Vec<(&Shape, &Operation)> {
        let mut found = BTreeMap::new();
        let mut seen = std::collections::BTreeSet::new();
        let mut waiting: Vec<&Reference> = service.resources.iter().collect();
        let mut bound: Vec<&Reference> = service.operations.iter().collect();
        while let Some(reference) = waiting.pop() {
            if !seen.insert(&reference.id) {
                continue;
            }
            if let Some(resource) = self.resource(&reference.id) {
                bound.extend(resource.all_operations());
                waiting.extend(&resource.resources);
            }
        }
        for reference in bound {
            if let Some(shape) = self.shape(&reference.id)
                && let ShapeKind::Operation(operation) = &shape.kind
            {
                found.insert(&shape.id, (shape, &**operation));
            }
        }
        found.into_values().collect()
    }

    /// The model's metadata, by key.
    pub fn metadata(&self) -> &BTreeMap<String, Node> {
        &self.metadata
    }
}
