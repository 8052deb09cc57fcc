//! The rows of traits that others have made, and that many models use: alloy's, those by which smithy4s makes Scala, and those of models that were translated from
//! OpenAPI by smithy-translate.

use super::{Entry, ignored, on, unsupported, used};
use crate::model::traits;

// Why many of them are ignored.
const TEXT: &str = "describes texts, which a caller passes as they are";
const NUMBER: &str = "describes numbers, which a caller passes as they are";
const GRPC: &str = "is for gRPC, which no client speaks";
const FORM: &str = "is for forms of a protocol that no client speaks";
const OPENAPI: &str = "is for documents of OpenAPI";
const SCALA: &str = "says what smithy4s makes of it in Scala";

/// The traits, sorted by id.
pub(super) const ROWS: &[Entry] = &[
    ignored(
        "alloy#dataExamples",
        on::DATA_OR_MEMBER,
        "shows data; examples on pages come from the operations",
    ),
    ignored("alloy#dateFormat", on::ANY_STRING, TEXT),
    ignored(
        "alloy#defaultValue",
        on::STRUCTURE_MEMBER,
        "says what the service takes for a member that is left out",
    ),
    used::<traits::Discriminated>(on::UNION).against(&["alloy#untagged"]),
    ignored("alloy#durationFormat", on::BIG_DECIMAL, NUMBER),
    ignored("alloy#durationSecondsFormat", on::ANY_DATA, NUMBER),
    unsupported(
        "alloy#httpPolymorphicResponse",
        on::STRUCTURE_MEMBER,
        "give each of the responses an operation, or put the members of all of them into one output",
    ),
    unsupported(
        "alloy#httpSuccess",
        on::STRUCTURE,
        "bind the status to a member of the output with `smithy.api#httpResponseCode`",
    ),
    used::<traits::JsonUnknown>(on::UNKNOWN_JSON_MEMBER).against(&["smithy.api#jsonName"]).once(),
    ignored("alloy#localDateTimeFormat", on::ANY_STRING, TEXT),
    ignored("alloy#localTimeFormat", on::ANY_STRING, TEXT),
    ignored("alloy#monthDayFormat", on::ANY_STRING, TEXT),
    used::<traits::Nullable>(on::ANYTHING).useful(on::STRUCTURE_MEMBER),
    ignored(
        "alloy#offsetDateTimeFormat",
        on::ANY_TIMESTAMP,
        "a timestamp is a moment, whatever the offset that it is written with",
    ),
    ignored("alloy#offsetTimeFormat", on::ANY_STRING, TEXT),
    ignored("alloy#openEnum", on::ENUM_OR_STRING, "every enum is open"),
    ignored(
        "alloy#preserveKeyOrder",
        on::ANY_DATA,
        "maps are sorted by their keys, since objects in JSON have no order",
    ),
    used::<traits::SimpleRestJson>(on::SERVICE),
    ignored("alloy#structurePattern", on::STRING, TEXT),
    ignored("alloy#uncheckedExamples", on::OPERATION, "nothing says that the examples fit the model"),
    unsupported(
        "alloy#unknownFieldRetention",
        on::STRUCTURE_MEMBER,
        "use `alloy#jsonUnknown`, which took its place",
    ),
    used::<traits::Untagged>(on::UNION).against(&["alloy#discriminated"]),
    ignored("alloy#urlFormFlattened", on::LIST_OR_MAP_MEMBER, FORM),
    ignored("alloy#urlFormName", on::STRUCTURE_UNION_OR_MEMBER, FORM),
    used::<traits::UuidFormat>(on::ANY_STRING),
    ignored("alloy#yearFormat", on::ANY_INTEGER, NUMBER),
    ignored("alloy#yearMonthFormat", on::ANY_STRING, TEXT),
    ignored("alloy#zoneIdFormat", on::ANY_STRING, TEXT),
    ignored("alloy#zoneOffsetFormat", on::ANY_STRING, TEXT),
    ignored("alloy#zonedDateTimeFormat", on::ANY_STRING, TEXT),
    ignored("alloy.common#countryCodeFormat", on::ANY_STRING, TEXT),
    ignored("alloy.common#emailFormat", on::ANY_STRING, TEXT),
    ignored("alloy.common#hexColorCodeFormat", on::ANY_STRING, TEXT),
    ignored("alloy.common#languageCodeFormat", on::ANY_STRING, TEXT),
    ignored("alloy.common#languageTagFormat", on::ANY_STRING, TEXT),
    ignored("alloy.openapi#openapiExtensions", on::ANYTHING, OPENAPI),
    ignored("alloy.openapi#summary", on::OPERATION, OPENAPI),
    ignored("alloy.proto#grpc", on::SERVICE, GRPC),
    ignored("alloy.proto#grpcError", on::ERROR, GRPC),
    ignored("alloy.proto#grpcErrorMessage", on::STRING_MEMBER, GRPC),
    ignored("alloy.proto#protoCompactLocalDate", on::ANY_STRING, GRPC),
    ignored("alloy.proto#protoCompactMonthDay", on::ANY_STRING, GRPC),
    ignored("alloy.proto#protoCompactOffsetDateTime", on::ANY_TIMESTAMP, GRPC),
    ignored("alloy.proto#protoCompactUUID", on::ANY_STRING, GRPC),
    ignored("alloy.proto#protoCompactYearMonth", on::ANY_STRING, GRPC),
    ignored("alloy.proto#protoEnabled", on::SERVICE_OR_STRUCTURE, GRPC),
    ignored("alloy.proto#protoIndex", on::MEMBER, GRPC),
    ignored("alloy.proto#protoInlinedOneOf", on::UNION, GRPC),
    ignored("alloy.proto#protoNumType", on::ANY_NUMBER, GRPC),
    ignored("alloy.proto#protoReservedFields", on::STRUCTURE, GRPC),
    ignored("alloy.proto#protoTimestampFormat", on::ANY_TIMESTAMP, GRPC),
    ignored("alloy.proto#protoWrapped", on::ANY_DATA, GRPC),
    ignored("smithy4s.meta#adt", on::UNION, SCALA),
    ignored("smithy4s.meta#adtMember", on::STRUCTURE, SCALA),
    ignored("smithy4s.meta#bincompatAdded", on::STRUCTURE_MEMBER, SCALA),
    ignored("smithy4s.meta#bincompatFriendly", on::DATA, SCALA),
    ignored("smithy4s.meta#errorMessage", on::STRUCTURE_MEMBER, SCALA),
    ignored("smithy4s.meta#generateOptics", on::DATA, SCALA),
    ignored("smithy4s.meta#generateServiceProduct", on::SERVICE, SCALA),
    ignored("smithy4s.meta#indexedSeq", on::LIST, SCALA),
    ignored("smithy4s.meta#noStackTrace", on::ERROR, SCALA),
    ignored("smithy4s.meta#only", on::OPERATION, SCALA),
    ignored("smithy4s.meta#packedInputs", on::SERVICE_OR_OPERATION, SCALA),
    ignored("smithy4s.meta#refinement", on::TRAIT, SCALA),
    ignored("smithy4s.meta#scalaImports", on::ANYTHING, SCALA),
    ignored("smithy4s.meta#typeclass", on::TRAIT, SCALA),
    ignored("smithy4s.meta#unpackedOutput", on::SERVICE_OR_OPERATION, SCALA),
    ignored("smithy4s.meta#unwrap", on::DATA, SCALA),
    ignored("smithy4s.meta#validateNewtype", on::DATA, SCALA),
    ignored("smithy4s.meta#vector", on::LIST, SCALA),
    ignored("smithytranslate#contentType", on::MEMBER, OPENAPI),
    unsupported(
        "smithytranslate#contentTypeDiscriminated",
        on::UNION,
        "bind the body that clients are to get to a member with `smithy.api#httpPayload` itself",
    ),
    ignored(
        "smithytranslate#errorMessage",
        on::ANYTHING,
        "tells whoever reads the model what could not be translated",
    ),
    ignored("smithytranslate#nullFormat", on::STRUCTURE, OPENAPI),
];
