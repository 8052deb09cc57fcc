//! Which characters of a model's text are printed as they are, and which are escaped.

use std::fmt::{self, Write as _};

/// Returns whether a character may appear in generated documentation and in reports.
///
/// Control characters mean nothing there, or make a terminal do something; rustc rejects those that change the direction of text.
pub(crate) fn is_printable(character: char) -> bool {
    let is_direction = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_invisible = matches!(character, '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{feff}');
    !is_direction && !is_invisible && (!character.is_control() || character.is_whitespace())
}

/// Text whose `Display` escapes carriage returns and all characters that are not printable.
pub(crate) struct Printable<'a>(pub(crate) &'a str);

impl fmt::Display for Printable<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|character| match is_printable(character) && character != '\r' {
            true => formatter.write_char(character),
            false => write!(formatter, "{}", character.escape_unicode()),
        })
    }
}

/// A text as it stands between quotes in JSON.
pub(crate) struct Escaped<'t>(pub(crate) &'t str);

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.chars().try_for_each(|character| match character {
            '"' => formatter.write_str("\\\""),
            '\\' => formatter.write_str("\\\\"),
            '\n' => formatter.write_str("\\n"),
            '\r' => formatter.write_str("\\r"),
            '\t' => formatter.write_str("\\t"),
            _ if character < ' ' => write!(formatter, "\\u{:04x}", u32::from(character)),
            _ => formatter.write_char(character),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_seen_is_shown() {
        let shown = Printable("a\u{1b}[31m\r\u{202e}b\n\tc").to_string();
        assert_eq!(shown, "a\\u{1b}[31m\\u{d}\\u{202e}b\n\tc");
    }
}
