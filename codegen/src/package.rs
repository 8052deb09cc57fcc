//! The parts of a crate that are not a service's: its manifest, and the root module that declares the services.

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::emit::{Address, GENERATOR};
use crate::generate::{Config, Layout, Surroundings};
use crate::ir::{Protocol, Selection, Service};
use crate::runtime_features::runtime_features;
use crate::write::{FileTree, HEADER};
use std::fmt::Write as _;

/// The oldest version of Rust that compiles the clients and the runtime.
pub(crate) const RUST_VERSION: &str = "1.89";

/// The features that a crate may have besides those of its services, and what each is for.
const FEATURES: [(&str, &str); 5] = [
    ("websocket", "Opens the sockets whose URL an operation gives."),
    ("sigv4a", "Signatures for several Regions at once, which some endpoints want."),
    ("strict", "Checks of every constraint of the model before anything is sent."),
    ("machine-credentials", "Credentials of the container or EC2 instance that a program runs on."),
    ("aws-config", "Configuration and credentials that the `aws-config` crate finds."),
];

/// Returns the names of the features that the generator gives to crates, some of them only where a service needs them.
pub fn feature_names() -> impl Iterator<Item = &'static str> {
    FEATURES.iter().map(|(name, _)| *name)
}

/// Returns the names that no service's module and feature can have, because a crate uses them for something else.
pub fn reserved_names() -> impl Iterator<Item = String> {
    let features = feature_names().map(|name| name.replace('-', "_"));
    features.chain(["default".to_owned(), "runtime".to_owned()])
}

/// Returns the path of a service's file in the crate. The file of the module itself is the empty string.
pub(crate) fn path(service: &Service, file: &str, layout: Layout) -> String {
    let module = service.module.unescaped();
    match (layout, file) {
        (Layout::Modules, "") => format!("src/{module}.rs"),
        (Layout::Modules, file) => format!("src/{module}/{file}"),
        (Layout::Root, "") => "src/lib.rs".to_owned(),
        (Layout::Root, file) => format!("src/{file}"),
    }
}

/// Returns the path of the report of a service's public surface.
pub(crate) fn report_path(service: &Service, layout: Layout) -> String {
    match layout {
        Layout::Modules => format!("api/{}.txt", service.module.unescaped()),
        Layout::Root => "api.txt".to_owned(),
    }
}

/// Returns where the service's module is.
pub(crate) fn address(service: &Service, config: &Config) -> Address {
    let name = config.name.replace('-', "_");
    let path = match config.layout {
        Layout::Modules => format!("{name}::{}", service.module),
        Layout::Root => name,
    };
    Address { path, layout: config.layout }
}

pub(crate) fn manifest_and_root(
    services: &[Service],
    selections: &[&Selection],
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> FileTree {
    let mut files = FileTree::new();
    files.insert("Cargo.toml".to_owned(), manifest(services, selections, config));
    // What is generated is formatted already; rustfmt would format some of it differently.
    let unformatted = format!("{}\ndisable_all_formatting = true\n", HEADER.replace("//", "#"));
    files.insert("rustfmt.toml".to_owned(), unformatted);
    match config.layout {
        Layout::Modules => drop(files.insert("src/lib.rs".to_owned(), root(services, &config.surroundings))),
        Layout::Root if services.len() > 1 => {
            diagnostics.push(Diagnostic::error("a crate whose root is a service can hold one service"));
        }
        Layout::Root => {}
    }
    files
}

/// Returns whether every operation of the service opens a socket.
fn is_socket(service: &Service) -> bool {
    matches!(service.protocol, Protocol::PresignedWebSocket { .. })
}

/// Returns whether an operation returns the URL of a socket, which can be opened by the client or elsewhere.
fn gives_sockets(service: &Service) -> bool {
    !is_socket(service) && service.operations.iter().any(|operation| operation.messages.is_some())
}

fn manifest(services: &[Service], selections: &[&Selection], config: &Config) -> String {
    let mut out = HEADER.replace("//", "#");
    if let Surroundings::Alone { .. } = config.surroundings {
        out.push_str("# What you add to this file or change stays, including where dependencies come from; generated parts are updated.\n");
    }
    out.push_str(&package(config));
    if let (Surroundings::Alone { models, .. }, [selection], [service]) =
        (&config.surroundings, selections, services)
    {
        out.push_str(&origin(models, selection, service.protocol.name()));
    }
    out.push_str("\n[features]\n");
    out.push_str(&features(services, config.layout));
    let features = match config.layout {
        Layout::Modules => Vec::new(),
        Layout::Root => services.iter().flat_map(runtime_features).collect(),
    };
    let runtime = runtime_dependency(&config.surroundings, &features);
    let _ = writeln!(out, "\n[dependencies]\nsmithwright-runtime = {runtime}");
    out.push_str(&dev_dependencies(config));
    out.push_str(match config.surroundings {
        Surroundings::Workspace => "\n[lints]\nworkspace = true\n",
        // So that it builds in any folder, even inside another workspace.
        Surroundings::Alone { .. } => {
            "\n# This crate is its own workspace. If its folder is inside another workspace, list it there under `exclude`.\n[workspace]\n"
        }
    });
    out
}

fn package(config: &Config) -> String {
    let (name, version) = (&config.name, toml_text(&config.version));
    let rest = match &config.surroundings {
        Surroundings::Workspace => format!(
            "description = \"Small, typed clients made by Smithwright.\"\nversion = {version}\n\
             edition.workspace = true\nrust-version.workspace = true\nlicense.workspace = true\npublish.workspace = true"
        ),
        Surroundings::Alone { .. } => format!(
            "version = {version}\nedition = \"2024\"\nrust-version = \"{RUST_VERSION}\"\npublish = false"
        ),
    };
    format!("\n[package]\nname = \"{name}\"\n{rest}\n")
}

fn dev_dependencies(config: &Config) -> String {
    let mut dev_dependencies = config.dev_dependencies.clone();
    if let Surroundings::Alone { runtime, .. } = &config.surroundings {
        // The examples in the documentation use it.
        let transport = format!("{runtime}/transport");
        dev_dependencies.insert(0, format!("smithwright-transport = {{ path = {} }}", toml_text(&transport)));
    }
    match dev_dependencies.as_slice() {
        [] => String::new(),
        lines => format!("\n[dev-dependencies]\n{}\n", lines.join("\n")),
    }
}

/// Returns the lines of the manifest that record what the crate was made from, so that it can be made again; none if the model's files are not given.
///
/// The protocol is recorded even if nobody chose it: a client does not come to speak another one because the service has a better one by now.
fn origin(models: &[String], selection: &Selection, protocol: &str) -> String {
    if models.is_empty() {
        return String::new();
    }
    let mut out =
        "\n# What it was made from. `cargo xtask generate --out` with this folder generates it again.\n"
            .to_owned();
    let _ = writeln!(out, "[package.metadata.smithwright]\nmodel = {}", list(models));
    if let Some(service) = &selection.service {
        let _ = writeln!(out, "service = {}", toml_text(service));
    }
    let _ = writeln!(out, "protocol = {}", toml_text(protocol));
    if let Some(operations) = &selection.operations {
        let _ = writeln!(out, "operations = {}", list(operations));
    }
    out
}

/// Formats strings as a TOML array. Several get a line each, so that a change of one is a change of one line.
fn list(texts: &[String]) -> String {
    match texts {
        [only] => format!("[{}]", toml_text(only)),
        texts => {
            format!(
                "[\n{}]",
                texts.iter().map(|text| format!("    {},\n", toml_text(text))).collect::<String>()
            )
        }
    }
}

/// Formats a basic string of TOML 1.0.
fn toml_text(text: &str) -> String {
    let mut out = String::from("\"");
    for character in text.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            control if control.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(control));
            }
            plain => out.push(plain),
        }
    }
    out.push('"');
    out
}

fn features(services: &[Service], layout: Layout) -> String {
    let mut default = Vec::new();
    let sockets = services.iter().any(gives_sockets);
    default.extend(sockets.then_some("websocket"));
    if layout == Layout::Modules {
        default.extend(services.iter().map(|service| service.module.unescaped()));
    }
    let mut out = format!("default = {}\n", names("", &default));
    if layout == Layout::Modules {
        for service in services {
            let needs = names("smithwright-runtime/", &runtime_features(service));
            let _ = writeln!(out, "# {}\n{} = {needs}", service.title, service.module.unescaped());
        }
    }
    let may_want_regions = |service: &Service| {
        service.endpoint.signs_by("sigv4a") && !runtime_features(service).contains(&"sigv4a")
    };
    for (feature, what) in FEATURES {
        let is_needed = match feature {
            "websocket" => sockets,
            "sigv4a" => services.iter().any(may_want_regions),
            "machine-credentials" => services.iter().any(Service::is_signed),
            _ => true,
        };
        if is_needed {
            let _ = writeln!(out, "# {what}\n{feature} = {}", names("smithwright-runtime/", &[feature]));
        }
    }
    out
}

/// Formats a list of features, each as `prefix` and its name.
fn names(prefix: &str, names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{prefix}{name}\"")).collect();
    format!("[{}]", quoted.join(", "))
}

fn runtime_dependency(surroundings: &Surroundings, features: &[&str]) -> String {
    let mut parts = match surroundings {
        Surroundings::Workspace => vec!["workspace = true".to_owned()],
        Surroundings::Alone { runtime, .. } => {
            vec![format!("path = {}", toml_text(runtime))]
        }
    };
    if !features.is_empty() {
        parts.push(format!("features = {}", names("", features)));
    }
    format!("{{ {} }}", parts.join(", "))
}

fn root(services: &[Service], surroundings: &Surroundings) -> String {
    let mut out =
        format!("{HEADER}//! Small, typed clients, one module and one feature for each service.\n//!\n");
    out.push_str("//! | module and feature | service | operations |\n//! |---|---|---|\n");
    for service in services {
        let operations: Vec<&str> =
            service.operations.iter().map(|operation| operation.shape.as_str()).collect();
        // A bar would begin the next cell.
        let title = service.title_in_docs().replace('|', "\\|");
        let _ = writeln!(out, "//! | `{}` | {title} | {} |", service.module, operations.join(", "));
    }
    out.push_str("#![forbid(unsafe_code)]\n\n// The compiler names types by this path.\n#[doc(hidden)]\npub use smithwright_runtime;\n");
    let _ =
        writeln!(out, "pub use smithwright_runtime as runtime;\n\nruntime::generated_by!({GENERATOR:?});");
    for service in services {
        let feature = service.module.unescaped();
        let _ = write!(out, "\n#[cfg(feature = \"{feature}\")]\npub mod {};\n", service.module);
    }
    if let Surroundings::Workspace = surroundings {
        out.push_str(concat!(
            "\n// So that what people read first compiles.\n",
            "#[cfg(doctest)]\n#[doc = include_str!(\"../../README.md\")]\nstruct Readme;\n",
            "#[cfg(doctest)]\n#[doc = include_str!(\"../../docs/using.md\")]\nstruct Using;\n",
            "#[cfg(doctest)]\n#[doc = include_str!(\"../../docs/from-aws-sdk.md\")]\nstruct FromAwsSdk;\n"
        ));
    }
    out
}

#[cfg(test)]
mod tests;
