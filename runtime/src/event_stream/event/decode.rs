//! Decoding of a message into an event, or into the error that ends the stream.

use super::{ERROR_CODE, ERROR_MESSAGE, EVENT_TYPE, EXCEPTION_TYPE, MESSAGE_TYPE};
use crate::codec::Codec;
use crate::error::{BoxError, modelled_message};
use crate::event_stream::frame::{Frame, HeaderValue};
use crate::operation::OperationError;
use crate::protocol::fill_message;
use crate::schema::{Location, Member};
use crate::value::{Slot, StructureMut, UnionMut, ValueMut};
use bytes::Bytes;
use std::borrow::Cow;

/// What a message holds.
#[derive(Debug, PartialEq, Eq)]
pub(in crate::event_stream) enum Received {
    /// An event, which was read into its place.
    Event,
    /// A service error, whose members were read into the error if it is modelled.
    Exception {
        code: String,
        /// The service's message.
        message: Option<String>,
    },
}

/// Reads a message.
///
/// # Errors
/// Fails if the message doesn't say what it is, or is not what the model says. Events that are not in the model are fine.
pub(in crate::event_stream) fn decode(
    frame: &Frame,
    codec: &dyn Codec,
    event: &mut dyn UnionMut,
    error: &mut dyn OperationError,
) -> Result<Received, BoxError> {
    match text(frame, MESSAGE_TYPE)? {
        "event" => decode_event(frame, codec, event).map(|()| Received::Event),
        "exception" => decode_exception(frame, codec, error),
        "error" => Ok(Received::Exception {
            code: text(frame, ERROR_CODE)?.to_owned(),
            message: text(frame, ERROR_MESSAGE).ok().map(str::to_owned),
        }),
        other => {
            let other = other.escape_debug();
            let problem =
                format!("expected `event`, `exception` or `error` in `{MESSAGE_TYPE}`, found `{other}`");
            Err(problem.into())
        }
    }
}

/// Returns a header that must be present and be text.
fn text<'a>(frame: &'a Frame, name: &str) -> Result<&'a str, String> {
    match frame.header(name) {
        Some(HeaderValue::String(text)) => Ok(text),
        Some(other) => {
            let found = other.type_name();
            Err(format!("expected text in the message's header `{name}`, found a {found}"))
        }
        None => Err(format!("the message has no header `{name}`")),
    }
}

fn decode_event(frame: &Frame, codec: &dyn Codec, event: &mut dyn UnionMut) -> Result<(), BoxError> {
    let name = text(frame, EVENT_TYPE)?;
    let schema = event.schema();
    let index = schema.members.iter().position(|member| member.name == name);
    let Some(variant) = index.and_then(|index| event.set_variant(index)) else {
        event.set_unknown(name);
        return Ok(());
    };
    let Slot::Structure(structure) = variant.slot() else {
        return Err(format!("`{name}` of `{}` is no structure", schema.name).into());
    };
    members(frame, codec, structure).map_err(|error| {
        let problem = format!("the event `{name}` of `{}` is not what the model says: {error}", schema.name);
        problem.into()
    })
}

/// Reads an error. Its code says what happened, so members that can't be read are left out.
fn decode_exception(
    frame: &Frame,
    codec: &dyn Codec,
    error: &mut dyn OperationError,
) -> Result<Received, BoxError> {
    let code = text(frame, EXCEPTION_TYPE)?;
    let message = codec.error_fields(frame.payload()).message;
    let mut secret = false;
    error.receive(code, &mut |modelled| {
        secret = modelled.schema().has_secret_message();
        fill_message(modelled, message.as_deref());
        let _ = members(frame, codec, modelled);
    });
    let message = message.filter(|_| !secret).or_else(|| modelled_message(error.members()));
    Ok(Received::Exception { code: code.to_owned(), message })
}

/// Reads the members of an event or error. If one can't be read, others still are.
fn members(frame: &Frame, codec: &dyn Codec, structure: &mut dyn StructureMut) -> Result<(), BoxError> {
    let table = structure.schema().members;
    let mut result = Ok(());
    structure.members_mut(&mut |values| {
        for (member, value) in table.iter().zip(values) {
            let read = bound_member(frame, codec, member, *value);
            if result.is_ok() {
                result = read;
            }
        }
    });
    let in_body = |member: &Member| member.location() == Location::Body;
    if frame.payload().is_empty() || !table.iter().any(in_body) {
        return result;
    }
    result.and(codec.decode_body(frame.payload(), structure))
}

fn bound_member(
    frame: &Frame,
    codec: &dyn Codec,
    member: &'static Member,
    value: &mut dyn ValueMut,
) -> Result<(), BoxError> {
    match member.location() {
        Location::EventHeader(_) => match frame.header(member.name) {
            Some(found) => fill(found, value.slot()).map_err(|expected| {
                let found = found.type_name();
                let name = member.name;
                format!("`{name}`, from a header of the message, is a {found}, not {expected}").into()
            }),
            None => Ok(()),
        },
        Location::EventPayload(_) => payload(frame.payload(), codec, member, value),
        _ => Ok(()),
    }
}

fn fill(found: HeaderValue<'_>, slot: Slot<'_>) -> Result<(), &'static str> {
    let integer = match found {
        HeaderValue::Byte(value) => Some(value.into()),
        HeaderValue::Short(value) => Some(value.into()),
        HeaderValue::Integer(value) => Some(value.into()),
        HeaderValue::Long(value) => Some(value),
        _ => None,
    };
    match (slot, found) {
        (Slot::Boolean(value), HeaderValue::Boolean(found)) => *value = found,
        (Slot::Byte(value), _) => *value = narrowed(integer).ok_or("an integer of 8 bits")?,
        (Slot::Short(value), _) => *value = narrowed(integer).ok_or("an integer of 16 bits")?,
        (Slot::Integer(value), _) => *value = narrowed(integer).ok_or("an integer of 32 bits")?,
        (Slot::IntEnum(value), _) => value.set(narrowed(integer).ok_or("an integer of 32 bits")?),
        (Slot::Long(value), _) => *value = integer.ok_or("an integer of 64 bits")?,
        (Slot::String(value), HeaderValue::String(found)) => found.clone_into(value),
        (Slot::Enum(value), HeaderValue::String(found)) => value.set(Cow::Borrowed(found)),
        (Slot::Blob(value), HeaderValue::Bytes(found)) => *value = Bytes::copy_from_slice(found),
        (Slot::Timestamp(value), HeaderValue::Timestamp(found)) => *value = found,
        _ => return Err("what the model says"),
    }
    Ok(())
}

fn narrowed<T: TryFrom<i64>>(integer: Option<i64>) -> Option<T> {
    T::try_from(integer?).ok()
}

/// Reads the payload into the member it is bound to. A member in a wire format stays unset if the payload is empty.
fn payload(
    payload: &Bytes,
    codec: &dyn Codec,
    member: &'static Member,
    value: &mut dyn ValueMut,
) -> Result<(), BoxError> {
    let text = || {
        let name = member.name;
        let problem = move |_| format!("`{name}`, from the payload, is not UTF-8 text");
        std::str::from_utf8(payload).map_err(problem)
    };
    match value.slot() {
        Slot::Blob(value) => *value = payload.clone(),
        Slot::String(value) => text()?.clone_into(value),
        Slot::Enum(value) => value.set(Cow::Borrowed(text()?)),
        _ if payload.is_empty() => {}
        slot => codec.decode_payload(payload, slot, member)?,
    }
    Ok(())
}
