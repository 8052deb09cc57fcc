//! Staged files of other runs, killed or still at work.

use super::*;
use std::time::{Duration, SystemTime};

/// Creates a file that was last written this long ago.
fn put_aged(place: &TempDir, path: &str, age: Duration) {
    put(place, path, "half of a fi");
    let file = fs::File::options().write(true).open(place.path().join(path)).unwrap();
    file.set_modified(SystemTime::now() - age).unwrap();
}

const LONG_AGO: Duration = Duration::from_secs(2 * 60 * 60);

#[test]
fn what_a_killed_run_left_behind_is_cleared_away() {
    let (place, folder) = fresh();
    let left =
        ["Cargo.toml.1.smithwright-new", "api/a.txt.1.smithwright-new", "src/a/b.rs.1.smithwright-new"];
    for path in left {
        put_aged(&place, path, LONG_AGO);
    }
    let comparison = folder.compare(&wanted()).unwrap();
    assert_eq!(comparison.orphaned, set(&left));
    folder.update(&wanted(), &comparison).unwrap();
    assert_eq!(all_files(&place), wanted().into_keys().collect());
}

#[test]
fn what_another_run_is_about_to_put_in_its_place_is_left_alone() {
    let (place, folder) = fresh();
    let staged =
        ["Cargo.toml.1.smithwright-new", "api/a.txt.1.smithwright-new", "src/a/b.rs.1.smithwright-new"];
    for path in staged {
        put(&place, path, "half of a fi");
    }
    let comparison = folder.compare(&wanted()).unwrap();
    assert!(comparison.is_fresh(), "{comparison:?}");
    folder.update(&wanted(), &comparison).unwrap();
    assert!(staged.iter().all(|path| place.path().join(path).exists()));
}

#[test]
fn a_file_of_the_clock_of_another_machine_is_left_alone() {
    let (place, folder) = fresh();
    put(&place, "src/lib.rs.1.smithwright-new", "half of a fi");
    let file =
        fs::File::options().write(true).open(place.path().join("src/lib.rs.1.smithwright-new")).unwrap();
    file.set_modified(SystemTime::now() + LONG_AGO).unwrap();
    assert!(folder.compare(&wanted()).unwrap().is_fresh());
}

#[test]
fn other_folders_are_not_searched() {
    let (place, folder) = fresh();
    put_aged(&place, "tests/a.rs.1.smithwright-new", LONG_AGO);
    fs::create_dir(place.path().join("folder.1.smithwright-new")).unwrap();
    assert!(folder.compare(&wanted()).unwrap().is_fresh());
}

#[test]
fn a_folder_in_which_a_first_run_was_killed_is_ours() {
    let place = tempfile::tempdir().unwrap();
    let folder = Folder::named(place.path(), "out");
    put(&place, "Cargo.toml.1.smithwright-new", "");
    put(&place, "src/a/b.rs.1.smithwright-new", "");
    folder.must_be_ours().unwrap();
    put(&place, "src/a/mine.rs", "");
    folder.must_be_ours().unwrap_err();
}

#[test]
fn what_another_run_has_removed_is_no_error() {
    let (place, folder) = fresh();
    put(&place, "src/old/c.rs", HEADED);
    let comparison = folder.compare(&wanted()).unwrap();
    folder.update(&wanted(), &comparison).unwrap();
    folder.update(&wanted(), &comparison).unwrap();
    assert!(!place.path().join("src/old").exists());
}
