//! The protocols [awsQuery](https://smithy.io/2.0/aws/protocols/aws-query-protocol.html) and
//! [ec2Query](https://smithy.io/2.0/aws/protocols/aws-ec2-query-protocol.html): forms that call an operation, answered by XML.

use super::rest_xml::ERRORS;
use super::{CallContext, Protocol, service_error};
use crate::bindings;
use crate::codec::query::{Dialect, Query};
use crate::error::{ErrorResponse, Failure};
use crate::message::{Request, Response};
use crate::operation::{OperationError, OperationSchema};
use crate::value::{Structure, StructureMut};

/// The protocols `aws.protocols#awsQuery` and `aws.protocols#ec2Query`, which differ in names, in lists and in where a response has the output.
#[derive(Clone, Copy, Debug)]
pub struct AwsQuery {
    dialect: Dialect,
    version: &'static str,
}

impl AwsQuery {
    /// Creates the protocol `awsQuery` for this version of a service's API.
    #[must_use]
    pub const fn new(version: &'static str) -> Self {
        Self { dialect: Dialect::AwsQuery, version }
    }

    /// Creates the protocol `ec2Query` for this version of a service's API.
    #[must_use]
    pub const fn ec2(version: &'static str) -> Self {
        Self { dialect: Dialect::Ec2Query, version }
    }

    fn codec(&self, operation: &'static OperationSchema) -> Query {
        Query::new(self.dialect, operation.name, self.version)
    }
}

impl Protocol for AwsQuery {
    fn takes_forms_in_query(&self) -> bool {
        true
    }

    fn encode(
        &self,
        operation: &'static OperationSchema,
        input: &dyn Structure,
        context: CallContext<'_>,
    ) -> Result<Request, Failure> {
        bindings::encode_whole(&self.codec(operation), operation, input, context)
    }

    fn decode(
        &self,
        operation: &'static OperationSchema,
        response: Response,
        output: &mut dyn StructureMut,
    ) -> Result<(), Failure> {
        bindings::decode(&self.codec(operation), response, output)
    }

    fn decode_error(
        &self,
        operation: &'static OperationSchema,
        response: &Response,
        _: Option<&str>,
        error: &mut dyn OperationError,
    ) -> ErrorResponse {
        service_error::decode_named(&ERRORS, None, operation, response, error)
    }
}
