//! The places where traits may be applied, as the rows of the catalog name them: `on::OPERATION`.

use crate::model::ShapeType::{
    BigDecimal, Blob, Boolean, Byte, Document, Double, Float, IntEnum, List, Long, Map, Operation, Resource,
    Service, Short, Structure, Timestamp, Union,
};
use crate::model::place::Kind::{self, Type};
use crate::model::place::{Holds, Owner, Place};
use crate::model::traits::{self, TraitValue, ids};

const REQUIRED: &str = traits::Required::ID;

/// The types that HTTP writes as a single text.
const TEXTUAL: &[Kind] = &[Kind::String, Kind::Number, Type(Boolean), Type(Timestamp)];
/// The types that a header of an event can hold.
const EVENT_HEADERS: &[Kind] = &[
    Type(Boolean),
    Type(Byte),
    Type(Short),
    Kind::Integer,
    Type(Long),
    Type(Blob),
    Kind::String,
    Type(Timestamp),
];
/// The types that had a zero value in Smithy 1.0.
const UNBOXED: &[Kind] =
    &[Type(Boolean), Type(Byte), Type(Short), Kind::Integer, Type(Long), Type(Float), Type(Double)];
const DEFAULTING: &[Kind] = &[Kind::Simple, Type(List), Type(Map)];

pub(super) const ANYTHING: Place = Place::Anywhere;

// On shapes, but not on members.
pub(super) const SHAPE: Place = Place::Shape(&[Kind::Any]);
pub(super) const SERVICE: Place = Place::Shape(&[Type(Service)]);
pub(super) const OPERATION: Place = Place::Shape(&[Type(Operation)]);
pub(super) const RESOURCE: Place = Place::Shape(&[Type(Resource)]);
pub(super) const SERVICE_OR_OPERATION: Place = Place::Shape(&[Type(Service), Type(Operation)]);
pub(super) const SERVICE_OR_RESOURCE: Place = Place::Shape(&[Type(Service), Type(Resource)]);
pub(super) const RESOURCE_OR_OPERATION: Place = Place::Shape(&[Type(Resource), Type(Operation)]);
pub(super) const SERVICE_RESOURCE_OR_OPERATION: Place =
    Place::Shape(&[Type(Service), Type(Resource), Type(Operation)]);
pub(super) const DATA: Place = Place::Shape(&[Kind::Data]);
pub(super) const STRUCTURE: Place = Place::Shape(&[Type(Structure)]);
pub(super) const SERVICE_OR_STRUCTURE: Place = Place::Shape(&[Type(Service), Type(Structure)]);
pub(super) const STRUCTURE_OR_STRING: Place = Place::Shape(&[Type(Structure), Kind::String]);
pub(super) const STRING: Place = Place::Shape(&[Kind::String]);
pub(super) const ENUM_OR_STRING: Place = Place::Shape(&[Type(IntEnum), Kind::String]);
pub(super) const PLAIN_STRING: Place = Place::Shape(&[Kind::PlainString]);
pub(super) const STRING_OR_BLOB: Place = Place::Shape(&[Kind::String, Type(Blob)]);
pub(super) const BLOB_OR_UNION: Place = Place::Shape(&[Type(Blob), Type(Union)]);
pub(super) const UNION: Place = Place::Shape(&[Type(Union)]);
pub(super) const BIG_DECIMAL: Place = Place::Shape(&[Type(BigDecimal)]);
pub(super) const LIST: Place = Place::Shape(&[Type(List)]);
pub(super) const LIST_OR_MAP: Place = Place::Shape(&[Type(List), Type(Map)]);

// On shapes that have another trait as well.
pub(super) const SERVICE_WITH_SIGV4: Place = Place::Beside(&[traits::SigV4::ID], &SERVICE);
pub(super) const ERROR: Place = Place::Beside(&[traits::Error::ID], &STRUCTURE);
pub(super) const PAGINATED_OPERATION: Place = Place::Beside(&[traits::Paginated::ID], &OPERATION);
pub(super) const OPERATION_OR_ERROR: Place = Place::Either(&[OPERATION, ERROR]);
pub(super) const STREAMING_BLOB: Place =
    Place::Beside(&[traits::Streaming::ID], &Place::Shape(&[Type(Blob)]));
pub(super) const TRAIT: Place = Place::Beside(&[ids::TRAIT], &DATA);
pub(super) const TRAIT_STRUCTURE: Place = Place::Beside(&[ids::TRAIT], &STRUCTURE);
pub(super) const SERVICE_WITH_RULES: Place =
    Place::Beside(&["smithy.rules#endpointRuleSet", "smithy.rules#endpointBdd"], &SERVICE);
pub(super) const SERVICE_WITH_XML_NAMESPACE: Place = Place::Beside(&[traits::XmlNamespace::ID], &SERVICE);
pub(super) const SERVICE_OF_QUERY_ERRORS: Place =
    Place::Beside(&[traits::AwsJson1_0::ID, traits::RpcV2Cbor::ID, traits::RpcV2Json::ID], &SERVICE);

// On shapes, and on members that target such shapes.
pub(super) const ANY_STRING: Place = Place::ShapeOrMember(&[Kind::String]);
pub(super) const ANY_INTEGER: Place = Place::ShapeOrMember(&[Kind::Integer]);
pub(super) const ANY_NUMBER: Place = Place::ShapeOrMember(&[Kind::Number]);
pub(super) const ANY_TIMESTAMP: Place = Place::ShapeOrMember(&[Type(Timestamp)]);
pub(super) const ANY_LENGTH: Place = Place::ShapeOrMember(&[Kind::String, Type(Blob), Type(List), Type(Map)]);
pub(super) const ANY_UNBOXED: Place = Place::ShapeOrMember(UNBOXED);
pub(super) const ANY_LIST: Place = Place::ShapeOrMember(&[Type(List)]);
pub(super) const ANY_DATA: Place = Place::ShapeOrMember(&[Kind::Data]);

// On members.
pub(super) const MEMBER: Place = Place::Member(Owner::Any, Holds::Anything);
pub(super) const ENUM_MEMBER: Place = Place::Member(Owner::Enum, Holds::Anything);
pub(super) const STRUCTURE_MEMBER: Place = Place::Member(Owner::Structure, Holds::Anything);
pub(super) const STRUCTURE_OR_UNION_MEMBER: Place = Place::Member(Owner::StructureOrUnion, Holds::Anything);
pub(super) const LIST_OR_MAP_MEMBER: Place =
    Place::Member(Owner::StructureOrUnion, Holds::One(&[Type(List), Type(Map)]));
pub(super) const STRING_MEMBER: Place = Place::Member(Owner::Structure, Holds::One(&[Kind::String]));
pub(super) const REQUIRED_STRING_MEMBER: Place = Place::Beside(&[REQUIRED], &STRING_MEMBER);
pub(super) const DEFAULT_MEMBER: Place = Place::Beside(&[traits::Default::ID], &STRUCTURE_MEMBER);
pub(super) const TEXTUAL_MEMBER: Place = Place::Member(Owner::Structure, Holds::One(TEXTUAL));
pub(super) const TEXTUAL_OR_LIST_MEMBER: Place = Place::Member(Owner::Structure, Holds::OneOrList(TEXTUAL));
pub(super) const STRING_MAP_MEMBER: Place = Place::Member(Owner::Structure, Holds::MapOf(&[Kind::String]));
pub(super) const QUERY_MAP_MEMBER: Place =
    Place::Member(Owner::Structure, Holds::MapOfOneOrList(&[Kind::String]));
pub(super) const UNKNOWN_JSON_MEMBER: Place = Place::Either(&[
    Place::Member(Owner::Structure, Holds::MapOf(&[Type(Document)])),
    Place::Member(Owner::Union, Holds::One(&[Type(Document)])),
]);
pub(super) const STATUS_MEMBER: Place = Place::Member(Owner::StructureButInput, Holds::One(&[Kind::Integer]));
pub(super) const EVENT_HEADER_MEMBER: Place = Place::Member(Owner::Structure, Holds::One(EVENT_HEADERS));
pub(super) const EVENT_PAYLOAD_MEMBER: Place =
    Place::Member(Owner::Structure, Holds::One(&[Type(Blob), Kind::String, Type(Structure), Type(Union)]));
pub(super) const INPUT_MEMBER: Place = Place::Member(Owner::Input, Holds::Anything);
pub(super) const INPUT_STRING_MEMBER: Place = Place::Member(Owner::Input, Holds::One(&[Kind::String]));
pub(super) const REQUIRED_INPUT_STRING_MEMBER: Place = Place::Beside(&[REQUIRED], &INPUT_STRING_MEMBER);
pub(super) const INPUT_OR_OUTPUT_MEMBER: Place = Place::Member(Owner::InputOrOutput, Holds::Anything);
pub(super) const INPUT_OR_OUTPUT_STRUCTURE_OR_LIST_MEMBER: Place =
    Place::Member(Owner::InputOrOutput, Holds::OneOrList(&[Type(Structure)]));
pub(super) const OUTPUT_OR_ERROR_MEMBER: Place = Place::Member(Owner::OutputOrError, Holds::Anything);
pub(super) const MESSAGE_MEMBER: Place = Place::Member(Owner::Message, Holds::Anything);
pub(super) const EVENT_MEMBER: Place = Place::Member(Owner::Event, Holds::Anything);
pub(super) const LABEL_STRING_MEMBER: Place = Place::Beside(&[traits::HttpLabel::ID], &STRING_MEMBER);
pub(super) const HEADER_STRING_MEMBER: Place = Place::Beside(&[traits::HttpHeader::ID], &STRING_MEMBER);
pub(super) const TOPIC_LABEL_MEMBER: Place = Place::Beside(
    &[REQUIRED],
    &Place::Member(
        Owner::Any,
        Holds::One(&[
            Kind::String,
            Type(Byte),
            Type(Short),
            Kind::Integer,
            Type(Long),
            Type(Boolean),
            Type(Timestamp),
        ]),
    ),
);

// On shapes of some types, and on members.
pub(super) const STRUCTURE_UNION_OR_MEMBER: Place =
    Place::Either(&[Place::Shape(&[Type(Structure), Type(Union)]), MEMBER]);
pub(super) const DATA_OR_MEMBER: Place = Place::Either(&[DATA, MEMBER]);
pub(super) const SERVICE_DATA_OR_MEMBER: Place =
    Place::Either(&[Place::Shape(&[Type(Service), Kind::Data]), MEMBER]);
pub(super) const ALL_BUT_MAPS: Place =
    Place::Either(&[Place::Shape(&[Kind::Simple, Type(List), Type(Structure), Type(Union)]), MEMBER]);
pub(super) const DEFAULTING_SHAPE_OR_MEMBER: Place =
    Place::Either(&[Place::Shape(DEFAULTING), Place::Member(Owner::Structure, Holds::One(DEFAULTING))]);
pub(super) const STRING_OR_LABEL_MEMBER: Place = Place::Either(&[STRING, LABEL_STRING_MEMBER]);
pub(super) const INPUT_OR_OUTPUT_MEMBER_OR_TRAIT: Place = Place::Either(&[INPUT_OR_OUTPUT_MEMBER, TRAIT]);
