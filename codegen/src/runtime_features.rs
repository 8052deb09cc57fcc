//! The parts of the runtime that not every client needs, and which clients need them.

use crate::ir::{AuthScheme, Operation, Protocol, RustType, Service, Setting};

/// Returns the runtime features that a service needs.
pub(crate) fn runtime_features(service: &Service) -> Vec<&'static str> {
    let operations = &service.operations;
    let mut features = Vec::new();
    features.extend(match service.protocol {
        Protocol::RpcV2Cbor(_) => Some("cbor"),
        Protocol::RestXml { .. } => Some("xml"),
        Protocol::AwsQuery { .. } | Protocol::Ec2Query { .. } => Some("query"),
        Protocol::PresignedWebSocket { .. } => Some("websocket"),
        Protocol::RestJson1 | Protocol::SimpleRestJson => None,
        Protocol::AwsJson1_0(_) | Protocol::AwsJson1_1(_) | Protocol::RpcV2Json(_) => None,
    });
    if operations.iter().any(|operation| operation.auth.contains(&AuthScheme::SigV4a)) {
        features.push("sigv4a");
    }
    if operations.iter().any(|operation| operation.settings.discovered_endpoint) {
        features.push("discovery");
    }
    if operations.iter().any(|operation| operation.session.is_some()) {
        features.push("sessions");
    }
    if operations.iter().any(|operation| operation.auth.contains(&AuthScheme::Digest)) {
        features.push("digest-auth");
    }
    if operations.iter().any(has_checksum) {
        features.push("checksum");
    }
    if operations.iter().any(|operation| operation.settings.compression) {
        features.push("compression");
    }
    if operations.iter().any(has_events) {
        features.push("event-stream");
    }
    if operations.iter().any(sends_stream) {
        features.push("file");
    }
    features
}

/// Returns whether a request or response body of the operation may have a checksum.
fn has_checksum(operation: &Operation) -> bool {
    let settings = &operation.settings;
    let is_md5 = |setting: &Setting| matches!(setting, Setting::Md5Of(_));
    settings.checksum_required
        || settings.request_checksum.is_some()
        || settings.response_checksum.is_some()
        || operation.input.fields.iter().any(|field| field.settings.iter().any(is_md5))
}

/// Returns whether the operation sends or receives a stream of events.
fn has_events(operation: &Operation) -> bool {
    let mut fields = operation.input.fields.iter().chain(&operation.output.fields);
    fields.any(|field| field.settings.contains(&Setting::Events))
}

/// Returns whether the operation's body can be a file.
fn sends_stream(operation: &Operation) -> bool {
    operation.input.fields.iter().any(|field| field.value == RustType::Stream)
}
