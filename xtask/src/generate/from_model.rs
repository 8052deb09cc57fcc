//! Generating a separate crate from the files of one model.

use super::kept::{self, Runtime};
use super::{Arguments, CrateName, Mode, Warnings, earlier, service, settle, table, warnings};
use crate::corrections;
use crate::folder::Folder;
use crate::paths;
use crate::sources;
use crate::workspace::Workspace;
use crate::{Report, Verdict};
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithwright_codegen::generate::{Config, Layout, Surroundings, generate};
use smithwright_codegen::ir::{Selection, with_obstacles};
use smithwright_codegen::model::{Refused, Shape};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// The version of a new crate.
const VERSION: &str = "0.1.0";

/// What to generate, and where.
#[derive(Clone, Debug)]
pub(crate) struct Order {
    /// The files of the model. If there are none, they and everything else that is left out are taken from the record of the crate in the folder.
    pub(crate) model: Vec<PathBuf>,
    /// The service's shape id, if the model has several.
    pub(crate) service: Option<String>,
    /// The protocol, if not the best one of the service.
    pub(crate) protocol: Option<String>,
    /// The operations, if not all.
    pub(crate) operations: Option<Vec<String>>,
    /// The folder of the crate.
    pub(crate) out: PathBuf,
    /// The name of the crate, if not the present one or, for a new crate, one made from the name of the service.
    pub(crate) name: Option<CrateName>,
    /// The folder of the runtime, if not the present one or, for a new crate, that of the workspace.
    pub(crate) runtime: Option<PathBuf>,
    /// What to do with the files.
    pub(crate) mode: Mode,
    /// What to do if there are warnings.
    pub(crate) warnings: Warnings,
}

impl Order {
    pub(super) fn new(arguments: &Arguments, out: &Path, mode: Mode, warnings: Warnings) -> Self {
        Self {
            model: arguments.model.clone(),
            service: arguments.service.clone(),
            protocol: arguments.protocol.clone(),
            operations: arguments.operations.clone(),
            out: out.to_owned(),
            name: arguments.name.clone(),
            runtime: arguments.runtime.clone(),
            mode,
            warnings,
        }
    }

    fn selection(&self, service: &Shape, module: &str) -> Selection {
        Selection {
            service: Some(service.id.to_string()),
            operations: self.operations.clone(),
            module: module.to_owned(),
            protocol: self.protocol.clone(),
        }
    }

    /// Returns everything that is wrong with a refused model, and with what is wanted of it.
    fn refuse(&self, refused: Refused) -> Diagnostics {
        let model = refused.model.as_deref();
        let service = model.and_then(|model| service::find(model, self.service.as_deref()).ok());
        match service.map(|service| self.selection(service, "")) {
            Some(selection) => with_obstacles(refused, &selection),
            None => refused.into(),
        }
    }
}

/// Generates or checks the crate.
pub(crate) fn run(order: &Order, workspace: &Workspace) -> Result<Report, Diagnostics> {
    let start = Instant::now();
    let folder = destination(order, workspace)?;
    let earlier = earlier::Crate::read(&folder);
    let order = &completed(order, earlier.as_ref(), &folder)?;
    let runtime = runtime(order, earlier.as_ref(), &folder, workspace)?;
    let sources = sources::of(&order.model)?;
    let loaded = corrections::read_model(&sources, workspace).map_err(|refused| order.refuse(refused))?;
    let service = service::find(&loaded.model, order.service.as_deref())
        .map_err(|finding| finding.in_file(sources::names(&sources)))?;
    if let Some(earlier) = &earlier {
        earlier.must_be_of(service)?;
    }
    let name = name(order, service, earlier.as_ref())?;
    let selection = order.selection(service, &name);
    let config = Config {
        name,
        version: earlier.as_ref().and_then(earlier::Crate::version).unwrap_or(VERSION).to_owned(),
        surroundings: Surroundings::Alone { runtime, models: recorded(order, &folder) },
        layout: Layout::Root,
        dev_dependencies: vec![r#"tokio = { version = "1", features = ["macros", "rt"] }"#.to_owned()],
    };
    let (mut warnings, others) = warnings::of_client(&loaded.model, &service.id, &selection, loaded.warnings);
    let mut generated = generate(&[(&loaded.model, selection)], &config)?;
    if let (Some(earlier), Some(manifest)) = (&earlier, generated.files.get_mut("Cargo.toml")) {
        let runtime = if order.runtime.is_some() { Runtime::Told } else { Runtime::AsBefore };
        *manifest = kept::merged(earlier.manifest(), manifest, runtime);
    }
    warnings.extend(generated.warnings);
    let warnings = order.warnings.judge(warnings)?;
    let help = "run the same command without `--check`";
    let comparison = settle(&folder, &generated.files, order.mode, help)?;
    let table = table::print(&generated.services, config.layout, &comparison, start.elapsed());
    Ok(Report {
        text: format!(
            "{table}{}{}{} {} {}\n",
            corrections::note(loaded.corrected),
            warnings::note(others),
            config.name,
            if order.mode == Mode::Check { "is up to date in" } else { "is in" },
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

/// Completes the order from the record of the earlier crate, unless it names a model: then it asks for a new crate, or for another selection of an earlier
/// one.
fn completed(order: &Order, earlier: Option<&earlier::Crate>, folder: &Folder) -> Result<Order, Diagnostics> {
    if !order.model.is_empty() {
        return Ok(order.clone());
    }
    let Some(earlier) = earlier else {
        return Err(Diagnostic::error("expected a crate to generate again, found none")
            .in_file(folder.shown())
            .help("to generate a new crate, name the files of its model with --model")
            .into());
    };
    let origin = earlier.origin(folder)?;
    if let Some(gone) = origin.model.iter().find(|path| !path.exists()) {
        let message = format!("expected the model of the crate at {}, found nothing", gone.display());
        return Err(Diagnostic::error(message)
            .in_file(format!("{}/Cargo.toml", folder.shown()))
            .help("if it has moved, name its files with --model")
            .into());
    }
    Ok(Order {
        model: origin.model,
        service: Some(origin.service),
        protocol: order.protocol.clone().or(origin.protocol),
        operations: order.operations.clone().or(origin.operations),
        ..order.clone()
    })
}

/// Returns the name of the crate: the one in the order or else the present one, so that it need not be given each time.
fn name(order: &Order, service: &Shape, earlier: Option<&earlier::Crate>) -> Result<String, Diagnostic> {
    let name = match (&order.name, earlier) {
        (Some(name), _) => name.clone(),
        (None, Some(earlier)) => earlier.name()?,
        (None, None) => CrateName::of_service(service),
    };
    Ok(name.as_str().to_owned())
}

/// Returns the paths of the model's files as they go into the manifest of the crate.
fn recorded(order: &Order, folder: &Folder) -> Vec<String> {
    order.model.iter().map(|path| written(path, folder)).collect()
}

/// Returns a path as it goes into the manifest of the crate: relative, so that it is the same in every checkout, unless the user gave an absolute one.
fn written(path: &Path, folder: &Folder) -> String {
    if path.is_absolute() {
        return paths::slashed(path);
    }
    paths::slashed(&paths::relative(folder.path(), &paths::resolve_parent(path)))
}

/// Returns the path of the runtime as it goes into the manifest of the crate.
fn runtime(
    order: &Order,
    earlier: Option<&earlier::Crate>,
    folder: &Folder,
    workspace: &Workspace,
) -> Result<String, Diagnostic> {
    let chosen = order.runtime.clone().or_else(|| earlier?.runtime(folder));
    let (path, written) = match chosen {
        Some(path) => (path.clone(), written(&path, folder)),
        None => {
            let path = workspace.runtime();
            let way = paths::relative(folder.path(), &path);
            (path, paths::slashed(&way))
        }
    };
    if !path.join("Cargo.toml").is_file() {
        return Err(Diagnostic::error("expected the folder of the runtime, found no Cargo.toml in it")
            .in_file(path.display().to_string())
            .help("name the folder `runtime` of a checkout of this workspace with --runtime"));
    }
    Ok(written)
}
