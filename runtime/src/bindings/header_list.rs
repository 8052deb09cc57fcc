//! Lists in one header: elements separated by commas, and strings quoted if they need it.

use super::text;
use crate::codec::base64_text;
use crate::schema::Member;
use crate::timestamp::Format;
use crate::value::{List, ListMut, Slot, View};
use std::borrow::Cow;

/// Writes the elements as the value of one header.
pub(super) fn write(list: &dyn List, member: &Member) -> Result<String, &'static str> {
    let element = member.element().unwrap_or(member);
    let mut out = String::new();
    let mut written = Ok(());
    list.each(&mut |view| {
        if written.is_ok() && !matches!(view, View::Unset) {
            written = push(&mut out, view, element);
        }
    });
    written.map(|()| out)
}

fn push(out: &mut String, view: View<'_>, member: &Member) -> Result<(), &'static str> {
    let value = scalar(view, member)?;
    if !out.is_empty() {
        out.push_str(", ");
    }
    if matches!(view, View::String(_) | View::Enum(..)) && needs_quotes(&value) {
        out.push('"');
        out.push_str(&value.replace('\\', "\\\\").replace('"', "\\\""));
        out.push('"');
    } else {
        out.push_str(&value);
    }
    Ok(())
}

/// Writes a value as a whole header. A string with a media type is sent as base64.
pub(super) fn scalar<'a>(view: View<'a>, member: &Member) -> Result<Cow<'a, str>, &'static str> {
    match view {
        View::String(value) if member.media_type().is_some() => Ok(Cow::Owned(base64_text(value.as_bytes()))),
        view => text::write(view, member, Format::HttpDate),
    }
}

fn needs_quotes(value: &str) -> bool {
    value.is_empty() || value.contains([',', '"']) || value.trim_matches([' ', '\t']).len() != value.len()
}

/// Reads the elements from the value of a header.
pub(super) fn read(value: &str, list: &mut dyn ListMut, member: &Member) -> Result<(), &'static str> {
    let element = member.element().unwrap_or(member);
    let mut rest = value;
    loop {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        if rest.is_empty() {
            return Ok(());
        }
        let slot = list.push().slot();
        let dates = matches!(slot, Slot::Timestamp(_))
            && element.timestamp().unwrap_or(Format::HttpDate) == Format::HttpDate;
        let (text, after) = if dates { date(rest) } else { item(rest)? };
        text::read(&text, slot, element)?;
        rest = after;
    }
}

/// Splits off the first element.
fn item(value: &str) -> Result<(Cow<'_, str>, &str), &'static str> {
    let Some(quoted) = value.strip_prefix('"') else {
        let (text, rest) = value.split_once(',').unwrap_or((value, ""));
        return Ok((Cow::Borrowed(text.trim_end_matches([' ', '\t'])), rest));
    };
    let mut text = String::new();
    let mut characters = quoted.chars();
    loop {
        match characters.next() {
            Some('"') => break,
            Some('\\') => text.extend(characters.next()),
            Some(character) => text.push(character),
            None => return Err("a quote at the end of quoted text"),
        }
    }
    let rest = characters.as_str().trim_start_matches([' ', '\t']);
    if rest.is_empty() || rest.starts_with(',') {
        Ok((Cow::Owned(text), rest))
    } else {
        Err("a comma after quoted text")
    }
}

/// Splits off an HTTP date, which has a comma of its own.
fn date(value: &str) -> (Cow<'_, str>, &str) {
    let mut commas = value.match_indices(',').map(|(place, _)| place);
    let (text, rest) = match commas.nth(1) {
        Some(place) => value.split_at_checked(place).unwrap_or((value, "")),
        None => (value, ""),
    };
    (Cow::Borrowed(text.trim_end_matches([' ', '\t'])), rest)
}
