//! The operations that reach a shape, and the direction in which it travels for them.

use crate::model::{Model, Operation, Resource, Service, Shape, ShapeId, ShapeKind, reachable, traits};
use std::collections::{BTreeMap, BTreeSet};

/// Which operations count.
pub(super) type Operations<'o> = Option<&'o BTreeSet<ShapeId>>;

/// The users of each shape in a model.
pub(super) struct Reach<'m> {
    model: &'m Model,
    /// The operations that count, if not all.
    operations: Operations<'m>,
    /// The shapes that refer to a shape, with the role that they give it.
    users: BTreeMap<ShapeId, Vec<(&'m ShapeId, Role)>>,
}

/// The role that a shape has for one that refers to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Role {
    /// A part of it.
    Part,
    /// The input of an operation.
    Input,
    /// The output of an operation, or one of its errors.
    Output,
}

/// The operations that reach something, and the direction in which it travels for them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Reached {
    pub(super) operations: BTreeSet<ShapeId>,
    /// Whether it is part of an input.
    pub(super) sent: bool,
    /// Whether it is part of an output or an error.
    pub(super) received: bool,
}

impl Reached {
    /// Combines what is reached in two models.
    pub(super) fn or(mut self, other: Self) -> Self {
        self.operations.extend(other.operations);
        self.sent |= other.sent;
        self.received |= other.received;
        self
    }
}

impl<'m> Reach<'m> {
    pub(super) fn new(model: &'m Model, operations: Operations<'m>) -> Self {
        let mut users: BTreeMap<ShapeId, Vec<(&ShapeId, Role)>> = BTreeMap::new();
        let counts = |shape: &&Shape| {
            let is_operation = matches!(shape.kind, ShapeKind::Operation(_));
            !is_operation || operations.is_none_or(|operations| operations.contains(&shape.id))
        };
        for shape in model.shapes().filter(counts) {
            for (id, role) in named(shape) {
                users.entry(id).or_default().push((&shape.id, role));
            }
        }
        Self { model, operations, users }
    }

    /// Returns the operations that reach a shape or member; for an operation, itself; for a service or resource, all its operations.
    pub(super) fn of(&self, subject: &ShapeId) -> Reached {
        let id = subject.without_member();
        match self.model.shape(&id).map(|shape| &shape.kind) {
            None => Reached::default(),
            Some(ShapeKind::Service(_) | ShapeKind::Resource(_)) => {
                let operations = walk_bindings(self.model, &id)
                    .into_iter()
                    .filter(|id| self.model.operation(id).is_some() && self.counts(id));
                Reached { operations: operations.collect(), sent: true, received: true }
            }
            Some(ShapeKind::Operation(_)) if !self.counts(&id) => Reached::default(),
            Some(ShapeKind::Operation(_)) => Reached { operations: [id].into(), sent: true, received: true },
            Some(_) => self.of_data(&id),
        }
    }

    fn counts(&self, operation: &ShapeId) -> bool {
        self.operations.is_none_or(|operations| operations.contains(operation))
    }

    fn of_data(&self, id: &ShapeId) -> Reached {
        let users = |id: &ShapeId| self.users.get(id).into_iter().flatten();
        let holders = |id| users(id).filter(|(_, role)| *role == Role::Part).map(|(user, _)| *user);
        let mut reached = Reached::default();
        for (user, role) in reachable([id], holders).into_iter().flat_map(users) {
            match role {
                Role::Part => continue,
                Role::Input => reached.sent = true,
                Role::Output => reached.received = true,
            }
            self.note_operations(user, &mut reached);
        }
        reached
    }

    /// Adds an operation or, for an error of a whole service, all its operations.
    fn note_operations(&self, user: &'m ShapeId, reached: &mut Reached) {
        match self.model.shape(user).map(|shape| &shape.kind) {
            Some(ShapeKind::Service(service)) => {
                let operations = self.model.operations_of(service);
                let ids = operations.into_iter().map(|(shape, _)| &shape.id).filter(|id| self.counts(id));
                reached.operations.extend(ids.cloned());
            }
            _ => drop(reached.operations.insert(user.clone())),
        }
    }
}

/// Returns the data shapes that a shape refers to, with their roles.
fn named(shape: &Shape) -> Vec<(ShapeId, Role)> {
    match &shape.kind {
        ShapeKind::Operation(operation) => {
            let Operation { input, output, errors } = &**operation;
            let mut named = vec![(input.id.clone(), Role::Input), (output.id.clone(), Role::Output)];
            named.extend(errors.iter().map(|error| (error.id.clone(), Role::Output)));
            named.extend(messages(shape));
            named
        }
        ShapeKind::Service(service) => {
            service.errors.iter().map(|error| (error.id.clone(), Role::Output)).collect()
        }
        _ => shape.members().map(|member| (member.target.id.clone(), Role::Part)).collect(),
    }
}

/// Returns the messages on the socket of an operation.
fn messages(operation: &Shape) -> Vec<(ShapeId, Role)> {
    let Some(messages) = operation.traits.read::<traits::WebSocketMessages>() else { return Vec::new() };
    let both = messages.payloads.into_iter().flat_map(|id| [(id.clone(), Role::Input), (id, Role::Output)]);
    [(messages.send, Role::Input), (messages.receive, Role::Output)].into_iter().chain(both).collect()
}

/// Returns everything that a shape reaches, including itself.
pub(super) fn walk(model: &Model, from: &ShapeId) -> BTreeSet<ShapeId> {
    let named = |shape| named(shape).into_iter().map(|(id, _)| id);
    let next = |shape| bound(shape).into_iter().chain(named(shape));
    reachable([from.clone()], |id| model.shape(&id).into_iter().flat_map(next))
}

/// Returns the resources and operations that a service or resource binds, at any depth.
fn walk_bindings(model: &Model, from: &ShapeId) -> BTreeSet<ShapeId> {
    reachable([from.clone()], |id| model.shape(&id).into_iter().flat_map(bound))
}

/// Returns the operations and resources that a service or resource itself binds.
fn bound(shape: &Shape) -> Vec<ShapeId> {
    match &shape.kind {
        ShapeKind::Service(service) => {
            let Service { operations, resources, .. } = &**service;
            operations.iter().chain(resources).map(|it| it.id.clone()).collect()
        }
        ShapeKind::Resource(resource) => {
            let resource: &Resource = resource;
            resource.all_operations().chain(&resource.resources).map(|it| it.id.clone()).collect()
        }
        _ => Vec::new(),
    }
}
