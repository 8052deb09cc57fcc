//! Finding the suites in a file or folder.

use super::checksums::ChecksumSuite;
use super::diff::DiffSuite;
use super::expressions::ExpressionSuite;
use super::frames::FrameSuite;
use super::sigv4::SignatureSuite;
use super::timestamps::TimestampSuite;
use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics};
use smithwright_codegen::model::node::parse;
use smithwright_codegen::model::{Loaded, Model};
use std::path::Path;
use xtask::corrections;
use xtask::files;
use xtask::sources::{self, Source};
use xtask::workspace::Workspace;

/// The suites to run, by kind.
#[derive(Debug, Default)]
pub(crate) struct Suites {
    /// Smithy's protocol suites.
    pub(crate) protocols: Vec<ProtocolSuite>,
    /// Models whose services carry endpoint tests.
    pub(crate) endpoints: Vec<EndpointSuite>,
    /// Pairs of models with expected events.
    pub(crate) diffs: Vec<DiffSuite>,
    /// Event stream messages.
    pub(crate) frames: Vec<FrameSuite>,
    /// Requests with their signatures.
    pub(crate) signatures: Vec<SignatureSuite>,
    /// Times with their texts.
    pub(crate) timestamps: Vec<TimestampSuite>,
    /// Contents with their checksums.
    pub(crate) checksums: Vec<ChecksumSuite>,
    /// Expressions with what they find.
    pub(crate) expressions: Vec<ExpressionSuite>,
}

/// A protocol suite: a model whose operations carry cases.
#[derive(Debug)]
pub(crate) struct ProtocolSuite {
    /// The file's name without its extension.
    pub(crate) name: String,
    /// The model.
    pub(crate) model: Model,
    /// How many corrections were applied to it.
    pub(crate) corrected: usize,
}

/// A model whose services carry endpoint tests.
#[derive(Debug)]
pub(crate) struct EndpointSuite {
    /// The file's name without its extension.
    pub(crate) name: String,
    /// The model.
    pub(crate) model: Model,
}

impl Suites {
    /// Finds the suites in a file, or in all files of a folder and its subfolders.
    ///
    /// # Errors
    /// Reports files that can't be read, models with errors, and a path without any suite.
    pub(crate) fn find(path: &Path, workspace: &Workspace) -> Result<Self, Diagnostics> {
        let mut suites = Self {
            diffs: DiffSuite::find(path)?.into_iter().collect(),
            signatures: SignatureSuite::find(path),
            ..Self::default()
        };
        if path.is_dir() {
            for file in files::all(path)? {
                if sources::is_idl(&file) || file.extension().is_some_and(|it| it == "json") {
                    suites.read(&file, workspace)?;
                }
            }
        } else {
            suites.read(path, workspace)?;
        }
        let found = [
            suites.protocols.len(),
            suites.endpoints.len(),
            suites.diffs.len(),
            suites.frames.len(),
            suites.signatures.len(),
            suites.timestamps.len(),
            suites.checksums.len(),
            suites.expressions.len(),
        ];
        if found == [0; 8] {
            return Err(Diagnostic::error("found no suite")
                .in_file(path.display().to_string())
                .help("a suite is a model with cases in `smithy.test` or `smithy.rules#endpointTests` traits")
                .into());
        }
        Ok(suites)
    }

    /// Adds the suites in a file.
    fn read(&mut self, path: &Path, workspace: &Workspace) -> Result<(), Diagnostics> {
        let text = sources::read_text(&Source::named(path))?;
        let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let folder = path.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy();
        self.frames.extend(FrameSuite::read(&folder, &name, &text));
        self.timestamps.extend(TimestampSuite::read(&name, &text));
        self.checksums.extend(ChecksumSuite::read(&name, &text));
        self.expressions.extend(ExpressionSuite::read(&name, &text));
        // Other files in a folder may contain pieces of models.
        if !sources::is_idl(path) && !is_model(&text) {
            return Ok(());
        }
        let load = || corrections::read_model(&[Source::named(path)], workspace);
        if text.contains("smithy.test#http") {
            let Loaded { model, corrected, .. } = load()?;
            self.protocols.push(ProtocolSuite { name: name.clone(), model, corrected });
        }
        if text.contains("smithy.rules#endpointTests") {
            self.endpoints.push(EndpointSuite { name, model: load()?.model });
        }
        Ok(())
    }
}

/// Checks whether the text is a model: JSON with a `smithy` field, which is usually the first.
fn is_model(text: &str) -> bool {
    let begins = text.trim_start().strip_prefix('{').map(str::trim_start);
    begins.is_some_and(|text| text.starts_with("\"smithy\""))
        || parse(text).is_ok_and(|it| it.root.get("smithy").is_some())
}
