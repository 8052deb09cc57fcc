//! The operations of a model, a line for each.

use crate::Report;
use crate::sources::{self, Source};
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithwright_codegen::ir::docs;
use smithwright_codegen::model::{Loaded, Model, Shape, traits};
use std::fmt::Write as _;
use std::path::PathBuf;

/// The longest summary that is printed whole, in characters.
const SUMMARY: usize = 100;

/// Lists the operations of every service of the model, or of the one that is named.
pub(super) fn run(files: &[PathBuf], service: Option<&str>) -> Result<Report, Diagnostics> {
    let sources: Vec<Source> = files.iter().map(|path| Source::named(path)).collect();
    let Loaded { model, warnings } = sources::read(&sources, &[])?;
    let mut out = String::new();
    for shape in services(&model, service)? {
        let _ = writeln!(out, "{}", shape.id);
        let operations = model.service(&shape.id).map(|it| model.operations_of(it)).unwrap_or_default();
        let width = operations.iter().map(|(shape, _)| shape.id.name().len()).max().unwrap_or_default();
        for (operation, _) in operations {
            let line = format!("  {:width$}  {}", operation.id.name(), summary(operation));
            let _ = writeln!(out, "{}", line.trim_end());
        }
    }
    Ok(Report { text: out, warnings })
}

fn services<'m>(model: &'m Model, wanted: Option<&str>) -> Result<Vec<&'m Shape>, Diagnostic> {
    let all: Vec<&Shape> = model.services().map(|(shape, _)| shape).collect();
    let Some(wanted) = wanted else {
        return if all.is_empty() { Err(Diagnostic::error("the model has no service")) } else { Ok(all) };
    };
    match all.iter().find(|shape| shape.id == *wanted) {
        Some(shape) => Ok(vec![shape]),
        None => Err(Diagnostic::error(format!("the model has no service `{wanted}`"))
            .did_you_mean(wanted, all.iter().map(|shape| shape.id.as_str()))),
    }
}

/// The first sentence of an operation's documentation, on one line.
fn summary(operation: &Shape) -> String {
    let Some(traits::Documentation(text)) = operation.traits.read() else { return String::new() };
    let summary = docs::summary(&docs::markdown(&text));
    let words: Vec<&str> = summary.split_whitespace().collect();
    let line = words.join(" ");
    match line.char_indices().nth(SUMMARY) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default().trim_end()),
        None => line,
    }
}
