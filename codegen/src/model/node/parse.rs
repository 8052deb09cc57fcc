//! A JSON reader that keeps positions, object order and the text of numbers.

use std::fmt;
use std::sync::Arc;

use super::{Entry, Node, Number, Object, Value};
use crate::diagnostics::Position;

/// How deep arrays and objects may nest. Real models stay below 40; the limit keeps hostile ones from overflowing the stack.
pub const MAXIMUM_DEPTH: usize = 200;

/// Where and why a text is not valid JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    /// Where the reader stopped.
    pub position: Position,
    /// What was expected and what was found.
    pub message: String,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} at {}", self.message, self.position)
    }
}

impl std::error::Error for SyntaxError {}

/// A key that occurs more than once in one object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DuplicateKey {
    /// The key.
    pub key: Arc<str>,
    /// Where it occurs again; this entry is not in the object.
    pub position: Position,
    /// Where it occurs first.
    pub first: Position,
    /// The keys that lead from the root to the object.
    pub path: Vec<Arc<str>>,
}

/// The result of reading a whole text.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The value.
    pub root: Node,
    /// The keys that were dropped because their object already had them, ordered by where their objects end.
    pub duplicates: Vec<DuplicateKey>,
}

/// Reads a JSON text (RFC 8259). A byte order mark in front is skipped.
///
/// # Errors
/// [`SyntaxError`] at the first place where the text is not valid JSON or nests deeper than [`MAXIMUM_DEPTH`].
pub fn parse(text: &str) -> Result<Parsed, SyntaxError> {
    let mut parser = Parser::new(text.strip_prefix('\u{feff}').unwrap_or(text));
    parser.skip_whitespace();
    let root = parser.value()?;
    parser.skip_whitespace();
    match parser.peek() {
        None => Ok(Parsed { root, duplicates: parser.duplicates }),
        Some(_) => Err(parser.expected("the end of the file")),
    }
}

struct Parser<'a> {
    text: &'a str,
    bytes: &'a [u8],
    offset: usize,
    line: u32,
    /// The offset at which this line would start if every character before `offset` were one byte long.
    line_start: usize,
    depth: usize,
    /// The keys that lead from the root to the value being read.
    path: Vec<Arc<str>>,
    duplicates: Vec<DuplicateKey>,
}

impl<'a> Parser<'a> {
    fn new(text: &'a str) -> Self {
        Self {
            text,
            bytes: text.as_bytes(),
            offset: 0,
            line: 1,
            line_start: 0,
            depth: 0,
            path: Vec::new(),
            duplicates: Vec::new(),
        }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.offset).copied()
    }

    fn position(&self) -> Position {
        let column = self.offset.saturating_sub(self.line_start) + 1;
        Position { line: self.line, column: u32::try_from(column).unwrap_or(u32::MAX) }
    }

    fn skip_whitespace(&mut self) {
        while let Some(byte) = self.peek() {
            match byte {
                b' ' | b'\t' | b'\r' => self.offset += 1,
                b'\n' => {
                    self.offset += 1;
                    self.line += 1;
                    self.line_start = self.offset;
                    self.offset += indentation(self.bytes.get(self.offset..).unwrap_or_default());
                }
                _ => return,
            }
        }
    }

    fn error(&self, message: impl Into<String>) -> SyntaxError {
        SyntaxError { position: self.position(), message: message.into() }
    }

    fn expected(&self, what: &str) -> SyntaxError {
        let rest = self.text.get(self.offset..).unwrap_or_default();
        let found = match rest.chars().next() {
            None => "the end of the file".to_owned(),
            Some(character) => format!("`{}`", character.escape_debug()),
        };
        self.error(format!("expected {what}, found {found}"))
    }

    fn eat(&mut self, byte: u8, what: &str) -> Result<(), SyntaxError> {
        if self.peek() == Some(byte) {
            self.offset += 1;
            Ok(())
        } else {
            Err(self.expected(what))
        }
    }

    fn value(&mut self) -> Result<Node, SyntaxError> {
        let position = self.position();
        let value = match self.peek() {
            Some(b'"') => Value::String(self.string()?),
            Some(b'{') => self.nested(Self::object)?,
            Some(b'[') => self.nested(Self::array)?,
            Some(b'-' | b'0'..=b'9') => Value::Number(self.number()?),
            Some(b't') => self.keyword("true", Value::Bool(true))?,
            Some(b'f') => self.keyword("false", Value::Bool(false))?,
            Some(b'n') => self.keyword("null", Value::Null)?,
            _ => return Err(self.expected("a JSON value")),
        };
        Ok(Node { position, value })
    }

    fn nested(&mut self, read: fn(&mut Self) -> Result<Value, SyntaxError>) -> Result<Value, SyntaxError> {
        if self.depth == MAXIMUM_DEPTH {
            return Err(self.error(format!("arrays and objects nest deeper than {MAXIMUM_DEPTH} levels")));
        }
        self.depth += 1;
        self.offset += 1;
        let value = read(self);
        self.depth -= 1;
        value
    }

    fn object(&mut self) -> Result<Value, SyntaxError> {
        let mut entries = Vec::new();
        self.skip_whitespace();
        if self.peek() != Some(b'}') {
            loop {
                entries.push(self.entry()?);
                self.skip_whitespace();
                if self.peek() != Some(b',') {
                    break;
                }
                self.offset += 1;
                self.skip_whitespace();
            }
        }
        self.eat(b'}', "`,` or `}`")?;
        let (object, repeated) = Object::new(entries);
        self.duplicates.extend(repeated.into_iter().map(|entry| {
            let first = object.entry(&entry.key);
            DuplicateKey {
                first: first.map_or(entry.key_position, |first| first.key_position),
                key: entry.key,
                position: entry.key_position,
                path: self.path.clone(),
            }
        }));
        Ok(Value::Object(object))
    }

    fn entry(&mut self) -> Result<Entry, SyntaxError> {
        let key_position = self.position();
        if self.peek() != Some(b'"') {
            return Err(self.expected("a key in double quotes"));
        }
        let key = self.string()?;
        self.skip_whitespace();
        self.eat(b':', "`:` after the key")?;
        self.skip_whitespace();
        self.path.push(key.clone());
        let value = self.value()?;
        self.path.pop();
        Ok(Entry { key, key_position, value })
    }

    fn array(&mut self) -> Result<Value, SyntaxError> {
        let mut elements = Vec::new();
        self.skip_whitespace();
        if self.peek() != Some(b']') {
            loop {
                elements.push(self.value()?);
                self.skip_whitespace();
                if self.peek() != Some(b',') {
                    break;
                }
                self.offset += 1;
                self.skip_whitespace();
            }
        }
        self.eat(b']', "`,` or `]`")?;
        Ok(Value::Array(elements))
    }

    fn keyword(&mut self, word: &str, value: Value) -> Result<Value, SyntaxError> {
        let rest = self.text.get(self.offset..).unwrap_or_default();
        if rest.starts_with(word) {
            self.offset += word.len();
            Ok(value)
        } else {
            Err(self.error(format!("expected `{word}`")))
        }
    }

    fn number(&mut self) -> Result<Number, SyntaxError> {
        let start = self.offset;
        if self.peek() == Some(b'-') {
            self.offset += 1;
        }
        if self.peek() == Some(b'0') {
            self.offset += 1;
            if matches!(self.peek(), Some(b'0'..=b'9')) {
                return Err(self.error("a number must not begin with a zero"));
            }
        } else {
            self.digits()?;
        }
        if self.peek() == Some(b'.') {
            self.offset += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.offset += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.offset += 1;
            }
            self.digits()?;
        }
        Ok(Number::new(self.text.get(start..self.offset).unwrap_or_default()))
    }

    fn digits(&mut self) -> Result<(), SyntaxError> {
        if !matches!(self.peek(), Some(b'0'..=b'9')) {
            return Err(self.expected("a digit"));
        }
        while matches!(self.peek(), Some(b'0'..=b'9')) {
            self.offset += 1;
        }
        Ok(())
    }

    fn string(&mut self) -> Result<Arc<str>, SyntaxError> {
        self.offset += 1;
        let first = self.plain_run()?;
        if self.peek() == Some(b'"') {
            self.offset += 1;
            return Ok(first.into());
        }
        let mut text = first.to_owned();
        while self.peek() == Some(b'\\') {
            text.push(self.escape()?);
            text.push_str(self.plain_run()?);
        }
        self.eat(b'"', "the closing quote")?;
        Ok(text.into())
    }

    /// Reads the text up to the next quote or escape.
    fn plain_run(&mut self) -> Result<&'a str, SyntaxError> {
        let text = self.text;
        let rest = text.get(self.offset..).unwrap_or_default();
        let length = plain_length(rest.as_bytes());
        let run = rest.get(..length).unwrap_or_default();
        self.offset += length;
        if !run.is_ascii() {
            self.line_start += run.len() - run.chars().count();
        }
        match self.peek() {
            None => Err(self.error("the text ends inside a string")),
            Some(b'"' | b'\\') => Ok(run),
            Some(_) => {
                Err(self.error("a control character such as a line break must be escaped inside a string"))
            }
        }
    }

    fn escape(&mut self) -> Result<char, SyntaxError> {
        let start = self.position();
        self.offset += 1;
        let character = match self.peek() {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(start),
            _ => return Err(self.expected("one of `\"\\/bfnrtu` after a backslash")),
        };
        self.offset += 1;
        Ok(character)
    }

    /// Reads `\uXXXX`, or two of them for a character beyond U+FFFF; the offset is at the first `u`.
    fn unicode_escape(&mut self, start: Position) -> Result<char, SyntaxError> {
        let unpaired =
            SyntaxError { position: start, message: "half of a surrogate pair stands alone".to_owned() };
        let first = self.hexadecimal()?;
        if !(0xD800..0xE000).contains(&first) {
            return char::from_u32(first).ok_or(unpaired);
        }
        let rest = self.text.get(self.offset..).unwrap_or_default();
        if first >= 0xDC00 || !rest.starts_with("\\u") {
            return Err(unpaired);
        }
        self.offset += 1;
        let second = self.hexadecimal()?;
        if !(0xDC00..0xE000).contains(&second) {
            return Err(unpaired);
        }
        char::from_u32(0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00)).ok_or(unpaired)
    }

    fn hexadecimal(&mut self) -> Result<u32, SyntaxError> {
        let digits = self.text.get(self.offset + 1..self.offset + 5);
        let code = digits
            .filter(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
            .and_then(|digits| u32::from_str_radix(digits, 16).ok())
            .ok_or_else(|| self.error("expected four hexadecimal digits after `\\u`"))?;
        self.offset += 5;
        Ok(code)
    }
}

/// Repeats a byte eight times.
const fn eight(byte: u8) -> u64 {
    u64::from_le_bytes([byte; 8])
}

const ONES: u64 = eight(1);
const QUOTES: u64 = eight(b'"');
const BACKSLASHES: u64 = eight(b'\\');
const SPACES: u64 = eight(b' ');
const HIGH_BITS: u64 = eight(0x80);

/// Counts the bytes before the first quote, backslash or control character. Most of a model is documentation, so each step looks at eight bytes.
fn plain_length(bytes: &[u8]) -> usize {
    let (words, rest) = bytes.as_chunks::<8>();
    let mut length = 0;
    for word in words {
        let word = u64::from_le_bytes(*word);
        let (quote, backslash) = (word ^ QUOTES, word ^ BACKSLASHES);
        // The high bit is set in the first byte that is zero or less than a space, and perhaps in bytes after it.
        let found = (quote.wrapping_sub(ONES) & !quote)
            | (backslash.wrapping_sub(ONES) & !backslash)
            | (word.wrapping_sub(SPACES) & !word);
        if found & HIGH_BITS != 0 {
            return length + (found & HIGH_BITS).trailing_zeros() as usize / 8;
        }
        length += 8;
    }
    length + rest.iter().position(|byte| matches!(byte, b'"' | b'\\' | ..b' ')).unwrap_or(rest.len())
}

/// Counts leading spaces in steps of eight; the caller reads the rest byte by byte.
fn indentation(bytes: &[u8]) -> usize {
    let (words, _) = bytes.as_chunks::<8>();
    words.iter().take_while(|word| u64::from_le_bytes(**word) == SPACES).count() * 8
}
