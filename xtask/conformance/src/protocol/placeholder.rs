//! The smallest valid input, for cases that are about the response.

use super::value::Values;
use proc_macro2::TokenStream;
use quote::quote;
use smithwright_codegen::emit::{ident, value_type};
use smithwright_codegen::ir::{Field, Name, Presence, RustType, Setting, Structure, Type, Union};

/// Writes an input of the type at `path`, with a value for each required member.
pub(super) fn input(
    values: &Values<'_>,
    path: &TokenStream,
    input: &Structure,
) -> Result<TokenStream, String> {
    Placeholder { values, within: Vec::new() }.structure(path, input)
}

struct Placeholder<'a> {
    values: &'a Values<'a>,
    /// The types that are being written, from the outside in. None is part of itself, or the value would never end.
    within: Vec<Name>,
}

impl Placeholder<'_> {
    fn structure(&mut self, path: &TokenStream, structure: &Structure) -> Result<TokenStream, String> {
        let required = |field: &&Field| {
            field.presence == Presence::Required
                || field.settings.iter().any(|it| {
                    matches!(
                        it,
                        Setting::Required | Setting::Label | Setting::EndpointLabel | Setting::HostLabel
                    )
                })
        };
        let fields: Vec<&Field> = structure.fields.iter().filter(required).collect();
        if fields.is_empty() {
            return Ok(quote!(#path::default()));
        }
        let assignments = fields.into_iter().map(|field| {
            let (name, value) = (ident(&field.name), self.value(&field.value, &field.settings)?);
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

    /// Writes a value of the least length that the settings allow.
    fn value(&mut self, plain: &RustType, settings: &[Setting]) -> Result<TokenStream, String> {
        let least = settings.iter().find_map(|setting| match setting {
            Setting::Length(least, _) => *least,
            _ => None,
        });
        let least = usize::try_from(least.unwrap_or_default()).map_err(|error| error.to_string())?;
        let text = "a".repeat(least.max(1));
        let named = value_type(plain);
        let element_settings = settings.iter().find_map(|setting| match setting {
            Setting::Element(_, settings) => Some(settings.as_slice()),
            _ => None,
        });
        let element_settings = element_settings.unwrap_or_default();
        Ok(match plain {
            RustType::String => quote!(#text.to_owned()),
            RustType::Blob | RustType::Stream => quote!(#named::from(#text)),
            RustType::Enum(_) => quote!(<#named>::from(#text)),
            RustType::Boxed(inner) => {
                let inner = self.value(inner, settings)?;
                quote!(Box::new(#inner))
            }
            RustType::List(element) if least > 0 => {
                let element = self.value(element, element_settings)?;
                quote!(vec![#element; #least])
            }
            RustType::Map(key, element) if least > 0 => {
                let (key, element) = (value_type(key), self.value(element, element_settings)?);
                quote!((0..#least).map(|number| (<#key>::from(format!("a{number}")), #element)).collect())
            }
            RustType::Named(name) if self.within.contains(name) => {
                return Err(format!("`{name}` is part of itself"));
            }
            RustType::Named(name) => {
                self.within.push(name.clone());
                let value = match self.values.named(name)? {
                    Type::Structure(structure) => self.structure(&named, structure),
                    Type::Union(union) => self.union(&named, union),
                    Type::Enum(_) | Type::IntEnum(_) => Err(format!("`{name}` is an enum")),
                };
                self.within.pop();
                value?
            }
            _ => quote!(Default::default()),
        })
    }

    /// Writes the first variant that has a value.
    fn union(&mut self, path: &TokenStream, union: &Union) -> Result<TokenStream, String> {
        let mut problem = "a union without members has no value".to_owned();
        for variant in &union.variants {
            match self.value(&variant.value, &variant.settings) {
                Ok(value) => {
                    let name = ident(&variant.name);
                    return Ok(quote!(#path::#name(#value)));
                }
                Err(found) => problem = found,
            }
        }
        Err(problem)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use smithwright_codegen::diagnostics::Diagnostics;
    use smithwright_codegen::ir::{Selection, lower};
    use smithwright_codegen::model::{Model, SourceFile};

    const MODEL: &str = r#"{ "smithy": "2.0", "shapes": {
        "a#Shop": { "type": "service", "version": "1", "operations": [{ "target": "a#Buy" }], "traits": { "aws.protocols#restJson1": {} } },
        "a#Buy": { "type": "operation", "input": { "target": "a#BuyInput" }, "output": { "target": "smithy.api#Unit" },
            "traits": { "smithy.api#http": { "method": "POST", "uri": "/buy" } } },
        "a#BuyInput": { "type": "structure", "members": { "lines": { "target": "a#Lines", "traits": { "smithy.api#required": {} } } } },
        "a#Lines": { "type": "list", "member": { "target": "a#Line" }, "traits": { "smithy.api#length": { "min": 2 } } },
        "a#Line": { "type": "union", "members": { "group": { "target": "a#Group" }, "tags": { "target": "a#Tags" } } },
        "a#Group": { "type": "structure", "members": { "lines": { "target": "a#Lines", "traits": { "smithy.api#required": {} } } } },
        "a#Tags": { "type": "map", "key": { "target": "smithy.api#String" }, "value": { "target": "smithy.api#String" },
            "traits": { "smithy.api#length": { "min": 3 } } } } }"#;

    fn input_of(text: &str) -> Result<String, String> {
        let model = Model::read(&[SourceFile { name: "shop.json", text }]).unwrap().model;
        let selection =
            Selection { service: None, operations: None, module: "shop".to_owned(), protocol: None };
        let service = lower(&model, &selection, &mut Diagnostics::new()).unwrap();
        let path = quote!(BuyInput);
        let written = input(&Values::new(&service), &path, &service.operations[0].input)?;
        Ok(written.to_string().split_whitespace().collect())
    }

    #[test]
    fn a_value_has_the_least_length_and_an_end() {
        let tags =
            r#"(0..3usize).map(|number|(<String>::from(format!("a{number}")),"a".to_owned())).collect()"#;
        let written = input_of(MODEL).unwrap();
        assert!(
            written.contains(&format!("value.lines=vec![types::Line::Tags({tags});2usize];")),
            "{written}"
        );
    }

    #[test]
    fn a_value_without_an_end_is_none() {
        let endless = MODEL.replace(r#", "tags": { "target": "a#Tags" }"#, "");
        assert_eq!(input_of(&endless).unwrap_err(), "`Line` is part of itself");
    }
}
