//! The builder of an operation's input: required members are asked for when it is compiled.

use super::value_type::argument;
use super::{Place, documentation, field, ident};
use crate::ir::{Field, Operation, Presence, Protocol, docs};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

/// The builder, with the methods that end it.
pub(super) fn builder(operation: &Operation, protocol: &Protocol) -> TokenStream {
    let parts = Parts::of(operation);
    let definition = parts.definition();
    let setters = parts.setters();
    let calls = match protocol {
        Protocol::PresignedWebSocket { .. } => parts.socket_calls(),
        _ => parts.calls(),
    };
    quote!(#definition #setters #calls)
}

/// The names of the required members, by which the compiler says which one is missing.
pub(super) fn required(operation: &Operation) -> TokenStream {
    let names: Vec<Ident> = operation.input.required().map(|field| ident(&field.name)).collect();
    if names.is_empty() { quote!() } else { quote!(runtime::required! { #(#names;)* }) }
}

/// How many required members a builder can have before Clippy calls its type too complex.
const MOST_SIMPLE: usize = 6;

/// How many required members the runtime's `Complete` knows to ask for at once.
const MOST_IN_A_TUPLE: usize = 24;

/// The names of the type parameters for required members.
pub(crate) fn state_names() -> impl Iterator<Item = String> {
    let letters = ('A'..='Z').filter(|letter| *letter != 'T').map(String::from);
    letters.chain((1..).map(|number| format!("State{number}")))
}

struct Parts<'a> {
    operation: &'a Operation,
    input: Ident,
    /// A type parameter for each required member: whether it was given.
    states: Vec<Ident>,
}

impl<'a> Parts<'a> {
    fn of(operation: &'a Operation) -> Self {
        let states = operation.input.required().zip(state_names());
        Self {
            operation,
            input: ident(&operation.input.name),
            states: states.map(|(_, name)| format_ident!("{name}")).collect(),
        }
    }

    fn definition(&self) -> TokenStream {
        let (input, states) = (&self.input, &self.states);
        let docs = documentation::outer(&self.documentation());
        let missing = states.iter().map(|_| quote!(Missing));
        let complexity = self.complexity();
        quote! {
            #docs
            #complexity
            #[derive(Debug)]
            #[must_use = "a builder does nothing by itself"]
            pub struct Builder<T, #(#states = #missing),*>(
                pub(crate) runtime::Building<T, #input, (#(#states,)*)>
            );

            impl #input {
                /// A builder that is not bound to a client and ends in `build`.
                pub fn builder() -> Builder<()> {
                    Builder(runtime::Building::new(()))
                }
            }
        }
    }

    /// Silences Clippy where the type has a parameter for each of many members.
    fn complexity(&self) -> TokenStream {
        if self.states.len() > MOST_SIMPLE { quote!(#[allow(clippy::type_complexity)]) } else { quote!() }
    }

    fn documentation(&self) -> String {
        let mut docs = format!("Gathers the members of [`{}`] for the client `T`, or for later.", self.input);
        let required: Vec<&Field> = self.operation.input.required().collect();
        if !required.is_empty() {
            let states = required
                .iter()
                .zip(&self.states)
                .map(|(field, state)| format!("`{state}`: `{}`", field.name));
            docs.push_str(&format!(
                "\nIts type says which required members were given: {}.",
                states.collect::<Vec<_>>().join(", ")
            ));
        }
        docs
    }

    fn setters(&self) -> TokenStream {
        let (input, states) = (&self.input, &self.states);
        let mut required = 0;
        let setters = self.operation.input.fields.iter().map(|field| {
            if field.presence == Presence::Required {
                required += 1;
                self.required_setter(field, required - 1)
            } else {
                field::setter(field, &quote!(self.0.input), Place::Elsewhere, &quote!())
            }
        });
        let setters: Vec<TokenStream> = setters.collect();
        let (complete, complexity) = (self.complete(), self.complexity());
        quote! {
            #complexity
            impl<T, #(#states),*> Builder<T, #(#states),*> {
                #(#setters)*

                /// The input, to keep or to send later.
                pub fn build(self) -> #input #complete {
                    self.0.input
                }
            }
        }
    }

    fn required_setter(&self, field: &Field, position: usize) -> TokenStream {
        let docs = documentation::outer(&docs::summary(&field.documentation));
        let deprecated = documentation::deprecated(field.deprecated.as_ref());
        let member = ident(&field.name);
        let (argument, value) = argument(&field.value, Place::Elsewhere);
        let given = self
            .states
            .iter()
            .enumerate()
            .map(|(index, state)| if index == position { quote!(Given) } else { quote!(#state) });
        quote! {
            #docs
            #deprecated
            pub fn #member(mut self, value: #argument) -> Builder<T, #(#given),*> {
                self.0.input.#member = #value;
                Builder(self.0.given())
            }
        }
    }

    /// That every required member was given.
    fn complete(&self) -> TokenStream {
        let states = &self.states;
        if states.is_empty() {
            return quote!();
        }
        if states.len() > MOST_IN_A_TUPLE {
            let members: Vec<Ident> =
                self.operation.input.required().map(|field| ident(&field.name)).collect();
            let parts = states.chunks(MOST_IN_A_TUPLE).zip(members.chunks(MOST_IN_A_TUPLE));
            let parts =
                parts.map(|(states, members)| quote!((#(#states,)*): Complete<(#(required::#members,)*)>));
            return quote!(where #(#parts),*);
        }
        quote!(where (#(#states,)*): Complete<required::All>)
    }

    fn calls(&self) -> TokenStream {
        let (states, complete) = (&self.states, self.complete());
        let (output, error) =
            (ident(&self.operation.output.name), ident(&self.operation.stem.with_suffix("Error")));
        quote! {
            impl<'a, #(#states),*> Builder<&'a runtime::Client, #(#states),*> {
                /// Makes the call.
                pub fn send(self) -> runtime::Calling<'a, #output, runtime::Error<#error>> #complete {
                    self.0.send()
                }
            }
        }
    }

    fn socket_calls(&self) -> TokenStream {
        let (states, complete) = (&self.states, self.complete());
        let error = ident(&self.operation.stem.with_suffix("Error"));
        let Some(messages) = &self.operation.messages else { return quote!() };
        let (send, receive) = (ident(&messages.send), ident(&messages.receive));
        quote! {
            impl<'a, #(#states),*> Builder<&'a runtime::Client, #(#states),*> {
                /// Makes the URL that opens the socket, without opening it: hand it to a browser, say.
                pub fn presign(self) -> runtime::Calling<'a, runtime::PresignedUrl, runtime::Failure> #complete {
                    self.0.presign(EXPIRES_IN)
                }

                /// Opens the socket.
                pub fn connect(
                    self,
                ) -> runtime::Calling<'a, runtime::WebSocket<types::#send, types::#receive>, runtime::Error<#error>> #complete {
                    self.0.connect(EXPIRES_IN)
                }
            }
        }
    }
}
