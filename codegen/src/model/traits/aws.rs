//! Facts about AWS services.

use super::{TraitValue, ValueReader};
use crate::diagnostics::Diagnostic;
use crate::model::ShapeId;

/// The names of an AWS service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwsService {
    /// The service's name in SDKs, which may have spaces.
    pub sdk_id: String,
    /// The first label of the service's host.
    pub endpoint_prefix: Option<String>,
}

impl TraitValue for AwsService {
    const ID: &'static str = "aws.api#service";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        let fields = value.fields(&[
            "sdkId",
            "arnNamespace",
            // Two names that some published models carry although the trait no longer has them.
            "awsProductName",
            "serviceName",
            "cloudFormationName",
            "cloudTrailEventSource",
            "cloudWatchNamespace",
            "docId",
            "endpointPrefix",
        ])?;
        let sdk_id = fields.required("sdkId", ValueReader::some_text)?;
        // Clients have no use for the names in resource names and in links to documentation.
        fields.text("arnNamespace")?;
        let endpoint_prefix = fields.text("endpointPrefix")?;
        fields.text("docId")?;
        Ok(Self { sdk_id, endpoint_prefix })
    }
}

/// An operation that may have an endpoint for each account, which another operation of the service returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientDiscoveredEndpoint {
    /// Whether the operation can only be called there.
    pub required: bool,
}

impl TraitValue for ClientDiscoveredEndpoint {
    const ID: &'static str = "aws.api#clientDiscoveredEndpoint";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        let fields = value.fields(&["required"])?;
        Ok(Self { required: fields.flag("required")? })
    }
}

/// The operation by which a service tells the endpoints that it gives to each account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientEndpointDiscovery {
    /// The operation.
    pub operation: ShapeId,
    /// The error of an endpoint that is no longer valid.
    pub error: Option<ShapeId>,
}

impl TraitValue for ClientEndpointDiscovery {
    const ID: &'static str = "aws.api#clientEndpointDiscovery";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        let fields = value.fields(&["operation", "error"])?;
        Ok(Self {
            operation: fields.required("operation", ValueReader::shape_id)?,
            error: fields.optional("error", ValueReader::shape_id)?,
        })
    }
}

/// The checksums of an operation's request and response bodies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpChecksum {
    /// The input member that chooses the algorithm.
    pub request_algorithm_member: Option<String>,
    /// Whether the request must have one.
    pub request_checksum_required: bool,
    /// The input member that turns on the checking of responses.
    pub request_validation_mode_member: Option<String>,
    /// The algorithms to look for in a response.
    pub response_algorithms: Vec<String>,
}

impl TraitValue for HttpChecksum {
    const ID: &'static str = "aws.protocols#httpChecksum";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        let fields = value.fields(&[
            "requestAlgorithmMember",
            "requestChecksumRequired",
            "requestValidationModeMember",
            "responseAlgorithms",
        ])?;
        Ok(Self {
            request_algorithm_member: fields.text("requestAlgorithmMember")?,
            request_checksum_required: fields.flag("requestChecksumRequired")?,
            request_validation_mode_member: fields.text("requestValidationModeMember")?,
            response_algorithms: fields
                .optional("responseAlgorithms", |value| value.list(ValueReader::some_text))?
                .unwrap_or_default(),
        })
    }
}

annotations! {
    /// An operation whose XML has no element around the output.
    S3UnwrappedXmlOutput = "aws.customizations#s3UnwrappedXmlOutput";
}
