//! Lines of code per operation, of clients for whole official models.

use super::lab::Lab;
use super::service::Service;
use super::table::{Row, Target, Unit};
use crate::files;
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use std::fs;
use std::path::Path;

/// Counts the lines.
pub(super) fn measure(lab: &Lab<'_>, services: &[Service]) -> Result<Vec<Row>, Diagnostics> {
    lab.copy_workspace()?;
    let mut rows = Vec::new();
    for service in services {
        let Some(limit) = service.lines else { continue };
        let ours = count(&service.generate(lab)?.join("src"))?;
        let peer = count(&service.peer_sources(lab)?.join("src"))?;
        rows.push(Row {
            figure: format!("code lines per operation, {}, {} operations", service.name, ours.operations),
            unit: Unit::Lines,
            ours: ours.per_operation(),
            peer: Some(peer.per_operation()),
            target: Target::AtMost(limit),
        });
    }
    Ok(rows)
}

/// What the sources of a client contain.
#[derive(Debug, Default)]
struct Count {
    lines: u32,
    /// Files in the folder `operation`, where both generators have one per operation.
    operations: u32,
}

impl Count {
    fn per_operation(&self) -> f64 {
        f64::from(self.lines) / f64::from(self.operations)
    }
}

fn count(sources: &Path) -> Result<Count, Diagnostic> {
    let mut out = Count::default();
    for path in files::with_extension(sources, "rs")? {
        let text = fs::read_to_string(&path).map_err(files::cannot("read it", &path))?;
        out.lines += text.lines().filter(|line| is_code(line)).map(|_| 1).sum::<u32>();
        out.operations += u32::from(path.parent() == Some(&sources.join("operation")));
    }
    Ok(out)
}

/// Checks whether a line is neither blank nor a comment. Both generators write only `//` comments.
fn is_code(line: &str) -> bool {
    let line = line.trim_start();
    !line.is_empty() && !line.starts_with("//")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_blanks_nor_comments_are_code() {
        let text = "//! Docs.\n\n/// Docs.\n   // A reason.\nfn f() { // a reason\n}\n";
        assert_eq!(text.lines().filter(|line| is_code(line)).count(), 2);
    }
}
