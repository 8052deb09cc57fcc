//! Listing the folder of a generated crate. Links are never followed: what they point to belongs to somebody else, or contains the link.

use super::{Folder, GENERATED, stage};
use smithwright_codegen::diagnostics::Diagnostic;
use smithwright_codegen::write::FileTree;
use std::collections::BTreeMap;
use std::fs::{self, FileType};
use std::io;

impl Folder {
    /// Returns what is not to be generated: the extra files in folders of generated files, the staged files beside those folders, and every link in them or in place of a generated file.
    pub(super) fn extra_files(&self, files: &FileTree) -> Result<BTreeMap<String, FileType>, Diagnostic> {
        let mut found = BTreeMap::new();
        let mut waiting = self.entries("")?;
        waiting.retain(|(path, kind)| {
            let in_place = kind.is_symlink() && files.contains_key(path);
            in_place || GENERATED.contains(&&**path) || (kind.is_file() && stage::is_staged(path))
        });
        while let Some((path, kind)) = waiting.pop() {
            if kind.is_dir() {
                waiting.extend(self.entries(&path)?);
            } else if kind.is_symlink() || !files.contains_key(&path) {
                found.insert(path, kind);
            }
        }
        Ok(found)
    }

    /// Returns some file in the folder, if there is one other than git's own and those that a first run has staged.
    pub(super) fn any_file(&self) -> Result<Option<String>, Diagnostic> {
        let mut waiting = vec![String::new()];
        while let Some(folder) = waiting.pop() {
            for (path, kind) in self.entries(&folder)? {
                if path == ".git" {
                    continue;
                }
                if kind.is_dir() {
                    waiting.push(path);
                } else if !stage::is_staged(&path) {
                    return Ok(Some(path));
                }
            }
        }
        Ok(None)
    }

    /// Lists a subfolder, without its own subfolders; returns nothing if it does not exist.
    fn entries(&self, folder: &str) -> Result<Vec<(String, FileType)>, Diagnostic> {
        let entries = match fs::read_dir(self.path.join(folder)) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(self.cannot("read the folder", folder, &error)),
        };
        let mut found = Vec::new();
        for entry in entries {
            // Unlike a path, an entry does not follow links, so it tells them from files.
            let entry = entry.and_then(|entry| Ok((entry.file_name(), entry.file_type()?)));
            let (name, kind) = entry.map_err(|error| self.cannot("read the folder", folder, &error))?;
            let name = name.to_string_lossy();
            found
                .push((if folder.is_empty() { name.into_owned() } else { format!("{folder}/{name}") }, kind));
        }
        Ok(found)
    }
}
