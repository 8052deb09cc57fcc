//! Checks that every label in an operation's host prefix has its member (<https://smithy.io/2.0/spec/endpoint-traits.html>).

use crate::diagnostics::Diagnostics;
use crate::model::traits::{Endpoint, HostLabel, HostPart, TraitValue};
use crate::model::{Member, Model};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let services = model.services().flat_map(|(_, service)| model.operations_of(service));
    for (shape, operation) in services {
        let (Some(applied), Some(endpoint)) =
            (shape.traits.applied(Endpoint::ID), shape.traits.read::<Endpoint>())
        else {
            continue;
        };
        let Some(input) = model.target(&operation.input) else { continue };
        let is_label = |member: &&Member| member.traits.has::<HostLabel>();
        for part in &endpoint.host_prefix {
            let HostPart::Label(label) = part else { continue };
            if input.member(label).as_ref().is_some_and(is_label) {
                continue;
            }
            let message = format!(
                "expected an input member `{label}` with `{}` for the host, found none in `{}`",
                HostLabel::ID,
                input.id
            );
            diagnostics.push(
                shape
                    .error(message)
                    .at(&applied.location)
                    .trait_id(Endpoint::ID)
                    .help(format!("give the member the trait, or take `{{{label}}}` from the prefix"))
                    .did_you_mean(label, input.members().filter(is_label).map(Member::name)),
            );
        }
    }
}
