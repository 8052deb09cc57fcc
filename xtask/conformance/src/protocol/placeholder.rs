//! The smallest valid input, for cases that are about the response.

use super::value::Values;
use proc_macro2::TokenStream;
use quote::quote;
use smithwright_codegen::emit::{ident, value_type};
use smithwright_codegen::ir::{Field, Presence, RustType, Setting, Structure, Type};

/// Writes an input of the type at `path`, with a value for each required member.
pub(super) fn input(
    values: &Values<'_>,
    path: &TokenStream,
    input: &Structure,
) -> Result<TokenStream, String> {
    let required = |field: &&Field| {
        field.presence == Presence::Required
            || field.settings.iter().any(|it| {
                matches!(it, Setting::Required | Setting::Label | Setting::EndpointLabel | Setting::HostLabel)
            })
    };
    let fields: Vec<&Field> = input.fields.iter().filter(required).collect();
    if fields.is_empty() {
        return Ok(quote!(#path::default()));
    }
    let assignments = fields.into_iter().map(|field| {
        let (name, value) = (ident(&field.name), value(values, &field.value, &field.settings)?);
        Ok(match field.presence {
            Presence::Optional => quote!(value.#name = Some(#value);),
            Presence::Required | Presence::Default(_) => quote!(value.#name = #value;),
        })
    });
    let assignments = assignments.collect::<Result<Vec<_>, String>>()?;
    Ok(quote!({
        let mut value = #path::default();
        #(#assignments)*
        value
    }))
}

fn value(values: &Values<'_>, plain: &RustType, settings: &[Setting]) -> Result<TokenStream, String> {
    let least = settings.iter().find_map(|setting| match setting {
        Setting::Length(least, _) => *least,
        _ => None,
    });
    let length = usize::try_from(least.unwrap_or_default()).map_err(|error| error.to_string())?.max(1);
    let text = "a".repeat(length);
    let named = value_type(plain);
    Ok(match plain {
        RustType::String => quote!(#text.to_owned()),
        RustType::Blob | RustType::Stream => quote!(#named::from(#text)),
        RustType::Enum(_) => quote!(<#named>::from("a")),
        RustType::Boxed(inner) => {
            let inner = value(values, inner, settings)?;
            quote!(Box::new(#inner))
        }
        RustType::List(element) if least.is_some() => {
            let element = value(values, element, &[])?;
            quote!(vec![#element; #length])
        }
        RustType::Named(name) => match values.named(name)? {
            Type::Structure(structure) => input(values, &named, structure)?,
            Type::Union(union) => {
                let first = union.variants.first().ok_or("a union without members has no value")?;
                let (name, value) = (ident(&first.name), value(values, &first.value, &first.settings)?);
                quote!(#named::#name(#value))
            }
            Type::Enum(_) | Type::IntEnum(_) => return Err(format!("`{name}` is an enum")),
        },
        _ => quote!(Default::default()),
    })
}
