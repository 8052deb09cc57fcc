//! Members whose values are of another shape.

use super::differences::{Change, Differences, Sides};
use super::event::{Compatibility, Event, Severity};
use crate::model::{Member, Model, Shape, ShapeType};

pub(super) fn evaluate(differences: &Differences<'_>, events: &mut Vec<Event>) {
    for sides in differences.changed.iter().filter_map(Change::members) {
        let ((_, old), (_, new)) = (sides.old, sides.new);
        if old.target.id != new.target.id {
            events.push(event(differences.models, old, new));
        }
    }
}

fn event(models: Sides<&Model>, old: &Member, new: &Member) -> Event {
    let targets = (models.old.target(&old.target), models.new.target(&new.target));
    let mut message = format!(
        "the member `{}` held values of `{}` and holds values of `{}`",
        new.id, old.target.id, new.target.id
    );
    let judged = match targets {
        (Some(old), Some(new)) => judge(models, old, new),
        // A model that was read has no reference that leads nowhere.
        _ => Judged { severity: Severity::Warning, wire: Compatibility::Compatible, reasons: Vec::new() },
    };
    for reason in &judged.reasons {
        message.push_str("; ");
        message.push_str(reason);
    }
    let mut event =
        Event::new("ChangedMemberTarget", judged.severity, message).about(&new.id).at(&new.location);
    event.wire = judged.wire;
    event
}

/// What it means that one shape takes the place of another.
struct Judged {
    severity: Severity,
    wire: Compatibility,
    reasons: Vec<String>,
}

fn judge(models: Sides<&Model>, old: &Shape, new: &Shape) -> Judged {
    let (before, after) = (old.shape_type(), new.shape_type());
    if before != after {
        let wire =
            if travel_alike(before, after) { Compatibility::Compatible } else { Compatibility::Breaking };
        let reasons = vec![format!("the type was {before} and is {after}")];
        return Judged { severity: Severity::Error, wire, reasons };
    }
    match before {
        ShapeType::Structure | ShapeType::Union => Judged {
            severity: Severity::Error,
            wire: Compatibility::Breaking,
            reasons: vec![format!("the name of a {before} stands in code")],
        },
        ShapeType::Enum | ShapeType::IntEnum => Judged {
            severity: Severity::Error,
            wire: Compatibility::Compatible,
            reasons: vec![format!("the name of an {before} stands in code")],
        },
        _ => effective(models, old, new),
    }
}

/// Shapes whose name does not matter: what else differs between them is what changes for the member. That ends, since lists and
/// maps reach themselves only through structures or unions.
fn effective(models: Sides<&Model>, old: &Shape, new: &Shape) -> Judged {
    let nested = super::evaluate(&Differences::of_replacement(models, old, new));
    let severity = nested.iter().map(|event| event.severity).fold(Severity::Warning, Ord::max);
    let wire = nested.iter().map(|event| event.wire).fold(Compatibility::Compatible, Ord::max);
    let reasons = nested.iter().map(|event| format!("[{}] {}", event.severity, event.message)).collect();
    Judged { severity, wire, reasons }
}

/// Whether values of both types look the same on the wire.
pub(super) fn travel_alike(left: ShapeType, right: ShapeType) -> bool {
    use ShapeType::{Byte, Double, Enum, Float, IntEnum, Integer, Long, Short, String};
    let kinds: [&[ShapeType]; 3] =
        [&[String, Enum], &[Byte, Short, Integer, Long, IntEnum], &[Float, Double]];
    left == right || kinds.iter().any(|kind| kind.contains(&left) && kind.contains(&right))
}
