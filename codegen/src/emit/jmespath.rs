//! JMESPath expressions, as values of the runtime's types.

use crate::ir::{Comparison, Expression, Function};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, quote};

/// How variants are referred to.
#[derive(Clone, Copy, Debug)]
pub(super) enum Named {
    /// By their full paths.
    Fully,
    /// By their names alone, as in tables that import them.
    Bare,
}

pub(super) fn expression(of: &Expression, named: Named) -> TokenStream {
    let one = |of: &Expression| expression(of, named);
    let all = |of: &[Expression]| {
        let all = of.iter().map(one);
        quote!(&[#(#all),*])
    };
    let two = |left: &Expression, right: &Expression| {
        let (left, right) = (one(left), one(right));
        quote!(&#left, &#right)
    };
    let (variant, content) = match of {
        Expression::Current => (quote!(Current), None),
        Expression::Null => (quote!(Null), None),
        Expression::Path(names) => (quote!(Path), Some(quote!(&[#(#names),*]))),
        Expression::Boolean(value) => (quote!(Boolean), Some(quote!(#value))),
        Expression::Number(value) => {
            (quote!(Number), Some(Literal::f64_unsuffixed(*value).into_token_stream()))
        }
        Expression::Text(text) => (quote!(Text), Some(quote!(#text))),
        Expression::Index(index) => {
            (quote!(Index), Some(Literal::i32_unsuffixed(*index).into_token_stream()))
        }
        Expression::Then(steps) => (quote!(Then), Some(all(steps))),
        Expression::List(elements) => (quote!(List), Some(all(elements))),
        Expression::Flatten(of) => (quote!(Flatten), Some(reference(one(of)))),
        Expression::Wildcard(of) => (quote!(Wildcard), Some(reference(one(of)))),
        Expression::Not(of) => (quote!(Not), Some(reference(one(of)))),
        Expression::Each(of, each) => (quote!(Each), Some(two(of, each))),
        Expression::If(condition, then) => (quote!(If), Some(two(condition, then))),
        Expression::And(left, right) => (quote!(And), Some(two(left, right))),
        Expression::Or(left, right) => (quote!(Or), Some(two(left, right))),
        Expression::Slice(start, stop, step) => {
            let (start, stop, step) = (position(*start), position(*stop), Literal::i32_unsuffixed(*step));
            (quote!(Slice), Some(quote!(#start, #stop, #step)))
        }
        Expression::Object(entries) => {
            let entries = entries.iter().map(|(name, of)| {
                let of = one(of);
                quote!((#name, #of))
            });
            (quote!(Object), Some(quote!(&[#(#entries),*])))
        }
        Expression::Call(called, arguments) => {
            let (called, arguments) = (function(*called, named), all(arguments));
            (quote!(Call), Some(quote!(#called, #arguments)))
        }
        Expression::Compare(left, by, right) => {
            let (left, by, right) = (one(left), comparison(*by, named), one(right));
            (quote!(Compare), Some(quote!(&#left, #by, &#right)))
        }
    };
    let content = content.map(|content| quote!((#content)));
    match named {
        Named::Fully => quote!(runtime::jmespath::Expression::#variant #content),
        Named::Bare => quote!(#variant #content),
    }
}

fn reference(of: TokenStream) -> TokenStream {
    quote!(&#of)
}

fn position(at: Option<i32>) -> TokenStream {
    match at.map(Literal::i32_unsuffixed) {
        Some(at) => quote!(Some(#at)),
        None => quote!(None),
    }
}

fn function(of: Function, named: Named) -> TokenStream {
    let variant = Ident::new(of.variant, Span::call_site());
    match named {
        Named::Fully => quote!(runtime::jmespath::Function::#variant),
        Named::Bare => variant.into_token_stream(),
    }
}

fn comparison(by: Comparison, named: Named) -> TokenStream {
    let variant = match by {
        Comparison::Equal => quote!(Equal),
        Comparison::NotEqual => quote!(NotEqual),
        Comparison::Less => quote!(Less),
        Comparison::LessOrEqual => quote!(LessOrEqual),
        Comparison::Greater => quote!(Greater),
        Comparison::GreaterOrEqual => quote!(GreaterOrEqual),
    };
    match named {
        Named::Fully => quote!(runtime::jmespath::Comparison::#variant),
        Named::Bare => variant,
    }
}
