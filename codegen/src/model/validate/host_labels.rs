//! Checks that every label in an operation's host prefix has its member, and every such member its label
//! (<https://smithy.io/2.0/spec/endpoint-traits.html>).

use crate::diagnostics::Diagnostics;
use crate::model::traits::{Endpoint, HostLabel, HostPart, TraitValue};
use crate::model::{Member, Model};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let services = model.services().flat_map(|(_, service)| model.operations_of(service));
    for (shape, operation) in services {
        let Some((applied, endpoint)) = shape.traits.read_applied::<Endpoint>() else { continue };
        if lets_choose_domain(&endpoint.host_prefix) {
            let message = "expected a dot after the last label of the prefix, found none";
            let help = "write one: otherwise callers can choose the domain that is called, which may be somebody else's";
            diagnostics.push(shape.warning(message).at_trait(applied).help(help));
        }
        let Some(input) = model.target(&operation.input) else { continue };
        let is_label = |member: &&Member| member.traits.has::<HostLabel>();
        for member in input.members().filter(is_label) {
            if !endpoint.host_prefix.iter().any(|part| part.is_label(member.name())) {
                let message = format!(
                    "expected the label `{{{}}}` in the host prefix of `{}`, found none",
                    member.name(),
                    shape.id
                );
                let help = "write the label into the prefix, or remove the trait";
                diagnostics.push(member.error(message).trait_id(HostLabel::ID).help(help));
            }
        }
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
                    .at_trait(applied)
                    .help(format!("give the member the trait, or remove `{{{label}}}` from the prefix"))
                    .did_you_mean(label, input.members().filter(is_label).map(Member::name)),
            );
        }
    }
}

/// Returns whether no dot stands between the last label and the endpoint's own host.
fn lets_choose_domain(prefix: &[HostPart]) -> bool {
    let after = prefix.rsplit(|part| matches!(part, HostPart::Label(_))).next().unwrap_or_default();
    let has_dot = |part: &HostPart| matches!(part, HostPart::Literal(text) if text.contains('.'));
    after.len() < prefix.len() && !after.iter().any(has_dot)
}
