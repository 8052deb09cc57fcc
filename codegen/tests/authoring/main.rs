//! What authors of models are told: each mistake in a sound model is one finding.

mod http;
mod indexes;
mod limits;
mod mixins;
mod resources;
mod services;
mod suppressions;
mod unions;
mod values;
mod versions;
mod waiters;

use smithwright_codegen::diagnostics::Diagnostics;
use smithwright_codegen::model::{Model, SourceFile};

/// The findings about a model of one file.
fn findings(name: &str, text: &str) -> Diagnostics {
    match Model::read(&[SourceFile { name, text }]) {
        Ok(loaded) => loaded.warnings,
        Err(refused) => refused.findings,
    }
}

/// Checks that a model is sound, and that each change, of one text into another, is told in these words and no others.
fn told(name: &str, sound: &str, changes: &[(&str, &str, &str)]) {
    let found = findings(name, sound);
    assert!(found.is_empty(), "{found}");
    for (from, to, said) in changes {
        assert!(sound.contains(from), "{from}");
        let found = findings(name, &sound.replacen(from, to, 1));
        let text = found.to_string();
        assert!(found.len() == 1 && text.starts_with(said), "{to}\n{text}\nexpected: {said}");
    }
}
