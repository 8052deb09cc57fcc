//! Enums of strings and of integers.

use super::{documentation, ident};
use crate::ir::{Enum, IntEnum};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn string_enum(open: &Enum) -> TokenStream {
    let docs = documentation::outer(&open.documentation);
    let deprecated = documentation::deprecated(open.deprecated.as_ref());
    let name = ident(&open.name);
    let variants = open.values.iter().map(|value| {
        let (docs, name) = (documentation::outer(&value.documentation), ident(&value.name));
        quote!(#docs #name)
    });
    let rows = open.values.iter().map(|value| {
        let (name, value) = (ident(&value.name), &value.value);
        quote!(#name = #value;)
    });
    let sensitive = open.sensitive.then(|| quote!(sensitive));
    quote! {
        #docs
        #deprecated
        #[derive(Clone, Copy)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
        }

        runtime::string_enum! {
            #sensitive #name { #(#rows)* }
        }
    }
}

pub(super) fn int_enum(open: &IntEnum) -> TokenStream {
    let docs = documentation::outer(&open.documentation);
    let deprecated = documentation::deprecated(open.deprecated.as_ref());
    let name = ident(&open.name);
    let variants = open.values.iter().map(|value| {
        let (docs, name) = (documentation::outer(&value.documentation), ident(&value.name));
        quote!(#docs #name)
    });
    let rows = open.values.iter().map(|value| {
        let (name, value) = (ident(&value.name), Literal::i32_unsuffixed(value.value));
        quote!(#name = #value;)
    });
    let sensitive = open.sensitive.then(|| quote!(sensitive));
    quote! {
        #docs
        #deprecated
        #[derive(Clone, Copy)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
        }

        runtime::int_enum! {
            #sensitive #name { #(#rows)* }
        }
    }
}
