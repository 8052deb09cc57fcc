//! `cargo xtask conformance`: generated clients against the official test suites.
#![forbid(unsafe_code)]

mod checksums;
mod compare;
mod compile;
mod diff;
mod endpoint;
mod expressions;
mod frames;
mod idl;
mod known;
mod mutation;
mod outcome;
mod protocol;
mod sigv4;
mod suites;
mod table;
mod timestamps;

use clap::Parser;
use known::KnownFailures;
use outcome::Section;
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use std::path::PathBuf;
use std::process::ExitCode;
use suites::Suites;
use xtask::workspace::Workspace;
use xtask::{Report, Verdict};

/// Run generated clients against official test suites
///
/// Knows Smithy's protocol suites: models in JSON AST form whose operations carry `smithy.test#httpRequestTests` and
/// `smithy.test#httpResponseTests`. For each of their services the client is generated and compiled, and every case that applies to clients
/// runs as compiled Rust. No case is skipped: one that can't be built counts as failed. Models with `smithy.rules#endpointTests` are suites
/// too: their endpoint rules are generated and compiled, and told what each case says.
///
/// A folder stands for all suites in it.
///
/// Knows pairs of models with the events that a diff of them gives, by their files `*.events` and `*.generated-events.json`: id, severity, shape and
/// what the event names must be as they say.
///
/// Knows lists of messages of event streams, right and wrong ones, by their JSON files.
///
/// Knows suites of timestamps and of checksums, by their JSON files; they run in this program.
///
/// Knows suites of JMESPath, by their JSON files: each expression becomes a waiter of a client, which finds what the case says.
///
/// Knows the official suite of SigV4 too, by its folder of cases, and lists of presigned WebSocket URLs. These run in this program.
#[derive(Parser, Debug)]
#[command(name = "conformance", bin_name = "cargo xtask conformance")]
struct Arguments {
    /// A suite, or a folder with suites
    #[arg(long, value_name = "FILE_OR_DIR")]
    suite: PathBuf,

    /// Generate clients and test programs into this folder and keep them there; if left out, into the target folder
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,

    /// Take the models of the suite for their own sake: make this many random changes to each, one at a time and the same in every run. A diff must name
    /// each change, and nothing else
    #[arg(long, value_name = "PER_MODEL")]
    mutations: Option<usize>,

    /// Make so many more changes, of each kind alike, and compile source that uses all of the old client against the new one: it must compile where the
    /// diff says so, and only there
    #[arg(long, value_name = "COUNT", requires = "mutations")]
    callers: Option<usize>,

    /// Run only the cases whose id, or whose service's name, contains this
    #[arg(long, value_name = "TEXT")]
    filter: Option<String>,
}

/// Which cases to run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter(Option<String>);

impl Filter {
    /// Whether to run this case of this service.
    fn takes(&self, service: &str, id: &str) -> bool {
        self.0.as_ref().is_none_or(|text| service.contains(&**text) || id.contains(&**text))
    }
}

/// What all runners are told.
pub(crate) struct Order<'a> {
    /// The checkout.
    pub(crate) workspace: &'a Workspace,
    /// Where clients and test programs go.
    pub(crate) scratch: PathBuf,
    /// Which cases to run.
    pub(crate) filter: Filter,
}

/// Exit codes: 0 where every case passed; 1 where one failed, or a suite could not be read; 2, from clap, for wrong usage.
fn main() -> ExitCode {
    xtask::finish(run(&Arguments::parse(), &Workspace::of_this_build()), ExitCode::FAILURE)
}

/// Runs the suites.
///
/// # Errors
/// Suites that can't be found or read, a list of known failures that can't be read, a compiler that can't be started. Cases that fail are no error:
/// they are in the report, and in its verdict.
fn run(arguments: &Arguments, workspace: &Workspace) -> Result<Report, Diagnostics> {
    let known = KnownFailures::read(&workspace.known_failures())?;
    let suites = match arguments.mutations {
        Some(_) => Suites::default(),
        None => Suites::find(&arguments.suite, workspace)?,
    };
    let order = Order {
        workspace,
        scratch: arguments.keep.clone().unwrap_or_else(|| workspace.target().join("conformance")),
        filter: Filter(arguments.filter.clone()),
    };
    let mut sections = match arguments.mutations {
        Some(per_model) => mutation::run(&arguments.suite, per_model, &order)?,
        None => run_all(&suites, &order)?,
    };
    if let Some(count) = arguments.callers {
        sections.extend(mutation::callers::run(&arguments.suite, count, &order)?);
    }
    let total: usize = sections.iter().map(|section| section.outcomes.len()).sum();
    if total == 0 {
        return Err(Diagnostic::error("no case was run")
            .in_file(arguments.suite.display().to_string())
            .help("name a suite that has cases for clients, or another --filter")
            .into());
    }
    let judged = known.judge(&sections);
    let verdict = if judged.passes() { Verdict::Passed } else { Verdict::Failed };
    Ok(Report { text: table::print(&sections, &judged, &suites), warnings: Diagnostics::new(), verdict })
}

fn run_all(suites: &Suites, order: &Order<'_>) -> Result<Vec<Section>, Diagnostics> {
    let mut sections = protocol::run(&suites.protocols, order)?;
    sections.extend(endpoint::run(&suites.endpoints, order)?);
    sections.extend(diff::run(&suites.diffs, order));
    sections.extend(frames::run(&suites.frames, order));
    sections.extend(sigv4::run(&suites.signatures, order));
    sections.extend(timestamps::run(&suites.timestamps, order));
    sections.extend(checksums::run(&suites.checksums, order));
    sections.extend(expressions::run(&suites.expressions, order)?);
    sections.retain(|section| !section.outcomes.is_empty());
    Ok(sections)
}

#[cfg(test)]
mod tests;
