//! Writing the functions of a test program that send and receive events.

use super::case::{Event, EventsCase, Expectation};
use crate::protocol::placeholder;
use crate::protocol::value::Values;
use proc_macro2::{Literal, TokenStream};
use quote::quote;
use smithwright_codegen::emit::{ident, value_type};
use smithwright_codegen::ir::{Field, Name, Operation, RustType, Service, Structure, Type, Union};
use smithwright_codegen::model::Node;

/// Writes the body of the function for a case.
pub(crate) fn body(
    service: &Service,
    values: &Values<'_>,
    operation: &Operation,
    case: &EventsCase,
) -> Result<TokenStream, String> {
    let writer = Writer { service, values, operation, case };
    let receives = !case.received.is_empty()
        || case.initial_response.is_some()
        || case.initial_response_params.is_some();
    if receives { writer.receive() } else { writer.send() }
}

struct Writer<'a> {
    service: &'a Service,
    values: &'a Values<'a>,
    operation: &'a Operation,
    case: &'a EventsCase,
}

impl Writer<'_> {
    /// Makes a call with the events of the case, and prints the request.
    fn send(&self) -> Result<TokenStream, String> {
        if self.case.expectation != Expectation::Success {
            return Err("a case that fails although nothing is received can't be written yet".to_owned());
        }
        let path = self.path(&self.operation.input.name);
        let input =
            self.values.structure(&path, &self.operation.input, self.case.initial_request_params.as_ref())?;
        if !self.case.says_events && !self.operation.input.fields.iter().any(is_stream) {
            return Ok(quote! {
                let exchange = support::Exchange::capturing("https://example.com");
                let result = support::wait(Client::new(exchange.config()).send(&#input));
                exchange.request(result.err().map(|error| support::chain(&error)))
            });
        }
        let (stream, union) = self.stream(&self.operation.input)?;
        let events = self.events(&union.name, &self.case.sent)?;
        let (stream, event) = (ident(&stream.name), value_type(&RustType::Named(union.name.clone())));
        Ok(quote! {
            let exchange = support::Exchange::capturing("https://example.com");
            let client = Client::new(exchange.config());
            let mut input = #input;
            let (mut sender, events) = runtime::event_stream::channel::<#event>(100);
            input.#stream = events;
            let result = support::wait(async {
                #(sender.send(#events).await.unwrap();)*
                drop(sender);
                client.send(&input).await
            });
            exchange.request(result.err().map(|error| support::chain(&error)))
        })
    }

    /// Makes a call that gets the response and events of the case, and prints what is received beside what is expected.
    fn receive(&self) -> Result<TokenStream, String> {
        let input =
            placeholder::input(self.values, &self.path(&self.operation.input.name), &self.operation.input)?;
        let (stream, union) = self.stream(&self.operation.output)?;
        let stream = ident(&stream.name);
        let error = union.stream_error.as_ref().ok_or("the stream has no error")?;
        let error = ident(&error.name);
        let initial = self.case.initial_response.as_ref();
        let status = Literal::u16_unsuffixed(initial.map_or(200, |response| response.code));
        let headers = initial.map(|response| response.headers.as_slice()).unwrap_or_default();
        let headers = headers.iter().map(|(name, value)| quote!((#name, #value)));
        let mut bytes = initial.map(|response| response.body.clone()).unwrap_or_default();
        bytes.extend(self.case.received.iter().flat_map(|event| &event.bytes));
        let bytes = Literal::byte_string(&bytes);
        let verdict = match &self.case.expectation {
            Expectation::Success => self.expected(union)?,
            Expectation::Failure => quote!(support::any_failure(called.is_err() || ended.is_err())),
            Expectation::Error(name) => self.expected_error(name, union)?,
        };
        Ok(quote! {
            let exchange = support::Exchange::answering(#status, &[#(#headers),*], #bytes);
            let client = Client::new(exchange.config());
            let mut called = support::wait(client.send(&#input));
            let mut found = Vec::new();
            let mut ended: Result<(), runtime::Error<types::#error>> = Ok(());
            if let Ok(output) = &mut called {
                ended = support::wait(async {
                    while let Some(event) = output.#stream.receive().await? {
                        found.push(event);
                    }
                    Ok(())
                });
            }
            #verdict
        })
    }

    /// Compares the events with the expected ones, and the output too if the case has one.
    fn expected(&self, union: &Union) -> Result<TokenStream, String> {
        let events = self.events(&union.name, &self.case.received)?;
        let output = match &self.case.initial_response_params {
            Some(params) => {
                let path = self.path(&self.operation.output.name);
                let output = self.values.structure(&path, &self.operation.output, Some(params))?;
                quote!(Some(&#output))
            }
            None => quote!(None),
        };
        Ok(quote! {
            match (&called, &ended) {
                (Ok(output), Ok(())) => support::compare_events(#output, output, &[#(&#events),*], &found),
                (Err(error), _) => support::failure(&support::chain(error)),
                (_, Err(error)) => support::failure(&support::chain(error)),
            }
        })
    }

    /// Compares the modeled error of the stream or, if no event is received, of the operation.
    fn expected_error(&self, shape: &str, union: &Union) -> Result<TokenStream, String> {
        let structure = self.service.errors.iter().find(|error| error.shape == shape);
        let structure = structure.ok_or_else(|| format!("no error was generated for {shape}"))?;
        let name = ident(&structure.name);
        let (ending, error) = if self.case.received.is_empty() {
            let module = ident(&self.operation.method);
            let error = ident(&self.operation.error_enum);
            (quote!(called), quote!(operation::#module::#error))
        } else {
            let error = union.stream_error.as_ref().ok_or("the stream has no error")?;
            let error = ident(&error.name);
            (quote!(ended), quote!(types::#error))
        };
        let params = self.case.received.last().and_then(|event| event.params.as_ref());
        let compared = match params.and_then(only_member) {
            Some(params) => {
                let expected = self.values.structure(&quote!(errors::#name), structure, Some(params))?;
                quote!(support::compare(&#expected, found))
            }
            None => quote!({
                let _ = found;
                support::any_failure(true)
            }),
        };
        Ok(quote! {
            match &#ending {
                Ok(_) => support::failure("expected an error, found none"),
                Err(error) => match error.service() {
                    Some(#error::#name(found)) => #compared,
                    Some(found) => support::failure(&support::other_error(stringify!(#name), found, error)),
                    None => support::failure(&support::chain(error)),
                },
            }
        })
    }

    fn events(&self, union: &Name, events: &[Event]) -> Result<Vec<TokenStream>, String> {
        let event = |event: &Event| {
            let params = event.params.as_ref().ok_or("the event has no `params`")?;
            self.values.value(params, &RustType::Named(union.clone()))
        };
        events.iter().map(event).collect()
    }

    /// Returns the field that is an event stream, and its union.
    fn stream<'s>(&'s self, structure: &'s Structure) -> Result<(&'s Field, &'s Union), String> {
        let stream = structure.fields.iter().find_map(|field| match &field.value {
            RustType::EventStream(name) | RustType::EventReceiver(name) => Some((field, name)),
            _ => None,
        });
        let (field, name) = stream.ok_or_else(|| format!("`{}` has no stream of events", structure.shape))?;
        match self.values.named(name)? {
            Type::Union(union) => Ok((field, union)),
            _ => Err(format!("`{name}` is no union")),
        }
    }

    fn path(&self, name: &Name) -> TokenStream {
        let (module, name) = (ident(&self.operation.method), ident(name));
        quote!(operation::#module::#name)
    }
}

fn is_stream(field: &Field) -> bool {
    matches!(field.value, RustType::EventStream(_) | RustType::EventReceiver(_))
}

/// Returns the value of the only member in the parameters of a union.
fn only_member(params: &Node) -> Option<&Node> {
    let mut entries = params.as_object()?.iter();
    match (entries.next(), entries.next()) {
        (Some(entry), None) => Some(&entry.value),
        _ => None,
    }
}
