//! The types of fields, and of the arguments that set them.

use super::{Place, ident};
use crate::ir::{Name, RustType};
use proc_macro2::{Ident, TokenStream};
use quote::quote;

/// Emits the type of a value.
pub(super) fn value_type(value: &RustType, place: Place) -> TokenStream {
    match value {
        RustType::Boolean => quote!(bool),
        RustType::Byte => quote!(i8),
        RustType::Short => quote!(i16),
        RustType::Integer => quote!(i32),
        RustType::Long => quote!(i64),
        RustType::Float => quote!(f32),
        RustType::Double => quote!(f64),
        RustType::BigInteger => quote!(runtime::BigInteger),
        RustType::BigDecimal => quote!(runtime::BigDecimal),
        RustType::String => quote!(String),
        RustType::Blob => quote!(runtime::Bytes),
        RustType::Stream => quote!(runtime::ByteStream),
        RustType::EventStream(name) => {
            let event = named(name, place);
            quote!(runtime::EventStream<#event>)
        }
        RustType::EventReceiver(name) => {
            let event = named(name, place);
            quote!(runtime::EventReceiver<#event>)
        }
        RustType::Error(name) => {
            let name = ident(name);
            quote!(errors::#name)
        }
        RustType::Timestamp => quote!(runtime::Timestamp),
        RustType::Document => quote!(runtime::Document),
        RustType::Unit => quote!(runtime::Unit),
        RustType::Named(name) => named(name, place),
        RustType::Enum(name) => {
            let name = named(name, place);
            quote!(runtime::Open<#name>)
        }
        RustType::IntEnum(name) => {
            let name = named(name, place);
            quote!(runtime::Open<#name, i32>)
        }
        RustType::List(element) => {
            let element = value_type(element, place);
            quote!(Vec<#element>)
        }
        RustType::Map(key, value) => {
            let (key, value) = (value_type(key, place), value_type(value, place));
            quote!(BTreeMap<#key, #value>)
        }
        RustType::Option(inner) => {
            let inner = value_type(inner, place);
            quote!(Option<#inner>)
        }
        RustType::Nullable(inner) => {
            let inner = value_type(inner, place);
            quote!(runtime::Nullable<#inner>)
        }
        RustType::Boxed(inner) => {
            let inner = value_type(inner, place);
            quote!(Box<#inner>)
        }
    }
}

/// Emits the path of a type of the service.
pub(super) fn named(name: &Name, place: Place) -> TokenStream {
    let name = ident(name);
    match place {
        Place::Types => quote!(#name),
        Place::Elsewhere => quote!(types::#name),
    }
}

/// Emits the type of an argument, and the conversion of the one with this name to the field's type.
pub(super) fn argument(of: &RustType, place: Place, name: &Ident) -> (TokenStream, TokenStream) {
    let plain = value_type(of, place);
    match of {
        RustType::List(element) => {
            let element = value_type(element, place);
            (quote!(impl runtime::IntoList<#element>), quote!(#name.into_list()))
        }
        RustType::Map(key, element) => {
            let (key, element) = (value_type(key, place), value_type(element, place));
            (quote!(impl runtime::IntoMap<#key, #element>), quote!(#name.into_map()))
        }
        RustType::Boxed(inner) => {
            let inner = value_type(inner, place);
            (inner, quote!(Box::new(#name)))
        }
        of if converts(of) => (quote!(impl Into<#plain>), quote!(#name.into())),
        _ => (plain, quote!(#name)),
    }
}

/// Returns whether setters accept other types that convert to this one.
fn converts(value: &RustType) -> bool {
    matches!(
        value,
        RustType::String
            | RustType::Blob
            | RustType::Stream
            | RustType::EventStream(_)
            | RustType::Timestamp
            | RustType::Document
            | RustType::BigInteger
            | RustType::BigDecimal
            | RustType::Enum(_)
            | RustType::IntEnum(_)
            | RustType::Nullable(_)
    )
}
