//! The file of an operation: input, builder, output, errors, table.

use super::file::{File, Import};
use super::jmespath::Named;
use super::{
    Place, builder, documentation, ident, jmespath, operation_error, operation_page, pagination, session,
    socket, structure, table, waiters,
};
use crate::ir::{Expression, Operation, OperationSettings, Protocol, Service, StaticValue};
use proc_macro2::{Literal, TokenStream};
use quote::quote;

pub(super) fn operation(service: &Service, operation: &Operation, crate_path: &str) -> File {
    let input = structure::structure(&operation.input, Place::Elsewhere);
    let output = output(operation);
    let builder = builder::builder(operation, &service.protocol);
    let error = operation_error::operation_error(operation);
    let binding = binding(service, operation);
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
    File::new(&path, &operation_page::page(service, operation, crate_path), &imports, &items)
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
fn binding(service: &Service, operation: &Operation) -> TokenStream {
    let (input, output) = (ident(&operation.input.name), ident(&operation.output.name));
    let error = ident(&operation.error_enum);
    let table = table(service, operation);
    let messages = match (&service.protocol, &operation.messages) {
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

            #[inline]
            fn operation() -> &'static runtime::OperationSchema {
                #table
            }
        }

        #messages
    }
}

/// Emits the operation's table.
fn table(service: &Service, operation: &Operation) -> TokenStream {
    let (name, http) = (&operation.shape, &operation.http);
    let (method, uri, status) = (&http.method, &http.uri, Literal::u16_unsuffixed(http.status));
    let auth = (operation.auth != service.auth).then(|| {
        let schemes = table::auth_schemes(&operation.auth);
        quote!(Auth(#schemes))
    });
    let host_prefix = http.host_prefix.as_ref().map(|prefix| quote!(HostPrefix(#prefix)));
    let settings = auth.into_iter().chain(host_prefix).chain(settings(&operation.settings));
    quote! {
        &runtime::OperationSchema {
            name: #name,
            method: #method,
            uri: #uri,
            status: #status,
            settings: &[#(runtime::OperationSetting::#settings),*],
        }
    }
}

/// Emits the settings of an operation.
fn settings(of: &OperationSettings) -> impl Iterator<Item = TokenStream> {
    let settings = [
        of.checksum_required.then(|| quote!(ChecksumRequired)),
        of.request_checksum.as_ref().map(|header| quote!(RequestChecksum(#header))),
        of.response_checksum.as_ref().map(|header| quote!(ResponseChecksum(#header))),
        of.compression.then(|| quote!(Compression)),
        of.unsigned_payload.then(|| quote!(UnsignedPayload)),
        of.sha256_tree_hash.then(|| quote!(Sha256TreeHash)),
        of.presigned_get.then(|| quote!(PresignedGet)),
        of.discovered_endpoint.then(|| quote!(DiscoveredEndpoint)),
        of.no_input.then(|| quote!(NoInput)),
        table::constant_headers(&of.constant_headers).map(|headers| quote!(ConstantHeaders(#headers))),
        static_context_params(&of.static_context_params),
        operation_context_params(&of.operation_context_params),
    ];
    settings.into_iter().flatten()
}

/// Emits the parameters of the endpoint rules that are constants, if there are any.
fn static_context_params(parameters: &[(String, StaticValue)]) -> Option<TokenStream> {
    let each = parameters.iter().map(|(name, value)| {
        let value = match value {
            StaticValue::Boolean(value) => quote!(Boolean(#value)),
            StaticValue::String(text) => quote!(String(#text)),
            StaticValue::StringArray(texts) => quote!(StringArray(&[#(#texts),*])),
        };
        quote!((#name, runtime::endpoint::ParameterValue::#value))
    });
    (!parameters.is_empty()).then(|| quote!(EndpointParameters(&[#(#each),*])))
}

/// Emits the parameters of the endpoint rules that are parts of the input, if there are any.
fn operation_context_params(parameters: &[(String, Expression)]) -> Option<TokenStream> {
    let each = parameters.iter().map(|(name, part)| {
        let part = jmespath::expression(part, Named::Fully);
        quote!((#name, #part))
    });
    (!parameters.is_empty()).then(|| quote!(InputParameters(&[#(#each),*])))
}
