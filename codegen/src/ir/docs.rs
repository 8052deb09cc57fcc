//! Documentation: the text of a `smithy.api#documentation` trait as rustdoc Markdown, and its first sentence.
//!
//! Models write CommonMark, HTML, or both in one text. The result is CommonMark without HTML that rustdoc takes without
//! a warning, one sentence to a line, so that a changed sentence changes only its own lines in generated code.
//!
//! The way of a text: `reader` finds tags and CommonMark constructs, `blocks` arranges them into paragraphs,
//! lists and fenced blocks, `inline` escapes what stands in a paragraph, `lines` breaks it.

mod blocks;
mod characters;
mod commonmark;
mod elements;
mod inline;
mod lines;
mod links;
mod marks;
mod reader;
mod sentences;
mod tags;

use crate::printable::is_printable;

/// Turns the text of a documentation trait into Markdown for a doc comment, without a line break at the end.
///
/// Every text is accepted: what is not understood as markup stays as escaped text. The time taken is linear in the
/// length of the text. Tags without a meaning in Markdown are dropped and their content is kept, except for names that
/// are never closed and that HTML does not have: `<region>` is a placeholder, not a tag.
pub fn markdown(text: &str) -> String {
    reader::read(text)
}

/// A text that stands in a sentence as code: on one line, without what can't be printed, and with more backticks around it than follow each other
/// within it, so that it ends where it should.
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

/// The words of a text on one line, without what can't be printed.
pub(crate) fn one_line(text: &str) -> String {
    let text: String = text.chars().filter(|character| is_printable(*character)).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first sentence of what [`markdown`] returned, on one line.
///
/// A note that stands before the description is passed over. The result is empty only for a text without a paragraph
/// or list item.
pub fn summary(markdown: &str) -> String {
    sentences::first(markdown)
}

/// The same in lines that are not too long, for a doc comment.
pub fn summary_lines(markdown: &str) -> String {
    let summary = summary(markdown);
    let mut words: Vec<String> = Vec::new();
    let mut is_in_code = false;
    for word in summary.split(' ') {
        match words.last_mut() {
            // What is code stays on its line: there, nothing can be escaped.
            Some(last) if is_in_code => {
                last.push(' ');
                last.push_str(word);
            }
            _ => words.push(word.to_owned()),
        }
        is_in_code ^= word.matches('`').count() % 2 == 1;
    }
    lines::break_lines(&words, 0).join("\n")
}

#[cfg(test)]
mod tests;
