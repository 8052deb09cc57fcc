//! How long `cargo xtask generate` takes when everything is up to date.

use super::lab::Lab;
use super::measure;
use super::table::{Row, Target, Unit};
use crate::workspace::cargo;
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use std::process::Command;
use std::time::Instant;

/// How often it is timed; the minimum counts.
const REPETITIONS: usize = 10;

/// Generates and measures.
pub(super) fn measure(lab: &Lab<'_>) -> Result<Vec<Row>, Diagnostics> {
    // Everything has to be up to date, so that the runs are warm and measuring changes nothing.
    measure::run(lab.xtask().args(["generate", "--check"]))?;
    let mut alias = cargo();
    alias.args(["xtask", "generate"]).current_dir(lab.workspace().root());
    let row = |what: &str, seconds, target| Row {
        figure: format!("cargo xtask generate, three services, warm: {what}"),
        unit: Unit::Seconds,
        ours: seconds,
        peer: None,
        target,
    };
    Ok(vec![
        row("the program", least(lab.xtask().arg("generate"))?, Target::Below(0.3)),
        row("with Cargo", least(&mut alias)?, Target::Below(0.3)),
    ])
}

fn least(command: &mut Command) -> Result<f64, Diagnostic> {
    let mut least = f64::INFINITY;
    for _ in 0..REPETITIONS {
        let start = Instant::now();
        measure::run(command)?;
        least = least.min(start.elapsed().as_secs_f64());
    }
    Ok(least)
}
