//! Going through the tokens of a file, and saying where something else was expected.

use super::lexer::Kind;
use super::parser::{Entries, Parser};
use crate::diagnostics::{Diagnostic, Location, Position};
use crate::model::Node;
use crate::model::ShapeType;
use crate::model::node::{Entry, Object, Value};

impl<'t> Parser<'t> {
    pub(super) fn peek(&self) -> Option<&'t Kind> {
        self.tokens.get(self.at).map(|token| &token.kind)
    }

    pub(super) fn peek_second(&self) -> Option<&'t Kind> {
        self.tokens.get(self.at + 1).map(|token| &token.kind)
    }

    pub(super) fn position(&self) -> Position {
        let token = self.tokens.get(self.at).or_else(|| self.tokens.last());
        token.map_or(Position { line: 1, column: 1 }, |token| token.position)
    }

    /// Takes the next token.
    pub(super) fn take_any(&mut self) -> Option<&'t Kind> {
        let kind = self.peek();
        self.at += usize::from(kind.is_some());
        kind
    }

    pub(super) fn name(&mut self) -> Result<&'t str, Diagnostic> {
        match self.peek() {
            Some(Kind::Name(name)) => {
                self.at += 1;
                Ok(name)
            }
            _ => Err(self.expected("a name")),
        }
    }

    /// Parses a name, or a string in its place.
    pub(super) fn key(&mut self) -> Result<&'t str, Diagnostic> {
        match self.peek() {
            Some(Kind::Text(key)) => {
                self.at += 1;
                Ok(key)
            }
            _ => self.name(),
        }
    }

    pub(super) fn take_if(&mut self, is_meant: impl Fn(&Kind) -> bool) -> bool {
        let found = self.peek().is_some_and(is_meant);
        self.at += usize::from(found);
        found
    }

    pub(super) fn take(&mut self, mark: char) -> bool {
        self.take_if(|kind| *kind == Kind::Mark(mark))
    }

    pub(super) fn take_walrus(&mut self) -> bool {
        self.take_if(|kind| *kind == Kind::Walrus)
    }

    pub(super) fn take_word(&mut self, word: &str) -> bool {
        self.take_if(|kind| matches!(kind, Kind::Name(name) if name == word))
    }

    pub(super) fn expect(&mut self, mark: char) -> Result<(), Diagnostic> {
        if self.take(mark) { Ok(()) } else { Err(self.expected(&format!("`{mark}`"))) }
    }

    pub(super) fn expected(&self, what: &str) -> Diagnostic {
        match self.peek() {
            Some(found) => self.error(self.position(), format!("expected {what}, found {found}")),
            None => {
                let error = format!("expected {what}, found the end of the file");
                self.explain_open(self.error(self.position(), error))
            }
        }
    }

    /// Creates an object, whose keys must differ.
    pub(super) fn object(&self, entries: Entries, position: Position) -> Result<Node, Diagnostic> {
        let (object, duplicates) = Object::new(entries);
        match duplicates.first() {
            None => Ok(Node { position, value: Value::Object(object) }),
            Some(again) => {
                let first = object.entry(&again.key).map_or(position, |first| first.key_position);
                Err(self.again(&again.key, again.key_position, first))
            }
        }
    }

    /// Adds a trait. The lists of one that is applied twice become one.
    pub(super) fn add_trait(&self, traits: &mut Entries, new: Entry) -> Result<(), Diagnostic> {
        let Some(old) = traits.iter_mut().find(|old| old.key == new.key) else {
            traits.push(new);
            return Ok(());
        };
        match old.value.join(new.value) {
            true => Ok(()),
            false => Err(self.again(&new.key, new.key_position, old.key_position)),
        }
    }

    pub(super) fn again(&self, key: &str, position: Position, first: Position) -> Diagnostic {
        self.error(position, format!("`{key}` appears a second time; the first is at {first}"))
    }

    pub(super) fn error(&self, position: Position, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(message).at(&Location { file: self.file.clone(), position })
    }

    pub(super) fn open(&mut self) -> Result<(), Diagnostic> {
        let position = self.position();
        self.expect('{')?;
        self.opened.push(position);
        Ok(())
    }

    pub(super) fn close(&mut self) -> bool {
        let closed = self.take('}');
        if closed {
            self.opened.pop();
        }
        closed
    }

    /// Reports the definition of a shape where a member or value was expected: something before it was not closed, which `end` would do.
    pub(super) fn refuse_definition(
        &self,
        word: &str,
        position: Position,
        end: char,
    ) -> Result<(), Diagnostic> {
        if ShapeType::from_name(word).is_some() && matches!(self.peek(), Some(Kind::Name(_))) {
            let message = format!("expected `{end}`, found the definition of a shape, `{word}`");
            return Err(self.explain_open(self.error(position, message)));
        }
        Ok(())
    }

    /// Adds which bracket is still open.
    pub(super) fn explain_open(&self, error: Diagnostic) -> Diagnostic {
        match self.opened.last() {
            Some(open) => error.help(format!("the bracket at {open} is not closed")),
            None => error,
        }
    }
}
