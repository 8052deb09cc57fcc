//! What each fixture becomes.

use crate::fixture::{self, Fixture};
use smithwright_codegen::generate::Generated;
use smithwright_codegen::ir::Type;
use std::fmt::Write as _;
use std::panic::catch_unwind;

/// Longer ones nobody reads.
const MOST_LINES: usize = 200;

/// What a snapshot shows of a fixture.
#[derive(Clone, Copy)]
enum Shown {
    /// The types and tables of every file, without builders and setters.
    Definitions,
    /// The tables alone.
    Tables,
    /// How members are set: the builders and setters alone.
    Setters,
    /// The lines that begin like this.
    Lines(&'static [&'static str]),
    /// These files whole, but for the pages of operations.
    Files(&'static [&'static str]),
    /// The page of the first operation.
    Page,
    /// This section of the page of each operation, and the items that begin like this.
    Section(&'static str, &'static str),
    /// What was decided of nested types and is in no line of their own.
    Types,
}

/// The fixtures of which something else than the definitions is shown.
const SHOWN: &[(&str, Shown)] = &[
    (
        "api_keys",
        Shown::Lines(&[
            "//! **Request",
            "        runtime::AuthScheme",
            "            settings",
            "                runtime::",
        ]),
    ),
    ("arguments", Shown::Setters),
    (
        "auth_schemes",
        Shown::Lines(&[
            "//! **Request",
            ".auth(",
            "        runtime::AuthScheme",
            "            settings",
            "                runtime::",
            "                    &[runtime::",
        ]),
    ),
    ("auth", Shown::Files(&["client.rs"])),
    ("directions", Shown::Files(&["types.rs"])),
    (
        "discovery",
        Shown::Lines(&[
            "//! The service answers",
            "            settings",
            ".discovery(",
            "    &runtime::DiscoverySchema",
            "        operation::list_endpoints",
            "    >(",
        ]),
    ),
    ("documentation", Shown::Page),
    ("empty_service", Shown::Files(&["", "client.rs", "operation.rs"])),
    (
        "endpoint_parameters",
        Shown::Lines(&[
            ".literal",
            ".body_hash",
            ".account",
            "    /// Default",
            "    pub fn with_",
            "        Self(self.0.with",
            "        bucket: ",
            "        key: ",
            "            uri: ",
            "            settings",
            "                    &[",
            "                        ",
        ]),
    ),
    ("error_names", Shown::Lines(&["pub struct ", "    OptionError", "    Self", "    Unmodelled"])),
    ("events", Shown::Tables),
    ("examples", Shown::Lines(&["//!     "])),
    ("keywords", Shown::Files(&["operation.rs", "types.rs"])),
    ("many_required", Shown::Setters),
    ("method_names", Shown::Setters),
    ("operation_names", Shown::Files(&["client.rs"])),
    ("page_tokens", Shown::Section("//! ## All pages", "impl runtime::Paginated")),
    ("pages", Shown::Page),
    ("paginated", Shown::Section("//! ## All pages", "impl runtime::Paginated")),
    ("payloads", Shown::Tables),
    ("presigned_get", Shown::Lines(&["//! Presigned", "            settings"])),
    ("presigned_socket", Shown::Files(&["operation/do.rs"])),
    ("rpc_v2", Shown::Files(&["client.rs", "operation/close.rs"])),
    (
        "sessions",
        Shown::Lines(&[
            "//! **Request",
            "impl runtime::StartsSession",
            "    const ",
            "    fn with(",
            "        Self::builder()",
            ".sessions(",
            "    &runtime::SessionSchema",
        ]),
    ),
    ("simple_types", Shown::Lines(&["    pub ", "        "])),
    ("stability", Shown::Types),
    ("type_names", Shown::Lines(&["pub struct ", "pub enum "])),
    ("waitable", Shown::Section("//! ## Waiting", "runtime::waiter")),
];

#[test]
fn each_fixture_becomes_this() {
    let mut others = Vec::new();
    for fixture in fixture::all() {
        let shown =
            SHOWN.iter().find(|(name, _)| *name == fixture.name).map_or(Shown::Definitions, |(_, it)| *it);
        let text = show(&fixture, &fixture.generated(), shown);
        if let Shown::Lines(starts) = shown {
            let unmatched = starts.iter().find(|start| !text.lines().any(|line| line.starts_with(**start)));
            assert_eq!(unmatched, None, "no line of {} begins like this", fixture.name);
        }
        let lines = text.lines().count();
        assert!(lines <= MOST_LINES, "the snapshot of {} has {lines} lines", fixture.name);
        let proves = fixture.proves();
        // All that differ are shown, not the first alone.
        let compared = catch_unwind(|| {
            insta::with_settings!({ description => proves, omit_expression => true, prepend_module_to_snapshot => true }, {
                insta::assert_snapshot!(fixture.name.as_str(), text);
            });
        });
        others.extend(compared.is_err().then_some(fixture.name));
    }
    assert!(others.is_empty(), "the snapshots above differ: {others:?}");
}

/// What is shown, each file under its name.
fn show(fixture: &Fixture, generated: &Generated, shown: Shown) -> String {
    let folder = format!("src/{}", fixture.name);
    let mut out = warnings(generated);
    if let Shown::Types = shown {
        return out + &types(generated);
    }
    for (path, text) in &generated.files {
        let Some(path) = path.strip_prefix(&folder) else { continue };
        let file = path.trim_start_matches('/').trim_start_matches(".rs");
        let parts: Vec<&str> = match shown {
            Shown::Definitions => items(text).filter(|item| defines(item)).collect(),
            Shown::Tables => {
                items(text).filter(|item| defines(item) && item.starts_with("runtime::")).collect()
            }
            Shown::Setters => items(text).filter(|item| sets(item)).collect(),
            Shown::Files(files) if files.contains(&file) => items(text).skip(1).collect(),
            Shown::Page if file.starts_with("operation/") => items(text).take(1).collect(),
            Shown::Section(title, start) if text.contains(title) => {
                let section = text.split(title).nth(1).unwrap_or_default();
                let section = section.split("//! ## ").take(1).map(str::trim_end);
                section.chain(items(text).filter(|item| item.starts_with(start))).collect()
            }
            Shown::Lines(starts) if file.ends_with(".rs") => {
                text.lines().filter(|line| starts.iter().any(|start| line.starts_with(start))).collect()
            }
            _ => Vec::new(),
        };
        let between = if matches!(shown, Shown::Lines(_)) { "\n" } else { "\n\n" };
        if !parts.is_empty() {
            let _ = write!(out, "=== {file} ===\n{}\n", parts.join(between));
        }
    }
    out
}

/// A line for each structure: which way it goes, and how many operations have it.
fn types(generated: &Generated) -> String {
    let mut out = String::new();
    for it in generated.services.iter().flat_map(|service| &service.types) {
        if let Type::Structure(it) = it {
            let (name, direction, users) = (&it.name, it.direction, it.users);
            let _ = writeln!(out, "{name}: {direction:?}, operations: {users}");
        }
    }
    out
}

fn warnings(generated: &Generated) -> String {
    if generated.warnings.is_empty() { String::new() } else { format!("{}\n\n", generated.warnings) }
}

/// The items of a file; the first is its page and its imports. An empty line before a line that is not indented ends an item.
fn items(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text.trim_end();
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let ends = rest.match_indices("\n\n").map(|(at, _)| at);
        let end = ends.into_iter().find(|at| !rest[at + 2..].starts_with([' ', '}'])).unwrap_or(rest.len());
        let item = &rest[..end];
        rest = rest[end..].trim_start_matches('\n');
        Some(item)
    })
}

/// Whether the item says how members are set.
fn sets(item: &str) -> bool {
    item.starts_with("runtime::builder!") || item.starts_with("runtime::setters!")
}

/// Whether the item is a type or a table, or what says how an operation is bound, and says anything.
fn defines(item: &str) -> bool {
    let code = item.lines().find(|line| !line.starts_with(['#', '/'])).unwrap_or_default();
    let kept = [
        "pub struct ",
        "pub enum ",
        "runtime::",
        "impl runtime::Operation",
        "impl runtime::event_stream",
        "impl Default",
    ];
    let says_nothing = ["pub struct Client", "runtime::builder!", "runtime::setters!"];
    let begins = |starts: &[&str]| starts.iter().any(|start| code.starts_with(start));
    let is_empty = code.ends_with(" {}") || item.ends_with(" {}\n}");
    let has_no_errors = item.ends_with("    Unmodelled,\n}") && !item.contains("    /// Status");
    begins(&kept) && !begins(&says_nothing) && !is_empty && !has_no_errors
}
