//! The files of a service.

use super::file::{File, Import};
use super::{Place, client, endpoint, enums, error, ident, operation, structure, union};
use crate::ir::{Field, Name, Service, Type, docs};
use proc_macro2::TokenStream;
use quote::quote;
use std::collections::BTreeSet;

/// The version of the generator, as far as it says which runtime fits: `generated_by` of the runtime takes the same.
pub(crate) const GENERATOR: &str = "0.1";

/// Where a service's module is in its crate.
#[derive(Clone, Debug)]
pub struct Address {
    /// The module's path as users of the crate write it.
    pub path: String,
    /// Whether the module is the crate.
    pub level: Level,
}

/// Whether a service is a crate or a module of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Level {
    /// It is the crate's root.
    Root,
    /// It is a module beside others.
    Module,
}

/// The files of the service's module. The first, whose path is empty, is the module itself.
#[must_use]
pub fn service(service: &Service, address: &Address) -> Vec<File> {
    let endpoint = endpoint::endpoint(&service.endpoint);
    let mut files = vec![
        module(service, address.level),
        client::client(service),
        File::new("endpoint.rs", &format!("Where {} is.", service.title_in_docs()), endpoint),
        operations(service),
    ];
    if !service.errors.is_empty() {
        let file = File::new("errors.rs", "What the modelled errors carry.", error::errors(&service.errors));
        files.push(file.importing(&[Import::Runtime, Import::Types, Import::BTreeMap]));
    }
    if !service.types.is_empty() {
        let file =
            File::new("types.rs", "What inputs, outputs and errors are made of.", types(&service.types));
        files.push(file.importing(&[Import::Errors, Import::Runtime, Import::BTreeMap]));
    }
    files.extend(required(service));
    files.extend(service.operations.iter().map(|it| operation::operation(service, it, &address.path)));
    files
}

fn module(service: &Service, level: Level) -> File {
    let version = match service.version.as_str() {
        "" => String::new(),
        version => format!(" (API version {})", docs::markdown(version).replace('\n', " ")),
    };
    let guide = "[`Client`] has a method for each operation.\n\
                 Its module in [`operation`] is its page: arguments, limits, errors and a complete call, with the\n\
                 transport that the configuration takes.";
    let docs = format!("{}{version}.\n\n{guide}\n\n{}", service.title_in_docs(), service.documentation);
    let (forbid, runtime) = match level {
        Level::Root => (
            quote!(#![forbid(unsafe_code)]),
            quote!(
                // The compiler names types by this path.
                #[doc(hidden)]
                pub use smithwright_runtime;
                pub use smithwright_runtime as runtime;

                runtime::generated_by!(#GENERATOR);
            ),
        ),
        Level::Module => (quote!(), quote!()),
    };
    // Tables and builders name what callers should not use any more.
    let deprecated = service.has_deprecated().then(|| quote!(#![allow(deprecated)]));
    // A union is as the model has it: boxing a variant is a change that callers would see, and whether one is large changes with its members.
    let has_union = service.types.iter().any(|it| matches!(it, Type::Union(_)));
    let large = has_union.then(|| quote!(#![allow(clippy::large_enum_variant)]));
    // Nor can anybody make a type simpler that the model nests.
    let complex = service.is_nested_deep().then(|| quote!(#![allow(clippy::type_complexity)]));
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
        #deprecated
        #large
        #complex

        mod client;
        mod endpoint;
        #errors
        pub mod operation;
        #required
        #types

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

/// The members that builders ask for, whose names are types: one for all inputs that have a member of the name, since compilers say a name that occurs
/// twice with its whole path.
fn required(service: &Service) -> Option<File> {
    let names: BTreeSet<&Name> = required_members(service).map(|field| &field.name).collect();
    if names.is_empty() {
        return None;
    }
    let names = names.into_iter().map(ident);
    let docs = "One empty type for each required member, so that an error of the compiler can name the one that is missing.";
    let items = quote! {
        #![allow(non_camel_case_types, missing_docs)]

        #(pub enum #names {})*
    };
    Some(File::new("required.rs", docs, items))
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
