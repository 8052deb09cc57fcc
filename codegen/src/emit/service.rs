//! The files of a service.

use super::file::{File, Import};
use super::{Place, client, endpoint, enums, ident, operation, structure, union};
use crate::ir::{Service, Structure, Type};
use proc_macro2::TokenStream;
use quote::quote;

/// The files of the service's module. The first, whose path is empty, is the module itself.
/// `crate_path` is the module's path from outside, for examples.
#[must_use]
pub fn service(service: &Service, crate_path: &str) -> Vec<File> {
    let mut files = vec![
        module(service, !crate_path.contains("::")),
        client::client(service),
        File::new(
            "endpoint.rs",
            &format!("Where {} is.", service.title),
            endpoint::endpoint(&service.endpoint),
        ),
        File::new("errors.rs", "What the modelled errors carry.", errors(&service.errors)).importing(&[
            Import::Runtime,
            Import::Types,
            Import::BTreeMap,
        ]),
        operations(service),
        File::new("types.rs", "What inputs, outputs and errors are made of.", types(&service.types))
            .importing(&[Import::Runtime, Import::BTreeMap]),
    ];
    files.extend(service.operations.iter().map(|it| operation::operation(service, it, crate_path)));
    files
}

fn module(service: &Service, root: bool) -> File {
    let version = if service.version.is_empty() {
        String::new()
    } else {
        format!(" (API version {})", service.version)
    };
    let docs = format!("{}{version}.\n\n{}", service.title, service.documentation);
    let runtime = root.then(|| {
        quote!(
            pub use smithwright_runtime as runtime;
        )
    });
    let items = quote! {
        mod client;
        mod endpoint;
        pub mod errors;
        pub mod operation;
        pub mod types;

        pub use client::Client;
        #runtime
    };
    File::new("", &docs, items)
}

fn operations(service: &Service) -> File {
    let modules = service.operations.iter().map(|operation| {
        let name = ident(&operation.method);
        quote!(pub mod #name;)
    });
    File::new(
        "operation.rs",
        "The operations: a module for each, with its input, builder, output and errors.",
        quote!(#(#modules)*),
    )
}

fn errors(errors: &[Structure]) -> TokenStream {
    let structures = errors.iter().map(|error| structure::structure(error, Place::Elsewhere));
    quote!(#(#structures)*)
}

fn types(types: &[Type]) -> TokenStream {
    let items = types.iter().map(|it| match it {
        Type::Structure(it) => {
            let (structure, setters) =
                (structure::structure(it, Place::Types), structure::setters(it, Place::Types));
            quote!(#structure #setters)
        }
        Type::Union(it) => union::union(it),
        Type::Enum(it) => enums::string_enum(it),
        Type::IntEnum(it) => enums::int_enum(it),
    });
    quote!(#(#items)*)
}
