//! Open enums of strings and of integers.

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
        #[derive(Clone)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value that this client does not know.
            Unknown(String),
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
    // The macro writes a `Debug` that shows nothing.
    let (sensitive, debug) =
        if open.sensitive { (quote!(sensitive), None) } else { (quote!(), Some(quote!(Debug,))) };
    quote! {
        #docs
        #deprecated
        #[derive(Clone, Copy, #debug PartialEq, Eq, Hash, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// A value that this client does not know.
            Unknown(i32),
        }

        runtime::int_enum! {
            #sensitive #name { #(#rows)* }
        }
    }
}
