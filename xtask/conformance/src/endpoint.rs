//! Running endpoint tests: compiles the functions generated from the endpoint rules of the suites, all in one program, and calls them with the parameters of
//! every case.

mod case;

use super::Order;
use super::compile::{Built, built, compile, manifest, output, program_name, settle};
use super::outcome::{Kind, Outcome, Section};
use super::suites::EndpointSuite;
use case::Case;
use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithwright_codegen::emit;
use smithwright_codegen::ir::endpoint::RuleSet;
use smithwright_codegen::model::Shape;
use smithwright_codegen::write::{self, FileTree, HEADER};
use std::collections::BTreeMap;
use std::path::Path;

/// The name of the program.
const PROGRAM: &str = "endpoints";

/// The cases of one service, ready for the program.
struct Prepared {
    suite: String,
    service: String,
    cases: Vec<Case>,
    /// The module that runs the cases, or why there is none.
    module: Result<TokenStream, String>,
}

/// Runs the suites.
///
/// # Errors
/// Fails if a file can't be written, or a compiler or program can't be started.
pub(super) fn run(suites: &[EndpointSuite], order: &Order<'_>) -> Result<Vec<Section>, Diagnostics> {
    let mut services = Vec::new();
    for suite in suites {
        let shapes = suite.model.services().map(|(shape, _)| prepare(&suite.name, shape, order));
        services.extend(shapes.filter(|prepared| !prepared.cases.is_empty()));
    }
    if services.is_empty() {
        return Ok(Vec::new());
    }
    let folder = settle(order, PROGRAM, &files(&services, order)?)?;
    let name = program_name(order, PROGRAM);
    let shown = match built(&name, &name, &compile(order, &folder)?) {
        Built::Executable(executable) => Ok(run_program(&executable)?),
        Built::Refused(reason) => Err(reason),
    };
    let sections = services.into_iter().enumerate();
    Ok(sections.map(|(number, prepared)| section(number, prepared, &shown)).collect())
}

fn prepare(suite: &str, shape: &Shape, order: &Order<'_>) -> Prepared {
    let mut diagnostics = Diagnostics::new();
    let rule_set = RuleSet::read(shape, &mut diagnostics);
    let service = shape.id.name();
    let mut cases = case::of(shape, rule_set.as_ref());
    cases.retain(|case| order.filter.takes(service, &case.id));
    let module = match &rule_set {
        Some(rule_set) => Ok(module(rule_set, &cases)),
        None => Err(format!("no function could be generated: {diagnostics}")),
    };
    Prepared { suite: suite.to_owned(), service: service.to_owned(), cases, module }
}

/// Returns a module with the generated function, and one that calls it for every case.
fn module(rule_set: &RuleSet, cases: &[Case]) -> TokenStream {
    let items = emit::endpoint::endpoint(rule_set);
    let checks = cases.iter().enumerate().filter_map(|(number, case)| {
        let (parameters, expected) = case.test.as_ref().ok()?;
        Some(quote!(check(#number, endpoint::resolve(&#parameters), #expected);))
    });
    quote! {
        use smithwright_runtime::document::Document;
        use smithwright_runtime::endpoint::{Endpoint, EndpointAuthScheme, ParameterValue, Parameters, functions};

        pub(crate) fn run(check: crate::Check<'_>) {
            #(#checks)*
        }

        mod endpoint {
            #items
        }
    }
}

fn files(services: &[Prepared], order: &Order<'_>) -> Result<FileTree, Diagnostics> {
    let mut files = FileTree::new();
    let (mut modules, mut calls) = (Vec::new(), Vec::new());
    for (number, prepared) in services.iter().enumerate() {
        let Ok(module) = &prepared.module else { continue };
        let name = format_ident!("service_{number}");
        let text = write::rust(quote!(#![allow(unused_imports)] #module)).map_err(Diagnostic::error)?;
        files.insert(format!("src/{name}.rs"), text);
        modules.push(quote!(mod #name;));
        calls.push(quote!(support::run(#number, #name::run);));
    }
    let main = quote! {
        mod support;
        #(#modules)*

        pub(crate) use support::Check;

        fn main() {
            #(#calls)*
        }
    };
    files.insert("src/main.rs".to_owned(), write::rust(main).map_err(Diagnostic::error)?);
    files.insert("src/support.rs".to_owned(), format!("{HEADER}{}", include_str!("endpoint/support.rs")));
    files.insert("Cargo.toml".to_owned(), manifest(order, &program_name(order, PROGRAM), ""));
    Ok(files)
}

/// Runs the program and returns what it prints: what is wrong, or nothing, for each service and case by their numbers.
fn run_program(executable: &Path) -> Result<BTreeMap<(usize, usize), String>, Diagnostics> {
    let line = |line: &str| {
        let mut parts = line.splitn(3, '\t');
        let service = parts.next()?.parse().ok()?;
        let case = parts.next()?.parse().ok()?;
        Some(((service, case), parts.next()?.to_owned()))
    };
    Ok(output(executable)?.lines().filter_map(line).collect())
}

fn section(
    number: usize,
    prepared: Prepared,
    shown: &Result<BTreeMap<(usize, usize), String>, String>,
) -> Section {
    let reason = prepared.module.as_ref().err().or(shown.as_ref().err());
    let cases = prepared.cases.iter().enumerate().map(|(at, case)| {
        let finding = match (reason, &case.test, shown) {
            (Some(reason), ..) | (_, Err(reason), _) => reason.clone(),
            (_, _, Ok(shown)) => match shown.get(&(number, at)) {
                Some(finding) => finding.clone(),
                None => "the program ended before this case".to_owned(),
            },
            (_, _, Err(reason)) => reason.clone(),
        };
        let findings = if finding.is_empty() { Vec::new() } else { vec![finding] };
        Outcome { kind: Kind::Endpoint, id: case.id.clone(), findings }
    });
    let outcomes = cases.collect();
    Section { suite: prepared.suite, service: prepared.service, outcomes }
}

#[cfg(test)]
mod tests;
