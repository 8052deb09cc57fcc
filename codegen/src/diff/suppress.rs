//! What a model says about its own changes: suppressions, and raised severities.

use super::event::{Event, Severity};
use crate::model::traits::ids;
use crate::model::{Model, Node};

/// Applies the suppressions and the raised severities of the new model.
pub(super) fn apply(model: &Model, events: &mut [Event]) {
    let suppressions = entries(model, "suppressions");
    let overrides = entries(model, "severityOverrides");
    for event in events {
        // Errors cannot be suppressed.
        if event.severity == Severity::Error {
            continue;
        }
        let stated = suppressions.iter().find(|entry| concerns(entry, event)).copied();
        if let Some(entry) = stated {
            suppress(event, entry.get("reason").and_then(Node::as_str));
        } else if is_suppressed_at_its_shape(model, event) {
            suppress(event, None);
        } else {
            let raised = overrides.iter().filter(|entry| concerns(entry, event));
            let severity =
                raised.filter_map(|entry| Severity::from_name(entry.get("severity")?.as_str()?)).max();
            event.severity = event.severity.max(severity.unwrap_or(event.severity));
        }
    }
}

fn suppress(event: &mut Event, reason: Option<&str>) {
    event.severity = Severity::Suppressed;
    event.suppression = Some(reason.unwrap_or("the model gives no reason").to_owned());
}

fn entries<'m>(model: &'m Model, key: &str) -> Vec<&'m Node> {
    model.metadata().get(key).and_then(Node::as_array).unwrap_or_default().iter().collect()
}

/// Returns whether a metadata entry is about the event: its id, or one above it, and its namespace, or any.
fn concerns(entry: &Node, event: &Event) -> bool {
    let text = |name: &str| entry.get(name).and_then(Node::as_str);
    let namespace = event.subject.as_ref().map(|subject| subject.namespace());
    text("id").is_some_and(|id| event.is_within(id))
        && text("namespace").is_some_and(|wanted| wanted == "*" || Some(wanted) == namespace)
}

/// Returns whether the changed shape or member suppresses the event with the trait `suppress`.
fn is_suppressed_at_its_shape(model: &Model, event: &Event) -> bool {
    let Some(subject) = &event.subject else { return false };
    let Some(shape) = model.shape(&subject.without_member()) else { return false };
    let traits = match subject.member() {
        None => &shape.traits,
        Some(name) => match shape.member(name) {
            Some(member) => &member.traits,
            None => return false,
        },
    };
    let ids = traits.get(ids::SUPPRESS).and_then(Node::as_array).unwrap_or_default();
    ids.iter().filter_map(Node::as_str).any(|id| event.is_within(id))
}
