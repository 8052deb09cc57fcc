//! `cargo xtask bench`: measures our clients and the AWS crates side by side.

mod calls;
mod codecs;
mod cold_build;
mod generation;
mod lab;
mod libraries;
mod lines;
mod measure;
mod model_change;
mod packages;
mod program_size;
mod service;
mod table;

use crate::workspace::Workspace;
use crate::{Report, Verdict};
use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use lab::Lab;
use service::{SERVICES, Service};
use smithwright_codegen::diagnostics::Diagnostics;
use std::path::PathBuf;
use table::Row;

/// Compare the clients with those of the AWS SDK for Rust
///
/// Builds programs that do the same with either, side by side, and prints a
/// table of ratios. Compiling is timed in CPU seconds, which other work on the
/// machine hardly disturbs. Progress goes to standard error.
///
/// Needs the network once, some gigabytes of disk, and these tools: GNU time
/// for `libraries` and `cold-build`, Valgrind for `calls` and `codecs`, git for
/// `model-change`. `lines`, `libraries` and `codecs` need the official models.
///
/// Everything is built in a separate workspace, in the target folder unless
/// --keep names another. No other command builds an AWS crate.
#[derive(Args, Debug)]
#[command(
    verbatim_doc_comment,
    after_long_help = "\
Exit codes:
  0  everything was measured; missed targets only show in the table
  1  a tool or model is missing, or something does not build
  2  wrong usage

Examples:
  cargo xtask bench --only packages,calls
  cargo xtask bench --only libraries --services sqs,dynamodb"
)]
pub(crate) struct Arguments {
    /// Figures to measure, separated by commas; all by default
    #[arg(long, value_name = "FIGURE", num_args = 1.., value_delimiter = ',')]
    only: Vec<Figure>,

    /// Services for `lines` and `libraries`, separated by commas; all by default
    ///
    /// The AWS crate of sagemaker alone takes minutes to compile.
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = PossibleValuesParser::new(SERVICES.map(|service| service.name)))]
    services: Vec<String>,

    /// Folder of the official models, such as `gameliftstreams-2018-05-10.json`
    ///
    /// Defaults to `shared/aws-models` beside this checkout. The models are
    /// at <https://github.com/aws/api-models-aws>.
    #[arg(long, verbatim_doc_comment, value_name = "DIR")]
    models: Option<PathBuf>,

    /// Folder to work in; `bench` in the target folder by default
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
}

/// A figure that can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Figure {
    /// Lines of code per operation, of clients for whole official models
    Lines,
    /// CPU time and peak memory of the compiler for checking and building those clients alone
    Libraries,
    /// CPU time for building a program and all it depends on
    ColdBuild,
    /// Instructions per call, without the network
    Calls,
    /// Instructions for writing a request and for reading a response, in JSON, XML, CBOR and forms
    Codecs,
    /// Packages in the dependency tree of a program
    Packages,
    /// Size of a program that is built to be deployed
    ProgramSize,
    /// Time that `cargo xtask generate` takes when everything is up to date
    Generation,
    /// Lines and files of generated code that change with one new member
    ModelChange,
}

impl Figure {
    fn measure(self, lab: &Lab<'_>, services: &[Service]) -> Result<Vec<Row>, Diagnostics> {
        match self {
            Self::Lines => lines::measure(lab, services),
            Self::Libraries => libraries::measure(lab, services),
            Self::ColdBuild => cold_build::measure(lab),
            Self::Calls => calls::measure(lab),
            Self::Codecs => codecs::measure(lab),
            Self::Packages => packages::measure(lab),
            Self::ProgramSize => program_size::measure(lab),
            Self::Generation => generation::measure(lab),
            Self::ModelChange => model_change::measure(lab),
        }
    }
}

/// Runs the command.
///
/// # Errors
/// Reports models and tools that are missing, and everything that can't be built. A missed target is not an error: the table shows it, and the command
/// still passes.
pub(crate) fn run(arguments: &Arguments, workspace: &Workspace) -> Result<Report, Diagnostics> {
    let models = arguments.models.clone().unwrap_or_else(|| workspace.root().join("../shared/aws-models"));
    let folder = arguments.keep.clone().unwrap_or_else(|| workspace.target().join("bench"));
    let lab = Lab::new(workspace, &folder, &models);
    let figures = if arguments.only.is_empty() { Figure::value_variants() } else { &arguments.only };
    let is_wanted = |service: &Service| {
        arguments.services.is_empty() || arguments.services.iter().any(|name| name == service.name)
    };
    let services: Vec<Service> = SERVICES.into_iter().filter(is_wanted).collect();
    let mut rows = Vec::new();
    for figure in figures {
        rows.extend(figure.measure(&lab, &services)?);
    }
    let text = format!("{}\n{}\n", table::print(&rows), lab.compiler()?);
    Ok(Report { text, warnings: Diagnostics::new(), verdict: Verdict::Passed })
}
