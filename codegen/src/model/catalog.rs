//! Every trait of Smithy's prelude, of the AWS trait models and of Smithwright, and what becomes of it.
//!
//! A trait that is neither here nor defined by the model itself is reported, never passed over in silence.

use super::traits::{self, TraitValue};
use super::{AppliedTrait, ShapeId};
use crate::diagnostics::Diagnostic;

/// Checks the value of an applied trait; what is odd but no error goes to the function.
pub type Check = fn(&AppliedTrait, &ShapeId, &mut dyn FnMut(Diagnostic)) -> Result<(), Diagnostic>;

/// What becomes of a trait.
#[derive(Clone, Copy, Debug)]
pub enum Treatment {
    /// It has a type in [`traits`], and every value of it is checked when a model is read.
    Used(Check),
    /// It changes nothing, for the reason given; but every value of it is checked when a model is read.
    Checked(Check, &'static str),
    /// It is at hand as JSON, for the reason given.
    Kept(&'static str),
    /// It changes nothing, for the reason given.
    Ignored(&'static str),
}

/// A trait and what becomes of it.
#[derive(Clone, Copy, Debug)]
pub struct Entry {
    /// The trait's absolute id.
    pub id: &'static str,
    /// What becomes of it.
    pub treatment: Treatment,
}

/// The entry of a trait, if it is known.
pub fn find(id: &str) -> Option<&'static Entry> {
    let at = CATALOG.binary_search_by(|entry| entry.id.cmp(id)).ok()?;
    CATALOG.get(at)
}

const fn used<T: TraitValue>() -> Entry {
    Entry { id: T::ID, treatment: Treatment::Used(check::<T>) }
}

const fn checked<T: TraitValue>(reason: &'static str) -> Entry {
    Entry { id: T::ID, treatment: Treatment::Checked(check::<T>, reason) }
}

const fn kept(id: &'static str, reason: &'static str) -> Entry {
    Entry { id, treatment: Treatment::Kept(reason) }
}

const fn ignored(id: &'static str, reason: &'static str) -> Entry {
    Entry { id, treatment: Treatment::Ignored(reason) }
}

fn check<T: TraitValue>(
    applied: &AppliedTrait,
    subject: &ShapeId,
    warn: &mut dyn FnMut(Diagnostic),
) -> Result<(), Diagnostic> {
    traits::read_value::<T>(applied, subject, warn).map(|_| ())
}

/// The known traits in the order of their ids.
pub const CATALOG: &[Entry] = &[
    ignored("aws.api#arn", "describes resource names; a caller passes them as they are"),
    ignored("aws.api#arnReference", "describes resource names; a caller passes them as they are"),
    ignored(
        "aws.api#awsChunked",
        "bodies that need it, streams with a checksum, are sent so by `httpChecksum`",
    ),
    used::<traits::ClientDiscoveredEndpoint>(),
    ignored("aws.api#clientEndpointDiscovery", "endpoints come from rules or from the caller"),
    ignored("aws.api#clientEndpointDiscoveryId", "endpoints come from rules or from the caller"),
    ignored("aws.api#controlPlane", "classifies operations for reports"),
    ignored("aws.api#data", "classifies data for reports; what must not be shown is marked sensitive"),
    ignored("aws.api#dataPlane", "classifies operations for reports"),
    used::<traits::AwsService>(),
    ignored("aws.api#tagEnabled", "says that resources have tags; the tagging operations are ordinary ones"),
    ignored("aws.api#taggable", "says that resources have tags; the tagging operations are ordinary ones"),
    ignored("aws.apigateway#apiKeyRequired", "configures API Gateway in front of a server"),
    ignored("aws.apigateway#apiKeySource", "configures API Gateway in front of a server"),
    ignored("aws.apigateway#apiTlsPolicy", "configures API Gateway in front of a server"),
    ignored("aws.apigateway#authorizer", "configures API Gateway in front of a server"),
    ignored("aws.apigateway#authorizers", "configures API Gateway in front of a server"),
    ignored("aws.apigateway#endpointConfiguration", "configures API Gateway in front of a server"),
    ignored("aws.apigateway#gatewayResponses", "configures API Gateway in front of a server"),
    ignored("aws.apigateway#integration", "configures API Gateway in front of a server"),
    ignored("aws.apigateway#minimumCompressionSize", "configures API Gateway in front of a server"),
    ignored("aws.apigateway#mockIntegration", "configures API Gateway in front of a server"),
    ignored("aws.apigateway#requestValidator", "configures API Gateway in front of a server"),
    ignored("aws.apigateway#resourcePolicy", "configures API Gateway in front of a server"),
    ignored(
        "aws.auth#cognitoUserPools",
        "configures API Gateway; a caller sends the token as a header of its own",
    ),
    ignored(
        "aws.auth#cognitoUserPoolsScopes",
        "configures API Gateway; a caller sends the token as a header of its own",
    ),
    used::<traits::SigV4>(),
    used::<traits::SigV4A>(),
    used::<traits::UnsignedPayload>(),
    ignored("aws.cloudformation#cfnAdditionalIdentifier", "for CloudFormation schemas"),
    ignored("aws.cloudformation#cfnDefaultValue", "for CloudFormation schemas"),
    ignored("aws.cloudformation#cfnExcludeProperty", "for CloudFormation schemas"),
    ignored("aws.cloudformation#cfnMutability", "for CloudFormation schemas"),
    ignored("aws.cloudformation#cfnName", "for CloudFormation schemas"),
    ignored("aws.cloudformation#cfnResource", "for CloudFormation schemas"),
    used::<traits::S3UnwrappedXmlOutput>(),
    kept("aws.endpoints#dualStackOnlyEndpoints", "read where a model has no endpoint rules"),
    ignored(
        "aws.endpoints#endpointsModifier",
        "marks traits about endpoints, which the endpoint rules say in full",
    ),
    ignored("aws.endpoints#rulesBasedEndpoints", "the presence of endpoint rules says it"),
    ignored("aws.endpoints#standardPartitionalEndpoints", "the endpoint rules of the model say it in full"),
    kept("aws.endpoints#standardRegionalEndpoints", "read where a model has no endpoint rules"),
    ignored("aws.iam#actionName", "describes permissions, which the service checks"),
    ignored("aws.iam#actionPermissionDescription", "describes permissions, which the service checks"),
    ignored("aws.iam#conditionKeyValue", "describes permissions, which the service checks"),
    ignored("aws.iam#conditionKeys", "describes permissions, which the service checks"),
    ignored("aws.iam#defineConditionKeys", "describes permissions, which the service checks"),
    ignored("aws.iam#disableConditionKeyInference", "describes permissions, which the service checks"),
    ignored("aws.iam#iamAction", "describes permissions, which the service checks"),
    ignored("aws.iam#iamResource", "describes permissions, which the service checks"),
    ignored("aws.iam#requiredActions", "describes permissions, which the service checks"),
    ignored("aws.iam#serviceResolvedConditionKeys", "describes permissions, which the service checks"),
    ignored("aws.iam#supportedPrincipalTypes", "describes permissions, which the service checks"),
    used::<traits::AwsJson1_0>(),
    used::<traits::AwsJson1_1>(),
    used::<traits::AwsQuery>(),
    used::<traits::AwsQueryCompatible>(),
    used::<traits::AwsQueryError>(),
    used::<traits::Ec2Query>(),
    used::<traits::Ec2QueryName>(),
    used::<traits::HttpChecksum>(),
    used::<traits::RestJson1>(),
    used::<traits::RestXml>(),
    used::<traits::BodyHashHeader>(),
    used::<traits::ConstantHeaders>(),
    used::<traits::EndpointLabel>(),
    used::<traits::EndpointUrl>(),
    used::<traits::LabelFallback>(),
    used::<traits::LabelLastSegment>(),
    used::<traits::LiteralPaths>(),
    used::<traits::ReservedPrefix>(),
    used::<traits::Sha256TreeHash>(),
    used::<traits::WebSocketMessages>(),
    used::<traits::PresignedWebSocket>(),
    checked::<traits::AddedDefault>("says when a default came; the default is what counts"),
    used::<traits::Auth>(),
    kept("smithy.api#authDefinition", "marks a trait as an authentication scheme"),
    kept("smithy.api#box", "read where Smithy 1.0 models get the defaults of 2.0"),
    used::<traits::ClientOptional>(),
    ignored("smithy.api#cors", "browsers enforce it, from what the server answers"),
    used::<traits::Default>(),
    used::<traits::Deprecated>(),
    used::<traits::Documentation>(),
    used::<traits::Endpoint>(),
    kept("smithy.api#enum", "read where strings of Smithy 1.0 become enums"),
    used::<traits::EnumValue>(),
    used::<traits::Error>(),
    used::<traits::EventHeader>(),
    used::<traits::EventPayload>(),
    kept("smithy.api#examples", "its values of arguments are those of generated examples"),
    used::<traits::ExternalDocumentation>(),
    used::<traits::HostLabel>(),
    used::<traits::Http>(),
    used::<traits::HttpApiKeyAuth>(),
    used::<traits::HttpBasicAuth>(),
    used::<traits::HttpBearerAuth>(),
    used::<traits::HttpChecksumRequired>(),
    used::<traits::HttpDigestAuth>(),
    used::<traits::HttpError>(),
    used::<traits::HttpHeader>(),
    used::<traits::HttpLabel>(),
    used::<traits::HttpPayload>(),
    used::<traits::HttpPrefixHeaders>(),
    used::<traits::HttpQuery>(),
    used::<traits::HttpQueryParams>(),
    used::<traits::HttpResponseCode>(),
    ignored(
        "smithy.api#idRef",
        "only trait values hold shape ids; those that are used are checked one by one",
    ),
    used::<traits::IdempotencyToken>(),
    checked::<traits::Idempotent>(
        "whether a call is tried again depends on how it failed, and tokens keep it from being carried out twice",
    ),
    used::<traits::Input>(),
    ignored("smithy.api#internal", "says who may see a shape, not how to call it"),
    used::<traits::JsonName>(),
    used::<traits::Length>(),
    checked::<traits::LongPoll>("a caller that waits long sets `attempt_timeout` for it"),
    used::<traits::MediaType>(),
    ignored("smithy.api#metadata", "describes model metadata, of which no code is made"),
    kept("smithy.api#mixin", "read where mixins become part of the shapes that use them"),
    ignored(
        "smithy.api#nestedProperties",
        "relates operations to resource properties, of which no code is made",
    ),
    ignored(
        "smithy.api#noReplace",
        "says what a resource lifecycle leaves out; the operations are generated as they are",
    ),
    ignored("smithy.api#notProperty", "relates operations to resource properties, of which no code is made"),
    used::<traits::OptionalAuth>(),
    used::<traits::Output>(),
    used::<traits::Paginated>(),
    used::<traits::Pattern>(),
    ignored("smithy.api#private", "limits which namespaces may name a shape; the code for it is the same"),
    ignored("smithy.api#property", "relates operations to resource properties, of which no code is made"),
    kept("smithy.api#protocolDefinition", "marks a trait as a protocol"),
    used::<traits::Range>(),
    checked::<traits::Readonly>("calls are made again by what they were answered with"),
    used::<traits::Recommended>(),
    ignored("smithy.api#references", "links members to resources, of which no code is made"),
    used::<traits::RequestCompression>(),
    used::<traits::Required>(),
    checked::<traits::RequiresLength>("a stream of unknown length is for the service to refuse"),
    ignored(
        "smithy.api#resourceIdentifier",
        "relates members to resource identifiers, of which no code is made",
    ),
    used::<traits::Retryable>(),
    used::<traits::Sensitive>(),
    used::<traits::Since>(),
    used::<traits::Sparse>(),
    used::<traits::Streaming>(),
    ignored("smithy.api#suppress", "silences validators of Smithy that are not run here"),
    used::<traits::Tags>(),
    used::<traits::TimestampFormat>(),
    used::<traits::Title>(),
    kept("smithy.api#trait", "makes a shape a trait, so that its use is not reported as unknown"),
    ignored("smithy.api#traitValidators", "checks uses of custom traits, which are passed over"),
    checked::<traits::UniqueItems>("lists stay lists, and the service refuses what is there twice"),
    ignored("smithy.api#unitType", "marks the one unit type, which is known by its id"),
    ignored("smithy.api#unordered", "the order in which a list comes is kept, whatever it means"),
    used::<traits::Unstable>(),
    used::<traits::XmlAttribute>(),
    used::<traits::XmlFlattened>(),
    used::<traits::XmlName>(),
    used::<traits::XmlNamespace>(),
    ignored("smithy.contracts#conditions", "conditions between members that the service checks"),
    ignored("smithy.mqtt#mqttJson", "MQTT is not spoken"),
    ignored("smithy.mqtt#publish", "MQTT is not spoken"),
    ignored("smithy.mqtt#subscribe", "MQTT is not spoken"),
    ignored("smithy.mqtt#topicLabel", "MQTT is not spoken"),
    ignored("smithy.openapi#specificationExtension", "for conversion to OpenAPI"),
    used::<traits::RpcV2Cbor>(),
    used::<traits::RpcV2Json>(),
    used::<traits::ClientContextParams>(),
    used::<traits::ContextParam>(),
    kept("smithy.rules#endpointBdd", "endpoint rules as a decision diagram"),
    kept("smithy.rules#endpointRuleSet", "endpoint rules as a tree"),
    kept("smithy.rules#endpointTests", "cases that endpoint rules must pass"),
    used::<traits::OperationContextParams>(),
    used::<traits::StaticContextParams>(),
    kept("smithy.test#eventStreamTests", "event streams of the conformance suites"),
    ignored("smithy.test#httpMalformedRequestTests", "tests servers"),
    kept("smithy.test#httpRequestTests", "requests of the conformance suites"),
    kept("smithy.test#httpResponseTests", "responses of the conformance suites"),
    ignored("smithy.test#smokeTests", "calls the live service, which tests here do not"),
    used::<traits::Waitable>(),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_are_sorted_and_unique() {
        assert!(CATALOG.is_sorted_by(|left, right| left.id < right.id));
    }

    #[test]
    fn ids_are_absolute_and_reasons_are_given() {
        for entry in CATALOG {
            assert!(ShapeId::parse(entry.id).is_ok(), "{}", entry.id);
            if let Treatment::Checked(_, reason) | Treatment::Kept(reason) | Treatment::Ignored(reason) =
                entry.treatment
            {
                assert!(reason.len() > 10 && !reason.ends_with('.'), "{}: {reason}", entry.id);
            }
        }
    }

    #[test]
    fn every_entry_is_found() {
        for entry in CATALOG {
            assert_eq!(find(entry.id).map(|found| found.id), Some(entry.id));
        }
        assert!(find("smithy.api#nothing").is_none());
    }
}
