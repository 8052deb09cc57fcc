//! Warnings that a model suppresses (<https://smithy.io/2.0/spec/model-validation.html#suppressions>).

use super::{Model, Node, ShapeId, Traits};
use crate::diagnostics::{Diagnostic, Severity};

/// The id of all warnings of the generator.
const ID: &str = "Smithwright";

impl Model {
    /// Returns whether the finding is a warning that the model suppresses: at its shape or member, or for its namespace. Errors can't be suppressed.
    #[must_use]
    pub fn suppresses(&self, finding: &Diagnostic) -> bool {
        let id = finding.shape.as_deref().and_then(|id| ShapeId::parse(id).ok());
        finding.severity != Severity::Error
            && id.is_some_and(|id| self.suppresses_at(&id) || self.suppresses_in(id.namespace()))
    }

    fn suppresses_at(&self, id: &ShapeId) -> bool {
        let Some(shape) = self.shape(&id.without_member()) else { return false };
        let member = id.member().and_then(|name| shape.member(name));
        says_so(&shape.traits) || member.is_some_and(|member| says_so(&member.traits))
    }

    fn suppresses_in(&self, namespace: &str) -> bool {
        let entries = self.metadata().get("suppressions").and_then(Node::as_array).unwrap_or_default();
        entries.iter().any(|entry| {
            let text = |name: &str| entry.get(name).and_then(Node::as_str);
            text("id") == Some(ID) && text("namespace").is_some_and(|it| it == "*" || it == namespace)
        })
    }
}

fn says_so(traits: &Traits) -> bool {
    let ids = traits.get("smithy.api#suppress").and_then(Node::as_array).unwrap_or_default();
    ids.iter().any(|id| id.as_str() == Some(ID))
}
