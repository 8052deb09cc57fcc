//! Breaks the words of a paragraph into lines: at the end of each sentence, and within a sentence before a line gets too long.

use super::sentences::{end_between, is_numbering};

/// The longest line in characters, including its indentation, unless one word is longer.
const WIDTH: usize = 110;

/// Breaks words into lines to be indented by `indent` columns; the result does not include the indentation.
pub(super) fn break_lines(words: &[String], indent: usize) -> Vec<String> {
    let room = WIDTH.saturating_sub(indent);
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut length = 0;
    for (index, word) in words.iter().enumerate() {
        let width = word.chars().count();
        if !line.is_empty() && length + 1 + width > room {
            lines.push(std::mem::take(&mut line));
        }
        if line.is_empty() {
            line = safe_at_line_start(word);
            length = width;
        } else {
            line.push(' ');
            line.push_str(word);
            length += 1 + width;
        }
        if words.get(index + 1).is_some_and(|next| end_between(word, next)) && !is_numbering(&line) {
            lines.push(std::mem::take(&mut line));
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

/// Escapes a word that Markdown would read as the start of a block: a list, a heading, a quotation, a rule, a table.
fn safe_at_line_start(word: &str) -> String {
    let is_all =
        |allowed: &str| !word.is_empty() && word.chars().all(|character| allowed.contains(character));
    let is_marker = word == "+" || is_all("-:|") || is_all("=") || (is_all("#") && word.len() <= 6);
    if is_marker || word.starts_with('>') {
        return format!("\\{word}");
    }
    let stem = word.strip_suffix(['.', ')']).unwrap_or_default();
    if !stem.is_empty() && stem.chars().all(|digit| digit.is_ascii_digit()) {
        let punctuation = word.get(stem.len()..).unwrap_or_default();
        return format!("{stem}\\{punctuation}");
    }
    word.to_owned()
}
