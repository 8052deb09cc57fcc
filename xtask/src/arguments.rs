//! Parsing of arguments that several commands have.

/// Trims one name of a list that may have spaces after its commas, as in `A, B`.
///
/// # Errors
/// Fails if there is no name, as after the comma in `A,`.
pub(crate) fn without_spaces(name: &str) -> Result<String, String> {
    match name.trim() {
        "" => Err("expected a name, found none; there may be an extra comma".to_owned()),
        name => Ok(name.to_owned()),
    }
}
