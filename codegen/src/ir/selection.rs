//! Which part of a model a client is made of.

use crate::model::ShapeId;

/// Which part of a model to generate, and under which name.
#[derive(Clone, Debug)]
pub struct Selection {
    /// The service's shape id; may be left out where the model has one service.
    pub service: Option<String>,
    /// The operations to generate, each by shape name or shape id; all of them if left out.
    pub operations: Option<Vec<String>>,
    /// The module's name.
    pub module: String,
    /// The protocol, by its name or trait id; the best of the service's if left out.
    pub protocol: Option<String>,
}

impl Selection {
    /// Whether the operation is to be generated.
    #[must_use]
    pub fn has_operation(&self, id: &ShapeId) -> bool {
        self.operations.as_ref().is_none_or(|wanted| wanted.iter().any(|name| is_operation(id, name)))
    }
}

/// Whether this is the shape name or the shape id of the operation.
#[must_use]
pub fn is_operation(id: &ShapeId, name: &str) -> bool {
    id.name() == name || *id == *name
}
