//! Unions: an enum with a variant for each member, and its table.

use super::structure::direction;
use super::value_type::value_type;
use super::{Place, documentation, ident, operation_error, table};
use crate::ir::{Setting, Union, Variant};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn union(union: &Union) -> TokenStream {
    let docs = documentation::outer(&union.documentation);
    let deprecated = documentation::deprecated(union.deprecated.as_ref());
    let name = ident(&union.name);
    let shape = &union.shape;
    let variants = union.variants.iter().map(|variant| {
        let docs = documentation::outer(&variant.documentation);
        let deprecated = documentation::deprecated(variant.deprecated.as_ref());
        let (name, value) = (ident(&variant.name), value_type(&variant.value, Place::Types));
        quote!(#docs #deprecated #name(#value))
    });
    let direction = direction(union.direction);
    let form = table::settings(&union.settings);
    let unknown = documentation::outer(unknown(union));
    let rows = union.variants.iter().map(|variant| {
        let name = ident(&variant.name);
        let member = table::member(&variant.member, &variant.settings);
        quote!(#name: #member;)
    });
    let received = union.stream_error.as_ref().map(|error| {
        let error_enum = operation_error::stream_error(error, &union.name);
        let error = ident(&error.name);
        quote! {
            impl runtime::ReceivedEvent for #name {
                type Error = #error;
            }

            #error_enum
        }
    });
    quote! {
        #docs
        #deprecated
        #[derive(Clone)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            #unknown
            Unknown(String),
        }

        runtime::union! {
            #direction #name = #shape #form { #(#rows)* }
        }

        #received
    }
}

/// Returns what the variant for unknown members stands for.
fn unknown(union: &Union) -> &'static str {
    let keeps = |variant: &Variant| variant.settings.contains(&Setting::JsonUnknown);
    if union.settings.contains(&Setting::Untagged) {
        "A value that fits no member; the text is empty. It can't be sent."
    } else if union.variants.iter().any(keeps) {
        "A value that does not say which member it is; the text is empty. It can't be sent."
    } else {
        "A member that this client does not know, by its name. It can't be sent."
    }
}
