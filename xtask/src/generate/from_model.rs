//! A crate of its own, from the files of one model.

use super::{Arguments, CrateName, Mode, earlier, service, settle, table};
use crate::corrections;
use crate::folder::Folder;
use crate::paths;
use crate::sources::{self, Source};
use crate::workspace::Workspace;
use crate::{Report, Verdict};
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithwright_codegen::generate::{Config, Layout, Surroundings, generate};
use smithwright_codegen::ir::Selection;
use smithwright_codegen::model::Shape;
use std::path::{Path, PathBuf};
use std::time::Instant;

/// The version of a crate that stands alone.
const VERSION: &str = "0.1.0";

/// What to make, and where.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    /// The files of the model.
    pub(crate) model: Vec<PathBuf>,
    /// The service's shape id, if the model has several.
    pub(crate) service: Option<String>,
    /// The protocol, if not the best that the service has.
    pub(crate) protocol: Option<String>,
    /// The operations, if not all.
    pub(crate) operations: Option<Vec<String>>,
    /// The folder of the crate.
    pub(crate) out: PathBuf,
    /// The name of the crate, if not the one that it has or, if it is new, one made from that of the service.
    pub(crate) name: Option<CrateName>,
    /// The folder of the runtime, if not that of the workspace.
    pub(crate) runtime: Option<PathBuf>,
    /// What to do with the files.
    pub(crate) mode: Mode,
}

impl Order {
    pub(super) fn new(arguments: &Arguments, out: &Path, mode: Mode) -> Self {
        Self {
            model: arguments.model.clone(),
            service: arguments.service.clone(),
            protocol: arguments.protocol.clone(),
            operations: arguments.operations.clone(),
            out: out.to_owned(),
            name: arguments.name.clone(),
            runtime: arguments.runtime.clone(),
            mode,
        }
    }
}

/// Makes or checks the crate.
pub(crate) fn run(order: &Order, workspace: &Workspace) -> Result<Report, Diagnostics> {
    let start = Instant::now();
    let folder = destination(order, workspace)?;
    let runtime = runtime(order, &folder, workspace)?;
    let sources: Vec<Source> = order.model.iter().map(|path| Source::named(path)).collect();
    let loaded = corrections::read_model(&sources, workspace)?;
    let service = service::find(&loaded.model, order.service.as_deref())
        .map_err(|finding| finding.in_file(sources::names(&sources)))?;
    let name = name(order, service, &folder)?;
    let selection = Selection {
        service: Some(service.id.to_string()),
        operations: order.operations.clone(),
        module: name.clone(),
        protocol: order.protocol.clone(),
    };
    let config = Config {
        name,
        version: VERSION.to_owned(),
        surroundings: Surroundings::Alone { runtime },
        layout: Layout::Root,
        dev_dependencies: vec![r#"tokio = { version = "1", features = ["macros", "rt"] }"#.to_owned()],
    };
    let generated = generate(&[(&loaded.model, selection)], &config)?;
    for made in &generated.services {
        earlier::must_be_of(made, service, &folder)?;
    }
    let help = "run the same command without `--check`";
    let comparison = settle(&folder, &generated.files, order.mode, help)?;
    let mut warnings = loaded.warnings;
    warnings.extend(generated.warnings);
    let table = table::print(&generated.services, config.layout, &comparison, start.elapsed());
    Ok(Report {
        text: format!(
            "{table}{}{} is in {}\n",
            corrections::note(loaded.corrected),
            config.name,
            folder.shown()
        ),
        warnings,
        verdict: Verdict::Passed,
    })
}

fn destination(order: &Order, workspace: &Workspace) -> Result<Folder, Diagnostic> {
    let folder = Folder::new(&order.out);
    folder.must_be_ours()?;
    if folder.path() == workspace.generated() {
        return Err(Diagnostic::error("this folder is made from the manifest, not from one model")
            .in_file(folder.shown())
            .help("name another folder, or run `cargo xtask generate` without --model"));
    }
    Ok(folder)
}

/// The name of the crate: as told or else as before, so that it need not be told each time.
fn name(order: &Order, service: &Shape, folder: &Folder) -> Result<String, Diagnostic> {
    let name = match &order.name {
        Some(name) => name.clone(),
        None => earlier::name(folder)?.unwrap_or_else(|| CrateName::of_service(service)),
    };
    Ok(name.as_str().to_owned())
}

/// The path of the runtime, as the crate's manifest should say it: relative, so that it is the same in every checkout, unless the user gave an
/// absolute one.
fn runtime(order: &Order, folder: &Folder, workspace: &Workspace) -> Result<String, Diagnostic> {
    let (path, shown) = match &order.runtime {
        Some(path) => (paths::resolve(path), path.display().to_string()),
        None => (workspace.runtime(), workspace.runtime().display().to_string()),
    };
    if !path.join("Cargo.toml").is_file() {
        return Err(Diagnostic::error("expected the folder of the runtime, found no Cargo.toml in it")
            .in_file(shown)
            .help("name the folder `runtime` of a checkout of this workspace with --runtime"));
    }
    let is_relative = order.runtime.as_ref().is_none_or(|path| path.is_relative());
    let written = if is_relative { paths::relative(folder.path(), &path) } else { path };
    Ok(paths::slashed(&written))
}
