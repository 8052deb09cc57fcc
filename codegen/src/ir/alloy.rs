//! The forms of unions in JSON, and what keeps that which a client does not know: the traits of alloy that `alloy#simpleRestJson` knows.

use super::context::Context;
use super::{Protocol, Setting};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::traits::{self, TraitValue};
use crate::model::{AppliedTrait, Member, Shape};

/// Returns the settings of a union's table.
pub(super) fn of_union(context: &Context<'_>, shape: &Shape) -> Vec<Setting> {
    if !context.protocol.reads_alloy_traits() {
        return Vec::new();
    }
    let key: Option<traits::Discriminated> = shape.traits.read();
    let untagged = shape.traits.has::<traits::Untagged>().then_some(Setting::Untagged);
    key.map(|traits::Discriminated(key)| Setting::Discriminated(key)).or(untagged).into_iter().collect()
}

/// Returns the setting of a member that keeps what is unknown.
pub(super) fn of_member(protocol: &Protocol, member: &Member) -> Option<Setting> {
    let keeps = protocol.reads_alloy_traits() && member.traits.has::<traits::JsonUnknown>();
    keeps.then_some(Setting::JsonUnknown)
}

/// Returns what callers should know of a member beside its documentation, or nothing.
pub(super) fn remark(protocol: &Protocol, member: &Member) -> &'static str {
    match of_member(protocol, member) {
        Some(_) => "It holds what the model does not have, and it is sent as it is.",
        None => "",
    }
}

/// Returns whether null is something else than no value for a member.
pub(super) fn is_nullable(protocol: &Protocol, member: &Member) -> bool {
    protocol.reads_alloy_traits() && member.traits.has::<traits::Nullable>()
}

/// Returns whether a structure is a member of an untagged union, in which its required members tell it from the others.
pub(super) fn is_alternative(context: &Context<'_>, shape: &Shape) -> bool {
    let is_untagged = |union: &&Shape| union.traits.has::<traits::Untagged>();
    context.protocol.reads_alloy_traits()
        && context
            .model
            .shapes()
            .filter(is_untagged)
            .flat_map(Shape::members)
            .any(|it| it.target.id == shape.id)
}

/// Warns of these traits on a shape or its members, if the service speaks only protocols that do not know them.
pub(super) fn check(context: &Context<'_>, shape: &Shape, diagnostics: &mut Diagnostics) {
    if context.service_shape.traits.has::<traits::SimpleRestJson>() {
        return;
    }
    let message =
        format!("the trait does nothing in {}: the service expects the usual JSON", context.protocol.name());
    let help = format!("take it away, or give the service the protocol `{}`", traits::SimpleRestJson::ID);
    let mut warn = |warning: Diagnostic, applied: &AppliedTrait| {
        diagnostics.push(warning.at(&applied.location).trait_id(&applied.id).help(help.clone()));
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
