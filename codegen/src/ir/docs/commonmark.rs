//! Recognizes the CommonMark constructs that documentation uses. Each function looks at the start of a text.

use super::links;

/// How many bytes are searched for the end of a construct within a line. The limit keeps reading linear.
const REACH: usize = 1_000;

/// Languages that a fenced block may name. Rust is not among them: rustdoc would compile the block as a test.
const LANGUAGES: &[&str] = &[
    "bash",
    "c",
    "console",
    "cpp",
    "csharp",
    "css",
    "diff",
    "go",
    "graphql",
    "html",
    "http",
    "ini",
    "java",
    "javascript",
    "js",
    "json",
    "kotlin",
    "php",
    "python",
    "ruby",
    "sh",
    "shell",
    "smithy",
    "sql",
    "swift",
    "toml",
    "ts",
    "typescript",
    "xml",
    "yaml",
];

/// A fenced block.
pub(super) struct Fenced<'a> {
    pub(super) language: &'static str,
    pub(super) content: &'a str,
    /// The length of the whole block in bytes, fences included.
    pub(super) length: usize,
}

/// Reads a fenced block. One without an end extends to the end of the text.
pub(super) fn fenced(text: &str) -> Option<Fenced<'_>> {
    let opening = text.lines().next()?;
    let trimmed = opening.trim_start();
    let mark = trimmed.chars().next().filter(|mark| matches!(mark, '`' | '~'))?;
    let info = trimmed.trim_start_matches(mark);
    let fence = trimmed.get(..trimmed.len() - info.len()).filter(|fence| fence.len() >= 3)?;
    if mark == '`' && info.contains('`') {
        return None;
    }
    let start = (opening.len() + 1).min(text.len());
    let body = text.get(start..).unwrap_or_default();
    let mut end = 0;
    for line in body.split_inclusive('\n') {
        if line.trim().starts_with(fence) && line.trim().trim_start_matches(mark).is_empty() {
            let content = body.get(..end)?;
            return Some(Fenced { language: language(info), content, length: start + end + line.len() });
        }
        end += line.len();
    }
    Some(Fenced { language: language(info), content: body, length: text.len() })
}

/// Reads lines that are indented as a block of code is, up to the next one that isn't.
pub(super) fn indented(text: &str) -> Option<Fenced<'_>> {
    const INDENT: &str = "    ";
    let mut length = 0;
    let mut end = 0;
    for line in text.split_inclusive('\n') {
        let is_blank = line.trim().is_empty();
        if !is_blank && !line.starts_with(INDENT) {
            break;
        }
        length += line.len();
        if !is_blank {
            end = length;
        }
    }
    let content = text.get(..end).filter(|content| !content.is_empty())?;
    Some(Fenced { language: language(""), content, length: end })
}

fn language(info: &str) -> &'static str {
    let name = info.split([' ', ',', '{', '\t', '\r']).find(|word| !word.is_empty()).unwrap_or_default();
    LANGUAGES.iter().find(|known| known.eq_ignore_ascii_case(name)).copied().unwrap_or("text")
}

/// The marker of a list item at the start of a line.
pub(super) struct ItemMarker {
    pub(super) is_numbered: bool,
    /// The marker's length in bytes, with the space after it.
    pub(super) length: usize,
}

/// Reads the marker of a list item. `line` has no white space in front.
pub(super) fn item_marker(line: &str) -> Option<ItemMarker> {
    let digits = line.bytes().take(10).take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..)?;
    let marks: &[char] = if digits == 0 { &['-', '*', '+'] } else { &['.', ')'] };
    let content = rest.strip_prefix(marks)?.strip_prefix([' ', '\t'])?;
    (digits < 10 && !content.trim().is_empty())
        .then(|| ItemMarker { is_numbered: digits > 0, length: line.len() - content.len() })
}

/// Returns the length of the marks in front of a quotation, with the space after each. One may be in another.
pub(super) fn quoted(line: &str) -> Option<usize> {
    let mut rest = line.trim_start();
    while let Some(after) = rest.strip_prefix('>') {
        rest = after.strip_prefix(' ').unwrap_or(after);
    }
    line.trim_start().starts_with('>').then_some(line.len() - rest.len())
}

/// Returns the length of the marks in front of a heading. `line` has no white space in front.
pub(super) fn heading(line: &str) -> Option<usize> {
    let marks = line.bytes().take_while(|byte| *byte == b'#').count();
    ((1..=6).contains(&marks) && line.get(marks..).is_some_and(|rest| rest.starts_with([' ', '\t'])))
        .then_some(marks)
}

/// Returns whether a line is a rule, or underlines a heading.
pub(super) fn is_rule(line: &str) -> bool {
    let marks: String = line.chars().filter(|character| !character.is_whitespace()).collect();
    let is_all = |allowed: &str| marks.chars().all(|character| allowed.contains(character));
    marks.len() >= 3 && (is_all("-") || is_all("*") || is_all("_") || is_all("="))
}

/// Reads a code span, and returns its content and its whole length in bytes.
pub(super) fn code_span(text: &str) -> Option<(&str, usize)> {
    let marks = text.bytes().take_while(|byte| *byte == b'`').count();
    let body = text.get(marks..)?;
    let mut run = 0;
    for (index, byte) in body.bytes().enumerate().take(REACH).chain([(body.len(), b'\n')]) {
        if byte == b'`' {
            run += 1;
            continue;
        }
        if run == marks && marks > 0 {
            let content = body.get(..index.min(body.len()) - run)?;
            let crosses_block =
                content.contains("\n\n") || content.contains("<p>") || content.contains("</p>");
            return (!crosses_block).then_some((content, marks + content.len() + marks));
        }
        run = 0;
    }
    None
}

/// An inline link.
pub(super) struct InlineLink<'a> {
    pub(super) text: &'a str,
    pub(super) address: &'a str,
    /// The length of the whole link in bytes.
    pub(super) length: usize,
}

/// Reads an inline link, `[text](address)` or `[text](address "title")`. Parentheses in pairs belong to the address.
pub(super) fn inline_link(text: &str) -> Option<InlineLink<'_>> {
    let body = text.strip_prefix('[')?;
    let middle = body.bytes().take(REACH).position(|byte| matches!(byte, b'[' | b']' | b'<'))?;
    let (label, rest) = body.split_at_checked(middle)?;
    let rest = rest.strip_prefix("](")?;
    let mut depth = 0;
    let end = rest.bytes().take(REACH).position(|byte| {
        depth += i32::from(byte == b'(') - i32::from(byte == b')');
        depth < 0 || matches!(byte, b' ' | b'\n' | b'<')
    })?;
    let (address, rest) = rest.split_at_checked(end)?;
    let rest = title(rest).unwrap_or(rest).strip_prefix(')')?;
    let is_link = !label.trim().is_empty() && !label.contains("\n\n");
    is_link.then(|| InlineLink { text: label, address, length: text.len() - rest.len() })
}

/// Returns what follows the title of a link. Rustdoc shows it nowhere but under the mouse, so it is left out.
fn title(text: &str) -> Option<&str> {
    let text = text.strip_prefix(' ')?.trim_start_matches(' ');
    let mark = text.chars().next().filter(|mark| matches!(mark, '"' | '\''))?;
    let end = text.bytes().enumerate().take(REACH).skip(1).find(|(_, byte)| *byte == mark as u8)?.0;
    text.get(end + 1..)
}

/// Reads a web address between `<` and `>`.
pub(super) fn autolink(text: &str) -> Option<&str> {
    let body = text.strip_prefix('<').filter(|body| body.starts_with("http"))?;
    let end = body.bytes().take(REACH).position(|byte| matches!(byte, b'<' | b'>' | b'\n'))?;
    let (address, rest) = body.split_at_checked(end)?;
    (rest.starts_with('>') && links::is_complete(address)).then_some(address)
}

/// A run of `*` or `_` that begins or ends emphasis.
#[derive(Clone, Copy)]
pub(super) struct EmphasisRun {
    pub(super) mark: char,
    /// One for emphasis, two for strong emphasis.
    pub(super) length: usize,
    /// Whether it begins emphasis; otherwise it ends it.
    pub(super) can_open: bool,
}

/// Reads a run of emphasis marks that follows the character `previous`.
pub(super) fn emphasis_run(text: &str, previous: char) -> Option<EmphasisRun> {
    let mark = text.chars().next().filter(|mark| matches!(mark, '*' | '_'))?;
    let rest = text.trim_start_matches(mark);
    let length = text.len() - rest.len();
    let next = rest.chars().next().unwrap_or(' ');
    let can_open = !next.is_whitespace() && !previous.is_alphanumeric();
    let can_close = !previous.is_whitespace() && !next.is_alphanumeric();
    (length <= 2 && can_open != can_close).then_some(EmphasisRun { mark, length, can_open })
}
