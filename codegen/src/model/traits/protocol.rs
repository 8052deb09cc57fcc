//! The protocols of a service, and the settings of some of them.

use super::{Fields, SimpleRestJson, TraitValue, ValueReader};
use crate::diagnostics::Diagnostic;

/// The protocols with HTTP bindings, besides that of sockets.
pub(crate) const REST_PROTOCOLS: [&str; 3] = [RestJson1::ID, RestXml::ID, SimpleRestJson::ID];

/// The protocols with XML in requests or responses.
pub(crate) const XML_PROTOCOLS: [&str; 3] = [AwsQuery::ID, Ec2Query::ID, RestXml::ID];

/// Checks the HTTP versions that a service supports, which no client has to know: lists of ALPN names, for ordinary calls and for those with event streams.
fn check_versions(fields: Fields<'_>) -> Result<(), Diagnostic> {
    for name in ["http", "eventStreamHttp"] {
        fields.optional(name, |value| value.list(ValueReader::some_text))?;
    }
    Ok(())
}

/// Defines protocols whose only settings are the HTTP versions.
macro_rules! http_protocols {
    ($($(#[$documentation:meta])* $name:ident = $id:literal;)*) => {$(
        $(#[$documentation])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub struct $name;

        impl TraitValue for $name {
            const ID: &'static str = $id;

            fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
                check_versions(value.fields(&["http", "eventStreamHttp"])?).map(|()| Self)
            }
        }
    )*};
}

http_protocols! {
    /// JSON bodies; everything else follows the HTTP bindings.
    RestJson1 = "aws.protocols#restJson1";
    /// JSON bodies; the operation is named in a header.
    AwsJson1_0 = "aws.protocols#awsJson1_0";
    /// JSON bodies; the operation is named in a header. The version of the media type is 1.1.
    AwsJson1_1 = "aws.protocols#awsJson1_1";
    /// CBOR bodies; the operation is named in the path.
    RpcV2Cbor = "smithy.protocols#rpcv2Cbor";
    /// JSON bodies; the operation is named in the path.
    RpcV2Json = "smithy.protocols#rpcv2Json";
}

/// XML bodies; everything else follows the HTTP bindings.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RestXml;

impl TraitValue for RestXml {
    const ID: &'static str = "aws.protocols#restXml";

    fn read(value: ValueReader<'_>) -> Result<Self, Diagnostic> {
        let fields = value.fields(&["http", "eventStreamHttp", "noErrorWrapping"])?;
        check_versions(fields)?;
        // Errors are found in either form.
        fields.flag("noErrorWrapping").map(|_| Self)
    }
}

annotations! {
    /// Forms in requests, XML in responses.
    AwsQuery = "aws.protocols#awsQuery";
    /// Forms in requests, XML in responses, in EC2's variant.
    Ec2Query = "aws.protocols#ec2Query";
    /// A service that used awsQuery before and keeps its error codes.
    AwsQueryCompatible = "aws.protocols#awsQueryCompatible";
}

texts! {
    /// The name of a member in ec2Query requests.
    Ec2QueryName = "aws.protocols#ec2QueryName" by plain_name;
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
