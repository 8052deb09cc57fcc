//! The facts after a signature: where a member is sent, and what else is known about it.

use crate::emit;
use crate::emit::spelling::spell;
use crate::ir::{CheckedBy, Field, Literal, Payload, Presence, Setting, TimestampFormat, Variant};
use std::iter::once;

/// The part of a message that a structure's members are in by default.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Container {
    /// In a message: in the body, unless they are bound to another part.
    Message,
    /// In a value.
    Value,
}

/// Returns the facts about a field.
pub(super) fn field(field: &Field, container: Container) -> Vec<String> {
    let mut facts = vec![travel(&field.member, &field.settings, container)];
    match (&field.presence, &field.default) {
        (Presence::Default(value), _) => facts.push(default(value)),
        // Left out, it has this value, although the client doesn't send it.
        (_, Some(json)) => facts.push(format!("default {json}, by the service")),
        (_, None) => {}
    }
    facts.extend(settings(&field.settings));
    facts.extend(deprecated(field.deprecated.as_ref()));
    facts
}

/// Returns the facts about a union member.
pub(super) fn variant(variant: &Variant) -> Vec<String> {
    let mut facts = vec![travel(&variant.member, &variant.settings, Container::Value)];
    facts.extend(settings(&variant.settings));
    facts.extend(deprecated(variant.deprecated.as_ref()));
    facts
}

/// Returns the word for something deprecated.
pub(super) fn deprecated(note: Option<&String>) -> Option<String> {
    note.map(|_| "deprecated".to_owned())
}

/// Describes the member: its name in the model, and where it is sent under which name.
fn travel(member: &str, settings: &[Setting], container: Container) -> String {
    let place = settings.iter().find_map(|setting| match fact(setting) {
        Fact::Place(place) => Some(place),
        Fact::Other(_) | Fact::Nothing => None,
    });
    let json_name = settings.iter().find_map(|setting| match setting {
        Setting::JsonName(name) => Some(format!(" as {name:?}")),
        _ => None,
    });
    let json_name = json_name.unwrap_or_default();
    match (place, container) {
        (Some(place), _) => format!("{member:?} {place}"),
        (None, Container::Message) => format!("{member:?} in body{json_name}"),
        (None, Container::Value) => format!("{member:?}{json_name}"),
    }
}

/// What a setting says of a member.
enum Fact {
    /// Where it is sent, if not in the body.
    Place(String),
    /// Something else.
    Other(String),
    /// Nothing by itself.
    Nothing,
}

/// Says which fact a setting is: each of them is one or none.
fn fact(setting: &Setting) -> Fact {
    use Fact::{Nothing, Other, Place};
    match setting {
        Setting::Label => Place("in path".to_owned()),
        Setting::EndpointLabel => Place("in endpoint".to_owned()),
        Setting::LabelLastSegment => Place("in path, its last segment".to_owned()),
        Setting::LabelOr(fallback) => Place(format!("in path, {fallback:?} where it is empty")),
        Setting::Query(name) => Place(format!("in query {name:?}")),
        Setting::QueryParams => Place("in query, an entry a parameter".to_owned()),
        Setting::Header(name) => Place(format!("in header {name:?}")),
        Setting::PrefixHeaders(prefix) => Place(format!("in headers {prefix:?}, an entry a header")),
        Setting::Payload(Payload::Value | Payload::Structure | Payload::Element) => {
            Place("as whole body".to_owned())
        }
        Setting::Payload(Payload::Stream) => Place("as whole body, streamed".to_owned()),
        Setting::ResponseCode => Place("from status code".to_owned()),
        Setting::Events => Place("as stream of events".to_owned()),
        Setting::EventHeader(_) => Place("in header of the event".to_owned()),
        Setting::EventPayload(_) => Place("as payload of the event".to_owned()),
        Setting::Exception => Place("as exception".to_owned()),
        Setting::JsonUnknown => Place("for what is unknown".to_owned()),
        Setting::Required => Other("required".to_owned()),
        Setting::Sensitive => Other("sensitive".to_owned()),
        Setting::IdempotencyToken => Other("idempotency token".to_owned()),
        Setting::Md5Of(name) => Other(format!("MD5 of {name:?}")),
        Setting::ContextParam(name) => Other(format!("{name:?} of the endpoint rules")),
        Setting::HostLabel => Other("in the host name too".to_owned()),
        Setting::EndpointUrl => Other("the URL that is called".to_owned()),
        Setting::RequiresLength => Other("of known length".to_owned()),
        Setting::Timestamp(TimestampFormat::DateTime) => Other("date-time".to_owned()),
        Setting::Timestamp(TimestampFormat::EpochSeconds) => Other("epoch-seconds".to_owned()),
        Setting::Timestamp(TimestampFormat::HttpDate) => Other("http-date".to_owned()),
        Setting::MediaType(name) => Other(format!("media type {name:?}")),
        Setting::Length(min, max) => Other(format!("length {}", bounds(*min, *max))),
        Setting::Range(min, max) => Other(format!("range {}", bounds(*min, *max))),
        Setting::Pattern(pattern, CheckedBy::Client) => Other(format!("pattern {pattern:?}")),
        Setting::Pattern(pattern, CheckedBy::Service) => {
            Other(format!("pattern {pattern:?}, by the service"))
        }
        Setting::ReservedPrefix(prefix) => Other(format!("not {prefix:?} at the start")),
        Setting::UniqueItems => Other("unique items".to_owned()),
        Setting::Tells => Other("told apart by it".to_owned()),
        Setting::Discriminated(key) => Other(format!("member named by {key:?}")),
        Setting::Untagged => Other("untagged".to_owned()),
        Setting::Element(name, known) => Other(format!("each {}", part(name, known))),
        Setting::XmlName(name) => Other(format!("{name:?} in XML")),
        Setting::Attribute => Other("attribute in XML".to_owned()),
        Setting::Flattened => Other("flattened in XML".to_owned()),
        Setting::Namespace(uri, prefix) => Other(format!("XML namespace {prefix:?} {uri:?}")),
        Setting::Ec2QueryName(name) => Other(format!("{name:?} in ec2Query")),
        Setting::Key(name, known) => Other(format!("each key {}", part(name, known))),
        // `travel` says it beside the place.
        Setting::JsonName(_) => Nothing,
    }
}

/// Describes the values or keys of a list or map.
fn part(name: &str, known: &[Setting]) -> String {
    let facts: Vec<String> = once(travel(name, known, Container::Value)).chain(settings(known)).collect();
    facts.join(", ")
}

/// Returns the facts about a value besides its name and binding.
pub(super) fn settings(settings: &[Setting]) -> impl Iterator<Item = String> {
    settings.iter().filter_map(|setting| match fact(setting) {
        Fact::Other(fact) => Some(fact),
        Fact::Place(_) | Fact::Nothing => None,
    })
}

fn bounds<T: ToString>(min: Option<T>, max: Option<T>) -> String {
    let text = |bound: Option<T>| bound.map(|bound| bound.to_string()).unwrap_or_default();
    format!("{}..={}", text(min), text(max)).trim_end_matches('=').to_owned()
}

fn default(value: &Literal) -> String {
    match value {
        Literal::Zero => "default zero".to_owned(),
        Literal::String(text) => format!("default {text:?}"),
        Literal::Digits(digits) => format!("default {digits}"),
        other => format!("default {}", spell(emit::literal(other))),
    }
}
