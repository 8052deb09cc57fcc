//! The values of endpoint rules, as Rust expressions.

use super::super::ident;
use crate::ir::endpoint::{Access, Expression, Function, Part, Type, ValueType};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};

/// Emits a value as it is: a `&str`, or a `String` if it is a new one.
pub(super) fn value(expression: &Expression) -> TokenStream {
    match expression {
        Expression::Text(text) => text.to_token_stream(),
        Expression::Boolean(it) => it.to_token_stream(),
        Expression::Integer(number) => Literal::u64_unsuffixed(*number).into_token_stream(),
        Expression::Template(parts) => template(parts),
        Expression::Variable(variable) => ident(&variable.name).into_token_stream(),
        Expression::Access(of, access) => self::access(of, *access),
        Expression::IsSet(it) => {
            let it = value(it);
            quote!(#it.is_some())
        }
        Expression::Not(it) => not(it),
        Expression::Equal(left, right) => equal(left, right),
        Expression::Coalesce(values) => coalesce(values),
        Expression::IfElse(parts) => {
            let [condition, yes, no] = parts.as_ref();
            let held = expression.value_type();
            let condition = value(condition);
            let (yes, no) = (branch(yes, held), branch(no, held));
            quote!(if #condition { #yes } else { #no })
        }
        Expression::Call(function, arguments) => call(*function, arguments),
    }
}

/// Emits a value as an argument: strings and arrays are borrowed.
pub(super) fn argument(expression: &Expression) -> TokenStream {
    let it = value(expression);
    let held = expression.value_type();
    if held.owned && matches!(held.of, Type::String | Type::StringArray) { quote!(&#it) } else { it }
}

/// Emits a value without a borrow, to access a part of it.
fn place(expression: &Expression) -> TokenStream {
    match expression {
        Expression::Access(of, Access::Field(name, _)) => {
            let (of, name) = (place(of), Ident::new(name, Span::call_site()));
            quote!(#of.#name)
        }
        _ => value(expression),
    }
}

fn access(of: &Expression, access: Access) -> TokenStream {
    let from = place(of);
    match access {
        Access::Field(name, of) => {
            let name = Ident::new(name, Span::call_site());
            if of == Type::StringArray { quote!(&#from.#name) } else { quote!(#from.#name) }
        }
        Access::Method(name, _) => {
            let name = Ident::new(name, Span::call_site());
            quote!(#from.#name())
        }
        Access::Element(0) => quote!(#from.first().copied()),
        Access::Element(-1) => quote!(#from.last().copied()),
        Access::Element(index) => {
            let number = Literal::u64_unsuffixed(u64::from(index.unsigned_abs()) - u64::from(index < 0));
            if index < 0 {
                quote!(#from.iter().nth_back(#number).copied())
            } else {
                quote!(#from.get(#number).copied())
            }
        }
    }
}

fn not(it: &Expression) -> TokenStream {
    match it {
        Expression::IsSet(of) => {
            let of = value(of);
            quote!(#of.is_none())
        }
        Expression::Not(it) => value(it),
        Expression::Equal(left, right) => match (left.as_ref(), right.as_ref()) {
            (left, Expression::Boolean(it)) if !left.value_type().optional => {
                if *it {
                    not(left)
                } else {
                    value(left)
                }
            }
            (left, right) if is_empty_text(left, right) => {
                let left = value(left);
                quote!(!#left.is_empty())
            }
            (left, right) => compare(left, &quote!(!=), right),
        },
        Expression::IfElse(_) => {
            let it = value(it);
            quote!(!(#it))
        }
        _ => {
            let it = value(it);
            quote!(!#it)
        }
    }
}

fn equal(left: &Expression, right: &Expression) -> TokenStream {
    match (left, right) {
        (left, Expression::Boolean(true)) if !left.value_type().optional => value(left),
        (left, Expression::Boolean(false)) if !left.value_type().optional => not(left),
        (left, right) if is_empty_text(left, right) => {
            let left = value(left);
            quote!(#left.is_empty())
        }
        (left, right) => compare(left, &quote!(==), right),
    }
}

/// Returns whether a string is compared with the empty string, for which Rust has `is_empty`.
fn is_empty_text(left: &Expression, right: &Expression) -> bool {
    let is_plain = matches!(left, Expression::Variable(_) | Expression::Access(..));
    is_plain && !left.value_type().optional && matches!(right, Expression::Text(text) if text.is_empty())
}

fn compare(left: &Expression, operator: &TokenStream, right: &Expression) -> TokenStream {
    let optional = left.value_type().optional || right.value_type().optional;
    let side = |it: &Expression| match (optional, it.value_type().optional, it) {
        (true, false, _) => {
            let it = argument(it);
            quote!(Some(#it))
        }
        (_, _, Expression::IfElse(_)) => {
            let it = value(it);
            quote!((#it))
        }
        _ => value(it),
    };
    let (left, right) = (side(left), side(right));
    quote!(#left #operator #right)
}

fn coalesce(values: &[Expression]) -> TokenStream {
    let owned = values.iter().any(|it| it.value_type().owned);
    let as_all = |it: &Expression| branch(it, ValueType { owned, ..it.value_type() });
    let mut values = values.iter();
    let mut code = values.next().map(as_all).unwrap_or_default();
    for it in values {
        let optional = it.value_type().optional;
        let next = as_all(it);
        let is_cheap = matches!(it, Expression::Text(_) | Expression::Boolean(_) | Expression::Variable(_));
        code = match (optional, is_cheap && !owned) {
            (true, true) => quote!(#code.or(#next)),
            (true, false) => quote!(#code.or_else(|| #next)),
            (false, true) => quote!(#code.unwrap_or(#next)),
            (false, false) => quote!(#code.unwrap_or_else(|| #next)),
        };
    }
    code
}

/// Emits one of several alternatives, converted to their common type.
fn branch(it: &Expression, wanted: ValueType) -> TokenStream {
    let held = it.value_type();
    let text = value(it);
    let text = match (wanted.owned && held.of == Type::String, held.owned, held.optional, it) {
        (true, false, false, _) => quote!(#text.to_owned()),
        (true, false, true, _) => quote!(#text.map(str::to_owned)),
        (true, true, _, Expression::Variable(_)) => quote!(#text.clone()),
        _ => text,
    };
    if wanted.optional && !held.optional { quote!(Some(#text)) } else { text }
}

fn call(function: Function, arguments: &[Expression]) -> TokenStream {
    let name = match function {
        Function::Partition => quote!(partition),
        Function::ParseArn => quote!(parse_arn),
        Function::IsVirtualHostableS3Bucket => quote!(is_virtual_hostable_s3_bucket),
        Function::IsValidHostLabel => quote!(is_valid_host_label),
        Function::ParseUrl => quote!(parse_url),
        Function::Split => quote!(split),
        Function::Substring => quote!(substring),
        Function::UriEncode => quote!(uri_encode),
    };
    let arguments = arguments.iter().map(argument);
    quote!(functions::#name(#(#arguments),*))
}

/// Emits a call of the function that fills a template.
fn template(parts: &[Part]) -> TokenStream {
    let (text, values) = text_and_values(parts);
    quote!(functions::fill(#text, &[#(#values),*]))
}

/// Emits a text as the two arguments for filling a template: its text, with the names of the values in braces, and the values.
pub(super) fn filled(text: &Expression) -> TokenStream {
    let (text, values) = match text {
        Expression::Template(parts) => text_and_values(parts),
        Expression::Text(text) => text_and_values(&[Part::Text(text.clone())]),
        it => text_and_values(&[Part::Value(it.clone())]),
    };
    quote!(#text, &[#(#values),*])
}

fn text_and_values(parts: &[Part]) -> (String, Vec<TokenStream>) {
    let mut text = String::new();
    let mut values = Vec::new();
    for part in parts {
        match part {
            // An opening brace itself has to be a value.
            Part::Text(literal) => {
                values.extend(literal.matches('{').map(ToTokens::to_token_stream));
                text.push_str(&literal.replace('{', "{}"));
            }
            Part::Value(it) => {
                text.extend(["{", name(it), "}"]);
                values.push(argument(it));
            }
        }
    }
    (text, values)
}

/// Returns the name of a value in a template, which only people read.
fn name(value: &Expression) -> &str {
    match value {
        Expression::Variable(variable) => variable.name.unescaped(),
        Expression::Access(_, Access::Field(name, _) | Access::Method(name, _)) => name,
        _ => "",
    }
}
