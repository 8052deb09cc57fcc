//! How large a program is when it is built to be deployed.

use super::lab::{Lab, progress};
use super::measure;
use super::table::{Row, Target, Unit};
use crate::files::cannot;
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use std::fs;

/// Builds the programs that use the two HTTP services, in release mode and without symbols, and measures their files.
pub(super) fn measure(lab: &Lab<'_>) -> Result<Vec<Row>, Diagnostics> {
    lab.prepare()?;
    let row = Row {
        figure: "program, two HTTP services, release build, stripped".to_owned(),
        unit: Unit::Megabytes,
        ours: megabytes(lab, "ours")?,
        peer: Some(megabytes(lab, "peer")?),
        target: Target::None,
    };
    Ok(vec![row])
}

#[allow(clippy::cast_precision_loss)] // A program has some millions of bytes.
fn megabytes(lab: &Lab<'_>, program: &str) -> Result<f64, Diagnostic> {
    progress(&format!("cargo build --release of {program}"));
    let strip = ["--config", "profile.release.strip = true"];
    measure::run(lab.cargo(&["build", "--offline", "--release", "--package", program]).args(strip))?;
    let path = lab.path("target").join("release").join(format!("{program}{}", std::env::consts::EXE_SUFFIX));
    let file = fs::metadata(&path).map_err(cannot("read it", &path))?;
    Ok(file.len() as f64 / 1e6)
}
