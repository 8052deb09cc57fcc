//! Doc comments, one attribute per line.

use crate::printable::is_printable;
use proc_macro2::TokenStream;
use quote::quote;

/// Emits the text as outer doc comments; nothing for an empty text.
pub(super) fn outer(text: &str) -> TokenStream {
    let lines = lines(text);
    quote!(#(#[doc = #lines])*)
}

/// Emits the text as inner doc comments; nothing for an empty text.
pub(super) fn inner(text: &str) -> TokenStream {
    let lines = lines(text);
    quote!(#(#![doc = #lines])*)
}

/// Emits the deprecation attribute.
pub(super) fn deprecated(note: Option<&String>) -> TokenStream {
    match note {
        None => quote!(),
        Some(note) if note.is_empty() => quote!(#[deprecated]),
        Some(note) => quote!(#[deprecated(note = #note)]),
    }
}

/// Returns the lines, without characters that rustc rejects in comments or that are invisible.
fn lines(text: &str) -> Vec<String> {
    let text: String = text.chars().filter(|letter| *letter != '\r' && is_printable(*letter)).collect();
    text.trim_end()
        .lines()
        .map(|line| if line.is_empty() { String::new() } else { format!(" {line}") })
        .collect()
}
