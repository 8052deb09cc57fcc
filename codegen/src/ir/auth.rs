//! The auth schemes of an operation, by Smithy's rules: the operation's `auth`, else the service's, else every scheme on the service.

use super::AuthScheme;
use crate::diagnostics::Diagnostics;
use crate::model::traits::{ApiKeyLocation, HttpApiKeyAuth, ids};
use crate::model::{Model, Shape, ShapeId, traits};
use std::collections::BTreeSet;

/// An auth scheme that clients support.
struct Known {
    /// The id of its trait.
    id: &'static str,
    /// Reads the trait of a service as a scheme.
    of: fn(&Shape) -> Option<AuthScheme>,
}

/// The supported schemes, sorted by id.
const KNOWN: [Known; 6] = [
    Known { id: "aws.auth#sigv4", of: |_| Some(AuthScheme::SigV4) },
    Known { id: "aws.auth#sigv4a", of: |_| Some(AuthScheme::SigV4a) },
    Known { id: "smithy.api#httpApiKeyAuth", of: api_key },
    Known { id: "smithy.api#httpBasicAuth", of: |_| Some(AuthScheme::Basic) },
    Known { id: "smithy.api#httpBearerAuth", of: |_| Some(AuthScheme::Bearer) },
    Known { id: "smithy.api#httpDigestAuth", of: |_| Some(AuthScheme::Digest) },
];

fn api_key(service: &Shape) -> Option<AuthScheme> {
    let HttpApiKeyAuth { name, location, scheme } = service.traits.read()?;
    Some(match location {
        ApiKeyLocation::Header => AuthScheme::ApiKeyInHeader { name, scheme },
        ApiKeyLocation::Query => AuthScheme::ApiKeyInQuery { name },
    })
}

/// Returns whether an id is the trait of a supported scheme.
pub(crate) fn is_auth_scheme(id: &str) -> bool {
    KNOWN.iter().any(|known| known.id == id)
}

/// Returns the schemes of one operation, the preferred one first.
pub(super) fn of(
    model: &Model,
    service: &Shape,
    operation: &Shape,
    diagnostics: &mut Diagnostics,
) -> Vec<AuthScheme> {
    let own: Option<traits::Auth> = operation.traits.read();
    let owner = if own.is_some() { operation } else { service };
    let mut schemes = supported(service, own.map_or_else(|| of_service(model, service), ids));
    match schemes.as_slice() {
        [AuthScheme::Anonymous] => {}
        _ if operation.traits.has::<traits::OptionalAuth>() => {
            schemes.retain(|scheme| !matches!(scheme, AuthScheme::Unsupported(_)));
            schemes.push(AuthScheme::Anonymous);
        }
        [AuthScheme::Unsupported(wanted)] => warn(owner, wanted, diagnostics),
        _ => {}
    }
    schemes
}

/// Warns of a member of an input that is sent where the API key is.
pub(super) fn check_keys(input: &Shape, schemes: &[AuthScheme], diagnostics: &mut Diagnostics) {
    for member in input.members() {
        let header = member.traits.read().map(|traits::HttpHeader(name)| name);
        let query = member.traits.read().map(|traits::HttpQuery(name)| name);
        let place = schemes.iter().find_map(|scheme| match scheme {
            AuthScheme::ApiKeyInHeader { name, .. } => {
                header.as_ref().filter(|it| it.eq_ignore_ascii_case(name)).map(|it| ("header", it))
            }
            AuthScheme::ApiKeyInQuery { name } => {
                query.as_ref().filter(|it| *it == name).map(|it| ("query parameter", it))
            }
            _ => None,
        });
        if let Some((kind, name)) = place {
            let message = format!("the {kind} `{name}` is that of the API key, which a client sends in it");
            let help = "take the member away, or the trait `smithy.api#httpApiKeyAuth` from the service if callers are to send the key themselves";
            diagnostics.push(member.warning(message).help(help));
        }
    }
}

/// Returns the schemes of the service's operations that have none of their own, the preferred one first.
pub(super) fn default(model: &Model, service: &Shape) -> Vec<AuthScheme> {
    supported(service, of_service(model, service))
}

/// Returns the ids of the schemes of a service, the preferred one first.
fn of_service(model: &Model, service: &Shape) -> Vec<String> {
    let is_scheme = |id: &ShapeId| {
        is_auth_scheme(id.as_str())
            || model.shape(id).is_some_and(|shape| shape.traits.contains(ids::AUTH_DEFINITION))
    };
    match service.traits.read() {
        Some(schemes) => ids(schemes),
        // Without `auth`, the schemes are in alphabetical order of their ids.
        None => {
            let ids = service.traits.iter().map(|applied| &applied.id).filter(|id| is_scheme(id));
            ids.map(|id| id.as_str().to_owned()).collect::<BTreeSet<_>>().into_iter().collect()
        }
    }
}

fn ids(schemes: traits::Auth) -> Vec<String> {
    schemes.0.iter().map(|id| id.as_str().to_owned()).collect()
}

/// Returns those of the wanted schemes that clients support, or what stands for none.
fn supported(service: &Shape, wanted: Vec<String>) -> Vec<AuthScheme> {
    if wanted.is_empty() {
        return vec![AuthScheme::Anonymous];
    }
    let scheme = |id: &String| (KNOWN.iter().find(|known| known.id == *id)?.of)(service);
    let schemes: Vec<AuthScheme> = wanted.iter().filter_map(scheme).collect();
    if schemes.is_empty() { vec![AuthScheme::Unsupported(wanted)] } else { schemes }
}

/// Warns of schemes none of which is supported, once for each shape that has them.
fn warn(owner: &Shape, wanted: &[String], diagnostics: &mut Diagnostics) {
    let known: Vec<&str> = KNOWN.iter().map(|known| known.id).collect();
    let wanted = wanted.join(", ");
    let message = format!("requests go out unsigned: none of its auth schemes is supported ({wanted})");
    let help = format!("supported are {}; set the header yourself with `edit_requests`", known.join(", "));
    let finding = owner.warning(message).help(help);
    if !diagnostics.iter().any(|other| *other == finding) {
        diagnostics.push(finding);
    }
}
