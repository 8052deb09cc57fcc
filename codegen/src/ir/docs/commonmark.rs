//! Reads CommonMark (<https://spec.commonmark.org>), with the tables of GitHub that rustdoc has, too, and the HTML that stands in it.

use super::blocks::{Marker, Origin};
use super::html::{CELL_SEPARATOR, Document};
use super::inline::{Piece, Strength};
use super::links;
use pulldown_cmark::{CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};
use std::ops::Range;

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

/// Reads a whole text into `document`.
pub(super) fn read(text: &str, document: &mut Document) {
    // White space in front would make a block of code of the first line.
    let text = text.trim_start();
    let mut reader = Reader { text, document, verbatim: None, links: Vec::new(), row: Row::default() };
    for (event, place) in Parser::new_ext(text, Options::ENABLE_TABLES).into_offset_iter() {
        reader.event(event, &place);
    }
}

/// Finds the code spans in a text: where each stands, and its content.
pub(super) fn code_spans(text: &str) -> Vec<(Range<usize>, String)> {
    let content = text.trim_start();
    let start = text.len() - content.len();
    let spans = Parser::new(content).into_offset_iter().filter_map(|(event, place)| match event {
        Event::Code(code) => Some((place.start + start..place.end + start, code.into_string())),
        _ => None,
    });
    spans.collect()
}

struct Reader<'a> {
    text: &'a str,
    document: &'a mut Document,
    /// The block whose lines are being collected.
    verbatim: Option<Verbatim>,
    /// How each open link ends, the innermost last.
    links: Vec<LinkEnd>,
    row: Row,
}

enum Verbatim {
    Code { language: &'static str, content: String },
    Html(String),
}

enum LinkEnd {
    /// As the link that it is.
    Link,
    /// As the address that it is, which has been written.
    Address,
    /// With this text, since nobody could follow it from generated documentation.
    Text(String),
}

/// The row of a table that is being read.
#[derive(Default)]
struct Row {
    cells: usize,
    /// How many separators wait for a cell with content.
    separators: usize,
}

impl Reader<'_> {
    fn event(&mut self, event: Event<'_>, place: &Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, place),
            Event::End(tag) => self.end(tag, place),
            Event::Text(text) | Event::Html(text) if self.verbatim.is_some() => self.line(&text),
            Event::Text(_) if matches!(self.links.last(), Some(LinkEnd::Address)) => {}
            Event::Text(text) => self.text(&text),
            Event::Html(markup) | Event::InlineHtml(markup) => {
                self.begin_content();
                self.document.html(&markup);
            }
            Event::Code(code) => {
                self.begin_content();
                self.document.code(&code);
            }
            // Lines end where sentences do.
            Event::SoftBreak | Event::HardBreak => self.document.text("\n"),
            Event::Rule => self.document.end_paragraph(),
            // Their extensions are off.
            Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, place: &Range<usize>) {
        match tag {
            Tag::Heading { .. } => self.document.blocks.begin_heading(),
            Tag::BlockQuote(_) => self.document.end_paragraph(),
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    CodeBlockKind::Fenced(info) => language(&info),
                    CodeBlockKind::Indented => language(""),
                };
                self.verbatim = Some(Verbatim::Code { language, content: String::new() });
            }
            Tag::HtmlBlock => self.verbatim = Some(Verbatim::Html(String::new())),
            Tag::List(first) => {
                let marker = if first.is_some() { Marker::Number } else { Marker::Bullet };
                self.document.blocks.open_list(marker, Origin::CommonMark);
            }
            // A table does not fit into the width of a comment: each row becomes an item.
            Tag::Table(_) => self.document.blocks.open_list(Marker::Bullet, Origin::CommonMark),
            Tag::Item | Tag::TableHead | Tag::TableRow => self.document.blocks.begin_item(),
            Tag::TableCell => {
                self.row.separators += usize::from(self.row.cells > 0);
                self.row.cells += 1;
            }
            Tag::Emphasis => self.emphasis(Piece::Open, Strength::Emphasis, place),
            Tag::Strong => self.emphasis(Piece::Open, Strength::Strong, place),
            Tag::Link { dest_url, link_type, .. } => self.start_link(&dest_url, link_type),
            // A picture becomes a link to it.
            Tag::Image { dest_url, .. } => self.start_link(&dest_url, LinkType::Reference),
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, place: &Range<usize>) {
        match tag {
            TagEnd::Paragraph | TagEnd::BlockQuote(_) => self.document.end_paragraph(),
            TagEnd::Heading(_) => self.document.blocks.end_heading(),
            TagEnd::CodeBlock | TagEnd::HtmlBlock => match self.verbatim.take() {
                Some(Verbatim::Code { language, content }) => self.document.blocks.fenced(language, &content),
                Some(Verbatim::Html(markup)) => self.document.html(&markup),
                None => {}
            },
            TagEnd::List(_) | TagEnd::Table => self.document.blocks.close_list(Origin::CommonMark),
            TagEnd::Item => self.document.blocks.end_item(Origin::CommonMark),
            TagEnd::TableHead | TagEnd::TableRow => {
                self.row = Row::default();
                self.document.blocks.end_item(Origin::CommonMark);
            }
            TagEnd::Emphasis => self.emphasis(Piece::Close, Strength::Emphasis, place),
            TagEnd::Strong => self.emphasis(Piece::Close, Strength::Strong, place),
            TagEnd::Link | TagEnd::Image => match self.links.pop() {
                Some(LinkEnd::Link) => self.border(Piece::LinkEnd),
                Some(LinkEnd::Text(text)) => self.text(&text),
                Some(LinkEnd::Address) | None => {}
            },
            _ => {}
        }
    }

    /// Begins a link, unless it is in another, is its own text, or leads nowhere.
    fn start_link(&mut self, address: &str, link_type: LinkType) {
        let end = match (links::destination(address), link_type) {
            _ if !self.links.is_empty() => LinkEnd::Text(String::new()),
            (Some(_), LinkType::Autolink) if links::is_complete(address) => {
                self.border(Piece::Address(address.to_owned()));
                LinkEnd::Address
            }
            (_, LinkType::Autolink | LinkType::Email) => LinkEnd::Text(String::new()),
            (Some(destination), _) => {
                self.border(Piece::LinkStart(destination));
                LinkEnd::Link
            }
            // It may be no link at all: `[a-z](0|1)`.
            (None, LinkType::Inline) => {
                self.text("[");
                LinkEnd::Text(format!("]({address})"))
            }
            (None, _) => LinkEnd::Text(String::new()),
        };
        self.links.push(end);
    }

    /// Adds a border of the emphasis at `place`. Marks within a word are what they look like: `2*3*4`.
    fn emphasis(&mut self, border: fn(Strength) -> Piece, strength: Strength, place: &Range<usize>) {
        let before = self.text.get(..place.start).unwrap_or_default();
        let content = self.text.get(place.clone()).unwrap_or_default().trim_start_matches('*');
        if before.ends_with(char::is_alphanumeric) && content.starts_with(char::is_alphanumeric) {
            self.text(strength.marks());
        } else {
            self.border(border(strength));
        }
    }

    fn border(&mut self, piece: Piece) {
        self.begin_content();
        self.document.border(piece);
    }

    fn text(&mut self, text: &str) {
        self.begin_content();
        self.document.text(text);
    }

    fn line(&mut self, line: &str) {
        match &mut self.verbatim {
            Some(Verbatim::Code { content, .. } | Verbatim::Html(content)) => content.push_str(line),
            None => {}
        }
    }

    /// Separates the content of a cell from the cell before.
    fn begin_content(&mut self) {
        for _ in 0..std::mem::take(&mut self.row.separators) {
            self.document.text(CELL_SEPARATOR);
        }
    }
}

/// Returns the language of a fenced block for generated documentation.
fn language(info: &str) -> &'static str {
    let name = info.split([' ', ',', '{', '\t']).find(|word| !word.is_empty()).unwrap_or_default();
    LANGUAGES.iter().find(|known| known.eq_ignore_ascii_case(name)).copied().unwrap_or("text")
}
