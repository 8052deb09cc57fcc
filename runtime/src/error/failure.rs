//! Failures to get a usable answer.

use super::{BoxError, OneLine, circumstances};
use crate::message::Response;
use crate::operation::Retryable;
use std::error::Error as StdError;
use std::fmt;

/// The kind of a [`Failure`]: where a call went wrong that got no usable answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum FailureKind {
    /// The input breaks a rule of the model, or another argument is not allowed. Nothing was sent.
    Input,
    /// The stream that is the input's body broke, or had another length than announced, while it was sent.
    Body,
    /// The endpoint could not be determined from the configuration. Nothing was sent.
    Endpoint,
    /// There are no credentials, or they could not be obtained. Nothing was sent if [`attempts`](Failure::attempts) is 0.
    Credentials,
    /// The connection could not be made, or it broke.
    Connection,
    /// A time limit passed.
    Timeout,
    /// The response is not what the model says, is cut off, or is too large.
    Response,
    /// The client can't do what was asked of it, as it is configured or built.
    Configuration,
}

/// A failure to get a usable answer.
#[derive(Debug)]
pub struct Failure {
    kind: FailureKind,
    operation: Option<&'static str>,
    message: String,
    status: Option<u16>,
    request_id: Option<String>,
    attempts: u32,
    pub(crate) retryable: Retryable,
    source: Option<BoxError>,
}

impl Failure {
    /// Creates a failure. `message` says what is wrong and what to do about it, without secrets.
    #[must_use]
    pub fn new(kind: FailureKind, message: impl Into<String>) -> Self {
        let retryable = match kind {
            FailureKind::Connection | FailureKind::Timeout => Retryable::Transient,
            _ => Retryable::No,
        };
        Self {
            kind,
            operation: None,
            message: message.into(),
            status: None,
            request_id: None,
            attempts: 0,
            retryable,
            source: None,
        }
    }

    /// Sets the name of the operation that was called.
    #[must_use]
    pub fn operation_name(mut self, operation: &'static str) -> Self {
        self.operation = Some(operation);
        self
    }

    /// Sets what there was of an answer: its status and the service's id of the request.
    #[must_use]
    pub fn answered(mut self, status: u16, request_id: Option<String>) -> Self {
        self.status = Some(status);
        self.request_id = request_id;
        self
    }

    /// Sets what there was of an answer from the answer itself.
    #[cold]
    pub(crate) fn answered_by(self, response: &Response) -> Self {
        self.answered(response.status, response.request_id().map(str::to_owned))
    }

    /// Adds to the message.
    pub(crate) fn adding(mut self, more: &str) -> Self {
        self.message.push_str(more);
        self
    }

    /// Sets how many attempts were made.
    pub(crate) fn after(mut self, attempts: u32) -> Self {
        self.attempts = attempts;
        self
    }

    /// Sets the cause. It must not hold secrets, since logs show it.
    #[must_use]
    pub fn caused_by(mut self, source: impl Into<BoxError>) -> Self {
        self.source = Some(source.into());
        self
    }

    /// Returns the failure of a call of which the answer is all that is wanted. Its kind is `refused` if the service refused it.
    #[cfg(any(feature = "discovery", feature = "sessions"))]
    pub(crate) fn of_call<E>(error: super::Error<E>, refused: FailureKind) -> Self {
        match error {
            super::Error::Failure(failure) => *failure,
            super::Error::Service(error) => {
                let answer = error.response;
                let code = answer.code.as_deref().unwrap_or("error without a code");
                let said: Vec<&str> = Some(code).into_iter().chain(answer.message.as_deref()).collect();
                let mut failure = Self::new(refused, said.join(": ")).operation_name(answer.operation);
                failure.retryable = answer.retryable;
                failure.answered(answer.status, answer.request_id)
            }
        }
    }

    /// Returns the failure of a call that needed the one that failed. `missing` says what it lacks.
    #[cfg(any(feature = "discovery", feature = "sessions"))]
    pub(crate) fn of_caller(&self, missing: &str) -> Self {
        let operation = self.operation.map(|operation| format!("{operation}: ")).unwrap_or_default();
        let mut failure = Self::new(self.kind, format!("{missing}: {operation}{}", self.message));
        failure.retryable = self.retryable;
        failure.status = self.status;
        failure.request_id.clone_from(&self.request_id);
        failure
    }

    /// Returns the kind of failure.
    #[must_use]
    pub fn kind(&self) -> FailureKind {
        self.kind
    }

    /// Returns the name of the operation that was called, if it is known.
    #[must_use]
    pub fn operation(&self) -> Option<&'static str> {
        self.operation
    }

    /// Returns the HTTP status code, if there was an answer.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        self.status
    }

    /// Returns the request id, if there was a response that has one.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        self.request_id.as_deref()
    }

    /// Returns how many attempts were made, including one that a time limit cut short; 0 if the call ended before the first.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        self.attempts
    }

    /// Returns whether a later call may succeed. The client has given up by its own limits.
    #[must_use]
    pub fn retryable(&self) -> Retryable {
        self.retryable
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(operation) = self.operation {
            write!(f, "{operation}: ")?;
        }
        write!(f, "{}", OneLine(&self.message))?;
        circumstances(f, self.status, self.request_id.as_deref(), self.attempts)
    }
}

/// Displays an error with all its causes, for logs.
pub(crate) struct Causes<'a>(pub(crate) &'a (dyn std::error::Error + Send + Sync + 'static));

impl fmt::Display for Causes<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.0, f)?;
        let mut said = self.0.to_string();
        let mut next = self.0.source();
        while let Some(cause) = next {
            let text = cause.to_string();
            // Many errors include their cause in their message.
            if !said.contains(&text) {
                write!(f, ": {}", OneLine(&text))?;
            }
            said = text;
            next = cause.source();
        }
        Ok(())
    }
}

impl StdError for Failure {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn StdError + 'static))
    }
}

#[cfg(test)]
mod tests {
    use super::Causes;
    use crate::credentials::CredentialsError;
    use std::io;

    #[test]
    fn causes_are_told_once() {
        let told = |message: &str| {
            let error = CredentialsError::new(message).caused_by(io::Error::other("no route\nto host"));
            Causes(&error).to_string()
        };
        assert_eq!(told("no key"), "no key: no route\\nto host");
        assert_eq!(told("no route\nto host (after 3 attempts)"), "no route\nto host (after 3 attempts)");
    }
}
