//! Turning tokens into the definitions of the JSON AST.

use super::lexer::{Documentation, Kind, Token};
use super::names::{Defined, Names};
use super::statements::Section;
use super::{Content, Elided};
use crate::diagnostics::{Diagnostic, Position};
use crate::model::Node;
use crate::model::node::{Entry, Object, Value};
use crate::model::traits::{self, Synthetic, TraitValue, ids};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The entries of an object that is being built.
pub(super) type Entries = Vec<Entry>;

/// The trait that may have any value: without one, it has `null`, which is none.
const DEFAULT: &str = traits::Default::ID;

/// The traits of the prelude that are lists and may be empty.
const LISTS: [&str; 3] = [traits::References::ID, ids::SUPPRESS, traits::Tags::ID];

/// Parses a file.
pub(super) fn parse(
    file: &Arc<str>,
    tokens: &[Token],
    namespace: &str,
    defined: &Defined,
) -> Result<Content, Diagnostic> {
    let mut parser = Parser {
        file,
        tokens,
        at: 0,
        depth: 0,
        opened: Vec::new(),
        section: Section::Control,
        has_namespace: false,
        values: Values::Any,
        names: Names::new(namespace, defined),
        suffixes: ["Input".to_owned(), "Output".to_owned()],
        collections: BTreeMap::new(),
        content: Content::default(),
    };
    while parser.peek().is_some() {
        parser.statement()?;
    }
    Ok(parser.content)
}

pub(super) struct Parser<'t> {
    pub(super) file: &'t Arc<str>,
    pub(super) tokens: &'t [Token],
    pub(super) at: usize,
    /// How many values the current one is in.
    pub(super) depth: usize,
    /// The places of the brackets that are open.
    pub(super) opened: Vec<Position>,
    pub(super) section: Section,
    /// Whether the statement of the namespace was reached.
    pub(super) has_namespace: bool,
    pub(super) values: Values,
    pub(super) names: Names<'t>,
    /// What is added to the name of an operation for those of its inline input and output.
    pub(super) suffixes: [String; 2],
    /// The shapes of collections in place of targets, by id.
    pub(super) collections: BTreeMap<String, Node>,
    pub(super) content: Content,
}

/// What unquoted words are in the values that are being parsed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Values {
    /// Ids of shapes that there are.
    Any,
    /// What a service, operation or resource binds.
    References,
}

/// What may be before a definition.
pub(super) struct Before {
    /// The documentation and the traits.
    pub(super) traits: Entries,
    /// Where the first trait is.
    pub(super) first: Option<Position>,
}

impl<'t> Parser<'t> {
    pub(super) fn shape(&mut self, shape_type: &str, traits: Entries) -> Result<(), Diagnostic> {
        let position = self.position();
        let name = self.name()?;
        if !self.has_namespace {
            let error = self.error(position, "expected a namespace before the first shape, found none");
            return Err(error.help("begin with `namespace`, and the name of the model"));
        }
        if let Some(used) = self.names.use_of(name) {
            let message = format!("the file defines `{name}`, and uses another shape of this name at {used}");
            return Err(self.error(position, message).help("write the id of the other one in full"));
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
        fields.push(entry("traits", position, Node::object(position, traits)));
        let definition = self.object(fields, position)?;
        self.content.shapes.push(entry(&id, position, definition));
        Ok(())
    }

    /// Parses `for Resource`.
    fn resource(&mut self) -> Result<Option<String>, Diagnostic> {
        if !self.take_word("for") {
            return Ok(None);
        }
        let position = self.position();
        let id = self.shape_id()?;
        self.content.resources.push((id.clone(), position));
        Ok(Some(id))
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
        self.open()?;
        let mut members = Entries::new();
        while !self.close() {
            let mut traits = self.before()?.traits;
            // Those of enums have no indexes.
            if !matches!(shape_type, "enum" | "intEnum") {
                self.index(&mut traits)?;
            }
            let position = self.position();
            let name = self.name()?;
            // The values of an enum are names alone.
            if !matches!(shape_type, "enum" | "intEnum") {
                self.refuse_definition(name, position, '}')?;
            }
            let (name, id, value) = match (shape_type, name.strip_prefix('$')) {
                ("enum" | "intEnum", _) => (name, Some("smithy.api#Unit".to_owned()), traits::EnumValue::ID),
                (_, Some(name)) => (name, None, DEFAULT),
                (_, None) => {
                    self.expect(':')?;
                    (name, Some(self.member_target()?), DEFAULT)
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
            let fields = vec![
                entry("target", position, target),
                entry("traits", position, Node::object(position, traits)),
            ];
            members.push(entry(name, position, Node::object(position, fields)));
        }
        Ok(members)
    }

    /// Parses what a service, operation or resource binds, in braces.
    fn bindings(&mut self, shape: &str, fields: &mut Entries) -> Result<(), Diagnostic> {
        self.open()?;
        while !self.close() {
            let position = self.position();
            let key = self.key()?;
            self.refuse_definition(key, position, '}')?;
            let value = if self.take_walrus() {
                self.inline(shape, key, position)?
            } else {
                self.expect(':')?;
                let value = self.reference()?;
                self.refuse_inline_collections(key, &value)?;
                as_references(key, value)
            };
            fields.push(entry(key, position, value));
        }
        Ok(())
    }

    /// Parses an input or output that is defined inline.
    fn inline(&mut self, operation: &str, key: &str, position: Position) -> Result<Node, Diagnostic> {
        let [input, output] = &self.suffixes;
        let (suffix, mark) = match key {
            "input" => (input, traits::Input::ID),
            "output" => (output, traits::Output::ID),
            _ => return Err(self.error(position, format!("expected `:` after `{key}`, found `:=`"))),
        };
        self.content.inline.push(position);
        let id = self.names.own(&format!("{operation}{suffix}"));
        let mut traits = self.before()?.traits;
        self.add_trait(&mut traits, entry(mark, position, Node::object(position, Vec::new())))?;
        let mut fields = vec![entry("type", position, text("structure", position))];
        let resource = self.resource()?;
        self.mixins(&mut fields)?;
        let members = self.members("structure", &id, resource.as_deref())?;
        fields.push(entry("members", position, self.object(members, position)?));
        fields.push(entry("traits", position, Node::object(position, traits)));
        self.content.shapes.push(entry(&id, position, Node::object(position, fields)));
        Ok(target(&id, position))
    }

    /// Parses the documentation and traits before a shape or member.
    pub(super) fn before(&mut self) -> Result<Before, Diagnostic> {
        let mut traits = Entries::new();
        let mut first = None;
        if let Some(documentation) = self.documentation() {
            let position = documentation.position;
            traits.push(entry(traits::Documentation::ID, position, text(&documentation.text, position)));
        }
        while self.peek() == Some(&Kind::Mark('@')) {
            first.get_or_insert(self.position());
            self.applied(&mut traits)?;
            self.warn_of_late_documentation();
        }
        Ok(Before { traits, first })
    }

    /// Returns the documentation comment before the next token.
    fn documentation(&self) -> Option<&'t Documentation> {
        self.tokens.get(self.at).and_then(|token| token.documentation.as_ref())
    }

    fn warn_of_late_documentation(&mut self) {
        let Some(documentation) = self.documentation() else { return };
        let message = "the documentation comment documents nothing, since a trait stands before it";
        let warning = self.error(documentation.position, message).into_warning();
        self.content.warnings.push(warning.help("move it before the traits"));
    }

    /// Parses a trait.
    pub(super) fn applied(&mut self, traits: &mut Entries) -> Result<(), Diagnostic> {
        self.expect('@')?;
        let position = self.position();
        let name = self.name()?;
        let id = self.names.find(name).ok_or_else(|| {
            let error = self.error(position, format!("there is no trait `{name}`"));
            with_help(error, self.names.help(name))
        })?;
        if id == Synthetic::ID {
            let message = format!("only inline collections have `{id}`");
            return Err(self.error(position, message).help("leave it out"));
        }
        let opening = self.position();
        let value = match self.take('(') {
            true => {
                self.opened.push(opening);
                let value = self.trait_value(position)?;
                self.opened.pop();
                value
            }
            false if id == DEFAULT => Node { position, value: Value::Null },
            false => Node::object(position, Vec::new()),
        };
        let is_empty = value.as_object().is_some_and(Object::is_empty);
        // No value is an empty one of the trait's type.
        let value = if is_empty && LISTS.contains(&&*id) {
            Node { position, value: Value::Array(Vec::new()) }
        } else {
            value
        };
        self.add_trait(traits, entry(&id, position, value))
    }

    /// Returns the id that an unquoted word stands for in a value.
    pub(super) fn id(&self, word: &str, position: Position) -> Result<String, Diagnostic> {
        match self.names.find(word) {
            Some(id) => Ok(id),
            // What a service binds is looked for with all other references.
            None if self.values == Values::References => Ok(self.names.resolve(word)),
            None => {
                let error = self.error(position, format!("there is no shape `{word}`"));
                Err(error.help(format!("if it is meant as text, write it in quotation marks: `\"{word}\"`")))
            }
        }
    }

    /// Parses the value of a binding, whose words are ids.
    fn reference(&mut self) -> Result<Node, Diagnostic> {
        self.values = Values::References;
        let value = self.value();
        self.values = Values::Any;
        value
    }

    pub(super) fn shape_id(&mut self) -> Result<String, Diagnostic> {
        let name = self.name()?;
        Ok(self.names.resolve(name))
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
            Node::object(position, entries)
        }
        value => Node { position, value },
    }
}

pub(super) fn target(id: &str, position: Position) -> Node {
    Node::object(position, vec![entry("target", position, text(id, position))])
}

pub(super) fn text(value: &str, position: Position) -> Node {
    Node { position, value: Value::String(value.into()) }
}

pub(super) fn entry(key: &str, key_position: Position, value: Node) -> Entry {
    Entry { key: key.into(), key_position, value }
}

/// Adds a help, if there is one.
pub(super) fn with_help(error: Diagnostic, help: Option<String>) -> Diagnostic {
    match help {
        Some(help) => error.help(help),
        None => error,
    }
}
