//! Doc comments, one attribute per line.

use crate::printable::is_printable;
use proc_macro2::TokenStream;
use quote::quote;

/// The text as outer doc comments; nothing for no text.
pub(super) fn outer(text: &str) -> TokenStream {
    let lines = lines(text);
    quote!(#(#[doc = #lines])*)
}

/// The text as inner doc comments; nothing for no text.
pub(super) fn inner(text: &str) -> TokenStream {
    let lines = lines(text);
    quote!(#(#![doc = #lines])*)
}

/// The deprecation attribute.
pub(super) fn deprecated(note: Option<&String>) -> TokenStream {
    match note {
        None => quote!(),
        Some(note) if note.is_empty() => quote!(#[deprecated]),
        Some(note) => quote!(#[deprecated(note = #note)]),
    }
}

/// The lines, without what rustc refuses in comments or nobody can see.
fn lines(text: &str) -> Vec<String> {
    let text: String = text.chars().filter(|letter| *letter != '\r' && is_printable(*letter)).collect();
    text.trim_end()
        .lines()
        .map(|line| if line.is_empty() { String::new() } else { format!(" {line}") })
        .collect()
}
