//! Shapes that take the place of others: as the target of a member, or as the input or output of an operation.

use super::differences::{Change, Differences};
use super::event::{Event, Severity, Wire};
use crate::model::{Member, Shape, ShapeKind, ShapeType, traits};
use std::cmp::Ordering;
use std::collections::BTreeSet;

pub(super) fn evaluate(differences: &Differences<'_>, events: &mut Vec<Event>) {
    for sides in differences.changed.iter().filter_map(Change::members) {
        let ((_, old), (_, new)) = (sides.old, sides.new);
        if old.target.id != new.target.id {
            events.push(event(differences, old, new));
        }
    }
}

fn event(differences: &Differences<'_>, old: &Member, new: &Member) -> Event {
    let models = differences.models;
    let mut message = format!(
        "the member `{}` held values of `{}` and holds values of `{}`",
        new.id, old.target.id, new.target.id
    );
    let mut judged = match (models.old.target(&old.target), models.new.target(&new.target)) {
        (Some(old), Some(new)) => judge(differences, old, new),
        // A model that was read has no reference that leads nowhere.
        _ => Judged { severity: Severity::Warning, breaks: Wire::Never, reasons: Vec::new() },
    };
    if new.traits.has::<traits::HttpPayload>() && judged.severity == Severity::Error {
        // In XML, a body goes by the name of its shape.
        judged.breaks = Wire::Reached;
    }
    for reason in &judged.reasons {
        message.push_str("; ");
        message.push_str(reason);
    }
    Event::new("ChangedMemberTarget", judged.severity, message)
        .about(&new.id)
        .at(&new.location)
        .breaking(judged.breaks)
}

/// What it means that one shape takes the place of another.
struct Judged {
    severity: Severity,
    breaks: Wire,
    reasons: Vec<String>,
}

fn judge(differences: &Differences<'_>, old: &Shape, new: &Shape) -> Judged {
    let (before, after) = (old.shape_type(), new.shape_type());
    if before != after {
        let reasons = vec![format!("the type was {before} and is {after}")];
        return Judged { severity: Severity::Error, breaks: breaks_as(before, after), reasons };
    }
    let article = match before {
        ShapeType::Structure | ShapeType::Union => "a",
        ShapeType::Enum | ShapeType::IntEnum => "an",
        _ => return effective(differences, old, new),
    };
    Judged {
        severity: Severity::Error,
        breaks: breaks_renamed(differences, old, new),
        reasons: vec![format!("the name of {article} {before} stands in code")],
    }
}

/// When it breaks the wire that a structure, union or enum takes the place of another: the names of the two do not travel, so it does
/// not where all else is the same. Where members came or went, it is taken to do so.
pub(super) fn breaks_renamed(differences: &Differences<'_>, old: &Shape, new: &Shape) -> Wire {
    let replaced = (old.id.clone(), new.id.clone());
    if differences.replaced.contains(&replaced) {
        return Wire::Never;
    }
    if names(old) != names(new) {
        return match (&old.kind, &new.kind) {
            (ShapeKind::Enum(_) | ShapeKind::IntEnum(_), _) if names(old).is_subset(&names(new)) => {
                Wire::Never
            }
            (ShapeKind::Enum(_) | ShapeKind::IntEnum(_), _) => Wire::Sent,
            _ => Wire::Reached,
        };
    }
    let nested = super::evaluate(&differences.of_replacement(old, new));
    nested.iter().filter_map(|event| event.breaks).fold(Wire::Never, Wire::or)
}

fn names(shape: &Shape) -> BTreeSet<&str> {
    shape.members().map(Member::name).collect()
}

/// Shapes whose name does not matter: what else differs between them is what changes for the member. That ends, since lists and
/// maps reach themselves only through structures or unions.
fn effective(differences: &Differences<'_>, old: &Shape, new: &Shape) -> Judged {
    let nested = super::evaluate(&differences.of_replacement(old, new));
    let severity = nested.iter().map(|event| event.severity).fold(Severity::Warning, Ord::max);
    let breaks = nested.iter().filter_map(|event| event.breaks).fold(Wire::Never, Wire::or);
    let reasons = nested.iter().map(|event| format!("[{}] {}", event.severity, event.message)).collect();
    Judged { severity, breaks, reasons }
}

/// When it breaks the wire that values of one type take the place of those of another.
pub(super) fn breaks_as(old: ShapeType, new: ShapeType) -> Wire {
    use ShapeType::{Byte, Double, Enum, Float, IntEnum, Integer, Long, Short, String};
    const WIDTHS: [&[ShapeType]; 4] = [&[Byte], &[Short], &[Integer, IntEnum], &[Long]];
    let width = |of: ShapeType| WIDTHS.iter().position(|types| types.contains(&of));
    if let (Some(old), Some(new)) = (width(old), width(new)) {
        return match new.cmp(&old) {
            Ordering::Less => Wire::Sent,
            Ordering::Equal => Wire::Never,
            Ordering::Greater => Wire::Received,
        };
    }
    let alike: [&[ShapeType]; 2] = [&[String, Enum], &[Float, Double]];
    let travel_alike = old == new || alike.iter().any(|kind| kind.contains(&old) && kind.contains(&new));
    if travel_alike { Wire::Never } else { Wire::Reached }
}
