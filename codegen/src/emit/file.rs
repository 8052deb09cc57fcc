//! A file of generated Rust: docs, imports, items.

use super::documentation;
use proc_macro2::{Spacing, TokenStream, TokenTree};
use quote::quote;

/// A file of generated Rust.
#[derive(Clone, Debug)]
pub struct File {
    /// Its path in the module's folder; empty for the module itself.
    pub path: String,
    /// Its content.
    pub tokens: TokenStream,
}

/// What a file can import, in the order of the imports.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Import {
    Client,
    Endpoint,
    Errors,
    ExpiresIn,
    Operation,
    Required,
    Types,
    Runtime,
    Given,
    BTreeMap,
    Duration,
}

impl Import {
    /// Returns the name that needs the import, and the path that a file imports: one of an operation is a level further down.
    fn parts(self, file: &str) -> (&'static str, TokenStream) {
        let is_near = !file.contains('/');
        match self {
            Self::Client => ("Client", quote!(super::super::Client)),
            Self::Endpoint => ("endpoint", quote!(super::endpoint)),
            Self::Errors if is_near => ("errors", quote!(super::errors)),
            Self::Errors => ("errors", quote!(super::super::errors)),
            Self::ExpiresIn => ("EXPIRES_IN", quote!(super::super::client::EXPIRES_IN)),
            Self::Operation => ("operation", quote!(super::operation)),
            Self::Required => ("required", quote!(super::super::required)),
            Self::Types if is_near => ("types", quote!(super::types)),
            Self::Types => ("types", quote!(super::super::types)),
            Self::Runtime => ("runtime", quote!(smithwright_runtime as runtime)),
            Self::Given => ("Given", quote!(smithwright_runtime::builder::Given)),
            Self::BTreeMap => ("BTreeMap", quote!(std::collections::BTreeMap)),
            Self::Duration => ("Duration", quote!(std::time::Duration)),
        }
    }
}

impl File {
    /// Creates a file that has those of the imports that its items need.
    pub(super) fn new(path: &str, docs: &str, candidates: &[Import], items: &TokenStream) -> Self {
        let docs = documentation::inner(docs);
        let imports = candidates.iter().map(|import| import.parts(path));
        let imports = imports.filter(|(name, _)| mentions(items, name)).map(|(_, path)| path);
        Self { path: path.to_owned(), tokens: quote!(#docs #(use #imports;)* #items) }
    }
}

/// Returns whether a path in the tokens starts with `name`: a type, `BTreeMap` if type arguments follow, or a module if `::` follows.
pub(super) fn mentions(tokens: &TokenStream, name: &str) -> bool {
    let is_module = name.starts_with(|first: char| first.is_ascii_lowercase());
    // A variant may be named `BTreeMap` too.
    let is_map = name == "BTreeMap";
    let mut tokens = tokens.clone().into_iter().peekable();
    let mut within_path = false;
    while let Some(token) = tokens.next() {
        let ends_in_colons = within_path;
        within_path = false;
        match token {
            TokenTree::Ident(found)
                if found == name
                    && !ends_in_colons
                    && (!is_module || tokens.peek().is_some_and(begins_colons))
                    && (!is_map || tokens.peek().is_some_and(begins_arguments)) =>
            {
                return true;
            }
            TokenTree::Group(group) if mentions(&group.stream(), name) => return true,
            colon if begins_colons(&colon) => {
                tokens.next();
                within_path = true;
            }
            _ => {}
        }
    }
    false
}

/// Returns whether this is the `<` before type arguments.
fn begins_arguments(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(punct) if punct.as_char() == '<')
}

/// Returns whether this is the first colon of `::`.
fn begins_colons(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Punct(colon) if colon.as_char() == ':' && colon.spacing() == Spacing::Joint)
}
