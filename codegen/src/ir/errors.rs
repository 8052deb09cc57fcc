//! The errors of operations: their codes and statuses, and whether another attempt may help.

use super::context::Context;
use super::structures::documentation;
use super::{Name, Protocol, docs};
use crate::diagnostics::Diagnostics;
use crate::model::{self, Shape, traits};
use std::collections::BTreeSet;
use std::fmt;

/// An error of an operation.
#[derive(Clone, Debug, PartialEq)]
pub struct ErrorVariant {
    /// The name of the variant and of the structure.
    pub name: Name,
    /// The error code on the wire.
    pub code: String,
    /// The HTTP status.
    pub status: ErrorStatus,
    /// Whether a retry may help.
    pub retry: Retry,
    /// The first sentence of its documentation.
    pub summary: String,
}

/// The HTTP status of an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorStatus {
    /// This one.
    Is(u16),
    /// Any of a class that no other error has: 4 for those from 400 to 499.
    OthersOf(u16),
}

impl ErrorStatus {
    /// Returns the number that tables of the runtime have for it.
    #[must_use]
    pub fn number(self) -> u16 {
        let (Self::Is(number) | Self::OthersOf(number)) = self;
        number
    }
}

impl fmt::Display for ErrorStatus {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Is(status) => write!(f, "{status}"),
            Self::OthersOf(class) => write!(f, "{class}xx"),
        }
    }
}

/// Whether the model says that a retry may help.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Retry {
    /// It does not.
    No,
    /// The error may be transient.
    Transient,
    /// The caller sent too many requests.
    Throttling,
}

/// Returns the errors of an operation, with those that every operation of the service has.
pub(super) fn errors(
    context: &Context<'_>,
    operation: &model::Operation,
    diagnostics: &mut Diagnostics,
) -> Vec<ErrorVariant> {
    let mut seen = BTreeSet::new();
    let mut variants: Vec<ErrorVariant> = Vec::new();
    let errors = operation.errors.iter().chain(&context.service.errors);
    for shape in errors.filter_map(|error| context.model.target(error)) {
        if !seen.insert(&shape.id) {
            continue;
        }
        let variant = error_variant(context, shape);
        if let Some(first) = variants.iter().find(|other| other.code == variant.code) {
            let message = format!(
                "expected errors of an operation to differ in their codes, found `{}` twice: an error with it is always read as `{}`",
                variant.code, first.name
            );
            let help =
                "give one of them another code, by its shape's name or by `aws.protocols#awsQueryError`";
            diagnostics.push(shape.warning(message).help(help));
        }
        variants.push(variant);
    }
    // Models list them in any order, and another one should change nothing.
    variants.sort_by(|left, right| left.name.as_str().cmp(right.name.as_str()));
    variants
}

/// Creates an error with the code and status of the protocol.
pub(super) fn error_variant(context: &Context<'_>, shape: &Shape) -> ErrorVariant {
    ErrorVariant {
        name: context.name(&shape.id),
        code: error_code(context.protocol, shape),
        status: query_error(context.protocol, shape).map_or_else(
            || status(context.protocol, shape),
            |error| ErrorStatus::Is(error.http_response_code),
        ),
        retry: match shape.traits.read::<traits::Retryable>() {
            None => Retry::No,
            Some(retryable) if retryable.throttling => Retry::Throttling,
            Some(_) => Retry::Transient,
        },
        summary: docs::summary(&documentation(&shape.traits, None)),
    }
}

/// Returns the code of an error in the protocol.
pub(super) fn error_code(protocol: &Protocol, shape: &Shape) -> String {
    query_error(protocol, shape).map_or_else(|| shape.id.name().to_owned(), |error| error.code)
}

fn query_error(protocol: &Protocol, shape: &Shape) -> Option<traits::AwsQueryError> {
    if matches!(protocol, Protocol::AwsQuery { .. }) { shape.traits.read() } else { None }
}

/// Returns the error's status: `httpError`, else 500 if it is the server's fault, else 400. In simpleRestJson, an error without `httpError` is that of all statuses
/// of its class that no other has.
fn status(protocol: &Protocol, error: &Shape) -> ErrorStatus {
    if let Some(traits::HttpError(status)) = error.traits.read() {
        return ErrorStatus::Is(status);
    }
    let class = if error.traits.read() == Some(traits::Error::Server) { 5 } else { 4 };
    match protocol {
        Protocol::SimpleRestJson => ErrorStatus::OthersOf(class),
        _ => ErrorStatus::Is(class * 100),
    }
}
