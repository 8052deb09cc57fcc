//! The builder of an operation's input, whose type makes the compiler require the required members.

use super::{Place, field, ident};
use crate::ir::{Field, Operation, Presence, Protocol};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

/// Emits the macro call that defines the builder.
pub(super) fn builder(operation: &Operation, protocol: &Protocol) -> TokenStream {
    let input = ident(&operation.input.name);
    let required: Vec<Ident> = operation.input.required().map(|field| ident(&field.name)).collect();
    let states: Vec<Ident> = state_names().take(required.len()).map(|name| format_ident!("{name}")).collect();
    let parameters = (!states.is_empty()).then(|| quote!(<#(#states = required::#required),*>));
    let end = end(operation, protocol);
    let rows = operation.input.fields.iter().map(|field| row(field, &required, &states));
    quote! {
        runtime::builder! {
            #input: Builder #parameters => #end { #(#rows)* }
        }
    }
}

/// Returns the names of the type parameters for required members.
pub(crate) fn state_names() -> impl Iterator<Item = String> {
    let letters = ('A'..='Z').filter(|letter| *letter != 'T').map(String::from);
    letters.chain((1..).map(|number| format!("State{number}")))
}

/// Emits what the builder offers to finish a call with a client.
fn end(operation: &Operation, protocol: &Protocol) -> TokenStream {
    let error = ident(&operation.error_enum);
    match (protocol, &operation.messages) {
        (Protocol::PresignedWebSocket { .. }, Some(messages)) => {
            let (send, receive) = (ident(&messages.send), ident(&messages.receive));
            quote!(connect(types::#send, types::#receive, #error, EXPIRES_IN))
        }
        _ => {
            let output = ident(&operation.output.name);
            let pages = operation.pages.iter().map(|_| quote!(pages));
            let waits = operation.waiters.first().into_iter().map(|_| quote!(wait_until));
            let more = pages.chain(waits);
            quote!(send(#output, #error) #(, #more)*)
        }
    }
}

/// Emits the row for a member's setter.
fn row(field: &Field, required: &[Ident], states: &[Ident]) -> TokenStream {
    let setter = field::setter(field, Place::Elsewhere);
    let (head, given) = (setter.head, setter.given);
    if field.presence != Presence::Required {
        return quote!(#head -> Self = #given;);
    }
    let name = ident(&field.name);
    let given_states = required
        .iter()
        .zip(states)
        .map(|(it, state)| if *it == name { quote!(Given) } else { quote!(#state) });
    quote!(#head -> Builder<T, #(#given_states),*> = #given;)
}
