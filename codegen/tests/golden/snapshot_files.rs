//! Every snapshot belongs to a test that is still there.

use crate::fixture;
use std::fs;
use std::path::Path;

/// Snapshots are named `<test program>__<module>__<name>`, where the name is that of the test, or one that the test gives.
/// One whose name stands in no source file of the program, and is no fixture's, is left over: delete it.
#[test]
fn no_snapshot_is_left_over() {
    let tests = fixture::package().join("tests");
    let fixtures: Vec<String> = fixture::all().into_iter().map(|fixture| fixture.name).collect();
    let mut left_over = Vec::new();
    let mut seen = 0;
    for folder in [tests.join("snapshots"), tests.join("golden/snapshots")] {
        for file in files(&folder).into_iter().filter(|file| file.ends_with(".snap")) {
            let name = file.trim_end_matches(".snap").to_owned();
            let (program, rest) = name.split_once("__").unwrap();
            let (module, name) =
                rest.split_once("__").map_or((None, rest), |(module, name)| (Some(module), name));
            let source = match module {
                Some(module) => tests.join(program).join(format!("{module}.rs")),
                None => tests.join(format!("{program}.rs")),
            };
            let source = fs::read_to_string(source).unwrap_or_default();
            let by_test = source.contains(&format!("fn {name}(")) || source.contains(&format!("\"{name}"));
            let by_fixture = module == Some("snapshots") && fixtures.iter().any(|fixture| fixture == name);
            seen += 1;
            if !by_test && !by_fixture {
                left_over.push(file);
            }
        }
    }
    assert!(seen > 40, "{seen} snapshots found");
    assert!(left_over.is_empty(), "no test has these snapshots; delete them: {left_over:?}");
}

fn files(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap();
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}
