//! Which auth schemes an operation takes, by Smithy's rules: the operation's `auth`, else the service's, else every scheme on the service.

use super::AuthScheme;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::{Shape, traits};

const SIGV4: &str = "aws.auth#sigv4";

/// Traits on a service that are auth schemes and that we can't speak yet.
const NOT_YET: [&str; 5] = [
    "aws.auth#sigv4a",
    "smithy.api#httpApiKeyAuth",
    "smithy.api#httpBasicAuth",
    "smithy.api#httpBearerAuth",
    "smithy.api#httpDigestAuth",
];

/// The schemes for one operation, the preferred one first.
pub(super) fn of(service: &Shape, operation: &Shape, diagnostics: &mut Diagnostics) -> Vec<AuthScheme> {
    let on_service = |id: &str| service.traits.contains(id);
    let wanted: Vec<String> = match operation.traits.read::<traits::Auth>().or_else(|| service.traits.read())
    {
        Some(traits::Auth(schemes)) => schemes.iter().map(|id| id.as_str().to_owned()).collect(),
        // Without `auth`, the schemes go by the alphabet of their ids.
        None => {
            std::iter::once(SIGV4).chain(NOT_YET).filter(|id| on_service(id)).map(ToOwned::to_owned).collect()
        }
    };
    let mut schemes: Vec<AuthScheme> =
        wanted.iter().filter(|id| *id == SIGV4).map(|_| AuthScheme::SigV4).collect();
    if wanted.is_empty() || operation.traits.has::<traits::OptionalAuth>() {
        schemes.push(AuthScheme::Anonymous);
    }
    if schemes.is_empty() {
        diagnostics.push(
            Diagnostic::warning(format!(
                "requests go out unsigned: none of its auth schemes is supported ({})",
                wanted.join(", ")
            ))
            .at(&operation.location)
            .shape(&operation.id)
            .help(format!("supported is {SIGV4}; set the header yourself with a transport of your own")),
        );
        schemes.push(AuthScheme::Anonymous);
    }
    schemes
}
