//! Splitting the IDL into tokens.

use smithwright_codegen::diagnostics::{Diagnostic, Location, Position};

/// A token with its position.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub(super) kind: Kind,
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
    /// The text after `///`, without the space.
    Documentation(String),
    /// A punctuation character.
    Mark(char),
    /// `:=`
    Walrus,
}

/// Splits a text into tokens. Comments, commas and white space are left out.
pub(super) fn tokens(file: &str, text: &str) -> Result<Vec<Token>, Diagnostic> {
    let mut lexer = Lexer { file, rest: text, position: Position { line: 1, column: 1 } };
    let mut tokens = Vec::new();
    while let Some(token) = lexer.next()? {
        tokens.push(token);
    }
    Ok(tokens)
}

struct Lexer<'t> {
    file: &'t str,
    rest: &'t str,
    position: Position,
}

impl<'t> Lexer<'t> {
    fn next(&mut self) -> Result<Option<Token>, Diagnostic> {
        self.skip();
        let position = self.position;
        let Some(first) = self.rest.chars().next() else { return Ok(None) };
        let kind = if let Some(rest) = self.rest.strip_prefix("///") {
            let line = rest.lines().next().unwrap_or_default();
            self.advance(3 + line.len());
            Kind::Documentation(line.strip_prefix(' ').unwrap_or(line).to_owned())
        } else if self.rest.starts_with("\"\"\"") {
            self.block()?
        } else if first == '"' {
            self.string()?
        } else if self.rest.starts_with(":=") {
            self.advance(2);
            Kind::Walrus
        } else if first == '-' || first.is_ascii_digit() {
            let is_part = |c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.' | 'e' | 'E');
            Kind::Number(self.take(is_part).to_owned())
        } else if is_name(first) {
            Kind::Name(self.take(|c| is_name(c) || c == '.' || c == '#').to_owned())
        } else if "{}[]():=@".contains(first) {
            self.advance(1);
            Kind::Mark(first)
        } else {
            return Err(self.error(position, format!("expected Smithy's IDL, found `{first}`")));
        };
        Ok(Some(Token { kind, position }))
    }

    fn skip(&mut self) {
        loop {
            let blank = self.rest.find(|c: char| !c.is_whitespace() && c != ',').unwrap_or(self.rest.len());
            self.advance(blank);
            if !self.rest.starts_with("//") || self.rest.starts_with("///") {
                return;
            }
            self.advance(self.rest.find('\n').unwrap_or(self.rest.len()));
        }
    }

    /// Advances by this many bytes.
    fn advance(&mut self, bytes: usize) {
        let (passed, rest) = self.rest.split_at_checked(bytes).unwrap_or((self.rest, ""));
        for character in passed.chars() {
            if character == '\n' {
                self.position.line += 1;
                self.position.column = 1;
            } else {
                self.position.column += 1;
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
        let position = self.position;
        let mut text = String::new();
        let mut characters = self.rest.char_indices().skip(1);
        while let Some((at, character)) = characters.next() {
            match character {
                '"' => {
                    self.advance(at + 1);
                    return Ok(Kind::Text(text));
                }
                '\\' => match characters.next() {
                    Some((_, 'n')) => text.push('\n'),
                    Some((_, 't')) => text.push('\t'),
                    Some((_, 'r')) => text.push('\r'),
                    Some((_, other @ ('"' | '\\' | '/'))) => text.push(other),
                    _ => return Err(self.error(position, "found an escape that is not known here")),
                },
                _ => text.push(character),
            }
        }
        Err(self.error(position, "expected a string that ends, found the end of the file"))
    }

    /// Reads a text block, without the indentation that all its lines share.
    fn block(&mut self) -> Result<Kind, Diagnostic> {
        let position = self.position;
        let inside = self.rest.get(3..).unwrap_or_default();
        let Some((block, _)) = inside.split_once("\"\"\"") else {
            return Err(self.error(position, "expected a text block that ends, found the end of the file"));
        };
        self.advance(block.len() + 6);
        let lines: Vec<&str> =
            block.trim_start_matches([' ', '\r']).strip_prefix('\n').unwrap_or(block).split('\n').collect();
        let last = lines.len().saturating_sub(1);
        let counted = lines.iter().enumerate().filter(|(at, line)| *at == last || !line.trim().is_empty());
        let indent = counted.map(|(_, line)| line.len() - line.trim_start().len()).min().unwrap_or_default();
        let lines: Vec<&str> = lines.iter().map(|line| line.get(indent..).unwrap_or_default()).collect();
        Ok(Kind::Text(lines.join("\n")))
    }

    fn error(&self, position: Position, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(message).at(&Location { file: self.file.into(), position })
    }
}

fn is_name(character: char) -> bool {
    character == '_' || character == '$' || character.is_ascii_alphanumeric()
}
