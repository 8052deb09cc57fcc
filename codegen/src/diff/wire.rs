//! What a trait change means for the wire.

use super::differences::{Change, Sides};
use super::event::Wire;
use crate::ir::{Protocol, is_auth_scheme, is_protocol, protocols_of};
use crate::model::node::Object;
use crate::model::traits::TraitValue as _;
use crate::model::{Model, Node, Shape, catalog, traits};
use Meaning::{Binding, Off};
use Wire::{Never, Reached, Sent};
use std::collections::{BTreeMap, BTreeSet};

/// What changes of a trait mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Meaning {
    /// It determines how something is sent: any change of it changes that.
    Binding,
    /// When it breaks the wire to add, remove or update the trait.
    Changes { add: Wire, remove: Wire, update: Wire },
    /// No change of it breaks the wire by itself, for the given reason.
    Off(&'static str),
}

const fn changes(add: Wire, remove: Wire, update: Wire) -> Meaning {
    Meaning::Changes { add, remove, update }
}

/// An old client still uses the protocol and the auth scheme that it was made for, as they were then. New ones may be added.
const SPOKEN: Meaning = changes(Never, Reached, Reached);

/// Why documentation is of no account.
const DOCUMENTATION: &str = "it is documentation";

/// Sorted by id: every trait that is used except protocols and auth schemes, and some others that change what is sent.
const TRAITS: &[(&str, Meaning)] = &[
    ("alloy#discriminated", Binding),
    ("alloy#jsonUnknown", Binding),
    ("alloy#nullable", changes(Never, Sent, Never)),
    ("alloy#untagged", Binding),
    ("alloy#uuidFormat", changes(Sent, Never, Sent)),
    ("aws.api#awsChunked", changes(Never, Reached, Never)),
    ("aws.api#clientDiscoveredEndpoint", Off("it says where an operation is called")),
    ("aws.api#clientEndpointDiscovery", Off("it says where operations are called")),
    ("aws.api#service", Off("it says by which names a service is known and found")),
    ("aws.auth#unsignedPayload", Binding),
    ("aws.customizations#s3UnwrappedXmlOutput", Binding),
    ("aws.protocols#awsQueryCompatible", Binding),
    ("aws.protocols#awsQueryError", Binding),
    ("aws.protocols#ec2QueryName", Binding),
    ("aws.protocols#httpChecksum", changes(Never, Reached, Never)),
    ("smithwright.api#bodyHashHeader", Binding),
    ("smithwright.api#constantHeaders", Binding),
    ("smithwright.api#endpointLabel", Binding),
    ("smithwright.api#endpointUrl", Binding),
    ("smithwright.api#errorsByStatus", Off("it says how a client reads answers")),
    ("smithwright.api#labelFallback", Binding),
    ("smithwright.api#labelLastSegment", Binding),
    ("smithwright.api#literalPaths", Binding),
    ("smithwright.api#md5Of", Off("it says what a client makes by itself")),
    ("smithwright.api#morePages", Off("it says which page a client takes for the last")),
    ("smithwright.api#presignedGet", Off("it says what a presigned URL holds")),
    ("smithwright.api#reservedPrefix", changes(Sent, Never, Sent)),
    ("smithwright.api#sha256TreeHash", Binding),
    ("smithwright.api#startsSession", changes(Never, Reached, Reached)),
    ("smithwright.api#webSocketMessages", changes(Never, Reached, Reached)),
    ("smithy.api#auth", Binding),
    ("smithy.api#clientOptional", Off("it says what values are in a program")),
    ("smithy.api#default", Off("the rule for changed defaults judges it")),
    ("smithy.api#deprecated", Off(DOCUMENTATION)),
    ("smithy.api#documentation", Off(DOCUMENTATION)),
    ("smithy.api#endpoint", Binding),
    ("smithy.api#enumValue", Binding),
    ("smithy.api#error", Binding),
    ("smithy.api#eventHeader", Binding),
    ("smithy.api#eventPayload", Binding),
    ("smithy.api#examples", Off(DOCUMENTATION)),
    ("smithy.api#externalDocumentation", Off(DOCUMENTATION)),
    ("smithy.api#hostLabel", Binding),
    ("smithy.api#http", changes(Never, Reached, Reached)),
    ("smithy.api#httpChecksumRequired", changes(Reached, Never, Never)),
    ("smithy.api#httpError", Binding),
    ("smithy.api#httpHeader", Binding),
    ("smithy.api#httpLabel", Binding),
    ("smithy.api#httpPayload", Binding),
    ("smithy.api#httpPrefixHeaders", Binding),
    ("smithy.api#httpQuery", Binding),
    ("smithy.api#httpQueryParams", Binding),
    ("smithy.api#httpResponseCode", Binding),
    ("smithy.api#idempotencyToken", Off("it says who makes up a value, which travels as others do")),
    ("smithy.api#input", Off("it says what a structure is for")),
    ("smithy.api#internal", Off(DOCUMENTATION)),
    ("smithy.api#jsonName", Binding),
    ("smithy.api#length", changes(Sent, Never, Never)),
    ("smithy.api#mediaType", Binding),
    ("smithy.api#optionalAuth", changes(Never, Reached, Never)),
    ("smithy.api#output", Off("it says what a structure is for")),
    (
        "smithy.api#paginated",
        Off("it says which members pages are turned by, and they are judged by themselves"),
    ),
    ("smithy.api#pattern", changes(Sent, Never, Sent)),
    ("smithy.api#range", changes(Sent, Never, Never)),
    ("smithy.api#recommended", Off(DOCUMENTATION)),
    ("smithy.api#requestCompression", changes(Never, Reached, Reached)),
    ("smithy.api#required", Off("the rules for new members and of nullability judge it")),
    ("smithy.api#requiresLength", changes(Sent, Never, Never)),
    ("smithy.api#retryable", Off("it says what clients do after an answer")),
    ("smithy.api#sensitive", Off("it says what is not shown")),
    ("smithy.api#since", Off(DOCUMENTATION)),
    ("smithy.api#sparse", Binding),
    ("smithy.api#streaming", Binding),
    ("smithy.api#tags", Off("it sorts shapes for readers")),
    ("smithy.api#timestampFormat", Binding),
    ("smithy.api#title", Off(DOCUMENTATION)),
    ("smithy.api#uniqueItems", changes(Sent, Never, Never)),
    ("smithy.api#unstable", Off(DOCUMENTATION)),
    ("smithy.api#unstableFeatures", Off(DOCUMENTATION)),
    ("smithy.api#xmlAttribute", Binding),
    ("smithy.api#xmlFlattened", Binding),
    ("smithy.api#xmlName", Binding),
    ("smithy.api#xmlNamespace", Binding),
    ("smithy.rules#clientContextParams", Off("endpoint rules look at it, which say where calls go")),
    ("smithy.rules#contextParam", Off("endpoint rules look at it, which say where calls go")),
    ("smithy.rules#operationContextParams", Off("endpoint rules look at it, which say where calls go")),
    ("smithy.rules#staticContextParams", Off("endpoint rules look at it, which say where calls go")),
    ("smithy.waiters#waitable", Off("it says what clients do after an answer")),
];

/// Returns whether a trait is documentation.
pub(super) fn is_documentation(id: &str) -> bool {
    matches!(meaning(id), Some(Off(reason)) if reason == DOCUMENTATION)
}

fn meaning(id: &str) -> Option<Meaning> {
    if is_protocol(id) || is_auth_scheme(id) {
        return Some(SPOKEN);
    }
    let at = TRAITS.binary_search_by_key(&id, |row| row.0).ok()?;
    TRAITS.get(at).map(|row| row.1)
}

/// Returns the traits that none of the protocols looks at that the services of the models speak.
pub(super) fn traits_without_effect(models: Sides<&Model>) -> BTreeSet<&'static str> {
    let services = models.old.services().chain(models.new.services());
    let services: Vec<&Shape> = services.map(|(service, _)| service).collect();
    let spoken: Vec<Protocol> = services.iter().flat_map(|service| protocols_of(service)).collect();
    // A trait that is not known may be a protocol that looks at anything.
    let is_unknown =
        |service: &&Shape| service.traits.iter().any(|it| catalog::find(it.id.as_str()).is_none());
    let all = spoken.is_empty() || services.iter().any(is_unknown);
    let any = |looks: fn(&Protocol) -> bool| all || spoken.iter().any(looks);
    let by_status = services.iter().any(|service| service.traits.has::<traits::ErrorsByStatus>());
    let in_http = any(Protocol::has_http_bindings) || by_status;
    let in_xml = any(Protocol::reads_xml_traits);
    let in_alloy = any(Protocol::reads_alloy_traits);
    let ids = TRAITS.iter().map(|(id, _)| *id);
    let is_idle = |id: &&str| {
        (!in_http && id.starts_with("smithy.api#http") && !id.starts_with("smithy.api#httpChecksum"))
            || (!in_xml && id.starts_with("smithy.api#xml"))
            || (!in_alloy && id.starts_with("alloy#") && *id != traits::UuidFormat::ID)
    };
    ids.filter(is_idle).collect()
}

/// Returns when a change breaks the wire, by its name as in `Add.smithy.api#length`.
pub(super) fn of_change(change: &str) -> Wire {
    let (kind, id) = change.split_once('.').unwrap_or_default();
    match (meaning(id), kind) {
        (Some(Binding), _) => Reached,
        (Some(Meaning::Changes { add, .. }), "Add") => add,
        (Some(Meaning::Changes { remove, .. }), "Remove") => remove,
        (Some(Meaning::Changes { update, .. }), "Update") => update,
        _ => Never,
    }
}

/// Returns when a trait change breaks the wire, if its values determine that and not the kind of change.
pub(super) fn of_values(
    change: &Change<'_>,
    id: &str,
    old: Option<&Node>,
    new: Option<&Node>,
) -> Option<Wire> {
    match id {
        "aws.protocols#httpChecksum" => asks_for_checksum(old, new).then_some(Reached),
        "smithy.api#auth" => goes_on(old, new).then_some(Never),
        // The names of headers are the same in any case.
        "smithy.api#httpHeader" | "smithy.api#httpPrefixHeaders" => {
            let name = |value: Option<&Node>| value.and_then(Node::as_str).map(str::to_ascii_lowercase);
            (name(old) == name(new)).then_some(Never)
        }
        "smithy.api#pattern" => lost_anchors_alone(old, new).then_some(Never),
        "smithy.api#jsonName" | "smithy.api#xmlName" => is_same_name(change, old, new).then_some(Never),
        _ if is_auth_scheme(id) => (old.is_none() && is_first_scheme(change)).then_some(Reached),
        _ if is_protocol(id) => differs_in_versions_alone(old, new).then_some(Never),
        _ => None,
    }
}

/// Returns whether a checksum is newly required, or the algorithm is named by another member: clients only send what they were asked for.
fn asks_for_checksum(old: Option<&Node>, new: Option<&Node>) -> bool {
    let is_required = |value: Option<&Node>| {
        value.and_then(|value| value.get("requestChecksumRequired")).and_then(Node::as_bool) == Some(true)
    };
    let algorithm =
        |value: Option<&Node>| value.and_then(|value| value.get("requestAlgorithmMember")).cloned();
    let is_elsewhere = match (algorithm(old), algorithm(new)) {
        (Some(old), Some(new)) => old != new,
        _ => false,
    };
    is_elsewhere || (!is_required(old) && is_required(new))
}

/// Returns whether a list that was not empty only got new elements at the end: clients try the first scheme that they can.
fn goes_on(old: Option<&Node>, new: Option<&Node>) -> bool {
    let (Some(old), Some(new)) = (old.and_then(Node::as_array), new.and_then(Node::as_array)) else {
        return false;
    };
    !old.is_empty() && new.starts_with(old)
}

/// Returns whether a pattern only lost anchors: what it matched, it still matches.
fn lost_anchors_alone(old: Option<&Node>, new: Option<&Node>) -> bool {
    let (Some(old), Some(new)) = (old.and_then(Node::as_str), new.and_then(Node::as_str)) else {
        return false;
    };
    // After an odd number of backslashes, a dollar sign is itself.
    let is_escaped = |text: &str| (text.len() - text.trim_end_matches('\\').len()) % 2 == 1;
    let without_end = |text| str::strip_suffix(text, '$').filter(|text| !is_escaped(text));
    let begun = [Some(old), old.strip_prefix('^')];
    let mut looser = begun.into_iter().flatten().flat_map(|text| [Some(text), without_end(text)]).flatten();
    looser.any(|text| text == new)
}

/// Returns whether this is a name in JSON or XML that is the same as the member's own.
fn is_same_name(change: &Change<'_>, old: Option<&Node>, new: Option<&Node>) -> bool {
    let own = change.new.id().member();
    let name =
        |value: Option<&Node>| value.and_then(Node::as_str).map(str::to_owned).or(own.map(str::to_owned));
    own.is_some() && name(old) == name(new)
}

/// Returns whether callers did not need authentication before.
fn is_first_scheme(change: &Change<'_>) -> bool {
    let before = change.old.traits();
    !before.contains("smithy.api#auth") && !before.iter().any(|applied| is_auth_scheme(applied.id.as_str()))
}

/// Returns whether a protocol trait differs only in the HTTP versions, which both sides negotiate for each connection.
fn differs_in_versions_alone(old: Option<&Node>, new: Option<&Node>) -> bool {
    let (Some(old), Some(new)) = (old.and_then(Node::as_object), new.and_then(Node::as_object)) else {
        return false;
    };
    let rest = |object: &Object| -> BTreeMap<String, Node> {
        let entries = object.iter().filter(|entry| !["http", "eventStreamHttp"].contains(&&*entry.key));
        entries.map(|entry| (entry.key.to_string(), entry.value.clone())).collect()
    };
    rest(old) == rest(new)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::catalog::{Treatment, all, find};

    #[test]
    fn rows_are_sorted_and_about_known_traits() {
        assert!(TRAITS.is_sorted_by(|left, right| left.0 < right.0));
        for (id, meaning) in TRAITS {
            assert!(find(id).is_some(), "{id}");
            assert!(!is_protocol(id) && !is_auth_scheme(id), "{id} needs no row in TRAITS of diff/wire.rs");
            if let Off(reason) = meaning {
                assert!(reason.len() > 10 && !reason.ends_with('.'), "{id}: {reason}");
            }
        }
    }

    #[test]
    fn every_trait_that_is_used_is_judged() {
        for entry in all().filter(|entry| matches!(entry.treatment, Treatment::Used(_))) {
            assert!(
                meaning(entry.id).is_some(),
                "nothing says what changes of `{}` mean for what travels: give it a row in TRAITS of codegen/src/diff/wire.rs",
                entry.id
            );
        }
    }
}
