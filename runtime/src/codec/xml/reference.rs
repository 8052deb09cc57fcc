//! References to characters, by number or by one of XML's five predefined names: `&#x41;`, `&amp;`. No others are read, so nothing expands.

const NAMES: [(&str, char); 5] = [("amp;", '&'), ("lt;", '<'), ("gt;", '>'), ("quot;", '"'), ("apos;", '\'')];

/// Returns the character that the reference at the start of the text stands for, and the reference's length.
pub(super) fn read(text: &str) -> Option<(char, usize)> {
    let reference = text.strip_prefix('&')?;
    if let Some(number) = reference.strip_prefix('#') {
        let (digits, radix) = number.strip_prefix('x').map_or((number, 10), |digits| (digits, 16));
        let length = digits.bytes().take_while(|byte| char::from(*byte).is_digit(radix)).count();
        let end = digits.get(length..)?.strip_prefix(';')?;
        let character = char::from_u32(u32::from_str_radix(digits.get(..length)?, radix).ok()?)?;
        // XML 1.0 has no control characters, but services refer to those in names that callers chose, as XML 1.1 allows.
        let is_control = character.is_ascii_control() && character != '\0';
        return (is_control || is_legal(character)).then_some((character, text.len() - end.len()));
    }
    let (name, character) = NAMES.iter().find(|(name, _)| reference.starts_with(name))?;
    Some((*character, name.len() + 1))
}

/// Checks whether XML 1.0 has the character at all.
pub(super) fn is_legal(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..='\u{FFFD}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_names_and_numbers() {
        for (text, character, length) in [
            ("&amp;amp;", '&', 5),
            ("&lt;", '<', 4),
            ("&gt;", '>', 4),
            ("&quot;x", '"', 6),
            ("&apos;", '\'', 6),
            ("&#65;5", 'A', 5),
            ("&#x1F600;", '😀', 9),
            ("&#x0000000000041;", 'A', 17),
            ("&#xD;", '\r', 5),
            ("&#x1;", '\u{1}', 5),
        ] {
            assert_eq!(read(text), Some((character, length)), "{text}");
        }
    }

    #[test]
    fn refuses_all_others() {
        for text in [
            "&",
            "&;",
            "&amp",
            "&AMP;",
            "&nbsp;",
            "&#;",
            "&#x;",
            "&#xD800;",
            "&#x110000;",
            "&#0;",
            "&#-1;",
            "&#+1;",
            "&#xFFFE;",
            "&# 65;",
            "&#99999999999999999999;",
            "& lt;",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
