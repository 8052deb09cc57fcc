//! The crate in which the clients of changed models are compiled together with callers of the clients of the old ones.

use super::Sample;
use crate::Order;
use crate::compile::{check, client_config, is_error, settle};
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithwright_codegen::generate::{Layout, generate};
use smithwright_codegen::model::Node;
use smithwright_codegen::write::{FileTree, HEADER};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// Returns the modules whose callers don't compile, each with its first error.
///
/// # Errors
/// Fails if a client can't be generated or doesn't compile, or if Cargo can't be started.
pub(super) fn errors(
    name: &str,
    samples: &[&Sample],
    order: &Order<'_>,
) -> Result<BTreeMap<String, String>, Diagnostics> {
    if samples.is_empty() {
        return Ok(BTreeMap::new());
    }
    let folder = settle(order, &format!("callers/{name}"), &files(samples, order)?)?;
    let mut found = BTreeMap::new();
    for (file, error) in check(order, &folder)?.iter().filter_map(error) {
        let caller = file.strip_prefix("src/caller_").and_then(|file| file.strip_suffix(".rs"));
        let Some(module) = caller else {
            return Err(Diagnostic::error(format!("generated code does not compile: {error}"))
                .in_file(folder.join(file).display().to_string())
                .into());
        };
        found.entry(module.to_owned()).or_insert(error);
    }
    Ok(found)
}

/// Returns the files of the crate: the new clients, each a module, and beside them the callers of the old ones.
fn files(samples: &[&Sample], order: &Order<'_>) -> Result<FileTree, Diagnostics> {
    let services: Vec<_> = samples.iter().map(|it| (&it.model, it.selection.clone())).collect();
    let mut files = generate(&services, &client_config(order, "callers", Layout::Modules))?.files;
    for Sample { module, caller, .. } in samples {
        if let Some(root) = files.get_mut("src/lib.rs") {
            let _ = writeln!(root, "mod caller_{module};");
        }
        files.insert(format!("src/caller_{module}.rs"), format!("{HEADER}{caller}"));
    }
    Ok(files)
}

/// Returns the file and the message of an error; `None` if the compiler's message is not an error.
fn error(message: &Node) -> Option<(String, String)> {
    let message = message.get("message")?;
    let is_primary = |span: &&Node| span.get("is_primary").and_then(Node::as_bool) == Some(true);
    let span = message.get("spans")?.as_array()?.iter().find(is_primary).filter(|_| is_error(message))?;
    Some((span.get("file_name")?.as_str()?.to_owned(), message.get("message")?.as_str()?.to_owned()))
}
