//! Reads a documentation text and passes what it finds to [`Blocks`].

use std::collections::BTreeSet;

use super::blocks::{Blocks, Marker, Origin};
use super::characters::decode_reference;
use super::commonmark;
use super::elements::Element;
use super::inline::{Mark, Piece, Strength};
use super::links;
use super::table::{self, Table};
use super::tags::{self, Side, Tag};

/// Characters that may start something other than plain text.
const SPECIAL: &[char] = &['<', '&', '`', '\\', '[', '*', '_', '\n'];

/// What separates the cells of a row, which becomes an item of a list.
const CELL_SEPARATOR: &str = " — ";

/// Reads a whole text.
pub(super) fn read(text: &str) -> String {
    let mut reader = Reader {
        rest: text,
        previous: '\n',
        closed: tags::closed_names(text),
        blocks: Blocks::default(),
        mode: Mode::Flow,
        is_in_html_paragraph: false,
        is_in_heading: false,
        row_has_cells: false,
        is_in_quote: false,
        is_in_cell: false,
    };
    while !reader.rest.is_empty() {
        reader.step();
    }
    reader.end_verbatim();
    reader.blocks.finish()
}

/// How text is interpreted.
enum Mode {
    /// As paragraphs with markup.
    Flow,
    /// As the content of a code span.
    Code(String),
    /// As the content of a fenced block.
    Preformatted(String),
    /// Not at all, until this element ends.
    Dropped(String),
}

struct Reader<'a> {
    rest: &'a str,
    /// The character before `rest`.
    previous: char,
    /// The names of the elements that are closed somewhere in the text.
    closed: BTreeSet<String>,
    blocks: Blocks,
    mode: Mode,
    is_in_html_paragraph: bool,
    is_in_heading: bool,
    row_has_cells: bool,
    is_in_quote: bool,
    /// Whether `rest` is a cell of a table in lines, where `|` is written as `\|` even in code.
    is_in_cell: bool,
}

impl<'a> Reader<'a> {
    /// Reads one construct, or plain text up to the next one.
    fn step(&mut self) {
        let rest = self.rest;
        let first = rest.chars().next().unwrap_or_default();
        let is_flow = matches!(self.mode, Mode::Flow);
        if is_flow
            && self.previous == '\n'
            && let Some(length) = self.line_start(rest)
        {
            self.advance(length);
            return;
        }
        let taken = match first {
            '<' => self.markup(rest),
            '&' => self.reference(rest),
            '`' if is_flow => self.code_span(rest),
            '[' if is_flow => self.inline_link(rest),
            '\\' if is_flow && self.is_commonmark() => self.escaped(rest),
            '*' | '_' if is_flow && self.is_commonmark() => self.emphasis(rest),
            _ => None,
        };
        let taken = taken.unwrap_or_else(|| self.plain(rest, first));
        self.advance(taken.max(first.len_utf8()));
    }

    fn advance(&mut self, length: usize) {
        let (taken, rest) = self.rest.split_at_checked(length).unwrap_or((self.rest, ""));
        self.previous = taken.chars().next_back().unwrap_or(self.previous);
        self.rest = rest;
    }

    /// Returns whether to recognise the CommonMark constructs that a text could contain by chance: not within HTML.
    fn is_commonmark(&self) -> bool {
        !self.is_in_html_paragraph && !self.blocks.is_in_html_list()
    }

    fn text(&mut self, text: &str) {
        match &mut self.mode {
            Mode::Flow => self.blocks.text(text),
            Mode::Code(content) | Mode::Preformatted(content) => content.push_str(text),
            Mode::Dropped(_) => {}
        }
    }

    fn plain(&mut self, rest: &str, first: char) -> usize {
        let after = rest.get(first.len_utf8()..).unwrap_or_default();
        let length = match first {
            // A run of backticks is kept together: its parts could pair with others.
            '`' => rest.len() - rest.trim_start_matches('`').len(),
            '\n' => 1,
            _ => first.len_utf8() + after.find(SPECIAL).unwrap_or(after.len()),
        };
        self.text(rest.get(..length).unwrap_or_default());
        length
    }

    /// Reads a construct that is only recognised at the start of a line.
    fn line_start(&mut self, rest: &'a str) -> Option<usize> {
        let line = rest.lines().next().unwrap_or_default();
        if std::mem::take(&mut self.is_in_heading) {
            self.blocks.end_heading();
        }
        if line.trim_start().is_empty() {
            self.blocks.end_paragraph();
            return Some(line.len() + 1);
        }
        if !self.is_commonmark() {
            return None;
        }
        let quoted = commonmark::quoted(line).filter(|_| self.closed.is_empty());
        if std::mem::replace(&mut self.is_in_quote, quoted.is_some()) != quoted.is_some() {
            self.blocks.end_paragraph();
        }
        if let Some(marks) = quoted {
            // Quotations become paragraphs like others.
            let rest = rest.get(marks..).unwrap_or_default();
            return Some(marks + self.line_of_block(rest).unwrap_or(0));
        }
        self.line_of_block(rest)
    }

    /// Reads what begins a line, after the marks of quotations.
    fn line_of_block(&mut self, rest: &'a str) -> Option<usize> {
        let line = rest.lines().next().unwrap_or_default();
        let content = line.trim_start();
        let indent = line.len() - content.len();
        if content.is_empty() {
            self.blocks.end_paragraph();
            return Some(line.len() + 1);
        }
        if let Some(fenced) = commonmark::fenced(rest) {
            self.blocks.fenced(fenced.language, fenced.content);
            return Some(fenced.length);
        }
        // In HTML, and before anything else, lines are indented for no reason.
        if self.closed.is_empty()
            && self.blocks.is_between_paragraphs()
            && let Some(block) = commonmark::indented(rest)
        {
            self.blocks.fenced(block.language, block.content);
            return Some(block.length);
        }
        if let Some(table) = table::read(rest) {
            self.table(&table, indent);
            return Some(table.length);
        }
        if commonmark::is_rule(content) {
            self.blocks.end_paragraph();
            return Some(line.len() + 1);
        }
        if let Some(marker) = commonmark::item_marker(content) {
            let kind = if marker.is_numbered { Marker::Number } else { Marker::Bullet };
            self.blocks.begin_commonmark_item(kind, indent);
            return Some(indent + marker.length);
        }
        if let Some(length) = commonmark::heading(content) {
            self.blocks.close_commonmark_lists(indent);
            self.blocks.begin_heading();
            self.is_in_heading = true;
            return Some(indent + length);
        }
        if self.blocks.is_at_start_of_paragraph() {
            self.blocks.close_commonmark_lists(indent);
        }
        (indent > 0).then_some(indent)
    }

    /// Makes each row an item of a list, as with HTML: a table does not fit into the width of a comment.
    fn table(&mut self, table: &Table<'a>, column: usize) {
        self.blocks.close_commonmark_lists(column);
        let after = self.rest;
        self.is_in_cell = true;
        for row in &table.rows {
            self.blocks.begin_commonmark_item(Marker::Bullet, column);
            for (index, cell) in row.iter().enumerate() {
                if index > 0 {
                    self.text(CELL_SEPARATOR);
                }
                self.previous = ' ';
                self.rest = cell;
                while !self.rest.is_empty() {
                    self.step();
                }
            }
        }
        self.blocks.close_commonmark_lists(column);
        self.is_in_cell = false;
        self.rest = after;
    }

    fn markup(&mut self, rest: &'a str) -> Option<usize> {
        if rest.starts_with("<!--") {
            // A comment without an end hides the rest of the text, as in a browser.
            return Some(rest.find("-->").map_or(rest.len(), |end| end + "-->".len()));
        }
        if matches!(self.mode, Mode::Flow)
            && let Some(address) = commonmark::autolink(rest)
        {
            self.blocks.piece(Piece::Address(address.to_owned()));
            return Some(address.len() + "<>".len());
        }
        let tag = Tag::read(rest)?;
        let length = tag.length;
        let element = Element::of(&tag.name);
        let is_taken = match &mut self.mode {
            Mode::Flow => self.flow_tag(&tag, element),
            Mode::Code(_) => self.tag_in_code(&tag, element),
            Mode::Preformatted(content) => {
                match (element, tag.side) {
                    (Element::Preformatted, Side::Close) => self.end_verbatim(),
                    (Element::Break, _) => content.push('\n'),
                    _ => {}
                }
                element != Element::Unknown
            }
            Mode::Dropped(name) => {
                if tag.side == Side::Close && tag.name == *name {
                    self.mode = Mode::Flow;
                }
                true
            }
        };
        is_taken.then_some(length)
    }

    fn tag_in_code(&mut self, tag: &Tag<'a>, element: Element) -> bool {
        match element {
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
                self.flow_tag(tag, element)
            }
            _ => false,
        }
    }

    /// Handles a tag within text; returns false if it is not a tag but text.
    fn flow_tag(&mut self, tag: &Tag<'a>, element: Element) -> bool {
        match (element, tag.side) {
            (Element::Unknown, _) => return self.closed.contains(&tag.name),
            (Element::Transparent, _) => {}
            (Element::Link | Element::Strong | Element::Emphasis | Element::Code, _) => {
                self.inline_tag(tag, element)
            }
            _ => self.block_tag(tag, element),
        }
        true
    }

    fn inline_tag(&mut self, tag: &Tag<'a>, element: Element) {
        let strength = if element == Element::Strong { Strength::Strong } else { Strength::Emphasis };
        let mark = Mark { strength, written: None };
        match (element, tag.side) {
            (Element::Link, Side::Open) => {
                self.blocks.piece(match tag.href().map(decode_all).as_deref().and_then(links::destination) {
                    Some(destination) => Piece::LinkStart(destination),
                    None => Piece::LinkEnd,
                });
            }
            (Element::Link, Side::Close) => self.blocks.piece(Piece::LinkEnd),
            (Element::Code, Side::Open) if self.closed.contains(&tag.name) => {
                self.mode = Mode::Code(String::new())
            }
            (Element::Code, _) => {}
            (_, Side::Open) => self.blocks.piece(Piece::Open(mark)),
            (_, Side::Close) => self.blocks.piece(Piece::Close(mark)),
        }
    }

    fn block_tag(&mut self, tag: &Tag<'a>, element: Element) {
        if element != Element::Break && !self.blocks.is_in_html_list() {
            self.blocks.close_commonmark_lists(0);
        }
        let is_open = tag.side == Side::Open;
        self.is_in_html_paragraph = is_open && matches!(element, Element::Block | Element::Heading);
        match (element, tag.side) {
            (Element::Admonition(word), Side::Open) => self.blocks.begin_admonition(word),
            (Element::Admonition(_), Side::Close) => self.blocks.end_admonition(),
            (Element::Heading, Side::Open) => self.blocks.begin_heading(),
            (Element::Heading | Element::Term, Side::Close) => self.blocks.end_heading(),
            (Element::Term, Side::Open) => {
                self.blocks.begin_item();
                self.blocks.begin_heading();
            }
            (Element::BulletList, Side::Open) => self.blocks.open_list(Marker::Bullet, Origin::Html),
            (Element::NumberedList, Side::Open) => self.blocks.open_list(Marker::Number, Origin::Html),
            (Element::BulletList | Element::NumberedList, Side::Close) => self.blocks.close_html_list(),
            (Element::Item, Side::Open) => {
                self.row_has_cells = false;
                self.blocks.begin_item();
            }
            (Element::Item, Side::Close) => self.blocks.end_item(),
            (Element::Cell, Side::Open) => {
                if std::mem::replace(&mut self.row_has_cells, true) {
                    self.blocks.text(CELL_SEPARATOR);
                }
            }
            (Element::Cell, Side::Close) => {}
            (Element::Preformatted | Element::Dropped, Side::Open) => self.begin_verbatim(&tag.name, element),
            _ => self.blocks.end_paragraph(),
        }
    }

    fn begin_verbatim(&mut self, name: &str, element: Element) {
        self.blocks.end_paragraph();
        if self.closed.contains(name) {
            self.mode = match element {
                Element::Preformatted => Mode::Preformatted(String::new()),
                _ => Mode::Dropped(name.to_owned()),
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

    fn reference(&mut self, rest: &str) -> Option<usize> {
        let (character, length) = decode_reference(rest)?;
        self.text(character.encode_utf8(&mut [0; 4]));
        Some(length)
    }

    fn code_span(&mut self, rest: &str) -> Option<usize> {
        let (content, length) = commonmark::code_span(rest)?;
        let code = if self.is_in_cell { content.replace(r"\|", "|") } else { content.to_owned() };
        self.blocks.piece(Piece::Code(code));
        Some(length)
    }

    fn inline_link(&mut self, rest: &str) -> Option<usize> {
        let link = commonmark::inline_link(rest)?;
        let destination = links::destination(link.address)?;
        self.blocks.piece(Piece::LinkStart(destination));
        match commonmark::code_span(link.text) {
            Some((code, length)) if length == link.text.len() => {
                self.blocks.piece(Piece::Code(code.to_owned()))
            }
            _ => self.blocks.text(link.text),
        }
        self.blocks.piece(Piece::LinkEnd);
        Some(link.length)
    }

    fn escaped(&mut self, rest: &str) -> Option<usize> {
        if rest.starts_with("\\\n") {
            // Ends a line early, where lines end anyway as sentences do.
            return Some(1);
        }
        let escaped =
            rest.get(1..2).filter(|next| next.starts_with(|next: char| next.is_ascii_punctuation()))?;
        self.text(escaped);
        Some(2)
    }

    fn emphasis(&mut self, rest: &str) -> Option<usize> {
        let run = commonmark::emphasis_run(rest, self.previous)?;
        let strength = if run.length == 2 { Strength::Strong } else { Strength::Emphasis };
        let mark = Mark { strength, written: Some(run.mark) };
        self.blocks.piece(if run.can_open { Piece::Open(mark) } else { Piece::Close(mark) });
        Some(run.length)
    }
}

fn decode_all(text: &str) -> String {
    let mut decoded = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        let (before, reference) = rest.split_at_checked(start).unwrap_or((rest, ""));
        let (character, length) = decode_reference(reference).unwrap_or(('&', 1));
        decoded.push_str(before);
        decoded.push(character);
        rest = reference.get(length..).unwrap_or_default();
    }
    decoded + rest
}
