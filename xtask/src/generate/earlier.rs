//! The crate that an earlier run made in a folder: what it is called, and which service it is of.
//!
//! The folder is known to be [ours](Folder::must_be_ours), so a manifest that is not there means that there is no crate yet.

use super::CrateName;
use crate::folder::Folder;
use crate::toml_reader::Reader;
use smithwright_codegen::diagnostics::Diagnostic;
use smithwright_codegen::ir::Service;
use smithwright_codegen::model::Shape;
use std::fs;

/// The file that says what the crate is called.
const MANIFEST: &str = "Cargo.toml";

/// The file that says which service the crate is of: by its title, as in `service Weather -- API version 2024-01-01; RestJson1`.
const REPORT: &str = "api.txt";

/// The name of the crate in the folder, if there is one: people who depend on it know it by that name.
///
/// # Errors
/// A manifest that does not say it, or says one that is no good.
pub(super) fn name(folder: &Folder) -> Result<Option<CrateName>, Diagnostic> {
    let Some(text) = read(folder, MANIFEST) else { return Ok(None) };
    let file = format!("{}/{MANIFEST}", folder.shown());
    let Some(name) = name_in(&file, &text) else {
        return Err(Diagnostic::error("expected the manifest of a crate with its name, found none")
            .in_file(file)
            .help("name the crate with --name; the manifest is then made anew"));
    };
    let parsed = name.parse().map_err(|wrong: String| {
        Diagnostic::error(format!("the crate's name `{name}` cannot be kept: {wrong}"))
            .in_file(file)
            .help("give it another one with --name")
    });
    parsed.map(Some)
}

fn name_in(file: &str, text: &str) -> Option<String> {
    let (mut reader, mut root) = Reader::parse(file, text).ok()?;
    let package = root.take("package")?;
    let name = reader.table(package)?.take("name")?;
    reader.text(&name)
}

/// Makes sure that a crate in the folder is of this service: another one would lose all its callers.
///
/// # Errors
/// Says of which service the crate is, and what to do.
pub(super) fn must_be_of(service: &Service, shape: &Shape, folder: &Folder) -> Result<(), Diagnostic> {
    let report = read(folder, REPORT).unwrap_or_default();
    // A report that does not say it, cut short or edited, is no reason to refuse what would mend it.
    let Some(line) = report.lines().find_map(|line| line.strip_prefix("service ")) else { return Ok(()) };
    let line = one_space_between_words(line);
    // The first title that a model gets takes the place of the shape's name.
    let names = [&*service.title, shape.id.name()];
    if names.iter().any(|name| line.starts_with(&format!("{} -- ", one_space_between_words(name)))) {
        return Ok(());
    }
    let made = line.split_once(" -- ").map_or(&*line, |(title, _)| title);
    let message = format!(
        "expected a crate of the service `{}` (`{}`), found one of `{made}`",
        service.title, shape.id
    );
    Err(Diagnostic::error(message).in_file(format!("{}/{REPORT}", folder.shown())).help(format!(
        "choose another folder with --out, or remove this one; if the service only has a new title, remove `{REPORT}`"
    )))
}

/// Earlier versions wrote titles with whatever space they have in the model.
fn one_space_between_words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text of a file; `None` also if it can't be read, which is reported where the folder is compared.
fn read(folder: &Folder, file: &str) -> Option<String> {
    fs::read(folder.path().join(file)).ok().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}
