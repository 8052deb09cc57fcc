//! Structures: the type, its table and, where callers make values of it, its setters.

use super::value_type::argument;
use super::{Place, documentation, field, ident, literal, table};
use crate::ir::{Direction, Field, Literal, Presence, Structure};
use proc_macro2::TokenStream;
use quote::quote;

/// The type and its table.
pub(super) fn structure(structure: &Structure, place: Place) -> TokenStream {
    let docs = documentation::outer(&structure.documentation);
    let deprecated = documentation::deprecated(structure.deprecated.as_ref());
    let name = ident(&structure.name);
    let fields = structure.fields.iter().map(|it| field::field(it, place));
    let (derive, default) = default(structure, place);
    let table = table_of(structure);
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

/// The setters of a structure that callers make values of.
pub(super) fn setters(structure: &Structure, place: Place) -> TokenStream {
    if !structure.built || structure.fields.is_empty() {
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

/// What `new` asks for, and what it makes of it.
fn arguments(required: &[&Field], place: Place) -> TokenStream {
    let arguments = required.iter().map(|field| {
        let name = ident(&field.name);
        let (argument, value) = argument(&field.value, place);
        // The argument is called as the field, so the conversion speaks of it and not of `value`.
        let value = rename(value, &name);
        quote!(#name: #argument = #value)
    });
    quote!((#(#arguments),*))
}

/// The expression with `value` called `name` where it stands first.
fn rename(expression: TokenStream, name: &proc_macro2::Ident) -> TokenStream {
    let mut tokens = expression.into_iter();
    match tokens.next() {
        Some(proc_macro2::TokenTree::Ident(first)) if first == "value" => quote!(#name #(#tokens)*),
        first => {
            let rest = tokens.map(|token| match token {
                proc_macro2::TokenTree::Group(group) => {
                    let inner = rename(group.stream(), name);
                    let mut renamed = proc_macro2::Group::new(group.delimiter(), inner);
                    renamed.set_span(group.span());
                    proc_macro2::TokenTree::Group(renamed)
                }
                other => other,
            });
            quote!(#first #(#rest)*)
        }
    }
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

fn table_of(structure: &Structure) -> TokenStream {
    let name = ident(&structure.name);
    let shape = &structure.shape;
    let direction = direction(structure.direction);
    let rows = structure.fields.iter().map(|field| {
        let name = ident(&field.name);
        let member = table::member(&field.member, &field.settings);
        quote!(#name: #member;)
    });
    let settings = table::settings(&structure.settings);
    quote! {
        runtime::structure! {
            #direction #name = #shape #settings { #(#rows)* }
        }
    }
}

/// The word for the direction in a table.
pub(super) fn direction(direction: Direction) -> TokenStream {
    match direction {
        Direction::Sent => quote!(sent),
        Direction::Received => quote!(received),
    }
}
