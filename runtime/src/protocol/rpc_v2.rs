//! The common parts of [rpcv2Cbor](https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2-cbor.html) and
//! [rpcv2Json](https://smithy.io/2.0/additional-specs/protocols/smithy-rpc-v2-json.html): service and operation in the path, and a header that names the
//! protocol
//! in requests and responses.

use super::rpc::{self, NoInput, QUERY_MODE, QUERY_MODE_ON};
use super::{CallContext, error_code, service_error};
use crate::codec::Codec;
use crate::error::{ErrorResponse, Failure, FailureKind};
use crate::message::{Request, Response};
use crate::operation::{OperationError, OperationSchema};
use crate::value::{Structure, StructureMut};
use bytes::Bytes;
use http::header::ACCEPT;
use http::{HeaderName, HeaderValue};

/// A protocol of this family, as one service uses it.
#[derive(Clone, Copy, Debug)]
pub(super) struct RpcV2<C> {
    /// The wire format.
    pub(super) codec: C,
    /// The name of the protocol in the header.
    pub(super) name: &'static str,
    /// The name of the service's shape.
    pub(super) service: &'static str,
    /// Whether the service once spoke awsQuery, and still sends the error codes of that protocol.
    pub(super) query_compatible: bool,
}

const SMITHY_PROTOCOL: HeaderName = HeaderName::from_static("smithy-protocol");

impl<C: Codec> RpcV2<C> {
    pub(super) fn encode(
        &self,
        operation: &'static OperationSchema,
        input: &dyn Structure,
        context: CallContext<'_>,
    ) -> Result<Request, Failure> {
        let mut request = rpc::encode(&self.codec, NoInput::NoBody, operation, input, context)?;
        request.path = format!("/service/{}/operation/{}", self.service, operation.name);
        request.headers.insert(SMITHY_PROTOCOL, HeaderValue::from_static(self.name));
        request.headers.insert(ACCEPT, HeaderValue::from_static(self.codec.media_type()));
        if self.query_compatible {
            request.headers.insert(QUERY_MODE, QUERY_MODE_ON);
        }
        Ok(request)
    }

    pub(super) fn decode(&self, response: Response, output: &mut dyn StructureMut) -> Result<(), Failure> {
        if self.is_spoken_in(&response) {
            return rpc::decode(&self.codec, response, output);
        }
        let found = match response.headers.get(SMITHY_PROTOCOL) {
            None => "none".to_owned(),
            Some(other) => format!("`{}`", String::from_utf8_lossy(other.as_bytes()).escape_debug()),
        };
        let message = format!(
            "expected a response with the header `smithy-protocol: {}`, found {found}: something else than the service answered",
            self.name
        );
        let failure = Failure::new(FailureKind::Response, message);
        Err(error_code::answered(failure, &response))
    }

    pub(super) fn decode_error(
        &self,
        operation: &'static OperationSchema,
        response: &Response,
        body: &Bytes,
        error: &mut dyn OperationError,
    ) -> ErrorResponse {
        // A response of another protocol, such as a proxy's, is known only by its status.
        if !self.is_spoken_in(response) {
            return service_error::unread(operation, response, body);
        }
        let mut answer = service_error::decode_body(&self.codec, operation, response, body, error);
        if self.query_compatible {
            service_error::take_query_error(&mut answer, &response.headers);
        }
        answer
    }

    fn is_spoken_in(&self, response: &Response) -> bool {
        response.headers.get(SMITHY_PROTOCOL).is_some_and(|name| name.as_bytes() == self.name.as_bytes())
    }
}

/// Implements `Protocol` for a structure around an [`RpcV2`].
macro_rules! rpc_v2_protocol {
    ($name:ident) => {
        impl $name {
            /// Says that the service once used awsQuery and keeps its error codes (`aws.protocols#awsQueryCompatible`).
            #[must_use]
            pub const fn query_compatible(mut self) -> Self {
                self.0.query_compatible = true;
                self
            }
        }

        impl $crate::protocol::Protocol for $name {
            fn encode(
                &self,
                operation: &'static $crate::operation::OperationSchema,
                input: &dyn $crate::value::Structure,
                context: $crate::protocol::CallContext<'_>,
            ) -> Result<$crate::message::Request, $crate::error::Failure> {
                self.0.encode(operation, input, context)
            }

            fn decode(
                &self,
                _: &'static $crate::operation::OperationSchema,
                response: $crate::message::Response,
                output: &mut dyn $crate::value::StructureMut,
            ) -> Result<(), $crate::error::Failure> {
                self.0.decode(response, output)
            }

            fn events(&self) -> Option<$crate::protocol::EventProtocol<'_>> {
                let initial = $crate::protocol::InitialMessages::AsEvents;
                Some($crate::protocol::EventProtocol { codec: &self.0.codec, initial })
            }

            fn decode_error(
                &self,
                operation: &'static $crate::operation::OperationSchema,
                response: &$crate::message::Response,
                body: &bytes::Bytes,
                error: &mut dyn $crate::operation::OperationError,
            ) -> $crate::error::ErrorResponse {
                self.0.decode_error(operation, response, body, error)
            }
        }
    };
}

pub(super) use rpc_v2_protocol;
