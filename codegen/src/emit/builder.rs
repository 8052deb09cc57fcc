//! The builder of an operation's input: required members are asked for when it is compiled.

use super::value_type::argument;
use super::{Place, documentation, field, ident};
use crate::ir::{Field, Name, Operation, Presence, Protocol, docs};
use proc_macro2::{Ident, TokenStream};
use quote::{format_ident, quote};

pub(super) fn builder(operation: &Operation, protocol: Protocol) -> TokenStream {
    let parts = Parts::of(operation);
    let required = parts.required_module();
    let definition = parts.definition();
    let setters = parts.setters();
    let calls = match protocol {
        Protocol::PresignedWebSocket { .. } => parts.socket_calls(),
        _ => parts.calls(),
    };
    quote!(#definition #setters #calls #required)
}

struct Parts<'a> {
    operation: &'a Operation,
    name: Ident,
    input: Ident,
    required: Vec<&'a Field>,
    states: Vec<Ident>,
}

impl<'a> Parts<'a> {
    fn of(operation: &'a Operation) -> Self {
        let required: Vec<&Field> = operation.input.required().collect();
        let state =
            |field: &&Field| format_ident!("{}State", Name::upper_camel(field.name.as_str()).as_str());
        Self {
            operation,
            name: ident(&operation.stem.with_suffix("Builder")),
            input: ident(&operation.input.name),
            states: required.iter().map(state).collect(),
            required,
        }
    }

    /// The names of the required members as types, by which the compiler says which one is missing.
    fn required_module(&self) -> TokenStream {
        if self.required.is_empty() {
            return quote!();
        }
        let names = self.required.iter().map(|field| ident(&field.name));
        let docs = format!(" The required members of [`{}`](super::{}).", self.input, self.input);
        quote! {
            #[doc = #docs]
            #[allow(non_camel_case_types)]
            pub mod required {
                #(#[derive(Debug)] pub enum #names {})*
            }
        }
    }

    fn definition(&self) -> TokenStream {
        let (name, input, states) = (&self.name, &self.input, &self.states);
        let docs =
            format!(" Gathers the members of [`{input}`]; `target` is the client that sends it, or `()`.");
        let missing = states.iter().map(|_| quote!(Missing));
        let (given, new_given) = match states.is_empty() {
            true => (quote!(), quote!()),
            false => (quote!(given: PhantomData<(#(#states,)*)>,), quote!(given: PhantomData,)),
        };
        quote! {
            #[doc = #docs]
            #[derive(Debug)]
            #[must_use = "it only gathers: `send` makes the call"]
            pub struct #name<T, #(#states = #missing),*> {
                target: T,
                input: #input,
                #given
            }

            impl #input {
                /// A builder that is not bound to a client: it ends in `build`.
                pub fn builder() -> #name<()> {
                    #name::new(())
                }
            }

            impl<T> #name<T> {
                pub(in super::super) fn new(target: T) -> Self {
                    Self { target, input: #input::default(), #new_given }
                }
            }
        }
    }

    fn setters(&self) -> TokenStream {
        let (name, input, states) = (&self.name, &self.input, &self.states);
        let mut setters = Vec::new();
        for field in &self.operation.input.fields {
            setters.push(match field.presence {
                Presence::Required => self.required_setter(field),
                _ => field::setter(field, &quote!(self.input), Place::Elsewhere),
            });
        }
        let bounds = self.bounds();
        quote! {
            impl<T, #(#states),*> #name<T, #(#states),*> {
                #(#setters)*

                /// The input, to keep or to send later.
                pub fn build(self) -> #input #bounds {
                    self.input
                }
            }
        }
    }

    fn required_setter(&self, field: &Field) -> TokenStream {
        let name = &self.name;
        let docs = documentation::outer(&docs::summary(&field.documentation));
        let deprecated = documentation::deprecated(field.deprecated.as_ref());
        let member = ident(&field.name);
        let (argument, value) = argument(&field.value, Place::Elsewhere);
        let states = self
            .required
            .iter()
            .zip(&self.states)
            .map(|(other, state)| if other.name == field.name { quote!(Given) } else { quote!(#state) });
        quote! {
            #docs
            #deprecated
            pub fn #member(mut self, value: #argument) -> #name<T, #(#states),*> {
                self.input.#member = #value;
                #name { target: self.target, input: self.input, given: PhantomData }
            }
        }
    }

    /// That every required member was given.
    fn bounds(&self) -> TokenStream {
        if self.required.is_empty() {
            return quote!();
        }
        let bounds = self.required.iter().zip(&self.states).map(|(field, state)| {
            let member = ident(&field.name);
            quote!(#state: Has<required::#member>)
        });
        quote!(where #(#bounds),*)
    }

    fn calls(&self) -> TokenStream {
        let (name, states, bounds) = (&self.name, &self.states, self.bounds());
        let (output, error) =
            (ident(&self.operation.output.name), ident(&self.operation.stem.with_suffix("Error")));
        quote! {
            impl<#(#states),*> #name<&Client, #(#states),*> {
                /// Makes the call.
                pub async fn send(self) -> Result<#output, runtime::Error<#error>> #bounds {
                    self.target.send(&self.input).await
                }
            }
        }
    }

    fn socket_calls(&self) -> TokenStream {
        let (name, states, bounds) = (&self.name, &self.states, self.bounds());
        let error = ident(&self.operation.stem.with_suffix("Error"));
        let Some(messages) = &self.operation.messages else { return quote!() };
        let (send, receive) = (ident(&messages.send), ident(&messages.receive));
        quote! {
            impl<#(#states),*> #name<&Client, #(#states),*> {
                /// Makes the URL that opens the socket, without opening it: hand it to a browser, say.
                pub async fn presign(self) -> Result<runtime::PresignedUrl, runtime::Failure> #bounds {
                    self.target.presign(&self.input).await
                }

                /// Opens the socket.
                pub async fn connect(
                    self,
                ) -> Result<runtime::WebSocket<types::#send, types::#receive>, runtime::Error<#error>> #bounds {
                    self.target.connect(&self.input).await
                }
            }
        }
    }
}
