//! How operations are written and read: a protocol composes a codec, HTTP bindings and rules for errors.

mod aws_json;
#[cfg(feature = "query")]
mod aws_query;
mod error_code;
mod presigned_websocket;
mod rest_json;
#[cfg(feature = "xml")]
mod rest_xml;
mod rpc;
mod rpc_v2;
#[cfg(feature = "cbor")]
mod rpc_v2_cbor;
mod rpc_v2_json;
mod service_error;

pub use aws_json::AwsJson;
#[cfg(feature = "query")]
pub use aws_query::AwsQuery;
pub(crate) use error_code::named_by_status;
pub use presigned_websocket::PresignedWebSocket;
pub use rest_json::RestJson1;
#[cfg(feature = "xml")]
pub use rest_xml::RestXml;
#[cfg(feature = "cbor")]
pub use rpc_v2_cbor::RpcV2Cbor;
pub use rpc_v2_json::RpcV2Json;
#[cfg(feature = "event-stream")]
pub(crate) use service_error::fill_message;

use crate::codec::Codec;
use crate::error::{ErrorResponse, Failure};
use crate::message::{Request, Response};
use crate::operation::{OperationError, OperationSchema};
use crate::schema::Schema;
use crate::sign::v4::Settings;
use crate::value::{Structure, StructureMut};
use bytes::Bytes;

/// What a call contributes to its encoding besides the input.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct CallContext<'a> {
    /// What an unset idempotency token is sent as: the same for all attempts of the call.
    pub idempotency_token: &'a str,
    /// Whether a label may be or have a segment `.` or `..`, which only some services take as they are.
    pub literal_paths: bool,
    /// From how many bytes on a body is compressed, where the operation takes that; `None` for never.
    pub compress_from: Option<usize>,
}

/// From how many bytes on bodies are compressed by default, as in AWS's clients.
pub(crate) const COMPRESS_FROM: usize = 10_240;

impl<'a> CallContext<'a> {
    /// The context of a call with this idempotency token.
    #[must_use]
    pub fn new(idempotency_token: &'a str) -> Self {
        Self { idempotency_token, literal_paths: false, compress_from: Some(COMPRESS_FROM) }
    }
}

/// How a protocol writes and reads streams of events.
#[derive(Clone, Copy)]
pub struct EventProtocol<'a> {
    /// The format of the events' payloads.
    pub codec: &'a dyn Codec,
    /// Where the other members of input and output are.
    pub initial: InitialMessages,
}

/// Where those members of input and output are that are beside a stream of events.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InitialMessages {
    /// Where HTTP bindings place them.
    InHttp,
    /// In a message of their own, before the events: `initial-request` and `initial-response`.
    AsEvents,
}

/// A [Smithy protocol](https://smithy.io/2.0/spec/protocol-traits.html), from a client's side.
pub trait Protocol: Send + Sync {
    /// The schemes that an endpoint may have, the usual one first. `ws` is allowed to this machine only.
    fn schemes(&self) -> &'static [&'static str] {
        &["https", "http"]
    }

    /// What SigV4 signatures of the requests are like, where the endpoint rules don't say otherwise.
    fn signing_settings(&self) -> Settings {
        Settings::default()
    }

    /// Writes a request.
    ///
    /// # Errors
    /// Where a member can't be sent: an empty label, a header value that HTTP doesn't allow.
    fn encode(
        &self,
        operation: &'static OperationSchema,
        input: &dyn Structure,
        context: CallContext<'_>,
    ) -> Result<Request, Failure>;

    /// Whether the output has a member that streams the body, so that the body must not be collected before [`decode`](Self::decode).
    fn streams(&self, output: &Schema) -> bool {
        let _ = output;
        false
    }

    /// Whether a response with a status of success holds an error all the same: some services begin to answer before they know how the call ends. The body is
    /// in memory unless the output [streams](Self::streams) it.
    fn hides_error(&self, response: &Response, output: &Schema) -> bool {
        let _ = (response, output);
        false
    }

    /// Reads a successful response. The body is in memory unless the output [streams](Self::streams) it.
    ///
    /// # Errors
    /// Where the response is not what the model says.
    fn decode(
        &self,
        operation: &'static OperationSchema,
        response: Response,
        output: &mut dyn StructureMut,
    ) -> Result<(), Failure>;

    /// How it writes and reads streams of events; `None` where it has none. A protocol writes the members beside the stream as it always does, and reads
    /// them so: the events, and messages before them, are added and taken away by those who call it.
    fn events(&self) -> Option<EventProtocol<'_>> {
        None
    }

    /// Reads an error response, whose body is in memory: fills `error` where it is modelled, makes it unmodelled where it isn't (it may hold that of
    /// an earlier attempt), and says what there is in any case. Never fails: what can't be read is left out.
    fn decode_error(
        &self,
        operation: &'static OperationSchema,
        response: &Response,
        body: &Bytes,
        error: &mut dyn OperationError,
    ) -> ErrorResponse;
}
