//! Arranges a documentation text into paragraphs, lists and fenced blocks, and writes them.

use super::inline::{self, Piece, Strength};
use super::lines::break_lines;
use crate::printable::is_printable;

/// How deep lists nest in the result; the items of deeper lists are put at this depth.
const DEEPEST_LIST: usize = 8;

/// What opened a list, and so what closes it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Origin {
    /// A tag.
    Html,
    /// A list of CommonMark.
    CommonMark,
}

/// How the items of a list are marked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Marker {
    Bullet,
    /// By numbers, of which this is the first.
    NumberFrom(u64),
}

struct List {
    origin: Origin,
    marker: Marker,
    /// How many items have been written.
    items: u64,
    item: Item,
}

/// The state of a list's current item.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Item {
    /// There is none.
    Absent,
    /// It has no content yet, so its marker is still to be written.
    Begun,
    /// It has content, which starts at this column.
    Written(usize),
}

/// The document under construction.
#[derive(Default)]
pub(super) struct Blocks {
    written: String,
    lists: Vec<List>,
    /// How many open lists are nested deeper than the limit.
    lists_too_deep: usize,
    /// Whether the last block stands between the items of a list, so that the next item would continue it without a blank line.
    was_between_items: bool,
    pieces: Vec<Piece>,
    /// The word that starts the next paragraph.
    admonition: Option<&'static str>,
}

impl Blocks {
    /// Adds text to the current paragraph.
    pub(super) fn text(&mut self, text: &str) {
        match self.pieces.last_mut() {
            Some(Piece::Text(last)) => last.push_str(text),
            _ => self.pieces.push(Piece::Text(text.to_owned())),
        }
    }

    /// Adds anything else to the current paragraph.
    pub(super) fn piece(&mut self, piece: Piece) {
        self.pieces.push(piece);
    }

    /// Ends the current paragraph, if it has content.
    pub(super) fn end_paragraph(&mut self) {
        let pieces = std::mem::take(&mut self.pieces);
        let mut words = inline::words(&pieces);
        if words.is_empty() {
            return;
        }
        if let Some(admonition) = self.admonition.take() {
            words.insert(0, format!("**{admonition}**"));
        }
        let indent = self.begin_block();
        self.write_lines(&break_lines(&words, indent), indent);
    }

    /// Starts the next paragraph with a word such as "Note:".
    pub(super) fn begin_admonition(&mut self, word: &'static str) {
        self.end_paragraph();
        self.admonition = Some(word);
    }

    /// Ends an admonition that [`Blocks::begin_admonition`] began.
    pub(super) fn end_admonition(&mut self) {
        self.end_paragraph();
        self.admonition = None;
    }

    /// Begins a heading, which becomes a paragraph.
    pub(super) fn begin_heading(&mut self) {
        self.end_paragraph();
        self.piece(Piece::Open(Strength::Strong));
    }

    /// Ends a heading.
    pub(super) fn end_heading(&mut self) {
        self.piece(Piece::Close(Strength::Strong));
        self.end_paragraph();
    }

    /// Writes a fenced block.
    pub(super) fn fenced(&mut self, language: &str, content: &str) {
        self.end_paragraph();
        self.write_admonition();
        let lines = clean_lines(content);
        if lines.is_empty() {
            return;
        }
        let longest = lines.iter().map(|line| leading_backticks(line)).max().unwrap_or(0);
        let fence = "`".repeat((longest + 1).max(3));
        let indent = self.begin_block();
        let block: Vec<String> =
            [format!("{fence}{language}")].into_iter().chain(lines).chain([fence]).collect();
        self.write_lines(&block, indent);
    }

    /// Opens a list.
    pub(super) fn open_list(&mut self, marker: Marker, origin: Origin) {
        self.end_paragraph();
        self.write_admonition();
        if self.lists.len() < DEEPEST_LIST {
            self.lists.push(List { origin, marker, items: 0, item: Item::Absent });
        } else {
            self.lists_too_deep += 1;
        }
    }

    /// Closes the innermost list of this origin, with those in it.
    pub(super) fn close_list(&mut self, origin: Origin) {
        self.end_paragraph();
        if self.lists_too_deep > 0 {
            self.lists_too_deep -= 1;
        } else if let Some(index) = self.lists.iter().rposition(|list| list.origin == origin) {
            self.lists.truncate(index);
        }
    }

    /// Begins an item of the innermost list, or of a new list if there is none.
    pub(super) fn begin_item(&mut self, origin: Origin) {
        self.end_paragraph();
        if self.lists.is_empty() {
            self.open_list(Marker::Bullet, origin);
        }
        if let Some(list) = self.lists.last_mut() {
            list.item = Item::Begun;
        }
    }

    /// Ends the current item of the innermost list of this origin, and the lists in it.
    pub(super) fn end_item(&mut self, origin: Origin) {
        self.end_paragraph();
        if self.lists_too_deep == 0
            && let Some(index) = self.lists.iter().rposition(|list| list.origin == origin)
        {
            self.lists.truncate(index + 1);
            self.lists.iter_mut().skip(index).for_each(|list| list.item = Item::Absent);
        }
    }

    /// Ends the document and returns its text.
    pub(super) fn finish(mut self) -> String {
        self.end_paragraph();
        self.written
    }

    fn write_admonition(&mut self) {
        if let Some(admonition) = self.admonition.take() {
            let indent = self.begin_block();
            self.write_lines(&[format!("**{admonition}**")], indent);
        }
    }

    /// Separates a new block from what precedes it, writes the markers of its items, and returns the column at which it starts.
    fn begin_block(&mut self) -> usize {
        let begins_item = self.lists.iter().any(|list| list.item == Item::Begun);
        let is_first_of_all = self.lists.first().is_none_or(|list| list.items == 0);
        if !self.written.is_empty() {
            // A list that begins with another number than 1 does not end a paragraph (CommonMark, section 5.3).
            let cannot_interrupt = |list: &List| {
                list.item == Item::Begun && list.items == 0 && matches!(list.marker, Marker::NumberFrom(2..))
            };
            let is_apart = self.was_between_items || self.lists.iter().any(cannot_interrupt);
            let is_next_item = begins_item && !is_first_of_all && !is_apart;
            self.written.push_str(if is_next_item { "\n" } else { "\n\n" });
        }
        self.was_between_items = self.lists.iter().any(|list| list.item == Item::Absent);
        let mut indent = 0;
        for list in &mut self.lists {
            match list.item {
                Item::Absent => {}
                Item::Written(width) => {
                    self.written.extend(std::iter::repeat_n(' ', width));
                    indent += width;
                }
                Item::Begun => {
                    list.items += 1;
                    let marker = match list.marker {
                        Marker::Bullet => "- ".to_owned(),
                        Marker::NumberFrom(first) => format!("{}. ", first.saturating_add(list.items - 1)),
                    };
                    list.item = Item::Written(marker.len());
                    self.written.push_str(&marker);
                    indent += marker.len();
                }
            }
        }
        indent
    }

    /// Writes lines: the first where the text ends, the others indented by `indent` columns.
    fn write_lines(&mut self, lines: &[String], indent: usize) {
        for (index, line) in lines.iter().enumerate() {
            if index > 0 {
                self.written.push('\n');
                if !line.is_empty() {
                    self.written.extend(std::iter::repeat_n(' ', indent));
                }
            }
            self.written.push_str(line);
        }
    }
}

fn leading_backticks(line: &str) -> usize {
    line.trim_start().bytes().take_while(|byte| *byte == b'`').count()
}

/// Returns the lines of a fenced block, without surrounding blank lines and without their common indentation.
fn clean_lines(content: &str) -> Vec<String> {
    let clean = |line: &str| -> String {
        let spaced = line.replace('\t', "    ");
        let printable = spaced.chars().filter(|character| is_printable(*character));
        printable.collect::<String>().trim_end().to_owned()
    };
    let lines: Vec<String> = content.lines().map(clean).collect();
    let is_content = |line: &String| !line.trim().is_empty();
    let indentation = |line: &String| line.len() - line.trim_start_matches(' ').len();
    let common = lines.iter().filter(|line| is_content(line)).map(indentation).min().unwrap_or(0);
    let (Some(first), Some(last)) = (lines.iter().position(is_content), lines.iter().rposition(is_content))
    else {
        return Vec::new();
    };
    let kept = lines.iter().take(last + 1).skip(first);
    kept.map(|line| line.get(common..).unwrap_or_default().replace('\r', "")).collect()
}
