//! Checks that only inputs and outputs of operations have streams, that those of bytes are always there, and that events are structures whose members are
//! headers if one is the payload (<https://smithy.io/2.0/spec/streaming.html>).

use std::collections::BTreeSet;

use crate::diagnostics::Diagnostics;
use crate::model::traits::{
    Default, Error, EventHeader, EventPayload, Required, RequiresLength, Streaming, TraitValue, ids,
};
use crate::model::{Member, Model, Shape, ShapeId, ShapeKind};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let operations = model.shapes().filter_map(|shape| match &shape.kind {
        ShapeKind::Operation(operation) => Some(operation),
        _ => None,
    });
    let (inputs, outputs): (BTreeSet<&ShapeId>, BTreeSet<&ShapeId>) =
        operations.map(|operation| (&operation.input.id, &operation.output.id)).unzip();
    let whole: BTreeSet<&ShapeId> = inputs.union(&outputs).copied().collect();
    for shape in model.shapes() {
        if whole.contains(&shape.id) {
            check_single(model, shape, diagnostics);
            check_always_there(model, shape, diagnostics);
            if outputs.contains(&shape.id) {
                check_lengths(model, shape, diagnostics);
            }
        } else {
            check_nested(model, shape, diagnostics);
        }
        for member in shape.members().filter(|member| whole.contains(&member.target.id)) {
            check_whole(model, member, diagnostics);
        }
        if matches!(shape.kind, ShapeKind::Union(_)) && shape.traits.has::<Streaming>() {
            check_events(model, shape, diagnostics);
        }
    }
}

/// Returns the members that stream, with the shapes that say so.
fn streaming<'m>(model: &'m Model, shape: &'m Shape) -> impl Iterator<Item = (&'m Member, &'m Shape)> {
    let streams = |member: &'m Member| {
        let target = model.target(&member.target).filter(|target| target.traits.has::<Streaming>())?;
        Some((member, target))
    };
    shape.members().filter_map(streams)
}

/// Reports more than one stream in an input or output, whose body is a single one.
fn check_single(model: &Model, shape: &Shape, diagnostics: &mut Diagnostics) {
    let mut streams = streaming(model, shape);
    let Some((first, _)) = streams.next() else { return };
    for (member, target) in streams {
        let message =
            format!("expected one member that streams in this structure, found another, `{}`", target.id);
        let help = format!("the first is `{}`", first.name());
        diagnostics.push(member.error(message).trait_id(Streaming::ID).help(help));
    }
}

/// Reports streams of bytes that may be missing: an empty body can't say whether there is none.
fn check_always_there(model: &Model, shape: &Shape, diagnostics: &mut Diagnostics) {
    for (member, target) in streaming(model, shape) {
        let is_blob = matches!(target.kind, ShapeKind::Blob);
        if is_blob && !member.traits.has::<Required>() && !member.traits.has::<Default>() {
            let message =
                format!("expected `{}` or `{}` on a stream, found neither", Required::ID, Default::ID);
            let help = format!("add `{}`, or `{}` with an empty string", Required::ID, Default::ID);
            diagnostics.push(member.error(message).trait_id(Streaming::ID).help(help));
        }
    }
}

/// Reports streams in outputs whose length clients have to know before.
fn check_lengths(model: &Model, output: &Shape, diagnostics: &mut Diagnostics) {
    for (member, target) in
        streaming(model, output).filter(|(_, target)| target.traits.has::<RequiresLength>())
    {
        let message = format!("expected a stream of any length in an output, found `{}`", target.id);
        let help = format!("remove `{}` from it, or give the output another stream", RequiresLength::ID);
        diagnostics.push(member.error(message).trait_id(RequiresLength::ID).help(help));
    }
}

/// Reports streams in other structures and in unions, lists and maps, which would have to be complete before they could be sent. Streams in errors are
/// reported with the HTTP bindings, and a mixin may be for an input.
fn check_nested(model: &Model, shape: &Shape, diagnostics: &mut Diagnostics) {
    if shape.traits.contains(ids::MIXIN) || shape.traits.has::<Error>() {
        return;
    }
    for (member, target) in streaming(model, shape) {
        let message = format!("expected a member that does not stream, found `{}`", target.id);
        diagnostics.push(member.error(message).trait_id(Streaming::ID).help(ELSEWHERE));
    }
}

/// Reports an input or output with a stream that is also a member of something else.
fn check_whole(model: &Model, member: &Member, diagnostics: &mut Diagnostics) {
    let Some(target) = model.target(&member.target) else { return };
    if let Some((stream, _)) = streaming(model, target).next() {
        let message = format!(
            "expected a member that holds no stream, found `{}`, whose member `{}` is one",
            target.id,
            stream.name()
        );
        diagnostics.push(member.error(message).trait_id(Streaming::ID).help(ELSEWHERE));
    }
}

const ELSEWHERE: &str = "streams are members of an operation's input or output themselves: move it there";

/// Checks that each event is a structure, and that the other members are headers if one is the payload.
fn check_events(model: &Model, union: &Shape, diagnostics: &mut Diagnostics) {
    for variant in union.members() {
        let Some(event) = model.target(&variant.target) else { continue };
        if !matches!(event.kind, ShapeKind::Structure(_)) {
            let message = format!("expected an event to be a structure, found a {}", event.shape_type());
            diagnostics.push(
                variant
                    .error(message)
                    .help("put it into a structure, as the member with `smithy.api#eventPayload`"),
            );
            continue;
        }
        for member in event.members() {
            check_beside_payload(event, member, diagnostics);
        }
    }
}

fn check_beside_payload(event: &Shape, member: &Member, diagnostics: &mut Diagnostics) {
    let Some(payload) = event.members().find(|member| member.traits.has::<EventPayload>()) else { return };
    if !member.traits.has::<EventPayload>() && !member.traits.has::<EventHeader>() {
        let message = format!("expected a header beside `{}`, which is the whole payload", payload.name());
        let help = format!("give it `{}`, or remove `{}` from the other", EventHeader::ID, EventPayload::ID);
        diagnostics.push(member.error(message).trait_id(EventPayload::ID).help(help));
    }
}
