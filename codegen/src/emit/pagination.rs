//! Pagination: how an input is changed to that of the next page, and the items of a page.

use super::value_type::value_type;
use super::{Place, ident};
use crate::ir::{Operation, PageItem, Pages, PathStep};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

pub(super) fn pages(operation: &Operation) -> TokenStream {
    let Some(pages) = &operation.pages else { return quote!() };
    let (input, output) = (ident(&operation.input.name), ident(&operation.output.name));
    let (takes, token) = (ident(&pages.input_token), token(pages));
    let more = (!pages.more_pages.is_empty()).then(|| {
        let more = is_true(&pages.more_pages);
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
    let (token, optional) = end_of(&pages.output_token, |_| Access::Borrow);
    let token = if optional { token } else { quote!(Some(&#token)) };
    if pages.token_may_be_empty { quote!(#token.filter(|token| !token.is_empty())) } else { token }
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
        let access = access(position);
        let read = |holder: TokenStream| field(holder, &name, step, &access);
        let may_be_absent = step.optional || step.nullable;
        out = match (optional, may_be_absent) {
            (false, _) => read(out),
            (true, false) => {
                let (borrow, value) = (access.borrows().then(|| quote!(&)), read(quote!(it)));
                quote!(#out.map(|it| #borrow #value))
            }
            (true, true) => {
                let value = read(quote!(it));
                quote!(#out.and_then(|it| #value))
            }
        };
        optional |= may_be_absent;
    }
    (out, optional)
}

impl Access {
    fn borrows(&self) -> bool {
        matches!(self, Self::Borrow)
    }
}

/// Emits a field of `holder`: as an `Option` of the value, or of a reference to it, if it may be absent or null.
fn field(holder: TokenStream, name: &Ident, step: &PathStep, access: &Access) -> TokenStream {
    let field = quote!(#holder.#name);
    match (step.optional, step.nullable, access) {
        (true, true, Access::Borrow) => quote!(#field.as_ref().and_then(runtime::Nullable::as_ref)),
        (true, true, Access::Take) => quote!(#field.and_then(runtime::Nullable::into_value)),
        (true, false, Access::Borrow) | (false, true, Access::Borrow) => quote!(#field.as_ref()),
        (false, true, Access::Take) => quote!(#field.into_value()),
        (true, false, Access::Take) | (false, false, _) => field,
    }
}
