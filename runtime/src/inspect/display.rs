//! `Display` of modelled errors.

use crate::error::OneLine;
use crate::value::{Structure, View};
use std::fmt;

/// Formats a modelled error: its name in the model and, unless it is sensitive, its message.
///
/// # Errors
///
/// Returns the errors of the formatter.
pub fn display_error(error: &dyn Structure, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    let schema = error.schema();
    f.write_str(schema.name)?;
    let mut written = Ok(());
    error.members(&mut |values| {
        let mut members = schema.members.iter().zip(values);
        let message = members.find(|(member, _)| member.is_message() && !member.is_sensitive());
        if let Some(View::String(message)) = message.map(|(_, value)| value.view()) {
            written = write!(f, ": {}", OneLine(message));
        }
    });
    written
}
