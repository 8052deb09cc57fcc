//! Fields and setters.

use super::value_type::{argument, value_type};
use super::{Place, documentation, ident};
use crate::ir::{Field, Presence, docs};
use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

/// Emits the field of a structure.
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

/// The parts of a row that says how a member is set.
pub(super) struct Setter {
    /// Its docs, its name and its argument.
    pub(super) head: TokenStream,
    /// The value assigned to the field.
    pub(super) given: TokenStream,
}

/// Emits the setter of a field.
pub(super) fn setter(field: &Field, place: Place) -> Setter {
    let docs = documentation::outer(&docs::summary_lines(&field.documentation));
    let deprecated = documentation::deprecated(field.deprecated.as_ref());
    let name = ident(&field.name);
    let given = Ident::new("value", Span::call_site());
    let (argument, value) = argument(&field.value, place, &given);
    Setter { head: quote!(#docs #deprecated #name(value: #argument)), given: assigned(field, value) }
}

/// Emits the value assigned to the field.
fn assigned(field: &Field, value: TokenStream) -> TokenStream {
    match field.presence {
        Presence::Optional => quote!(Some(#value)),
        Presence::Required | Presence::Default(_) => value,
    }
}
