//! The protocols a service may speak, and what some of them add.

use super::{Fields, TraitValue, ValueReader};
use crate::diagnostics::Diagnostic;

/// The versions of HTTP that a service speaks, by their ALPN names, the best first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HttpVersions {
    /// For ordinary calls; empty if the model does not say.
    pub http: Vec<String>,
    /// For calls with event streams; as `http` if the model does not say.
    pub event_stream_http: Vec<String>,
}

impl HttpVersions {
    fn read(fields: Fields<'_>) -> Result<Self, Diagnostic> {
        let versions = |name| fields.optional(name, |value| value.list(ValueReader::some_text));
        let http = versions("http")?.unwrap_or_default();
        Ok(Self { event_stream_http: versions("eventStreamHttp")?.unwrap_or_else(|| http.clone()), http })
    }
}

/// Defines protocols about which a model says nothing but the versions of HTTP.
macro_rules! http_protocols {
    ($($(#[$documentation:meta])* $name:ident = $id:literal;)*) => {$(
        $(#[$documentation])*
        #[derive(Clone, Debug, PartialEq, Eq)]
        pub struct $name(pub HttpVersions);

        impl TraitValue for $name {
            const ID: &'static str = $id;

            fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
                HttpVersions::read(value.fields(&["http", "eventStreamHttp"])?).map(Self)
            }
        }
    )*};
}

http_protocols! {
    /// JSON bodies, everything else by HTTP bindings.
    RestJson1 = "aws.protocols#restJson1";
    /// JSON bodies, the operation in a header.
    AwsJson1_0 = "aws.protocols#awsJson1_0";
    /// JSON bodies, the operation in a header, the media type 1.1.
    AwsJson1_1 = "aws.protocols#awsJson1_1";
    /// CBOR bodies, the operation in the path.
    RpcV2Cbor = "smithy.protocols#rpcv2Cbor";
    /// JSON bodies, the operation in the path.
    RpcV2Json = "smithy.protocols#rpcv2Json";
}

/// XML bodies, everything else by HTTP bindings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestXml {
    /// The versions of HTTP.
    pub versions: HttpVersions,
    /// Whether errors come without an element around them.
    pub no_error_wrapping: bool,
}

impl TraitValue for RestXml {
    const ID: &'static str = "aws.protocols#restXml";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        let fields = value.fields(&["http", "eventStreamHttp", "noErrorWrapping"])?;
        Ok(Self { versions: HttpVersions::read(fields)?, no_error_wrapping: fields.flag("noErrorWrapping")? })
    }
}

annotations! {
    /// Forms in the request, XML in the response.
    AwsQuery = "aws.protocols#awsQuery";
    /// Forms in the request, XML in the response, as EC2 has it.
    Ec2Query = "aws.protocols#ec2Query";
    /// A service that spoke awsQuery before and keeps its error codes.
    AwsQueryCompatible = "aws.protocols#awsQueryCompatible";
}

texts! {
    /// The name of a member in ec2Query requests.
    Ec2QueryName = "aws.protocols#ec2QueryName" by some_text;
}

/// An error's code and status in awsQuery.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AwsQueryError {
    /// The code.
    pub code: String,
    /// The status.
    pub http_response_code: u16,
}

impl TraitValue for AwsQueryError {
    const ID: &'static str = "aws.protocols#awsQueryError";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        let fields = value.fields(&["code", "httpResponseCode"])?;
        Ok(Self {
            code: fields.required("code", ValueReader::some_text)?,
            http_response_code: fields.required("httpResponseCode", |value| {
                u16::try_from(value.integer(100, 599)?).map_err(|_| value.expected("an HTTP status"))
            })?,
        })
    }
}
