//! The auth schemes of an operation, by Smithy's rules: the operation's `auth`, else the service's, else every scheme on the service.

use super::AuthScheme;
use crate::diagnostics::Diagnostics;
use crate::model::traits::{ApiKeyLocation, HttpApiKeyAuth};
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
    let is_scheme = |id: &ShapeId| {
        is_auth_scheme(id.as_str())
            || model.shape(id).is_some_and(|shape| shape.traits.contains("smithy.api#authDefinition"))
    };
    let own: Option<traits::Auth> = operation.traits.read();
    let owner = if own.is_some() { operation } else { service };
    let wanted: Vec<String> = match own.or_else(|| service.traits.read()) {
        Some(traits::Auth(schemes)) => schemes.iter().map(|id| id.as_str().to_owned()).collect(),
        // Without `auth`, the schemes are in alphabetical order of their ids.
        None => {
            let ids = service.traits.iter().map(|applied| &applied.id).filter(|id| is_scheme(id));
            ids.map(|id| id.as_str().to_owned()).collect::<BTreeSet<_>>().into_iter().collect()
        }
    };
    let scheme = |id: &String| (KNOWN.iter().find(|known| known.id == *id)?.of)(service);
    let mut schemes: Vec<AuthScheme> = wanted.iter().filter_map(scheme).collect();
    if wanted.is_empty() || operation.traits.has::<traits::OptionalAuth>() {
        schemes.push(AuthScheme::Anonymous);
    }
    if schemes.is_empty() {
        warn(owner, &wanted, diagnostics);
        schemes.push(AuthScheme::Unsupported(wanted));
    }
    schemes
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
