//! The error enum of an operation.

use super::{documentation, ident};
use crate::ir::{ErrorVariant, Operation, Retry};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn operation_error(operation: &Operation) -> TokenStream {
    let name = ident(&operation.stem.with_suffix("Error"));
    let docs = documentation::outer(&format!(
        "The errors that [`{}`](super::super::Client::{}) is modelled with.",
        operation.shape,
        operation.method.as_str().trim_start_matches("r#")
    ));
    let variants = operation.errors.iter().map(variant);
    let rows = operation.errors.iter().map(row);
    quote! {
        #docs
        #[non_exhaustive]
        pub enum #name {
            #(#variants,)*
            /// An error that is not in the model: its code and message are in the response.
            Unmodelled,
        }

        runtime::operation_error! {
            #name { #(#rows)* }
        }
    }
}

fn variant(error: &ErrorVariant) -> TokenStream {
    let docs = documentation::outer(&format!("Status {}. {}", error.status, error.summary));
    let name = ident(&error.name);
    quote!(#docs #name(errors::#name))
}

fn row(error: &ErrorVariant) -> TokenStream {
    let name = ident(&error.name);
    let code = &error.code;
    let status = Literal::u16_unsuffixed(error.status);
    let retry = match error.retry {
        Retry::No => quote!(),
        Retry::Transient => quote!(.retryable()),
        Retry::Throttling => quote!(.throttling()),
    };
    quote!(#name: error(#code, #status) #retry;)
}
