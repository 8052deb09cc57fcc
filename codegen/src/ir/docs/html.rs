//! Reads HTML, and collects what documentation says in [`Blocks`].
//!
//! `html5gum` finds the tags, as the HTML standard has it (<https://html.spec.whatwg.org/#tokenization>). What they mean is decided here, since
//! documentation is neither well-formed nor only HTML: AWS models have elements of their own, and placeholders look like tags.

use super::blocks::{Blocks, Marker, Origin};
use super::commonmark;
use super::elements::Element;
use super::inline::{Piece, Strength, looks_like_reference};
use super::links;
use html5gum::emitters::default::{DefaultEmitter, StartTag, Token};
use html5gum::{HtmlString, Tokenizer};
use std::collections::BTreeSet;

/// What separates the cells of a row, which becomes an item of a list.
pub(super) const CELL_SEPARATOR: &str = " — ";

/// A documentation text on its way into [`Blocks`].
pub(super) struct Document {
    blocks: Blocks,
    /// The names of the elements that are closed somewhere in it.
    closed: BTreeSet<String>,
    mode: Mode,
    row_has_cells: bool,
}

/// How text is interpreted.
enum Mode {
    /// As the content of paragraphs.
    Flow,
    /// As the content of a code span.
    Code(String),
    /// As the content of a fenced block.
    Preformatted(String),
    /// Not at all, until this element ends.
    Dropped(String),
}

/// A tag, by what it means.
struct Tag {
    /// In lower case.
    name: String,
    element: Element,
    side: Side,
    /// The attribute `href`.
    address: Option<String>,
}

/// Whether a tag opens or closes its element.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Open,
    Close,
}

impl Tag {
    fn opening(tag: &StartTag<usize>) -> Self {
        let address = tag.attributes.get(b"href".as_slice()).map(|value| utf8(&value.value));
        Self { address, ..Self::new(&tag.name, Side::Open) }
    }

    fn new(name: &HtmlString, side: Side) -> Self {
        let name = utf8(name);
        Self { element: Element::of(&name), name, side, address: None }
    }
}

/// Returns whether a text is HTML as a whole: whether it begins with a block. Any other text is CommonMark, in which HTML may stand.
pub(super) fn is_html(text: &str) -> bool {
    let first = tokens(text).find(|token| match token {
        Token::String(text) => !text.value.iter().all(u8::is_ascii_whitespace),
        Token::Comment(_) | Token::Error(_) => false,
        Token::StartTag(_) | Token::EndTag(_) | Token::Doctype(_) => true,
    });
    matches!(first, Some(Token::StartTag(tag)) if Tag::opening(&tag).element.is_block())
}

impl Document {
    /// Begins a document with this HTML in it.
    pub(super) fn new(markup: &str) -> Self {
        let closed = tokens(markup).filter_map(|token| match token {
            Token::EndTag(tag) => Some(utf8(&tag.name)),
            _ => None,
        });
        Self { blocks: Blocks::default(), closed: closed.collect(), mode: Mode::Flow, row_has_cells: false }
    }

    /// Reads a piece of HTML. What an earlier piece has opened may end in it.
    pub(super) fn html(&mut self, markup: &str) {
        let mut read = 0;
        for token in tokens(markup) {
            let (span, is_understood) = match &token {
                Token::StartTag(tag) => (tag.span, self.tag(&Tag::opening(tag))),
                Token::EndTag(tag) => (tag.span, self.tag(&Tag::new(&tag.name, Side::Close))),
                Token::String(text) => {
                    let raw = markup.get(text.span.start..text.span.end).unwrap_or_default();
                    self.text_of_html(&decoded(raw, &text.value));
                    (text.span, true)
                }
                Token::Comment(comment) => {
                    (comment.span, markup.get(comment.span.start..).is_some_and(|at| at.starts_with("<!")))
                }
                Token::Doctype(doctype) => (doctype.span, true),
                Token::Error(_) => continue,
            };
            if !is_understood {
                self.text(markup.get(span.start..span.end).unwrap_or_default());
            }
            read = span.end;
        }
        // A tag that does not end is text.
        self.text(markup.get(read..).unwrap_or_default());
    }

    /// Adds text without markup.
    pub(super) fn text(&mut self, text: &str) {
        match &mut self.mode {
            Mode::Flow => self.blocks.text(text),
            Mode::Code(content) | Mode::Preformatted(content) => content.push_str(text),
            Mode::Dropped(_) => {}
        }
    }

    /// Returns whether text goes into paragraphs.
    pub(super) fn is_flow(&self) -> bool {
        matches!(self.mode, Mode::Flow)
    }

    /// Returns where a block of CommonMark goes, which ends a code span. In an element that keeps its text as it is or drops it, there are no blocks.
    pub(super) fn block(&mut self) -> Option<&mut Blocks> {
        match &mut self.mode {
            Mode::Flow => {}
            Mode::Code(_) => self.end_verbatim(),
            Mode::Preformatted(content) => {
                content.push('\n');
                return None;
            }
            Mode::Dropped(_) => return None,
        }
        Some(&mut self.blocks)
    }

    /// Adds a code span.
    pub(super) fn code(&mut self, code: &str) {
        match self.mode {
            Mode::Flow => self.blocks.piece(Piece::Code(code.to_owned())),
            _ => self.text(code),
        }
    }

    /// Adds a border of emphasis or of a link. Within code there is none.
    pub(super) fn border(&mut self, piece: Piece) {
        if self.is_flow() {
            self.blocks.piece(piece);
        }
    }

    /// Ends the document and returns its text.
    pub(super) fn finish(mut self) -> String {
        self.end_verbatim();
        self.blocks.finish()
    }

    /// Adds text of HTML. Its authors write code spans of CommonMark now and then.
    fn text_of_html(&mut self, text: &str) {
        let mut read = 0;
        if self.is_flow() && text.contains('`') {
            for (place, code) in commonmark::code_spans(text) {
                self.text(text.get(read..place.start).unwrap_or_default());
                self.code(&code);
                read = place.end;
            }
        }
        self.text(text.get(read..).unwrap_or_default());
    }

    /// Handles a tag; returns false if it is text that only looks like one.
    fn tag(&mut self, tag: &Tag) -> bool {
        match &mut self.mode {
            Mode::Flow => return self.tag_in_flow(tag),
            Mode::Code(_) => return self.tag_in_code(tag),
            Mode::Preformatted(content) => match (tag.element, tag.side) {
                (Element::Preformatted, Side::Close) => self.end_verbatim(),
                (Element::Break, _) => content.push('\n'),
                (element, _) => return element != Element::Unknown,
            },
            Mode::Dropped(name) => {
                if tag.side == Side::Close && tag.name == *name {
                    self.mode = Mode::Flow;
                }
            }
        }
        true
    }

    fn tag_in_code(&mut self, tag: &Tag) -> bool {
        match tag.element {
            Element::Code => {
                if tag.side == Side::Close {
                    self.end_verbatim();
                }
                true
            }
            Element::Strong | Element::Emphasis | Element::Link => true,
            Element::Break => {
                self.text(" ");
                true
            }
            Element::Transparent => tag.name == "span" || tag.name == "replaceable",
            Element::Block
            | Element::Item
            | Element::BulletList
            | Element::NumberedList
            | Element::Preformatted => {
                self.end_verbatim();
                self.tag_in_flow(tag)
            }
            _ => false,
        }
    }

    fn tag_in_flow(&mut self, tag: &Tag) -> bool {
        match tag.element {
            Element::Unknown => return self.closed.contains(&tag.name),
            Element::Transparent => {}
            Element::Link | Element::Strong | Element::Emphasis | Element::Code => self.inline_tag(tag),
            _ => self.block_tag(tag),
        }
        true
    }

    fn inline_tag(&mut self, tag: &Tag) {
        let strength = if tag.element == Element::Strong { Strength::Strong } else { Strength::Emphasis };
        match (tag.element, tag.side) {
            (Element::Link, Side::Open) => {
                let destination = tag.address.as_deref().and_then(links::destination);
                self.blocks.piece(destination.map_or(Piece::LinkEnd, Piece::LinkStart));
            }
            (Element::Link, Side::Close) => self.blocks.piece(Piece::LinkEnd),
            (Element::Code, Side::Open) if self.closed.contains(&tag.name) => {
                self.mode = Mode::Code(String::new())
            }
            (Element::Code, _) => {}
            (_, Side::Open) => self.blocks.piece(Piece::Open(strength)),
            (_, Side::Close) => self.blocks.piece(Piece::Close(strength)),
        }
    }

    fn block_tag(&mut self, tag: &Tag) {
        match (tag.element, tag.side) {
            (Element::Admonition(word), Side::Open) => self.blocks.begin_admonition(word),
            (Element::Admonition(_), Side::Close) => self.blocks.end_admonition(),
            (Element::Heading, Side::Open) => self.blocks.begin_heading(),
            (Element::Heading | Element::Term, Side::Close) => self.blocks.end_heading(),
            (Element::Term, Side::Open) => {
                self.blocks.begin_item(Origin::Html);
                self.blocks.begin_heading();
            }
            (Element::BulletList, Side::Open) => self.blocks.open_list(Marker::Bullet, Origin::Html),
            (Element::NumberedList, Side::Open) => self.blocks.open_list(Marker::NumberFrom(1), Origin::Html),
            (Element::BulletList | Element::NumberedList, Side::Close) => {
                self.blocks.close_list(Origin::Html)
            }
            (Element::Item, Side::Open) => {
                self.row_has_cells = false;
                self.blocks.begin_item(Origin::Html);
            }
            (Element::Item, Side::Close) => self.blocks.end_item(Origin::Html),
            (Element::Cell, Side::Open) => {
                if std::mem::replace(&mut self.row_has_cells, true) {
                    self.blocks.text(CELL_SEPARATOR);
                }
            }
            (Element::Cell, Side::Close) => {}
            (Element::Preformatted | Element::Dropped, Side::Open) => self.begin_verbatim(tag),
            _ => self.blocks.end_paragraph(),
        }
    }

    fn begin_verbatim(&mut self, tag: &Tag) {
        self.blocks.end_paragraph();
        if self.closed.contains(&tag.name) {
            self.mode = match tag.element {
                Element::Preformatted => Mode::Preformatted(String::new()),
                _ => Mode::Dropped(tag.name.clone()),
            };
        }
    }

    fn end_verbatim(&mut self) {
        match std::mem::replace(&mut self.mode, Mode::Flow) {
            Mode::Code(content) => self.blocks.piece(Piece::Code(content)),
            Mode::Preformatted(content) => self.blocks.fenced("text", &content),
            Mode::Flow | Mode::Dropped(_) => {}
        }
    }
}

fn tokens(text: &str) -> impl Iterator<Item = Token<usize>> {
    // A text in memory is read without errors.
    Tokenizer::new_with_emitter(text, DefaultEmitter::new_with_span()).filter_map(Result::ok)
}

/// Returns the text of a token. A reference without a semicolon, which browsers understand too, is more likely a parameter in an address: `?a=1&copy=2`.
fn decoded(raw: &str, text: &HtmlString) -> String {
    let is_bare = |(index, _): &(usize, &str)| !looks_like_reference(raw.get(*index..).unwrap_or_default());
    if !raw.match_indices('&').any(|found| is_bare(&found)) {
        return utf8(text);
    }
    let mut escaped = String::with_capacity(raw.len() + 16);
    for (index, character) in raw.char_indices() {
        escaped.push(character);
        if character == '&' && is_bare(&(index, "")) {
            escaped.push_str("amp;");
        }
    }
    let texts = tokens(&escaped).filter_map(|token| match token {
        Token::String(text) => Some(utf8(&text.value)),
        _ => None,
    });
    texts.collect()
}

fn utf8(text: &HtmlString) -> String {
    String::from_utf8_lossy(text).into_owned()
}
