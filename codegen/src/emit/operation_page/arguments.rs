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
    settings.iter().find_map(|setting| match said(setting) {
        Said::Place(place) => Some(place),
        Said::Limit(_) | Said::Nothing => None,
    })
}

/// Returns whether a member must never be printed.
pub(super) fn is_secret(settings: &[Setting]) -> bool {
    settings.contains(&Setting::Sensitive)
}

fn limits(settings: &[Setting]) -> Vec<String> {
    let limit = |setting: &Setting| match said(setting) {
        Said::Limit(limit) => Some(limit),
        Said::Place(_) | Said::Nothing => None,
    };
    settings.iter().filter_map(limit).collect()
}

/// What a setting says of an argument.
enum Said {
    /// Where it is sent, if not in the body: a part of a sentence.
    Place(String),
    /// Another thing that callers have to know: a sentence.
    Limit(String),
    /// Nothing that callers have to know.
    Nothing,
}

/// Says where an argument is sent, or what else there is to know: each setting is about one of them.
fn said(setting: &Setting) -> Said {
    use Said::{Limit, Nothing, Place};
    match setting {
        Setting::Header(name) => Place(format!("a header parameter: {}", docs::code(name))),
        Setting::PrefixHeaders(prefix) => {
            Place(format!("header parameters: {}", docs::code(&format!("{prefix}…"))))
        }
        Setting::Label => Place("in the path".to_owned()),
        Setting::EndpointLabel => Place("in the endpoint's URL".to_owned()),
        Setting::LabelLastSegment => {
            Place("in the path, without what stands before its last slash".to_owned())
        }
        Setting::LabelOr(fallback) => {
            Place(format!("in the path; {} if left out or empty", docs::code(fallback)))
        }
        Setting::Query(name) => Place(format!("in the query: {}", docs::code(name))),
        Setting::QueryParams => Place("in the query, each entry a parameter".to_owned()),
        Setting::Payload(_) => Place("the whole body".to_owned()),
        Setting::ResponseCode => Place("the status code".to_owned()),
        Setting::Events => Place("a stream of events".to_owned()),
        Setting::Length(min, max) => length(*min, *max),
        Setting::Range(min, max) => range(*min, *max),
        Setting::Pattern(pattern, checked_by) => Limit(pattern_sentence(pattern, *checked_by)),
        Setting::ReservedPrefix(prefix) => Limit(format!("Must not begin with {}.", docs::code(prefix))),
        Setting::IdempotencyToken => {
            Limit("Filled with a random token if left out; the same for all attempts.".to_owned())
        }
        Setting::Md5Of(name) => Limit(format!("Made from {} if left out.", docs::code(name))),
        Setting::HostLabel => Limit("In the host name too.".to_owned()),
        Setting::UniqueItems => Limit("Nothing twice.".to_owned()),
        Setting::JsonUnknown => Limit("Its entries stand beside the other members.".to_owned()),
        Setting::RequiresLength => Limit("A stream needs a length.".to_owned()),
        Setting::Element(_, element) => each("Each", element).map_or(Nothing, Limit),
        Setting::Key(_, key) => each("Each key", key).map_or(Nothing, Limit),
        Setting::Sensitive => Limit("Secret: never printed.".to_owned()),
        Setting::EndpointUrl => Limit("The request goes to this URL.".to_owned()),
        // Callers need not know, or see it elsewhere. Where parts of events are, their own types say.
        Setting::Required
        | Setting::ContextParam(_)
        | Setting::JsonName(_)
        | Setting::XmlName(_)
        | Setting::Attribute
        | Setting::Flattened
        | Setting::Namespace(..)
        | Setting::Ec2QueryName(_)
        | Setting::EventHeader(_)
        | Setting::EventPayload(_)
        | Setting::Exception
        | Setting::Timestamp(_)
        | Setting::MediaType(_)
        | Setting::Tells
        | Setting::Discriminated(_)
        | Setting::Untagged => Nothing,
    }
}

fn length(min: Option<u64>, max: Option<u64>) -> Said {
    Said::Limit(match (min, max) {
        (Some(min), Some(max)) if min == max => format!("Length {min}."),
        (Some(min), Some(max)) => format!("Length {min} to {max}."),
        (Some(min), None) => format!("Length at least {min}."),
        (None, Some(max)) => format!("Length at most {max}."),
        (None, None) => return Said::Nothing,
    })
}

fn range(min: Option<f64>, max: Option<f64>) -> Said {
    Said::Limit(match (min, max) {
        (Some(min), Some(max)) if min == max => format!("Always {min}."),
        (Some(min), Some(max)) => format!("From {min} to {max}."),
        (Some(min), None) => format!("At least {min}."),
        (None, Some(max)) => format!("At most {max}."),
        (None, None) => return Said::Nothing,
    })
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
