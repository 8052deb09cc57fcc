//! What came of comparing one service of two models.

use super::client::Compared;
use smithwright_codegen::diff::{Bump, Event};
use smithwright_codegen::ir;
use smithwright_codegen::model::ShapeId;
use std::collections::BTreeSet;

/// One service, compared.
#[derive(Clone, Debug)]
pub(crate) struct Comparison {
    /// The service: its name in the manifest, or its shape id.
    pub(crate) name: String,
    /// Its shape id, in the new model if it is there.
    pub(crate) service: String,
    /// What changed, the gravest first.
    pub(crate) events: Vec<Event>,
    /// Why nothing is said of Rust source, if nothing is.
    pub(crate) rust_unknown: Option<String>,
    /// What was and is generated, where both can be: without documentation.
    pub(crate) clients: Option<(ir::Service, ir::Service)>,
}

impl Comparison {
    /// What came of comparing a service.
    pub(super) fn new(name: String, service: String, compared: Compared) -> Self {
        let Compared { events, rust_unknown, clients } = compared;
        Self { name, service, events, rust_unknown, clients }
    }

    /// The version bump that all changes together ask for.
    pub(crate) fn bump(&self) -> Bump {
        self.events.iter().map(Event::required_bump).max().unwrap_or_default()
    }

    /// Leaves out what only operations other than these reach.
    pub(super) fn keep(&mut self, operations: &BTreeSet<ShapeId>) {
        self.events.retain_mut(|event| {
            let had = !event.operations.is_empty();
            event.operations.retain(|operation| operations.contains(operation));
            !had || !event.operations.is_empty()
        });
    }
}
