//! `cargo xtask bench`: figures of our clients beside those of the AWS crates.

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

/// Compare our clients with the AWS crates
///
/// Builds programs that do the same by either, side by side, and prints a table of ratios. What is compiled is timed in CPU seconds, so
/// that other work on the machine disturbs little. Needs the network once, some gigabytes of disk, GNU time and, for the figures `calls` and `codecs`, Valgrind.
///
/// Everything is in a workspace of its own, in the target folder; no other command builds a peer.
#[derive(Args, Debug)]
pub(crate) struct Arguments {
    /// Take only these figures; all if left out
    #[arg(long, value_name = "FIGURE", num_args = 1.., value_delimiter = ',')]
    only: Vec<Figure>,

    /// Of `lines` and `libraries`, take only those of these services, by name; all if left out. The AWS crate of sagemaker alone takes minutes
    #[arg(long, value_name = "NAMES", value_delimiter = ',', value_parser = PossibleValuesParser::new(SERVICES.map(|service| service.name)))]
    services: Vec<String>,

    /// The folder with the official models, such as `gameliftstreams-2018-05-10.json`; if left out, `../shared/aws-models` beside this
    /// checkout
    #[arg(long, value_name = "DIR")]
    models: Option<PathBuf>,

    /// Work in this folder and keep it; if left out, in the target folder
    #[arg(long, value_name = "DIR")]
    keep: Option<PathBuf>,
}

/// What can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Figure {
    /// Code lines for each operation, of clients for whole official models
    Lines,
    /// Checking and building those clients alone: CPU time and the compiler's peak memory
    Libraries,
    /// Building a program and all it depends on: CPU time
    ColdBuild,
    /// Instructions for each call, without the network
    Calls,
    /// Instructions for writing a request and for reading a response, in JSON, XML, CBOR and forms
    Codecs,
    /// Packages in the tree of a program
    Packages,
    /// Time that `cargo xtask generate` takes
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
            Self::Generation => generation::measure(lab),
            Self::ModelChange => model_change::measure(lab),
        }
    }
}

/// Runs the command.
///
/// # Errors
/// Models and tools that are missing, and everything that can't be built. Targets that are missed are no error: the table shows them, and the
/// verdict stays that the command passed.
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
