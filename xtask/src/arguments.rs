//! What commands have in common in how they read their arguments.

use std::convert::Infallible;

/// A name as people write it in a list, `A, B`.
pub(crate) fn without_spaces(name: &str) -> Result<String, Infallible> {
    Ok(name.trim().to_owned())
}
