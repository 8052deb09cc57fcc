//! Structures: the type, its table and, if callers construct values of it, its setters.

use super::value_type::argument;
use super::{Place, documentation, field, ident, literal, table};
use crate::ir::{Direction, Field, Literal, Presence, Structure};
use proc_macro2::TokenStream;
use quote::quote;

/// Emits the type and its table.
pub(super) fn structure(structure: &Structure, place: Place) -> TokenStream {
    declared(structure, place, direction(structure.direction))
}

/// Emits the type of an error and its table.
pub(super) fn error(structure: &Structure) -> TokenStream {
    declared(structure, Place::Elsewhere, quote!(error))
}

/// Emits the type and its table, which starts with `kind`.
fn declared(structure: &Structure, place: Place, kind: TokenStream) -> TokenStream {
    let docs = documentation::outer(&structure.documentation);
    let deprecated = documentation::deprecated(structure.deprecated.as_ref());
    let name = ident(&structure.name);
    let fields = structure.fields.iter().map(|it| field::field(it, place));
    let (derive, default) = default(structure, place);
    let table = table_of(structure, kind);
    quote! {
        #docs
        #deprecated
        #derive
        #[non_exhaustive]
        pub struct #name {
            #(#fields,)*
        }

        #table

        #default
    }
}

/// Emits the setters of a structure, if callers construct values of it.
pub(super) fn setters(structure: &Structure, place: Place) -> TokenStream {
    if !structure.direction.is_sent() || structure.fields.is_empty() {
        return quote!();
    }
    let name = ident(&structure.name);
    let required: Vec<&Field> = structure.required().collect();
    let new = (!required.is_empty()).then(|| arguments(&required, place));
    let optional = structure.fields.iter().filter(|field| field.presence != Presence::Required);
    let setters = optional.map(|it| {
        let setter = field::setter(it, place);
        let (head, given) = (setter.head, setter.given);
        quote!(#head = #given;)
    });
    quote! {
        runtime::setters! {
            #name #new { #(#setters)* }
        }
    }
}

/// Emits the arguments of `new`, and the fields' values made from them.
fn arguments(required: &[&Field], place: Place) -> TokenStream {
    let arguments = required.iter().map(|field| {
        let name = ident(&field.name);
        let (argument, value) = argument(&field.value, place, &name);
        quote!(#name: #argument = #value)
    });
    quote!((#(#arguments),*))
}

fn default(structure: &Structure, place: Place) -> (TokenStream, TokenStream) {
    let zero =
        |field: &Field| !matches!(&field.presence, Presence::Default(value) if *value != Literal::Zero);
    if structure.fields.iter().all(zero) {
        return (quote!(#[derive(Clone, Default)]), quote!());
    }
    let name = ident(&structure.name);
    let fields = structure.fields.iter().map(|field| {
        let name = ident(&field.name);
        let value = match &field.presence {
            Presence::Optional => quote!(None),
            Presence::Required => quote!(Default::default()),
            Presence::Default(value) => literal::literal(value, place),
        };
        quote!(#name: #value)
    });
    let implementation = quote! {
        impl Default for #name {
            #[inline]
            fn default() -> Self {
                Self { #(#fields),* }
            }
        }
    };
    (quote!(#[derive(Clone)]), implementation)
}

fn table_of(structure: &Structure, kind: TokenStream) -> TokenStream {
    let name = ident(&structure.name);
    let shape = &structure.shape;
    let rows = structure.fields.iter().map(|field| {
        let name = ident(&field.name);
        let member = table::member(&field.member, &field.settings);
        quote!(#name: #member;)
    });
    let settings = table::settings(&structure.settings);
    quote! {
        runtime::structure! {
            #kind #name = #shape #settings { #(#rows)* }
        }
    }
}

/// Emits the keyword for the direction in a table.
pub(super) fn direction(direction: Direction) -> TokenStream {
    match direction {
        Direction::Sent => quote!(sent),
        Direction::Received | Direction::Both => quote!(received),
    }
}
