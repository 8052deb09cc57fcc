//! `cargo xtask conformance`: runs generated clients against the official test suites.
#![forbid(unsafe_code)]

mod checksums;
mod compare;
mod compile;
mod diff;
mod endpoint;
mod expressions;
mod frames;
mod hex;
mod known;
mod mutation;
mod outcome;
mod protocol;
mod random;
mod sigv4;
mod suites;
mod table;
mod timestamps;

use clap::Parser;
use known::{Extent, KnownFailures};
use outcome::Section;
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use std::path::PathBuf;
use std::process::ExitCode;
use suites::Suites;
use xtask::workspace::Workspace;
use xtask::{Report, Verdict};

/// Run generated clients against official test suites
///
/// No case that applies to clients is skipped: one that can't be built counts
/// as failed. `xtask/conformance/known-failures.toml` lists the cases that are
/// known to fail, each with a reason; a listed case that passes, or that its
/// suite does not have, fails the run.
///
/// These kinds of suites are recognized by their files:
///
///   protocols     Models with `smithy.test#httpRequestTests` or
///                 `httpResponseTests`, and their `eventStreamTests`. The
///                 client of each service is generated and compiled, and the
///                 cases run as compiled Rust.
///   endpoints     Models with `smithy.rules#endpointTests`. Their endpoint
///                 rules are generated, compiled and given each case.
///   JMESPath      JSON files of expressions. Each expression becomes a waiter
///                 of a compiled client, which must find what the case says.
///   diffs         `*.events` and `*.generated-events.json` files, with pairs
///                 of models. A diff of the two must give these events: id,
///                 severity, shape, and the shapes that the message names.
///   event frames  JSON files of event stream messages, right and wrong ones.
///   timestamps    JSON files of times and their texts.
///   checksums     JSON files of contents and their checksums.
///   signatures    Folders of SigV4 and SigV4a cases, and JSON files of
///                 presigned WebSocket URLs.
///
/// The last five kinds need no compiler: they run in this program.
#[derive(Parser, Debug)]
#[command(
    name = "conformance",
    bin_name = "cargo xtask conformance",
    verbatim_doc_comment,
    after_long_help = "\
Exit codes:
  0  every case passed, or failed as listed
  1  a case failed, a listed one passed or does not exist, or a suite could not be read
  2  wrong usage

Examples:
  Run all suites in a folder:
    cargo xtask conformance --suite ../shared/smithy-tests

  Run the cases of one suite whose id or service contains a text:
    cargo xtask conformance --suite restJson1.json --filter Timestamp

  Change published models at random, and check what the diff says of it:
    cargo xtask conformance --suite ../shared/aws-models --mutations 4 --callers 150"
)]
struct Arguments {
    /// Suite to run, or a folder whose suites to run, including those in subfolders
    #[arg(long, value_name = "FILE_OR_DIR")]
    suite: PathBuf,

    /// Folder for the generated clients and test programs; `conformance` in the target folder by default
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,

    /// Instead of running suites, test the diff with this many random changes to each model
    ///
    /// Changes are made one at a time, and are the same in every run. The
    /// diff must name each change and nothing else. --suite is then a model
    /// in JSON AST form, or a folder of models.
    #[arg(long, verbatim_doc_comment, value_name = "PER_MODEL")]
    mutations: Option<usize>,

    /// Make this many more changes, and compile callers of the old clients against the new ones
    ///
    /// Needs --mutations. Takes equally many changes of each kind, as far as
    /// the models allow. A caller uses everything that the old client
    /// offers: it must compile where the diff says so, and only there.
    #[arg(long, verbatim_doc_comment, value_name = "COUNT", requires = "mutations")]
    callers: Option<usize>,

    /// Run only the cases whose id or service name contains this text
    ///
    /// With --mutations and --callers: only changes whose model or kind has
    /// it in its name.
    #[arg(long, verbatim_doc_comment, value_name = "TEXT")]
    filter: Option<String>,
}

/// Which cases to run.
#[derive(Clone, Debug, Default)]
pub(crate) struct Filter(Option<String>);

impl Filter {
    /// Checks whether to run this case of this service.
    fn takes(&self, service: &str, id: &str) -> bool {
        self.0.as_ref().is_none_or(|text| service.contains(&**text) || id.contains(&**text))
    }
}

/// The parameters of all runners.
pub(crate) struct Order<'a> {
    /// The checkout.
    pub(crate) workspace: &'a Workspace,
    /// Where clients and test programs go.
    pub(crate) scratch: PathBuf,
    /// Which cases to run.
    pub(crate) filter: Filter,
}

/// Runs the program.
///
/// Exit codes: 0 if every case passed or failed as listed; 1 if one did not, or a suite could not be read; 2 for wrong usage (from clap).
fn main() -> ExitCode {
    xtask::finish(run(&Arguments::parse(), &Workspace::of_this_build()), ExitCode::FAILURE)
}

/// Runs the suites.
///
/// # Errors
/// Fails if a suite can't be found or read, if the list of known failures can't be read, if the compiler can't be started, or if there is no case to run.
/// A case that fails is not an error: it is in the report and its verdict.
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
    // With a filter, cases are missing on purpose; and how many changes are made to a model decides which.
    let is_whole = arguments.filter.is_none() && arguments.mutations.is_none();
    let judged = known.judge(&sections, if is_whole { Extent::Whole } else { Extent::Part });
    let verdict = if judged.passes() { Verdict::Passed } else { Verdict::Failed };
    let text = table::print(&sections, &judged, &suites);
    Ok(Report { text, warnings: Diagnostics::new(), verdict })
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
