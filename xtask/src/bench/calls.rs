//! Instructions per call: making the input, checking, serializing and signing it, and reading the response. The network is left out: responses come from
//! memory.

use super::lab::{Lab, progress};
use super::measure;
use super::table::{Row, Target, Unit};
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use std::process::Command;

/// How many calls the two runs of a program make. Their difference leaves out what a program does only once.
const FEW: u32 = 20;
const MANY: u32 = 120;

/// Counts the instructions.
pub(super) fn measure(lab: &Lab<'_>) -> Result<Vec<Row>, Diagnostics> {
    lab.prepare()?;
    for program in ["calls-ours", "calls-peer"] {
        progress(&format!("cargo build --release of {program}"));
        measure::run(&mut lab.cargo(&["build", "--release", "--package", program]))?;
    }
    // In the official model the second call is signed as well; ours knows that it need not be.
    let calls = [
        ("CreateStreamSessionConnection", "both signed"),
        ("CreateParticipantConnection", "signed by the peer only"),
    ];
    let mut rows = Vec::new();
    for (operation, signed) in calls {
        progress(&format!("counting the instructions of {operation}"));
        rows.push(Row {
            figure: format!("instructions per call, {operation}, {signed}"),
            unit: Unit::Instructions,
            ours: per_call(lab, "calls-ours", operation)?,
            peer: Some(per_call(lab, "calls-peer", operation)?),
            target: Target::Ratio(0.35),
        });
    }
    Ok(rows)
}

fn per_call(lab: &Lab<'_>, program: &str, operation: &str) -> Result<f64, Diagnostic> {
    let path = lab.path("target").join("release").join(program);
    let run = |count: u32| measure::instructions(Command::new(&path).arg(operation).arg(count.to_string()));
    Ok((run(MANY)? - run(FEW)?) / f64::from(MANY - FEW))
}
