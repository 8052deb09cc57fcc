//! Authentication of callers.

use super::{TraitValue, ValueReader};
use crate::diagnostics::Diagnostic;
use crate::model::ShapeId;
use std::collections::BTreeSet;

/// The authentication schemes in order of preference. An empty list means no authentication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Auth(pub Vec<ShapeId>);

impl TraitValue for Auth {
    const ID: &'static str = "smithy.api#auth";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        let schemes = value.list(ValueReader::shape_id)?;
        let mut first = BTreeSet::new();
        match schemes.iter().find(|scheme| !first.insert(*scheme)) {
            Some(scheme) => Err(value
                .error(format!("expected each scheme once, found `{scheme}` again"))
                .help("remove one of the two from the list")),
            None => Ok(Self(schemes)),
        }
    }
}

annotations! {
    /// An operation that may be called without authentication.
    OptionalAuth = "smithy.api#optionalAuth";
    /// Authentication by user name and password.
    HttpBasicAuth = "smithy.api#httpBasicAuth";
    /// Authentication by a bearer token.
    HttpBearerAuth = "smithy.api#httpBearerAuth";
    /// HTTP digest authentication.
    HttpDigestAuth = "smithy.api#httpDigestAuth";
    /// An operation whose body is left out of the SigV4 signature.
    UnsignedPayload = "aws.auth#unsignedPayload";
}

/// An API key in a header or query parameter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpApiKeyAuth {
    /// The header's or parameter's name.
    pub name: String,
    /// Where the key is sent.
    pub location: ApiKeyLocation,
    /// What precedes the key in the header, if anything.
    pub scheme: Option<String>,
}

/// Where an API key is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiKeyLocation {
    /// In a header.
    Header,
    /// In a query parameter.
    Query,
}

impl TraitValue for HttpApiKeyAuth {
    const ID: &'static str = "smithy.api#httpApiKeyAuth";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        let fields = value.fields(&["name", "in", "scheme"])?;
        let choices = [("header", ApiKeyLocation::Header), ("query", ApiKeyLocation::Query)];
        let location = fields.required("in", |value| value.one_of(&choices))?;
        let scheme = fields.optional("scheme", |value| match location {
            ApiKeyLocation::Header => value.some_text(),
            ApiKeyLocation::Query => Err(value
                .error("expected no `scheme` with a key in the query, where nothing precedes it")
                .help("remove it, or send the key `in` a `header`")),
        })?;
        Ok(Self { name: fields.required("name", ValueReader::some_text)?, location, scheme })
    }
}

/// Authentication by a SigV4 signature.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigV4 {
    /// The service's name in signatures.
    pub name: String,
}

impl TraitValue for SigV4 {
    const ID: &'static str = "aws.auth#sigv4";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        signing_name(value).map(|name| Self { name })
    }
}

/// Authentication by a SigV4 signature for several regions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SigV4A {
    /// The service's name in signatures.
    pub name: String,
}

impl TraitValue for SigV4A {
    const ID: &'static str = "aws.auth#sigv4a";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        signing_name(value).map(|name| Self { name })
    }
}

fn signing_name(value: ValueReader<'_>) -> Result<String, Diagnostic> {
    value.fields(&["name"])?.required("name", ValueReader::some_text)
}
