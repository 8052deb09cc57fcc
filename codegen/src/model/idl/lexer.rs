//! Splitting the IDL into tokens.

use super::tagged_strings::{Literal, Tag};
use super::text;
use crate::diagnostics::{Diagnostic, Location, Position};
use std::fmt;
use std::sync::Arc;

/// A token with its position.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
    pub(super) position: Position,
    /// The documentation comment before it.
    pub(super) documentation: Option<Documentation>,
}

/// A documentation comment: lines that begin with `///`, without the slashes and the space after them.
#[derive(Clone, Debug)]
pub(super) struct Documentation {
    pub(super) text: String,
    pub(super) position: Position,
}

/// The kind and content of a token.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Kind {
    /// A keyword, the name of a member, or the id of a shape, with namespace and member if it has them.
    Name(String),
    /// A string or text block, unescaped.
    Text(String),
    /// A number, as written.
    Number(String),
    /// What a string after a tag stands for.
    Tagged(Literal),
    /// A punctuation character.
    Mark(char),
    /// `:=`
    Walrus,
}

/// As messages say what was found.
impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Name(name) => write!(formatter, "`{name}`"),
            Self::Number(number) => write!(formatter, "the number {number}"),
            Self::Text(text) if text.chars().count() <= 40 => write!(formatter, "the string {text:?}"),
            Self::Text(_) => write!(formatter, "a string"),
            Self::Tagged(_) => write!(formatter, "a tagged string"),
            Self::Mark(mark) => write!(formatter, "`{mark}`"),
            Self::Walrus => write!(formatter, "`:=`"),
        }
    }
}

/// Splits a text into tokens. Comments, commas and white space are left out.
///
/// # Errors
/// Reports the first place where no token begins.
pub(super) fn tokens(file: &Arc<str>, text: &str) -> Result<Vec<Token>, Diagnostic> {
    let rest = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut lexer = Lexer {
        file,
        rest,
        position: Position { line: 1, column: 1 },
        documentation: None,
        // A comment on the first line documents what comes next.
        last_line: 0,
    };
    let mut tokens = Vec::new();
    while let Some(token) = lexer.next()? {
        tokens.push(token);
    }
    Ok(tokens)
}

struct Lexer<'t> {
    file: &'t Arc<str>,
    rest: &'t str,
    position: Position,
    documentation: Option<Documentation>,
    /// The line on which the last token ended.
    last_line: u32,
}

impl<'t> Lexer<'t> {
    fn next(&mut self) -> Result<Option<Token>, Diagnostic> {
        self.skip();
        let position = self.position;
        let Some(first) = self.rest.chars().next() else { return Ok(None) };
        let kind = if self.rest.starts_with("\"\"\"") {
            self.block()?
        } else if first == '"' {
            self.string()?
        } else if self.rest.starts_with(":=") {
            self.advance(2);
            Kind::Walrus
        } else if first.is_ascii_digit() || self.begins_negative() {
            let is_part = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e' | 'E');
            Kind::Number(self.take(is_part).to_owned())
        } else if first == '#' {
            self.tagged()?
        } else if is_name(first) {
            Kind::Name(self.take(|c| is_name(c) || c == '.' || c == '#').to_owned())
        } else if "{}[]():=@".contains(first) {
            self.advance(1);
            Kind::Mark(first)
        } else {
            return Err(self.unexpected(first, position));
        };
        self.last_line = self.position.line;
        Ok(Some(Token { kind, position, documentation: self.documentation.take() }))
    }

    /// Skips white space, commas and comments, and keeps documentation.
    fn skip(&mut self) {
        loop {
            let blank = self.rest.find(|c: char| !c.is_whitespace() && c != ',').unwrap_or(self.rest.len());
            self.advance(blank);
            if !self.rest.starts_with("//") {
                return;
            }
            let position = self.position;
            let line = self.take(|c| c != '\n' && c != '\r');
            // After something on the same line, it is a comment like any other.
            if let Some(line) = line.strip_prefix("///").filter(|_| position.line != self.last_line) {
                self.document(line.strip_prefix(' ').unwrap_or(line), position);
            }
        }
    }

    fn document(&mut self, line: &str, position: Position) {
        match &mut self.documentation {
            None => self.documentation = Some(Documentation { text: line.to_owned(), position }),
            Some(documentation) => {
                documentation.text.push('\n');
                documentation.text.push_str(line);
            }
        }
    }

    /// Advances by this many bytes.
    fn advance(&mut self, bytes: usize) {
        let (passed, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        for character in passed.chars() {
            if character == '\n' {
                self.position.line = self.position.line.saturating_add(1);
                self.position.column = 1;
            } else {
                self.position.column = self.position.column.saturating_add(1);
            }
        }
        self.rest = rest;
    }

    fn take(&mut self, belongs: impl Fn(char) -> bool) -> &'t str {
        let end = self.rest.find(|c| !belongs(c)).unwrap_or(self.rest.len());
        let taken = self.rest.get(..end).unwrap_or_default();
        self.advance(end);
        taken
    }

    fn string(&mut self) -> Result<Kind, Diagnostic> {
        let written = self.quoted("\"", "a string")?;
        let text = text::unescaped(&text::with_line_feeds(written.text));
        text.map(Kind::Text).map_err(|message| self.error(written.position, message))
    }

    fn block(&mut self) -> Result<Kind, Diagnostic> {
        let written = self.quoted("\"\"\"", "a text block")?;
        let text = text::of_block(&text::with_line_feeds(written.text));
        let text = text.and_then(|text| text::unescaped(&text));
        text.map(Kind::Text).map_err(|message| self.error(written.position, message))
    }

    /// Returns whether a negative number is next.
    fn begins_negative(&self) -> bool {
        self.rest.strip_prefix('-').is_some_and(|rest| rest.starts_with(|next: char| next.is_ascii_digit()))
    }

    /// Says that no token begins so, and what is written otherwise in other languages.
    fn unexpected(&self, first: char, position: Position) -> Diagnostic {
        let found = if first == '\'' { "'".to_owned() } else { first.escape_debug().to_string() };
        let error = self.error(position, format!("expected Smithy's IDL, found `{found}`"));
        match first {
            ';' => error.help("leave it out: nothing ends in a semicolon"),
            '/' => error.help("comments begin with `//`, and end with the line"),
            '\'' | '`' => error.help("strings are in double quotes"),
            '<' => error.help("a list or map is a shape: define one, as in `list Names { member: String }`, or write `[String]` in Smithy 2.1"),
            '?' | '!' => error.help("leave it out: members are optional, unless they have the trait `@required`"),
            '-' => error.help("names have letters, digits and underscores"),
            _ => error,
        }
    }

    /// Takes a tag and the string or text block after it.
    fn tagged(&mut self) -> Result<Kind, Diagnostic> {
        let position = self.position;
        self.advance(1);
        let name = self.take(is_name);
        let Some(tag) = Tag::of(name) else {
            let help = match name {
                "" => "comments begin with `//`".to_owned(),
                _ => format!("the tags are {}", Tag::NAMES),
            };
            return Err(self.error(position, format!("there is no tag `#{name}` for strings")).help(help));
        };
        self.take(|c| c == ' ' || c == '\t');
        let (written, text) = if self.rest.starts_with("\"\"\"") {
            let written = self.quoted("\"\"\"", "a text block")?;
            let text = text::of_block(&text::with_line_feeds(written.text));
            (written, text)
        } else if self.rest.starts_with('"') {
            let written = self.quoted("\"", "a string")?;
            let text = Ok(text::with_line_feeds(written.text).into_owned());
            (written, text)
        } else {
            return Err(self.error(position, format!("expected a string after `#{name}`, found none")));
        };
        let literal = text.and_then(|text| tag.read(&text));
        literal.map(Kind::Tagged).map_err(|message| self.error(written.position, message))
    }

    /// Takes what stands between quotation marks.
    fn quoted(&mut self, quotes: &str, what: &str) -> Result<Quoted<'t>, Diagnostic> {
        let position = self.position;
        let inside = self.rest.get(quotes.len()..).unwrap_or_default();
        let mut escaped = false;
        let end = inside.char_indices().find_map(|(at, character)| {
            let ends = !escaped && inside.get(at..)?.starts_with(quotes);
            escaped = character == '\\' && !escaped;
            ends.then_some(at)
        });
        let Some(text) = end.and_then(|end| inside.get(..end)) else {
            let message = format!("expected {what} that ends, found the end of the file");
            return Err(self.error(position, message).help(format!("close it with `{quotes}`")));
        };
        self.advance(text.len() + 2 * quotes.len());
        Ok(Quoted { text, position })
    }

    fn error(&self, position: Position, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(message).at(&Location { file: self.file.clone(), position })
    }
}

struct Quoted<'t> {
    text: &'t str,
    position: Position,
}

fn is_name(character: char) -> bool {
    character == '_' || character == '$' || character.is_ascii_alphanumeric()
}
