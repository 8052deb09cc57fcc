//! The facts after a signature: where a member is sent, and what else is known about it.

use crate::emit;
use crate::emit::spelling::spell;
use crate::ir::{CheckedBy, Field, Literal, Payload, Presence, Setting, TimestampFormat, Variant};

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
    let place = settings.iter().find_map(place);
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

/// Describes a binding other than to the body.
fn place(setting: &Setting) -> Option<String> {
    Some(match setting {
        Setting::Label => "in path".to_owned(),
        Setting::EndpointLabel => "in endpoint".to_owned(),
        Setting::LabelLastSegment => "in path, its last segment".to_owned(),
        Setting::LabelOr(fallback) => format!("in path, {fallback:?} where it is empty"),
        Setting::Query(name) => format!("in query {name:?}"),
        Setting::QueryParams => "in query, an entry a parameter".to_owned(),
        Setting::Header(name) => format!("in header {name:?}"),
        Setting::PrefixHeaders(prefix) => format!("in headers {prefix:?}, an entry a header"),
        Setting::Payload(Payload::Value | Payload::Structure | Payload::Element) => {
            "as whole body".to_owned()
        }
        Setting::Payload(Payload::Stream) => "as whole body, streamed".to_owned(),
        Setting::ResponseCode => "from status code".to_owned(),
        Setting::Events => "as stream of events".to_owned(),
        Setting::EventHeader(_) => "in header of the event".to_owned(),
        Setting::EventPayload(_) => "as payload of the event".to_owned(),
        Setting::Exception => "as exception".to_owned(),
        Setting::JsonUnknown => "for what is unknown".to_owned(),
        // Not a binding: see `settings`.
        Setting::JsonName(_)
        | Setting::Required
        | Setting::Sensitive
        | Setting::IdempotencyToken
        | Setting::Md5Of(_)
        | Setting::ContextParam(_)
        | Setting::HostLabel
        | Setting::EndpointUrl
        | Setting::RequiresLength
        | Setting::Timestamp(_)
        | Setting::MediaType(_)
        | Setting::Length(..)
        | Setting::Range(..)
        | Setting::Pattern(..)
        | Setting::ReservedPrefix(_)
        | Setting::UniqueItems
        | Setting::Tells
        | Setting::Discriminated(_)
        | Setting::Untagged
        | Setting::Element(..)
        | Setting::XmlName(_)
        | Setting::Attribute
        | Setting::Flattened
        | Setting::Namespace(..)
        | Setting::Ec2QueryName(_)
        | Setting::Key(..) => return None,
    })
}

/// Returns the facts about a value besides its name and binding.
pub(super) fn settings(settings: &[Setting]) -> impl Iterator<Item = String> {
    settings.iter().filter_map(|setting| {
        Some(match setting {
            Setting::Required => "required".to_owned(),
            Setting::Sensitive => "sensitive".to_owned(),
            Setting::IdempotencyToken => "idempotency token".to_owned(),
            Setting::Md5Of(name) => format!("MD5 of {name:?}"),
            Setting::ContextParam(name) => format!("{name:?} of the endpoint rules"),
            Setting::HostLabel => "in the host name too".to_owned(),
            Setting::EndpointUrl => "the URL that is called".to_owned(),
            Setting::RequiresLength => "of known length".to_owned(),
            Setting::Timestamp(TimestampFormat::DateTime) => "date-time".to_owned(),
            Setting::Timestamp(TimestampFormat::EpochSeconds) => "epoch-seconds".to_owned(),
            Setting::Timestamp(TimestampFormat::HttpDate) => "http-date".to_owned(),
            Setting::MediaType(name) => format!("media type {name:?}"),
            Setting::Length(min, max) => format!("length {}", bounds(*min, *max)),
            Setting::Range(min, max) => format!("range {}", bounds(*min, *max)),
            Setting::Pattern(pattern, CheckedBy::Client) => format!("pattern {pattern:?}"),
            Setting::Pattern(pattern, CheckedBy::Service) => format!("pattern {pattern:?}, by the service"),
            Setting::ReservedPrefix(prefix) => format!("not {prefix:?} at the start"),
            Setting::UniqueItems => "unique items".to_owned(),
            Setting::Tells => "told apart by it".to_owned(),
            Setting::Discriminated(key) => format!("member named by {key:?}"),
            Setting::Untagged => "untagged".to_owned(),
            Setting::Element(name, known) => {
                let mut facts = vec![travel(name, known, Container::Value)];
                facts.extend(self::settings(known));
                format!("each {}", facts.join(", "))
            }
            Setting::XmlName(name) => format!("{name:?} in XML"),
            Setting::Attribute => "attribute in XML".to_owned(),
            Setting::Flattened => "flattened in XML".to_owned(),
            Setting::Namespace(uri, prefix) => format!("XML namespace {prefix:?} {uri:?}"),
            Setting::Ec2QueryName(name) => format!("{name:?} in ec2Query"),
            Setting::Key(name, known) => {
                let mut facts = vec![travel(name, known, Container::Value)];
                facts.extend(self::settings(known));
                format!("each key {}", facts.join(", "))
            }
            // Described by `travel`.
            Setting::JsonName(_)
            | Setting::Label
            | Setting::LabelOr(_)
            | Setting::LabelLastSegment
            | Setting::EndpointLabel
            | Setting::Query(_)
            | Setting::QueryParams
            | Setting::Header(_)
            | Setting::PrefixHeaders(_)
            | Setting::Payload(_)
            | Setting::ResponseCode
            | Setting::Events
            | Setting::EventHeader(_)
            | Setting::EventPayload(_)
            | Setting::JsonUnknown
            | Setting::Exception => return None,
        })
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
