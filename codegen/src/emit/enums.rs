//! Enums of strings and of integers.

use super::{documentation, ident};
use crate::ir::{Enum, IntEnum};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn string_enum(it: &Enum) -> TokenStream {
    let docs = documentation::outer(&it.documentation);
    let deprecated = documentation::deprecated(it.deprecated.as_ref());
    let name = ident(&it.name);
    let variants = it.values.iter().map(|value| {
        let (docs, name) = (documentation::outer(&value.documentation), ident(&value.name));
        let deprecated = documentation::deprecated(value.deprecated.as_ref());
        quote!(#docs #deprecated #name)
    });
    let rows = it.values.iter().map(|value| {
        let (name, value) = (ident(&value.name), &value.value);
        quote!(#name = #value;)
    });
    let sensitive = it.sensitive.then(|| quote!(sensitive));
    quote! {
        #docs
        #deprecated
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
        }

        runtime::string_enum! {
            #sensitive #name { #(#rows)* }
        }
    }
}

pub(super) fn int_enum(it: &IntEnum) -> TokenStream {
    let docs = documentation::outer(&it.documentation);
    let deprecated = documentation::deprecated(it.deprecated.as_ref());
    let name = ident(&it.name);
    let variants = it.values.iter().map(|value| {
        let (docs, name) = (documentation::outer(&value.documentation), ident(&value.name));
        let deprecated = documentation::deprecated(value.deprecated.as_ref());
        let value = Literal::i32_unsuffixed(value.value);
        quote!(#docs #deprecated #name = #value)
    });
    let rows = it.values.iter().map(|value| {
        let (name, value) = (ident(&value.name), Literal::i32_unsuffixed(value.value));
        quote!(#name = #value;)
    });
    let sensitive = it.sensitive.then(|| quote!(sensitive));
    // An enum without variants cannot have a representation.
    let representation = (!it.values.is_empty()).then(|| quote!(#[repr(i32)]));
    quote! {
        #docs
        #deprecated
        #representation
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
        }

        runtime::int_enum! {
            #sensitive #name { #(#rows)* }
        }
    }
}
