//! Adds changes that break Rust source to the events of the models' changes.

use super::RustChange;
use crate::diff::differences::Sides;
use crate::diff::event::{Compatibility, Event, Severity, is_within};
use crate::diff::reach::Reach;
use crate::diff::wire;
use crate::model::{Member, Model, Shape, ShapeId};
use crate::report::Origin;

/// Adds each change to the event about the same shape or member that it follows from or, if that is not known, to the most severe one. If there is no such
/// event, or the model suppresses it, the change gets an event of its own, about the service if the models have nothing else that it is about.
pub(crate) fn attach(
    models: &Sides<&Model>,
    reach: &Sides<Reach<'_>>,
    service: &str,
    changes: Vec<RustChange>,
    events: &mut Vec<Event>,
) {
    for change in changes {
        let subject = subject(models.old, &change.origin)
            .or_else(|| subject(models.new, &change.origin))
            .or_else(|| Some(named(models.old, service)?.id.clone()));
        let same = |event: &&mut Event| {
            subject.is_some()
                && event.subject == subject
                && event.severity != Severity::Suppressed
                && !is_documentation(&event.id)
        };
        let rank = |event: &&mut Event| (may_cause(&event.id, change.id), event.severity);
        if let Some(event) = events.iter_mut().filter(same).max_by_key(rank) {
            event.rust = Compatibility::Breaking;
            event.message.push_str(&format!("; {}: {}", change.id, change.message));
            continue;
        }
        let mut event = Event::new(change.id, Severity::Danger, change.message);
        event.rust = Compatibility::Breaking;
        if let Some(subject) = subject {
            let shape = subject.without_member();
            let operations = reach.old.of(&shape).or(reach.new.of(&shape)).operations;
            event.operations = operations.into_iter().collect();
            event.location =
                location(models.new, &subject).or_else(|| location(models.old, &subject)).cloned();
            event.subject = Some(subject);
        }
        events.push(event);
    }
}

/// Returns whether a change of a trait is one of documentation, which nothing in Rust follows from.
pub(crate) fn is_documentation(id: &str) -> bool {
    let changed = ["ModifiedTrait.", "ChangedTrait."].iter().find_map(|kind| id.strip_prefix(kind));
    let changed = changed.and_then(|change| change.split_once('.'));
    changed.is_some_and(|(_, trait_id)| wire::is_documentation(trait_id))
}

/// Returns whether events of this id are what such a change of Rust source follows from.
fn may_cause(event: &str, change: &str) -> bool {
    let causes: &[&str] = match change {
        "Rust.ChangedFieldOptionality" => {
            &["ChangedNullability", "ChangedRequired", "AddedRequiredMember", "ChangedDefault"]
        }
        "Rust.ChangedFieldType" | "Rust.ChangedSetter" => &["ChangedMemberTarget", "ChangedShapeType"],
        _ => &["RemovedShape", "ChangedShapeType", "ChangedMemberTarget"],
    };
    causes.iter().any(|cause| is_within(event, cause))
}

/// Returns the shape or member of the model that an item comes from.
fn subject(model: &Model, origin: &Origin) -> Option<ShapeId> {
    let member = match origin {
        Origin::Nameless => return None,
        Origin::Shape(shape) | Origin::Error { shape, .. } => return Some(named(model, shape)?.id.clone()),
        Origin::Member { shape, member } => named(model, shape)?.member(member),
        Origin::Value { shape, value } => named(model, shape)?.members().find(|it| value_of(it) == *value),
    };
    member.map(|member| member.id.clone())
}

/// Returns the shape with this name, preferably in the service's namespace.
fn named<'m>(model: &'m Model, name: &str) -> Option<&'m Shape> {
    let namespace = model.services().next().map(|(service, _)| service.id.namespace());
    let own = namespace.and_then(|namespace| model.find(&format!("{namespace}#{name}")));
    own.or_else(|| model.shapes().find(|shape| shape.id.name() == name))
}

/// Returns the value of an enum member in the form that origins have.
fn value_of(member: &Member) -> String {
    match member.traits.get("smithy.api#enumValue") {
        Some(value) => value.as_str().map_or_else(
            || value.as_i64().map(|number| number.to_string()).unwrap_or_default(),
            |text| format!("{text:?}"),
        ),
        None => format!("{:?}", member.name()),
    }
}

fn location<'m>(model: &'m Model, subject: &ShapeId) -> Option<&'m crate::diagnostics::Location> {
    let shape = model.shape(&subject.without_member())?;
    match subject.member() {
        Some(member) => shape.member(member).map(|member| &member.location),
        None => Some(&shape.location),
    }
}
