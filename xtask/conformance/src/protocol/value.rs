//! Writing the values of cases as Rust expressions.
//!
//! The expressions are for a file that has the generated crate's `errors`, `operation` and `types`, the runtime as `runtime`, and `BTreeMap` in scope.

use proc_macro2::{Literal, TokenStream};
use quote::quote;
use smithwright_codegen::emit::{ident, value_type};
use smithwright_codegen::ir::{Field, Name, Presence, RustType, Service, Structure, Type};
use smithwright_codegen::model::node::{Number, Object};
use smithwright_codegen::model::{Node, Value};
use std::collections::BTreeMap;

/// Writes the values in the cases of one service.
pub(super) struct Values<'a> {
    types: BTreeMap<&'a Name, &'a Type>,
    errors: &'a [Structure],
}

impl<'a> Values<'a> {
    pub(super) fn new(service: &'a Service) -> Self {
        Self { types: service.types.iter().map(|it| (it.name(), it)).collect(), errors: &service.errors }
    }

    /// Returns the nested type of this name.
    pub(super) fn named(&self, name: &Name) -> Result<&'a Type, String> {
        self.types.get(name).copied().ok_or_else(|| format!("there is no type `{name}`"))
    }

    /// Writes a structure of the type at `path`, with the members that the case gives.
    pub(super) fn structure(
        &self,
        path: &TokenStream,
        structure: &Structure,
        params: Option<&Node>,
    ) -> Result<TokenStream, String> {
        let members = self.members(structure, params)?;
        if members.is_empty() {
            return Ok(quote!(#path::default()));
        }
        let assignments = members.iter().map(|(field, value)| {
            let name = ident(&field.name);
            match field.presence {
                Presence::Optional => quote!(value.#name = Some(#value);),
                Presence::Required | Presence::Default(_) => quote!(value.#name = #value;),
            }
        });
        Ok(quote!({
            let mut value = #path::default();
            #(#assignments)*
            value
        }))
    }

    /// Returns the members that the case gives, with their values as the fields hold them, but without the `Option`.
    pub(super) fn members<'s>(
        &self,
        structure: &'s Structure,
        params: Option<&Node>,
    ) -> Result<Vec<(&'s Field, TokenStream)>, String> {
        let Some(params) = params else { return Ok(Vec::new()) };
        let params = object(params)?;
        let of_member = |name: &str| structure.fields.iter().find(|field| field.member == name);
        if let Some(name) = params.keys().find(|name| of_member(name).is_none()) {
            return Err(format!("`{}` has no member `{name}`", structure.shape));
        }
        let given = structure.fields.iter().filter_map(|field| {
            let is_set = |node: &&Node| !node.is_null() || matches!(field.value, RustType::Nullable(_));
            Some((field, params.get(&field.member).filter(is_set)?))
        });
        given.map(|(field, node)| Ok((field, self.value(node, &field.value)?))).collect()
    }

    /// Writes a value of this type.
    pub(super) fn value(&self, node: &Node, value: &RustType) -> Result<TokenStream, String> {
        let wrong = || format!("expected a value for `{}`, found {}", value_type(value), node.found());
        Ok(match (value, &node.value) {
            (RustType::Boolean, Value::Bool(value)) => quote!(#value),
            (RustType::Byte, Value::Number(number)) => integer(number, "i8")?,
            (RustType::Short, Value::Number(number)) => integer(number, "i16")?,
            (RustType::Integer, Value::Number(number)) => integer(number, "i32")?,
            (RustType::Long, Value::Number(number)) => integer(number, "i64")?,
            (RustType::Float, _) => float(node, "f32").ok_or_else(wrong)?,
            (RustType::Double, _) => float(node, "f64").ok_or_else(wrong)?,
            (RustType::BigInteger | RustType::BigDecimal, Value::Number(number)) => {
                let (plain, digits) = (value_type(value), number.as_str());
                quote!(#digits.parse::<#plain>().unwrap())
            }
            (RustType::String, Value::String(text)) => {
                let text = &**text;
                quote!(#text.to_owned())
            }
            (RustType::Enum(_), Value::String(text)) => {
                let (plain, text) = (value_type(value), &**text);
                quote!(<#plain>::from(#text))
            }
            (RustType::IntEnum(_), Value::Number(number)) => {
                let (plain, number) = (value_type(value), integer(number, "i32")?);
                quote!(<#plain>::from(#number))
            }
            (RustType::Blob, Value::String(text)) => {
                let bytes = Literal::byte_string(text.as_bytes());
                quote!(runtime::Bytes::from_static(#bytes))
            }
            (RustType::Stream, Value::String(text)) => {
                let bytes = Literal::byte_string(text.as_bytes());
                quote!(runtime::ByteStream::from(runtime::Bytes::from_static(#bytes)))
            }
            (RustType::Timestamp, Value::Number(number)) => timestamp(number),
            (RustType::Timestamp, Value::String(text)) => {
                let text = &**text;
                quote!(runtime::Timestamp::parse(#text, runtime::timestamp::Format::DateTime).unwrap())
            }
            (RustType::Error(name), _) => self.error(node, name)?,
            (RustType::Document, _) => document(node)?,
            (RustType::Unit, Value::Object(_)) => quote!(runtime::Unit),
            (RustType::Named(name), _) => self.nested(node, name)?,
            (RustType::List(element), Value::Array(nodes)) => {
                let plain = value_type(element);
                let elements: Result<Vec<_>, _> = nodes.iter().map(|it| self.value(it, element)).collect();
                let elements = elements?;
                quote!(Vec::<#plain>::from([#(#elements),*]))
            }
            (RustType::Map(key, element), Value::Object(entries)) => self.map(key, element, entries)?,
            (RustType::Option(_), Value::Null) => quote!(None),
            (RustType::Option(inner), _) => {
                let inner = self.value(node, inner)?;
                quote!(Some(#inner))
            }
            (RustType::Nullable(_), Value::Null) => quote!(runtime::Nullable::Null),
            (RustType::Nullable(inner), _) => {
                let inner = self.value(node, inner)?;
                quote!(runtime::Nullable::Value(#inner))
            }
            (RustType::Boxed(inner), _) => {
                let inner = self.value(node, inner)?;
                quote!(Box::new(#inner))
            }
            _ => return Err(wrong()),
        })
    }

    fn error(&self, node: &Node, name: &Name) -> Result<TokenStream, String> {
        let path = value_type(&RustType::Error(name.clone()));
        let structure = self.errors.iter().find(|error| error.name == *name);
        self.structure(&path, structure.ok_or_else(|| format!("there is no error `{name}`"))?, Some(node))
    }

    fn map(&self, key: &RustType, element: &RustType, entries: &Object) -> Result<TokenStream, String> {
        let (key_type, plain) = (value_type(key), value_type(element));
        let pairs: Result<Vec<_>, String> = entries
            .iter()
            .map(|entry| {
                let (key, value) = (&*entry.key, self.value(&entry.value, element)?);
                Ok(quote!((<#key_type>::from(#key), #value)))
            })
            .collect();
        let pairs = pairs?;
        Ok(quote!(BTreeMap::<#key_type, #plain>::from([#(#pairs),*])))
    }

    fn nested(&self, node: &Node, name: &Name) -> Result<TokenStream, String> {
        let path = value_type(&RustType::Named(name.clone()));
        match self.named(name)? {
            Type::Structure(structure) => self.structure(&path, structure, Some(node)),
            Type::Union(union) => {
                let members = object(node)?;
                let mut given = members.iter().filter(|entry| !entry.value.is_null());
                let (Some(entry), None) = (given.next(), given.next()) else {
                    return Err(format!(
                        "expected one member of the union `{}`, found {}",
                        union.shape,
                        node.found()
                    ));
                };
                let variant = union.variants.iter().find(|variant| *variant.member == *entry.key);
                let variant = variant
                    .ok_or_else(|| format!("the union `{}` has no member `{}`", union.shape, entry.key))?;
                let (name, value) = (ident(&variant.name), self.value(&entry.value, &variant.value)?);
                Ok(quote!(#path::#name(#value)))
            }
            Type::Enum(_) | Type::IntEnum(_) => Err(format!("`{name}` is an enum")),
        }
    }
}

fn object(node: &Node) -> Result<&Object, String> {
    node.as_object().ok_or_else(|| format!("expected an object, found {}", node.found()))
}

fn tokens(text: &str) -> Result<TokenStream, String> {
    text.parse().map_err(|_| format!("`{text}` is no Rust"))
}

fn integer(number: &Number, suffix: &str) -> Result<TokenStream, String> {
    let value = number.as_i64().ok_or_else(|| format!("expected an integer, found {}", number.as_str()))?;
    tokens(&format!("{value}{suffix}"))
}

fn float(node: &Node, suffix: &str) -> Option<TokenStream> {
    let text = match &node.value {
        Value::Number(number) => match suffix {
            "f32" => format!("{:?}{suffix}", number.as_str().parse::<f32>().ok()?),
            _ => format!("{:?}{suffix}", number.as_f64()),
        },
        Value::String(text) => match &**text {
            "NaN" => format!("{suffix}::NAN"),
            "Infinity" => format!("{suffix}::INFINITY"),
            "-Infinity" => format!("{suffix}::NEG_INFINITY"),
            _ => return None,
        },
        _ => return None,
    };
    tokens(&text).ok()
}

/// Writes a timestamp from seconds since 1970, which may have a fraction.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Cases are within the years that text can express.
fn timestamp(number: &Number) -> TokenStream {
    let seconds = match number.as_i64() {
        Some(seconds) => (seconds, 0),
        None => {
            let whole = number.as_f64().floor();
            (whole as i64, ((number.as_f64() - whole) * 1e3).round() as u32 * 1_000_000)
        }
    };
    let (seconds, nanos) = (Literal::i64_unsuffixed(seconds.0), Literal::u32_unsuffixed(seconds.1));
    quote!(runtime::Timestamp::from_seconds_and_nanos(#seconds, #nanos))
}

fn document(node: &Node) -> Result<TokenStream, String> {
    Ok(match &node.value {
        Value::Null => quote!(runtime::Document::Null),
        Value::Bool(value) => quote!(runtime::Document::from(#value)),
        Value::String(text) => {
            let text = &**text;
            quote!(runtime::Document::from(#text))
        }
        Value::Number(number) => {
            let value = match number.as_i64() {
                Some(_) => integer(number, "i64")?,
                None => float(node, "f64").ok_or_else(|| format!("{} is no number", number.as_str()))?,
            };
            quote!(runtime::Document::from(#value))
        }
        Value::Array(nodes) => {
            let elements = nodes.iter().map(document).collect::<Result<Vec<_>, _>>()?;
            quote!(runtime::Document::List(Vec::from([#(#elements),*])))
        }
        Value::Object(entries) => {
            let pairs = entries.iter().map(|entry| {
                let (key, value) = (&*entry.key, document(&entry.value)?);
                Ok(quote!((#key.to_owned(), #value)))
            });
            let pairs = pairs.collect::<Result<Vec<_>, String>>()?;
            quote!(runtime::Document::Map(BTreeMap::from([#(#pairs),*])))
        }
    })
}
