//! Paths in the form in which manifests and messages have them.

use std::path::{Component, Path, PathBuf};

/// Returns the absolute path without `.`, `..` and links; the part that does not exist yet is taken as written.
pub(crate) fn resolve(path: &Path) -> PathBuf {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    for ancestor in absolute.ancestors() {
        if let (Ok(found), Ok(rest)) = (ancestor.canonicalize(), absolute.strip_prefix(ancestor)) {
            return without_dots(&found.join(rest));
        }
    }
    without_dots(&absolute)
}

/// Returns the absolute path as [`resolve`] does, except that its last component may be a link: whoever names one means what it leads to at the time.
pub(crate) fn resolve_parent(path: &Path) -> PathBuf {
    match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => {
            resolve(if folder.as_os_str().is_empty() { Path::new(".") } else { folder }).join(name)
        }
        _ => resolve(path),
    }
}

fn without_dots(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir => drop(out.pop()),
            other => out.push(other),
        }
    }
    out
}

/// Returns the relative path from one folder to another, both [resolved](resolve), or the target itself if they have nothing in common.
pub(crate) fn relative(from: &Path, to: &Path) -> PathBuf {
    let shared = from.components().zip(to.components()).take_while(|(left, right)| left == right).count();
    if shared == 0 {
        return to.to_owned();
    }
    let up = from.components().skip(shared).map(|_| Component::ParentDir);
    let way: PathBuf = up.chain(to.components().skip(shared)).collect();
    if way.as_os_str().is_empty() { PathBuf::from(".") } else { way }
}

/// Returns the path with `/` between folders on every system.
pub(crate) fn slashed(path: &Path) -> String {
    path.to_string_lossy().replace(std::path::MAIN_SEPARATOR, "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dots_go_even_in_what_does_not_exist() {
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().canonicalize().unwrap();
        assert_eq!(resolve(&folder.path().join("no/./where/../thing")), real.join("no/thing"));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_in_the_last_place_only() {
        let folder = tempfile::tempdir().unwrap();
        let real = folder.path().canonicalize().unwrap();
        std::fs::create_dir(real.join("models")).unwrap();
        std::fs::write(real.join("models/v2.smithy"), "").unwrap();
        std::os::unix::fs::symlink("v2.smithy", real.join("models/latest.smithy")).unwrap();
        std::os::unix::fs::symlink("models", real.join("link")).unwrap();
        let latest = real.join("link/latest.smithy");
        assert_eq!(resolve_parent(&latest), real.join("models/latest.smithy"));
        assert_eq!(resolve(&latest), real.join("models/v2.smithy"));
        assert_eq!(resolve_parent(Path::new("Cargo.toml")), resolve(Path::new("Cargo.toml")));
        assert_eq!(resolve_parent(Path::new("..")), resolve(Path::new("..")));
    }

    #[test]
    fn the_way_goes_over_the_shared_folder() {
        let way = |from, to| slashed(&relative(Path::new(from), Path::new(to)));
        assert_eq!(way("/a/b/out", "/a/runtime"), "../../runtime");
        assert_eq!(way("/a", "/a/runtime"), "runtime");
        assert_eq!(way("/a", "/a"), ".");
    }

    #[test]
    fn an_absolute_path_stays_one() {
        assert_eq!(slashed(Path::new("/a/b")), "/a/b");
        assert_eq!(slashed(Path::new("a/b")), "a/b");
    }
}
