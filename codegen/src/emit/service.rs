//! The files of a service.

use super::file::{File, Import};
use super::{Place, client, endpoint, enums, error, ident, operation, structure, union};
use crate::ir::{Field, Name, Service, Type, docs};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;

/// The version of the generator, which tells which runtime fits: as much of it as Cargo distinguishes, `0.1` or, later, `1`. The runtime's `generated_by`
/// accepts the same one.
pub(crate) const GENERATOR: &str = "0.1";

/// Where a service's module is in its crate.
#[derive(Clone, Debug)]
pub struct Address {
    /// The module's path for users of the crate.
    pub path: String,
    /// How the crate is laid out, so whether the module is its root.
    pub layout: Layout,
}

/// How services are laid out in a crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Layout {
    /// Each service is a module, behind a feature of its name.
    Modules,
    /// The crate is one service.
    Root,
}

/// Emits the files of the service's module. The first, with an empty path, is the module itself.
#[must_use]
pub fn service(service: &Service, address: &Address) -> Vec<File> {
    let endpoint = endpoint::endpoint(&service.endpoint);
    let mut files = vec![
        module(service, address.layout),
        client::client(service),
        File::new("endpoint.rs", &format!("The endpoints of {}.", service.title_in_docs()), &[], &endpoint),
        operations(service),
    ];
    if !service.errors.is_empty() {
        let imports = [Import::Runtime, Import::Types, Import::BTreeMap];
        let errors = error::errors(&service.errors);
        files.push(File::new("errors.rs", "The errors of the model.", &imports, &errors));
    }
    if !service.types.is_empty() {
        let docs = "The types of the members of inputs, outputs and errors.";
        let imports = [Import::Errors, Import::Runtime, Import::BTreeMap];
        files.push(File::new("types.rs", docs, &imports, &types(&service.types)));
    }
    files.extend(required(service));
    files.extend(service.operations.iter().map(|it| operation::operation(service, it, &address.path)));
    files
}

fn module(service: &Service, layout: Layout) -> File {
    let version = match service.version.as_str() {
        "" => String::new(),
        version => format!(" (API version {})", docs::markdown(version).replace('\n', " ")),
    };
    let guide = "[`Client`] has a method for each operation.\n\
                 The operation's module in [`operation`] documents it: arguments, limits, errors and a complete call.";
    let docs = format!("{}{version}.\n\n{guide}\n\n{}", service.title_in_docs(), service.documentation);
    let (forbid, runtime) = match layout {
        Layout::Root => (
            quote!(#![forbid(unsafe_code)]),
            quote!(
                // The compiler names types by this path.
                #[doc(hidden)]
                pub use smithwright_runtime;
                pub use smithwright_runtime as runtime;

                runtime::generated_by!(#GENERATOR);
            ),
        ),
        Layout::Modules => (quote!(), quote!()),
    };
    let lints = lints(service);
    let errors = (!service.errors.is_empty()).then(|| {
        quote!(
            pub mod errors;
        )
    });
    let types = (!service.types.is_empty()).then(|| {
        quote!(
            pub mod types;
        )
    });
    let required = required_members(service).next().map(|_| {
        quote!(
            pub mod required;
        )
    });
    let items = quote! {
        #forbid
        #lints

        mod client;
        mod endpoint;
        #errors
        pub mod operation;
        #required
        #types

        pub use client::Client;
        #runtime
    };
    File::new("", &docs, &[], &items)
}

/// Allows what follows from the model and can't be written otherwise.
fn lints(service: &Service) -> TokenStream {
    // Tables and builders refer to deprecated items.
    let deprecated = service.has_deprecated().then(|| quote!(#![allow(deprecated)]));
    // Unions and errors follow the model: boxing a variant would be visible to callers, and whether a variant is large changes with its members.
    let has_variants =
        !service.errors.is_empty() || service.types.iter().any(|it| matches!(it, Type::Union(_)));
    let large = has_variants.then(|| quote!(#![allow(clippy::large_enum_variant)]));
    // Nor can types that the model nests be made simpler.
    let complex = service.has_complex_types().then(|| quote!(#![allow(clippy::type_complexity)]));
    quote!(#deprecated #large #complex)
}

fn operations(service: &Service) -> File {
    let modules = service.operations.iter().map(|operation| {
        let name = ident(&operation.method);
        quote!(pub mod #name;)
    });
    File::new(
        "operation.rs",
        "The operations: a module for each, with its input, builder, output and errors.",
        &[],
        &quote!(#(#modules)*),
    )
}

/// Emits an empty type for each required member, by whose name the compiler reports a member that is missing. Inputs share the type of a name, since the
/// compiler prints the whole path of a name that occurs twice.
fn required(service: &Service) -> Option<File> {
    let names: BTreeSet<&Name> = required_members(service).map(|field| &field.name).collect();
    if names.is_empty() {
        return None;
    }
    let names = names.into_iter().map(ident);
    let docs =
        "One empty type for each required member, so that the compiler can name the one that is missing.";
    let items = quote! {
        #![allow(non_camel_case_types, missing_docs)]

        #(pub enum #names {})*
    };
    Some(File::new("required.rs", docs, &[], &items))
}

fn required_members(service: &Service) -> impl Iterator<Item = &Field> {
    service.operations.iter().flat_map(|operation| operation.input.required())
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
