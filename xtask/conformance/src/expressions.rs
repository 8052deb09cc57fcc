//! The JMESPath suites: expressions with what they find in a value, and expressions that are valid or invalid by themselves.
//!
//! Each expression becomes a waiter of one operation, whose output has the value and what is to be found in it. So the generator reads the expression, the
//! compiler compiles what is generated for it, and the client shows whether it finds the same.

mod case;
#[cfg(test)]
mod tests;

use super::compare;
use super::compile::{Built, client_config};
use super::outcome::{Kind, Outcome, Section};
use super::protocol::observed::{self, Observed};
use super::protocol::scratch::{self, Scratch};
use super::{Filter, Order};
use case::{Case, Expected};
use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::{Map, Value, json};
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithwright_codegen::generate::{Generated, Layout, generate};
use smithwright_codegen::ir::Selection;
use smithwright_codegen::model::{Model, SourceFile};
use smithwright_codegen::write;
use std::collections::{BTreeMap, BTreeSet};

/// The name of the program.
const PROGRAM: &str = "jmespath";

/// The cases of a file.
#[derive(Debug)]
pub(crate) struct ExpressionSuite {
    name: String,
    cases: Vec<Case>,
}

impl ExpressionSuite {
    /// Reads the cases in this JSON text; returns `None` if it is not such a suite.
    pub(crate) fn read(name: &str, text: &str) -> Option<Self> {
        Some(Self { name: name.to_owned(), cases: case::read(name, text)? })
    }
}

/// A case and its waiter.
struct Numbered<'a> {
    suite: &'a str,
    case: &'a Case,
    waiter: String,
}

/// Runs the suites.
///
/// # Errors
/// Fails if a file can't be written, or a compiler or program can't be started.
pub(super) fn run(suites: &[ExpressionSuite], order: &Order<'_>) -> Result<Vec<Section>, Diagnostics> {
    let cases = suites.iter().flat_map(|suite| suite.cases.iter().map(|case| (&*suite.name, case)));
    let taken = cases.filter(|(suite, case)| order.filter.takes(suite, &case.id));
    let numbered = |(number, (suite, case))| Numbered { suite, case, waiter: format!("Case{number}") };
    let cases: Vec<Numbered<'_>> = taken.enumerate().map(numbered).collect();
    if cases.is_empty() {
        return Ok(Vec::new());
    }
    let generated = client(&cases, order)?;
    let operations = generated.services.iter().flat_map(|service| &service.operations);
    let waiters = operations.flat_map(|operation| &operation.waiters);
    let readable: BTreeSet<&str> = waiters.map(|waiter| &*waiter.name).collect();
    let program = write::rust(program(&cases, &readable)).map_err(Diagnostic::error)?;
    let order = Order { scratch: order.scratch.join(PROGRAM), filter: Filter::default(), ..*order };
    let mut scratch = Scratch::new(&order);
    scratch.add(PROGRAM, &generated.files, &program)?;
    let shown = match scratch.build()?.remove(PROGRAM) {
        Some(Built::Executable(executable)) => Ok(observed::run(&executable)?),
        Some(Built::Refused(reason)) => Err(reason),
        None => Err("the program was not compiled".to_owned()),
    };
    Ok(sections(&cases, &readable, &shown))
}

/// Generates the client whose operation has a waiter for each case.
fn client(cases: &[Numbered<'_>], order: &Order<'_>) -> Result<Generated, Diagnostics> {
    let text = model(cases).to_string();
    let model = Model::read(&[SourceFile { name: "jmespath.json", text: &text }])?.model;
    let library = scratch::package(PROGRAM);
    let config = client_config(order, &library, Layout::Root);
    let selection = Selection { service: None, operations: None, module: library, protocol: None };
    generate(&[(&model, selection)], &config)
}

fn model(cases: &[Numbered<'_>]) -> Value {
    let waiter = |it: &Numbered<'_>| {
        let output = json!({"path": it.case.path(), "comparator": "booleanEquals", "expected": "true"});
        let acceptors = json!([{"state": "success", "matcher": {"output": output}}]);
        (it.waiter.clone(), json!({"acceptors": acceptors}))
    };
    let waiters: Map<String, Value> = cases.iter().map(waiter).collect();
    let document = json!({"target": "smithy.api#Document"});
    let search =
        json!({"smithy.waiters#waitable": waiters, "smithy.api#http": {"method": "GET", "uri": "/"}});
    json!({"smithy": "2.0", "shapes": {
        "test#Jmespath": {
            "type": "service", "version": "1", "operations": [{"target": "test#Search"}],
            "traits": {"aws.protocols#restJson1": {}},
        },
        "test#Search": {"type": "operation", "output": {"target": "test#SearchOutput"}, "traits": search},
        "test#SearchOutput": {
            "type": "structure", "members": {"given": document, "expected": document},
        },
    }})
}

fn program(cases: &[Numbered<'_>], readable: &BTreeSet<&str>) -> TokenStream {
    let runs = |it: &Numbered<'_>| readable.contains(&*it.waiter) && it.case.expected != Expected::Reading;
    let calls = cases.iter().enumerate().filter(|(_, it)| runs(it)).map(|(number, it)| {
        let (number, constant) = (Literal::usize_unsuffixed(number), format_ident!("CASE{number}"));
        let answer = Literal::byte_string(it.case.answer().to_string().as_bytes());
        let expected = it.case.expected != Expected::Failure;
        quote!((#number, || reached(search::#constant, #answer, #expected)))
    });
    quote! {
        #[path = "../support.rs"]
        mod support;

        use client_jmespath::Client;
        use client_jmespath::operation::search::{self, SearchInput};
        use smithwright_runtime::Waiter;
        use std::time::Duration;

        fn main() {
            support::run(&[#(#calls),*]);
        }

        fn reached(waiter: Waiter<SearchInput>, answer: &'static [u8], expected: bool) -> String {
            let exchange = support::Exchange::answering(200, &[("content-type", "application/json")], answer);
            let client = Client::new(exchange.config());
            let input = SearchInput::builder().build();
            let reached = support::wait(client.wait_until(waiter, &input, Duration::ZERO)).is_ok();
            support::compare(&expected, &reached)
        }
    }
}

fn sections(
    cases: &[Numbered<'_>],
    readable: &BTreeSet<&str>,
    shown: &Result<BTreeMap<usize, Observed>, String>,
) -> Vec<Section> {
    let mut sections: Vec<Section> = Vec::new();
    for (number, Numbered { suite, case, waiter }) in cases.iter().enumerate() {
        let finding = match (readable.contains(&**waiter), case.expected, shown) {
            (false, expected, _) if expected.may_be_refused() => None,
            (false, ..) => Some("the generator refuses it".to_owned()),
            (true, Expected::Reading, _) => None,
            (true, Expected::Refusal, _) => Some("expected that the generator refuses it".to_owned()),
            (true, _, Err(reason)) => Some(reason.clone()),
            (true, _, Ok(shown)) => judge(shown.get(&number)),
        };
        let outcome =
            Outcome { kind: Kind::Expression, id: case.id.clone(), findings: finding.into_iter().collect() };
        match sections.last_mut().filter(|section| section.suite == *suite) {
            Some(section) => section.outcomes.push(outcome),
            None => sections.push(Section {
                suite: (*suite).to_owned(),
                service: PROGRAM.to_owned(),
                outcomes: vec![outcome],
            }),
        }
    }
    sections
}

fn judge(observed: Option<&Observed>) -> Option<String> {
    match observed {
        Some(Observed::Values(expected, found))
            if compare::value::differences(expected, found).is_empty() =>
        {
            None
        }
        Some(Observed::Values(..)) => Some("it gives something else".to_owned()),
        Some(Observed::Failure(reason)) => Some(reason.clone()),
        Some(Observed::Request(_)) => {
            Some("the program showed something else than the case is about".to_owned())
        }
        None => Some("the program ended before this case".to_owned()),
    }
}
