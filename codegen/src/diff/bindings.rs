//! What services, resources and operations bind: operations, resources, errors, inputs, outputs, identifiers, names.

use super::differences::{Differences, Sides};
use super::event::{Event, Severity, Wire};
use super::reach::walk;
use super::target::{names_travel, renamed};
use super::traits::quoted;
use crate::ir::{Named, protocols_of};
use crate::model::{
    Member, Model, Operation, Reference, Resource, Service, Shape, ShapeId, ShapeKind, ShapeType, traits,
};
use std::collections::BTreeSet;

pub(super) fn evaluate(differences: &Differences<'_>, events: &mut Vec<Event>) {
    for (old_shape, new_shape) in differences.changed_shapes() {
        match (&old_shape.kind, &new_shape.kind) {
            (ShapeKind::Service(old), ShapeKind::Service(new)) => {
                service(differences.models, new_shape, Sides { old: &**old, new: &**new }, events);
            }
            (ShapeKind::Resource(old), ShapeKind::Resource(new)) => {
                resource(new_shape, Sides { old: &**old, new: &**new }, events);
            }
            (ShapeKind::Operation(old), ShapeKind::Operation(new)) => {
                operation(differences, new_shape, Sides { old: &**old, new: &**new }, events);
            }
            _ => {}
        }
    }
}

fn service(models: Sides<&Model>, shape: &Shape, sides: Sides<&Service>, events: &mut Vec<Event>) {
    let Sides { old, new } = sides;
    let still: BTreeSet<&ShapeId> =
        models.new.operations_of(new).into_iter().map(|(shape, _)| &shape.id).collect();
    let operations = compare(&old.operations, &new.operations);
    binding(shape, ShapeType::Operation, &operations, &|id| still.contains(id), events);
    let resources = compare(&old.resources, &new.resources);
    binding(shape, ShapeType::Resource, &resources, &|_| false, events);
    errors(shape, &compare(&old.errors, &new.errors), events);
    renames(models.old, shape, sides, events);
    if old.version != new.version {
        let message = format!(
            "the version of the service `{}` was {} and is {}",
            shape.id,
            quoted(&old.version),
            quoted(&new.version)
        );
        let event = Event::of(shape, "ChangedServiceVersion", Severity::Note, message);
        let travels = protocols_of(shape).any(|protocol| protocol.names() == Named::Version);
        events.push(event.breaking(if travels { Wire::Reached } else { Wire::Never }));
    }
}

fn resource(shape: &Shape, sides: Sides<&Resource>, events: &mut Vec<Event>) {
    let Sides { old, new } = sides;
    let all = |resource: &Resource| -> Vec<Reference> { resource.all_operations().cloned().collect() };
    binding(shape, ShapeType::Operation, &compare(&all(old), &all(new)), &|_| false, events);
    let resources = compare(&old.resources, &new.resources);
    binding(shape, ShapeType::Resource, &resources, &|_| false, events);
    let pairs = |named: &[(String, Reference)]| -> BTreeSet<(String, ShapeId)> {
        named.iter().map(|(name, target)| (name.clone(), target.id.clone())).collect()
    };
    if pairs(&old.identifiers) != pairs(&new.identifiers) {
        let message = format!("the identifiers of the resource `{}` changed", shape.id);
        events.push(Event::of(shape, "ChangedResourceIdentifiers", Severity::Error, message));
    }
    if pairs(&old.properties) != pairs(&new.properties) {
        let message = format!("the properties of the resource `{}` changed", shape.id);
        events.push(Event::of(shape, "ChangedResourceProperties", Severity::Note, message));
    }
}

fn operation(
    differences: &Differences<'_>,
    shape: &Shape,
    sides: Sides<&Operation>,
    events: &mut Vec<Event>,
) {
    let Sides { old, new } = sides;
    errors(shape, &compare(&old.errors, &new.errors), events);
    for (what, words, old, new) in
        [("Input", "takes", &old.input, &new.input), ("Output", "gives", &old.output, &new.output)]
    {
        if old.id != new.id {
            let id = format!("ChangedOperation{what}.From.{}.To.{}", old.id, new.id);
            let message =
                format!("the operation `{}` {words} `{}` instead of `{}`", shape.id, new.id, old.id);
            let breaks = match (old.is_unit(), new.is_unit()) {
                // Nothing to send is an empty structure, and what comes in place of nothing is not looked at. The rule for new members judges the required ones.
                (true, false) if what == "Input" => first_members(differences.models.new, new),
                (true, false) => Wire::Never,
                _ => replaced(differences, old, new),
            };
            events.push(Event::of(shape, id, Severity::Error, message).breaking(breaks));
        }
    }
}

/// Returns when it breaks the wire that an operation takes an input where it took none.
fn first_members(model: &Model, input: &Reference) -> Wire {
    let is_required = |member: &Member| member.traits.has::<traits::Required>();
    let required = model.target(input).is_none_or(|input| input.members().any(is_required));
    if required { Wire::Reached } else { Wire::Never }
}

/// Returns when it breaks the wire that an input or output is replaced.
fn replaced(differences: &Differences<'_>, old: &Reference, new: &Reference) -> Wire {
    let models = differences.models;
    match (models.old.target(old), models.new.target(new)) {
        (Some(old), Some(new)) if !names_travel(models) => renamed(differences, old, new).breaks,
        _ => Wire::Reached,
    }
}

/// The ids that only one of two lists of references contains.
struct Compared<'m> {
    added: Vec<&'m ShapeId>,
    removed: Vec<&'m ShapeId>,
}

fn compare<'m>(old: &'m [Reference], new: &'m [Reference]) -> Compared<'m> {
    let ids = |list: &'m [Reference]| -> BTreeSet<&'m ShapeId> { list.iter().map(|it| &it.id).collect() };
    let (old, new) = (ids(old), ids(new));
    Compared {
        added: new.difference(&old).copied().collect(),
        removed: old.difference(&new).copied().collect(),
    }
}

/// Reports what a service or resource binds of a type, and no longer binds.
fn binding(
    shape: &Shape,
    bound_type: ShapeType,
    compared: &Compared<'_>,
    is_still_reached: &dyn Fn(&ShapeId) -> bool,
    events: &mut Vec<Event>,
) {
    let container = shape.shape_type();
    let (of, what) = (in_id(container), in_id(bound_type));
    for bound in &compared.added {
        let id = format!("Added{what}Binding.To{of}.{}", bound.name());
        let message = format!("the {container} `{}` now has the {bound_type} `{bound}`", shape.id);
        events.push(Event::of(shape, id, Severity::Note, message));
    }
    for bound in &compared.removed {
        let id = format!("Removed{what}Binding.From{of}.{}", bound.name());
        let (severity, rest) = if is_still_reached(bound) {
            (Severity::Note, "itself, but one of its resources has it")
        } else {
            (Severity::Error, "any more")
        };
        let message =
            format!("the {container} `{}` does not have the {bound_type} `{bound}` {rest}", shape.id);
        events.push(Event::of(shape, id, severity, message));
    }
}

/// Returns a type's name as it is in the ids of changes.
fn in_id(of: ShapeType) -> &'static str {
    match of {
        ShapeType::Operation => "Operation",
        ShapeType::Resource => "Resource",
        _ => "Service",
    }
}

fn errors(shape: &Shape, compared: &Compared<'_>, events: &mut Vec<Event>) {
    let of = shape.shape_type();
    // Smithy's ids name the error only for errors of an operation.
    let id = |verb: &str, error: &ShapeId| match of {
        ShapeType::Operation => format!("{verb}OperationError.{}", error.name()),
        _ => format!("{verb}ServiceError"),
    };
    for error in &compared.added {
        let id = id("Added", error);
        let message = format!("the {of} `{}` can now fail with `{error}`", shape.id);
        events.push(Event::of(shape, id, Severity::Warning, message));
    }
    for error in &compared.removed {
        let id = id("Removed", error);
        let message = format!("the {of} `{}` no longer fails with `{error}`", shape.id);
        events.push(Event::of(shape, id, Severity::Warning, message));
    }
}

/// Reports names that a service gives to shapes that users know already.
fn renames(old_model: &Model, shape: &Shape, sides: Sides<&Service>, events: &mut Vec<Event>) {
    let name_in = |service: &Service, id: &ShapeId| -> Option<String> {
        service.rename.iter().find(|(renamed, _)| renamed.id == *id).map(|(_, name)| name.clone())
    };
    let mut push = |message: String| events.push(Event::of(shape, "ServiceRename", Severity::Error, message));
    for (renamed, before) in &sides.old.rename {
        match name_in(sides.new, &renamed.id) {
            None => push(format!("`{}` is no longer called `{before}` in `{}`", renamed.id, shape.id)),
            Some(after) if after != *before => {
                push(format!(
                    "`{}` was called `{before}` and is called `{after}` in `{}`",
                    renamed.id, shape.id
                ));
            }
            Some(_) => {}
        }
    }
    if sides.new.rename.is_empty() {
        return;
    }
    let known = walk(old_model, &shape.id);
    for (renamed, name) in &sides.new.rename {
        if name_in(sides.old, &renamed.id).is_none() && known.contains(&renamed.id) {
            push(format!("`{}`, which was there before, is called `{name}` in `{}`", renamed.id, shape.id));
        }
    }
}
