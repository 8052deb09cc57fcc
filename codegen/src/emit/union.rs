//! Unions: an enum with a variant for each member, and its table.

use super::structure::direction;
use super::value_type::value_type;
use super::{Place, documentation, ident, operation_error, table};
use crate::ir::Union;
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
            /// A member that this client does not know, by its name. It can't be sent.
            Unknown(String),
        }

        runtime::union! {
            #direction #name = #shape #form { #(#rows)* }
        }

        #received
    }
}
