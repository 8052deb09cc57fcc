//! Every snapshot belongs to a test that is still there.

use crate::fixture;
use std::fs;
use std::path::{Path, PathBuf};

/// Snapshots are named `<program>__<modules>__<name>`, where the name is that of the test, or one that the test gives.
/// One whose name stands in no source file of its module, and is no fixture's, is left over: delete it.
#[test]
fn no_snapshot_is_left_over() {
    let workspace = fixture::package().join("..");
    let fixtures: Vec<String> = fixture::all().into_iter().map(|fixture| fixture.name).collect();
    let mut snapshots = Vec::new();
    for package in ["codegen", "generated", "runtime", "xtask"] {
        find(&workspace.join(package), &mut snapshots);
    }
    assert!(snapshots.len() > 40, "{} snapshots found", snapshots.len());
    let left_over: Vec<&PathBuf> =
        snapshots.iter().filter(|path| !is_of_a_fixture(path, &fixtures) && !is_of_a_test(path)).collect();
    assert!(left_over.is_empty(), "no test has these snapshots; delete them: {left_over:?}");
}

/// Finds everything that looks like a snapshot, wherever it is, except for those that wait to be reviewed, which git ignores.
fn find(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() && !path.ends_with("target") {
            find(&path, found);
            continue;
        }
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_file() && name.contains(".snap") && !name.ends_with(".snap.new") {
            found.push(path);
        }
    }
}

/// Returns the parts of a snapshot's name.
fn parts(path: &Path) -> Option<Vec<String>> {
    let name = path.file_name()?.to_str()?;
    // What is Rust is kept apart, to be compiled.
    let name = name.strip_suffix(".rs").unwrap_or(name).strip_suffix(".snap")?;
    Some(name.split("__").map(str::to_owned).collect())
}

fn is_of_a_fixture(path: &Path, fixtures: &[String]) -> bool {
    let parts = parts(path).unwrap_or_default();
    matches!(parts.as_slice(), [golden, module, name]
        if golden == "golden" && module == "snapshots" && fixtures.contains(name))
}

fn is_of_a_test(path: &Path) -> bool {
    let Some(parts) = parts(path) else { return false };
    let [program, modules @ .., name] = parts.as_slice() else { return false };
    // Beside unit tests, the name begins with that of the crate; beside others, with that of the test program.
    let package = path.ancestors().find(|folder| folder.join("Cargo.toml").is_file()).unwrap();
    let is_unit = path.strip_prefix(package).is_ok_and(|path| path.starts_with("src"));
    let root = if is_unit { package.join("src") } else { package.join("tests").join(program) };
    let mut sources = vec![root.join(modules.join("/")).with_extension("rs")];
    if let Some((_, above)) = modules.split_last() {
        sources.push(root.join(above.join("/")).with_extension("rs"));
    }
    sources.iter().any(|source| {
        let text = fs::read_to_string(source).unwrap_or_default();
        text.contains(&format!("fn {name}(")) || text.contains(&format!("\"{name}"))
    })
}
