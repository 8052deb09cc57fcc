//! `--list`: the operations of a model, one per line.

use super::service;
use crate::sources;
use crate::{Report, Verdict};
use smithwright_codegen::diagnostics::Diagnostics;
use smithwright_codegen::ir::docs;
use smithwright_codegen::model::{Loaded, Shape, traits};
use std::fmt::Write as _;
use std::path::PathBuf;

/// The longest summary that is printed in full, in characters.
const SUMMARY: usize = 100;

/// Lists the operations of every service of the model, or of the named one.
pub(super) fn run(files: &[PathBuf], wanted: Option<&str>) -> Result<Report, Diagnostics> {
    let sources = sources::of(files)?;
    let Loaded { model, warnings, .. } = sources::read(&sources, &[])?;
    let mut out = String::new();
    let services =
        service::of(&model, wanted).map_err(|finding| finding.in_file(sources::names(&sources)))?;
    for shape in services {
        let _ = writeln!(out, "{}", shape.id);
        let operations = model.service(&shape.id).map(|it| model.operations_of(it)).unwrap_or_default();
        let width = operations.iter().map(|(shape, _)| shape.id.name().len()).max().unwrap_or_default();
        for (operation, _) in operations {
            let line = format!("  {:width$}  {}", operation.id.name(), summary(operation));
            let _ = writeln!(out, "{}", line.trim_end());
        }
    }
    Ok(Report { text: out, warnings, verdict: Verdict::Passed })
}

/// Returns the first sentence of an operation's documentation, on one line.
fn summary(operation: &Shape) -> String {
    let Some(traits::Documentation(text)) = operation.traits.read() else { return String::new() };
    let summary = docs::summary(&docs::markdown(&text));
    let summary = link_texts(&summary);
    let words: Vec<&str> = summary.split_whitespace().collect();
    let line = words.join(" ");
    match line.char_indices().nth(SUMMARY) {
        Some((end, _)) => format!("{}…", line.get(..end).unwrap_or_default().trim_end()),
        None => line,
    }
}

/// Replaces `[text](address)` with `text`: addresses would crowd out what the operation does.
fn link_texts(markdown: &str) -> String {
    let mut out = String::new();
    let mut rest = markdown;
    while let Some((before, link)) = rest.split_once('[') {
        out.push_str(before);
        let parts = link.split_once("](").and_then(|(text, tail)| Some((text, tail.split_once(')')?.1)));
        match parts {
            Some((text, after)) => {
                out.push_str(text);
                rest = after;
            }
            None => {
                out.push('[');
                rest = link;
            }
        }
    }
    out + rest
}
