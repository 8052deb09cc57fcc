//! The Smithy JSON AST as written, or made from the IDL: shape ids, shapes, members, traits. It knows no Rust names.
//!
//! [`Model::read`] takes the texts of one or several files and returns one model in the terms of Smithy 2.0, or everything that is wrong with them. In that
//! model, every reference has a target of the right type, mixins are part of the shapes that use them, `apply` statements are carried out, strings with the
//! `enum` trait are enums, and the implicit defaults of Smithy 1.0 are spelled out.

mod ast;
pub mod catalog;
mod idl;
pub mod node;
mod overrides;
pub mod place;
mod prelude;
mod reachable;
mod read;
mod selector;
mod shape;
mod shape_id;
mod suppressed;
pub mod traits;
mod validate;
mod written;

use read::Validation;
use std::collections::BTreeMap;
use std::fmt;

use crate::diagnostics::Diagnostics;
use crate::model::traits::{TraitValue as _, ids};

pub use node::{Node, Value};
pub use overrides::{Change, Override};
pub(in crate::model) use reachable::cycles;
pub use reachable::reachable;
pub use shape::{List, Map, Member, Operation, Reference, Resource, Service, Shape, ShapeKind, ShapeType};
pub use shape_id::{InvalidShapeId, ShapeId};
pub use traits::{AppliedTrait, Traits};

/// The shape for "no value".
pub(in crate::model) const UNIT: &str = "smithy.api#Unit";

/// A model file, already in memory.
#[derive(Clone, Copy, Debug)]
pub struct SourceFile<'a> {
    /// The name that diagnostics use for it, usually its path. If it ends in `.smithy`, the text is in Smithy's IDL; otherwise it is JSON.
    pub name: &'a str,
    /// Its whole text.
    pub text: &'a str,
}

/// A usable model, with the findings about it.
#[derive(Debug)]
pub struct Loaded {
    /// The model.
    pub model: Model,
    /// Findings that are not errors.
    pub warnings: Diagnostics,
    /// How many of the given corrections were applied to the model.
    pub corrected: usize,
}

/// Files that are no usable model.
#[derive(Debug)]
pub struct Refused {
    /// All findings, of which at least one is an error.
    pub findings: Diagnostics,
    /// The model as far as it can be read: its references may lead nowhere, its traits may be malformed. `None` if a file is missing or has errors of syntax.
    pub model: Option<Box<Model>>,
}

impl From<Diagnostics> for Refused {
    fn from(findings: Diagnostics) -> Self {
        Self { findings, model: None }
    }
}

impl From<Refused> for Diagnostics {
    fn from(refused: Refused) -> Self {
        refused.findings
    }
}

impl fmt::Display for Refused {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.findings.fmt(formatter)
    }
}

impl std::error::Error for Refused {}

/// The shapes of one or several files, together with Smithy's prelude.
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
    /// All findings, including warnings, if anything is wrong with the files: syntax, unknown targets, conflicting definitions, wrong trait values.
    pub fn read(files: &[SourceFile<'_>]) -> Result<Loaded, Refused> {
        read::read(files, &[], Validation::Whole)
    }

    /// Reads and merges model files, and applies corrections to them.
    ///
    /// # Errors
    /// As for [`read`](Self::read), and if a correction cannot be applied.
    pub fn read_corrected(files: &[SourceFile<'_>], overrides: &[Override]) -> Result<Loaded, Refused> {
        read::read(files, overrides, Validation::Whole)
    }

    /// Reads an earlier model that others are compared with. Its trait values are not checked: they were good enough at the time.
    ///
    /// # Errors
    /// If it cannot be read, or its shapes are not consistent.
    pub fn read_unchecked(files: &[SourceFile<'_>], overrides: &[Override]) -> Result<Loaded, Refused> {
        read::read(files, overrides, Validation::Shapes)
    }

    /// Removes the documentation of all shapes. The code generated from the result differs only in its documentation, and generating is faster.
    #[must_use]
    pub fn without_documentation(mut self) -> Self {
        for shape in self.shapes.values_mut() {
            shape.traits.remove(traits::Documentation::ID);
            shape.members_mut().for_each(|member| drop(member.traits.remove(traits::Documentation::ID)));
        }
        self
    }

    /// Returns the shape with this id, from the model itself or from the prelude.
    pub fn shape(&self, id: &ShapeId) -> Option<&Shape> {
        self.find(id.as_str())
    }

    /// Returns the shape with this absolute id, from the model itself or from the prelude.
    pub fn find(&self, id: &str) -> Option<&Shape> {
        self.shapes.get(id).or_else(|| self.prelude.get(id))
    }

    /// Returns the shape that a member or another reference targets.
    pub fn target(&self, reference: &Reference) -> Option<&Shape> {
        self.shape(&reference.id)
    }

    /// Returns the model's own shapes, sorted by id, without the prelude.
    pub fn shapes(&self) -> impl Iterator<Item = &Shape> {
        self.shapes.values()
    }

    /// Returns the ids of all shapes, including the prelude's.
    pub fn ids(&self) -> impl Iterator<Item = &ShapeId> {
        self.shapes.keys().chain(self.prelude.keys())
    }

    /// Returns the model's services, sorted by id, without those that are mixins.
    pub fn services(&self) -> impl Iterator<Item = (&Shape, &Service)> {
        self.shapes().filter_map(|shape| match &shape.kind {
            ShapeKind::Service(service) if !shape.traits.contains(ids::MIXIN) => Some((shape, &**service)),
            _ => None,
        })
    }

    /// Returns the service with this id.
    pub fn service(&self, id: &ShapeId) -> Option<&Service> {
        match &self.shape(id)?.kind {
            ShapeKind::Service(service) => Some(service),
            _ => None,
        }
    }

    /// Returns the operation with this id.
    pub fn operation(&self, id: &ShapeId) -> Option<&Operation> {
        match &self.shape(id)?.kind {
            ShapeKind::Operation(operation) => Some(operation),
            _ => None,
        }
    }

    /// Returns the resource with this id.
    pub fn resource(&self, id: &ShapeId) -> Option<&Resource> {
        match &self.shape(id)?.kind {
            ShapeKind::Resource(resource) => Some(resource),
            _ => None,
        }
    }

    /// Returns all operations of a service, sorted by id, including those bound to its resources.
    pub fn operations_of(&self, service: &Service) -> Vec<(&Shape, &Operation)> {
        let children = |id| {
            let resource = self.resource(id);
            resource.into_iter().flat_map(|resource| &resource.resources).map(|child| &child.id)
        };
        let resources = reachable(service.resources.iter().map(|it| &it.id), children);
        let resources = resources.into_iter().filter_map(|id| self.resource(id));
        let bound = service.operations.iter().chain(resources.flat_map(Resource::all_operations));
        let operation = |reference: &Reference| match self.target(reference)? {
            shape @ Shape { kind: ShapeKind::Operation(operation), .. } => {
                Some((&shape.id, (shape, &**operation)))
            }
            _ => None,
        };
        let operations: BTreeMap<_, _> = bound.filter_map(operation).collect();
        operations.into_values().collect()
    }

    /// Returns the model's metadata, by key.
    pub fn metadata(&self) -> &BTreeMap<String, Node> {
        &self.metadata
    }
}
