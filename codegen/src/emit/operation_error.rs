//! The error enums of operations and event streams.

use super::{documentation, ident};
use crate::ir::{ErrorVariant, Name, Operation, Retry, StreamError};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn operation_error(operation: &Operation) -> TokenStream {
    let docs = format!(
        "The modelled errors of [`{}`](super::super::Client::{}).",
        operation.shape,
        operation.method.unescaped()
    );
    let name = &operation.error_enum;
    if !operation.errors.is_empty() {
        return error_enum(name, &docs, &operation.errors);
    }
    let docs = documentation::outer(&docs);
    let (name, input) = (ident(name), ident(&operation.input.name));
    quote! {
        #docs
        pub type #name = runtime::NoErrors<#input>;
    }
}

/// Emits the error enum of an event stream.
pub(super) fn stream_error(error: &StreamError, events: &Name) -> TokenStream {
    let docs = format!("The modelled errors that a stream of [`{events}`] can end with.");
    error_enum(&error.name, &docs, &error.errors)
}

fn error_enum(name: &Name, docs: &str, errors: &[ErrorVariant]) -> TokenStream {
    let name = ident(name);
    let docs = documentation::outer(docs);
    let variants = errors.iter().map(variant);
    let rows = errors.iter().map(row);
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
    let status = Literal::u16_unsuffixed(error.status.number());
    let retry = match error.retry {
        Retry::No => quote!(),
        Retry::Transient => quote!(, Transient),
        Retry::Throttling => quote!(, Throttling),
    };
    quote!(#name: #code, #status #retry;)
}
