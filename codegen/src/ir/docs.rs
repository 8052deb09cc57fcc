//! Documentation: converts the text of a `smithy.api#documentation` trait to rustdoc Markdown, and finds its first sentence.
//!
//! Models write CommonMark, HTML, or both in one text. The result is CommonMark without HTML that rustdoc accepts without a warning, with one sentence to a
//! line, so that a changed sentence changes only its own lines in generated code.
//!
//! The stages: `commonmark` and `html` read, each with a library, `blocks` arranges what they find into paragraphs, lists and fenced blocks, `inline` escapes
//! the content of a paragraph, `lines` breaks it into lines.

mod blocks;
mod commonmark;
mod elements;
mod html;
mod inline;
mod lines;
mod links;
mod marks;
mod sentences;

use crate::printable::is_printable;
use html::Document;

/// Converts the text of a documentation trait to Markdown for a doc comment, without a line break at the end.
///
/// Every text is accepted: what is not recognised as markup stays as escaped text. The time taken is linear in the length of the text. Tags without a meaning
/// in Markdown are dropped and their content is kept, except for names that are never closed and that HTML does not have: `<region>` is a placeholder, not a
/// tag.
pub fn markdown(text: &str) -> String {
    if html::is_html(text) {
        let mut document = Document::new(text);
        document.html(text);
        document.finish()
    } else {
        commonmark::read(text)
    }
}

/// Formats a text as a code span: on one line, without unprintable characters, and between more backticks than occur in a row in it, so that it ends where it
/// should.
pub fn code(text: &str) -> String {
    let text: String = text
        .chars()
        .filter(|character| is_printable(*character))
        .map(|character| if character.is_whitespace() { ' ' } else { character })
        .collect();
    let longest = text.split(|character| character != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let space = if text.is_empty() || text.starts_with('`') || text.ends_with('`') { " " } else { "" };
    format!("{fence}{space}{text}{space}{fence}")
}

/// Joins the words of a text on one line, without unprintable characters.
pub(crate) fn one_line(text: &str) -> String {
    let text: String = text.chars().filter(|character| is_printable(*character)).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the first sentence of a result of [`markdown`], on one line.
///
/// A note before the description is skipped. The result is empty only for a text without a paragraph or list item.
pub fn summary(markdown: &str) -> String {
    sentences::first(markdown)
}

/// Returns the same sentence, broken into lines for a doc comment.
pub fn summary_lines(markdown: &str) -> String {
    let summary = summary(markdown);
    let mut words: Vec<String> = Vec::new();
    let mut code = None;
    for word in summary.split(' ') {
        match words.last_mut() {
            // Code stays on its line, where nothing in it needs to be escaped.
            Some(last) if code.is_some() => {
                last.push(' ');
                last.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
        code = open_code(word, code);
    }
    lines::break_lines(&words, 0).join("\n")
}

/// Returns how many backticks the code began with that does not end in a word, given the same of the word before it.
fn open_code(word: &str, mut open: Option<usize>) -> Option<usize> {
    let mut rest = word;
    while let Some((before, from)) = rest.find('`').map(|at| rest.split_at(at)) {
        let after = from.trim_start_matches('`');
        let run = from.len() - after.len();
        rest = after;
        let is_escaped = (before.len() - before.trim_end_matches('\\').len()) % 2 == 1;
        match open {
            None if is_escaped => rest = from.strip_prefix('`').unwrap_or_default(),
            None => open = Some(run),
            Some(length) if length == run => open = None,
            Some(_) => {}
        }
    }
    open
}

#[cfg(test)]
mod tests;
