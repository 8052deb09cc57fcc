//! The protocol [restXml](https://smithy.io/2.0/aws/protocols/aws-restxml-protocol.html): XML bodies under HTTP bindings.

use super::{CallContext, EventProtocol, InitialMessages, Protocol, error_code, service_error};
use crate::codec::xml::{Within, Xml};
use crate::error::{ErrorResponse, Failure};
use crate::http;
use crate::message::{Request, Response};
use crate::operation::{OperationError, OperationSchema};
use crate::schema::Namespace;
use crate::value::{Structure, StructureMut};
use bytes::Bytes;

/// The protocol `aws.protocols#restXml`. Errors are read with and without an element around them (`noErrorWrapping`).
#[derive(Clone, Copy, Debug)]
pub struct RestXml {
    codec: Xml,
}

const ERRORS: Xml = Xml::new().within(Within::Error);

impl RestXml {
    /// The protocol of a service without a namespace.
    #[must_use]
    pub const fn new() -> Self {
        Self { codec: Xml::new() }
    }

    /// Puts the documents that are sent into a namespace: the `xmlNamespace` of the service.
    #[must_use]
    pub const fn namespace(self, uri: &'static str, prefix: &'static str) -> Self {
        Self { codec: self.codec.namespace(Some(Namespace::new(uri, prefix))) }
    }
}

impl Default for RestXml {
    fn default() -> Self {
        Self::new()
    }
}

impl Protocol for RestXml {
    fn encode(
        &self,
        operation: &'static OperationSchema,
        input: &dyn Structure,
        context: CallContext<'_>,
    ) -> Result<Request, Failure> {
        http::encode(&self.codec, operation, input, context)
    }

    fn streams(&self, output: &mut dyn StructureMut) -> bool {
        http::streams(output.schema())
    }

    fn decode(
        &self,
        operation: &'static OperationSchema,
        response: Response,
        output: &mut dyn StructureMut,
    ) -> Result<(), Failure> {
        let status = response.status;
        let request_id = error_code::request_id(&response.headers).map(str::to_owned);
        http::decode(&self.codec, operation, response, output)
            .map_err(|failure| failure.answered(status, request_id))
    }

    fn events(&self) -> Option<EventProtocol<'_>> {
        Some(EventProtocol { codec: &self.codec, initial: InitialMessages::InHttp })
    }

    fn decode_error(
        &self,
        operation: &'static OperationSchema,
        response: &Response,
        body: &Bytes,
        error: &mut dyn OperationError,
    ) -> ErrorResponse {
        service_error::decode(&ERRORS, operation, response, body, error)
    }
}
