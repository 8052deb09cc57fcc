//! Encoding of an event into a message.

use super::{CONTENT_TYPE, EVENT_TYPE, EXCEPTION_TYPE, MESSAGE_TYPE};
use crate::codec::{Codec, MAX_DEPTH};
use crate::error::BoxError;
use crate::event_stream::frame::{Encoder, HeaderValue};
use crate::schema::{EventHeader, EventPayload, Location, Member};
use crate::value::{Structure, Union, Value, View, fits};
use std::borrow::Cow;
use std::fmt;

/// Returns the message for an event.
///
/// # Errors
/// Fails if the variant is unknown, or a value does not fit where it is sent or is nested too deep.
pub(in crate::event_stream) fn encode(event: &dyn Union, codec: &dyn Codec) -> Result<Vec<u8>, BoxError> {
    let name = event.schema().name;
    let unknown = |variant| {
        format!("a `{name}` of the variant `{variant}`, which this client doesn't know, can't be sent")
    };
    let (member, value) = event.variant().map_err(unknown)?;
    let (message_type, type_header) = match member.location() {
        Location::Exception => ("exception", EXCEPTION_TYPE),
        _ => ("event", EVENT_TYPE),
    };
    let mut message = Encoder::new();
    message.header(MESSAGE_TYPE, HeaderValue::String(message_type))?;
    message.header(type_header, HeaderValue::String(member.name))?;
    let View::Structure(structure) = value.view() else {
        return Err(format!("`{}` of `{name}` is no structure", member.name).into());
    };
    let unsendable = |problem: &dyn fmt::Display| {
        format!("the event `{}` of `{name}` can't be sent: {problem}", member.name)
    };
    if !fits(value.view(), MAX_DEPTH) {
        return Err(
            unsendable(&format_args!("it holds more than {MAX_DEPTH} values, one within the other")).into()
        );
    }
    let payload = members(&mut message, structure, codec).map_err(|error| unsendable(&error))?;
    Ok(message.finish(&payload)?)
}

/// Writes the members that are in headers, and returns the payload.
fn members<'a>(
    message: &mut Encoder,
    event: &'a dyn Structure,
    codec: &dyn Codec,
) -> Result<Cow<'a, [u8]>, BoxError> {
    let table = event.schema().members;
    let mut payload = None;
    let mut result = Ok(());
    event.members(&mut |values| {
        for (member, value) in table.iter().zip(values) {
            match member.location() {
                Location::EventHeader(kind) if result.is_ok() => {
                    result = header(message, member, kind, *value)
                }
                Location::EventPayload(kind) => payload = Some((member, kind, value.view())),
                _ => {}
            }
        }
    });
    result?;
    let (payload, media_type) = match payload {
        Some((_, EventPayload::Other, View::Unset)) => return Ok(Cow::Borrowed(&[])),
        Some((member, kind, view)) => whole_payload(view, (member, kind), codec)?,
        None if table.is_empty() || table.iter().any(|member| member.location() == Location::Body) => {
            (codec.encode_body(event, "")?.into(), codec.media_type())
        }
        None => return Ok(Cow::Borrowed(&[])),
    };
    message.header(CONTENT_TYPE, HeaderValue::String(media_type))?;
    Ok(payload)
}

fn header(
    message: &mut Encoder,
    member: &Member,
    kind: EventHeader,
    value: &dyn Value,
) -> Result<(), BoxError> {
    let value = match value.view() {
        View::Unset => return Ok(()),
        View::Boolean(value) => HeaderValue::Boolean(value),
        View::Integer(value) | View::IntEnum(value, _) => {
            integer(value, kind).ok_or_else(|| no_header(member))?
        }
        View::String(value) | View::Enum(value, _) => HeaderValue::String(value),
        View::Blob(value) => HeaderValue::Bytes(value),
        View::Timestamp(value) => HeaderValue::Timestamp(value),
        _ => return Err(no_header(member).into()),
    };
    message
        .header(member.name, value)
        .map_err(|error| format!("`{}` does not fit in a header of its message: {error}", member.name).into())
}

fn integer(value: i64, kind: EventHeader) -> Option<HeaderValue<'static>> {
    Some(match kind {
        EventHeader::Byte => HeaderValue::Byte(value.try_into().ok()?),
        EventHeader::Short => HeaderValue::Short(value.try_into().ok()?),
        EventHeader::Integer => HeaderValue::Integer(value.try_into().ok()?),
        EventHeader::Long => HeaderValue::Long(value),
        EventHeader::Other => return None,
    })
}

#[cold]
fn no_header(member: &Member) -> String {
    format!("`{}` is of a type that a header of a message can't hold", member.name)
}

/// The media type of bytes of which nothing is known.
const OCTETS: &str = "application/octet-stream";

/// Returns the payload for a member bound to it, and its media type.
fn whole_payload<'a>(
    view: View<'a>,
    (member, kind): (&'static Member, EventPayload),
    codec: &dyn Codec,
) -> Result<(Cow<'a, [u8]>, &'static str), BoxError> {
    Ok(match view {
        View::String(text) | View::Enum(text, _) => {
            (text.as_bytes().into(), member.media_type().unwrap_or("text/plain"))
        }
        View::Unset if kind == EventPayload::Structure => {
            (codec.empty_structure().into(), codec.media_type())
        }
        View::Unset => (Cow::Borrowed(&[]), member.media_type().unwrap_or(OCTETS)),
        View::Blob(bytes) => (bytes.into(), member.media_type().unwrap_or(OCTETS)),
        view => (codec.encode_payload(view, member)?.into(), codec.media_type()),
    })
}
