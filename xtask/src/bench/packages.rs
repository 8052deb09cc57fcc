//! How many packages a program consists of, itself included.

use super::lab::Lab;
use super::measure;
use super::table::{Row, Target, Unit};
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use std::collections::BTreeSet;

/// Counts the packages.
pub(super) fn measure(lab: &Lab<'_>) -> Result<Vec<Row>, Diagnostics> {
    lab.prepare()?;
    let peer = count(lab, "peer")?;
    let row = |services: &str, program: &str, target| {
        Ok(Row {
            figure: format!("packages in the tree, {services}"),
            unit: Unit::Packages,
            ours: count(lab, program)?,
            peer: Some(peer),
            target,
        })
    };
    let rows: Result<Vec<Row>, Diagnostic> = [
        row("two HTTP services", "ours", Target::Below(100.0)),
        row("all three against the peer's two", "ours-with-sockets", Target::None),
    ]
    .into_iter()
    .collect();
    Ok(rows?)
}

fn count(lab: &Lab<'_>, program: &str) -> Result<f64, Diagnostic> {
    let options = ["--offline", "--edges", "normal", "--prefix", "none", "--format", "{p}", "--no-dedupe"];
    let mut cargo = lab.cargo(&["tree", "--package", program]);
    let output = measure::run(cargo.args(options))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let packages: BTreeSet<&str> = text.lines().filter(|line| !line.is_empty()).collect();
    let count = u32::try_from(packages.len()).unwrap_or(u32::MAX);
    Ok(f64::from(count))
}
