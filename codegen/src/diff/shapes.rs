//! Shapes and trait definitions that are added, removed, or become another type.

use super::differences::{Differences, Entity, Sides, enum_value};
use super::event::{Event, Severity, Wire};
use super::inline;
use crate::ir::{Named, protocols_of};
use crate::model::traits::{Synthetic, ids};
use crate::model::{Member, Service, Shape, ShapeKind, ShapeType};
use std::fmt::Write as _;

/// How many reasons are shown.
const SHOWN: usize = 3;

pub(super) fn evaluate(differences: &Differences<'_>, events: &mut Vec<Event>) {
    added(differences, events);
    removed(differences, events);
    changed_type(differences, events);
}

fn added(differences: &Differences<'_>, events: &mut Vec<Event>) {
    for entity in &differences.added {
        let id = entity.id();
        if let Entity::Member(shape, _) = entity
            && differences.models.old.shape(&shape.id).is_none()
        {
            continue;
        }
        if entity.traits().has::<Synthetic>() {
            continue;
        }
        let message = format!("the {} `{id}` is new", entity.type_name());
        events.push(Event::of(*entity, "AddedShape", Severity::Note, message));
        if entity.traits().contains(ids::TRAIT) {
            let message = format!("the trait `{id}` is new");
            events.push(Event::of(*entity, "AddedTraitDefinition", Severity::Note, message));
        }
    }
}

fn removed(differences: &Differences<'_>, events: &mut Vec<Event>) {
    let replaced = inline::replaced(differences);
    for entity in &differences.removed {
        let id = entity.id();
        if entity.traits().contains(ids::TRAIT) {
            let message = format!("the trait `{id}` is gone");
            events.push(Event::of(*entity, "RemovedTraitDefinition", Severity::Error, message));
        }
        if let Entity::Member(shape, _) = entity
            && differences.models.new.shape(&shape.id).is_none()
        {
            continue;
        }
        // No model names an inline collection, and the members that hold it are judged.
        if entity.traits().contains(ids::PRIVATE) || entity.traits().has::<Synthetic>() {
            continue;
        }
        let mut message = format!("the {} `{id}` is gone", entity.type_name());
        let mut breaks = is_renamed_value(differences, entity).then_some(Wire::Never);
        if let Some(service) = renamed_service(differences, entity) {
            let broken = broken_by_renaming(differences, service);
            let _ = write!(message, "; `{}` is there in its place", service.new.id);
            for reason in broken.iter().take(SHOWN) {
                let _ = write!(message, "; {reason}");
            }
            breaks = Some(if broken.is_empty() { Wire::Never } else { Wire::Reached });
        }
        if let Some(by) = replaced.get(entity.id()) {
            events.push(by.event(*entity));
            continue;
        }
        let (id, severity) = if entity.shape().is_some_and(|shape| is_scalar(shape.shape_type())) {
            ("RemovedShape.ScalarShape", Severity::Warning)
        } else {
            ("RemovedShape", Severity::Error)
        };
        events.push(Event { breaks, ..Event::of(*entity, id, severity, message) });
    }
}

/// Returns whether a removed enum member's value belongs to another member now: its name is never sent.
fn is_renamed_value(differences: &Differences<'_>, entity: &Entity<'_>) -> bool {
    let Entity::Member(shape, member) = entity else { return false };
    let is_same = |other: &Member| enum_value(other).is_some_and(|value| Some(value) == enum_value(member));
    matches!(shape.kind, ShapeKind::Enum(_) | ShapeKind::IntEnum(_))
        && differences.models.new.shape(&shape.id).is_some_and(|new| new.members().any(is_same))
}

/// Returns the new service that replaces the removed one, if each is the only one of its kind and they have the same version.
fn renamed_service<'m>(differences: &Differences<'m>, entity: &Entity<'m>) -> Option<Sides<&'m Shape>> {
    entity.shape().filter(|shape| shape.shape_type() == ShapeType::Service)?;
    let (removed, added) = (services(&differences.removed), services(&differences.added));
    match (&*removed, &*added) {
        ([(old, before)], [(new, after)]) => {
            (before.version == after.version).then_some(Sides { old: *old, new: *new })
        }
        _ => None,
    }
}

fn services<'m>(entities: &[Entity<'m>]) -> Vec<(&'m Shape, &'m Service)> {
    let shapes = entities.iter().filter_map(|entity| entity.shape());
    let services = shapes.filter_map(|shape| match &shape.kind {
        ShapeKind::Service(service) => Some((shape, &**service)),
        _ => None,
    });
    services.collect()
}

/// Returns what breaks the wire if a service is renamed: what would break it under the same name, and the name itself if it is sent.
fn broken_by_renaming(differences: &Differences<'_>, service: Sides<&Shape>) -> Vec<String> {
    let Sides { old, new } = service;
    let sends_name = protocols_of(old).any(|protocol| protocol.names() == Named::Service);
    let name = (sends_name && old.id.name() != new.id.name())
        .then(|| "requests have the name of the service in them".to_owned());
    let nested = super::evaluate(&differences.of_replacement(old, new));
    let nested = nested.into_iter().filter(|event| event.breaks.is_some_and(|breaks| breaks != Wire::Never));
    name.into_iter().chain(nested.map(|event| event.message)).collect()
}

/// Returns whether shapes of the type are seldom named in code, so that a removed one was usually replaced by another.
fn is_scalar(shape_type: ShapeType) -> bool {
    use ShapeType::{
        BigDecimal, BigInteger, Blob, Boolean, Byte, Double, Float, Integer, Long, Short, String, Timestamp,
    };
    matches!(
        shape_type,
        BigDecimal
            | BigInteger
            | Blob
            | Boolean
            | Byte
            | Double
            | Float
            | Integer
            | Long
            | Short
            | String
            | Timestamp
    )
}

fn changed_type(differences: &Differences<'_>, events: &mut Vec<Event>) {
    for (old, new) in differences.changed_shapes() {
        let (before, after) = (old.shape_type(), new.shape_type());
        if before != after {
            let message =
                format!("the shape `{}` was of the type {before} and is of the type {after}", new.id);
            events.push(Event::of(new, "ChangedShapeType", Severity::Error, message));
        }
    }
}
