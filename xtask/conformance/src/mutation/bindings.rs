//! Changes to services and operations, to shapes as a whole and to metadata.

use super::edit::{Edit, json, path};
use super::members::event;
use super::{Kind, Mutation};
use crate::random::Random;
use smithwright_codegen::model::{Model, Node, Operation, Reference, Service, Shape, ShapeId, ShapeKind};

pub(super) const KINDS: &[Kind] = &[
    ("adds a shape", add_shape),
    ("adds an operation", add_operation),
    ("removes an operation", remove_operation),
    ("adds an error to an operation", add_error),
    ("removes an error of an operation", remove_error),
    ("adds an error to a service", add_service_error),
    ("gives an operation another input", |model, random| other(model, random, Part::Input)),
    ("gives an operation another output", |model, random| other(model, random, Part::Output)),
    ("changes the version of a service", version),
    ("adds metadata", add_metadata),
];

const NEW: &str = "AddedByMutation";

fn services(model: &Model) -> Vec<(&Shape, &Service)> {
    model.services().collect()
}

pub(super) fn operations(model: &Model) -> impl Iterator<Item = (&Shape, &Operation)> {
    model.shapes().filter(|shape| shape.mixins.is_empty()).filter_map(|shape| match &shape.kind {
        ShapeKind::Operation(operation) => Some((shape, &**operation)),
        _ => None,
    })
}

/// A part of an operation that is a structure.
#[derive(Clone, Copy)]
pub(super) enum Part {
    Input,
    Output,
}

impl Part {
    pub(super) fn of(self, operation: &Operation) -> &Reference {
        match self {
            Self::Input => &operation.input,
            Self::Output => &operation.output,
        }
    }

    /// Makes this part of an operation the structure `to`.
    pub(super) fn retargeted(self, shape: &Shape, operation: &Operation, to: &str) -> Mutation {
        let (key, word) = match self {
            Self::Input => ("input", "Input"),
            Self::Output => ("output", "Output"),
        };
        let changed = format!("ChangedOperation{word}.From.{}.To.{to}", self.of(operation).id);
        Mutation {
            edits: vec![Edit::Set(path(&shape.id, &[key, "target"]), json(&format!("\"{to}\"")))],
            expected: vec![event(&changed, &shape.id)],
        }
    }
}

fn references<'i>(ids: impl Iterator<Item = &'i ShapeId>) -> Node {
    let targets: Vec<String> = ids.map(|id| format!(r#"{{"target": "{id}"}}"#)).collect();
    json(&format!("[{}]", targets.join(",")))
}

fn ids(list: &[Reference]) -> impl Iterator<Item = &ShapeId> {
    list.iter().map(|reference| &reference.id)
}

/// Returns an id that the model does not have, in the namespace of its service.
fn new_id(model: &Model) -> Option<ShapeId> {
    let namespace = model.services().next()?.0.id.namespace();
    ShapeId::parse(&format!("{namespace}#{NEW}")).ok()
}

fn add_shape(model: &Model, random: &mut Random) -> Option<Mutation> {
    let id = new_id(model)?;
    let forms = [
        r#"{"type": "structure", "members": {"a": {"target": "smithy.api#String"}}}"#,
        r#"{"type": "string"}"#,
        r#"{"type": "list", "member": {"target": "smithy.api#String"}}"#,
        r#"{"type": "enum", "members": {"A": {"target": "smithy.api#Unit"}}}"#,
    ];
    let form = random.pick(forms.to_vec())?;
    Some(Mutation {
        edits: vec![Edit::Set(path(&id, &[]), json(form))],
        expected: vec![event("AddedShape", &id)],
    })
}

fn add_operation(model: &Model, random: &mut Random) -> Option<Mutation> {
    let id = new_id(model)?;
    let (shape, service) = random.pick(services(model))?;
    let bound = references(ids(&service.operations).chain([&id]));
    let binding = format!("AddedOperationBinding.ToService.{NEW}");
    Some(Mutation {
        edits: vec![
            Edit::Set(path(&id, &[]), json(r#"{"type": "operation"}"#)),
            Edit::Set(path(&shape.id, &["operations"]), bound),
        ],
        expected: vec![event("AddedShape", &id), event(&binding, &shape.id)],
    })
}

fn remove_operation(model: &Model, random: &mut Random) -> Option<Mutation> {
    let (shape, service) = random.pick(services(model))?;
    let gone = random.pick(ids(&service.operations).collect())?;
    let left = references(ids(&service.operations).filter(|id| *id != gone));
    let binding = format!("RemovedOperationBinding.FromService.{}", gone.name());
    Some(Mutation {
        edits: vec![Edit::Set(path(&shape.id, &["operations"]), left)],
        expected: vec![event(&binding, &shape.id)],
    })
}

/// Picks an error that is not one of these.
fn other_error<'m>(model: &'m Model, random: &mut Random, own: &[Reference]) -> Option<&'m ShapeId> {
    let errors = model.shapes().filter(|shape| shape.traits.contains("smithy.api#error"));
    let others = errors.map(|shape| &shape.id).filter(|id| !ids(own).any(|own| own == *id));
    random.pick(others.collect())
}

fn add_error(model: &Model, random: &mut Random) -> Option<Mutation> {
    let (shape, operation) = random.pick(operations(model).collect())?;
    let error = other_error(model, random, &operation.errors)?;
    Some(Mutation {
        edits: vec![Edit::Set(
            path(&shape.id, &["errors"]),
            references(ids(&operation.errors).chain([error])),
        )],
        expected: vec![event(&format!("AddedOperationError.{}", error.name()), &shape.id)],
    })
}

fn remove_error(model: &Model, random: &mut Random) -> Option<Mutation> {
    let with_some = operations(model).filter(|(_, operation)| !operation.errors.is_empty());
    let (shape, operation) = random.pick(with_some.collect())?;
    let error = random.pick(ids(&operation.errors).collect())?;
    let left = references(ids(&operation.errors).filter(|id| *id != error));
    Some(Mutation {
        edits: vec![Edit::Set(path(&shape.id, &["errors"]), left)],
        expected: vec![event(&format!("RemovedOperationError.{}", error.name()), &shape.id)],
    })
}

fn add_service_error(model: &Model, random: &mut Random) -> Option<Mutation> {
    let (shape, service) = random.pick(services(model))?;
    let error = other_error(model, random, &service.errors)?;
    Some(Mutation {
        edits: vec![Edit::Set(path(&shape.id, &["errors"]), references(ids(&service.errors).chain([error])))],
        expected: vec![event("AddedServiceError", &shape.id)],
    })
}

/// Gives an operation an empty structure of its own as input or output.
fn other(model: &Model, random: &mut Random, part: Part) -> Option<Mutation> {
    let id = new_id(model)?;
    let (shape, operation) = random.pick(operations(model).collect())?;
    let mut mutation = part.retargeted(shape, operation, id.as_str());
    mutation.edits.push(Edit::Set(path(&id, &[]), json(r#"{"type": "structure", "members": {}}"#)));
    mutation.expected.push(event("AddedShape", &id));
    Some(mutation)
}

fn version(model: &Model, random: &mut Random) -> Option<Mutation> {
    let (shape, _) = random.pick(services(model))?;
    Some(Mutation {
        edits: vec![Edit::Set(path(&shape.id, &["version"]), json("\"of a mutation\""))],
        expected: vec![event("ChangedServiceVersion", &shape.id)],
    })
}

fn add_metadata(_: &Model, _: &mut Random) -> Option<Mutation> {
    Some(Mutation {
        edits: vec![Edit::Set(vec!["metadata".to_owned(), "mutation".to_owned()], json("1"))],
        expected: vec![("AddedMetadata".to_owned(), "-".to_owned())],
    })
}
