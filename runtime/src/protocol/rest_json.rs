//! The protocol [restJson1](https://smithy.io/2.0/aws/protocols/aws-restjson1-protocol.html): JSON bodies under HTTP bindings.

use super::{CallContext, EventProtocol, InitialMessages, Protocol, service_error};
use crate::bindings;
use crate::codec::json::{Dialect, Json};
use crate::error::{ErrorResponse, Failure};
use crate::message::{Request, Response};
use crate::operation::{OperationError, OperationSchema};
use crate::schema::Schema;
use crate::value::{Structure, StructureMut};

/// The protocol `aws.protocols#restJson1`.
#[derive(Clone, Copy, Debug)]
pub struct RestJson1;

const CODEC: Json = Json::new("application/json", Dialect::RestJson);

impl Protocol for RestJson1 {
    fn encode(
        &self,
        operation: &'static OperationSchema,
        input: &dyn Structure,
        context: CallContext<'_>,
    ) -> Result<Request, Failure> {
        bindings::encode(&CODEC, operation, input, context)
    }

    fn streams(&self, output: &Schema) -> bool {
        bindings::streams(output)
    }

    fn decode(
        &self,
        _: &'static OperationSchema,
        response: Response,
        output: &mut dyn StructureMut,
    ) -> Result<(), Failure> {
        bindings::decode(&CODEC, response, output)
    }

    fn events(&self) -> Option<EventProtocol<'_>> {
        Some(EventProtocol { codec: &CODEC, initial: InitialMessages::InHttp })
    }

    fn decode_error(
        &self,
        operation: &'static OperationSchema,
        response: &Response,
        named: Option<&str>,
        error: &mut dyn OperationError,
    ) -> ErrorResponse {
        service_error::decode(&CODEC, operation, response, named, error)
    }
}
