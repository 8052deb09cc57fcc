//! Literals from the model, as Rust expressions.

use super::value_type::named;
use super::{Place, ident, table};
use crate::ir::Literal;
use proc_macro2::TokenStream;
use quote::quote;

pub(super) fn literal(value: &Literal, place: Place) -> TokenStream {
    match value {
        Literal::Zero => quote!(Default::default()),
        Literal::Boolean(value) => quote!(#value),
        Literal::Integer(value) => {
            let value = proc_macro2::Literal::i64_unsuffixed(*value);
            quote!(#value)
        }
        Literal::Float(value) => table::number(*value),
        Literal::Digits(digits) => quote!(#digits.parse().unwrap_or_default()),
        Literal::String(text) => quote!(#text.to_owned()),
        Literal::Variant(name, variant) => {
            let (name, variant) = (named(name, place), ident(variant));
            quote!(runtime::Open::Known(#name::#variant))
        }
        Literal::IntVariant(number) => {
            let number = proc_macro2::Literal::i32_unsuffixed(*number);
            quote!(runtime::Open::from(#number))
        }
        Literal::Blob(bytes) => {
            let bytes = proc_macro2::Literal::byte_string(bytes);
            quote!(runtime::Bytes::from_static(#bytes))
        }
        Literal::Stream(bytes) => {
            let bytes = proc_macro2::Literal::byte_string(bytes);
            quote!(runtime::ByteStream::from(runtime::Bytes::from_static(#bytes)))
        }
        Literal::Timestamp(seconds, nanos) => {
            let seconds = proc_macro2::Literal::i64_unsuffixed(*seconds);
            match nanos {
                0 => quote!(runtime::Timestamp::from_seconds(#seconds)),
                nanos => {
                    let nanos = proc_macro2::Literal::u32_unsuffixed(*nanos);
                    quote!(runtime::Timestamp::from_seconds_and_nanos(#seconds, #nanos))
                }
            }
        }
        Literal::NotNull(inner) => {
            let inner = literal(inner, place);
            quote!(runtime::Nullable::Value(#inner))
        }
        Literal::EmptyList => quote!(runtime::Document::List(Vec::new())),
        Literal::EmptyMap => quote!(runtime::Document::Map(Default::default())),
        Literal::Document(inner) => match &**inner {
            Literal::String(text) => quote!(runtime::Document::from(#text)),
            Literal::Integer(number) => {
                let number = proc_macro2::Literal::i64_suffixed(*number);
                quote!(runtime::Document::from(#number))
            }
            inner @ (Literal::EmptyList | Literal::EmptyMap) => literal(inner, place),
            inner => {
                let inner = literal(inner, place);
                quote!(runtime::Document::from(#inner))
            }
        },
    }
}
