//! Endpoints: where a service is.
//!
//! The endpoint rules of a model become a Rust function when a client is generated: a [`ResolveEndpoint`]. Everything that it looks at is in its
//! [`Parameters`]; it calls the [`functions`] of Smithy's rules language.

mod error;
pub mod functions;
mod parameters;
mod partition;

pub use error::EndpointError;
pub use parameters::{ParameterValue, Parameters};
pub use partition::Partition;

use crate::document::Document;
use std::borrow::Cow;

/// A function that resolves the endpoint of a service from what the caller configured.
pub type ResolveEndpoint = fn(&Parameters<'_>) -> Result<Endpoint, EndpointError>;

/// An endpoint: where requests go, and what else the endpoint rules say of them.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Endpoint {
    /// The base URL.
    pub url: String,
    /// The headers to add to every request, in order. A name with several values is repeated.
    pub headers: Vec<(&'static str, String)>,
    /// The ways to sign, the preferred one first; empty if the rules leave that to the model.
    pub auth_schemes: Vec<EndpointAuthScheme>,
    /// What else the rules say, by name.
    pub properties: Vec<(&'static str, Document)>,
}

impl Endpoint {
    /// Creates an endpoint at this URL, of which the rules say nothing else.
    #[must_use]
    pub fn new(url: impl Into<String>) -> Self {
        Self { url: url.into(), headers: Vec::new(), auth_schemes: Vec::new(), properties: Vec::new() }
    }

    /// Returns, as the result of a rule, the endpoint at the URL that a [filled](functions::fill) template is.
    ///
    /// # Errors
    ///
    /// Never fails.
    pub fn at(template: &str, values: &[&str]) -> Result<Self, EndpointError> {
        Ok(Self::new(functions::fill(template, values)))
    }

    /// Adds a value of a header.
    #[must_use]
    pub fn header(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }

    /// Adds a way to sign, to be tried after those added before.
    #[must_use]
    pub fn auth_scheme(mut self, scheme: EndpointAuthScheme) -> Self {
        self.auth_schemes.push(scheme);
        self
    }

    /// Adds something that the rules say under a name that has no meaning to this crate.
    #[must_use]
    pub fn property(mut self, name: &'static str, value: impl Into<Document>) -> Self {
        self.properties.push((name, value.into()));
        self
    }
}

/// A way to sign requests to an endpoint, as the endpoint rules say it. What is `None` is left to the client.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct EndpointAuthScheme {
    /// The name of the scheme: `sigv4`, `sigv4a`, or one that a single service has.
    pub name: Cow<'static, str>,
    /// The service name in the scope.
    pub signing_name: Option<String>,
    /// The Region in the scope.
    pub signing_region: Option<String>,
    /// The Regions in which a SigV4a signature holds; `*` stands for all. Empty if the rules don't say.
    pub signing_region_set: Vec<String>,
    /// Whether the path is encoded only once in the canonical request.
    pub disable_double_encoding: bool,
    /// Whether `.` and `..` stay in the path of the canonical request.
    pub disable_normalize_path: bool,
}

impl EndpointAuthScheme {
    /// Creates a scheme of this name, with everything else left to the client.
    #[must_use]
    pub fn new(name: impl Into<Cow<'static, str>>) -> Self {
        Self {
            name: name.into(),
            signing_name: None,
            signing_region: None,
            signing_region_set: Vec::new(),
            disable_double_encoding: false,
            disable_normalize_path: false,
        }
    }

    /// Sets [`signing_name`](Self::signing_name).
    #[must_use]
    pub fn signing_name(mut self, name: impl Into<String>) -> Self {
        self.signing_name = Some(name.into());
        self
    }

    /// Sets [`signing_region`](Self::signing_region).
    #[must_use]
    pub fn signing_region(mut self, region: impl Into<String>) -> Self {
        self.signing_region = Some(region.into());
        self
    }

    /// Adds a Region to [`signing_region_set`](Self::signing_region_set).
    #[must_use]
    pub fn signing_region_set(mut self, region: impl Into<String>) -> Self {
        self.signing_region_set.push(region.into());
        self
    }

    /// Sets [`disable_double_encoding`](Self::disable_double_encoding).
    #[must_use]
    pub fn disable_double_encoding(mut self) -> Self {
        self.disable_double_encoding = true;
        self
    }

    /// Sets [`disable_normalize_path`](Self::disable_normalize_path).
    #[must_use]
    pub fn disable_normalize_path(mut self) -> Self {
        self.disable_normalize_path = true;
        self
    }
}
