//! Running protocol suites: generates their clients, writes a test program for each service, and compares what the programs print with what the cases expect.

pub(super) mod case;
mod client_settings;
mod events;
pub(super) mod observed;
mod placeholder;
mod program;
pub(super) mod scratch;
mod value;

use super::Order;
use super::compare;
use super::compile::{Built, client_config};
use super::outcome::{Outcome, Section};
use super::suites::ProtocolSuite;
use case::{Case, Test};
use observed::Observed;
use scratch::Scratch;
use smithwright_codegen::diagnostics::Diagnostics;
use smithwright_codegen::generate::{Layout, generate};
use smithwright_codegen::ir::Selection;
use smithwright_codegen::model::{Model, Service, Shape};
use smithwright_codegen::write::{self, FileTree};
use std::collections::BTreeMap;

/// One service of a suite, in one of its protocols, ready to be compiled.
struct Prepared {
    suite: String,
    /// The name of the service, with the protocol if the suite tests several of its protocols.
    service: String,
    /// The name of its program and, prefixed with `client-`, of its generated crate.
    name: String,
    cases: Vec<Case>,
    made: Result<Made, String>,
}

/// The generated client and test program of a service.
struct Made {
    client: FileTree,
    program: String,
    /// For each case, why it could not be built, if so.
    unbuilt: Vec<Option<String>>,
}

/// Runs the suites.
///
/// # Errors
/// Fails if a file can't be written, or a compiler or program can't be started.
pub(super) fn run(suites: &[ProtocolSuite], order: &Order<'_>) -> Result<Vec<Section>, Diagnostics> {
    let mut services = Vec::new();
    for suite in suites {
        for (shape, service) in suite.model.services() {
            services.extend(prepare(suite, shape, service, order));
        }
    }
    let mut scratch = Scratch::new(order);
    for prepared in &services {
        if let Ok(made) = &prepared.made {
            scratch.add(&prepared.name, &made.client, &made.program)?;
        }
    }
    let built = if scratch.is_empty() { BTreeMap::new() } else { scratch.build()? };
    services.iter().map(|prepared| section(prepared, &built)).collect()
}

/// Prepares a service once for each protocol that it has cases for.
fn prepare(suite: &ProtocolSuite, shape: &Shape, service: &Service, order: &Order<'_>) -> Vec<Prepared> {
    let mut by_protocol: BTreeMap<Option<String>, Vec<Case>> = BTreeMap::new();
    for case in case::of(&suite.model, service) {
        if order.filter.takes(shape.id.name(), &case.id) && is_for(&suite.model, shape, &case) {
            by_protocol.entry(case.protocol.clone()).or_default().push(case);
        }
    }
    let several = by_protocol.len() > 1;
    let prepared = by_protocol.into_iter().map(|(protocol, cases)| {
        let shown = protocol.as_deref().filter(|_| several).map(|it| it.rsplit('#').next().unwrap_or(it));
        let service = [Some(shape.id.name()), shown].into_iter().flatten().collect::<Vec<_>>().join(" ");
        let name = name(&suite.name, &service);
        let made = make(&suite.model, (shape, protocol), &name, &cases, order);
        let made = made.map_err(|diagnostics| first_error(&diagnostics));
        Prepared { suite: suite.name.clone(), service, name, cases, made }
    });
    prepared.collect()
}

/// Checks whether a case is for this service. If services share an operation, its cases are for those that have their protocol; a case that none has the
/// protocol of fails.
fn is_for(model: &Model, service: &Shape, case: &Case) -> bool {
    case.protocol.as_ref().is_none_or(|protocol| {
        let speaks = |service: &Shape| service.traits.get(protocol).is_some();
        speaks(service) || !model.services().any(|(other, _)| speaks(other))
    })
}

fn make(
    model: &Model,
    (shape, protocol): (&Shape, Option<String>),
    name: &str,
    cases: &[Case],
    order: &Order<'_>,
) -> Result<Made, Diagnostics> {
    let library = scratch::package(name);
    let selection = Selection {
        service: Some(shape.id.as_str().to_owned()),
        operations: None,
        module: library.clone(),
        protocol,
    };
    let mut generated = generate(&[(model, selection)], &client_config(order, &library, Layout::Root))?;
    let service = generated.services.pop().ok_or_else(Diagnostics::new)?;
    let program = program::program(&service, &library.replace('-', "_"), cases);
    let text = write::rust(program.tokens).map_err(smithwright_codegen::diagnostics::Diagnostic::error)?;
    Ok(Made { client: generated.files, program: text, unbuilt: program.unbuilt })
}

/// Returns the first error, on one line.
fn first_error(diagnostics: &Diagnostics) -> String {
    let text = diagnostics.sorted().first().map(ToString::to_string).unwrap_or_default();
    format!("no client could be generated: {}", text.lines().next().unwrap_or_default())
}

/// Returns a name for the program of a service that Cargo accepts.
fn name(suite: &str, service: &str) -> String {
    let legal = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
    format!("{suite}-{service}").chars().map(legal).collect()
}

fn section(prepared: &Prepared, built: &BTreeMap<String, Built>) -> Result<Section, Diagnostics> {
    let results = results(prepared, built)?;
    let outcomes = prepared.cases.iter().zip(results);
    let outcomes =
        outcomes.map(|(case, findings)| Outcome { kind: case.kind(), id: case.id.clone(), findings });
    Ok(Section {
        suite: prepared.suite.clone(),
        service: prepared.service.clone(),
        outcomes: outcomes.collect(),
    })
}

/// Runs the program and returns the findings of each case.
fn results(prepared: &Prepared, built: &BTreeMap<String, Built>) -> Result<Vec<Vec<String>>, Diagnostics> {
    let all = |reason: &str| prepared.cases.iter().map(|_| vec![reason.to_owned()]).collect();
    let made = match &prepared.made {
        Ok(made) => made,
        Err(reason) => return Ok(all(reason)),
    };
    let executable = match built.get(&prepared.name) {
        Some(Built::Executable(path)) => path,
        Some(Built::Refused(message)) => return Ok(all(message)),
        None => return Ok(all("the program was not compiled")),
    };
    let mut shown = observed::run(executable)?;
    let cases = prepared.cases.iter().zip(&made.unbuilt).enumerate();
    let findings = cases.map(|(number, (case, unbuilt))| match (unbuilt, shown.remove(&number)) {
        (Some(reason), _) => vec![reason.clone()],
        (None, Some(observed)) => judge(case, &observed),
        (None, None) => vec!["the program ended before this case".to_owned()],
    });
    Ok(findings.collect())
}

fn judge(case: &Case, observed: &Observed) -> Vec<String> {
    match (&case.test, observed) {
        (_, Observed::Failure(message)) => vec![message.clone()],
        (Test::Events(case), observed) => events::judge(case, observed),
        (Test::Request(expected), Observed::Request(sent)) => compare::request::findings(expected, sent),
        (Test::Response(_) | Test::Error(_), Observed::Values(expected, found)) => {
            compare::value::differences(expected, found)
        }
        _ => vec!["the program showed something else than the case is about".to_owned()],
    }
}
