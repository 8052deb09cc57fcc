//! Turning tokens into the JSON AST.

use super::lexer::{Kind, Token};
use super::names::{Names, SHAPES};
use smithwright_codegen::diagnostics::{Diagnostic, Location, Position};
use smithwright_codegen::model::Node;
use smithwright_codegen::model::node::{Entry, Object, Value, parse as parse_json};

/// The entries of an object that is being built.
type Entries = Vec<Entry>;

/// Parses a model. Each `apply` statement becomes a model of its own, because an object can't have a key twice.
pub(super) fn parse(file: &str, tokens: &[Token]) -> Result<Vec<Node>, Diagnostic> {
    let mut parser = Parser {
        file,
        tokens,
        at: 0,
        names: Names::of(tokens),
        metadata: Vec::new(),
        shapes: Vec::new(),
        applied: Vec::new(),
    };
    while !parser.is_done() {
        parser.statement()?;
    }
    let applied = parser.applied.into_iter().map(|apply| model(Vec::new(), vec![apply]));
    Ok(std::iter::once(model(parser.metadata, parser.shapes)).chain(applied).collect())
}

fn model(metadata: Entries, shapes: Entries) -> Node {
    let start = Position { line: 1, column: 1 };
    let root = vec![
        entry("smithy", start, text("2.0", start)),
        entry("metadata", start, object(metadata, start)),
        entry("shapes", start, object(shapes, start)),
    ];
    object(root, start)
}

struct Parser<'t> {
    file: &'t str,
    tokens: &'t [Token],
    at: usize,
    names: Names,
    metadata: Entries,
    shapes: Entries,
    applied: Entries,
}

impl<'t> Parser<'t> {
    fn statement(&mut self) -> Result<(), Diagnostic> {
        let traits = self.traits()?;
        let position = self.position();
        let word = self.name()?;
        match word {
            "metadata" => {
                let key = self.key()?;
                self.expect('=')?;
                let value = self.value()?;
                self.metadata.push(entry(key, position, value));
            }
            "namespace" => self.name()?.clone_into(&mut self.names.namespace),
            "use" => {
                let id = self.name()?;
                self.names.used(id);
            }
            "apply" => self.apply(position)?,
            _ if word.starts_with('$') => {
                self.expect(':')?;
                self.value()?;
            }
            _ if SHAPES.contains(&word) => self.shape(word, traits, position)?,
            _ => return Err(self.error(position, format!("expected a statement, found `{word}`"))),
        }
        Ok(())
    }

    fn apply(&mut self, position: Position) -> Result<(), Diagnostic> {
        let target = self.shape_id()?;
        let traits = if self.take('{') {
            let traits = self.traits()?;
            self.expect('}')?;
            traits
        } else {
            self.traits()?
        };
        let fields = vec![
            entry("type", position, text("apply", position)),
            entry("traits", position, object(traits, position)),
        ];
        self.applied.push(entry(&target, position, object(fields, position)));
        Ok(())
    }

    fn shape(&mut self, shape_type: &str, traits: Entries, position: Position) -> Result<(), Diagnostic> {
        let name = self.name()?;
        let mut fields = vec![entry("type", position, text(shape_type, position))];
        self.mixins(&mut fields)?;
        match shape_type {
            "structure" | "union" | "enum" | "intEnum" => {
                let members = self.members(shape_type)?;
                fields.push(entry("members", position, object(members, position)));
            }
            "list" | "set" | "map" => fields.extend(self.members(shape_type)?),
            "service" | "operation" | "resource" => self.bindings(name, &mut fields)?,
            _ => {}
        }
        fields.push(entry("traits", position, object(traits, position)));
        let id = self.names.shape(name);
        self.shapes.push(entry(&id, position, object(fields, position)));
        Ok(())
    }

    /// Parses `for Resource` and `with [Mixin]`.
    fn mixins(&mut self, fields: &mut Entries) -> Result<(), Diagnostic> {
        if self.take_word("for") {
            self.name()?;
        }
        let position = self.position();
        if self.take_word("with") {
            self.expect('[')?;
            let mut mixins = Vec::new();
            while !self.take(']') {
                let id = self.shape_id()?;
                mixins.push(target(&id, position));
            }
            fields.push(entry("mixins", position, Node { position, value: Value::Array(mixins) }));
        }
        Ok(())
    }

    /// Parses members in braces: `name: Target = default`, or values of an enum.
    fn members(&mut self, shape_type: &str) -> Result<Entries, Diagnostic> {
        self.expect('{')?;
        let mut members = Entries::new();
        while !self.take('}') {
            let mut traits = self.traits()?;
            let position = self.position();
            let name = self.name()?;
            if name.starts_with('$') {
                return Err(self.error(position, "elided targets are not read here"));
            }
            let (id, value) = if matches!(shape_type, "enum" | "intEnum") {
                ("smithy.api#Unit".to_owned(), "smithy.api#enumValue")
            } else {
                self.expect(':')?;
                (self.shape_id()?, "smithy.api#default")
            };
            if self.take('=') {
                let node = self.value()?;
                traits.push(entry(value, position, node));
            }
            let mut fields = vec![entry("target", position, text(&id, position))];
            fields.push(entry("traits", position, object(traits, position)));
            members.push(entry(name, position, object(fields, position)));
        }
        Ok(members)
    }

    /// Parses what a service, operation or resource binds, in braces.
    fn bindings(&mut self, shape: &str, fields: &mut Entries) -> Result<(), Diagnostic> {
        self.expect('{')?;
        while !self.take('}') {
            let position = self.position();
            let key = self.key()?;
            let value = if self.take_walrus() {
                self.inline(shape, key, position)?
            } else {
                self.expect(':')?;
                let value = self.value()?;
                as_references(key, value)
            };
            fields.push(entry(key, position, value));
        }
        Ok(())
    }

    /// Parses an input or output that is defined inline.
    fn inline(&mut self, operation: &str, key: &str, position: Position) -> Result<Node, Diagnostic> {
        let (suffix, mark) =
            if key == "input" { ("Input", "smithy.api#input") } else { ("Output", "smithy.api#output") };
        let mut traits = self.traits()?;
        traits.push(entry(mark, position, object(Vec::new(), position)));
        let mut fields = vec![entry("type", position, text("structure", position))];
        self.mixins(&mut fields)?;
        let members = self.members("structure")?;
        fields.push(entry("members", position, object(members, position)));
        fields.push(entry("traits", position, object(traits, position)));
        let id = format!("{}#{operation}{suffix}", self.names.namespace);
        self.shapes.push(entry(&id, position, object(fields, position)));
        Ok(target(&id, position))
    }

    /// Parses the documentation and traits before a shape or member.
    fn traits(&mut self) -> Result<Entries, Diagnostic> {
        let mut traits = Entries::new();
        let mut documentation: Vec<&str> = Vec::new();
        let start = self.position();
        loop {
            if let Some(Kind::Documentation(line)) = self.peek() {
                documentation.push(line);
                self.at += 1;
            } else if self.take('@') {
                let position = self.position();
                let name = self.name()?;
                let id = self.names.trait_id(name);
                let value =
                    if self.take('(') { self.trait_value(position)? } else { object(Vec::new(), position) };
                traits.push(entry(&id, position, value));
            } else {
                break;
            }
        }
        if !documentation.is_empty() {
            traits.push(entry("smithy.api#documentation", start, text(&documentation.join("\n"), start)));
        }
        Ok(traits)
    }

    /// Parses the value in the parentheses of a trait: the entries of an object, or one value.
    fn trait_value(&mut self, position: Position) -> Result<Node, Diagnostic> {
        if self.take(')') {
            return Ok(object(Vec::new(), position));
        }
        let is_object = matches!(self.peek(), Some(Kind::Name(_) | Kind::Text(_)))
            && matches!(self.tokens.get(self.at + 1).map(|token| &token.kind), Some(Kind::Mark(':')));
        if is_object {
            return self.entries(')', position);
        }
        let value = self.value()?;
        self.expect(')')?;
        Ok(value)
    }

    fn entries(&mut self, end: char, position: Position) -> Result<Node, Diagnostic> {
        let mut entries = Entries::new();
        while !self.take(end) {
            let position = self.position();
            let key = self.key()?;
            self.expect(':')?;
            let value = self.value()?;
            entries.push(entry(key, position, value));
        }
        Ok(object(entries, position))
    }

    fn value(&mut self) -> Result<Node, Diagnostic> {
        let position = self.position();
        let node = |value| Ok(Node { position, value });
        let tokens = self.tokens;
        let Some(token) = tokens.get(self.at) else {
            return Err(self.error(position, "expected a value, found the end"));
        };
        self.at += 1;
        match &token.kind {
            Kind::Text(value) => node(Value::String(value.as_str().into())),
            Kind::Number(number) => match parse_json(number) {
                Ok(parsed) => node(parsed.root.value),
                Err(_) => Err(self.error(position, format!("expected a number, found `{number}`"))),
            },
            Kind::Name(word) => node(match word.as_str() {
                "true" => Value::Bool(true),
                "false" => Value::Bool(false),
                "null" => Value::Null,
                name => Value::String(self.names.any(name).into()),
            }),
            Kind::Mark('{') => self.entries('}', position),
            Kind::Mark('[') => {
                let mut elements = Vec::new();
                while !self.take(']') {
                    elements.push(self.value()?);
                }
                node(Value::Array(elements))
            }
            other => Err(self.error(position, format!("expected a value, found {other:?}"))),
        }
    }

    fn is_done(&self) -> bool {
        self.at >= self.tokens.len()
    }

    fn peek(&self) -> Option<&'t Kind> {
        self.tokens.get(self.at).map(|token| &token.kind)
    }

    fn position(&self) -> Position {
        let token = self.tokens.get(self.at).or_else(|| self.tokens.last());
        token.map_or(Position { line: 1, column: 1 }, |token| token.position)
    }

    fn name(&mut self) -> Result<&'t str, Diagnostic> {
        match self.peek() {
            Some(Kind::Name(name)) => {
                self.at += 1;
                Ok(name)
            }
            other => Err(self.error(self.position(), format!("expected a name, found {other:?}"))),
        }
    }

    fn shape_id(&mut self) -> Result<String, Diagnostic> {
        let name = self.name()?;
        Ok(self.names.shape(name))
    }

    /// Parses a name, or a string in its place.
    fn key(&mut self) -> Result<&'t str, Diagnostic> {
        match self.peek() {
            Some(Kind::Text(key)) => {
                self.at += 1;
                Ok(key)
            }
            _ => self.name(),
        }
    }

    fn take(&mut self, mark: char) -> bool {
        let found = self.peek() == Some(&Kind::Mark(mark));
        self.at += usize::from(found);
        found
    }

    fn take_walrus(&mut self) -> bool {
        let found = self.peek() == Some(&Kind::Walrus);
        self.at += usize::from(found);
        found
    }

    fn take_word(&mut self, word: &str) -> bool {
        let found = matches!(self.peek(), Some(Kind::Name(name)) if name == word);
        self.at += usize::from(found);
        found
    }

    fn expect(&mut self, mark: char) -> Result<(), Diagnostic> {
        if self.take(mark) {
            return Ok(());
        }
        Err(self.error(self.position(), format!("expected `{mark}`, found {:?}", self.peek())))
    }

    fn error(&self, position: Position, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(message).at(&Location { file: self.file.into(), position })
    }
}

/// Turns ids into the references of the AST: `{"target": id}`.
fn as_references(key: &str, node: Node) -> Node {
    let position = node.position;
    let is_plain = matches!(key, "version" | "rename");
    match node.value {
        Value::String(id) if !is_plain => target(&id, position),
        Value::Array(elements) => {
            let value =
                Value::Array(elements.into_iter().map(|element| as_references(key, element)).collect());
            Node { position, value }
        }
        Value::Object(entries) if !is_plain => {
            let entries = entries.into_iter().map(|Entry { key: name, key_position, value }| Entry {
                value: as_references(key, value),
                key: name,
                key_position,
            });
            Node { position, value: Value::Object(entries.collect()) }
        }
        value => Node { position, value },
    }
}

fn target(id: &str, position: Position) -> Node {
    object(vec![entry("target", position, text(id, position))], position)
}

fn text(value: &str, position: Position) -> Node {
    Node { position, value: Value::String(value.into()) }
}

fn object(entries: Entries, position: Position) -> Node {
    Node { position, value: Value::Object(entries.into_iter().collect::<Object>()) }
}

fn entry(key: &str, key_position: Position, value: Node) -> Entry {
    Entry { key: key.into(), key_position, value }
}
