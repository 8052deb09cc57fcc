//! Errors of endpoint rules.

use std::borrow::Cow;
use std::fmt;

/// The error returned when there is no endpoint: what the endpoint rules of the model say of such parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EndpointError {
    message: Cow<'static, str>,
}

impl EndpointError {
    /// Creates an error with the text that the rules have for it.
    #[must_use]
    pub fn new(message: impl Into<Cow<'static, str>>) -> Self {
        Self { message: message.into() }
    }

    /// Creates the error for a parameter that the rules need and that has no value.
    #[must_use]
    pub fn missing(parameter: &str) -> Self {
        Self::new(format!("the endpoint depends on `{parameter}`, which is not set"))
    }

    /// Creates the error for parameters to which the rules have no answer.
    #[must_use]
    pub fn unmatched() -> Self {
        Self::new("the service's endpoint rules have no endpoint for this configuration; set an endpoint URL")
    }

    /// Returns the text of the error, which says what to do about it.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }
}

impl fmt::Display for EndpointError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for EndpointError {}
