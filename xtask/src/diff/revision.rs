//! Reading files as they were in a commit.

use crate::paths;
use crate::sources::{is_hidden, is_idl};
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithwright_codegen::model::{Loaded, Model, Override, SourceFile};
use std::path::{Path, PathBuf};
use std::process::Command;

/// A commit of the repository that a folder is in.
pub(super) struct Revision {
    name: String,
    folder: PathBuf,
}

impl Revision {
    /// Finds the commit of this name.
    ///
    /// # Errors
    /// Fails if there is no such commit, or if the folder is not in a repository.
    pub(super) fn find(name: &str, folder: &Path) -> Result<Self, Diagnostic> {
        let revision = Self { name: name.to_owned(), folder: folder.to_owned() };
        revision.git(&["rev-parse", "--git-dir"]).map_err(|_| {
            Diagnostic::error("expected a folder in a git repository, found none")
                .in_file(paths::slashed(folder))
                .help("run `git init` there and commit, or compare two files")
        })?;
        revision
            .git(&["rev-parse", "--verify", "--quiet", "--end-of-options", &format!("{name}^{{commit}}")])
            .map_err(|_| {
                Diagnostic::error(format!("expected a git revision, found `{name}`"))
                    .help("name a commit, a branch or a tag of the repository that has the models; a shallow clone has to fetch it first")
            })?;
        Ok(revision)
    }

    /// Returns what messages call a file of the commit.
    pub(super) fn shown(&self, path: &str) -> String {
        format!("{}:{path}", self.name)
    }

    /// Checks whether the commit has a file, by its path from the folder.
    pub(super) fn has(&self, path: &str) -> bool {
        self.git(&["cat-file", "-e", &format!("{}:./{path}", self.name)]).is_ok()
    }

    /// Returns the files of a model that a path names: itself or, for a folder, the files in Smithy's IDL in it and in its folders.
    ///
    /// # Errors
    /// Fails if there is none, or if one is a link, which git only knows as such.
    pub(super) fn files(&self, path: &str) -> Result<Vec<String>, Diagnostic> {
        let object = format!("{}:./{path}", self.name);
        if self.git(&["cat-file", "-t", &object])?.trim() != "tree" {
            return Ok(vec![path.to_owned()]);
        }
        let listed = self.output(&["ls-tree", "-r", "--full-tree", "-z", &object])?;
        let mut files = Vec::new();
        // Each is `mode type hash\tname`, and names of other files may be in any encoding.
        for entry in listed.split(|byte| *byte == 0).filter_map(|entry| std::str::from_utf8(entry).ok()) {
            let Some((kind, name)) = entry.split_once('\t') else { continue };
            let is_visible = !Path::new(name).iter().any(|part| is_hidden(Path::new(part)));
            if !is_idl(Path::new(name)) || !is_visible {
                continue;
            }
            let file = format!("{path}/{name}");
            if kind.starts_with("120000") {
                let message = "expected a file in the revision, found a link";
                let help =
                    "put the file itself there, or name the files with --model instead of their folder";
                return Err(Diagnostic::error(message).in_file(self.shown(&file)).help(help));
            }
            files.push(file);
        }
        if files.is_empty() {
            let message = "expected `.smithy` files in the folder, found none";
            let help = "compare with a revision that has the model";
            return Err(Diagnostic::error(message).in_file(self.shown(path)).help(help));
        }
        Ok(files)
    }

    /// Reads the text of a file, by its path from the folder.
    pub(super) fn text(&self, path: &str) -> Result<String, Diagnostic> {
        self.git(&["show", "--end-of-options", &format!("{}:./{path}", self.name)])
    }

    /// Reads files as one model without checking its traits: the comparison may be with a model that fixes them.
    pub(super) fn model<'p>(
        &self,
        paths: impl Iterator<Item = &'p str>,
        overrides: &[Override],
    ) -> Result<Loaded, Diagnostics> {
        let mut texts = Vec::new();
        for path in paths {
            texts.push((self.shown(path), self.text(path)?));
        }
        let files: Vec<SourceFile<'_>> = texts.iter().map(|(name, text)| SourceFile { name, text }).collect();
        Ok(Model::read_unchecked(&files, overrides)?)
    }

    fn git(&self, arguments: &[&str]) -> Result<String, Diagnostic> {
        String::from_utf8(self.output(arguments)?).map_err(|_| {
            let shown = format!("git {}", arguments.join(" "));
            Diagnostic::error(format!("`{shown}` printed something that is not UTF-8"))
        })
    }

    fn output(&self, arguments: &[&str]) -> Result<Vec<u8>, Diagnostic> {
        let shown = || format!("git {}", arguments.join(" "));
        let mut command = Command::new("git");
        let output = command.arg("-C").arg(&self.folder).args(arguments).output();
        let output =
            output.map_err(|error| Diagnostic::error(format!("cannot run `{}`: {error}", shown())))?;
        if !output.status.success() {
            let message = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            return Err(Diagnostic::error(format!("`{}` failed: {message}", shown())));
        }
        Ok(output.stdout)
    }
}
