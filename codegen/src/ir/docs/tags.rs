//! A tokenizer for HTML tags.

use std::collections::BTreeSet;

/// A tag as written.
pub(super) struct Tag<'a> {
    /// The name in lower case.
    pub(super) name: String,
    /// Whether it opens or closes the element.
    pub(super) side: Side,
    /// The text between the name and `>`.
    attributes: &'a str,
    /// The length of the whole tag in bytes.
    pub(super) length: usize,
}

/// Whether a tag opens or closes its element.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Open,
    Close,
}

impl<'a> Tag<'a> {
    /// Reads the tag at the start of `text`, if there is one.
    ///
    /// A `<` inside ends the attempt, even within quotes: no documentation needs one there, and this keeps reading linear.
    pub(super) fn read(text: &'a str) -> Option<Self> {
        let inner = text.strip_prefix('<')?;
        let (side, inner) = match inner.strip_prefix('/') {
            Some(inner) => (Side::Close, inner),
            None => (Side::Open, inner),
        };
        let (name, _) = split_name(inner)?;
        let end = end_of_tag(inner)?;
        let attributes = inner.get(name.len()..end)?.trim().trim_end_matches('/');
        let length = text.len() - inner.len() + end + 1;
        Some(Self { name: name.to_ascii_lowercase(), side, attributes, length })
    }

    /// Returns the value of the attribute `href`, if the tag has one.
    pub(super) fn href(&self) -> Option<&'a str> {
        let mut rest = self.attributes;
        while let Some((name, after)) = rest.split_once('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|first| matches!(first, '"' | '\''));
            let (value, following) = match quote {
                Some(quote) => {
                    let quoted = after.get(1..)?;
                    quoted.split_once(quote).unwrap_or((quoted, ""))
                }
                None => after.split_once(char::is_whitespace).unwrap_or((after, "")),
            };
            if name.split_whitespace().last().is_some_and(|name| name.eq_ignore_ascii_case("href")) {
                return Some(value.trim());
            }
            rest = following;
        }
        None
    }
}

/// Returns the names, in lower case, of all elements that are closed somewhere in `text`.
pub(super) fn closed_names(text: &str) -> BTreeSet<String> {
    text.split("</").skip(1).filter_map(split_name).map(|(name, _)| name.to_ascii_lowercase()).collect()
}

fn split_name(text: &str) -> Option<(&str, &str)> {
    let is_name = |character: char| character.is_ascii_alphanumeric() || matches!(character, '-' | '_');
    let end = text.find(|character| !is_name(character)).unwrap_or(text.len());
    let (name, rest) = text.split_at_checked(end)?;
    let ends_well = rest.starts_with(|next: char| next == '>' || next == '/' || next.is_whitespace());
    (ends_well && name.starts_with(|first: char| first.is_ascii_alphabetic())).then_some((name, rest))
}

/// Returns the index of the `>` that ends a tag; `>` within quotes does not count.
fn end_of_tag(text: &str) -> Option<usize> {
    let mut quote = None;
    let mut unquoted_end = None;
    for (index, byte) in text.bytes().enumerate() {
        match (byte, quote) {
            (b'<', _) => break,
            (b'>', None) => return Some(index),
            (b'>', Some(_)) => unquoted_end = unquoted_end.or(Some(index)),
            (b'"' | b'\'', None) => quote = Some(byte),
            (_, Some(open)) if open == byte => quote = None,
            _ => {}
        }
    }
    // A quote that is never closed is not a quote: "<I'm>".
    unquoted_end
}
