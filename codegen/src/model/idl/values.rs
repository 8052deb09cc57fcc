//! Node values: those of metadata, traits and bindings.

use super::lexer::Kind;
use super::parser::{Entries, Parser, entry, text};
use super::tagged_strings::Literal;
use crate::diagnostics::{Diagnostic, Position};
use crate::model::Node;
use crate::model::node::{MAXIMUM_DEPTH, Value, parse as parse_json};

impl Parser<'_> {
    /// Parses a value.
    pub(super) fn value(&mut self) -> Result<Node, Diagnostic> {
        let position = self.position();
        let node = |value| Ok(Node { position, value });
        let Some(kind) = self.take_any() else {
            return Err(self.error(position, "expected a value, found the end of the file"));
        };
        match kind {
            Kind::Text(value) => Ok(text(value, position)),
            Kind::Number(number) => self.number(number, position),
            Kind::Tagged(literal) => {
                self.content.newer.entry("a tagged string").or_insert(position);
                match literal {
                    Literal::Text(value) => Ok(text(value, position)),
                    Literal::Number(number) => self.number(number, position),
                }
            }
            Kind::Name(word) => match word.as_str() {
                "true" => node(Value::Bool(true)),
                "false" => node(Value::Bool(false)),
                "null" => node(Value::Null),
                name => Ok(text(&self.id(name, position)?, position)),
            },
            Kind::Mark('{') => self.nested(position, |parser| parser.entries('}', position)),
            Kind::Mark('[') => self.nested(position, |parser| node(Value::Array(parser.elements()?))),
            other => {
                let error = self.error(position, format!("expected a value, found {other}"));
                Err(self.explain_open(error))
            }
        }
    }

    pub(super) fn number(&self, number: &str, position: Position) -> Result<Node, Diagnostic> {
        match parse_json(number) {
            Ok(parsed) => Ok(Node { position, value: parsed.root.value }),
            Err(_) => Err(self.error(position, format!("expected a number, found `{number}`"))),
        }
    }

    fn nested(
        &mut self,
        position: Position,
        parse: impl FnOnce(&mut Self) -> Result<Node, Diagnostic>,
    ) -> Result<Node, Diagnostic> {
        self.depth += 1;
        self.opened.push(position);
        if self.depth > MAXIMUM_DEPTH {
            return Err(self.error(position, format!("the values nest deeper than {MAXIMUM_DEPTH} levels")));
        }
        let node = parse(self)?;
        self.depth -= 1;
        self.opened.pop();
        Ok(node)
    }

    fn elements(&mut self) -> Result<Vec<Node>, Diagnostic> {
        let mut elements = Vec::new();
        while !self.take(']') {
            let position = self.position();
            if let (1, Some(Kind::Name(word)), Some(Kind::Name(_))) =
                (position.column, self.peek(), self.peek_second())
            {
                self.refuse_definition(word, position, ']')?;
            }
            elements.push(self.value()?);
        }
        Ok(elements)
    }

    /// Parses the entries of an object up to the mark that ends it.
    pub(super) fn entries(&mut self, end: char, position: Position) -> Result<Node, Diagnostic> {
        let mut entries = Entries::new();
        while !self.take(end) {
            let position = self.position();
            let key = self.key()?;
            self.refuse_definition(key, position, end)?;
            self.expect(':')?;
            let value = self.value()?;
            entries.push(entry(key, position, value));
        }
        self.object(entries, position)
    }

    /// Parses what a trait has in parentheses: the entries of an object, or one value.
    pub(super) fn trait_value(&mut self, position: Position) -> Result<Node, Diagnostic> {
        let is_object = matches!(self.peek(), Some(Kind::Mark(')')))
            || matches!(
                (self.peek(), self.peek_second()),
                (Some(Kind::Name(_) | Kind::Text(_)), Some(Kind::Mark(':')))
            );
        if is_object {
            return self.entries(')', position);
        }
        let value = self.value()?;
        self.expect(')')?;
        Ok(value)
    }
}
