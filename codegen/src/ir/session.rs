//! Sessions: credentials that an operation gives, by which requests are signed where the endpoint rules ask for them.

use super::context::Context;
use super::endpoint::RuleSet;
use super::output_path;
use super::{Name, Operation, RustType, Setting, Structure};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::traits::TraitValue as _;
use crate::model::{Shape, ShapeKind, traits};

/// How an operation starts a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The auth scheme by which endpoint rules ask for a session.
    pub scheme: String,
    /// The header that holds the session's token.
    pub header: String,
    /// The query parameter that holds it in a presigned URL.
    pub query_parameter: String,
    /// The parameter of the endpoint rules that names the resource.
    pub resource: String,
    /// The field of the input that holds its name.
    pub field: Name,
}

/// Returns whether calls of other operations need this one, so that it belongs to any selection.
pub(super) fn is_needed(operation: &Shape, endpoint: Option<&RuleSet>) -> bool {
    let scheme = operation.traits.read().map(|starts: traits::StartsSession| starts.scheme);
    scheme.is_some_and(|scheme| endpoint.is_some_and(|rules| rules.signs_by(&scheme)))
}

/// Returns how the operation starts sessions, or `None` if it does not, or nobody asks for them.
pub(super) fn of(
    context: &Context<'_>,
    operation: &Shape,
    input: &Structure,
    output: &Shape,
    diagnostics: &mut Diagnostics,
) -> Option<Session> {
    let traits::StartsSession { scheme, header, query_parameter } = operation.traits.read()?;
    if !is_needed(operation, context.endpoint) {
        let message = format!("no endpoint rule asks for the auth scheme `{scheme}`: the trait does nothing");
        diagnostics.push(operation.warning(message).trait_id(traits::StartsSession::ID));
        return None;
    }
    let Some((field, resource)) = resource(input) else {
        let help = "the endpoint rules know the resource by the `contextParam`; a member with a default or `clientOptional` need not be set";
        diagnostics.push(
            wrong(
                operation,
                "expected one member of the input that callers must set, a string with a `contextParam`",
            )
            .help(help),
        );
        return None;
    };
    for (path, is_it) in [
        ("Credentials.AccessKeyId", is_text as fn(&Shape) -> bool),
        ("Credentials.SecretAccessKey", is_text),
        ("Credentials.SessionToken", is_text),
        ("Credentials.Expiration", is_time),
    ] {
        let end = output_path::follow(context, output, path);
        if !end.is_some_and(|(_, shape)| is_it(shape)) {
            let kind = if path.ends_with("Expiration") { "timestamp" } else { "string" };
            diagnostics.push(wrong(operation, &format!("expected a {kind} at `{path}` of the output")));
        }
    }
    Some(Session { scheme, header, query_parameter, resource, field })
}

/// Reports a service in which several operations start sessions, and auth schemes of the endpoint rules that nothing stands for.
pub(super) fn check(
    service: &Shape,
    endpoint: Option<&RuleSet>,
    operations: &[Operation],
    diagnostics: &mut Diagnostics,
) {
    let (starting, sessions): (Vec<&str>, Vec<&Session>) = operations
        .iter()
        .filter_map(|operation| Some((operation.shape.as_str(), operation.session.as_ref()?)))
        .unzip();
    for scheme in endpoint.map(RuleSet::auth_schemes).unwrap_or_default() {
        if !["sigv4", "sigv4a"].contains(&scheme) && sessions.iter().all(|session| session.scheme != scheme) {
            let message = format!(
                "the endpoint rules ask for the auth scheme `{scheme}`, with which no client can sign"
            );
            let help = "calls whose endpoint asks for it fail; if an operation starts sessions by it, say so with `smithwright.api#startsSession`";
            diagnostics.push(service.warning(message).help(help));
        }
    }
    if starting.len() > 1 {
        let message =
            format!("expected one operation that starts sessions, found {}", starting.join(" and "));
        diagnostics.push(wrong(service, &message));
    }
}

/// Returns the field of the only required member, and the parameter of the endpoint rules that it sets.
fn resource(input: &Structure) -> Option<(Name, String)> {
    let mut required = input.required();
    let (Some(field), None) = (required.next(), required.next()) else { return None };
    let parameter = field.settings.iter().find_map(|setting| match setting {
        Setting::ContextParam(name) => Some(name.clone()),
        _ => None,
    });
    parameter.filter(|_| field.value == RustType::String).map(|parameter| (field.name.clone(), parameter))
}

fn is_text(shape: &Shape) -> bool {
    matches!(shape.kind, ShapeKind::String)
}

fn is_time(shape: &Shape) -> bool {
    matches!(shape.kind, ShapeKind::Timestamp)
}

fn wrong(shape: &Shape, message: &str) -> Diagnostic {
    shape.error(message).trait_id(traits::StartsSession::ID)
}
