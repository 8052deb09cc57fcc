//! One side of a comparison: a model, and what is generated from it.

use crate::at_once;
use smithwright_codegen::diagnostics::{self, Diagnostics};
use smithwright_codegen::diff::{self, Bump, Compatibility, Event, Severity};
use smithwright_codegen::ir::{self, Selection};
use smithwright_codegen::model::{Model, ShapeId};
use std::collections::BTreeSet;

/// A model, and which client is generated from it.
#[derive(Debug)]
pub(crate) struct Client {
    pub(crate) model: Model,
    pub(crate) service: ShapeId,
    pub(crate) selection: Selection,
}

impl Client {
    /// Returns the operations of the service that are generated.
    pub(super) fn operations(&self) -> BTreeSet<ShapeId> {
        ir::operations(&self.model, &self.service, &self.selection)
    }

    /// Generates the client in memory, or returns why that is impossible.
    pub(super) fn generate(&self) -> Result<ir::Service, String> {
        let mut findings = Diagnostics::new();
        ir::lower(&self.model, &self.selection, &mut findings).ok_or_else(|| why(&findings))
    }
}

/// Returns the first error, on one line.
fn why(findings: &Diagnostics) -> String {
    let mut errors = findings.iter().filter(|finding| finding.severity == diagnostics::Severity::Error);
    errors.next().map_or("it can't be generated".to_owned(), |finding| finding.message.clone())
}

/// The changes for the wire and for Rust source.
pub(super) struct Compared {
    pub(super) events: Vec<Event>,
    /// Why nothing is known about Rust source, if so.
    pub(super) rust_unknown: Option<String>,
    /// The old and the new client without documentation, if both can be generated.
    pub(super) clients: Option<(ir::Service, ir::Service)>,
}

/// The part of the changes that counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// All changes of the models' shapes, those of mixins where they are used.
    Models,
    /// Those that the operations of the clients reach.
    Clients,
}

/// Compares the models, and then the clients that are generated from them.
pub(super) fn compare(old: Client, new: Client, part: Part) -> Compared {
    let selected: BTreeSet<ShapeId> = old.operations().into_iter().chain(new.operations()).collect();
    let operations = (part == Part::Clients).then_some(&selected);
    let mut events = diff::compare_within(&old.model, &new.model, operations);
    // Documentation takes half of the time that lowering a model takes, and callers don't compile against it.
    let bare = |client: Client| Client { model: client.model.without_documentation(), ..client };
    let made = |client: Client| {
        let client = bare(client);
        let generated = client.generate();
        (client, generated)
    };
    let ((old, before), (new, after)) = at_once(|| made(old), || made(new));
    match (before, after) {
        (Ok(before), Ok(after)) => {
            diff::add_rust((&old.model, &before), (&new.model, &after), operations, &mut events);
            events.extend(new_operations(&before, &after, &new));
            Compared { events, rust_unknown: None, clients: Some((before, after)) }
        }
        // Callers lose the whole client.
        (Ok(_), Err(reason)) => {
            let message = format!("no client can be generated any more: {reason}");
            let mut event = Event::new("Rust.RemovedClient", Severity::Error, message).about(&new.service);
            event.rust = Compatibility::Breaking;
            events.insert(0, event);
            Compared { events, rust_unknown: None, clients: None }
        }
        (Err(reason), _) => Compared { events, rust_unknown: Some(reason), clients: None },
    }
}

/// Returns an event for each operation that is new in the client. It may have been in the model before.
fn new_operations(before: &ir::Service, after: &ir::Service, new: &Client) -> Vec<Event> {
    let had = |name: &str| before.operations.iter().any(|operation| operation.shape == name);
    let all = new.operations();
    let added = after.operations.iter().filter(|operation| !had(&operation.shape));
    let ids = added.filter_map(|operation| all.iter().find(|id| id.name() == operation.shape));
    ids.map(|id| {
        let message = format!("the client now has the operation `{}`", id.name());
        let mut event = Event::new("Rust.AddedOperation", Severity::Note, message).about(id);
        event.bump = Bump::Minor;
        event.operations = vec![id.clone()];
        event
    })
    .collect()
}
