//! Shapes that are replaced: as the target of a member, or as the input or output of an operation.

use super::differences::{Change, Differences, Sides, enum_value};
use super::event::{Event, Severity, Wire};
use crate::ir::{Named, protocols_of};
use crate::model::{Member, Model, Shape, ShapeKind, ShapeType, traits};
use std::cmp::Ordering;
use std::collections::BTreeSet;

pub(super) fn evaluate(differences: &Differences<'_>, events: &mut Vec<Event>) {
    events.extend(differences.changed.iter().filter_map(|change| event(differences, change)));
}

/// Returns the change of a member's target, if it is another.
fn event(differences: &Differences<'_>, change: &Change<'_>) -> Option<Event> {
    let Sides { old: (_, old), new: (shape, new) } = change.members()?;
    if old.target.id == new.target.id {
        return None;
    }
    let models = differences.models;
    let (before, after) = (models.old.written(&old.target.id), models.new.written(&new.target.id));
    let holder = holder(shape, new);
    let mut message = if before == after {
        format!("{holder} held and holds values of `{after}`")
    } else {
        format!("{holder} held values of `{before}` and holds values of `{after}`")
    };
    let mut judged = match (models.old.target(&old.target), models.new.target(&new.target)) {
        (Some(before), Some(after)) => judge(differences, Sides { old, new }, before, after),
        // A model that was read has no dangling references.
        _ => Judged { severity: Severity::Warning, breaks: Wire::Never, reasons: Vec::new() },
    };
    let is_named = |shape: &Shape| names_travel(models) && is_element(shape);
    if new.traits.has::<traits::HttpPayload>() && models.old.target(&old.target).is_some_and(is_named) {
        judged.breaks = Wire::Reached;
        judged.reasons.push("in XML, a body goes by the name of its shape".to_owned());
    }
    if new.traits.has::<traits::EventHeader>() && judged.breaks != Wire::Never {
        judged.breaks = Wire::Reached;
        judged.reasons.push("the type of a header stands in the message".to_owned());
    }
    // The same inline collection belongs to another namespace.
    if before == after && judged.reasons.is_empty() {
        return None;
    }
    for reason in &judged.reasons {
        message.push_str("; ");
        message.push_str(reason);
    }
    let event = Event::of(change.new, "ChangedMemberTarget", judged.severity, message);
    Some(event.breaking(judged.breaks))
}

/// Returns what holds values, in words: a member or, of a list or map that has no name, its elements, keys or values.
fn holder(shape: &Shape, member: &Member) -> String {
    if !shape.traits.has::<traits::Synthetic>() {
        return format!("the member `{}`", member.id);
    }
    match member.name() {
        "key" => "the keys".to_owned(),
        "value" => "the values".to_owned(),
        _ => "the elements".to_owned(),
    }
}

/// What it means that one shape replaces another.
struct Judged {
    severity: Severity,
    breaks: Wire,
    reasons: Vec<String>,
}

fn judge<'m>(
    differences: &Differences<'m>,
    holder: Sides<&'m Member>,
    old: &'m Shape,
    new: &'m Shape,
) -> Judged {
    let (before, after) = (old.shape_type(), new.shape_type());
    if before != after {
        let reasons = vec![format!("the type was {before} and is {after}")];
        return Judged { severity: Severity::Error, breaks: breaks_as(before, after), reasons };
    }
    let article = match before {
        ShapeType::Structure | ShapeType::Union => "a",
        ShapeType::Enum | ShapeType::IntEnum => "an",
        _ => return effective(differences, holder, old, new),
    };
    let Renamed { breaks, reasons } = renamed(differences, old, new);
    let reasons = [vec![format!("the name of {article} {before} stands in code")], reasons].concat();
    Judged { severity: Severity::Error, breaks, reasons }
}

/// What it means for the wire that a structure, union or enum replaces another.
pub(super) struct Renamed {
    pub(super) breaks: Wire,
    reasons: Vec<String>,
}

impl Renamed {
    fn because(breaks: Wire, reason: &str) -> Self {
        Self { breaks, reasons: vec![reason.to_owned()] }
    }
}

/// Returns what it means that a shape replaces another of its type, if names are not sent: nothing if everything else is the same. Different members are
/// assumed to break the wire.
pub(super) fn renamed(differences: &Differences<'_>, old: &Shape, new: &Shape) -> Renamed {
    const SHOWN: usize = 3;
    let compatible = Renamed { breaks: Wire::Never, reasons: Vec::new() };
    if matches!(old.kind, ShapeKind::Enum(_) | ShapeKind::IntEnum(_)) {
        return match values(old).is_subset(&values(new)) {
            true => compatible,
            false => Renamed::because(Wire::Sent, "the new one lacks values of the old one"),
        };
    }
    if names(old) != names(new) {
        return Renamed::because(Wire::Reached, "the two have different members");
    }
    let replacement = differences.of_replacement(old, new);
    if !replacement.note(&old.id, &new.id) {
        return compatible;
    }
    let mut nested = super::evaluate(&replacement);
    nested.retain(|event| event.breaks.is_some_and(|breaks| breaks != Wire::Never));
    let breaks = nested.iter().filter_map(|event| event.breaks).fold(Wire::Never, Wire::or);
    Renamed { breaks, reasons: nested.into_iter().take(SHOWN).map(|event| event.message).collect() }
}

fn names(shape: &Shape) -> BTreeSet<&str> {
    shape.members().map(Member::name).collect()
}

/// Returns the values of an enum as they are sent.
fn values(shape: &Shape) -> BTreeSet<String> {
    let value = |member: &Member| match enum_value(member) {
        Some(value) => value.as_str().map_or_else(|| value.to_string(), str::to_owned),
        None => member.name().to_owned(),
    };
    shape.members().map(value).collect()
}

/// Returns whether bodies are named after their shapes, as in XML.
pub(super) fn names_travel(models: Sides<&Model>) -> bool {
    let mut services = models.old.services().chain(models.new.services());
    services.any(|(service, _)| protocols_of(service).any(|protocol| protocol.names() == Named::Bodies))
}

/// Returns whether a body of this shape is an XML element.
fn is_element(shape: &Shape) -> bool {
    let has_members = matches!(shape.kind, ShapeKind::Structure(_) | ShapeKind::Union(_));
    has_members && !shape.traits.has::<traits::Streaming>()
}

/// Judges shapes whose names do not matter by their other differences. The recursion ends, since lists and maps reach themselves only through structures or
/// unions.
fn effective<'m>(
    differences: &Differences<'m>,
    holder: Sides<&'m Member>,
    old: &'m Shape,
    new: &'m Shape,
) -> Judged {
    let mut replacement = differences.of_replacement(old, new);
    replacement.changed.iter_mut().for_each(|change| change.without_those_of(holder));
    let nested = super::evaluate(&replacement);
    let severity = nested.iter().map(|event| event.severity).fold(Severity::Warning, Ord::max);
    let breaks = nested.iter().filter_map(|event| event.breaks).fold(Wire::Never, Wire::or);
    let reasons = nested.iter().map(|event| format!("[{}] {}", event.severity, event.message)).collect();
    Judged { severity, breaks, reasons }
}

/// Returns when it breaks the wire that values of one type are replaced by values of another.
pub(super) fn breaks_as(old: ShapeType, new: ShapeType) -> Wire {
    use ShapeType::{Byte, Double, Enum, Float, IntEnum, Integer, Long, Short, String};
    const INTEGERS: &[&[ShapeType]] = &[&[Byte], &[Short], &[Integer, IntEnum], &[Long]];
    const FLOATS: &[&[ShapeType]] = &[&[Float], &[Double]];
    for widths in [INTEGERS, FLOATS] {
        let width = |of: ShapeType| widths.iter().position(|types| types.contains(&of));
        if let (Some(old), Some(new)) = (width(old), width(new)) {
            return match new.cmp(&old) {
                Ordering::Less => Wire::Sent,
                Ordering::Equal => Wire::Never,
                Ordering::Greater => Wire::Received,
            };
        }
    }
    let are_texts = [old, new].iter().all(|of| matches!(of, String | Enum));
    if old == new || are_texts { Wire::Never } else { Wire::Reached }
}
