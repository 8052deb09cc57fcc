//! Building a program and all it depends on, with nothing compiled beforehand.

use super::lab::{Lab, progress};
use super::measure::{self, Compiled, Usage};
use super::table::{Row, Target, Unit};
use crate::files::cannot;
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use std::fmt::Write as _;
use std::fs;
use std::io;
use std::path::Path;

/// How often each program is built, in turns. The cost of a build varies by a few percent, its minimum by less.
const ROUNDS: usize = 2;

/// Builds and measures.
pub(super) fn measure(lab: &Lab<'_>) -> Result<Vec<Row>, Diagnostics> {
    lab.prepare()?;
    let mut least = round(lab)?;
    for _ in 1..ROUNDS {
        let usages = round(lab)?;
        least.iter_mut().zip(usages).for_each(|(least, usage)| *least = least.least(usage));
    }
    let [ours, peer, with_sockets, with_ring] = least;
    let row = |figure: &str, unit, ours: f64, peer: f64, target| Row {
        figure: format!("cold cargo build, {figure}"),
        unit,
        ours,
        peer: Some(peer),
        target,
    };
    let limit = Target::Ratio(0.42);
    Ok(vec![
        row("two HTTP services", Unit::CpuSeconds, ours.cpu, peer.cpu, limit),
        row("two HTTP services, as time passes", Unit::Seconds, ours.wall, peer.wall, Target::None),
        row("all three against the peer's two", Unit::CpuSeconds, with_sockets.cpu, peer.cpu, Target::None),
        row("two, the peer with ring for aws-lc", Unit::CpuSeconds, ours.cpu, with_ring.cpu, Target::None),
    ])
}

/// Builds each program once.
fn round(lab: &Lab<'_>) -> Result<[Usage; 4], Diagnostic> {
    Ok([
        build(lab, "ours")?,
        build(lab, "peer")?,
        build(lab, "ours-with-sockets")?,
        build(lab, "peer-with-ring")?,
    ])
}

fn build(lab: &Lab<'_>, program: &str) -> Result<Usage, Diagnostic> {
    progress(&format!("cold cargo build of {program}"));
    let target = lab.path("cold");
    remove(&target)?;
    let mut cargo = lab.cargo(&["build", "--offline", "--package", program]);
    cargo.env("CARGO_TARGET_DIR", &target);
    let compiled = measure::compilers(&cargo)?;
    remove(&target)?;
    let path = lab.path(&format!("cold-{program}.txt"));
    fs::write(&path, by_crate(&compiled)).map_err(cannot("write it", &path))?;
    progress(&format!("what each crate took is in {}", path.display()));
    let whole = compiled.last().ok_or_else(|| Diagnostic::error("Cargo's time was not measured"))?;
    Ok(whole.usage)
}

/// Lists the CPU seconds of each crate, longest first.
fn by_crate(compiled: &[Compiled]) -> String {
    let mut sorted: Vec<&Compiled> = compiled.iter().collect();
    sorted.sort_by(|left, right| right.usage.cpu.total_cmp(&left.usage.cpu));
    let mut out = String::new();
    for Compiled { name, usage } in sorted {
        let _ = writeln!(out, "{:8.2}  {name}", usage.cpu);
    }
    out
}

fn remove(folder: &Path) -> Result<(), Diagnostic> {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(cannot("remove it", folder)(error)),
        _ => Ok(()),
    }
}
