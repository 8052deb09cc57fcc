//! The part of a model that a client is generated from.

use crate::model::ShapeId;

/// The part of a model to generate, and the name of the module.
#[derive(Clone, Debug)]
pub struct Selection {
    /// The service's shape id; optional if the model has one service.
    pub service: Option<String>,
    /// The operations to generate, each by shape name or shape id; by default all.
    pub operations: Option<Vec<String>>,
    /// The module's name.
    pub module: String,
    /// The protocol, by its name or trait id; by default the best of the service's.
    pub protocol: Option<String>,
}

impl Selection {
    /// Returns whether the operation is selected.
    #[must_use]
    pub fn has_operation(&self, id: &ShapeId) -> bool {
        self.operations.as_ref().is_none_or(|wanted| wanted.iter().any(|name| id.is_called(name)))
    }
}
