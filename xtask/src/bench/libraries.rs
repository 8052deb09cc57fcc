//! Checking and building clients for whole official models: the cost of that one run of the compiler, with all dependencies compiled beforehand.

use super::lab::{Lab, progress};
use super::measure::{self, Compiled, Usage};
use super::service::{SERVICES, Service};
use super::table::{Row, Target, Unit};
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use std::path::Path;
use std::process::Command;

/// Compiles and measures.
pub(super) fn measure(lab: &Lab<'_>, services: &[Service]) -> Result<Vec<Row>, Diagnostics> {
    lab.copy_workspace()?;
    let folders = services.iter().map(|service| Ok((*service, service.generate(lab)?)));
    let folders = folders.collect::<Result<Vec<_>, Diagnostics>>()?;
    let [smallest, ..] = SERVICES;
    let smallest_folder = smallest.generate(lab)?;
    let mut rows = Vec::new();
    for command in ["check", "build"] {
        // The smallest client of either kind brings what all clients of that kind depend on.
        progress(&format!("cargo {command}, what all clients depend on"));
        measure::run(&mut lab.cargo_in(&smallest_folder, &[command, "--lib"]))?;
        measure::run(&mut smallest.cargo_of_peer(lab, &[command]))?;
        for (service, folder) in &folders {
            rows.extend(compare(lab, command, *service, folder)?);
        }
    }
    Ok(rows)
}

fn compare(lab: &Lab<'_>, command: &str, service: Service, folder: &Path) -> Result<[Row; 2], Diagnostic> {
    let ours = || {
        measure::run(&mut lab.cargo_in(folder, &["clean", "--package", &service.ours()]))?;
        compile(&lab.cargo_in(folder, &as_dependency(command)), &service.ours())
    };
    let peer = || {
        let libraries = lab.path("workspace/libraries");
        measure::run(&mut lab.cargo_in(&libraries, &["clean", "--package", &service.peer()]))?;
        compile(&service.cargo_of_peer(lab, &[command]), &service.peer())
    };
    let mut least: Option<(Usage, Usage)> = None;
    // Take turns, so that other work on the machine disturbs both alike.
    for round in 1..=service.repetitions {
        progress(&format!("cargo {command}, {}, round {round} of {}", service.name, service.repetitions));
        let (ours, peer) = (ours()?, peer()?);
        least = Some(least.map_or((ours, peer), |least| (least.0.least(ours), least.1.least(peer))));
    }
    let (ours, peer) = least.ok_or_else(|| Diagnostic::error("nothing was compiled"))?;
    let row = |what: &str, unit, of: fn(Usage) -> f64, limit| Row {
        figure: format!("cargo {command} of the client alone, {}: {what}", service.name),
        unit,
        ours: of(ours),
        peer: Some(of(peer)),
        target: Target::Ratio(limit),
    };
    Ok([
        row("time", Unit::CpuSeconds, |usage| usage.cpu, service.time),
        row("rustc's peak memory", Unit::Megabytes, |usage| usage.peak, service.memory),
    ])
}

/// Returns the arguments that compile a library as a dependency, which the peers are here: without lints.
fn as_dependency(command: &str) -> [&str; 7] {
    let profile = if command == "check" { "check" } else { "dev" };
    ["rustc", "--lib", "--profile", profile, "--", "--cap-lints", "allow"]
}

/// Compiles a package that Cargo has cleaned, and returns what that cost.
fn compile(cargo: &Command, package: &str) -> Result<Usage, Diagnostic> {
    let compiled = measure::compilers(cargo)?;
    let name = package.replace('-', "_");
    let found = compiled.iter().find(|it: &&Compiled| it.name == name).map(|it| it.usage);
    found.ok_or_else(|| Diagnostic::error(format!("Cargo did not compile `{package}` again")))
}
