//! Pagination: how an input is changed to that of the next page, and the items of a page.

use super::value_type::value_type;
use super::{Place, ident};
use crate::ir::{Operation, PageItem, Pages, PathStep};
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
    let (token, optional) = end_of(&pages.gives, |_| Access::Borrow);
    let token = if optional { token } else { quote!(Some(&#token)) };
    if pages.may_be_empty { quote!(#token.filter(|token| !token.is_empty())) } else { token }
}

/// Emits whether the boolean at the end of the fields is present and true.
fn is_true(path: &[PathStep]) -> TokenStream {
    let last = path.len().saturating_sub(1);
    let (flag, optional) =
        end_of(path, |position| if position == last { Access::Take } else { Access::Borrow });
    if optional { quote!(#flag == Some(true)) } else { flag }
}

/// Emits the list or map at the end of the fields, empty if one of them is absent.
fn list(path: &[PathStep]) -> TokenStream {
    let (list, optional) = end_of(path, |_| Access::Take);
    if optional { quote!(#list.unwrap_or_default()) } else { list }
}

/// How a field is read.
enum Access {
    Borrow,
    Take,
}

/// Emits the value at the end of the fields, and returns whether it is an `Option`, because one of them is. `access` says how the field at a position is read.
fn end_of(path: &[PathStep], access: impl Fn(usize) -> Access) -> (TokenStream, bool) {
    let mut out = quote!(page);
    let mut optional = false;
    for (position, step) in path.iter().enumerate() {
        let name = ident(&step.field);
        let (borrow, as_ref) = match access(position) {
            Access::Borrow => (quote!(&), quote!(.as_ref())),
            Access::Take => (quote!(), quote!()),
        };
        out = match (optional, step.optional) {
            (false, false) => quote!(#out.#name),
            (false, true) => quote!(#out.#name #as_ref),
            (true, false) => quote!(#out.map(|it| #borrow it.#name)),
            (true, true) => quote!(#out.and_then(|it| it.#name #as_ref)),
        };
        optional |= step.optional;
    }
    (out, optional)
}
