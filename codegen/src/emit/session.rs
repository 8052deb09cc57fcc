//! Sessions: how the input that starts one is made.

use super::ident;
use crate::ir::Operation;
use proc_macro2::TokenStream;
use quote::quote;

/// Emits the impl by which the runtime starts sessions with the operation.
pub(super) fn session(operation: &Operation) -> TokenStream {
    let Some(session) = &operation.session else { return quote!() };
    let (input, field) = (ident(&operation.input.name), ident(&session.field));
    let (scheme, header, parameter) = (&session.scheme, &session.header, &session.query_parameter);
    let resource = &session.resource;
    quote! {
        impl runtime::StartsSession for #input {
            const SCHEME: &'static str = #scheme;
            const HEADER: &'static str = #header;
            const QUERY_PARAMETER: &'static str = #parameter;
            const RESOURCE: &'static str = #resource;
            fn with(#field: String) -> Self {
                Self::builder().#field(#field).build()
            }
        }
    }
}
