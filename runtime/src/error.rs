//! Errors of calls: those that a service answers with, and failures to get a usable answer.

mod any;
mod failure;

pub use crate::operation::Retryable;
pub use any::{AnyError, ModelledError};
pub(crate) use failure::Causes;
pub use failure::{Failure, FailureKind};

use crate::body::BodyError;
use crate::operation::OperationError;
use crate::value::{Structure, View};
use bytes::Bytes;
use http::HeaderMap;
use std::error::Error as StdError;
use std::fmt::{self, Write as _};

/// Any error, boxed.
pub type BoxError = Box<dyn StdError + Send + Sync>;

/// The error of a call: the service's answer, or a failure to get a usable one.
///
/// `E` is the operation's own error enum. [`AnyError`] is that of any operation.
///
/// # Examples
///
/// ```
/// use smithwright_runtime::Error;
/// use smithwright_runtime::error::FailureKind;
/// # use smithwright_runtime::Failure;
/// # #[derive(Debug)]
/// # enum GetStoreError { NotFoundException(NotFoundException), Unmodelled }
/// # #[derive(Debug)]
/// # struct NotFoundException;
///
/// fn explain(error: &Error<GetStoreError>) -> String {
///     match error.service() {
///         Some(GetStoreError::NotFoundException(_)) => "there is no such store".to_owned(),
///         // Another error, modelled or not: its code and message.
///         Some(_) => format!("the service refused: {error}"),
///         // No usable answer: the kind says where it went wrong.
///         None => match error.failure().map(|failure| failure.kind()) {
///             Some(FailureKind::Connection | FailureKind::Timeout) => "try again later".to_owned(),
///             _ => error.to_string(),
///         },
///     }
/// }
/// # let timeout = Failure::new(FailureKind::Timeout, "no answer");
/// # assert_eq!(explain(&timeout.into()), "try again later");
/// # let input = Failure::new(FailureKind::Input, "no name");
/// # assert_eq!(explain(&input.into()), "no name");
/// ```
#[derive(Debug)]
pub enum Error<E> {
    /// The service answered with an error.
    Service(Box<ServiceError<E>>),
    /// There was no answer, or none that could be read.
    Failure(Box<Failure>),
}

/// An error that a service answered with.
#[derive(Debug)]
#[non_exhaustive]
pub struct ServiceError<E> {
    /// The modelled error, or the variant `Unmodelled`.
    pub error: E,
    /// What every error response carries.
    pub response: ErrorResponse,
}

impl<E: OperationError> ServiceError<E> {
    /// Creates an error with its response, for tests of code that handles errors.
    ///
    /// A response without a code gets that of the error, if the code is the name of the error's shape; one without a message gets the error's.
    #[must_use]
    pub fn new(error: E, mut response: ErrorResponse) -> Self {
        if response.code.is_none() {
            let name = error.members().schema().name;
            let modelled = error.errors().iter().find(|modelled| modelled.code == name);
            response.code = modelled.map(|modelled| modelled.code.to_owned());
        }
        response.message = response.message.or_else(|| modelled_message(error.members()));
        Self { error, response }
    }
}

/// Returns what a modelled error says in its message, by whatever name that has on the wire, unless it is secret.
pub(crate) fn modelled_message(error: &dyn Structure) -> Option<String> {
    let table = error.schema().members;
    let mut found = None;
    error.members(&mut |values| {
        let message = table.iter().zip(values).find(|(member, _)| member.is_message());
        found = message.and_then(|(member, value)| match value.view() {
            View::String(text) if !member.is_sensitive() && !text.is_empty() => Some(text.to_owned()),
            _ => None,
        });
    });
    found
}

/// As [`ErrorResponse`] is displayed.
impl<E> fmt::Display for ServiceError<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.response.fmt(f)
    }
}

impl<E: fmt::Debug> StdError for ServiceError<E> {}

impl<E> From<ServiceError<E>> for Error<E> {
    fn from(error: ServiceError<E>) -> Self {
        Self::Service(Box::new(error))
    }
}

/// An error response of a service, modelled or not: what every one of them carries.
#[derive(Clone)]
#[non_exhaustive]
pub struct ErrorResponse {
    /// The name of the operation that was called.
    pub operation: &'static str,
    /// The HTTP status code.
    pub status: u16,
    /// The error code, sanitised: without namespace and URL.
    pub code: Option<String>,
    /// The service's message, which is printed. `None` where the model marks it as sensitive: then only the modelled error has it.
    pub message: Option<String>,
    /// The service's request id, to quote to its support.
    pub request_id: Option<String>,
    /// Whose fault the error is, where the response says so beside the code.
    pub fault: Option<Fault>,
    /// How many attempts were made; this is the response to the last one.
    pub attempts: u32,
    /// Whether a later call may succeed. The client has given up by its own limits.
    pub retryable: Retryable,
    /// The headers as they were received. They are not printed.
    pub headers: HeaderMap,
    /// The body as it was received.
    pub body: Bytes,
    /// The code in the model, if the service also sent that of awsQuery, which is then in `code`.
    pub(crate) model_code: Option<String>,
    /// Whether nothing says for sure what the code is: there is none, or a member may be taken for it.
    pub(crate) is_guessed: bool,
}

/// Whose fault an error is, in the words of awsQuery and the protocols that keep its codes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Fault {
    /// The caller's: the same request would fail again.
    Sender,
    /// The service's.
    Receiver,
}

impl Fault {
    /// Returns the fault that a service calls by this name: `Sender` or `Receiver`.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        match name {
            "Sender" => Some(Self::Sender),
            "Receiver" => Some(Self::Receiver),
            _ => None,
        }
    }
}

impl ErrorResponse {
    /// Creates a response with this status to a call of `operation`. Everything else is left empty, the number of attempts is 1, and it is not retryable.
    #[must_use]
    pub fn new(operation: &'static str, status: u16) -> Self {
        Self {
            operation,
            status,
            code: None,
            message: None,
            request_id: None,
            fault: None,
            attempts: 1,
            retryable: Retryable::No,
            headers: HeaderMap::new(),
            body: Bytes::new(),
            model_code: None,
            is_guessed: false,
        }
    }
}

impl ErrorResponse {
    /// Checks whether this is the code, or the one in the model.
    pub(crate) fn is_coded(&self, code: &str) -> bool {
        [&self.code, &self.model_code].into_iter().any(|it| it.as_deref() == Some(code))
    }
}

impl fmt::Display for ErrorResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unnamed = match self.status {
            300..400 => "a redirect, which is not followed",
            _ => "error without a code",
        };
        write!(f, "{}: {}", self.operation, OneLine(self.code.as_deref().unwrap_or(unnamed)))?;
        match &self.message {
            Some(message) => write!(f, ": {}", OneLine(message))?,
            None if self.code.is_none() && !self.body.is_empty() => {
                f.write_str(": `response()` has its body")?
            }
            None => {}
        }
        circumstances(f, Some(self.status), self.request_id.as_deref(), self.attempts)
    }
}

/// A text from a service, made safe for one line of a log or terminal: characters that would end the line or control the terminal are escaped, and long
/// texts are cut.
pub(crate) struct OneLine<'a>(pub(crate) &'a str);

impl OneLine<'_> {
    const LONGEST: usize = 4096;
}

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, letter) in self.0.chars().enumerate() {
            if at == Self::LONGEST {
                return f.write_str("…");
            }
            let breaks = matches!(letter, '\u{2028}' | '\u{2029}');
            let turns =
                matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}');
            match letter.is_control() || breaks || turns {
                true => write!(f, "{}", letter.escape_debug())?,
                false => f.write_char(letter)?,
            }
        }
        Ok(())
    }
}

/// Writes what an error says in parentheses. A single attempt is not worth mentioning.
fn circumstances(
    f: &mut fmt::Formatter<'_>,
    status: Option<u16>,
    request_id: Option<&str>,
    attempts: u32,
) -> fmt::Result {
    let known = [
        status.map(|status| format!("status {status}")),
        request_id.map(|id| format!("request id {}", OneLine(id))),
        (attempts > 1).then(|| format!("after {attempts} attempts")),
    ];
    let known: Vec<String> = known.into_iter().flatten().collect();
    if known.is_empty() { Ok(()) } else { write!(f, " ({})", known.join(", ")) }
}

/// As displayed, with the headers left out and the body by its length only, since it may hold what the caller sent.
impl fmt::Debug for ErrorResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ErrorResponse")
            .field("operation", &self.operation)
            .field("status", &self.status)
            .field("code", &self.code)
            .field("message", &self.message)
            .field("request_id", &self.request_id)
            .field("fault", &self.fault)
            .field("attempts", &self.attempts)
            .field("retryable", &self.retryable)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish()
    }
}

impl<E> Error<E> {
    /// Returns the operation's own error, if the service answered with an error.
    #[must_use]
    pub fn service(&self) -> Option<&E> {
        match self {
            Self::Service(service) => Some(&service.error),
            Self::Failure(_) => None,
        }
    }

    /// Returns what the service's error response carries, if the service answered with an error.
    #[must_use]
    pub fn response(&self) -> Option<&ErrorResponse> {
        match self {
            Self::Service(service) => Some(&service.response),
            Self::Failure(_) => None,
        }
    }

    /// Returns the failure, if the service did not answer with an error.
    #[must_use]
    pub fn failure(&self) -> Option<&Failure> {
        match self {
            Self::Service(_) => None,
            Self::Failure(failure) => Some(failure),
        }
    }

    /// Returns the error code of the response, if it has one.
    #[must_use]
    pub fn code(&self) -> Option<&str> {
        self.response()?.code.as_deref()
    }

    /// Returns the message of the response, unless the model marks it as sensitive.
    #[must_use]
    pub fn message(&self) -> Option<&str> {
        self.response()?.message.as_deref()
    }

    /// Returns the operation's own error, by value.
    ///
    /// # Errors
    ///
    /// Returns the failure if the service did not answer with an error.
    pub fn into_service(self) -> Result<E, Failure> {
        match self {
            Self::Service(service) => Ok(service.error),
            Self::Failure(failure) => Err(*failure),
        }
    }

    /// Returns the HTTP status code, if there was an answer.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Service(service) => Some(service.response.status),
            Self::Failure(failure) => failure.status(),
        }
    }

    /// Returns the request id, if there was a response that has one.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Service(service) => service.response.request_id.as_deref(),
            Self::Failure(failure) => failure.request_id(),
        }
    }

    /// Returns how many attempts were made, including one that a time limit cut short; 0 if the call ended before the first.
    #[must_use]
    pub fn attempts(&self) -> u32 {
        match self {
            Self::Service(service) => service.response.attempts,
            Self::Failure(failure) => failure.attempts(),
        }
    }

    /// Returns whether a later call may succeed: after a pause, or more slowly. The client itself makes no further attempt.
    #[must_use]
    pub fn retryable(&self) -> Retryable {
        match self {
            Self::Service(service) => service.response.retryable,
            Self::Failure(failure) => failure.retryable(),
        }
    }
}

impl<E> From<Failure> for Error<E> {
    fn from(failure: Failure) -> Self {
        Self::Failure(Box::new(failure))
    }
}

/// For functions that read the body of an output.
impl<E> From<BodyError> for Error<E> {
    fn from(error: BodyError) -> Self {
        let retryable = match error {
            BodyError::TooLarge { .. } | BodyError::Taken => Retryable::No,
            _ => Retryable::Transient,
        };
        let message = format!("the response could not be read: {error}");
        let mut failure = Failure::new(FailureKind::Response, message).caused_by(error);
        failure.retryable = retryable;
        failure.into()
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service(service) => service.response.fmt(f),
            Self::Failure(failure) => failure.fmt(f),
        }
    }
}

impl<E: fmt::Debug> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Service(_) => None,
            Self::Failure(failure) => failure.source(),
        }
    }
}
