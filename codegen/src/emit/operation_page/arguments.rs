//! The arguments of a call: where each is sent, and its limits.

use crate::emit::spelling::argument_type;
use crate::ir::{CheckedBy, Field, Operation, Presence, Setting, docs};
use std::fmt::Write as _;

/// Writes the sections for the required and the optional arguments.
pub(super) fn arguments(operation: &Operation) -> String {
    let (required, optional): (Vec<&Field>, Vec<&Field>) =
        operation.input.fields.iter().partition(|field| field.presence == Presence::Required);
    let mut out = String::new();
    for (title, fields) in [("Required arguments", required), ("Optional arguments", optional)] {
        if fields.is_empty() {
            continue;
        }
        let _ = writeln!(out, "## {title}\n");
        for field in fields {
            let _ = writeln!(out, "{}", line(field));
        }
        out.push('\n');
    }
    if operation.settings.sha256_tree_hash {
        out.push_str(TREE_HASH);
    }
    if operation.settings.presigned_get {
        out.push_str(PRESIGNED_GET);
    }
    out
}

/// The remark for operations with the trait `smithwright.api#sha256TreeHash`.
const TREE_HASH: &str = "The client computes the SHA-256 tree hash of the body if none is given. Hashes are sent before the body, so it has to be in memory: a stream is refused.\n";

/// The remark for operations with the trait `smithwright.api#presignedGet`.
const PRESIGNED_GET: &str = "Presigned, the call is a `GET` with the arguments in the query, so that its URL alone makes it. Long ones stay in the body of a `POST`.\n";

fn line(field: &Field) -> String {
    let argument = argument_type(&field.value);
    let place = place(&field.settings).unwrap_or("in the body".to_owned());
    let mut out =
        format!("- [`{}`](Builder::{}): `{argument}`, {place}.", field.name, field.name.unescaped());
    let default = field.default.iter().map(|default| format!("Default: {}.", docs::code(default)));
    for sentence in limits(&field.settings).into_iter().chain(default) {
        let _ = write!(out, " {sentence}");
    }
    for text in [super::deprecation(field.deprecated.as_ref()), docs::summary(&field.documentation)] {
        if !text.is_empty() {
            let _ = write!(out, "\n  {text}");
        }
    }
    out
}

/// Describes where a member is sent, if not in the body.
pub(super) fn place(settings: &[Setting]) -> Option<String> {
    settings.iter().find_map(|setting| {
        Some(match setting {
            Setting::Header(name) => format!("a header parameter: {}", docs::code(name)),
            Setting::PrefixHeaders(prefix) => {
                format!("header parameters: {}", docs::code(&format!("{prefix}…")))
            }
            Setting::Label => "in the path".to_owned(),
            Setting::EndpointLabel => "in the endpoint's URL".to_owned(),
            Setting::LabelLastSegment => "in the path, without what stands before its last slash".to_owned(),
            Setting::LabelOr(fallback) => {
                format!("in the path; {} if left out or empty", docs::code(fallback))
            }
            Setting::Query(name) => format!("in the query: {}", docs::code(name)),
            Setting::QueryParams => "in the query, each entry a parameter".to_owned(),
            Setting::Payload(_) => "the whole body".to_owned(),
            Setting::ResponseCode => "the status code".to_owned(),
            Setting::Events => "a stream of events".to_owned(),
            // No place: see `limits`. Where parts of events are, their own types say.
            Setting::JsonName(_)
            | Setting::XmlName(_)
            | Setting::Attribute
            | Setting::Flattened
            | Setting::Namespace(..)
            | Setting::Ec2QueryName(_)
            | Setting::Required
            | Setting::Sensitive
            | Setting::IdempotencyToken
            | Setting::Md5Of(_)
            | Setting::HostLabel
            | Setting::EndpointUrl
            | Setting::RequiresLength
            | Setting::ContextParam(_)
            | Setting::EventHeader(_)
            | Setting::EventPayload(_)
            | Setting::Exception
            | Setting::Timestamp(_)
            | Setting::MediaType(_)
            | Setting::Length(..)
            | Setting::Range(..)
            | Setting::Pattern(..)
            | Setting::ReservedPrefix(_)
            | Setting::UniqueItems
            | Setting::Tells
            | Setting::JsonUnknown
            | Setting::Discriminated(_)
            | Setting::Untagged
            | Setting::Element(..)
            | Setting::Key(..) => return None,
        })
    })
}

/// Returns whether a member must never be printed.
pub(super) fn is_secret(settings: &[Setting]) -> bool {
    settings.contains(&Setting::Sensitive)
}

fn limits(settings: &[Setting]) -> Vec<String> {
    let mut out = Vec::new();
    for setting in settings {
        match setting {
            Setting::Length(Some(min), Some(max)) if min == max => out.push(format!("Length {min}.")),
            Setting::Length(Some(min), Some(max)) => out.push(format!("Length {min} to {max}.")),
            Setting::Length(Some(min), None) => out.push(format!("Length at least {min}.")),
            Setting::Length(None, Some(max)) => out.push(format!("Length at most {max}.")),
            Setting::Range(Some(min), Some(max)) if min == max => out.push(format!("Always {min}.")),
            Setting::Range(Some(min), Some(max)) => out.push(format!("From {min} to {max}.")),
            Setting::Range(Some(min), None) => out.push(format!("At least {min}.")),
            Setting::Range(None, Some(max)) => out.push(format!("At most {max}.")),
            Setting::Pattern(pattern, checked_by) => out.push(pattern_sentence(pattern, *checked_by)),
            Setting::ReservedPrefix(prefix) => {
                out.push(format!("Must not begin with {}.", docs::code(prefix)))
            }
            Setting::IdempotencyToken => {
                out.push("Filled with a random token if left out; the same for all attempts.".to_owned())
            }
            Setting::Md5Of(name) => {
                out.push(format!("Made from {} if left out.", docs::code(name)));
            }
            Setting::HostLabel => out.push("In the host name too.".to_owned()),
            Setting::UniqueItems => out.push("Nothing twice.".to_owned()),
            Setting::JsonUnknown => out.push("Its entries stand beside the other members.".to_owned()),
            Setting::RequiresLength => out.push("A stream needs a length.".to_owned()),
            Setting::Element(_, element) => out.extend(each("Each", element)),
            Setting::Key(_, key) => out.extend(each("Each key", key)),
            Setting::Sensitive => out.push("Secret: never printed.".to_owned()),
            Setting::EndpointUrl => out.push("The request goes to this URL.".to_owned()),
            // How it travels, which `place` says as far as callers have to know.
            Setting::Length(None, None)
            | Setting::Range(None, None)
            | Setting::Required
            | Setting::ContextParam(_)
            | Setting::JsonName(_)
            | Setting::XmlName(_)
            | Setting::Attribute
            | Setting::Flattened
            | Setting::Namespace(..)
            | Setting::Ec2QueryName(_)
            | Setting::Label
            | Setting::EndpointLabel
            | Setting::LabelOr(_)
            | Setting::LabelLastSegment
            | Setting::Query(_)
            | Setting::QueryParams
            | Setting::Header(_)
            | Setting::PrefixHeaders(_)
            | Setting::Payload(_)
            | Setting::ResponseCode
            | Setting::Events
            | Setting::EventHeader(_)
            | Setting::EventPayload(_)
            | Setting::Exception
            | Setting::Timestamp(_)
            | Setting::MediaType(_)
            | Setting::Tells
            | Setting::Discriminated(_)
            | Setting::Untagged => {}
        }
    }
    out
}

/// Describes the limits of a list's elements, or a map's keys or values, in a sentence; `None` if there are none.
fn each(what: &str, settings: &[Setting]) -> Option<String> {
    let limits: Vec<String> = limits(settings).iter().map(|limit| uncapitalised(limit)).collect();
    if limits.is_empty() { None } else { Some(format!("{what}: {}.", limits.join(", "))) }
}

/// Turns a sentence into a part of another.
fn uncapitalised(sentence: &str) -> String {
    let sentence = sentence.trim_end_matches('.');
    let mut letters = sentence.chars();
    letters.next().into_iter().flat_map(char::to_lowercase).chain(letters).collect()
}

fn pattern_sentence(pattern: &str, checked_by: CheckedBy) -> String {
    let unchecked = match checked_by {
        CheckedBy::Client => "",
        CheckedBy::Service => ", which the service alone checks",
    };
    format!("Pattern {}{unchecked}.", docs::code(pattern))
}
