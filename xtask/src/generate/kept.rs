//! What somebody wrote into the manifest of a crate: all of it stays but what the generator keeps up to date.
//!
//! That is the name, the record of what the crate was made from, the features that the generator makes, the way to a runtime in a folder and what is needed
//! of it.

use smithwright_codegen::package::feature_names;
use toml_edit::{DocumentMut, InlineTable, Item, TableLike, Value};

/// The tables of a dependency that say where it comes from, other than a folder.
const SOURCES: [&str; 4] = ["git", "registry", "version", "workspace"];

/// Whether the runtime is where the caller says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Runtime {
    /// It is in the folder that the caller names.
    Told,
    /// It is where it was.
    AsBefore,
}

/// The manifest as it should be: `fresh`, with what stands in `found`. A manifest without a record of what the crate was made from is made anew.
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
    let record = package.get_mut("metadata")?.as_table_like_mut()?.get_mut("smithwright")?;
    let fresh_record = fresh_package.get("metadata")?.as_table_like()?.get("smithwright")?;
    merge_record(record.as_table_like_mut()?, fresh_record.as_table_like()?);
    set(package, "name", fresh_package.get("name")?);
    merge_features(table(merged, "features")?, fresh.get("features")?.as_table_like()?);
    for (section, name) in
        [("dependencies", "smithwright-runtime"), ("dev-dependencies", "smithwright-transport")]
    {
        let fresh = fresh.get(section)?.as_table_like()?.get(name)?;
        merge_dependency(table(merged, section)?, name, fresh, runtime)?;
    }
    Some(())
}

/// The record is the generator's, order and all.
fn merge_record(record: &mut dyn TableLike, fresh: &dyn TableLike) {
    record.clear();
    for (key, value) in fresh.iter() {
        record.insert(key, value.clone());
    }
}

/// Which features a crate has by default is for whoever builds it to say; a feature that is new is on where the generator has it so.
fn merge_features(features: &mut dyn TableLike, fresh: &dyn TableLike) {
    for name in feature_names().filter(|name| !fresh.contains_key(name)) {
        features.remove(name);
        if let Some(default) = features.get_mut("default").and_then(Item::as_array_mut) {
            default.retain(|on| on.as_str() != Some(name));
        }
    }
    for (key, value) in fresh.iter() {
        if key != "default" || !features.contains_key(key) {
            set(features, key, value);
        }
    }
}

/// Keeps where a dependency comes from, unless that is a folder: the way there may have changed.
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
    if table.contains_key("path") || !SOURCES.iter().any(|source| table.contains_key(source)) {
        set(table, "path", fresh.get("path")?);
    }
    match fresh.get("features") {
        Some(features) => set(table, "features", features),
        None => drop(table.remove("features")),
    }
    if found.to_string() != before
        && let Some(inline) = found.as_inline_table_mut()
    {
        inline.fmt();
    }
    Some(())
}

/// Sets a value, unless it is there already, however it is written.
fn set(table: &mut dyn TableLike, key: &str, value: &Item) {
    let text = |item: &Item| item.clone().into_value().map(|value| value.decorated("", "").to_string()).ok();
    match table.get_mut(key) {
        Some(found) if text(found) == text(value) => {}
        Some(found) => *found = value.clone(),
        None => drop(table.insert(key, value.clone())),
    }
}

/// The table of this name, made if it is not there.
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
    fn a_manifest_that_does_not_say_what_it_is_of_is_made_anew() {
        for found in ["", "# Made by Smithwright\n<<<<", "[package]\nname = \"a\"\n"] {
            assert_eq!(merged(found, FRESH, Runtime::AsBefore), FRESH);
        }
    }
}
