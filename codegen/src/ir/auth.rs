//! Which auth schemes an operation takes, by Smithy's rules: the operation's `auth`, else the service's, else every scheme on the service.

use super::AuthScheme;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::traits::{ApiKeyLocation, HttpApiKeyAuth};
use crate::model::{Shape, traits};

/// A scheme that can be spoken.
struct Known {
    /// The id of its trait.
    id: &'static str,
    /// What the trait on a service comes to.
    of: fn(&Shape) -> Option<AuthScheme>,
}

/// The schemes that can be spoken, by the alphabet of their ids.
const KNOWN: [Known; 5] = [
    Known { id: "aws.auth#sigv4", of: |_| Some(AuthScheme::SigV4) },
    Known { id: "aws.auth#sigv4a", of: |_| Some(AuthScheme::SigV4a) },
    Known { id: "smithy.api#httpApiKeyAuth", of: api_key },
    Known { id: "smithy.api#httpBasicAuth", of: |_| Some(AuthScheme::Basic) },
    Known { id: "smithy.api#httpBearerAuth", of: |_| Some(AuthScheme::Bearer) },
];

/// Schemes of Smithy's that can't.
const NOT_YET: [&str; 1] = ["smithy.api#httpDigestAuth"];

fn api_key(service: &Shape) -> Option<AuthScheme> {
    let HttpApiKeyAuth { name, location, scheme } = service.traits.read()?;
    Some(match location {
        ApiKeyLocation::Header => AuthScheme::ApiKeyInHeader { name, scheme },
        ApiKeyLocation::Query => AuthScheme::ApiKeyInQuery { name },
    })
}

/// The schemes for one operation, the preferred one first.
pub(super) fn of(service: &Shape, operation: &Shape, diagnostics: &mut Diagnostics) -> Vec<AuthScheme> {
    let on_service = |id: &&str| service.traits.contains(id);
    let wanted: Vec<String> = match operation.traits.read::<traits::Auth>().or_else(|| service.traits.read())
    {
        Some(traits::Auth(schemes)) => schemes.iter().map(|id| id.as_str().to_owned()).collect(),
        // Without `auth`, the schemes go by the alphabet of their ids.
        None => {
            let all = KNOWN.iter().map(|known| known.id).chain(NOT_YET);
            all.filter(on_service).map(ToOwned::to_owned).collect()
        }
    };
    let scheme = |id: &String| (KNOWN.iter().find(|known| known.id == *id)?.of)(service);
    let mut schemes: Vec<AuthScheme> = wanted.iter().filter_map(scheme).collect();
    if wanted.is_empty() || operation.traits.has::<traits::OptionalAuth>() {
        schemes.push(AuthScheme::Anonymous);
    }
    if schemes.is_empty() {
        let known: Vec<&str> = KNOWN.iter().map(|known| known.id).collect();
        diagnostics.push(
            Diagnostic::warning(format!(
                "requests go out unsigned: none of its auth schemes is supported ({})",
                wanted.join(", ")
            ))
            .at(&operation.location)
            .shape(&operation.id)
            .help(format!(
                "supported are {}; set the header yourself with a transport of your own",
                known.join(", ")
            )),
        );
        schemes.push(AuthScheme::Anonymous);
    }
    schemes
}
