//! Pagination: how an input is changed to that of the next page, and the items of a page.

use super::value_type::value_type;
use super::{Place, ident};
use crate::ir::{Name, Operation, PageItem, Pages, Presence};
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn pages(operation: &Operation) -> TokenStream {
    let Some(pages) = &operation.pages else { return quote!() };
    let (input, output) = (ident(&operation.input.name), ident(&operation.output.name));
    let (takes, token) = (ident(&pages.takes), token(pages));
    let more = (!pages.more.is_empty()).then(|| {
        let more = is_true(&pages.more);
        quote!(#more &&)
    });
    let items = pages.items.as_ref().and_then(|items| {
        let all = list(&items.path);
        let typed = |of| value_type(of, Place::Elsewhere);
        let (item, items) = match items.of.as_ref()? {
            PageItem::Element(element) => (typed(element), all),
            PageItem::Entry(key, value) => {
                let (key, value) = (typed(key), typed(value));
                (quote!((#key, #value)), quote!(#all.into_iter().collect()))
            }
        };
        Some(quote! {
            impl runtime::PaginatedItems for #input {
                type Item = #item;
                fn items(page: #output) -> Vec<#item> {
                    #items
                }
            }
        })
    });
    quote! {
        impl runtime::Paginated for #input {
            fn turn(&mut self, page: &#output) -> bool {
                #more runtime::pages::replace(&mut self.#takes, #token)
            }
        }
        #items
    }
}

/// Emits the token of the next page as an optional reference; `None` for an empty token.
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

/// Emits whether the boolean at the end of the fields is present and true.
fn is_true(path: &[(Name, Presence)]) -> TokenStream {
    let mut out = quote!(page);
    let mut optional = false;
    for (position, (name, presence)) in path.iter().enumerate() {
        let name = ident(name);
        let is_last = position + 1 == path.len();
        out = match (optional, presence) {
            (false, Presence::Optional) if !is_last => quote!(#out.#name.as_ref()),
            (false, _) => quote!(#out.#name),
            (true, Presence::Optional) if !is_last => quote!(#out.and_then(|it| it.#name.as_ref())),
            (true, Presence::Optional) => quote!(#out.and_then(|it| it.#name)),
            (true, _) if !is_last => quote!(#out.map(|it| &it.#name)),
            (true, _) => quote!(#out.map(|it| it.#name)),
        };
        optional |= *presence == Presence::Optional;
    }
    if optional { quote!(#out == Some(true)) } else { out }
}

/// Emits the list or map at the end of the fields, empty if one of them is absent.
fn list(path: &[(Name, Presence)]) -> TokenStream {
    let mut out = quote!(page);
    let mut optional = false;
    for (name, presence) in path {
        let name = ident(name);
        out = match (optional, presence) {
            (false, _) => quote!(#out.#name),
            (true, Presence::Optional) => quote!(#out.and_then(|it| it.#name)),
            (true, _) => quote!(#out.map(|it| it.#name)),
        };
        optional |= *presence == Presence::Optional;
    }
    if optional { quote!(#out.unwrap_or_default()) } else { out }
}
