//! How the input of an operation that gives its results in pages becomes that of the next page.

use super::ident;
use crate::ir::{Operation, Pages, Presence};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn pages(operation: &Operation) -> TokenStream {
    let Some(pages) = &operation.pages else { return quote!() };
    let (input, output) = (ident(&operation.input.name), ident(&operation.output.name));
    let (takes, token) = (ident(&pages.takes), token(pages));
    quote! {
        impl runtime::Paginated for #input {
            fn turn(&mut self, page: &#output) -> bool {
                runtime::pages::replace(&mut self.#takes, #token)
            }
        }
    }
}

/// The token of the next page, as an option of a reference, and none for an empty one.
fn token(pages: &Pages) -> TokenStream {
    let mut out = quote!(page);
    let mut optional = false;
    for (name, presence) in &pages.gives {
        let name = ident(name);
        out = match (optional, presence) {
            (false, Presence::Optional) => quote!(#out.#name.as_ref()),
            (false, _) => quote!(#out.#name),
            (true, Presence::Optional) => quote!(#out.and_then(|it| it.#name.as_ref())),
            (true, _) => quote!(#out.map(|it| &it.#name)),
        };
        optional |= *presence == Presence::Optional;
    }
    if !optional {
        out = quote!(Some(&#out));
    }
    if pages.may_be_empty { quote!(#out.filter(|token| !token.is_empty())) } else { out }
}
