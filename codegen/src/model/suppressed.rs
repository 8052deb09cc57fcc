//! Warnings that a model suppresses (<https://smithy.io/2.0/spec/model-validation.html#suppressions>).

use super::{Model, Node, ShapeId, Traits};
use crate::diagnostics::{Diagnostic, Diagnostics, Severity};
use crate::model::traits::ids;
use std::collections::BTreeSet;

/// The id of all warnings of the generator.
const ID: &str = "Smithwright";

impl Model {
    /// Removes the warnings that the model suppresses: at their shape or member, or for its namespace. Errors can't be suppressed.
    pub fn suppress(&self, findings: &mut Diagnostics) {
        let namespaces = self.suppressed_namespaces();
        let is_suppressed = |finding: &Diagnostic| {
            let id = finding.shape.as_deref().and_then(|id| ShapeId::parse(id).ok());
            let covers = |id: ShapeId| {
                namespaces.contains("*") || namespaces.contains(id.namespace()) || self.suppresses_at(&id)
            };
            finding.severity != Severity::Error && id.is_some_and(covers)
        };
        findings.retain(|finding| !is_suppressed(finding));
    }

    fn suppressed_namespaces(&self) -> BTreeSet<&str> {
        let entries = self.metadata().get("suppressions").and_then(Node::as_array).unwrap_or_default();
        let ours = entries.iter().filter(|entry| entry.get("id").and_then(Node::as_str) == Some(ID));
        ours.filter_map(|entry| entry.get("namespace")?.as_str()).collect()
    }

    fn suppresses_at(&self, id: &ShapeId) -> bool {
        let Some(shape) = self.shape(&id.without_member()) else { return false };
        let member = id.member().and_then(|name| shape.member(name));
        says_so(&shape.traits) || member.is_some_and(|member| says_so(&member.traits))
    }
}

fn says_so(traits: &Traits) -> bool {
    let ids = traits.get(ids::SUPPRESS).and_then(Node::as_array).unwrap_or_default();
    ids.iter().any(|id| id.as_str() == Some(ID))
}
