//! Structures and unions.

use super::context::Context;
use super::defaults::{explicit_default, presence};
use super::members::{Bindings, settings};
use super::names::Scope;
use super::{
    Direction, Field, Literal, Name, Presence, Protocol, RustType, Setting, Structure, Union, Variant, alloy,
    events, xml,
};
use crate::diagnostics::Diagnostics;
use crate::model::{Member, Shape, Traits, traits};

/// Methods of nested structures, whose names setters can't have.
pub(super) const STRUCTURE_METHODS: [&str; 3] = ["clone", "default", "new"];

/// What a structure is made from, and what it is for.
#[derive(Clone)]
pub(super) struct Plan<'a> {
    /// Its Rust name.
    pub(super) name: Name,
    /// Its shape.
    pub(super) shape: &'a Shape,
    /// The direction in which it travels.
    pub(super) direction: Direction,
    /// The HTTP bindings that its members can have.
    pub(super) bindings: Bindings,
    /// Names that its fields can't have, because methods have them.
    pub(super) reserved: &'static [&'static str],
}

/// Returns the names of a structure's fields, in the order of its members.
pub(super) fn field_names(shape: &Shape, reserved: &[&str]) -> Vec<Name> {
    let mut scope = Scope::with_reserved(reserved);
    shape.members().map(|member| scope.claim(Name::snake(member.name()), "_")).collect()
}

pub(super) fn structure(context: &Context<'_>, plan: &Plan<'_>, diagnostics: &mut Diagnostics) -> Structure {
    let shape = plan.shape;
    // A required header that is missing before a stream is an error and not a zero value: the service did not understand the call.
    let strict = plan.bindings == Bindings::Response && events::has_stream(context.model, shape);
    alloy::check(context, shape, diagnostics);
    let mut fields = Vec::new();
    for (member, name) in shape.members().zip(field_names(shape, plan.reserved)) {
        let mut field = field(context, plan, (member, name), diagnostics);
        let in_header = field.settings.iter().any(|setting| matches!(setting, Setting::Header(_)));
        if strict && in_header && member.traits.has::<traits::Required>() {
            field.settings.insert(0, Setting::Required);
        }
        field.settings.extend(alloy::tells(context, shape, member, &field.settings));
        fields.push(field);
    }
    Structure {
        name: plan.name.clone(),
        shape: shape.id.name().to_owned(),
        documentation: documentation(&shape.traits, None),
        deprecated: deprecated(&shape.traits),
        direction: plan.direction,
        settings: match plan.bindings {
            Bindings::Request => xml::root(context.protocol, shape),
            _ => Vec::new(),
        },
        fields,
        users: 0,
    }
}

/// Creates the field of a member, with this name.
fn field(
    context: &Context<'_>,
    plan: &Plan<'_>,
    (member, name): (&Member, Name),
    diagnostics: &mut Diagnostics,
) -> Field {
    let shape = plan.shape;
    let mut settings = settings(context, member, plan.bindings, plan.direction);
    if shape.traits.has::<traits::Sensitive>() && !settings.contains(&Setting::Sensitive) {
        settings.push(Setting::Sensitive);
    }
    let default = explicit_default(member);
    let is_stream = settings.contains(&Setting::Events);
    // Only a nested type can be part of a cycle, since nothing refers to others.
    let nested = (plan.bindings == Bindings::Nested).then_some(&shape.id);
    let value = if is_stream {
        events::stream_type(context, &member.target.id, plan.direction)
    } else {
        context.member_type(nested, member)
    };
    let value = match alloy::is_nullable(context.protocol, member, &settings, diagnostics) {
        true => RustType::Nullable(Box::new(value)),
        false => value,
    };
    warn(context, member, plan, &value, diagnostics);
    let presence = match presence(context, member, plan.bindings, &value, diagnostics) {
        // A stream is always present, even if it ends at once.
        _ if is_stream && !plan.direction.is_sent() => Presence::Default(Literal::Zero),
        Presence::Optional if is_stream => Presence::Default(Literal::Zero),
        // The client fills in a token that the caller leaves out.
        Presence::Required if settings.contains(&Setting::IdempotencyToken) => Presence::Optional,
        presence => presence,
    };
    Field {
        name,
        member: member.name().to_owned(),
        documentation: member_documentation(context, member),
        deprecated: deprecated(&member.traits),
        // The service's own default is of no use where it has to be sent a value.
        default: default.filter(|_| presence != Presence::Required).map(|value| value.to_string()),
        presence,
        value,
        settings,
    }
}

pub(super) fn union(
    context: &Context<'_>,
    shape: &Shape,
    direction: Direction,
    diagnostics: &mut Diagnostics,
) -> Union {
    let secret = shape.traits.has::<traits::Sensitive>();
    alloy::check(context, shape, diagnostics);
    let mut scope = Scope::with_reserved(&["Unknown"]);
    let is_exception = |member: &Member| {
        events::is_stream(shape) && context.model.target(&member.target).is_some_and(events::is_error)
    };
    let variants = shape
        .members()
        // An exception ends a received stream, so it is not an event. A stream that is sent may contain it.
        .filter(|member| direction.is_sent() || !is_exception(member))
        .map(|member| {
            let mut settings = settings(context, member, Bindings::Nested, direction);
            if secret && !settings.contains(&Setting::Sensitive) {
                settings.push(Setting::Sensitive);
            }
            let value = if is_exception(member) {
                settings.push(Setting::Exception);
                RustType::Error(context.name(&member.target.id))
            } else {
                context.member_type(Some(&shape.id), member)
            };
            if direction.is_sent() {
                warn_of_forms(context.protocol, member, &value, diagnostics);
            }
            Variant {
                name: scope.claim(Name::upper_camel(member.name()), "Value"),
                member: member.name().to_owned(),
                documentation: member_documentation(context, member),
                deprecated: deprecated(&member.traits),
                value,
                settings,
            }
        })
        .collect();
    Union {
        name: context.name(&shape.id),
        shape: shape.id.name().to_owned(),
        documentation: joined([documentation(&shape.traits, None), alloy::form(context, shape)]),
        deprecated: deprecated(&shape.traits),
        direction,
        settings: alloy::of_union(context, shape),
        variants,
        stream_error: None,
    }
}

/// Warns of what a client could only get wrong.
fn warn(
    context: &Context<'_>,
    member: &Member,
    plan: &Plan<'_>,
    value: &RustType,
    diagnostics: &mut Diagnostics,
) {
    let protocol = context.protocol;
    if plan.direction.is_sent() {
        warn_of_forms(protocol, member, value, diagnostics);
    }
    // What is nested in a list, map or structure goes by longer names.
    let is_parameter = plan.bindings == Bindings::Request
        && !matches!(value, RustType::List(_) | RustType::Map(..) | RustType::Named(_) | RustType::Boxed(_));
    if let Some(name) = xml::reserved_name(protocol, member).filter(|_| is_parameter) {
        let message = format!("the parameter `{name}` is sent twice, for the member and by the protocol");
        let help = "say by `xmlName` or `ec2QueryName` which name the service reads, if it is another";
        diagnostics.push(member.warning(message).help(help));
    }
}

/// Warns of values that the protocol has no form for.
fn warn_of_forms(protocol: &Protocol, member: &Member, value: &RustType, diagnostics: &mut Diagnostics) {
    let help = "leave the member unset, or choose another protocol of the service";
    if protocol.reads_xml_traits() && value.holds(|it| *it == RustType::Document) {
        let message = "a document has no form in XML and in forms: a call that sets it fails";
        diagnostics.push(member.warning(message).help(help));
    }
    if matches!(protocol, Protocol::Ec2Query { .. }) && value.holds(|it| matches!(it, RustType::Map(..))) {
        let message = "ec2Query does not say how a map is sent: it goes as in awsQuery";
        diagnostics.push(member.warning(message).help(help));
    }
}

fn member_documentation(context: &Context<'_>, member: &Member) -> String {
    let target = context.model.target(&member.target).map(|target| &target.traits);
    joined([documentation(&member.traits, target), alloy::remark(context.protocol, member).to_owned()])
}

/// Returns the texts that say something, as paragraphs.
pub(super) fn joined(texts: impl IntoIterator<Item = String>) -> String {
    texts.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// Returns the documentation trait as Markdown, or that of `fallback`, followed by remarks on other traits.
pub(super) fn documentation(own: &Traits, fallback: Option<&Traits>) -> String {
    let text = own.read().or_else(|| fallback.and_then(Traits::read));
    let text = text.map(|traits::Documentation(text)| text);
    let texts = text.into_iter().chain(remarks(own)).map(|text| super::docs::markdown(&text));
    texts.collect::<Vec<_>>().join("\n\n")
}

/// Returns remarks on other traits, a paragraph each.
fn remarks(own: &Traits) -> Vec<String> {
    let mut remarks = Vec::new();
    if own.has::<traits::Internal>() {
        remarks.push("Internal: it is not for callers elsewhere.".to_owned());
    }
    if let Some(traits::Unstable { feature }) = own.read() {
        let feature = feature.map(|feature| format!(" as part of {}", code(&feature)));
        remarks.push(format!("Unstable{}: it may change at any time.", feature.unwrap_or_default()));
    }
    if let Some(traits::UnstableFeatures(features)) = own.read() {
        remarks.extend(features.into_iter().map(|(id, feature)| {
            let message = feature.message.unwrap_or_else(|| "it may change at any time.".to_owned());
            format!("Unstable feature {}: {message}", code(&id))
        }));
    }
    if let Some(traits::Recommended { reason }) = own.read() {
        let reason = reason.map(|reason| format!(": {reason}"));
        remarks.push(format!("Recommended{}", reason.unwrap_or_else(|| ".".to_owned())));
    }
    if let Some(traits::Since(since)) = own.read() {
        remarks.push(format!("Since {since}."));
    }
    if let Some(traits::ExternalDocumentation(links)) = own.read() {
        remarks.extend(links.iter().map(|(name, url)| format!("See [{name}]({url}).")));
    }
    remarks
}

/// Formats a name as code in Markdown.
pub(super) fn code(name: &str) -> String {
    let plain: String = name.chars().map(|c| if c == '`' || c.is_control() { ' ' } else { c }).collect();
    format!("`{}`", plain.trim())
}

/// Returns the content of the deprecated trait on one line; empty if it has none.
pub(super) fn deprecated(own: &Traits) -> Option<String> {
    let deprecated: traits::Deprecated = own.read()?;
    // rustdoc interprets the note as Markdown too.
    let one_line = |text: &String| super::docs::markdown(text).replace('\n', " ");
    let since = deprecated.since.as_ref().map(|since| format!("since {}", one_line(since)));
    let message = deprecated.message.as_ref().map(one_line);
    Some([since, message].into_iter().flatten().collect::<Vec<_>>().join(": "))
}
