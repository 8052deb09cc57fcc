//! The shapes that the selected operations reach, and the direction in which each of them travels.

use super::endpoint::RuleSet;
use super::{Direction, Protocol, Selection, discovery, events, session};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::{Model, Operation, Reference, Service, Shape, ShapeId, ShapeKind, reachable, traits};
use std::collections::btree_map::Entry;
use std::collections::{BTreeMap, BTreeSet};

/// The part of a model that is generated.
pub(super) struct Closure<'m> {
    /// The operations, by name.
    pub(super) operations: Vec<(&'m Shape, &'m Operation)>,
    /// The nested structures, unions and enums.
    pub(super) types: BTreeMap<&'m ShapeId, Reached<'m>>,
    /// The errors.
    pub(super) errors: BTreeMap<&'m ShapeId, &'m Shape>,
}

/// A nested shape and how it is used.
#[derive(Clone, Copy)]
pub(super) struct Reached<'m> {
    pub(super) shape: &'m Shape,
    /// The direction in which it travels.
    pub(super) direction: Direction,
}

impl<'m> Closure<'m> {
    /// Operations with streams of events are left out if the protocol has none. Without a protocol, all belong to it.
    pub(super) fn of(
        model: &'m Model,
        (service_shape, service): (&Shape, &'m Service),
        protocol: Option<&Protocol>,
        endpoint: Option<&RuleSet>,
        selection: &Selection,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut operations = select(model, (service_shape, service), endpoint, selection, diagnostics);
        if protocol.is_some_and(|protocol| !protocol.has_event_streams()) {
            operations.retain(|(shape, operation)| {
                let streams = events::in_operation(model, operation);
                if streams {
                    diagnostics.push(events::left_out(shape));
                }
                !streams
            });
        }
        let mut closure = Self { operations, types: BTreeMap::new(), errors: BTreeMap::new() };
        for (shape, operation) in closure.operations.clone() {
            closure.reach_members(model, &operation.input, Direction::Sent);
            closure.reach_members(model, &operation.output, Direction::Received);
            for error in operation.errors.iter().chain(&service.errors) {
                closure.reach_error(model, error);
            }
            closure.reach_messages(model, shape);
        }
        closure
    }

    fn reach_members(&mut self, model: &'m Model, reference: &Reference, direction: Direction) {
        if let Some(shape) = model.target(reference) {
            for member in shape.members() {
                self.reach(model, &member.target.id, direction);
            }
        }
    }

    fn reach_error(&mut self, model: &'m Model, reference: &Reference) {
        if let Some(error) = model.target(reference) {
            self.errors.insert(&error.id, error);
            self.reach_members(model, reference, Direction::Received);
        }
    }

    fn reach_messages(&mut self, model: &'m Model, operation: &Shape) {
        let Some(messages) = operation.traits.read::<traits::WebSocketMessages>() else { return };
        self.reach(model, &messages.send, Direction::Sent);
        self.reach(model, &messages.receive, Direction::Received);
        for payload in &messages.payloads {
            self.reach(model, payload, Direction::Sent);
            self.reach(model, payload, Direction::Received);
        }
    }

    // The depth of recursion is bounded by the shapes not yet seen, so it is kept on the heap.
    fn reach(&mut self, model: &'m Model, id: &ShapeId, direction: Direction) {
        let mut waiting = vec![id.clone()];
        while let Some(id) = waiting.pop() {
            let Some(shape) = model.shape(&id) else { continue };
            if !self.mark(shape, direction) {
                continue;
            }
            if events::is_stream(shape) {
                for member in shape.members() {
                    match model.target(&member.target) {
                        Some(error) if events::is_error(error) => self.reach_error(model, &member.target),
                        _ => waiting.push(member.target.id.clone()),
                    }
                }
            } else if !matches!(shape.kind, ShapeKind::Enum(_) | ShapeKind::IntEnum(_)) {
                waiting.extend(shape.members().map(|member| member.target.id.clone()));
            }
        }
    }

    /// Records that the shape is reached in this direction, and returns whether that is news.
    fn mark(&mut self, shape: &'m Shape, direction: Direction) -> bool {
        match self.types.entry(&shape.id) {
            Entry::Vacant(entry) => {
                entry.insert(Reached { shape, direction });
                true
            }
            Entry::Occupied(mut entry) => {
                let known = &mut entry.get_mut().direction;
                let is_news = *known != direction && *known != Direction::Both;
                if is_news {
                    *known = Direction::Both;
                }
                is_news
            }
        }
    }
}

fn select<'m>(
    model: &'m Model,
    (service_shape, service): (&Shape, &'m Service),
    endpoint: Option<&RuleSet>,
    selection: &Selection,
    diagnostics: &mut Diagnostics,
) -> Vec<(&'m Shape, &'m Operation)> {
    let all = model.operations_of(service);
    let Some(wanted) = &selection.operations else {
        return all;
    };
    for name in wanted {
        if !all.iter().any(|(shape, _)| shape.id.is_called(name)) {
            let names: Vec<&str> = all.iter().map(|(shape, _)| shape.id.name()).collect();
            diagnostics.push(
                Diagnostic::error(format!("the service has no operation `{name}`"))
                    .shape(&service_shape.id)
                    .help(listed(&names))
                    .did_you_mean(name, names),
            );
        }
    }
    belonging(all, service_shape, endpoint, selection)
}

/// Returns the operations of a service that a client has: those selected, and those that their calls need.
#[must_use]
pub fn operations(model: &Model, service: &ShapeId, selection: &Selection) -> BTreeSet<ShapeId> {
    let (Some(shape), Some(service)) = (model.shape(service), model.service(service)) else {
        return BTreeSet::new();
    };
    let endpoint = RuleSet::read(shape, &mut Diagnostics::new());
    let operations = belonging(model.operations_of(service), shape, endpoint.as_ref(), selection);
    operations.into_iter().map(|(shape, _)| shape.id.clone()).collect()
}

/// Returns the operations of a service that a client does not have, and the shapes that only they reach.
#[must_use]
pub fn left_out(model: &Model, service: &ShapeId, selection: &Selection) -> BTreeSet<ShapeId> {
    let Some(found) = model.service(service) else { return BTreeSet::new() };
    let generated = operations(model, service, selection);
    let all = model.operations_of(found).into_iter().map(|(shape, _)| shape.id.clone());
    let common = found.errors.iter().map(|error| error.id.clone());
    let kept = reachable(generated.iter().cloned().chain(common), |id| referred(model, &id));
    reachable(all, |id| referred(model, &id)).into_iter().filter(|id| !kept.contains(id)).collect()
}

/// Returns what an operation takes and gives, or what the members of a shape target.
fn referred(model: &Model, id: &ShapeId) -> Vec<ShapeId> {
    let Some(shape) = model.shape(id) else { return Vec::new() };
    let own = match &shape.kind {
        ShapeKind::Operation(it) => [&it.input, &it.output].into_iter().chain(&it.errors).collect(),
        _ => Vec::new(),
    };
    own.into_iter().chain(shape.members().map(|member| &member.target)).map(|it| it.id.clone()).collect()
}

fn belonging<'m>(
    all: Vec<(&'m Shape, &'m Operation)>,
    service: &Shape,
    endpoint: Option<&RuleSet>,
    selection: &Selection,
) -> Vec<(&'m Shape, &'m Operation)> {
    let wanted = |shape: &Shape| selection.has_operation(&shape.id);
    let asks = all.iter().any(|(shape, _)| wanted(shape) && discovery::is_needed(shape));
    let discovery = discovery::operation(service).filter(|_| asks);
    let belongs = |shape: &Shape| {
        wanted(shape) || session::is_needed(shape, endpoint) || discovery.as_ref() == Some(&shape.id)
    };
    all.into_iter().filter(|(shape, _)| belongs(shape)).collect()
}

/// Says which operations there are, for those who asked for none of them.
fn listed(names: &[&str]) -> String {
    let (shown, more) = names.split_at(names.len().min(8));
    let shown: Vec<String> = shown.iter().map(|name| format!("`{name}`")).collect();
    match more.len() {
        _ if shown.is_empty() => "it has none".to_owned(),
        0 => format!("it has {}", shown.join(", ")),
        more => format!("it has {} and {more} more: `generate --list` lists them", shown.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Loaded, SourceFile};

    #[test]
    fn what_an_operation_alone_reaches_is_left_out_with_it() {
        let text = r##"{"smithy": "2.0", "shapes": {
            "a#S": {"type": "service", "version": "1", "operations": [{"target": "a#One"}, {"target": "a#Two"}],
                "errors": [{"target": "a#Common"}]},
            "a#One": {"type": "operation", "input": {"target": "a#Both"}, "output": {"target": "smithy.api#Unit"}},
            "a#Two": {"type": "operation", "input": {"target": "a#Both"}, "output": {"target": "a#Alone"}},
            "a#Both": {"type": "structure", "members": {}},
            "a#Alone": {"type": "structure", "members": {}},
            "a#Common": {"type": "structure", "members": {"detail": {"target": "a#Detail"}},
                "traits": {"smithy.api#error": "client"}},
            "a#Detail": {"type": "structure", "members": {}}}}"##;
        let Loaded { model, .. } = Model::read(&[SourceFile { name: "test.json", text }]).unwrap();
        let operations = Some(vec!["One".to_owned()]);
        let selection = Selection { service: None, operations, module: "s".to_owned(), protocol: None };
        let found = left_out(&model, &ShapeId::parse("a#S").unwrap(), &selection);
        let found: Vec<_> = found.iter().map(ToString::to_string).collect();
        assert_eq!(found, ["a#Alone", "a#Two"], "every operation has the service's common errors");
    }
}
