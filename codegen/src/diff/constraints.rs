//! Lengths and ranges that were narrowed.

use super::differences::Differences;
use super::event::{Event, Severity, Wire};
use crate::model::Node;
use crate::model::node::Number;

/// The traits with `min` and `max`, with Smithy's id for a change of them and the word for what they limit.
const BOUNDED: [(&str, &str, &str); 2] = [
    ("smithy.api#length", "ChangedLengthTrait", "length"),
    ("smithy.api#range", "ChangedRangeTrait", "range"),
];

pub(super) fn evaluate(differences: &Differences<'_>, events: &mut Vec<Event>) {
    for change in &differences.changed {
        for (trait_id, event_id, what) in BOUNDED {
            let Some(found) = change.of_trait(trait_id) else { continue };
            let (Some(old), Some(new)) = (found.old, found.new) else { continue };
            for (message, wire) in narrowings(what, old, new) {
                events.push(Event::of(change.new, event_id, Severity::Error, message).breaking(wire));
            }
            if trait_id == "smithy.api#range"
                && let Some(message) = first_minimum(old, new)
            {
                let id = format!("ChangedTrait.Update.{trait_id}");
                events.push(Event::of(change.new, id, Severity::Error, message).breaking(Wire::Sent));
            }
        }
    }
}

/// Returns the changes that Smithy considers narrower, each with when it really breaks the wire.
fn narrowings(what: &str, old: &Node, new: &Node) -> Vec<(String, Wire)> {
    let mut found = Vec::new();
    let (old_min, new_min) = (bound(old, "min"), bound(new, "min"));
    // In Smithy's rule, an absent minimum counts as zero, for ranges too.
    let value = |number: Option<&Number>| number.map_or(0.0, Number::as_f64);
    if value(new_min) > value(old_min) {
        let message = format!("the minimum {what} was {} and is {}", shown(old_min), shown(new_min));
        found.push((message, if new_min.is_none() { Wire::Never } else { Wire::Sent }));
    }
    let (old_max, new_max) = (bound(old, "max"), bound(new, "max"));
    if let Some(new) = new_max
        && old_max.is_none_or(|old| old.as_f64() > new.as_f64())
    {
        let message = format!("the maximum {what} was {} and is {}", shown(old_max), new.as_str());
        found.push((message, Wire::Sent));
    }
    found
}

/// Describes a minimum of zero or less where there was none, which Smithy does not count as a change.
fn first_minimum(old: &Node, new: &Node) -> Option<String> {
    let minimum = bound(new, "min").filter(|minimum| minimum.as_f64() <= 0.0)?;
    bound(old, "min").is_none().then(|| format!("the range had no minimum and has {}", minimum.as_str()))
}

fn bound<'n>(value: &'n Node, name: &str) -> Option<&'n Number> {
    value.get(name).and_then(Node::as_number)
}

fn shown(number: Option<&Number>) -> &str {
    number.map_or("not limited", Number::as_str)
}
