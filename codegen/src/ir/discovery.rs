//! Endpoints that a service gives to each account, and that one of its operations tells.

use super::Protocol;
use super::context::Context;
use super::defaults::is_required;
use super::errors::error_code;
use crate::diagnostics::Diagnostics;
use crate::model::traits::TraitValue as _;
use crate::model::{self, Model, Shape, ShapeId, ShapeKind, traits};

/// How a service tells its endpoints.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Discovery {
    /// The operation that tells them, by its name in the model.
    pub operation: String,
    /// The code of the error of an endpoint that is no longer valid, if there is one.
    pub invalid: Option<String>,
}

/// Returns whether the service answers the operation only at an endpoint that it tells.
pub(super) fn is_needed(operation: &Shape) -> bool {
    matches!(operation.traits.read(), Some(traits::ClientDiscoveredEndpoint { required: true }))
}

/// Returns the operation that tells the endpoints of a service.
pub(super) fn operation(service: &Shape) -> Option<ShapeId> {
    service.traits.read().map(|traits::ClientEndpointDiscovery { operation, .. }| operation)
}

/// Returns how the service tells its endpoints, or `None` if no operation needs it. If a client can't ask by itself, that is reported.
pub(super) fn of(
    model: &Model,
    service: &Shape,
    protocol: &Protocol,
    operations: &[(&Shape, &model::Operation)],
    diagnostics: &mut Diagnostics,
) -> Option<Discovery> {
    if !operations.iter().any(|(shape, _)| is_needed(shape)) {
        return None;
    }
    let problem = match service.traits.read::<traits::ClientEndpointDiscovery>() {
        None => "no operation tells the endpoint of the account".to_owned(),
        Some(discovery) => match problem(model, operations, &discovery.operation) {
            Some(problem) => problem,
            None => {
                let error = discovery.error.and_then(|error| model.shape(&error));
                let invalid = error.map(|error| error_code(protocol, error));
                return Some(Discovery { operation: discovery.operation.name().to_owned(), invalid });
            }
        },
    };
    let help = "callers have to ask for it, and give it as `endpoint_url`";
    diagnostics.push(service.warning(problem).trait_id(traits::ClientEndpointDiscovery::ID).help(help));
    None
}

/// Returns what the documentation of the operation says about its endpoint.
pub(super) fn remark(context: &Context<'_>, operation: &Shape) -> Option<String> {
    is_needed(operation).then(|| {
        let how = match context.discovery {
            Some(discovery) => {
                format!("the client asks for it by `{}`, unless `endpoint_url` is set", discovery.operation)
            }
            None => "ask for it, and give it as `endpoint_url`".to_owned(),
        };
        format!("The service answers this only at the account's own endpoint: {how}.")
    })
}

/// Says why a client can't ask the operation by itself.
fn problem(model: &Model, operations: &[(&Shape, &model::Operation)], id: &ShapeId) -> Option<String> {
    let name = id.name();
    let Some((shape, asked)) = operations.iter().find(|(shape, _)| shape.id == *id) else {
        return Some(format!("the service has no operation `{name}`"));
    };
    if is_needed(shape) {
        return Some(format!("`{name}` is itself answered only there"));
    }
    let mut members = model.target(&asked.input).into_iter().flat_map(Shape::members);
    if let Some(required) = members.find(|member| is_required(member)) {
        return Some(format!("`{name}` needs `{}`, which a client can't know", required.name()));
    }
    let of = |shape: &'_ Shape, member: &str| model.target(&shape.member(member)?.target);
    let endpoint = model.target(&asked.output).and_then(|output| match &of(output, "Endpoints")?.kind {
        ShapeKind::List(list) => model.target(&list.member.target),
        _ => None,
    });
    let has = |member: &str, is_it: fn(&ShapeKind) -> bool| {
        endpoint.and_then(|endpoint| of(endpoint, member)).is_some_and(|target| is_it(&target.kind))
    };
    let tells = has("Address", |kind| matches!(kind, ShapeKind::String))
        && has("CachePeriodInMinutes", |kind| matches!(kind, ShapeKind::Long | ShapeKind::Integer));
    let message = "gives no list `Endpoints` of structures with `Address` and `CachePeriodInMinutes`";
    (!tells).then(|| format!("`{name}` {message}"))
}
