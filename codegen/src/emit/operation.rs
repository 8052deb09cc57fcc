//! The file of an operation: input, builder, output, errors, table.

use super::file::{File, Import};
use super::jmespath::Named;
use super::{
    Place, builder, documentation, ident, jmespath, operation_error, operation_page, pagination, session,
    socket, structure, table, waiters,
};
use crate::ir::{AuthScheme, Expression, HttpBinding, Operation, Protocol, Service, StaticValue};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn operation(service: &Service, operation: &Operation, crate_path: &str) -> File {
    let input = structure::structure(&operation.input, Place::Elsewhere);
    let output = output(operation);
    let builder = builder::builder(operation, &service.protocol);
    let error = operation_error::operation_error(operation);
    let binding = binding(operation, &service.protocol);
    let pages = pagination::pages(operation);
    let waiters = waiters::waiters(operation);
    let path = format!("operation/{}.rs", operation.method.unescaped());
    let opener = socket::opener(operation);
    let session = session::session(operation);
    let items = quote!(#input #builder #output #opener #error #binding #session #pages #waiters);
    let mut imports = vec![
        Import::Client,
        Import::Errors,
        Import::Required,
        Import::Types,
        Import::Runtime,
        Import::Given,
        Import::BTreeMap,
    ];
    // Only import it here: elsewhere a waiter may have the same name.
    if let Protocol::PresignedWebSocket { .. } = service.protocol {
        imports.insert(1, Import::ExpiresIn);
    }
    File::new(&path, &operation_page::page(service, operation, crate_path), items).importing(&imports)
}

/// Emits the output: a structure, or an alias of the shared type if it has no members.
fn output(operation: &Operation) -> TokenStream {
    let (input, output) = (&operation.input, &operation.output);
    if !output.fields.is_empty() {
        return structure::structure(output, Place::Elsewhere);
    }
    let docs = documentation::outer(&output.documentation);
    let deprecated = documentation::deprecated(output.deprecated.as_ref());
    let (name, input) = (ident(&output.name), ident(&input.name));
    quote! {
        #docs
        #deprecated
        pub type #name = runtime::NoOutput<#input>;
    }
}

/// Emits the impls that bind the types together, with the operation's table.
fn binding(operation: &Operation, protocol: &Protocol) -> TokenStream {
    let (input, output) = (ident(&operation.input.name), ident(&operation.output.name));
    let error = ident(&operation.stem.with_suffix("Error"));
    let table = table(&operation.shape, &operation.http, &operation.auth);
    let messages = match (protocol, &operation.messages) {
        (Protocol::PresignedWebSocket { .. }, Some(messages)) => {
            let (send, receive) = (ident(&messages.send), ident(&messages.receive));
            quote! {
                impl runtime::SocketOperation for #input {
                    type Sent = types::#send;
                    type Received = types::#receive;
                }
            }
        }
        _ => quote!(),
    };
    quote! {
        impl runtime::Operation for #input {
            type Client = Client;
            type Output = #output;
            type Error = #error;
            const OPERATION: &'static runtime::OperationSchema = &#table;
        }

        #messages
    }
}

fn table(name: &str, http: &HttpBinding, auth: &[AuthScheme]) -> TokenStream {
    let (method, uri, status) = (&http.method, &http.uri, Literal::u16_unsuffixed(http.status));
    let host_prefix = http.host_prefix.iter().map(|prefix| quote!(.host_prefix(#prefix)));
    let checksum = http.checksum_required.then(|| quote!(.checksum_required()));
    let request_checksum = http.request_checksum.iter().map(|header| quote!(.request_checksum(#header)));
    let response_checksum = http.response_checksum.iter().map(|header| quote!(.response_checksum(#header)));
    let compression = http.compression.then(|| quote!(.compression()));
    let unsigned = http.unsigned_payload.then(|| quote!(.unsigned_payload()));
    let tree_hash = http.sha256_tree_hash.then(|| quote!(.sha256_tree_hash()));
    let presigned = http.presigned_get.then(|| quote!(.presigned_get()));
    let discovered = http.discovered_endpoint.then(|| quote!(.discovered_endpoint()));
    let no_input = http.no_input.then(|| quote!(.no_input()));
    let headers = table::constant_headers(&http.constant_headers);
    let endpoint = static_context_params(&http.static_context_params);
    let parts = operation_context_params(&http.operation_context_params);
    let auth = match auth {
        [AuthScheme::Anonymous | AuthScheme::Unsupported(_)] => quote!(),
        schemes => {
            let schemes = schemes.iter().map(auth_scheme);
            quote!(.auth(&[#(#schemes),*]))
        }
    };
    quote! {
        runtime::operation(#name, #method, #uri, #status) #auth #(#host_prefix)* #checksum #(#request_checksum)* #(#response_checksum)* #compression #unsigned #tree_hash #presigned #discovered #no_input #headers #endpoint #parts
    }
}

fn auth_scheme(scheme: &AuthScheme) -> TokenStream {
    let scheme = match scheme {
        AuthScheme::SigV4 => quote!(SigV4),
        AuthScheme::SigV4a => quote!(SigV4a),
        AuthScheme::Bearer => quote!(Bearer),
        AuthScheme::ApiKeyInHeader { name, scheme: Some(scheme) } => {
            quote!(ApiKeyInHeader { name: #name, scheme: Some(#scheme) })
        }
        AuthScheme::ApiKeyInHeader { name, scheme: None } => {
            quote!(ApiKeyInHeader { name: #name, scheme: None })
        }
        AuthScheme::ApiKeyInQuery { name } => quote!(ApiKeyInQuery { name: #name }),
        AuthScheme::Basic => quote!(Basic),
        AuthScheme::Digest => quote!(Digest),
        AuthScheme::Anonymous | AuthScheme::Unsupported(_) => quote!(Anonymous),
    };
    quote!(runtime::AuthScheme::#scheme)
}

/// Emits `.endpoint_parameters(&[…])`, if there are any.
fn static_context_params(parameters: &[(String, StaticValue)]) -> TokenStream {
    if parameters.is_empty() {
        return quote!();
    }
    let parameters = parameters.iter().map(|(name, value)| {
        let value = match value {
            StaticValue::Boolean(value) => quote!(Boolean(#value)),
            StaticValue::String(text) => quote!(String(#text)),
            StaticValue::StringArray(texts) => quote!(StringArray(&[#(#texts),*])),
        };
        quote!((#name, runtime::endpoint::ParameterValue::#value))
    });
    quote!(.endpoint_parameters(&[#(#parameters),*]))
}

/// Emits `.input_parameters(&[…])`, if there are any.
fn operation_context_params(parameters: &[(String, Expression)]) -> TokenStream {
    if parameters.is_empty() {
        return quote!();
    }
    let parameters = parameters.iter().map(|(name, part)| {
        let part = jmespath::expression(part, Named::Fully);
        quote!((#name, #part))
    });
    quote!(.input_parameters(&[#(#parameters),*]))
}
