//! Reads CommonMark (<https://spec.commonmark.org>), with the tables of GitHub that rustdoc has, too, and the HTML that stands in it.

use super::blocks::{Blocks, Marker, Origin};
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

/// How many lists and quotations a line may begin, one in the other.
const DEEPEST: usize = 64;

/// Reads a whole text.
pub(super) fn read(text: &str) -> String {
    // White space in front would make a block of code of the first line.
    let text = text.trim_start();
    if nests_too_deep(text) {
        let mut document = Document::new("");
        document.text(text);
        return document.finish();
    }
    let parser = || Parser::new_ext(text, Options::ENABLE_TABLES);
    let html: String = parser()
        .filter_map(|event| match event {
            Event::Html(markup) | Event::InlineHtml(markup) => Some(markup.into_string()),
            _ => None,
        })
        .collect();
    let document = Document::new(&html);
    let mut reader = Reader { text, document, verbatim: None, links: Vec::new(), row: Row::default() };
    for (event, place) in parser().into_offset_iter() {
        reader.event(event, &place);
    }
    reader.document.finish()
}

/// Returns whether some line begins so many lists and quotations that nobody means it. The parser looks at each of them for every line that follows.
fn nests_too_deep(text: &str) -> bool {
    text.lines().any(|line| {
        let is_marker = |character: char| character.is_ascii_digit() || " \t>-*+.)".contains(character);
        let markers = line.get(..line.len() - line.trim_start_matches(is_marker).len()).unwrap_or_default();
        let mut characters = markers.chars().peekable();
        let mut depth = 0;
        while let Some(character) = characters.next() {
            let is_before_space = characters.peek().is_none_or(|next| next.is_whitespace());
            depth += usize::from(character == '>' || is_before_space && "-*+.)".contains(character));
        }
        depth > DEEPEST
    })
}

/// Finds the code spans in a text: where each stands, and its content.
pub(super) fn code_spans(text: &str) -> Vec<(Range<usize>, String)> {
    let content = text.trim_start();
    if nests_too_deep(content) {
        return Vec::new();
    }
    let start = text.len() - content.len();
    let spans = Parser::new(content).into_offset_iter().filter_map(|(event, place)| match event {
        Event::Code(code) => Some((place.start + start..place.end + start, code.into_string())),
        _ => None,
    });
    spans.collect()
}

struct Reader<'a> {
    text: &'a str,
    document: Document,
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
            Event::Rule => self.in_blocks(Blocks::end_paragraph),
            // Their extensions are off.
            Event::InlineMath(_)
            | Event::DisplayMath(_)
            | Event::FootnoteReference(_)
            | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, place: &Range<usize>) {
        match tag {
            Tag::Heading { .. } => self.in_blocks(Blocks::begin_heading),
            Tag::BlockQuote(_) => self.in_blocks(Blocks::end_paragraph),
            Tag::CodeBlock(kind) => {
                let language = match kind {
                    CodeBlockKind::Fenced(info) => language(&info),
                    CodeBlockKind::Indented => language(""),
                };
                self.verbatim = Some(Verbatim::Code { language, content: String::new() });
            }
            Tag::HtmlBlock => self.verbatim = Some(Verbatim::Html(String::new())),
            Tag::List(first) => {
                let marker = first.map_or(Marker::Bullet, Marker::NumberFrom);
                self.in_blocks(|blocks| blocks.open_list(marker, Origin::CommonMark));
            }
            // A table does not fit into the width of a comment: each row becomes an item.
            Tag::Table(_) => self.in_blocks(|blocks| blocks.open_list(Marker::Bullet, Origin::CommonMark)),
            Tag::Item | Tag::TableHead | Tag::TableRow => {
                self.in_blocks(|blocks| blocks.begin_item(Origin::CommonMark));
            }
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
            TagEnd::Paragraph | TagEnd::BlockQuote(_) => self.in_blocks(Blocks::end_paragraph),
            TagEnd::Heading(_) => self.in_blocks(Blocks::end_heading),
            TagEnd::CodeBlock | TagEnd::HtmlBlock => match self.verbatim.take() {
                Some(Verbatim::Code { language, content }) => match self.document.block() {
                    Some(blocks) => blocks.fenced(language, &content),
                    None => self.document.text(&content),
                },
                Some(Verbatim::Html(markup)) => self.document.html(&markup),
                None => {}
            },
            TagEnd::List(_) | TagEnd::Table => {
                self.in_blocks(|blocks| blocks.close_list(Origin::CommonMark));
            }
            TagEnd::Item => self.in_blocks(|blocks| blocks.end_item(Origin::CommonMark)),
            TagEnd::TableHead | TagEnd::TableRow => {
                self.row = Row::default();
                self.in_blocks(|blocks| blocks.end_item(Origin::CommonMark));
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
            (Some(_), LinkType::Autolink) if self.document.is_flow() && links::is_complete(address) => {
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
        let is_in_word = before.ends_with(|last: char| last.is_ascii_alphanumeric())
            && content.starts_with(|first: char| first.is_ascii_alphanumeric());
        if strength == Strength::Emphasis && is_in_word {
            self.text(strength.marks());
        } else {
            self.border(border(strength));
        }
    }

    fn in_blocks(&mut self, change: impl FnOnce(&mut Blocks)) {
        if let Some(blocks) = self.document.block() {
            change(blocks);
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
