//! Shapes and trait definitions that come, go, or become something else.

use super::differences::{Differences, Entity, enum_value};
use super::event::{Event, Severity, Wire};
use crate::model::{Member, Node, Shape, ShapeKind, ShapeType};

const TRAIT: &str = "smithy.api#trait";

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
        let message = format!("the {} `{id}` is new", entity.type_name());
        events.push(Event::new("AddedShape", Severity::Note, message).about(id).at(entity.location()));
        if entity.traits().contains(TRAIT) {
            let message = format!("the trait `{id}` is new");
            events.push(
                Event::new("AddedTraitDefinition", Severity::Note, message).about(id).at(entity.location()),
            );
        }
    }
}

fn removed(differences: &Differences<'_>, events: &mut Vec<Event>) {
    for entity in &differences.removed {
        let id = entity.id();
        if entity.traits().contains(TRAIT) {
            let message = format!("the trait `{id}` is gone");
            events.push(
                Event::new("RemovedTraitDefinition", Severity::Error, message)
                    .about(id)
                    .at(entity.location()),
            );
        }
        if let Entity::Member(shape, _) = entity
            && differences.models.new.shape(&shape.id).is_none()
        {
            continue;
        }
        if entity.traits().contains("smithy.api#private") {
            continue;
        }
        let message = format!("the {} `{id}` is gone", entity.type_name());
        let mut event = if entity.shape().is_some_and(|shape| is_scalar(shape.shape_type())) {
            Event::new("RemovedShape.ScalarShape", Severity::Warning, message)
        } else {
            Event::new("RemovedShape", Severity::Error, message)
        };
        if entity.shape().is_some_and(|shape| is_renamed_service(differences, shape))
            || is_renamed_value(differences, entity)
        {
            event = event.breaking(Wire::Never);
        }
        events.push(event.about(id).at(entity.location()));
    }
}

/// Whether a member of an enum is gone whose value another has now: its name never travels.
fn is_renamed_value(differences: &Differences<'_>, entity: &Entity<'_>) -> bool {
    let Entity::Member(shape, member) = entity else { return false };
    let is_same = |other: &Member| enum_value(other).is_some_and(|value| Some(value) == enum_value(member));
    matches!(shape.kind, ShapeKind::Enum(_) | ShapeKind::IntEnum(_))
        && differences.models.new.shape(&shape.id).is_some_and(|new| new.members().any(is_same))
}

/// Whether a service that is gone has another in its place that is called in the same way. Its namespace never travels, its name in these protocols does.
fn is_renamed_service(differences: &Differences<'_>, old: &Shape) -> bool {
    const NAMED: [&str; 4] = [
        "aws.protocols#awsJson1_0",
        "aws.protocols#awsJson1_1",
        "smithy.protocols#rpcv2Cbor",
        "smithy.protocols#rpcv2Json",
    ];
    let (ShapeKind::Service(before), [new]) = (&old.kind, &*services(&differences.added)) else {
        return false;
    };
    let ShapeKind::Service(after) = &new.kind else { return false };
    let name_travels = NAMED.iter().any(|protocol| old.traits.contains(protocol));
    services(&differences.removed).len() == 1
        && called_by(old) == called_by(new)
        && before.version == after.version
        && (!name_travels || new.id.name() == old.id.name())
}

fn services<'m>(entities: &[Entity<'m>]) -> Vec<&'m Shape> {
    let shapes = entities.iter().filter_map(|entity| entity.shape());
    shapes.filter(|shape| shape.shape_type() == ShapeType::Service).collect()
}

/// The traits that say how a service is called.
fn called_by(service: &Shape) -> Vec<(&str, &Node)> {
    const FAMILIES: [&str; 4] = ["aws.protocols#", "smithy.protocols#", "aws.auth#", "smithy.api#http"];
    let says = |id: &str| FAMILIES.iter().any(|family| id.starts_with(family)) || id == "smithy.api#auth";
    let mut said: Vec<(&str, &Node)> = service
        .traits
        .iter()
        .filter(|applied| says(applied.id.as_str()))
        .map(|applied| (applied.id.as_str(), &applied.value))
        .collect();
    said.sort_by_key(|(id, _)| *id);
    said
}

/// Types whose shapes are seldom named in code, so that one going away usually means that another took its place.
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
            events.push(
                Event::new("ChangedShapeType", Severity::Error, message).about(&new.id).at(&new.location),
            );
        }
    }
}
