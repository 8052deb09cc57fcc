//! What commands have in common in how they read their arguments.

/// A name as people write it in a list, `A, B`.
///
/// # Errors
/// That there is no name, as after the comma in `A,`.
pub(crate) fn without_spaces(name: &str) -> Result<String, String> {
    match name.trim() {
        "" => Err("expected a name, found none; there may be a comma too many".to_owned()),
        name => Ok(name.to_owned()),
    }
}
