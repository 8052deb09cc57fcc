//! The values of enums.

use super::differences::{Change, Differences, enum_value};
use super::event::{Event, Severity};
use super::traits::quoted;
use crate::model::{Member, Node, Shape, ShapeKind};

pub(super) fn evaluate(differences: &Differences<'_>, events: &mut Vec<Event>) {
    for (old, new) in differences.changed.iter().filter_map(Change::shapes) {
        if let (ShapeKind::Enum(before), ShapeKind::Enum(after)) = (&old.kind, &new.kind) {
            compare(new, &values(before), &values(after), events);
        }
    }
}

/// A value, with the name of its member.
#[derive(Clone, Copy, PartialEq)]
struct Value<'m> {
    name: &'m str,
    value: &'m str,
}

fn values(members: &[Member]) -> Vec<Value<'_>> {
    members
        .iter()
        .map(|member| {
            let value = enum_value(member).and_then(Node::as_str).unwrap_or(member.name());
            Value { name: member.name(), value }
        })
        .collect()
}

fn compare(shape: &Shape, old: &[Value<'_>], new: &[Value<'_>], events: &mut Vec<Event>) {
    let mut push = |kind: &str, at: usize, severity: Severity, message: String| {
        events.push(Event::of(shape, format!("ChangedEnumTrait.{kind}.{at}"), severity, message));
    };
    let mut kept = 0;
    for (at, before) in old.iter().enumerate() {
        match new.iter().find(|after| after.value == before.value) {
            None => {
                let message =
                    format!("the enum `{}` no longer has the value {}", shape.id, quoted(before.value));
                push("Removed", at, Severity::Error, message);
            }
            Some(after) => {
                kept += 1;
                if after.name != before.name {
                    let message = format!(
                        "the value {} of the enum `{}` was called `{}` and is called `{}`",
                        quoted(before.value),
                        shape.id,
                        before.name,
                        after.name
                    );
                    push("NameChanged", at, Severity::Error, message);
                }
            }
        }
    }
    for (at, after) in new.iter().enumerate() {
        if old.iter().any(|before| before.value == after.value) {
            continue;
        }
        let (value, id) = (quoted(after.value), &shape.id);
        if at < kept {
            let message = format!("the new value {value} of the enum `{id}` stands before older ones");
            push("OrderChanged", at, Severity::Error, message);
        } else {
            push(
                "Appended",
                at,
                Severity::Note,
                format!("the enum `{id}` has the new value {value} at its end"),
            );
        }
    }
}
