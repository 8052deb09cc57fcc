//! Binding of a response to an operation's output.

use super::{header_list, text};
use crate::codec::{Codec, DecodeError};
use crate::error::{BoxError, Failure, FailureKind};
use crate::message::Response;
use crate::schema::{Location, Member, Payload, Schema};
use crate::value::{Slot, StructureMut, ValueMut};
use bytes::Bytes;
use http::header::ValueIter;
use http::{HeaderMap, HeaderValue};
use std::borrow::Cow;
use std::fmt;

/// Returns `true` if a member of this table streams the body, so that it must not be collected before it is [decoded](decode).
#[must_use]
pub fn streams(output: &Schema) -> bool {
    output.members.iter().any(|member| member.location() == Location::Payload(Payload::Stream))
}

/// Reads a successful response, with its body in the format of `codec`. A body that is a stream is taken out of it.
///
/// # Errors
///
/// Returns an error if the response is not what the model says. It names the member and never shows what was received.
pub fn decode(
    codec: &dyn Codec,
    mut response: Response,
    output: &mut dyn StructureMut,
) -> Result<(), Failure> {
    let read = match response.body.as_bytes() {
        Some(body) if body.is_empty() && must_have_body(codec, &response, output.schema()) => {
            Err("the body is empty".into())
        }
        _ => decode_members(codec, &mut response, output),
    };
    read.map_err(|error| {
        let message = format!("the response is not what the model says: {error}");
        Failure::new(FailureKind::Response, message).caused_by(error).answered_by(&response)
    })
}

fn must_have_body(codec: &dyn Codec, response: &Response, output: &Schema) -> bool {
    const NO_CONTENT: u16 = 204;
    codec.answers_have_bodies() && response.status != NO_CONTENT && output.members.iter().any(is_in_body)
}

fn is_in_body(member: &Member) -> bool {
    matches!(member.location(), Location::Body)
}

/// Reads what the members of a successful response, or of a modelled error, are bound to.
///
/// # Errors
///
/// Returns an error for the first thing that is not what the model says. What could be read before it is there nevertheless.
pub fn decode_members(
    codec: &dyn Codec,
    response: &mut Response,
    output: &mut dyn StructureMut,
) -> Result<(), BoxError> {
    let members = output.schema().members;
    let mut result = Ok(());
    output.members_mut(&mut |values| {
        for (member, value) in members.iter().zip(values) {
            let read = bound_member(codec, response, member, *value);
            if read.is_err() {
                // An error may be returned with the members that could be read: this one should not hold a made-up zero.
                value.unset();
            }
            if result.is_ok() {
                result = read;
            }
        }
    });
    match response.body.as_bytes() {
        Some(body) if !body.is_empty() && members.iter().any(is_in_body) => {
            let read = codec.decode_body(body, output);
            if let Some(error) = read.as_ref().err().and_then(|error| error.downcast_ref()) {
                forget(output, error);
            }
            result.and(read)
        }
        _ => result,
    }
}

/// Takes back what was filled in of the member of the body that could not be read.
fn forget(output: &mut dyn StructureMut, error: &DecodeError) {
    let at = output.schema().members.iter().position(|member| error.member() == Some(member.name));
    output.members_mut(&mut |values| {
        if let Some(value) = at.and_then(|at| values.get_mut(at)) {
            value.unset();
        }
    });
}

fn bound_member(
    codec: &dyn Codec,
    response: &mut Response,
    member: &'static Member,
    value: &mut dyn ValueMut,
) -> Result<(), BoxError> {
    match member.location() {
        Location::Header(name) => header(&response.headers, name, value, member)?,
        Location::PrefixHeaders(prefix) => prefix_headers(&response.headers, prefix, value, member)?,
        Location::ResponseCode => {
            let status = itoa::Buffer::new().format(response.status).to_owned();
            text::read(&status, value.slot(), member).map_err(|expected| Unreadable { member, expected })?;
        }
        Location::Payload(kind) => payload(codec, response, value, (member, kind))?,
        _ => {}
    }
    Ok(())
}

fn header(
    headers: &HeaderMap,
    name: &str,
    value: &mut dyn ValueMut,
    member: &'static Member,
) -> Result<(), Unreadable> {
    let mut lines = headers.get_all(name).iter();
    let unreadable = |expected| Unreadable { member, expected };
    let Some(first) = lines.next() else {
        return if member.is_required() { Err(unreadable("there")) } else { Ok(()) };
    };
    match value.slot() {
        // Its lines have commas of their own, and can't be joined (RFC 9110, section 5.3).
        Slot::List(list) if name.eq_ignore_ascii_case("set-cookie") => {
            let element = member.element().unwrap_or(member);
            let mut all = [first].into_iter().chain(lines).map(text_of);
            all.try_for_each(|line| text::read(&line, list.push().slot(), element)).map_err(unreadable)
        }
        Slot::List(list) => header_list::read(&joined(first, lines), list, member).map_err(unreadable),
        slot => {
            let is_time = matches!(slot, Slot::Timestamp(_));
            let line = if let Slot::String(_) = slot { joined(first, lines) } else { text_of(first) };
            match text::read(line.trim_matches([' ', '\t']), slot, member) {
                Ok(()) => Ok(()),
                // Some headers hold something other than a date: `Expires: 0` means the past. The rest of the response is still worth having.
                Err(_) if is_time && !member.is_required() && value.unset() => {
                    tracing::debug!(
                        member = member.name,
                        header = name,
                        "left out: the header holds no date"
                    );
                    Ok(())
                }
                Err(expected) => Err(unreadable(expected)),
            }
        }
    }
}

/// Joins headers of one name, which are equivalent to one (RFC 9110, section 5.3).
fn joined<'h>(first: &'h HeaderValue, more: ValueIter<'h, HeaderValue>) -> Cow<'h, str> {
    let mut line = text_of(first);
    for next in more {
        let line = line.to_mut();
        line.push_str(", ");
        line.push_str(&text_of(next));
    }
    line
}

fn prefix_headers(
    headers: &HeaderMap,
    prefix: &str,
    value: &mut dyn ValueMut,
    member: &'static Member,
) -> Result<(), Unreadable> {
    // The names in a `HeaderMap` are in lower case.
    let prefix = prefix.to_ascii_lowercase();
    let with_prefix = |name: &&http::HeaderName| name.as_str().starts_with(&prefix);
    // Taking the slot sets an empty map, which is right if there are no such headers.
    let Slot::Map(map) = value.slot() else { return Ok(()) };
    let element = member.element().unwrap_or(member);
    for name in headers.keys().filter(with_prefix) {
        let key = name.as_str().get(prefix.len()..).unwrap_or_default();
        header(headers, name.as_str(), map.insert(Cow::Borrowed(key)), element)
            .map_err(|error| Unreadable { member, ..error })?;
    }
    Ok(())
}

fn payload(
    codec: &dyn Codec,
    response: &mut Response,
    value: &mut dyn ValueMut,
    (member, kind): (&'static Member, Payload),
) -> Result<(), BoxError> {
    // An optional payload stays unset if the body is empty.
    if response.body.as_bytes().is_some_and(Bytes::is_empty) {
        return Ok(());
    }
    // Where a whole body is always in the format, it may be a null, which a slot can't take.
    if codec.writes_texts() && response.body.as_bytes().is_some_and(|body| body.trim_ascii() == b"null") {
        value.set_null();
        return Ok(());
    }
    let slot = value.slot();
    if let Slot::Stream(stream) = slot {
        *stream = std::mem::take(&mut response.body);
        return Ok(());
    }
    let in_memory = response.body.as_bytes();
    let expected = "a body that was collected";
    let body = in_memory.ok_or(Unreadable { member, expected })?;
    match slot {
        slot if kind == Payload::Element || codec.writes_texts() => {
            codec.decode_payload(body, slot, member)?;
        }
        Slot::Blob(blob) => *blob = body.clone(),
        Slot::String(string) => utf8(body, member)?.clone_into(string),
        Slot::Enum(value) => value.set(Cow::Borrowed(utf8(body, member)?)),
        slot => codec.decode_payload(body, slot, member)?,
    }
    Ok(())
}

/// Returns the text of a header: in UTF-8 or, if it is not that, in Latin-1, as HTTP once had it (RFC 9110, section 5.5). What one header holds should not keep
/// the whole response from being read.
fn text_of(value: &HeaderValue) -> Cow<'_, str> {
    let bytes = value.as_bytes();
    let latin = || bytes.iter().copied().map(char::from).collect::<String>().into();
    std::str::from_utf8(bytes).map_or_else(|_| latin(), Cow::Borrowed)
}

fn utf8<'a>(bytes: &'a [u8], member: &'static Member) -> Result<&'a str, Unreadable> {
    std::str::from_utf8(bytes).map_err(|_| Unreadable { member, expected: "UTF-8 text" })
}

/// A member that can't be read from where it is bound.
#[derive(Debug)]
struct Unreadable {
    member: &'static Member,
    expected: &'static str,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = match self.member.location() {
            Location::Header(name) => format!("the header `{name}`"),
            Location::PrefixHeaders(prefix) => format!("a header beginning with `{prefix}`"),
            Location::ResponseCode => "the status code".to_owned(),
            _ => "the body".to_owned(),
        };
        write!(f, "`{}`, from {place}, is not {}", self.member.name, self.expected)
    }
}

impl std::error::Error for Unreadable {}
