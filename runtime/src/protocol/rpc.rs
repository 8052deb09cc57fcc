//! The common parts of protocols in which every call is a `POST` with the input as its body, whatever HTTP bindings the model has.

use super::{CallContext, error_code};
use crate::bindings;
use crate::codec::Codec;
use crate::error::Failure;
use crate::message::{Request, Response};
use crate::operation::OperationSchema;
use crate::value::{Structure, StructureMut};
use http::{HeaderName, HeaderValue};

/// What is sent for an operation without input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NoInput {
    /// An empty structure.
    EmptyStructure,
    /// No body.
    NoBody,
}

/// Tells a service that once spoke awsQuery that the client expects the error codes of that protocol.
pub(super) const QUERY_MODE: HeaderName = HeaderName::from_static("x-amzn-query-mode");

/// The value of [`QUERY_MODE`].
pub(super) const QUERY_MODE_ON: HeaderValue = HeaderValue::from_static("true");

/// Writes the request.
pub(super) fn encode(
    codec: &dyn Codec,
    no_input: NoInput,
    operation: &'static OperationSchema,
    input: &dyn Structure,
    context: CallContext<'_>,
) -> Result<Request, Failure> {
    if operation.no_input && no_input == NoInput::NoBody {
        return bindings::encode(codec, operation, input, context);
    }
    bindings::encode_whole(codec, operation, input, context)
}

/// Reads a successful response.
pub(super) fn decode(
    codec: &dyn Codec,
    mut response: Response,
    output: &mut dyn StructureMut,
) -> Result<(), Failure> {
    bindings::decode(codec, &mut response, output).map_err(|failure| error_code::answered(failure, &response))
}
