//! Fields and setters.

use super::value_type::{argument, value_type};
use super::{Place, documentation, ident};
use crate::ir::{Field, Presence, docs};
use proc_macro2::TokenStream;
use quote::quote;

/// The field in its structure.
pub(super) fn field(field: &Field, place: Place) -> TokenStream {
    let docs = documentation::outer(&field.documentation);
    let deprecated = documentation::deprecated(field.deprecated.as_ref());
    let name = ident(&field.name);
    let value = value_type(&field.value, place);
    match field.presence {
        Presence::Optional => quote!(#docs #deprecated pub #name: Option<#value>),
        Presence::Required | Presence::Default(_) => quote!(#docs #deprecated pub #name: #value),
    }
}

/// A setter of a value that holds the field itself: `self.name = …`, or `self.0.input.name = …` in a builder. `attributes` go below its docs.
pub(super) fn setter(
    field: &Field,
    holder: &TokenStream,
    place: Place,
    attributes: &TokenStream,
) -> TokenStream {
    let docs = documentation::outer(&docs::summary(&field.documentation));
    let deprecated = documentation::deprecated(field.deprecated.as_ref());
    let name = ident(&field.name);
    let (argument, value) = argument(&field.value, place);
    let value = assigned(field, value);
    quote! {
        #docs
        #deprecated
        #attributes
        pub fn #name(mut self, value: #argument) -> Self {
            #holder.#name = #value;
            self
        }
    }
}

/// What is put in the field.
pub(super) fn assigned(field: &Field, value: TokenStream) -> TokenStream {
    match field.presence {
        Presence::Optional => quote!(Some(#value)),
        Presence::Required | Presence::Default(_) => value,
    }
}
