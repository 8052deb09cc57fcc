//! Checking and building clients for whole official models, with their dependencies compiled before: what that one run of the compiler takes.

use super::lab::{Lab, SERVICES, Service, progress};
use super::measure::{self, Compiled, Usage};
use super::table::{Row, Target, Unit};
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};

/// How often each is compiled; the least is what counts.
const REPETITIONS: usize = 3;

/// Compiles.
pub(super) fn measure(lab: &Lab<'_>) -> Result<Vec<Row>, Diagnostics> {
    lab.prepare()?;
    let mut rows = Vec::new();
    for command in ["check", "build"] {
        for program in ["clients", "clients-peer"] {
            progress(&format!("cargo {command}, the dependencies of {program}"));
            measure::run(&mut lab.cargo(&[command, "--package", program]))?;
        }
        for service in SERVICES {
            progress(&format!("cargo {command}, the clients of {}", service.name));
            rows.extend(compare(lab, command, service)?);
        }
    }
    Ok(rows)
}

fn compare(lab: &Lab<'_>, command: &str, service: Service) -> Result<[Row; 2], Diagnostic> {
    let mut ours = compile(lab, command, "clients", service.ours)?;
    let mut peer = compile(lab, command, "clients-peer", service.peer)?;
    // By turns, so that other work on the machine disturbs both alike.
    for _ in 1..REPETITIONS {
        ours = ours.least(compile(lab, command, "clients", service.ours)?);
        peer = peer.least(compile(lab, command, "clients-peer", service.peer)?);
    }
    let row = |what: &str, unit, of: fn(Usage) -> f64, limit| Row {
        figure: format!("cargo {command} of the client alone, {}: {what}", service.name),
        unit,
        ours: of(ours),
        peer: Some(of(peer)),
        target: Target::Ratio(limit),
    };
    Ok([
        row("time", Unit::CpuSeconds, |usage| usage.cpu, 0.15),
        row("rustc's peak memory", Unit::Megabytes, |usage| usage.peak, 0.4),
    ])
}

/// Compiles one package again.
fn compile(lab: &Lab<'_>, command: &str, program: &str, package: &str) -> Result<Usage, Diagnostic> {
    measure::run(&mut lab.cargo(&["clean", "--package", package]))?;
    let compiled = measure::compilers(&lab.cargo(&[command, "--package", program]))?;
    let name = package.replace('-', "_");
    let found = compiled.iter().find(|it: &&Compiled| it.name == name).map(|it| it.usage);
    found.ok_or_else(|| Diagnostic::error(format!("Cargo did not compile `{package}` again")))
}
