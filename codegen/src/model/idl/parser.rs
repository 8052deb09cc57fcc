//! Turning tokens into the definitions of the JSON AST.

use super::lexer::{Kind, Token};
use super::names::{Defined, Names, SHAPES};
use super::{Content, Elided};
use crate::diagnostics::{Diagnostic, Location, Position};
use crate::model::Node;
use crate::model::node::{Entry, Object, Value};
use std::sync::Arc;

/// The entries of an object that is being built.
pub(super) type Entries = Vec<Entry>;

/// Parses a file.
pub(super) fn parse(file: &Arc<str>, tokens: &[Token], defined: &Defined) -> Result<Content, Diagnostic> {
    let mut parser = Parser {
        file,
        tokens,
        at: 0,
        depth: 0,
        names: Names::new(defined),
        suffixes: ["Input".to_owned(), "Output".to_owned()],
        content: Content::default(),
    };
    while parser.peek().is_some() {
        parser.statement()?;
    }
    Ok(parser.content)
}

pub(super) struct Parser<'t> {
    file: &'t Arc<str>,
    tokens: &'t [Token],
    at: usize,
    /// How many values the current one is in.
    pub(super) depth: usize,
    names: Names<'t>,
    /// What is added to the name of an operation for those of its inline input and output.
    suffixes: [String; 2],
    content: Content,
}

/// What may be before a definition.
struct Before {
    /// The documentation and the traits.
    traits: Entries,
    /// Where the first trait is.
    first: Option<Position>,
}

impl<'t> Parser<'t> {
    fn statement(&mut self) -> Result<(), Diagnostic> {
        let before = self.before()?;
        let position = self.position();
        let word = self.name()?;
        if SHAPES.contains(&word) {
            return self.shape(word, before.traits);
        }
        if let Some(position) = before.first {
            return Err(self.error(position, "expected a shape after its traits, found none"));
        }
        match word {
            "metadata" => {
                let key = self.key()?;
                self.expect('=')?;
                let value = self.value()?;
                self.content.metadata.push(entry(key, position, value));
                Ok(())
            }
            "namespace" => self.namespace(position),
            "use" => self.use_statement(),
            "apply" => self.apply(position),
            _ => match word.strip_prefix('$') {
                Some(control) => self.control(control),
                None => {
                    let help = "shapes begin with their type, such as `structure`; other statements are `namespace`, `use`, `metadata` and `apply`";
                    Err(self.error(position, format!("expected a statement, found `{word}`")).help(help))
                }
            },
        }
    }

    /// Parses the rest of a control statement. Those that are not known have to be ignored.
    fn control(&mut self, key: &str) -> Result<(), Diagnostic> {
        self.expect(':')?;
        let value = self.value()?;
        let [input, output] = &mut self.suffixes;
        match (key, value.as_str()) {
            ("version", _) => self.content.version = Some(value),
            ("operationInputSuffix", Some(suffix)) => suffix.clone_into(input),
            ("operationOutputSuffix", Some(suffix)) => suffix.clone_into(output),
            ("operationInputSuffix" | "operationOutputSuffix", None) => {
                let message = format!("expected a string as `{key}`, found {}", value.found());
                return Err(self.error(value.position, message));
            }
            _ => {}
        }
        Ok(())
    }

    fn namespace(&mut self, position: Position) -> Result<(), Diagnostic> {
        let name = self.name()?;
        if !self.names.namespace.is_empty() {
            let message = "a file has one namespace, and this is the second";
            return Err(self.error(position, message).help("move the rest to a file of its own"));
        }
        name.clone_into(&mut self.names.namespace);
        Ok(())
    }

    fn use_statement(&mut self) -> Result<(), Diagnostic> {
        let position = self.position();
        let id = self.name()?;
        if !id.contains('#') || id.contains('$') {
            let message = format!("expected the absolute id of a shape, found `{id}`");
            return Err(self.error(position, message).help("write it as `namespace#Name`"));
        }
        match self.names.used(id, position) {
            None => Ok(()),
            Some(earlier) => {
                let message = format!("another shape of this name is used at {earlier}");
                Err(self.error(position, message).help("write the ids of one of them in full"))
            }
        }
    }

    fn apply(&mut self, position: Position) -> Result<(), Diagnostic> {
        let id = self.shape_id()?;
        let mut traits = Entries::new();
        if self.take('{') {
            while !self.take('}') {
                self.applied(&mut traits)?;
            }
        } else {
            // Any other traits are those of the next shape.
            self.applied(&mut traits)?;
        }
        let fields = vec![
            entry("type", position, text("apply", position)),
            entry("traits", position, object(traits, position)),
        ];
        self.content.shapes.push(entry(&id, position, object(fields, position)));
        Ok(())
    }

    fn shape(&mut self, shape_type: &str, traits: Entries) -> Result<(), Diagnostic> {
        let position = self.position();
        let name = self.name()?;
        if self.names.namespace.is_empty() {
            let error = self.error(position, "expected a namespace before the first shape, found none");
            return Err(error.help("begin with `namespace`, and the name of the model"));
        }
        let id = self.names.own(name);
        let mut fields = vec![entry("type", position, text(shape_type, position))];
        let resource = self.resource()?;
        self.mixins(&mut fields)?;
        match shape_type {
            "structure" | "union" | "enum" | "intEnum" => {
                let members = self.members(shape_type, &id, resource.as_deref())?;
                fields.push(entry("members", position, self.object(members, position)?));
            }
            "list" | "set" | "map" => {
                fields.extend(self.members(shape_type, &id, resource.as_deref())?);
            }
            "service" | "operation" | "resource" => self.bindings(name, &mut fields)?,
            _ => {}
        }
        fields.push(entry("traits", position, object(traits, position)));
        let definition = self.object(fields, position)?;
        self.content.shapes.push(entry(&id, position, definition));
        Ok(())
    }

    /// Parses `for Resource`.
    fn resource(&mut self) -> Result<Option<String>, Diagnostic> {
        if self.take_word("for") { self.shape_id().map(Some) } else { Ok(None) }
    }

    /// Parses `with [Mixin]`.
    fn mixins(&mut self, fields: &mut Entries) -> Result<(), Diagnostic> {
        let position = self.position();
        if self.take_word("with") {
            self.expect('[')?;
            let mut mixins = Vec::new();
            while !self.take(']') {
                let position = self.position();
                mixins.push(target(&self.shape_id()?, position));
            }
            fields.push(entry("mixins", position, Node { position, value: Value::Array(mixins) }));
        }
        Ok(())
    }

    /// Parses members in braces: `name: Target = default`, or values of an enum.
    fn members(
        &mut self,
        shape_type: &str,
        shape: &str,
        resource: Option<&str>,
    ) -> Result<Entries, Diagnostic> {
        self.expect('{')?;
        let mut members = Entries::new();
        while !self.take('}') {
            let mut traits = self.before()?.traits;
            let position = self.position();
            let name = self.name()?;
            let (name, id, value) = match (shape_type, name.strip_prefix('$')) {
                ("enum" | "intEnum", _) => (name, Some("smithy.api#Unit".to_owned()), "smithy.api#enumValue"),
                (_, Some(name)) => (name, None, "smithy.api#default"),
                (_, None) => {
                    self.expect(':')?;
                    (name, Some(self.shape_id()?), "smithy.api#default")
                }
            };
            if self.take('=') {
                let node = self.value()?;
                self.add_trait(&mut traits, entry(value, position, node))?;
            }
            let target = match id {
                Some(id) => text(&id, position),
                None => {
                    self.content.elided.push(Elided {
                        shape: shape.to_owned(),
                        member: name.into(),
                        resource: resource.map(ToOwned::to_owned),
                        position,
                    });
                    Node { position, value: Value::Null }
                }
            };
            let fields =
                vec![entry("target", position, target), entry("traits", position, object(traits, position))];
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
                as_references(key, self.value()?)
            };
            fields.push(entry(key, position, value));
        }
        Ok(())
    }

    /// Parses an input or output that is defined inline.
    fn inline(&mut self, operation: &str, key: &str, position: Position) -> Result<Node, Diagnostic> {
        let [input, output] = &self.suffixes;
        let (suffix, mark) = match key {
            "input" => (input, "smithy.api#input"),
            "output" => (output, "smithy.api#output"),
            _ => return Err(self.error(position, format!("expected `:` after `{key}`, found `:=`"))),
        };
        let id = self.names.own(&format!("{operation}{suffix}"));
        let mut traits = self.before()?.traits;
        self.add_trait(&mut traits, entry(mark, position, object(Vec::new(), position)))?;
        let mut fields = vec![entry("type", position, text("structure", position))];
        let resource = self.resource()?;
        self.mixins(&mut fields)?;
        let members = self.members("structure", &id, resource.as_deref())?;
        fields.push(entry("members", position, self.object(members, position)?));
        fields.push(entry("traits", position, object(traits, position)));
        self.content.shapes.push(entry(&id, position, object(fields, position)));
        Ok(target(&id, position))
    }

    /// Parses the documentation and traits before a shape or member.
    fn before(&mut self) -> Result<Before, Diagnostic> {
        let mut traits = Entries::new();
        let mut first = None;
        if let Some(documentation) = self.tokens.get(self.at).and_then(|token| token.documentation.as_ref()) {
            let position = documentation.position;
            traits.push(entry("smithy.api#documentation", position, text(&documentation.text, position)));
        }
        while self.peek() == Some(&Kind::Mark('@')) {
            first.get_or_insert(self.position());
            self.applied(&mut traits)?;
        }
        Ok(Before { traits, first })
    }

    /// Parses a trait.
    fn applied(&mut self, traits: &mut Entries) -> Result<(), Diagnostic> {
        self.expect('@')?;
        let position = self.position();
        let id = self.shape_id()?;
        let value = if self.take('(') { self.trait_value(position)? } else { object(Vec::new(), position) };
        self.add_trait(traits, entry(&id, position, value))
    }

    pub(super) fn resolve(&self, name: &str) -> String {
        self.names.resolve(name)
    }

    fn shape_id(&mut self) -> Result<String, Diagnostic> {
        let name = self.name()?;
        Ok(self.resolve(name))
    }

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

    fn name(&mut self) -> Result<&'t str, Diagnostic> {
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

    fn take_if(&mut self, is_meant: impl Fn(&Kind) -> bool) -> bool {
        let found = self.peek().is_some_and(is_meant);
        self.at += usize::from(found);
        found
    }

    pub(super) fn take(&mut self, mark: char) -> bool {
        self.take_if(|kind| *kind == Kind::Mark(mark))
    }

    fn take_walrus(&mut self) -> bool {
        self.take_if(|kind| *kind == Kind::Walrus)
    }

    fn take_word(&mut self, word: &str) -> bool {
        self.take_if(|kind| matches!(kind, Kind::Name(name) if name == word))
    }

    pub(super) fn expect(&mut self, mark: char) -> Result<(), Diagnostic> {
        if self.take(mark) { Ok(()) } else { Err(self.expected(&format!("`{mark}`"))) }
    }

    fn expected(&self, what: &str) -> Diagnostic {
        let found = self.peek().map_or("the end of the file".to_owned(), ToString::to_string);
        self.error(self.position(), format!("expected {what}, found {found}"))
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
    fn add_trait(&self, traits: &mut Entries, new: Entry) -> Result<(), Diagnostic> {
        let Some(old) = traits.iter_mut().find(|old| old.key == new.key) else {
            traits.push(new);
            return Ok(());
        };
        if old.value == new.value {
            return Ok(());
        }
        match (&mut old.value.value, new.value.value) {
            (Value::Array(old), Value::Array(new)) => {
                old.extend(new);
                Ok(())
            }
            _ => Err(self.again(&new.key, new.key_position, old.key_position)),
        }
    }

    fn again(&self, key: &str, position: Position, first: Position) -> Diagnostic {
        self.error(position, format!("`{key}` stands here a second time; the first is at {first}"))
    }

    pub(super) fn error(&self, position: Position, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(message).at(&Location { file: self.file.clone(), position })
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
            let entries =
                entries.into_iter().map(|it| Entry { value: as_references(key, it.value), ..it }).collect();
            object(entries, position)
        }
        value => Node { position, value },
    }
}

fn target(id: &str, position: Position) -> Node {
    object(vec![entry("target", position, text(id, position))], position)
}

pub(super) fn text(value: &str, position: Position) -> Node {
    Node { position, value: Value::String(value.into()) }
}

pub(super) fn object(entries: Entries, position: Position) -> Node {
    Node { position, value: Value::Object(entries.into_iter().collect::<Object>()) }
}

pub(super) fn entry(key: &str, key_position: Position, value: Node) -> Entry {
    Entry { key: key.into(), key_position, value }
}
