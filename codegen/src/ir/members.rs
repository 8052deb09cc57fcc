//! The rows of the tables: each member's name, its binding, and its settings that are not the default.

use super::context::Context;
use super::defaults::is_required;
use super::{Direction, Payload, Protocol, Setting, alloy, constraints, events, secrets, xml};
use crate::model::{Member, Shape, ShapeKind, traits};

/// The HTTP bindings that a structure's members can have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bindings {
    /// The bindings of an operation's input.
    Request,
    /// The bindings of an operation's output or error.
    Response,
    /// None: the structure is nested, and is sent as a whole.
    Nested,
}

/// Returns the settings of a member's row. Only what is sent has constraints, since only that is checked.
pub(super) fn settings(
    context: &Context<'_>,
    member: &Member,
    bindings: Bindings,
    direction: Direction,
) -> Vec<Setting> {
    let Some(target) = context.model.target(&member.target) else { return Vec::new() };
    let mut settings = Vec::new();
    if context.protocol.reads_xml_traits() {
        settings.extend(xml::member(context.protocol, member, target));
    } else if let Some(traits::JsonName(name)) = member.traits.read() {
        settings.push(Setting::JsonName(name));
    }
    settings.extend(alloy::of_member(context.protocol, member));
    if direction.is_sent() && is_required(member) {
        settings.push(Setting::Required);
    }
    let bound = context.protocol.has_http_bindings();
    let location = events::place(member, target)
        .or_else(|| if bound { location(member, target, bindings) } else { None });
    let carries_media_type =
        matches!(location, Some(Setting::Header(_) | Setting::Payload(_) | Setting::EventPayload(_)));
    let elements =
        if matches!(location, Some(Setting::Header(_))) { Elements::InHeader } else { Elements::Elsewhere };
    settings.extend(location);
    if bindings == Bindings::Request {
        settings.extend(of_request(context, member));
    }
    settings
        .extend(timestamp(member, target).or_else(|| alloy::timestamp(context.protocol, target, &settings)));
    if carries_media_type && let Some(traits::MediaType(name)) = target.traits.read() {
        settings.push(Setting::MediaType(name));
    }
    if secrets::is_secret(context.model, member, target) {
        settings.push(Setting::Sensitive);
    }
    if direction.is_sent() {
        settings.extend(constraints::of(member, target));
    }
    settings.extend(element(context, target, direction, elements));
    settings.extend(key(context, target, direction));
    settings
}

/// Returns the settings of a map's keys, or none if all are the default.
fn key(context: &Context<'_>, target: &Shape, direction: Direction) -> Option<Setting> {
    let ShapeKind::Map(map) = &target.kind else { return None };
    let key = context.model.target(&map.key.target)?;
    let mut settings = xml::key(context.protocol, &map.key, key);
    if direction.is_sent() {
        settings.extend(constraints::of(&map.key, key));
    }
    (!settings.is_empty()).then(|| Setting::Key(map.key.name().to_owned(), settings))
}

/// Returns the settings that only members of an input can have.
fn of_request(context: &Context<'_>, member: &Member) -> Vec<Setting> {
    let mut settings = Vec::new();
    if member.traits.has::<traits::IdempotencyToken>() {
        settings.push(Setting::IdempotencyToken);
    }
    if let Some(traits::Md5Of(name)) = member.traits.read() {
        settings.push(Setting::Md5Of(name));
    }
    if let Some(traits::ContextParam { name }) = member.traits.read()
        && context.endpoint_looks_at(&name)
    {
        settings.push(Setting::ContextParam(name));
    }
    if is_host_label(context, member) {
        settings.push(Setting::HostLabel);
    }
    if member.traits.has::<traits::EndpointUrl>() {
        settings.push(Setting::EndpointUrl);
    }
    let target = context.model.target(&member.target);
    if target.is_some_and(|target| target.traits.has::<traits::RequiresLength>()) {
        settings.push(Setting::RequiresLength);
    }
    settings
}

/// Where the elements of a list are sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Elements {
    /// Together in a header.
    InHeader,
    /// Anywhere else.
    Elsewhere,
}

fn location(member: &Member, target: &Shape, bindings: Bindings) -> Option<Setting> {
    let traits = &member.traits;
    if bindings == Bindings::Nested {
        return None;
    }
    if let Some(traits::HttpHeader(name)) = traits.read() {
        return Some(Setting::Header(name));
    }
    if let Some(traits::HttpPrefixHeaders(prefix)) = traits.read() {
        return Some(Setting::PrefixHeaders(prefix));
    }
    if traits.has::<traits::HttpPayload>() {
        return Some(Setting::Payload(payload(target)));
    }
    match bindings {
        Bindings::Request if is_endpoint_label(member, target) => Some(Setting::EndpointLabel),
        Bindings::Request if traits.has::<traits::HttpLabel>() => Some(match traits.read() {
            Some(traits::LabelFallback(text)) => Setting::LabelOr(text),
            None if traits.has::<traits::LabelLastSegment>()
                || target.traits.has::<traits::LabelLastSegment>() =>
            {
                Setting::LabelLastSegment
            }
            None => Setting::Label,
        }),
        Bindings::Request if traits.has::<traits::HttpQueryParams>() => Some(Setting::QueryParams),
        Bindings::Request => traits.read().map(|traits::HttpQuery(name)| Setting::Query(name)),
        Bindings::Response if traits.has::<traits::HttpResponseCode>() => Some(Setting::ResponseCode),
        _ => None,
    }
}

/// Returns whether the member is a label in the endpoint's URL, not in the path.
pub(super) fn is_endpoint_label(member: &Member, target: &Shape) -> bool {
    member.traits.has::<traits::HttpLabel>() && is_left_to_rules(member, target)
}

/// Returns whether the member is a label in the prefix of the host name, unless the endpoint rules put it there.
pub(super) fn is_host_label(context: &Context<'_>, member: &Member) -> bool {
    let known = |traits::ContextParam { name }| context.endpoint_looks_at(&name);
    let is_known = member.traits.read().is_some_and(known);
    let is_left = context.model.target(&member.target).is_some_and(|target| is_left_to_rules(member, target));
    member.traits.has::<traits::HostLabel>() && !(is_left && is_known)
}

fn is_left_to_rules(member: &Member, target: &Shape) -> bool {
    member.traits.has::<traits::EndpointLabel>() || target.traits.has::<traits::EndpointLabel>()
}

fn payload(target: &Shape) -> Payload {
    match target.kind {
        ShapeKind::Structure(_) => Payload::Structure,
        _ if target.traits.has::<traits::Streaming>() => Payload::Stream,
        _ => Payload::Value,
    }
}

fn timestamp(member: &Member, target: &Shape) -> Option<Setting> {
    let format = member.traits.read::<traits::TimestampFormat>().or_else(|| target.traits.read())?;
    Some(Setting::Timestamp(format))
}

/// Returns the settings of a list's elements or a map's values, or none if all are the default.
fn element(context: &Context<'_>, target: &Shape, direction: Direction, place: Elements) -> Option<Setting> {
    let member = match &target.kind {
        ShapeKind::List(list) => &list.member,
        ShapeKind::Map(map) => &map.value,
        _ => return None,
    };
    let mut settings = settings(context, member, Bindings::Nested, direction);
    // In forms of this protocol the elements of a list have numbers and no names.
    let is_unnamed =
        matches!((context.protocol, &target.kind), (Protocol::Ec2Query { .. }, ShapeKind::List(_)))
            && !direction.is_received();
    settings.retain(|setting| match setting {
        Setting::Sensitive | Setting::Required => false,
        Setting::XmlName(_) => !is_unnamed,
        // In headers, times have another format where none is stated.
        Setting::Timestamp(_) if place == Elements::InHeader => {
            context.model.target(&member.target).is_some_and(|target| timestamp(member, target).is_some())
        }
        _ => true,
    });
    if place == Elements::InHeader
        && let Some(traits::MediaType(name)) = context.model.target(&member.target)?.traits.read()
    {
        settings.push(Setting::MediaType(name));
    }
    (!settings.is_empty()).then(|| Setting::Element(member.name().to_owned(), settings))
}
