//! Writing the test program of a service, with a function for each case.

use super::case::{Case, RequestCase, ResponseCase, Test};
use super::value::Values;
use super::{events, placeholder};
use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};
use smithwright_codegen::emit::ident;
use smithwright_codegen::ir::{Field, Operation, Presence, Service, Structure};

/// A program, and which cases have no function in it.
pub(super) struct Program {
    /// The main file of the program.
    pub(super) tokens: TokenStream,
    /// For each case, in order, why it could not be built, if so.
    pub(super) unbuilt: Vec<Option<String>>,
}

/// The host for cases that name none.
const HOST: &str = "example.com";

/// Writes the program. `library` is the name of the generated crate in Rust code.
pub(super) fn program(service: &Service, library: &str, cases: &[Case]) -> Program {
    let writer = Writer { service, values: Values::new(service) };
    let library = format_ident!("{library}");
    let mut functions = Vec::new();
    let mut names = Vec::new();
    let mut unbuilt = Vec::new();
    for (number, case) in cases.iter().enumerate() {
        match writer.case(case) {
            Ok(body) => {
                let name = format_ident!("case_{number}");
                functions.push(quote!(fn #name() -> String { #body }));
                names.push(name);
                unbuilt.push(None);
            }
            Err(reason) => unbuilt.push(Some(reason)),
        }
    }
    let numbers = unbuilt.iter().enumerate().filter(|(_, reason)| reason.is_none());
    let numbers = numbers.map(|(number, _)| Literal::usize_unsuffixed(number));
    // A service without nested types or errors has no module for them.
    let errors = (!service.errors.is_empty()).then(|| quote!(errors,));
    let types = (!service.types.is_empty()).then(|| quote!(types));
    let tokens = quote! {
        #![allow(unused_imports, deprecated)]

        #[path = "../support.rs"]
        mod support;

        use #library::{Client, #errors operation, #types};
        use smithwright_runtime as runtime;
        use std::collections::BTreeMap;

        fn main() {
            support::run(&[#((#numbers, #names)),*]);
        }

        #(#functions)*
    };
    Program { tokens, unbuilt }
}

struct Writer<'a> {
    service: &'a Service,
    values: Values<'a>,
}

impl Writer<'_> {
    fn case(&self, case: &Case) -> Result<TokenStream, String> {
        match &case.test {
            Test::Request(request) => self.request(self.operation(case)?, request),
            Test::Response(response) => self.response(self.operation(case)?, response),
            Test::Error(response) => self.error(case, response),
            Test::Events(events) => events::body(self.service, &self.values, self.operation(case)?, events),
            Test::Unusable(_, reason) => Err(reason.clone()),
        }
    }

    fn operation(&self, case: &Case) -> Result<&Operation, String> {
        let found = self.service.operations.iter().find(|operation| operation.shape == case.shape.name());
        found.ok_or_else(|| format!("no client was generated for the operation {}", case.shape))
    }

    /// Makes the call with the input of the case, and prints the request.
    fn request(&self, operation: &Operation, case: &RequestCase) -> Result<TokenStream, String> {
        let endpoint = format!("https://{}", case.host.as_deref().unwrap_or(HOST));
        let call = self.call(operation, case)?;
        let (exchange, parameters) = match &case.client {
            None => (quote!(capturing(#endpoint)), Vec::new()),
            Some(client) => {
                let (region, dual_stack) = (&client.region, client.dual_stack);
                let parameters = client.parameters.iter().map(|(method, value)| {
                    let method = format_ident!("{method}");
                    quote!(.#method(#value))
                });
                (quote!(capturing_in(#region, #dual_stack)), parameters.collect())
            }
        };
        Ok(quote! {
            let exchange = support::Exchange::#exchange;
            let client = Client::new(exchange.config()) #(#parameters)*;
            let result = support::wait(#call);
            exchange.request(result.err().map(|error| support::chain(&error)))
        })
    }

    /// Writes the call with the builder, as a caller would. If the case leaves out a required member, which the builder would not allow, writes it with an input
    /// that is put together by hand.
    fn call(&self, operation: &Operation, case: &RequestCase) -> Result<TokenStream, String> {
        let members = self.values.members(&operation.input, case.params.as_ref())?;
        let given = |field: &Field| members.iter().any(|(member, _)| member.name == field.name);
        if operation.input.fields.iter().all(|field| field.presence != Presence::Required || given(field)) {
            let method = ident(&operation.method);
            let setters = members.iter().map(|(field, value)| {
                let (name, value) = (ident(&field.name), unboxed(field, value));
                quote!(.#name(#value))
            });
            return Ok(quote!(client.#method() #(#setters)* .send()));
        }
        let input = self.values.structure(&input_path(operation), &operation.input, case.params.as_ref())?;
        Ok(quote!(client.send(&#input)))
    }

    /// Makes a call that gets the response of the case, and prints the output beside the expected one.
    fn response(&self, operation: &Operation, case: &ResponseCase) -> Result<TokenStream, String> {
        let path = output_path(operation);
        let expected = self.values.structure(&path, &operation.output, case.params.as_ref())?;
        let exchange = self.answered(operation, case)?;
        Ok(quote! {
            #exchange
            match result {
                Ok(found) => support::compare(&#expected, &found),
                Err(error) => support::failure(&support::chain(&error)),
            }
        })
    }

    /// Makes a call that gets the response of the case, and prints the modeled error beside the expected one.
    fn error(&self, case: &Case, response: &ResponseCase) -> Result<TokenStream, String> {
        let structure = self.service.errors.iter().find(|error| error.shape == case.shape.name());
        let structure = structure.ok_or_else(|| format!("no error was generated for {}", case.shape))?;
        let raised =
            |operation: &&Operation| operation.errors.iter().any(|error| error.name == structure.name);
        let operation = self.service.operations.iter().find(raised);
        let operation = operation
            .ok_or_else(|| format!("no operation that was generated has the error {}", case.shape))?;
        let expected = self.expected_error(structure, response)?;
        let exchange = self.answered(operation, response)?;
        let (module, name) = (ident(&operation.method), ident(&operation.error_enum));
        let variant = ident(&structure.name);
        let told = option(response.error_code.as_deref());
        let fault = option(response.fault.as_deref());
        Ok(quote! {
            #exchange
            match result {
                Ok(_) => support::failure("expected an error, found an output"),
                Err(error) => match error.service() {
                    Some(operation::#module::#name::#variant(found)) => {
                        support::compare_error(&#expected, found, error.response(), (#told, #fault))
                    }
                    Some(found) => support::failure(&support::other_error(stringify!(#variant), found, &error)),
                    None => support::failure(&support::chain(&error)),
                },
            }
        })
    }

    fn expected_error(&self, structure: &Structure, case: &ResponseCase) -> Result<TokenStream, String> {
        let name = ident(&structure.name);
        self.values.structure(&quote!(errors::#name), structure, case.params.as_ref())
    }

    /// Writes the call that gets the response of the case.
    fn answered(&self, operation: &Operation, case: &ResponseCase) -> Result<TokenStream, String> {
        let input = placeholder::input(&self.values, &input_path(operation), &operation.input)?;
        let (code, body) = (Literal::u16_unsuffixed(case.code), Literal::byte_string(&case.body));
        let headers = case.headers.iter().map(|(name, value)| quote!((#name, #value)));
        Ok(quote! {
            let exchange = support::Exchange::answering(#code, &[#(#headers),*], #body);
            let client = Client::new(exchange.config());
            let result = support::wait(client.send(&#input));
        })
    }
}

fn option(text: Option<&str>) -> TokenStream {
    text.map_or_else(|| quote!(None), |text| quote!(Some(#text)))
}

/// Returns the value as the setter takes it: setters do the boxing themselves.
fn unboxed(field: &Field, value: &TokenStream) -> TokenStream {
    match field.value {
        smithwright_codegen::ir::RustType::Boxed(_) => quote!(*#value),
        _ => value.clone(),
    }
}

fn input_path(operation: &Operation) -> TokenStream {
    path(operation, &ident(&operation.input.name))
}

fn output_path(operation: &Operation) -> TokenStream {
    path(operation, &ident(&operation.output.name))
}

fn path(operation: &Operation, name: &Ident) -> TokenStream {
    let module = ident(&operation.method);
    quote!(operation::#module::#name)
}
