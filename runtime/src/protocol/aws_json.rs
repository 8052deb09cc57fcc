//! The protocols [awsJson1_0](https://smithy.io/2.0/aws/protocols/aws-json-1_0-protocol.html) and
//! [awsJson1_1](https://smithy.io/2.0/aws/protocols/aws-json-1_1-protocol.html): JSON bodies, and the operation in a header.

use super::{
    CallContext, EventProtocol, InitialMessages, Protocol, QUERY_MODE, QUERY_MODE_ON, service_error,
};
use crate::bindings;
use crate::codec::json::{Dialect, Json};
use crate::error::{ErrorResponse, Failure, FailureKind};
use crate::message::{Request, Response};
use crate::operation::{OperationError, OperationSchema};
use crate::value::{Structure, StructureMut};
use http::{HeaderName, HeaderValue};

/// The protocols `aws.protocols#awsJson1_0` and `aws.protocols#awsJson1_1`, which differ in the media type.
#[derive(Clone, Copy, Debug)]
pub struct AwsJson {
    codec: Json,
    service: &'static str,
    query_compatible: bool,
}

const TARGET: HeaderName = HeaderName::from_static("x-amz-target");

impl AwsJson {
    /// Creates the protocol `awsJson1_0` for the service whose shape has this name.
    #[must_use]
    pub const fn version_1_0(service: &'static str) -> Self {
        let codec = Json::new("application/x-amz-json-1.0", Dialect::AwsJson);
        Self { codec, service, query_compatible: false }
    }

    /// Creates the protocol `awsJson1_1` for the service whose shape has this name.
    #[must_use]
    pub const fn version_1_1(service: &'static str) -> Self {
        let codec = Json::new("application/x-amz-json-1.1", Dialect::AwsJson);
        Self { codec, service, query_compatible: false }
    }

    /// Says that the service once used awsQuery and keeps its error codes (`aws.protocols#awsQueryCompatible`).
    #[must_use]
    pub const fn query_compatible(mut self) -> Self {
        self.query_compatible = true;
        self
    }
}

impl Protocol for AwsJson {
    fn encode(
        &self,
        operation: &'static OperationSchema,
        input: &dyn Structure,
        context: CallContext<'_>,
    ) -> Result<Request, Failure> {
        let mut request = bindings::encode_whole(&self.codec, operation, input, context)?;
        let target = HeaderValue::try_from([self.service, ".", operation.name].concat());
        let target = target.map_err(|error| {
            let problem = "the names of service and operation are not legal in a header";
            Failure::new(FailureKind::Configuration, problem).caused_by(error)
        })?;
        request.headers.insert(TARGET, target);
        if self.query_compatible {
            request.headers.insert(QUERY_MODE, QUERY_MODE_ON);
        }
        Ok(request)
    }

    fn decode(
        &self,
        _: &'static OperationSchema,
        response: Response,
        output: &mut dyn StructureMut,
    ) -> Result<(), Failure> {
        bindings::decode(&self.codec, response, output)
    }

    fn events(&self) -> Option<EventProtocol<'_>> {
        const CODEC: Json = Json::new("application/json", Dialect::AwsJson);
        Some(EventProtocol { codec: &CODEC, initial: InitialMessages::AsEvents })
    }

    fn decode_error(
        &self,
        operation: &'static OperationSchema,
        response: &Response,
        named: Option<&str>,
        error: &mut dyn OperationError,
    ) -> ErrorResponse {
        let mut answer = service_error::decode(&self.codec, operation, response, named, error);
        if self.query_compatible {
            service_error::take_query_error(&mut answer, &response.headers);
        }
        answer
    }
}
