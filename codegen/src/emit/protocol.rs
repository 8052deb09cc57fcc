//! The protocol of a service, as a value of the runtime's type.

use crate::ir::{Protocol, Rpc};
use proc_macro2::TokenStream;
use quote::quote;

/// Emits a constant expression for the protocol.
pub(super) fn protocol(protocol: &Protocol) -> TokenStream {
    let value = match protocol {
        Protocol::RestJson1 => quote!(RestJson1),
        Protocol::SimpleRestJson => quote!(SimpleRestJson),
        Protocol::AwsJson1_0(service) => rpc(&quote!(AwsJson::version_1_0), service),
        Protocol::AwsJson1_1(service) => rpc(&quote!(AwsJson::version_1_1), service),
        Protocol::RpcV2Cbor(service) => rpc(&quote!(RpcV2::cbor), service),
        Protocol::RpcV2Json(service) => rpc(&quote!(RpcV2::json), service),
        Protocol::RestXml { namespace } => {
            let namespace = namespace.iter().map(|it| {
                let (uri, prefix) = (&it.uri, it.prefix.as_deref().unwrap_or_default());
                quote!(.namespace(#uri, #prefix))
            });
            quote!(RestXml::new() #(#namespace)*)
        }
        Protocol::AwsQuery { version } => quote!(AwsQuery::new(#version)),
        Protocol::Ec2Query { version } => quote!(AwsQuery::ec2(#version)),
        Protocol::PresignedWebSocket { .. } => quote!(PresignedWebSocket),
    };
    quote!(runtime::protocol::#value)
}

fn rpc(constructor: &TokenStream, service: &Rpc) -> TokenStream {
    let name = &service.service;
    let compatible = service.query_compatible.then(|| quote!(.query_compatible()));
    quote!(#constructor(#name) #compatible)
}
