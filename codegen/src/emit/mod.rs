//! Emits the intermediate representation as token streams: one file for each kind of item, with `quote!` only; the Markdown of an operation's page is text (`operation_page/`). Nothing here looks at the model.

mod builder;
mod client;
mod documentation;
pub mod endpoint;
mod enums;
mod error;
mod field;
mod file;
mod jmespath;
mod literal;
mod operation;
mod operation_error;
mod operation_page;
mod pagination;
mod protocol;
mod service;
mod session;
mod socket;
pub(crate) mod spelling;
mod structure;
mod table;
mod union;
mod value_type;
mod waiters;

pub(crate) use builder::state_names;
pub(crate) use service::GENERATOR;
pub use service::{Address, Layout, service};

use crate::ir::{Literal, Name, RustType};
use proc_macro2::{Ident, Span, TokenStream};

/// Emits the type of a value, for a file that imports the service's `types`, the `runtime` and `BTreeMap`.
#[must_use]
pub fn value_type(value: &RustType) -> TokenStream {
    value_type::value_type(value, Place::Elsewhere)
}

/// Emits a value from the model as an expression, with the same imports as [`value_type`](fn@value_type).
#[must_use]
pub fn literal(value: &Literal) -> TokenStream {
    literal::literal(value, Place::Elsewhere)
}

/// Returns the identifier, raw if the name is.
#[must_use]
pub fn ident(name: &Name) -> Ident {
    if name.is_raw() {
        Ident::new_raw(name.unescaped(), Span::call_site())
    } else {
        Ident::new(name.as_str(), Span::call_site())
    }
}

/// Where an item is, which decides how it refers to its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    /// In `types.rs`, among the nested types.
    Types,
    /// In any other file of the service.
    Elsewhere,
}
