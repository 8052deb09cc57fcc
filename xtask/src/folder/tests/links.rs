//! Links and permissions, on systems that have them.

use super::*;
use std::os::unix::fs::{PermissionsExt, symlink};

/// Asserts that the folder is rejected because of a link at this path, and that nothing is removed.
fn assert_link_is_refused(place: &TempDir, folder: &Folder, path: &str) {
    let before = fs::symlink_metadata(place.path().join(path)).unwrap();
    let diagnostics = folder.compare(&wanted()).unwrap_err();
    let expected = format!(
        "error: expected files and folders that this command made, found a symbolic link\n  \
         --> out/{path}\n  help: remove it or move it away; what it points to is left alone"
    );
    assert_eq!(diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>(), [expected]);
    assert_eq!(fs::symlink_metadata(place.path().join(path)).unwrap().file_type(), before.file_type());
}

#[test]
fn a_link_to_the_folder_of_another_crate_is_not_followed() {
    let (_other_place, other) = fresh();
    for path in ["src/linked", "api"] {
        let (place, folder) = fresh();
        symlink(other.path().join("src"), place.path().join(path)).unwrap();
        assert_link_is_refused(&place, &folder, path);
    }
    assert!(other.compare(&wanted()).unwrap().is_fresh());
}

#[test]
fn a_link_in_the_place_of_the_sources_is_not_followed() {
    let (place, folder) = fresh();
    fs::rename(place.path().join("src"), place.path().join("elsewhere")).unwrap();
    put(&place, "elsewhere/kept.rs", HEADED);
    symlink("elsewhere", place.path().join("src")).unwrap();
    assert_link_is_refused(&place, &folder, "src");
}

#[test]
fn a_link_to_its_own_folder_is_not_followed_for_ever() {
    let (place, folder) = fresh();
    symlink(".", place.path().join("src/loop")).unwrap();
    assert_link_is_refused(&place, &folder, "src/loop");
}

#[test]
fn a_link_to_a_generated_file_is_reported_and_kept() {
    let (place, folder) = fresh();
    symlink("lib.rs", place.path().join("src/other.rs")).unwrap();
    assert_link_is_refused(&place, &folder, "src/other.rs");
    fs::rename(place.path().join("src/other.rs"), place.path().join("src/a.rs.1.smithwright-new")).unwrap();
    assert_link_is_refused(&place, &folder, "src/a.rs.1.smithwright-new");
}

#[test]
fn a_folder_that_holds_a_link_is_not_empty() {
    let place = tempfile::tempdir().unwrap();
    symlink(".", place.path().join("loop")).unwrap();
    Folder::named(place.path(), "out").must_be_ours().unwrap_err();
}

#[test]
fn a_file_that_is_replaced_keeps_its_permissions() {
    let (place, folder) = fresh();
    let mode = |path: &str| fs::metadata(place.path().join(path)).unwrap().permissions().mode() & 0o777;
    let modes = [("Cargo.toml", 0o600), ("src/lib.rs", 0o444)];
    for (path, wanted) in modes {
        put(&place, path, HEADED);
        fs::set_permissions(place.path().join(path), fs::Permissions::from_mode(wanted)).unwrap();
    }
    folder.update(&wanted(), &folder.compare(&wanted()).unwrap()).unwrap();
    assert!(folder.compare(&wanted()).unwrap().is_fresh());
    assert_eq!(modes.map(|(path, _)| (path, mode(path))), modes);
}

#[test]
fn a_link_in_the_place_of_a_file_is_not_followed() {
    let elsewhere = tempfile::tempdir().unwrap();
    fs::write(elsewhere.path().join("victim"), "mine").unwrap();
    for target in
        ["victim", "missing"].map(|name| elsewhere.path().join(name)).into_iter().chain(["src/lib.rs".into()])
    {
        let (place, folder) = fresh();
        fs::remove_file(place.path().join("Cargo.toml")).unwrap();
        symlink(target, place.path().join("Cargo.toml")).unwrap();
        assert_link_is_refused(&place, &folder, "Cargo.toml");
    }
}

#[test]
fn a_link_by_the_name_of_a_staged_file_is_not_followed() {
    let (place, folder) = fresh();
    put(&place, "victim", "mine");
    let staged = format!("Cargo.toml.{}.smithwright-new", std::process::id());
    symlink("victim", place.path().join(staged)).unwrap();
    put(&place, "Cargo.toml", "# Made by Smithwright\n# edited\n");
    folder.update(&wanted(), &folder.compare(&wanted()).unwrap()).unwrap();
    assert_eq!(fs::read_to_string(place.path().join("victim")).unwrap(), "mine");
    assert_eq!(fs::read_to_string(place.path().join("Cargo.toml")).unwrap(), wanted()["Cargo.toml"]);
}
