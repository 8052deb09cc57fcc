//! Reading what a case of a suite expects, and comparing it with what was made.

use super::read;
use std::path::Path;

/// Where the signature goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Variant {
    /// Into headers.
    Header,
    /// Into the query.
    Query,
}

impl Variant {
    pub(super) const ALL: [Self; 2] = [Self::Header, Self::Query];

    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Header => "header",
            Self::Query => "query",
        }
    }
}

/// The steps for which a case has files.
pub(super) const CANONICAL_REQUEST: &str = "canonical-request";
pub(super) const STRING_TO_SIGN: &str = "string-to-sign";
pub(super) const SIGNATURE: &str = "signature";
pub(super) const SIGNED_REQUEST: &str = "signed-request";

/// Checks whether the case has this variant.
pub(super) fn is_there(case: &Path, variant: Variant) -> bool {
    [CANONICAL_REQUEST, STRING_TO_SIGN, SIGNATURE, SIGNED_REQUEST]
        .iter()
        .any(|step| case.join(format!("{}-{step}.txt", variant.name())).is_file())
}

/// Reads what the case expects of this step; returns `None` if it has no file for it.
pub(super) fn step(case: &Path, variant: Variant, step: &str) -> Result<Option<String>, String> {
    let path = case.join(format!("{}-{step}.txt", variant.name()));
    if !path.is_file() {
        return Ok(None);
    }
    read(&path).map(Some)
}

/// Fails unless the texts are equal, except for line breaks at the end.
pub(super) fn compare(what: &str, expected: &str, made: &str) -> Result<(), String> {
    let (expected, made) = (expected.trim_end_matches('\n'), made.trim_end_matches('\n'));
    if expected == made {
        return Ok(());
    }
    Err(format!("{what}: expected\n{expected}\nbut made\n{made}"))
}
