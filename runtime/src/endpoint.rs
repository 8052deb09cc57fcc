//! Where a service is.

/// Tells the endpoint of a service from what the caller configured.
pub type ResolveEndpoint = fn(&Parameters<'_>) -> Result<Endpoint, EndpointError>;

/// What an endpoint is told from.
#[derive(Clone, Copy, Debug, Default)]
#[non_exhaustive]
pub struct Parameters<'a> {
    /// The Region.
    pub region: Option<&'a str>,
    /// Whether to use an endpoint that meets FIPS 140.
    pub use_fips: bool,
    /// Whether to use an endpoint that is reachable by IPv6.
    pub use_dual_stack: bool,
    /// The caller's own endpoint, which replaces the service's.
    pub endpoint: Option<&'a str>,
}

/// Where requests go.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Endpoint {
    /// The base URL.
    pub url: String,
}

/// Why there is no endpoint.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointError(pub String);
