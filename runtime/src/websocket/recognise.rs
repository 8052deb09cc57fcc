//! Recognition of frames that are messages.

use super::incoming::{Frame, Incoming, Unrecognised};
use crate::codec::json;
use crate::document::Document;
use crate::inspect::equal;
use crate::value::{Slot, Value, ValueMut, View};

/// Reads a frame.
///
/// A message is a JSON object with at least one of the members of `R`, and with all its required enums, since those tell the kind of a message. Anything
/// that a table can't tell is left to the caller.
pub(super) fn read<R: Value + ValueMut + Default>(frame: Frame) -> Incoming<R> {
    let (mut message, blank) = (R::default(), R::default());
    let read = fill(&frame, message.slot()).and_then(|()| judge(&frame, message.view(), blank.view()));
    match read {
        Ok(()) => Incoming::Message(message),
        Err(reason) => {
            tracing::debug!(bytes = frame.len(), reason, "a frame is no message");
            Incoming::Unrecognised(Unrecognised { frame, reason })
        }
    }
}

fn fill(frame: &Frame, slot: Slot<'_>) -> Result<(), String> {
    match frame {
        Frame::Binary(_) => Err("it is binary".to_owned()),
        Frame::Text(text) if text.trim_ascii().is_empty() => Err("it is empty".to_owned()),
        Frame::Text(text) => json::from_slice(text.as_bytes(), slot).map_err(|error| error.to_string()),
    }
}

/// Checks whether a frame has any of the members of a message of this kind.
fn has_member(frame: &Frame, message: View<'_>) -> bool {
    let (Frame::Text(text), View::Structure(message)) = (frame, message) else { return false };
    let mut found = Document::Null;
    let read = json::from_slice(text.as_bytes(), found.slot());
    let (Ok(()), Document::Map(found)) = (read, found) else { return false };
    let mut names = message.schema().members.iter().map(|member| json::unescaped(member.json_key()));
    names.any(|name| found.get(&*name).is_some_and(|value| *value != Document::Null))
}

/// Compares what was read with a blank message.
fn judge(frame: &Frame, message: View<'_>, blank: View<'_>) -> Result<(), String> {
    // All members in the frame may have their default values.
    if equal(message, blank) && !has_member(frame, message) {
        return Err("it has none of the members of a message".to_owned());
    }
    let (View::Structure(message), View::Structure(blank)) = (message, blank) else { return Ok(()) };
    // A required enum starts as the empty text, which is not a value of any enum; an optional one starts unset.
    let mut missing = None;
    message.members(&mut |values| {
        blank.members(&mut |blanks| {
            let members = message.schema().members.iter().zip(values.iter().zip(blanks));
            let is_missing = |value: &dyn Value| matches!(value.view(), View::Enum("", _));
            missing = members
                .filter(|(_, (value, blank))| is_missing(**value) && is_missing(**blank))
                .map(|(member, _)| member.json_key())
                .next();
        });
    });
    missing.map_or(Ok(()), |name| Err(format!("it has no `{name}`")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Default)]
    struct Tick {
        count: i32,
        text: String,
    }

    crate::structure! {
        received Tick = "Tick" {
            count: "count", Required;
            text: "text", Required;
        }
    }

    #[test]
    fn values_that_a_message_begins_with_make_it_none_the_less_a_message() {
        let read = |text: &str| read::<Tick>(Frame::Text(text.to_owned()));
        for text in [r#"{"count":0,"text":""}"#, r#"{"text":"","else":1}"#] {
            assert!(matches!(read(text), Incoming::Message(_)), "{text}");
        }
        for text in ["{}", r#"{"else":1}"#, r#"{"count":null}"#] {
            assert!(matches!(read(text), Incoming::Unrecognised(_)), "{text}");
        }
    }
}
