//! Enums of strings and of integers.

use super::{documentation, ident};
use crate::ir::Enum;
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn string_enum(it: &Enum<String>) -> TokenStream {
    let rows = it.values.iter().map(|value| {
        let (name, value) = (ident(&value.name), &value.value);
        quote!(#name = #value;)
    });
    let values = it.values.iter().map(|_| None);
    let (definition, sensitive, name) = (definition(it, None, values), sensitive(it), ident(&it.name));
    quote! {
        #definition

        runtime::string_enum! {
            #sensitive #name { #(#rows)* }
        }
    }
}

pub(super) fn int_enum(it: &Enum<i32>) -> TokenStream {
    let values = it.values.iter().map(|value| Literal::i32_unsuffixed(value.value));
    let rows = it.values.iter().zip(values.clone()).map(|(row, value)| {
        let name = ident(&row.name);
        quote!(#name = #value;)
    });
    // An enum without variants cannot have a representation.
    let representation = (!it.values.is_empty()).then(|| quote!(#[repr(i32)]));
    let definition = definition(it, representation, values.map(|value| Some(quote!(= #value))));
    let (sensitive, name) = (sensitive(it), ident(&it.name));
    quote! {
        #definition

        runtime::int_enum! {
            #sensitive #name { #(#rows)* }
        }
    }
}

fn sensitive<V>(it: &Enum<V>) -> Option<TokenStream> {
    it.sensitive.then(|| quote!(sensitive))
}

fn definition<V>(
    it: &Enum<V>,
    representation: Option<TokenStream>,
    values: impl Iterator<Item = Option<TokenStream>>,
) -> TokenStream {
    let docs = documentation::outer(&it.documentation);
    let deprecated = documentation::deprecated(it.deprecated.as_ref());
    let name = ident(&it.name);
    let variants = it.values.iter().zip(values).map(|(variant, value)| {
        let (docs, name) = (documentation::outer(&variant.documentation), ident(&variant.name));
        let deprecated = documentation::deprecated(variant.deprecated.as_ref());
        quote!(#docs #deprecated #name #value)
    });
    quote! {
        #docs
        #deprecated
        #representation
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
        }
    }
}
