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

/// Turns the text of a documentation trait into Markdown for a doc comment, without a line break at the end.
///
/// Every text is accepted: what is not understood as markup stays as escaped text. The time taken is linear in the
/// length of the text. Tags without a meaning in Markdown are dropped and their content is kept, except for names that
/// are never closed and that HTML does not have: `<region>` is a placeholder, not a tag.
pub fn markdown(text: &str) -> String {
    reader::read(text)
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
