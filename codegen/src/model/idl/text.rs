//! The texts in quoted strings and text blocks.

use std::borrow::Cow;

/// Returns a text with `\n` for each end of a line.
pub(super) fn with_line_feeds(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { text.replace("\r\n", "\n").replace('\r', "\n").into() } else { text.into() }
}

/// Returns the lines of a [text block](https://smithy.io/2.0/spec/idl.html#text-blocks), without the indentation that they share. Escapes stay.
///
/// # Errors
/// Describes what is wrong with it.
pub(super) fn of_block(block: &str) -> Result<String, String> {
    let content = block.trim_start_matches([' ', '\t']).strip_prefix('\n').ok_or_else(|| {
        "expected a line break after the three quotation marks that begin a text block".to_owned()
    })?;
    let lines: Vec<&str> = content.split('\n').collect();
    let last = lines.len().saturating_sub(1);
    let is_blank = |line: &str| line.trim_matches(BLANKS).is_empty();
    let counted = lines.iter().enumerate().filter(|(at, line)| *at == last || !is_blank(line));
    let indentation = counted.map(|(_, line)| line.len() - line.trim_start_matches(' ').len()).min();
    let indentation = indentation.unwrap_or_default();
    let lines: Vec<&str> = lines
        .iter()
        .map(|line| line.get(indentation..).unwrap_or_default().trim_end_matches(BLANKS))
        .collect();
    Ok(lines.join("\n"))
}

/// What makes a line blank, and is cut from its end. Only spaces indent.
const BLANKS: [char; 2] = [' ', '\t'];

/// Replaces the escapes in a text.
///
/// # Errors
/// Describes the first escape that stands for nothing.
pub(super) fn unescaped(text: &str) -> Result<String, String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        out.push_str(before);
        let escape =
            after.chars().next().ok_or("expected an escape after `\\`, found the end of the string")?;
        rest = after.get(escape.len_utf8()..).unwrap_or_default();
        match escape {
            '"' | '\\' | '/' | '\'' => out.push(escape),
            'b' => out.push('\u{8}'),
            'f' => out.push('\u{c}'),
            'n' => out.push('\n'),
            'r' => out.push('\r'),
            't' => out.push('\t'),
            '\n' => {}
            'u' => {
                let (character, after) = unicode(rest)?;
                out.push(character);
                rest = after;
            }
            other => {
                return Err(format!(
                    "the escape `\\{}` is not known; write `\\\\` for a backslash",
                    other.escape_debug()
                ));
            }
        }
    }
    out.push_str(rest);
    Ok(out)
}

/// Reads the digits after `\u`, and a second escape if the first is half a character; returns the character and what comes after it.
fn unicode(text: &str) -> Result<(char, &str), String> {
    let (first, rest) = unit(text)?;
    if let Some(character) = char::from_u32(first) {
        return Ok((character, rest));
    }
    let half =
        || "expected the escapes of both halves of a character (surrogates), found one of them".to_owned();
    let (second, rest) = unit(rest.strip_prefix("\\u").ok_or_else(half)?)?;
    let units = [first, second].map(|unit| u16::try_from(unit).unwrap_or_default());
    match char::decode_utf16(units).next() {
        Some(Ok(character)) => Ok((character, rest)),
        _ => Err(half()),
    }
}

fn unit(text: &str) -> Result<(u32, &str), String> {
    let digits = text.get(..4).filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()));
    let digits = digits.ok_or("expected four hexadecimal digits after `\\u`")?;
    let unit = u32::from_str_radix(digits, 16).map_err(|error| error.to_string())?;
    Ok((unit, text.get(4..).unwrap_or_default()))
}
