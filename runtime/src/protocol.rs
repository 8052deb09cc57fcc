//! Protocols: how operations are written and read. A protocol composes a codec, HTTP bindings and rules for errors.

mod aws_json;
#[cfg(feature = "query")]
mod aws_query;
mod error_code;
mod presigned_websocket;
mod rest_json;
#[cfg(feature = "xml")]
mod rest_xml;
mod rpc_v2;
mod service_error;
mod simple_rest_json;

pub use aws_json::AwsJson;
#[cfg(feature = "query")]
pub use aws_query::AwsQuery;
pub(crate) use error_code::only_error;
pub use presigned_websocket::PresignedWebSocket;
pub use rest_json::RestJson1;
#[cfg(feature = "xml")]
pub use rest_xml::RestXml;
pub use rpc_v2::RpcV2;
#[cfg(feature = "event-stream")]
pub(crate) use service_error::fill_message;
pub use simple_rest_json::SimpleRestJson;

use crate::codec::Codec;
use crate::error::{ErrorResponse, Failure};
use crate::message::{Request, Response};
use crate::operation::{OperationError, OperationSchema};
use crate::schema::Schema;
use crate::sign::v4::Settings;
use crate::value::{Structure, StructureMut};
use http::{HeaderName, HeaderValue};
use std::fmt;

/// Tells a service that once spoke awsQuery that the client expects the error codes of that protocol.
const QUERY_MODE: HeaderName = HeaderName::from_static("x-amzn-query-mode");

/// The value of [`QUERY_MODE`].
const QUERY_MODE_ON: HeaderValue = HeaderValue::from_static("true");

/// The context of a call: what it contributes to its encoding besides the input.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct CallContext<'a> {
    /// What an unset idempotency token is sent as: the same for all attempts of the call.
    pub idempotency_token: &'a str,
    /// Whether a label may be `.` or `..`, or have such a segment, which only some services take as it is.
    pub literal_paths: bool,
    /// From how many bytes on a body is compressed, if the operation accepts that; `None` for never.
    pub compress_from: Option<usize>,
    /// Whether the members of the body are sent as parameters of the query.
    pub body_in_query: bool,
}

/// The length in bytes from which bodies are compressed by default, as in AWS's clients.
pub(crate) const COMPRESS_FROM: usize = 10_240;

/// Without the token: whoever knows it could replay the outcome of the call.
impl fmt::Debug for CallContext<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallContext").finish_non_exhaustive()
    }
}

impl<'a> CallContext<'a> {
    /// Creates the context of a call with this idempotency token. Paths are not literal, and bodies are compressed from 10,240 bytes on.
    #[must_use]
    pub fn new(idempotency_token: &'a str) -> Self {
        Self {
            idempotency_token,
            literal_paths: false,
            compress_from: Some(COMPRESS_FROM),
            body_in_query: false,
        }
    }
}

/// The way in which a protocol writes and reads event streams.
#[derive(Clone, Copy)]
pub struct EventProtocol<'a> {
    /// The format of the events' payloads.
    pub codec: &'a dyn Codec,
    /// The place of the other members of input and output.
    pub initial: InitialMessages,
}

/// The place of the members of input and output that stand beside an event stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InitialMessages {
    /// Where HTTP bindings place them.
    InHttp,
    /// In a message of their own, before the events: `initial-request` and `initial-response`.
    AsEvents,
}

/// A [Smithy protocol](https://smithy.io/2.0/spec/protocol-traits.html), from a client's side.
pub trait Protocol: Send + Sync {
    /// Returns the schemes that an endpoint may have, the usual one first. `ws` is allowed to this machine only.
    fn schemes(&self) -> &'static [&'static str] {
        &["https", "http"]
    }

    /// Returns what SigV4 signatures of the requests are like, unless the endpoint rules say otherwise.
    fn signing_settings(&self) -> Settings {
        Settings::default()
    }

    /// Returns `true` if a service takes the form that is the body of a request in the query of a `GET` just as well, so that a presigned URL needs no body.
    fn takes_forms_in_query(&self) -> bool {
        false
    }

    /// Writes a request.
    ///
    /// # Errors
    ///
    /// Returns an error if a member can't be sent: an empty label, or a header value that HTTP doesn't allow.
    fn encode(
        &self,
        operation: &'static OperationSchema,
        input: &dyn Structure,
        context: CallContext<'_>,
    ) -> Result<Request, Failure>;

    /// Returns `true` if the output has a member that streams the body, so that the body must not be collected before [`decode`](Self::decode).
    fn streams(&self, output: &Schema) -> bool {
        let _ = output;
        false
    }

    /// Returns `true` if a response with a status of success holds an error nevertheless: some services begin to answer before they know how the call ends.
    ///
    /// The body is in memory unless the output [streams](Self::streams) it.
    fn hides_error(&self, response: &Response, output: &Schema) -> bool {
        let _ = (response, output);
        false
    }

    /// Reads a successful response. The body is in memory unless the output [streams](Self::streams) it.
    ///
    /// # Errors
    ///
    /// Returns an error if the response is not what the model says.
    fn decode(
        &self,
        operation: &'static OperationSchema,
        response: Response,
        output: &mut dyn StructureMut,
    ) -> Result<(), Failure>;

    /// Returns how the protocol writes and reads event streams, or `None` if it has none.
    ///
    /// A protocol writes and reads the members beside the stream as it always does: its callers add the events and the messages before them, and take them away.
    fn events(&self) -> Option<EventProtocol<'_>> {
        None
    }

    /// Reads an error response, whose body is in memory. `named` is the code, where the caller knows it otherwise: it counts in place of one in the headers.
    ///
    /// It fills `error` if the error is modelled, makes it unmodelled if it isn't (it may hold that of an earlier attempt), and returns what every error response
    /// has. It never fails: what can't be read is left out.
    fn decode_error(
        &self,
        operation: &'static OperationSchema,
        response: &Response,
        named: Option<&str>,
        error: &mut dyn OperationError,
    ) -> ErrorResponse;
}
