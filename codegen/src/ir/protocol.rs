//! The protocol of a service.

use super::{Operation, Selection};
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::model::traits::{TimestampFormat, ids};
use crate::model::{Model, Shape, ShapeId, ShapeKind, catalog, traits};

/// The protocols that a client can be generated for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Protocol {
    /// `aws.protocols#restJson1`
    RestJson1,
    /// `alloy#simpleRestJson`
    SimpleRestJson,
    /// `aws.protocols#awsJson1_0`
    AwsJson1_0(Rpc),
    /// `aws.protocols#awsJson1_1`
    AwsJson1_1(Rpc),
    /// `smithy.protocols#rpcv2Cbor`
    RpcV2Cbor(Rpc),
    /// `smithy.protocols#rpcv2Json`
    RpcV2Json(Rpc),
    /// `aws.protocols#restXml`
    RestXml {
        /// The namespace of the documents that are sent.
        namespace: Option<traits::XmlNamespace>,
    },
    /// `aws.protocols#awsQuery`
    AwsQuery {
        /// The version of the service's API.
        version: String,
    },
    /// `aws.protocols#ec2Query`
    Ec2Query {
        /// The version of the service's API.
        version: String,
    },
    /// `smithwright.protocols#presignedWebSocket`
    PresignedWebSocket {
        /// How long a presigned URL may be used, in seconds.
        expires_in: u32,
    },
}

/// What requests in a protocol without HTTP bindings say about the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rpc {
    /// The name of the service's shape.
    pub service: String,
    /// Whether the service used awsQuery before and keeps its old error codes (`aws.protocols#awsQueryCompatible`).
    pub query_compatible: bool,
}

impl Rpc {
    fn of(service: &Shape) -> Self {
        Self {
            service: service.id.name().to_owned(),
            query_compatible: service.traits.has::<traits::AwsQueryCompatible>(),
        }
    }
}

/// The names from the model that are part of messages, besides those of members and operations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Named {
    /// Nothing.
    Nothing,
    /// The name of the service.
    Service,
    /// The version of the service.
    Version,
    /// The names of the shapes that are whole bodies.
    Bodies,
}

/// What protocols differ in. The methods of [`Protocol`] with these names say what each means.
struct Facts {
    http_bindings: bool,
    event_streams: bool,
    xml_traits: bool,
    alloy_traits: bool,
    no_input: bool,
    codes_in_headers: bool,
    names: Named,
    timestamps: (TimestampFormat, bool),
}

/// Those of JSON with HTTP bindings, by which the others are described.
const JSON: Facts = Facts {
    http_bindings: true,
    event_streams: true,
    xml_traits: false,
    alloy_traits: false,
    no_input: false,
    codes_in_headers: true,
    names: Named::Nothing,
    timestamps: (TimestampFormat::EpochSeconds, true),
};

impl Protocol {
    /// Returns the name by which it is chosen: that of its trait, without the namespace.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::RestJson1 => "restJson1",
            Self::SimpleRestJson => "simpleRestJson",
            Self::RestXml { .. } => "restXml",
            Self::AwsJson1_0(_) => "awsJson1_0",
            Self::AwsJson1_1(_) => "awsJson1_1",
            Self::AwsQuery { .. } => "awsQuery",
            Self::Ec2Query { .. } => "ec2Query",
            Self::RpcV2Cbor(_) => "rpcv2Cbor",
            Self::RpcV2Json(_) => "rpcv2Json",
            Self::PresignedWebSocket { .. } => "presignedWebSocket",
        }
    }

    /// Says what it has and knows, as far as protocols differ in it.
    fn facts(&self) -> Facts {
        use TimestampFormat::{DateTime, EpochSeconds};
        match self {
            Self::RestJson1 => JSON,
            Self::PresignedWebSocket { .. } => Facts { event_streams: false, ..JSON },
            Self::SimpleRestJson => {
                Facts { event_streams: false, alloy_traits: true, timestamps: (DateTime, true), ..JSON }
            }
            Self::RestXml { .. } => {
                Facts { xml_traits: true, names: Named::Bodies, timestamps: (DateTime, true), ..JSON }
            }
            Self::AwsJson1_0(_) | Self::AwsJson1_1(_) => {
                Facts { http_bindings: false, names: Named::Service, ..JSON }
            }
            Self::RpcV2Cbor(_) | Self::RpcV2Json(_) => Facts {
                http_bindings: false,
                no_input: true,
                codes_in_headers: false,
                names: Named::Service,
                timestamps: (EpochSeconds, false),
                ..JSON
            },
            Self::AwsQuery { .. } | Self::Ec2Query { .. } => Facts {
                http_bindings: false,
                event_streams: false,
                xml_traits: true,
                codes_in_headers: false,
                names: Named::Version,
                timestamps: (DateTime, true),
                ..JSON
            },
        }
    }

    /// Returns whether errors may have their codes in a header.
    pub(super) fn has_codes_in_headers(&self) -> bool {
        self.facts().codes_in_headers
    }

    /// Returns the names that are part of messages. If they change, the other side does not recognise them.
    #[must_use]
    pub fn names(&self) -> Named {
        self.facts().names
    }

    /// Returns whether members follow the HTTP binding traits; if not, inputs and outputs are whole bodies and the traits have no effect.
    #[must_use]
    pub fn has_http_bindings(&self) -> bool {
        self.facts().http_bindings
    }

    /// Returns the URI pattern of an operation's requests; `/` if it is the same for all.
    #[must_use]
    pub fn uri(&self, operation: &Operation) -> String {
        match self {
            Self::RpcV2Cbor(rpc) | Self::RpcV2Json(rpc) => {
                format!("/service/{}/operation/{}", rpc.service, operation.shape)
            }
            Self::RestJson1
            | Self::SimpleRestJson
            | Self::RestXml { .. }
            | Self::AwsJson1_0(_)
            | Self::AwsJson1_1(_)
            | Self::AwsQuery { .. }
            | Self::Ec2Query { .. }
            | Self::PresignedWebSocket { .. } => operation.http.uri.clone(),
        }
    }

    /// Returns whether it distinguishes an operation without input from one with an empty structure.
    #[must_use]
    pub fn knows_no_input(&self) -> bool {
        self.facts().no_input
    }

    /// Returns whether the XML traits determine the names and form of members.
    #[must_use]
    pub fn reads_xml_traits(&self) -> bool {
        self.facts().xml_traits
    }

    /// Returns whether the traits of alloy determine the form of unions, and which members hold what is unknown.
    #[must_use]
    pub fn reads_alloy_traits(&self) -> bool {
        self.facts().alloy_traits
    }

    /// Returns the format of timestamps in bodies that say no other, and whether they can say another.
    pub(crate) fn timestamps(&self) -> (TimestampFormat, bool) {
        self.facts().timestamps
    }

    /// Returns whether event streams can be sent and received.
    #[must_use]
    pub fn has_event_streams(&self) -> bool {
        self.facts().event_streams
    }
}

/// A supported protocol.
struct Known {
    /// The id of its trait.
    id: &'static str,
    /// Reads the trait of a service as a protocol.
    of: fn(&Shape) -> Option<Protocol>,
}

/// The supported protocols, the best first, in the order in which Smithy's clients prefer them; those of others follow.
const BY_PRECEDENCE: [Known; 10] = [
    Known { id: "smithy.protocols#rpcv2Cbor", of: |service| Some(Protocol::RpcV2Cbor(Rpc::of(service))) },
    Known { id: "smithy.protocols#rpcv2Json", of: |service| Some(Protocol::RpcV2Json(Rpc::of(service))) },
    Known { id: "aws.protocols#awsJson1_0", of: |service| Some(Protocol::AwsJson1_0(Rpc::of(service))) },
    Known { id: "aws.protocols#awsJson1_1", of: |service| Some(Protocol::AwsJson1_1(Rpc::of(service))) },
    Known { id: "aws.protocols#restJson1", of: |_| Some(Protocol::RestJson1) },
    Known { id: "aws.protocols#restXml", of: rest_xml },
    Known {
        id: "aws.protocols#awsQuery",
        of: |service| Some(Protocol::AwsQuery { version: version(service)? }),
    },
    Known {
        id: "aws.protocols#ec2Query",
        of: |service| Some(Protocol::Ec2Query { version: version(service)? }),
    },
    Known { id: "alloy#simpleRestJson", of: |_| Some(Protocol::SimpleRestJson) },
    Known { id: "smithwright.protocols#presignedWebSocket", of: presigned_web_socket },
];

#[allow(clippy::unnecessary_wraps)] // As all in the list.
fn rest_xml(service: &Shape) -> Option<Protocol> {
    Some(Protocol::RestXml { namespace: service.traits.read() })
}

fn version(service: &Shape) -> Option<String> {
    match &service.kind {
        ShapeKind::Service(service) => Some(service.version.clone()),
        _ => None,
    }
}

fn presigned_web_socket(service: &Shape) -> Option<Protocol> {
    let found: traits::PresignedWebSocket = service.traits.read()?;
    Some(Protocol::PresignedWebSocket { expires_in: found.expires_in })
}

/// Returns whether an id is the trait of a supported protocol.
pub(crate) fn is_protocol(id: &str) -> bool {
    BY_PRECEDENCE.iter().any(|known| known.id == id)
}

/// Returns the supported protocols of a service.
pub(crate) fn protocols_of(service: &Shape) -> impl Iterator<Item = Protocol> {
    let spoken = BY_PRECEDENCE.iter().filter(|known| service.traits.contains(known.id));
    spoken.filter_map(|known| (known.of)(service))
}

/// Returns the best of the service's protocols, or the selected one. Reports if there is no supported one.
pub(super) fn of(
    model: &Model,
    service: &Shape,
    selection: &Selection,
    diagnostics: &mut Diagnostics,
) -> Option<Protocol> {
    let usable = || BY_PRECEDENCE.iter().filter(|known| service.traits.contains(known.id));
    let finding = match &selection.protocol {
        Some(wanted) => match usable().find(|known| is_meant(known.id, wanted)) {
            Some(known) => return (known.of)(service),
            None => not_there(model, service, wanted, usable().map(|known| known.id)),
        },
        None => match usable().next() {
            Some(known) => return (known.of)(service),
            None => none(model, service),
        },
    };
    diagnostics.push(finding.at(&service.location).shape(&service.id));
    None
}

/// Returns whether `wanted` means the protocol: its id, or the name in it.
fn is_meant(id: &str, wanted: &str) -> bool {
    id == wanted || name(id) == wanted
}

/// Returns the name in an id.
fn name(id: &str) -> &str {
    id.rsplit('#').next().unwrap_or(id)
}

fn not_there<'a>(
    model: &Model,
    service: &Shape,
    wanted: &str,
    usable: impl Iterator<Item = &'a str> + Clone,
) -> Diagnostic {
    let has = usable.clone().map(name).collect::<Vec<_>>().join(", ");
    let has = if has.is_empty() { "none that can be generated".to_owned() } else { has };
    let on_service = protocols(model, service).any(|id| is_meant(id, wanted));
    let problem = if on_service {
        "can't be generated; the service has"
    } else {
        "is not a protocol of the service, which has"
    };
    Diagnostic::error(format!("`{wanted}` {problem}: {has}"))
        .did_you_mean(wanted, usable.map(name).collect::<Vec<_>>())
}

fn none(model: &Model, service: &Shape) -> Diagnostic {
    let found = protocols(model, service).collect::<Vec<_>>().join(", ");
    // The service's protocol may be defined in a file that was not given.
    let ids = service.traits.iter().map(|applied| applied.id.as_str());
    let others = ids.filter(|id| model.find(id).is_none() && catalog::find(id).is_none());
    let found = match (found.as_str(), others.collect::<Vec<_>>().join(", ")) {
        ("", others) if others.is_empty() => "none".to_owned(),
        ("", others) => {
            format!("none, unless it is one of the traits that the model does not define: {others}")
        }
        _ => found,
    };
    let supported = BY_PRECEDENCE.iter().map(|known| known.id).collect::<Vec<_>>().join(", ");
    Diagnostic::error(format!("no supported protocol; found: {found}")).help(format!(
        "supported are {supported}; a second model file can apply one to the service, if it speaks that"
    ))
}

/// Returns the traits on the service that are protocols or qualify one.
fn protocols<'a>(model: &'a Model, service: &'a Shape) -> impl Iterator<Item = &'a str> {
    let defines = |shape: &Shape| shape.traits.contains(ids::PROTOCOL_DEFINITION);
    let ids = service.traits.iter().map(|applied| &applied.id);
    let is_known = |id: &ShapeId| {
        id.as_str().contains(".protocols#")
            || ["smithy.mqtt#mqttJson", "alloy.proto#grpc"].contains(&id.as_str())
    };
    ids.filter(move |id| is_known(id) || model.shape(id).is_some_and(defines)).map(ShapeId::as_str)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::catalog;
    use crate::model::traits::TraitValue as _;

    #[test]
    fn every_protocol_is_a_known_trait() {
        for known in &BY_PRECEDENCE {
            assert!(catalog::find(known.id).is_some(), "{} has no row in the catalog", known.id);
        }
    }

    /// Returns the protocols with the ids of their traits.
    fn all() -> impl Iterator<Item = (&'static str, Protocol)> {
        let text = r#"{"smithy": "2.0", "shapes": {"a#S": {"type": "service", "version": "1", "traits": {
            "smithwright.protocols#presignedWebSocket": {"expiresIn": 1}}}}}"#;
        let files = [crate::model::SourceFile { name: "model.json", text }];
        let model = Model::read(&files).unwrap().model;
        let (service, _) = model.services().next().unwrap();
        let all: Vec<_> =
            BY_PRECEDENCE.iter().map(|known| (known.id, (known.of)(service).unwrap())).collect();
        all.into_iter()
    }

    /// The name of a protocol is recorded in manifests, and read back by that of its trait.
    #[test]
    fn a_protocol_has_the_name_of_its_trait() {
        for (id, protocol) in all() {
            assert_eq!(protocol.name(), name(id));
        }
    }

    /// Models are checked before it is known which of the service's protocols a client speaks.
    #[test]
    fn checks_of_models_know_the_same_of_protocols() {
        for (id, protocol) in all() {
            let is_bound = traits::REST_PROTOCOLS.contains(&id) || id == traits::PresignedWebSocket::ID;
            assert_eq!(protocol.has_http_bindings(), is_bound, "{id}");
            assert_eq!(protocol.reads_xml_traits(), traits::XML_PROTOCOLS.contains(&id), "{id}");
        }
    }
}
