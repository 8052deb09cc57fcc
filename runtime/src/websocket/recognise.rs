//! Which frames are messages.

use super::incoming::{Frame, Incoming, Unrecognised};
use crate::codec::json;
use crate::inspect::equal;
use crate::value::{Slot, Value, ValueMut, View};

/// Reads a frame.
///
/// A message is a JSON object that has at least one of the members of `R`, and all required ones that are enums: by such a member messages tell
/// their kind. Anything else that a table can't tell is left to the caller.
pub(super) fn read<R: Value + ValueMut + Default>(frame: Frame) -> Incoming<R> {
    let (mut message, blank) = (R::default(), R::default());
    let read = fill(&frame, message.slot()).and_then(|()| judge(message.view(), blank.view()));
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

/// Compares what was read with what there was before.
fn judge(message: View<'_>, blank: View<'_>) -> Result<(), String> {
    if equal(message, blank) {
        return Err("it has none of the members of a message".to_owned());
    }
    let (View::Structure(message), View::Structure(blank)) = (message, blank) else { return Ok(()) };
    // A required enum begins as the empty text, which is no value of any enum; an optional one begins as unset.
    let mut missing = None;
    message.members(&mut |values| {
        blank.members(&mut |blanks| {
            let members = message.schema().members.iter().zip(values.iter().zip(blanks));
            let is_missing = |value: &dyn Value| matches!(value.view(), View::Enum("", _));
            missing = members
                .filter(|(_, (value, blank))| is_missing(**value) && is_missing(**blank))
                .map(|(member, _)| member.json_name())
                .next();
        });
    });
    missing.map_or(Ok(()), |name| Err(format!("it has no `{name}`")))
}
