//! The JSON format: everything, for programs.

use super::{Judged, Standing};
use crate::json::{array, count, entry, node, object, optional_text, print as text_of, text};
use smithwright_codegen::diff::Event;
use smithwright_codegen::model::Node;
use smithwright_codegen::model::node::Value;

pub(super) fn print(judged: &[Judged<'_>]) -> String {
    // The bump that all services together require.
    let bump = judged.iter().map(|judged| judged.comparison.bump()).max().unwrap_or_default();
    text_of(&object([
        entry("bump", text(bump.name())),
        // How many changes are breaking and not accepted.
        entry("breaking", count(judged.iter().map(Judged::refused).sum())),
        entry("services", array(judged.iter().map(service))),
    ]))
}

fn service(judged: &Judged<'_>) -> Node {
    let comparison = judged.comparison;
    object([
        entry("name", text(&comparison.name)),
        entry("service", text(&comparison.service)),
        entry("bump", text(comparison.bump().name())),
        // Why nothing is known about Rust source, if so.
        entry("rustUnknown", optional_text(comparison.rust_unknown.as_deref())),
        entry("changes", array(judged.events().map(|(event, reason)| change(event, reason)))),
    ])
}

fn change(event: &Event, reason: Option<&str>) -> Node {
    object([
        entry("id", text(&event.id)),
        entry("severity", text(event.severity.name())),
        entry("shape", optional_text(event.subject.as_ref().map(|subject| subject.as_str()))),
        entry("message", text(&event.message)),
        entry("location", optional_text(event.location.as_ref().map(ToString::to_string).as_deref())),
        entry("wire", text(event.wire.name())),
        entry("rust", text(event.rust.name())),
        entry("bump", text(event.required_bump().name())),
        entry("operations", array(event.operations.iter().map(|operation| text(operation.as_str())))),
        entry("breaking", node(Value::Bool(Standing::of(event, None) == Standing::Refused))),
        // Why it is accepted, if it is breaking and accepted.
        entry("accepted", optional_text(reason)),
        // Why the model suppresses it, if it does.
        entry("suppressed", optional_text(event.suppression.as_deref())),
    ])
}
