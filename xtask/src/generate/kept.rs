//! Keeping what somebody wrote into the manifest of a crate: everything stays except what the generator maintains.
//!
//! The generator maintains the name, the record of what the crate was made from, the features that it makes, the path of a runtime in a folder, and the
//! features that are needed of the runtime.

use smithwright_codegen::package::feature_names;
use toml_edit::{DocumentMut, InlineTable, Item, Table, TableLike, Value};

const RUNTIME: &str = "smithwright-runtime";
const TRANSPORT: &str = "smithwright-transport";
const DEFAULT: &str = "default";
const PATH: &str = "path";
const FEATURES: &str = "features";

/// The entries of a dependency that say where it comes from, if not from a folder.
const SOURCES: [&str; 8] =
    ["git", "branch", "tag", "rev", "registry", "registry-index", "version", "workspace"];

/// Where the runtime comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Runtime {
    /// From the folder that the caller names.
    Told,
    /// From where it came before.
    AsBefore,
}

/// Merges what is in the manifest `found` into the new one, `fresh`. What is no manifest of a package is replaced.
pub(super) fn merged(found: &str, fresh: &str, runtime: Runtime) -> String {
    let (Ok(mut merged), Ok(fresh_document)) = (found.parse::<DocumentMut>(), fresh.parse::<DocumentMut>())
    else {
        return fresh.to_owned();
    };
    match merge(&mut merged, &fresh_document, runtime) {
        Some(()) => merged.to_string(),
        None => fresh.to_owned(),
    }
}

fn merge(merged: &mut DocumentMut, fresh: &DocumentMut, runtime: Runtime) -> Option<()> {
    let fresh_package = fresh.get("package")?.as_table_like()?;
    let package = merged.get_mut("package")?.as_table_like_mut()?;
    let fresh_record = fresh_package.get("metadata")?.as_table_like()?.get("smithwright")?;
    merge_record(record(package)?, fresh_record.as_table_like()?);
    set(package, "name", fresh_package.get("name")?);
    merge_features(table(merged, "features")?, fresh.get("features")?.as_table_like()?);
    let needed = |section: &str, name: &str| fresh.get(section)?.as_table_like()?.get(name);
    let dependencies = table(merged, "dependencies")?;
    merge_dependency(dependencies, RUNTIME, needed("dependencies", RUNTIME)?, runtime)?;
    let elsewhere = source(dependencies.get(RUNTIME)?.as_table_like()?);
    let for_tests = table(merged, "dev-dependencies")?;
    merge_dependency(for_tests, TRANSPORT, needed("dev-dependencies", TRANSPORT)?, runtime)?;
    if !elsewhere.is_empty() {
        follow(for_tests.get_mut(TRANSPORT)?, elsewhere)?;
    }
    Some(())
}

/// Returns the record of what the crate was made from, and creates it if somebody removed it.
fn record(package: &mut dyn TableLike) -> Option<&mut dyn TableLike> {
    let mut metadata = Table::new();
    metadata.set_implicit(true);
    let metadata = package.entry("metadata").or_insert(Item::Table(metadata)).as_table_like_mut()?;
    metadata.entry("smithwright").or_insert(toml_edit::table()).as_table_like_mut()
}

/// Replaces the record, order included: it belongs to the generator.
fn merge_record(record: &mut dyn TableLike, fresh: &dyn TableLike) {
    record.clear();
    for (key, value) in fresh.iter() {
        record.insert(key, value.clone());
    }
}

/// Merges the features. Which ones are on by default is up to whoever builds the crate; a new one is on by default if the generator has it so.
fn merge_features(features: &mut dyn TableLike, fresh: &dyn TableLike) {
    let is_on = |name: &str| {
        let on = fresh.get(DEFAULT).and_then(Item::as_array);
        on.is_some_and(|on| on.iter().any(|feature| feature.as_str() == Some(name)))
    };
    for name in feature_names().filter(|name| !fresh.contains_key(name)) {
        features.remove(name);
        if let Some(default) = features.get_mut(DEFAULT).and_then(Item::as_array_mut) {
            default.retain(|on| on.as_str() != Some(name));
        }
    }
    let found_default = features.contains_key(DEFAULT);
    for (name, value) in fresh.iter() {
        if features.contains_key(name) {
            if name != DEFAULT {
                set(features, name, value);
            }
            continue;
        }
        // This keeps the comment before it.
        if let Some((key, _)) = fresh.get_key_value(name) {
            features.entry_format(key).or_insert(value.clone());
        }
        if found_default
            && is_on(name)
            && let Some(default) = features.get_mut(DEFAULT).and_then(Item::as_array_mut)
        {
            default.push(name);
        }
    }
}

/// Merges a dependency. Keeps where it comes from, unless that is a folder, whose path may have changed. Features that somebody turned on stay on.
fn merge_dependency(section: &mut dyn TableLike, name: &str, fresh: &Item, runtime: Runtime) -> Option<()> {
    let found = match section.get_mut(name) {
        Some(found) if runtime == Runtime::AsBefore => found,
        _ => {
            section.insert(name, fresh.clone());
            return Some(());
        }
    };
    if let Some(version) = found.as_str().map(str::to_owned) {
        let mut table = InlineTable::new();
        table.insert("version", Value::from(version));
        *found = Item::Value(Value::InlineTable(table));
    }
    let before = found.to_string();
    let (table, fresh) = (found.as_table_like_mut()?, fresh.as_table_like()?);
    if source(table).is_empty() {
        set(table, PATH, fresh.get(PATH)?);
    }
    if let Some(needed) = fresh.get(FEATURES) {
        match table.get_mut(FEATURES).and_then(Item::as_array_mut) {
            None => set(table, FEATURES, needed),
            Some(on) => {
                let needed = needed.as_array()?.iter().filter_map(Value::as_str);
                let missing = needed.filter(|name| !on.iter().any(|feature| feature.as_str() == Some(name)));
                missing.collect::<Vec<_>>().into_iter().for_each(|name| on.push(name));
            }
        }
    }
    tidy(found, &before);
    Some(())
}

/// Returns the entries of a dependency that say where it comes from, or none if it comes from a folder.
fn source(dependency: &dyn TableLike) -> Vec<(String, Item)> {
    if dependency.contains_key(PATH) {
        return Vec::new();
    }
    let entries = dependency.iter().filter(|(key, _)| SOURCES.contains(key));
    entries.map(|(key, value)| (key.to_owned(), value.clone())).collect()
}

/// Makes a dependency that is in a folder come from where the runtime does: from different places, the two would not fit together.
fn follow(dependency: &mut Item, elsewhere: Vec<(String, Item)>) -> Option<()> {
    let before = dependency.to_string();
    let table = dependency.as_table_like_mut()?;
    if table.remove(PATH).is_some() {
        for (key, value) in elsewhere {
            table.insert(&key, value);
        }
    }
    tidy(dependency, &before);
    Some(())
}

/// Corrects the spaces in an inline table that has changed.
fn tidy(dependency: &mut Item, before: &str) {
    if dependency.to_string() != before
        && let Some(inline) = dependency.as_inline_table_mut()
    {
        inline.fmt();
    }
}

/// Sets a value, unless it is the same already but for the spaces and comments around it.
fn set(table: &mut dyn TableLike, key: &str, value: &Item) {
    let text = |item: &Item| item.clone().into_value().map(|value| value.decorated("", "").to_string()).ok();
    match table.get_mut(key) {
        Some(found) if text(found) == text(value) => {}
        Some(found) => *found = value.clone(),
        None => drop(table.insert(key, value.clone())),
    }
}

/// Returns the table of this name, and creates it if it is not there.
fn table<'d>(document: &'d mut DocumentMut, name: &str) -> Option<&'d mut dyn TableLike> {
    document.entry(name).or_insert(toml_edit::table()).as_table_like_mut()
}

#[cfg(test)]
mod tests {
    use super::{Runtime, merged};

    const FRESH: &str = r#"# Made by Smithwright

[package]
name = "weather-client"
version = "0.1.0"
publish = false

[package.metadata.smithwright]
model = ["../weather.json"]
service = "example#Weather"

[features]
default = []
# Checks of every constraint.
strict = ["smithwright-runtime/strict"]

[dependencies]
smithwright-runtime = { path = "../runtime", features = ["file"] }

[dev-dependencies]
smithwright-transport = { path = "../runtime/transport" }
tokio = "1"
"#;

    #[test]
    fn what_is_as_it_should_be_stays_as_it_is_written() {
        assert_eq!(merged(FRESH, FRESH, Runtime::AsBefore), FRESH);
        let other = FRESH.replace("name = \"weather-client\"", "name   =  \"weather-client\" # ours");
        assert_eq!(merged(&other, FRESH, Runtime::AsBefore), other);
    }

    #[test]
    fn what_somebody_wrote_stays() {
        let found = FRESH
            .replace("publish = false", "publish = [\"acme\"]\nlicense = \"MIT\"")
            .replace("default = []", "default = [\"strict\", \"sigv4a\"]\nsigv4a = []\nmine = []")
            .replace(
                "{ path = \"../runtime\", features = [\"file\"] }",
                "{ git = \"https://acme.example/r\", tag = \"v1\" }",
            )
            .replace("\"../weather.json\"", "\"../old.json\"")
            .replace("tokio = \"1\"", "tokio = \"1.40\"\n\n[profile.dev]\ndebug = 0");
        let text = merged(&found, FRESH, Runtime::AsBefore);
        for kept in [
            "publish = [\"acme\"]\nlicense = \"MIT\"\n",
            "default = [\"strict\"]\n",
            "mine = []\n",
            "smithwright-runtime = { git = \"https://acme.example/r\", tag = \"v1\", features = [\"file\"] }\n",
            "smithwright-transport = { git = \"https://acme.example/r\", tag = \"v1\" }\n",
            "model = [\"../weather.json\"]\n",
            "tokio = \"1.40\"\n\n[profile.dev]\ndebug = 0\n",
        ] {
            assert!(text.contains(kept), "{kept}{text}");
        }
        assert!(!text.contains("sigv4a"), "{text}");
        assert_eq!(merged(&text, FRESH, Runtime::AsBefore), text);
    }

    #[test]
    fn a_runtime_from_a_registry_stays_and_one_in_a_folder_is_found_again() {
        let registry = FRESH.replace("{ path = \"../runtime\", features = [\"file\"] }", "\"0.1\"");
        let text = merged(&registry, FRESH, Runtime::AsBefore);
        assert!(text.contains("{ version = \"0.1\", features = [\"file\"] }\n"), "{text}");
        let moved = FRESH.replace("../runtime", "../../gone");
        assert_eq!(merged(&moved, FRESH, Runtime::AsBefore), FRESH);
        assert_eq!(merged(&registry, FRESH, Runtime::Told), FRESH);
    }

    #[test]
    fn features_that_somebody_turned_on_stay_and_new_ones_come_as_they_are_meant() {
        let more = FRESH
            .replace("[\"file\"]", "[\"strict\", \"file\"]")
            .replace("default = []", "default = [\"strict\"]");
        assert_eq!(merged(&more, FRESH, Runtime::AsBefore), more);
        let sockets = FRESH.replace(
            "default = []",
            "default = [\"websocket\"]\n# Opens sockets.\nwebsocket = [\"smithwright-runtime/websocket\"]",
        );
        let text = merged(FRESH, &sockets, Runtime::AsBefore);
        assert!(text.contains("default = [\"websocket\"]\n"), "{text}");
        assert!(
            text.contains("# Opens sockets.\nwebsocket = [\"smithwright-runtime/websocket\"]\n"),
            "{text}"
        );
        // Once it is there, its default is up to whoever builds the crate.
        let off = text.replace("default = [\"websocket\"]", "default = []");
        assert_eq!(merged(&off, &sockets, Runtime::AsBefore), off);
    }

    #[test]
    fn a_record_that_somebody_removed_comes_again() {
        let record = "[package.metadata.smithwright]\nmodel = [\"../weather.json\"]\nservice = \"example#Weather\"\n\n";
        let without =
            FRESH.replace(record, "").replace("publish = false\n", "publish = false\nlicense = \"MIT\"\n");
        let text = merged(&without, FRESH, Runtime::AsBefore);
        assert!(text.contains(record.trim_end()) && text.contains("license = \"MIT\"\n"), "{text}");
        assert_eq!(merged(&text, FRESH, Runtime::AsBefore), text);
    }

    #[test]
    fn what_is_no_manifest_is_made_anew() {
        for found in ["", "# Made by Smithwright\n<<<<", "[workspace]\n"] {
            assert_eq!(merged(found, FRESH, Runtime::AsBefore), FRESH);
        }
    }
}
