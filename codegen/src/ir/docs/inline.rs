//! Writes the content of a paragraph as words of Markdown, escaped so that text stays text.

use super::links;
use super::marks::{self, Fate};
use crate::printable::is_printable;

/// A piece of a paragraph.
#[derive(Debug)]
pub(super) enum Piece {
    /// Plain text; white space separates words.
    Text(String),
    /// The content of a code span.
    Code(String),
    /// A web address as its own link text.
    Address(String),
    /// The start of a link to a destination that is already escaped.
    LinkStart(String),
    LinkEnd,
    /// The start of emphasis.
    Open(Strength),
    /// The end of emphasis.
    Close(Strength),
}

/// A kind of emphasis.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Strength {
    Emphasis,
    Strong,
}

impl Strength {
    /// Returns the marks around it in Markdown.
    pub(super) fn marks(self) -> &'static str {
        match self {
            Self::Emphasis => "*",
            Self::Strong => "**",
        }
    }
}

/// Writes the pieces of one paragraph as words. A code span or a link is one word, even if it contains white space.
pub(super) fn words(pieces: &[Piece]) -> Vec<String> {
    let mut writer = Words::default();
    for (piece, fate) in pieces.iter().zip(marks::resolve(pieces)) {
        match piece {
            Piece::Text(text) => writer.text(text),
            Piece::Code(code) => writer.code(code),
            Piece::Address(address) => writer.address(address),
            Piece::LinkStart(destination) => writer.open_link(destination),
            Piece::LinkEnd => writer.close_link(),
            Piece::Open(strength) | Piece::Close(strength) => writer.emphasis(*strength, fate),
        }
    }
    writer.close_link();
    writer.end_word();
    writer.done
}

#[derive(Default)]
struct Words<'a> {
    done: Vec<String>,
    current: String,
    /// Whether there was white space since the last content.
    is_apart: bool,
    /// Starts of emphasis and links that wait for content; they are written only if there is any.
    waiting: Vec<Start<'a>>,
    /// Whether emphasis just ended, so that a letter may not follow directly.
    has_just_closed: bool,
    link: Option<&'a str>,
}

enum Start<'a> {
    Emphasis(Strength),
    Link(&'a str),
}

impl<'a> Words<'a> {
    fn text(&mut self, text: &str) {
        let mut words = text.split(char::is_whitespace);
        self.word(words.next().unwrap_or_default());
        for word in words {
            self.is_apart = true;
            self.word(word);
        }
    }

    fn word(&mut self, word: &str) {
        let mut rest = word;
        if self.link.is_none() && !self.waiting.iter().any(|start| matches!(start, Start::Link(_))) {
            while let Some(found) = links::find(rest) {
                self.plain(found.before);
                if links::is_complete(found.address) {
                    self.address(found.address);
                } else {
                    self.code(found.address);
                }
                rest = found.after;
            }
        }
        self.plain(rest);
    }

    fn address(&mut self, address: &str) {
        self.close_link();
        self.content(&format!("<{address}>"));
    }

    fn plain(&mut self, text: &str) {
        let escaped = escape(text);
        if !escaped.is_empty() {
            self.content(&escaped);
        }
    }

    fn code(&mut self, code: &str) {
        let code = super::one_line(code);
        if !code.is_empty() {
            self.content(&super::code(&code));
        }
    }

    fn open_link(&mut self, destination: &'a str) {
        self.close_link();
        self.waiting.push(Start::Link(destination));
    }

    fn close_link(&mut self) {
        self.waiting.retain(|start| matches!(start, Start::Emphasis(_)));
        if let Some(destination) = self.link.take() {
            self.current.push_str("](");
            self.current.push_str(destination);
            self.current.push(')');
        }
    }

    fn emphasis(&mut self, strength: Strength, fate: Fate) {
        match fate {
            Fate::Opens => self.waiting.push(Start::Emphasis(strength)),
            Fate::Closes => {
                let waiting = self.waiting.len();
                self.waiting.retain(|start| matches!(start, Start::Link(_)));
                if waiting == self.waiting.len() {
                    self.current.push_str(strength.marks());
                    self.has_just_closed = true;
                }
            }
            Fate::Vanishes => {}
        }
    }

    /// Appends content that is already escaped.
    fn content(&mut self, content: &str) {
        if self.is_apart || self.clashes_with(content) {
            self.space();
        }
        for start in std::mem::take(&mut self.waiting) {
            match start {
                Start::Emphasis(strength) => self.current.push_str(strength.marks()),
                Start::Link(destination) => {
                    if self.current.ends_with('!') {
                        self.current.insert(self.current.len() - 1, '\\');
                    }
                    self.current.push('[');
                    self.link = Some(destination);
                }
            }
        }
        self.current.push_str(content);
        self.is_apart = false;
        self.has_just_closed = false;
    }

    /// Returns whether content must not follow the last content directly, because Markdown would read the two differently.
    fn clashes_with(&self, content: &str) -> bool {
        let last = self.current.chars().next_back();
        let first = content.chars().next();
        let is_letter = |character: Option<char>| character.is_some_and(char::is_alphanumeric);
        let starts_emphasis = self.waiting.iter().any(|start| matches!(start, Start::Emphasis(_)));
        let joins_code = last == Some('`') && first == Some('`') && self.waiting.is_empty();
        let cannot_open = starts_emphasis && is_letter(last) && !is_letter(first);
        let cannot_close = self.has_just_closed && is_letter(first) && {
            let before = self.current.trim_end_matches('*').chars().next_back();
            !is_letter(before)
        };
        let joins_marks = starts_emphasis && last == Some('*');
        joins_code || cannot_open || cannot_close || joins_marks
    }

    fn space(&mut self) {
        match self.link {
            Some(_) if self.current.ends_with('[') => {}
            Some(_) => self.current.push(' '),
            None => self.end_word(),
        }
    }

    fn end_word(&mut self) {
        if !self.current.is_empty() {
            self.done.push(std::mem::take(&mut self.current));
        }
    }
}

/// Escapes the characters of a word that have a meaning in Markdown.
fn escape(word: &str) -> String {
    let mut escaped = String::with_capacity(word.len());
    let mut previous = ' ';
    let mut characters = word.char_indices().filter(|(_, character)| is_printable(*character)).peekable();
    while let Some((index, character)) = characters.next() {
        let next = characters.peek().map_or(' ', |(_, next)| *next);
        let is_special = match character {
            '`' | '*' | '[' | ']' | '<' | '~' => true,
            // A backslash is literal unless it precedes punctuation or ends a line.
            '\\' => !next.is_alphanumeric(),
            '_' => !previous.is_alphanumeric() || !next.is_alphanumeric(),
            '&' => looks_like_reference(word.get(index..).unwrap_or_default()),
            _ => false,
        };
        if is_special {
            escaped.push('\\');
        }
        escaped.push(character);
        previous = character;
    }
    escaped
}

/// Returns whether Markdown would read the start of `text` as a character reference.
pub(super) fn looks_like_reference(text: &str) -> bool {
    let Some(body) = text.strip_prefix('&') else { return false };
    let name = body.strip_prefix('#').unwrap_or(body);
    let length = name.bytes().take(40).take_while(u8::is_ascii_alphanumeric).count();
    length > 0 && name.as_bytes().get(length) == Some(&b';')
}
