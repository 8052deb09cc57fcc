//! The result of comparing one service of two models.

use super::client::Compared;
use smithwright_codegen::diff::{Bump, Event};
use smithwright_codegen::ir;

/// The result of comparing one service.
#[derive(Clone, Debug)]
pub(crate) struct Comparison {
    /// What messages call the service: its name in the manifest, its shape id, or the name of its crate.
    pub(crate) name: String,
    /// Its shape id in the new model, or in the old one if it is gone.
    pub(crate) service: String,
    /// The changes, most severe first.
    pub(crate) events: Vec<Event>,
    /// Why nothing is known about Rust source, if so.
    pub(crate) rust_unknown: Option<String>,
    /// The old and the new client without documentation, if both can be generated.
    pub(crate) clients: Option<(ir::Service, ir::Service)>,
}

impl Comparison {
    /// Creates the result of comparing a service.
    pub(super) fn new(name: String, service: String, compared: Compared) -> Self {
        let Compared { events, rust_unknown, clients } = compared;
        Self { name, service, events, rust_unknown, clients }
    }

    /// Returns the version bump that all changes together require.
    pub(crate) fn bump(&self) -> Bump {
        self.events.iter().map(Event::required_bump).max().unwrap_or_default()
    }
}
