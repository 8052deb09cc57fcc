//! Lengths and ranges that became narrower.

use super::differences::Differences;
use super::event::{Event, Severity, Wire};
use crate::model::Node;
use crate::model::node::Number;

/// The traits with a `min` and a `max`, and what Smithy calls a change of them.
const BOUNDED: [(&str, &str, &str); 2] = [
    ("smithy.api#length", "ChangedLengthTrait", "length"),
    ("smithy.api#range", "ChangedRangeTrait", "range"),
];

pub(super) fn evaluate(differences: &Differences<'_>, events: &mut Vec<Event>) {
    for change in &differences.changed {
        for (trait_id, event_id, what) in BOUNDED {
            let Some(found) = change.of_trait(trait_id) else { continue };
            let (Some(old), Some(new)) = (found.old, found.new) else { continue };
            let is_wider = trait_id == "smithy.api#range" && bound(new, "min").is_none();
            for message in narrowings(what, old, new) {
                let mut event = Event::new(event_id, Severity::Error, message);
                if is_wider && !is_lower_maximum(old, new) {
                    event = event.breaking(Wire::Never);
                }
                events.push(event.about(change.new.id()).at(change.new.location()));
            }
            if trait_id == "smithy.api#range"
                && let Some(message) = first_minimum(old, new)
            {
                let mut event =
                    Event::new(format!("ChangedTrait.Update.{trait_id}"), Severity::Error, message);
                event.breaks = Some(Wire::Sent);
                events.push(event.about(change.new.id()).at(change.new.location()));
            }
        }
    }
}

fn narrowings(what: &str, old: &Node, new: &Node) -> Vec<String> {
    let mut found = Vec::new();
    let (old_min, new_min) = (bound(old, "min"), bound(new, "min"));
    // By Smithy's rule a minimum that is not stated counts as zero, for ranges too.
    let value = |number: Option<&Number>| number.map_or(0.0, Number::as_f64);
    if value(new_min) > value(old_min) {
        found.push(format!("the least {what} was {} and is {}", shown(old_min), shown(new_min)));
    }
    let (old_max, new_max) = (bound(old, "max"), bound(new, "max"));
    if let Some(new) = new_max
        && old_max.is_none_or(|old| old.as_f64() > new.as_f64())
    {
        found.push(format!("the greatest {what} was {} and is {}", shown(old_max), new.as_str()));
    }
    found
}

/// Whether the greatest value is less than it was.
fn is_lower_maximum(old: &Node, new: &Node) -> bool {
    let (old, new) = (bound(old, "max"), bound(new, "max"));
    new.is_some_and(|new| old.is_none_or(|old| old.as_f64() > new.as_f64()))
}

/// A minimum of zero or less where there was none: Smithy takes it for no change.
fn first_minimum(old: &Node, new: &Node) -> Option<String> {
    let minimum = bound(new, "min").filter(|minimum| minimum.as_f64() <= 0.0)?;
    bound(old, "min")
        .is_none()
        .then(|| format!("the least range was not limited and is {}", minimum.as_str()))
}

fn bound<'n>(value: &'n Node, name: &str) -> Option<&'n Number> {
    value.get(name).and_then(Node::as_number)
}

fn shown(number: Option<&Number>) -> &str {
    number.map_or("not limited", Number::as_str)
}
