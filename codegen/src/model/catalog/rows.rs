//! The rows of Smithy's traits, AWS's and our own.

use super::{Entry, checked, ignored, kept, on, used};
use crate::model::traits::{self, TraitValue};

/// The traits, sorted by id.
pub(super) const ROWS: &[Entry] = &[
    ignored("aws.api#arn", on::RESOURCE, "describes resource names; a caller passes them as they are"),
    ignored("aws.api#arnReference", on::STRING, "describes resource names; a caller passes them as they are"),
    ignored(
        "aws.api#awsChunked",
        on::STREAMING_BLOB,
        "bodies that need it, streams with a checksum, are sent so by `httpChecksum`",
    ),
    used::<traits::ClientDiscoveredEndpoint>(on::OPERATION),
    used::<traits::ClientEndpointDiscovery>(on::SERVICE),
    ignored(
        "aws.api#clientEndpointDiscoveryId",
        on::REQUIRED_INPUT_STRING_MEMBER,
        "endpoints come from rules or from the caller",
    ),
    ignored("aws.api#controlPlane", on::SERVICE_RESOURCE_OR_OPERATION, "classifies operations for reports")
        .against(&["aws.api#dataPlane"]),
    ignored(
        "aws.api#data",
        on::ALL_BUT_MAPS,
        "classifies data for reports; what must not be shown is marked sensitive",
    ),
    ignored("aws.api#dataPlane", on::SERVICE_RESOURCE_OR_OPERATION, "classifies operations for reports")
        .against(&["aws.api#controlPlane"]),
    used::<traits::AwsService>(on::SERVICE),
    ignored(
        "aws.api#tagEnabled",
        on::SERVICE,
        "says that resources have tags; the tagging operations are ordinary ones",
    ),
    ignored(
        "aws.api#taggable",
        on::RESOURCE,
        "says that resources have tags; the tagging operations are ordinary ones",
    ),
    ignored("aws.apigateway#apiGatewayConfig", on::SERVICE, "configures API Gateway in front of a server"),
    ignored("aws.apigateway#apiKeyRequired", on::OPERATION, "configures API Gateway in front of a server"),
    ignored("aws.apigateway#apiKeySource", on::SERVICE, "configures API Gateway in front of a server"),
    ignored("aws.apigateway#apiTlsPolicy", on::SERVICE, "configures API Gateway in front of a server"),
    ignored(
        "aws.apigateway#authorizationScopes",
        on::SERVICE_RESOURCE_OR_OPERATION,
        "configures API Gateway in front of a server",
    ),
    ignored(
        "aws.apigateway#authorizer",
        on::SERVICE_RESOURCE_OR_OPERATION,
        "configures API Gateway in front of a server",
    ),
    ignored("aws.apigateway#authorizers", on::SERVICE, "configures API Gateway in front of a server"),
    ignored(
        "aws.apigateway#endpointConfiguration",
        on::SERVICE,
        "configures API Gateway in front of a server",
    ),
    ignored("aws.apigateway#gatewayResponses", on::SERVICE, "configures API Gateway in front of a server"),
    ignored(
        "aws.apigateway#integration",
        on::SERVICE_RESOURCE_OR_OPERATION,
        "configures API Gateway in front of a server",
    )
    .against(&["aws.apigateway#mockIntegration"]),
    ignored(
        "aws.apigateway#minimumCompressionSize",
        on::SERVICE,
        "configures API Gateway in front of a server",
    ),
    ignored(
        "aws.apigateway#mockIntegration",
        on::SERVICE_RESOURCE_OR_OPERATION,
        "configures API Gateway in front of a server",
    )
    .against(&["aws.apigateway#integration"]),
    ignored(
        "aws.apigateway#requestValidator",
        on::SERVICE_OR_OPERATION,
        "configures API Gateway in front of a server",
    ),
    ignored("aws.apigateway#resourcePolicy", on::SERVICE, "configures API Gateway in front of a server"),
    ignored(
        "aws.auth#cognitoUserPools",
        on::SERVICE,
        "configures API Gateway; a caller sends the token as a header of its own",
    ),
    ignored(
        "aws.auth#cognitoUserPoolsScopes",
        on::OPERATION,
        "configures API Gateway; a caller sends the token as a header of its own",
    ),
    used::<traits::SigV4>(on::SERVICE),
    used::<traits::SigV4A>(on::SERVICE_WITH_SIGV4),
    used::<traits::UnsignedPayload>(on::OPERATION),
    ignored("aws.cloudformation#cfnAdditionalIdentifier", on::STRING_MEMBER, "for CloudFormation schemas")
        .against(&["aws.cloudformation#cfnExcludeProperty"]),
    ignored("aws.cloudformation#cfnDefaultValue", on::INPUT_OR_OUTPUT_MEMBER, "for CloudFormation schemas")
        .against(&["aws.cloudformation#cfnExcludeProperty"]),
    ignored("aws.cloudformation#cfnExcludeProperty", on::STRUCTURE_MEMBER, "for CloudFormation schemas")
        .against(&[
            "aws.cloudformation#cfnAdditionalIdentifier",
            "aws.cloudformation#cfnDefaultValue",
            "aws.cloudformation#cfnMutability",
        ]),
    ignored("aws.cloudformation#cfnMutability", on::STRUCTURE_MEMBER, "for CloudFormation schemas")
        .against(&["aws.cloudformation#cfnExcludeProperty"]),
    ignored("aws.cloudformation#cfnName", on::STRUCTURE_MEMBER, "for CloudFormation schemas"),
    ignored("aws.cloudformation#cfnResource", on::RESOURCE, "for CloudFormation schemas"),
    used::<traits::S3UnwrappedXmlOutput>(on::OPERATION),
    kept("aws.endpoints#dualStackOnlyEndpoints", on::SERVICE, "read where a model has no endpoint rules"),
    ignored(
        "aws.endpoints#endpointsModifier",
        on::TRAIT_STRUCTURE,
        "marks traits about endpoints, which the endpoint rules say in full",
    ),
    ignored("aws.endpoints#rulesBasedEndpoints", on::SERVICE, "the presence of endpoint rules says it"),
    ignored(
        "aws.endpoints#standardPartitionalEndpoints",
        on::SERVICE,
        "the endpoint rules of the model say it in full",
    )
    .against(&["aws.endpoints#standardRegionalEndpoints"]),
    kept("aws.endpoints#standardRegionalEndpoints", on::SERVICE, "read where a model has no endpoint rules")
        .against(&["aws.endpoints#standardPartitionalEndpoints"]),
    ignored("aws.iam#actionName", on::OPERATION, "describes permissions, which the service checks"),
    ignored(
        "aws.iam#actionPermissionDescription",
        on::OPERATION,
        "describes permissions, which the service checks",
    ),
    ignored("aws.iam#conditionKeyValue", on::MEMBER, "describes permissions, which the service checks"),
    ignored(
        "aws.iam#conditionKeys",
        on::RESOURCE_OR_OPERATION,
        "describes permissions, which the service checks",
    ),
    ignored("aws.iam#defineConditionKeys", on::SERVICE, "describes permissions, which the service checks"),
    ignored(
        "aws.iam#disableConditionKeyInference",
        on::SERVICE_OR_RESOURCE,
        "describes permissions, which the service checks",
    ),
    ignored("aws.iam#iamAction", on::OPERATION, "describes permissions, which the service checks"),
    ignored("aws.iam#iamResource", on::RESOURCE, "describes permissions, which the service checks"),
    ignored("aws.iam#requiredActions", on::OPERATION, "describes permissions, which the service checks"),
    ignored(
        "aws.iam#serviceResolvedConditionKeys",
        on::SERVICE,
        "describes permissions, which the service checks",
    ),
    ignored(
        "aws.iam#supportedPrincipalTypes",
        on::SERVICE_OR_OPERATION,
        "describes permissions, which the service checks",
    ),
    used::<traits::AwsJson1_0>(on::SERVICE),
    used::<traits::AwsJson1_1>(on::SERVICE),
    used::<traits::AwsQuery>(on::SERVICE_WITH_XML_NAMESPACE),
    used::<traits::AwsQueryCompatible>(on::SERVICE_OF_QUERY_ERRORS),
    used::<traits::AwsQueryError>(on::ERROR),
    used::<traits::Ec2Query>(on::SERVICE_WITH_XML_NAMESPACE),
    used::<traits::Ec2QueryName>(on::STRUCTURE_MEMBER),
    used::<traits::HttpChecksum>(on::OPERATION),
    used::<traits::RestJson1>(on::SERVICE),
    used::<traits::RestXml>(on::SERVICE),
    used::<traits::BodyHashHeader>(on::SERVICE),
    used::<traits::ConstantHeaders>(on::SERVICE_OR_OPERATION),
    used::<traits::EndpointLabel>(on::STRING_OR_LABEL_MEMBER),
    used::<traits::EndpointUrl>(on::INPUT_STRING_MEMBER),
    used::<traits::ErrorsByStatus>(on::SERVICE),
    used::<traits::LabelFallback>(on::LABEL_STRING_MEMBER),
    used::<traits::LabelLastSegment>(on::STRING_OR_LABEL_MEMBER),
    used::<traits::LiteralPaths>(on::SERVICE),
    used::<traits::Md5Of>(on::HEADER_STRING_MEMBER),
    used::<traits::MorePages>(on::PAGINATED_OPERATION),
    used::<traits::PresignedGet>(on::OPERATION),
    used::<traits::ReservedPrefix>(on::ANY_STRING),
    used::<traits::Sha256TreeHash>(on::OPERATION),
    used::<traits::StartsSession>(on::OPERATION),
    used::<traits::WebSocketMessages>(on::OPERATION),
    used::<traits::PresignedWebSocket>(on::SERVICE),
    checked::<traits::AddedDefault>(
        on::DEFAULT_MEMBER,
        "says when a default came; the default is what counts",
    ),
    used::<traits::Auth>(on::SERVICE_OR_OPERATION),
    kept("smithy.api#authDefinition", on::TRAIT_STRUCTURE, "marks a trait as an authentication scheme"),
    kept("smithy.api#box", on::ANY_UNBOXED, "read where Smithy 1.0 models get the defaults of 2.0"),
    used::<traits::ClientOptional>(on::STRUCTURE_MEMBER),
    ignored("smithy.api#cors", on::SERVICE, "browsers enforce it, from what the server answers"),
    used::<traits::Default>(on::DEFAULTING_SHAPE_OR_MEMBER),
    used::<traits::Deprecated>(on::ANYTHING),
    used::<traits::Documentation>(on::ANYTHING),
    used::<traits::Endpoint>(on::OPERATION),
    kept("smithy.api#enum", on::PLAIN_STRING, "read where strings of Smithy 1.0 become enums"),
    used::<traits::EnumValue>(on::ENUM_MEMBER),
    used::<traits::Error>(on::STRUCTURE).against(&[
        "smithy.api#trait",
        traits::Input::ID,
        traits::Output::ID,
    ]),
    used::<traits::EventHeader>(on::EVENT_HEADER_MEMBER)
        .useful(on::EVENT_MEMBER)
        .against(&[traits::EventPayload::ID]),
    used::<traits::EventPayload>(on::EVENT_PAYLOAD_MEMBER)
        .useful(on::EVENT_MEMBER)
        .against(&[traits::EventHeader::ID])
        .once(),
    used::<traits::Examples>(on::OPERATION),
    used::<traits::ExternalDocumentation>(on::ANYTHING),
    used::<traits::HostLabel>(on::REQUIRED_STRING_MEMBER).useful(on::INPUT_MEMBER),
    used::<traits::Http>(on::OPERATION),
    used::<traits::HttpApiKeyAuth>(on::SERVICE),
    used::<traits::HttpBasicAuth>(on::SERVICE),
    used::<traits::HttpBearerAuth>(on::SERVICE),
    used::<traits::HttpChecksumRequired>(on::OPERATION),
    used::<traits::HttpDigestAuth>(on::SERVICE),
    used::<traits::HttpError>(on::ERROR),
    used::<traits::HttpHeader>(on::TEXTUAL_OR_LIST_MEMBER)
        .useful(on::MESSAGE_MEMBER)
        .against(&traits::HTTP_BINDINGS),
    used::<traits::HttpLabel>(on::TEXTUAL_MEMBER).useful(on::INPUT_MEMBER).against(&traits::HTTP_BINDINGS),
    used::<traits::HttpPayload>(on::STRUCTURE_MEMBER)
        .useful(on::MESSAGE_MEMBER)
        .against(&traits::HTTP_BINDINGS)
        .once(),
    used::<traits::HttpPrefixHeaders>(on::STRING_MAP_MEMBER)
        .useful(on::MESSAGE_MEMBER)
        .against(&traits::HTTP_BINDINGS)
        .once(),
    used::<traits::HttpQuery>(on::TEXTUAL_OR_LIST_MEMBER)
        .useful(on::INPUT_MEMBER)
        .against(&traits::HTTP_BINDINGS),
    used::<traits::HttpQueryParams>(on::QUERY_MAP_MEMBER)
        .useful(on::INPUT_MEMBER)
        .against(&traits::HTTP_BINDINGS)
        .once(),
    used::<traits::HttpResponseCode>(on::STATUS_MEMBER)
        .useful(on::OUTPUT_OR_ERROR_MEMBER)
        .against(&traits::HTTP_BINDINGS)
        .once(),
    ignored(
        "smithy.api#idRef",
        on::ANY_STRING,
        "only trait values hold shape ids, and those are checked with their traits",
    ),
    used::<traits::IdempotencyToken>(on::STRING_MEMBER).useful(on::INPUT_MEMBER).once(),
    checked::<traits::Idempotent>(
        on::OPERATION,
        "how a call failed decides whether it is made again, and tokens keep it from being done twice",
    )
    .against(&[traits::Readonly::ID]),
    checked::<traits::Input>(
        on::STRUCTURE,
        "the input of every operation is a type of its own and lenient with defaults",
    )
    .against(&[traits::Error::ID, traits::Output::ID]),
    used::<traits::Internal>(on::ANYTHING),
    used::<traits::JsonName>(on::STRUCTURE_OR_UNION_MEMBER).against(&["alloy#jsonUnknown"]),
    used::<traits::Length>(on::ANY_LENGTH),
    checked::<traits::LongPoll>(on::OPERATION, "a caller that waits long sets `attempt_timeout` for it"),
    used::<traits::MediaType>(on::STRING_OR_BLOB),
    ignored("smithy.api#metadata", on::DATA, "describes model metadata, of which no code is made"),
    kept("smithy.api#mixin", on::SHAPE, "read where mixins become part of the shapes that use them"),
    ignored(
        "smithy.api#nestedProperties",
        on::INPUT_OR_OUTPUT_STRUCTURE_OR_LIST_MEMBER,
        "relates operations to resource properties, of which no code is made",
    )
    .once(),
    ignored(
        "smithy.api#noReplace",
        on::RESOURCE,
        "says what a resource lifecycle leaves out; the operations are generated as they are",
    ),
    ignored(
        "smithy.api#notProperty",
        on::INPUT_OR_OUTPUT_MEMBER_OR_TRAIT,
        "relates operations to resource properties, of which no code is made",
    ),
    used::<traits::OptionalAuth>(on::OPERATION),
    checked::<traits::Output>(on::STRUCTURE, "the output of every operation is a type of its own")
        .against(&[traits::Error::ID, traits::Input::ID]),
    used::<traits::Paginated>(on::SERVICE_OR_OPERATION),
    used::<traits::Pattern>(on::ANY_STRING),
    ignored(
        "smithy.api#private",
        on::ANYTHING,
        "limits which namespaces may name a shape; the code for it is the same",
    ),
    ignored(
        "smithy.api#property",
        on::STRUCTURE_MEMBER,
        "relates operations to resource properties, of which no code is made",
    )
    .against(&["smithy.api#resourceIdentifier"]),
    kept("smithy.api#protocolDefinition", on::TRAIT_STRUCTURE, "marks a trait as a protocol"),
    used::<traits::Range>(on::ANY_NUMBER),
    checked::<traits::Readonly>(on::OPERATION, "calls are made again by what they were answered with")
        .against(&[traits::Idempotent::ID]),
    used::<traits::Recommended>(on::STRUCTURE_MEMBER).against(&[traits::Required::ID]),
    checked::<traits::References>(
        on::STRUCTURE_OR_STRING,
        "links members to resources, of which no code is made",
    ),
    used::<traits::RequestCompression>(on::OPERATION),
    used::<traits::Required>(on::STRUCTURE_MEMBER).against(&[traits::Recommended::ID]),
    used::<traits::RequiresLength>(on::STREAMING_BLOB),
    ignored(
        "smithy.api#resourceIdentifier",
        on::REQUIRED_STRING_MEMBER,
        "relates members to resource identifiers, of which no code is made",
    )
    .against(&["smithy.api#property"]),
    used::<traits::Retryable>(on::ERROR),
    // Smithy 1.0 allowed it on members, where it has the same effect.
    used::<traits::Sensitive>(on::ANY_DATA),
    used::<traits::Since>(on::ANYTHING),
    used::<traits::Sparse>(on::LIST_OR_MAP).against(&[traits::UniqueItems::ID]),
    used::<traits::Streaming>(on::BLOB_OR_UNION),
    kept("smithy.api#suppress", on::ANYTHING, "silences warnings, with the id `Smithwright`"),
    checked::<traits::Synthetic>(
        on::LIST_OR_MAP,
        "marks what a model has inline; the members that target it are used",
    ),
    used::<traits::Tags>(on::ANYTHING),
    used::<traits::TimestampFormat>(on::ANY_TIMESTAMP),
    used::<traits::Title>(on::ANYTHING),
    kept("smithy.api#trait", on::DATA, "makes a shape a trait, whose values are then of that shape")
        .against(&[traits::Error::ID]),
    ignored("smithy.api#traitValidators", on::TRAIT, "checks uses of custom traits, which do nothing"),
    used::<traits::UniqueItems>(on::LIST).against(&[traits::Sparse::ID]),
    ignored("smithy.api#unitType", on::STRUCTURE, "marks the one unit type, which is known by its id"),
    ignored(
        "smithy.api#unordered",
        on::ANY_LIST,
        "the order in which a list comes is kept, whatever it means",
    ),
    used::<traits::Unstable>(on::ANYTHING),
    used::<traits::UnstableFeatures>(on::SERVICE),
    used::<traits::XmlAttribute>(on::TEXTUAL_MEMBER).against(&[traits::XmlNamespace::ID]),
    used::<traits::XmlFlattened>(on::LIST_OR_MAP_MEMBER),
    used::<traits::XmlName>(on::STRUCTURE_UNION_OR_MEMBER),
    used::<traits::XmlNamespace>(on::SERVICE_DATA_OR_MEMBER).against(&[traits::XmlAttribute::ID]),
    ignored(
        "smithy.contracts#conditions",
        on::DATA_OR_MEMBER,
        "conditions between members that the service checks",
    ),
    ignored("smithy.mqtt#mqttJson", on::SERVICE, "MQTT is not spoken"),
    ignored("smithy.mqtt#publish", on::OPERATION, "MQTT is not spoken").against(&["smithy.mqtt#subscribe"]),
    ignored("smithy.mqtt#subscribe", on::OPERATION, "MQTT is not spoken").against(&["smithy.mqtt#publish"]),
    ignored("smithy.mqtt#topicLabel", on::TOPIC_LABEL_MEMBER, "MQTT is not spoken"),
    ignored("smithy.openapi#specificationExtension", on::TRAIT, "for conversion to OpenAPI"),
    checked::<traits::Index>(
        on::STRUCTURE_OR_UNION_MEMBER,
        "numbers members for formats that are not spoken",
    ),
    ignored("smithy.protocols#indexed", on::SERVICE, "numbers members for formats that are not spoken"),
    used::<traits::RpcV2Cbor>(on::SERVICE),
    used::<traits::RpcV2Json>(on::SERVICE),
    used::<traits::ClientContextParams>(on::SERVICE),
    used::<traits::ContextParam>(on::INPUT_MEMBER),
    kept("smithy.rules#endpointBdd", on::SERVICE, "endpoint rules as a decision diagram"),
    kept("smithy.rules#endpointRuleSet", on::SERVICE, "endpoint rules as a tree"),
    kept("smithy.rules#endpointTests", on::SERVICE_WITH_RULES, "cases that endpoint rules must pass"),
    used::<traits::OperationContextParams>(on::OPERATION),
    used::<traits::StaticContextParams>(on::OPERATION),
    ignored("smithy.synthetic#generated", on::SHAPE, "marks what another tool has made"),
    kept("smithy.test#eventStreamTests", on::OPERATION, "event streams of the conformance suites"),
    ignored("smithy.test#httpMalformedRequestTests", on::OPERATION, "tests servers"),
    kept("smithy.test#httpRequestTests", on::OPERATION, "requests of the conformance suites"),
    kept("smithy.test#httpResponseTests", on::OPERATION_OR_ERROR, "responses of the conformance suites"),
    ignored("smithy.test#smokeTests", on::OPERATION, "calls the live service, which tests here do not"),
    used::<traits::Waitable>(on::OPERATION),
];
