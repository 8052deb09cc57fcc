//! The forms of unions in JSON, and what keeps that which a client does not know: the traits of alloy that `alloy#simpleRestJson` knows.

use super::context::Context;
use super::defaults::{explicit_default, is_required};
use super::setting::is_in_body;
use super::structures::code;
use super::{Payload, Protocol, Setting};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::traits::{self, TimestampFormat, TraitValue};
use crate::model::{AppliedTrait, Member, Model, Shape, ShapeId, ShapeKind, reachable};
use std::collections::BTreeSet;

/// Returns the settings of a union's table.
pub(super) fn of_union(context: &Context<'_>, shape: &Shape) -> Vec<Setting> {
    if !context.protocol.reads_alloy_traits() {
        return Vec::new();
    }
    let key: Option<traits::Discriminated> = shape.traits.read();
    let untagged = shape.traits.has::<traits::Untagged>().then_some(Setting::Untagged);
    key.map(|traits::Discriminated(key)| Setting::Discriminated(key)).or(untagged).into_iter().collect()
}

/// Returns what is to know of the form of a union, or nothing.
pub(super) fn form(context: &Context<'_>, shape: &Shape) -> String {
    match of_union(context, shape).first() {
        Some(Setting::Discriminated(key)) => format!("In JSON, {} in the member's object says which member it is.", code(key)),
        Some(Setting::Untagged) => {
            "In JSON, it is its member's value alone: a value that is received is the first member that it fits.".to_owned()
        }
        _ => String::new(),
    }
}

/// Returns the format of a time in JSON that states none, so that values are the same by themselves as in messages.
pub(super) fn timestamp(protocol: &Protocol, target: &Shape, settings: &[Setting]) -> Option<Setting> {
    let is_time = matches!(target.kind, ShapeKind::Timestamp) && is_in_body(settings);
    (is_time && protocol.reads_alloy_traits()).then_some(Setting::Timestamp(TimestampFormat::DateTime))
}

/// Returns the setting of a member that keeps what is unknown.
pub(super) fn of_member(protocol: &Protocol, member: &Member) -> Option<Setting> {
    let keeps = protocol.reads_alloy_traits() && member.traits.has::<traits::JsonUnknown>();
    keeps.then_some(Setting::JsonUnknown)
}

/// Returns what callers should know of a member beside its documentation, or nothing.
pub(super) fn remark(protocol: &Protocol, member: &Member) -> &'static str {
    match of_member(protocol, member) {
        Some(_) => "It holds what the model does not have, and is never printed.",
        None => "",
    }
}

/// Returns whether null is something else than no value for a member. Outside of JSON there is no null, which is reported.
pub(super) fn is_nullable(
    protocol: &Protocol,
    member: &Member,
    settings: &[Setting],
    diagnostics: &mut Diagnostics,
) -> bool {
    let Some(applied) = member.traits.applied(traits::Nullable::ID).filter(|_| protocol.reads_alloy_traits())
    else {
        return false;
    };
    let is_stream =
        |setting: &Setting| matches!(setting, Setting::Payload(Payload::Stream) | Setting::Events);
    let is_in_json = is_in_body(settings) && !settings.iter().any(is_stream);
    if !is_in_json {
        let warning = member
            .warning("the trait does nothing here: the member is not in JSON, and nothing else has a null");
        diagnostics.push(warning.at_trait(applied).help("remove it"));
    }
    is_in_json
}

/// Returns whether null is something else than no value for a member that is so deep in an output, as [`is_nullable`] decides of its settings.
pub(super) fn is_nullable_in_answer(protocol: &Protocol, member: &Member, depth: usize) -> bool {
    let traits = &member.traits;
    let is_outside = depth == 0
        && (traits.has::<traits::HttpHeader>()
            || traits.has::<traits::HttpPrefixHeaders>()
            || traits.has::<traits::HttpResponseCode>());
    protocol.reads_alloy_traits() && traits.has::<traits::Nullable>() && !is_outside
}

/// Returns the structures in untagged unions, however deep: whether they have all that they need tells which member is meant.
pub(super) fn told_apart<'m>(
    model: &'m Model,
    protocol: &Protocol,
    types: impl Iterator<Item = &'m Shape>,
) -> BTreeSet<&'m ShapeId> {
    if !protocol.reads_alloy_traits() {
        return BTreeSet::new();
    }
    let untagged = types.filter(|shape| shape.traits.has::<traits::Untagged>()).map(|shape| &shape.id);
    reachable(untagged, |id| model.shape(id).into_iter().flat_map(Shape::members).map(|it| &it.target.id))
}

/// Returns the setting of a member that tells its structure from others by being there.
pub(super) fn tells(
    context: &Context<'_>,
    shape: &Shape,
    member: &Member,
    settings: &[Setting],
) -> Option<Setting> {
    let is_sure = is_required(member) && explicit_default(member).is_none();
    let tells = is_sure && context.told_apart.contains(&shape.id) && !settings.contains(&Setting::Required);
    tells.then_some(Setting::Tells)
}

/// Warns of these traits on a shape or its members, if the service speaks only protocols that do not know them.
pub(super) fn check(context: &Context<'_>, shape: &Shape, diagnostics: &mut Diagnostics) {
    if context.service_shape.traits.has::<traits::SimpleRestJson>() {
        return;
    }
    let message =
        format!("the trait does nothing in {}: the service expects the usual JSON", context.protocol.name());
    let help = format!("remove it, or give the service the protocol `{}`", traits::SimpleRestJson::ID);
    let mut warn = |warning: Diagnostic, applied: &AppliedTrait| {
        diagnostics.push(warning.at_trait(applied).help(help.clone()));
    };
    for id in [traits::Discriminated::ID, traits::Untagged::ID] {
        shape.traits.applied(id).into_iter().for_each(|applied| warn(shape.warning(&message), applied));
    }
    for member in shape.members() {
        for id in [traits::JsonUnknown::ID, traits::Nullable::ID] {
            member.traits.applied(id).into_iter().for_each(|applied| warn(member.warning(&message), applied));
        }
    }
}
