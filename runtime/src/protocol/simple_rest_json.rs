//! The protocol [`alloy#simpleRestJson`](https://github.com/disneystreaming/alloy/blob/main/docs/protocols/SimpleRestJson.md), which services in Scala often
//! speak: JSON bodies under HTTP bindings, without anything of AWS.

use super::{CallContext, Protocol, error_code, service_error};
use crate::bindings;
use crate::codec::json::{Dialect, Json};
use crate::error::{ErrorResponse, Failure};
use crate::message::{Request, Response};
use crate::operation::{OperationError, OperationSchema};
use crate::schema::Schema;
use crate::value::{Structure, StructureMut};
use http::HeaderName;

/// The protocol `alloy#simpleRestJson`.
#[derive(Clone, Copy, Debug)]
pub struct SimpleRestJson;

const CODEC: Json = Json::new("application/json", Dialect::SimpleRest);

/// The header that names an error.
const ERROR_TYPE: HeaderName = HeaderName::from_static("x-error-type");

impl Protocol for SimpleRestJson {
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

    /// Reads an error by the header that names it (some services send that of AWS) or, without one, by the status: if only one of the operation's errors has that,
    /// and the body can be one. The page of a gateway is none.
    fn decode_error(
        &self,
        operation: &'static OperationSchema,
        response: &Response,
        named: Option<&str>,
        error: &mut dyn OperationError,
    ) -> ErrorResponse {
        let in_header = || response.headers.get(ERROR_TYPE).and_then(|name| name.to_str().ok());
        let named = named.or_else(in_header).or_else(|| error_code::in_headers(&response.headers));
        let named = named.filter(|name| !name.is_empty());
        let of_status =
            || error_code::only_error(error.errors(), response.status).filter(|_| may_be_object(response));
        service_error::decode_named(&CODEC, named.or_else(of_status), operation, response, error)
    }
}

fn may_be_object(response: &Response) -> bool {
    let body = response.body.as_bytes().map_or(&[][..], |body| body);
    body.trim_ascii_start().first().is_none_or(|first| *first == b'{')
}
