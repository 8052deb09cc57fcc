//! Rust types on one line, as people write them: for documentation, and for the report.

use super::Place;
use super::value_type::argument;
use crate::emit;
use crate::ir::{Field, Presence, RustType};
use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};

/// Spells the type of a value.
pub(crate) fn value_type(value: &RustType) -> String {
    spell(emit::value_type(value))
}

/// Spells the argument type of a setter.
pub(crate) fn argument_type(value: &RustType) -> String {
    let any = Ident::new("value", Span::call_site());
    spell(argument(value, Place::Elsewhere, &any).0)
}

/// Spells the type of a field.
pub(crate) fn field_type(field: &Field) -> String {
    let value = value_type(&field.value);
    match field.presence {
        Presence::Optional => format!("Option<{value}>"),
        Presence::Required | Presence::Default(_) => value,
    }
}

/// Formats tokens with a space after commas and between words, and nowhere else.
pub(crate) fn spell(tokens: TokenStream) -> String {
    let mut out = String::new();
    for token in tokens {
        match token {
            TokenTree::Punct(comma) if comma.as_char() == ',' => out.push_str(", "),
            TokenTree::Punct(other) => out.push(other.as_char()),
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                out.push_str(&format!("{open}{}{close}", spell(group.stream())));
            }
            word => {
                if out.ends_with(|last: char| last.is_alphanumeric() || last == '_') {
                    out.push(' ');
                }
                out.push_str(&word.to_string());
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use quote::quote;

    #[test]
    fn types_and_expressions_read_as_written() {
        assert_eq!(
            spell(quote!(impl runtime::IntoMap<String, Option<types::r#Type>>)),
            "impl runtime::IntoMap<String, Option<types::r#Type>>"
        );
        assert_eq!(spell(quote!("a b".parse().unwrap_or_default())), "\"a b\".parse().unwrap_or_default()");
    }
}
