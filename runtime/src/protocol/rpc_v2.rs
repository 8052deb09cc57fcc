//! The protocols [rpcv2Cbor](https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2-cbor.html) and
//! [rpcv2Json](https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2-json.html): service and operation in the path, and a header that names the
//! protocol in requests and responses.

use super::{
    CallContext, EventProtocol, InitialMessages, Protocol, QUERY_MODE, QUERY_MODE_ON, service_error,
};
use crate::bindings;
use crate::codec::Codec;
#[cfg(feature = "cbor")]
use crate::codec::cbor::Cbor;
use crate::codec::json::{Dialect, Json};
use crate::error::{ErrorResponse, Failure, FailureKind};
use crate::message::{Request, Response};
use crate::operation::{OperationError, OperationSchema};
use crate::value::{Structure, StructureMut};
use http::header::ACCEPT;
use http::{HeaderName, HeaderValue};
use std::fmt;

/// The protocols `smithy.protocols#rpcv2Cbor` and `smithy.protocols#rpcv2Json`, which differ in the wire format.
#[derive(Clone, Copy)]
pub struct RpcV2 {
    codec: &'static dyn Codec,
    /// The name of the protocol in the header.
    name: &'static str,
    service: &'static str,
    query_compatible: bool,
}

impl fmt::Debug for RpcV2 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { codec: _, name, service, query_compatible } = self;
        f.debug_struct("RpcV2")
            .field("name", name)
            .field("service", service)
            .field("query_compatible", query_compatible)
            .finish_non_exhaustive()
    }
}

const SMITHY_PROTOCOL: HeaderName = HeaderName::from_static("smithy-protocol");

impl RpcV2 {
    /// Creates the protocol `rpcv2Cbor` for the service whose shape has this name.
    #[cfg(feature = "cbor")]
    #[must_use]
    pub const fn cbor(service: &'static str) -> Self {
        Self { codec: &Cbor, name: "rpc-v2-cbor", service, query_compatible: false }
    }

    /// Creates the protocol `rpcv2Json` for the service whose shape has this name.
    #[must_use]
    pub const fn json(service: &'static str) -> Self {
        const CODEC: Json = Json::new("application/json", Dialect::RpcV2);
        Self { codec: &CODEC, name: "rpc-v2-json", service, query_compatible: false }
    }

    /// Says that the service once used awsQuery and keeps its error codes (`aws.protocols#awsQueryCompatible`).
    #[must_use]
    pub const fn query_compatible(mut self) -> Self {
        self.query_compatible = true;
        self
    }

    fn is_spoken_in(&self, response: &Response) -> bool {
        response.headers.get(SMITHY_PROTOCOL).is_some_and(|name| name.as_bytes() == self.name.as_bytes())
    }
}

impl Protocol for RpcV2 {
    fn encode(
        &self,
        operation: &'static OperationSchema,
        input: &dyn Structure,
        context: CallContext<'_>,
    ) -> Result<Request, Failure> {
        let encode = if operation.no_input() { bindings::encode } else { bindings::encode_whole };
        let mut request = encode(self.codec, operation, input, context)?;
        request.path = format!("/service/{}/operation/{}", self.service, operation.name);
        request.headers.insert(SMITHY_PROTOCOL, HeaderValue::from_static(self.name));
        request.headers.insert(ACCEPT, HeaderValue::from_static(self.codec.media_type()));
        if self.query_compatible {
            request.headers.insert(QUERY_MODE, QUERY_MODE_ON);
        }
        Ok(request)
    }

    fn events(&self) -> Option<EventProtocol<'_>> {
        Some(EventProtocol { codec: self.codec, initial: InitialMessages::AsEvents })
    }

    fn decode(
        &self,
        _: &'static OperationSchema,
        response: Response,
        output: &mut dyn StructureMut,
    ) -> Result<(), Failure> {
        if self.is_spoken_in(&response) {
            return bindings::decode(self.codec, response, output);
        }
        let found = match response.headers.get(SMITHY_PROTOCOL) {
            None => "none".to_owned(),
            Some(other) => format!("`{}`", String::from_utf8_lossy(other.as_bytes()).escape_debug()),
        };
        let message = format!(
            "expected a response with the header `smithy-protocol: {}`, found {found}: something other than the service answered",
            self.name
        );
        Err(Failure::new(FailureKind::Response, message).answered_by(&response))
    }

    fn decode_error(
        &self,
        operation: &'static OperationSchema,
        response: &Response,
        _: Option<&str>,
        error: &mut dyn OperationError,
    ) -> ErrorResponse {
        // A response of another protocol, such as a proxy's, is known only by its status.
        if !self.is_spoken_in(response) {
            return service_error::unread(operation, response);
        }
        let mut answer = service_error::decode_named(self.codec, None, operation, response, error);
        if self.query_compatible {
            service_error::take_query_error(&mut answer, &response.headers);
        }
        answer
    }
}
