//! Event streams: where they are, where the members of events travel, and the errors that can end a stream.

use super::context::Context;
use super::errors::error_variant;
use super::{Direction, ErrorVariant, EventHeader, EventPayload, Name, RustType, Setting, StreamError};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::{Member, Model, Operation, Shape, ShapeId, ShapeKind, traits};
use std::collections::BTreeSet;

/// Returns whether the shape is an event stream.
pub(super) fn is_stream(shape: &Shape) -> bool {
    matches!(shape.kind, ShapeKind::Union(_)) && shape.traits.has::<traits::Streaming>()
}

/// Returns whether a member of the structure is an event stream.
pub(super) fn has_stream(model: &Model, structure: &Shape) -> bool {
    structure.members().any(|member| model.target(&member.target).is_some_and(is_stream))
}

/// Returns whether the operation's input or output has an event stream.
pub(super) fn in_operation(model: &Model, operation: &Operation) -> bool {
    let sides = [&operation.input, &operation.output];
    sides.into_iter().filter_map(|side| model.target(side)).any(|side| has_stream(model, side))
}

/// Creates the warning that an operation is left out, since its protocol has no event streams.
pub(super) fn left_out(shape: &Shape) -> Diagnostic {
    shape.warning("the operation is left out: the service's protocol has no event streams")
}

/// Returns whether the shape is an error, which in an event stream is an exception.
pub(super) fn is_error(shape: &Shape) -> bool {
    shape.traits.has::<traits::Error>()
}

/// Returns the binding of an event stream, or of a member of an event.
pub(super) fn place(member: &Member, target: &Shape) -> Option<Setting> {
    if is_stream(target) {
        return Some(Setting::Events);
    }
    if member.traits.has::<traits::EventPayload>() {
        return Some(Setting::EventPayload(match target.kind {
            ShapeKind::Blob => EventPayload::Blob,
            ShapeKind::Structure(_) => EventPayload::Structure,
            _ => EventPayload::Other,
        }));
    }
    if !member.traits.has::<traits::EventHeader>() {
        return None;
    }
    Some(Setting::EventHeader(match target.kind {
        ShapeKind::Byte => EventHeader::Byte,
        ShapeKind::Short => EventHeader::Short,
        ShapeKind::Integer | ShapeKind::IntEnum(_) => EventHeader::Integer,
        ShapeKind::Long => EventHeader::Long,
        _ => EventHeader::Other,
    }))
}

/// Returns the error type of a received stream, with the exceptions of its union.
pub(super) fn stream_error(
    context: &Context<'_>,
    union: &Shape,
    taken: &BTreeSet<Name>,
    diagnostics: &mut Diagnostics,
) -> StreamError {
    let mut seen = BTreeSet::new();
    let mut errors = Vec::new();
    for (member, target) in exceptions(context.model, union) {
        if seen.insert(&target.id) {
            errors.push(ErrorVariant { code: member.name().to_owned(), ..error_variant(context, target) });
        } else {
            diagnostics.push(
                member
                    .warning("the same error is an exception of this union already: this one is unmodelled"),
            );
        }
    }
    let stem = context.name(&union.id);
    let names = ["Error", "StreamError", "EventStreamError"].map(|suffix| stem.with_suffix(suffix));
    let name = names.iter().find(|name| !taken.contains(name)).unwrap_or(&stem);
    StreamError { name: name.clone(), errors }
}

fn exceptions<'m>(model: &'m Model, union: &'m Shape) -> impl Iterator<Item = (&'m Member, &'m Shape)> {
    let target = |member: &'m Member| Some((member, model.target(&member.target)?));
    union.members().filter_map(target).filter(|(_, target)| is_error(target))
}

/// Returns the type of an event stream in an input or output.
pub(super) fn stream_type(context: &Context<'_>, union: &ShapeId, direction: Direction) -> RustType {
    let name = context.name(union);
    match direction {
        Direction::Sent => RustType::EventStream(name),
        Direction::Received | Direction::Both => RustType::EventReceiver(name),
    }
}
