//! The types of modelled errors: a structure, or the shared type for errors with nothing but a message.

use super::{documentation, ident, structure, table};
use crate::ir::{Field, Presence, Structure};
use proc_macro2::TokenStream;
use quote::quote;

/// Emits all errors of a service.
pub(super) fn errors(errors: &[Structure]) -> TokenStream {
    let items = errors.iter().map(|error| match error.lone_message() {
        Some(message) => message_error(error, message),
        None => structure::error(error),
    });
    let rows = errors.iter().filter_map(|error| Some(row(error, error.lone_message()?)));
    let rows: Vec<TokenStream> = rows.collect();
    let codes = (!rows.is_empty()).then(|| quote!(runtime::message_errors! { codes { #(#rows)* } }));
    quote!(#(#items)* #codes)
}

/// Emits an error with nothing but a message, as an alias of the shared type.
fn message_error(error: &Structure, message: &Field) -> TokenStream {
    let mut text = error.documentation.clone();
    if !message.documentation.is_empty() {
        text.push_str(&format!("\n\n`message`: {}", message.documentation));
    }
    let docs = documentation::outer(&text);
    let deprecated = documentation::deprecated(error.deprecated.as_ref());
    let name = ident(&error.name);
    let required = (message.presence != Presence::Optional).then(|| quote!(, String));
    quote! {
        #docs
        #deprecated
        pub type #name = runtime::MessageError<codes::#name #required>;
    }
}

fn row(error: &Structure, message: &Field) -> TokenStream {
    let (name, shape) = (ident(&error.name), &error.shape);
    let member = table::member(&message.member, &message.settings);
    quote!(#name = #shape, message: #member;)
}
