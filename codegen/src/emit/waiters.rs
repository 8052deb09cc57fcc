//! Waiters, each as a table.

use super::jmespath::Named;
use super::{documentation, ident, jmespath};
use crate::ir::{Acceptor, Matcher, Operation, Part, PathComparator, Waiter, WaiterState, docs};
use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

pub(super) fn waiters(operation: &Operation) -> TokenStream {
    let input = ident(&operation.input.name);
    let waiters = operation.waiters.iter().map(|waiter| {
        let docs = documentation::outer(&description(waiter));
        let deprecated = waiter.deprecated.then(|| documentation::deprecated(Some(&String::new())));
        let constant = Ident::new(&waiter.constant, Span::call_site());
        let name = &waiter.name;
        let (least, most) =
            (Literal::u64_unsuffixed(waiter.min_delay), Literal::u64_unsuffixed(waiter.max_delay));
        let acceptors = waiter.acceptors.iter().map(acceptor);
        quote! {
            runtime::waiter! {
                #docs
                #deprecated
                #constant: #input = #name, #least to #most seconds { #(#acceptors)* }
            }
        }
    });
    quote!(#(#waiters)*)
}

/// Describes what the waiter waits for, and how it recognises that.
fn description(waiter: &Waiter) -> String {
    let mut out = match waiter.documentation.as_str() {
        "" => format!("For [`Builder::wait_until`]: `{}`.\n", waiter.name),
        said => format!("{said}\n"),
    };
    out.push('\n');
    for Acceptor { state, matcher, message, .. } in &waiter.acceptors {
        let means = match state {
            WaiterState::Success => "Reached",
            WaiterState::Failure => "Failed",
            WaiterState::Retry => "Not yet",
        };
        let why = message.iter().map(|path| format!("; {} says why", docs::code(path))).collect::<String>();
        out.push_str(&format!("- {means}: {}{why}.\n", condition(matcher)));
    }
    out.push_str(&format!(
        "\nPauses between calls take {} to {} seconds; the last takes the time that is left.",
        waiter.min_delay, waiter.max_delay
    ));
    out
}

fn condition(matcher: &Matcher) -> String {
    let part = match matcher {
        Matcher::AnyOutput => return "any output".to_owned(),
        Matcher::AnyError => return "any error".to_owned(),
        Matcher::Error(name) => return format!("the error {}", docs::code(name)),
        Matcher::Output(part) | Matcher::InputAndOutput(part) => part,
    };
    let (path, expected) = (docs::code(&part.path), docs::code(&part.expected));
    match part.comparator {
        PathComparator::StringEquals | PathComparator::BooleanEquals => format!("{path} is {expected}"),
        PathComparator::AllStringEquals => format!("all of {path} are {expected}"),
        PathComparator::AnyStringEquals => format!("any of {path} is {expected}"),
    }
}

fn acceptor(acceptor: &Acceptor) -> TokenStream {
    let matcher = match &acceptor.matcher {
        Matcher::AnyOutput => quote!(AnyOutput),
        Matcher::AnyError => quote!(AnyError),
        Matcher::Error(name) => quote!(Error(#name)),
        Matcher::Output(it) => {
            let part = part(it);
            quote!(Output(#part))
        }
        Matcher::InputAndOutput(it) => {
            let part = part(it);
            quote!(InputAndOutput(#part))
        }
    };
    let state = match acceptor.state {
        WaiterState::Success => quote!(Success),
        WaiterState::Failure => quote!(Failure),
        WaiterState::Retry => quote!(Retry),
    };
    quote!(#state: #matcher;)
}

fn part(part: &Part) -> TokenStream {
    let (expression, expected) = (jmespath::expression(&part.expression, Named::Bare), &part.expected);
    let expected = match part.comparator {
        PathComparator::BooleanEquals => {
            let value = expected == "true";
            quote!(Holds(#value))
        }
        PathComparator::StringEquals => quote!(Equals(#expected)),
        PathComparator::AllStringEquals => quote!(AllEqual(#expected)),
        PathComparator::AnyStringEquals => quote!(AnyEquals(#expected)),
    };
    quote!(#expression, #expected)
}
