//! Reading TOML tables field by field. Everything that is wrong is reported with its place, unknown fields included.

use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics, Location, Position};
use smithwright_codegen::model::Node;
use smithwright_codegen::model::node::{Entry, Number, Value};
use std::ops::Range;
use std::sync::Arc;
use toml_edit::{Document, Item, Key, Table, TableLike, Value as Toml};

/// A reader of one TOML text, with the findings about it.
pub struct Reader<'t> {
    file: Arc<str>,
    text: &'t str,
    diagnostics: Diagnostics,
}

/// The fields of one table.
pub struct Fields {
    table: Table,
    position: Position,
}

/// Reads a text that consists of lists of tables, each table with `read`. `lists` has the names of the lists, each with what `read` gets to know about its tables.
///
/// # Errors
/// Reports everything that is wrong with the text.
pub fn read_lists<'t, L: Copy, T>(
    file: &str,
    text: &'t str,
    lists: &[(&str, L)],
    read: impl Fn(Fields, L, &mut Reader<'t>) -> Option<T>,
) -> Result<Vec<T>, Diagnostics> {
    let (mut reader, mut root) = Reader::parse(file, text)?;
    let mut found = Vec::new();
    for (name, list) in lists {
        let tables = root.take(name).map(|tables| reader.tables(&tables)).unwrap_or_default();
        found.extend(tables.into_iter().filter_map(|fields| read(fields, *list, &mut reader)));
    }
    let names: Vec<&str> = lists.iter().map(|(name, _)| *name).collect();
    root.finish(&names, &mut reader);
    let diagnostics = reader.into_diagnostics();
    if diagnostics.has_errors() { Err(diagnostics) } else { Ok(found) }
}

impl<'t> Reader<'t> {
    /// Parses a text, which messages call `file`.
    ///
    /// # Errors
    /// Reports the first place that is not TOML.
    pub fn parse(file: &str, text: &'t str) -> Result<(Self, Fields), Diagnostic> {
        let reader = Self { file: file.into(), text, diagnostics: Diagnostics::new() };
        match Document::parse(text) {
            Ok(document) => {
                let fields =
                    Fields { table: document.into_table(), position: Position { line: 1, column: 1 } };
                Ok((reader, fields))
            }
            Err(error) => {
                let position = reader.position(error.span());
                Err(reader.error(position, error.message().to_owned()))
            }
        }
    }

    /// Returns the findings so far.
    pub fn into_diagnostics(self) -> Diagnostics {
        self.diagnostics
    }

    /// Adds a finding.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Returns the location of a position in the text.
    pub fn location(&self, position: Position) -> Location {
        Location { file: self.file.clone(), position }
    }

    /// Creates an error at a position in the text.
    pub fn error(&self, position: Position, message: impl Into<String>) -> Diagnostic {
        Diagnostic::error(message).at(&self.location(position))
    }

    /// Reads the value as a string that is not empty.
    pub fn text(&mut self, found: &Item) -> Option<String> {
        match found.as_str() {
            Some("") => {
                let position = self.position(found.span());
                self.push(self.error(
                    position,
                    "expected a text, found an empty one: write it between the quotation marks",
                ));
                None
            }
            Some(text) => Some(text.to_owned()),
            None => self.mismatch("a string", found),
        }
    }

    /// Reads the value as a list of strings. Neither the list nor a string may be empty.
    pub fn texts(&mut self, found: &Item) -> Option<Vec<String>> {
        match elements(found) {
            Some(elements) if !elements.is_empty() => {
                elements.iter().map(|element| self.text(element)).collect()
            }
            _ => self.mismatch("a list of strings that is not empty", found),
        }
    }

    /// Reads the value as a table.
    pub fn table(&mut self, found: Item) -> Option<Fields> {
        let position = self.position(found.span());
        match found.into_table() {
            Ok(table) => Some(Fields { table, position }),
            Err(found) => self.mismatch("a table", &found),
        }
    }

    /// Reads the value as a list of tables.
    pub fn tables(&mut self, found: &Item) -> Vec<Fields> {
        match elements(found) {
            Some(elements) => elements.into_iter().filter_map(|element| self.table(element)).collect(),
            None => self.mismatch("a list of tables", found).unwrap_or_default(),
        }
    }

    /// Reads the value as JSON.
    pub fn node(&mut self, found: &Item) -> Option<Node> {
        let value = match found {
            Item::Value(Toml::String(text)) => Value::String(text.value().as_str().into()),
            Item::Value(Toml::Boolean(value)) => Value::Bool(*value.value()),
            Item::Value(Toml::Integer(number)) => Value::Number((*number.value()).into()),
            Item::Value(Toml::Float(number)) => match Number::from_f64(*number.value()) {
                Some(number) => Value::Number(number),
                None => return self.mismatch("a finite number", found),
            },
            _ => match (elements(found), found.as_table_like()) {
                (Some(elements), _) => {
                    Value::Array(elements.iter().map(|element| self.node(element)).collect::<Option<_>>()?)
                }
                (_, Some(table)) => Value::Object(self.entries(table)?.into_iter().collect()),
                (None, None) => return self.mismatch("a value that JSON has", found),
            },
        };
        Some(Node { position: self.position(found.span()), value })
    }

    fn entries(&mut self, table: &dyn TableLike) -> Option<Vec<Entry>> {
        table
            .iter()
            .map(|(name, value)| {
                Some(Entry {
                    key: name.into(),
                    key_position: self.position(table.key(name).and_then(Key::span)),
                    value: self.node(value)?,
                })
            })
            .collect()
    }

    fn mismatch<T>(&mut self, expected: &str, found: &Item) -> Option<T> {
        let position = self.position(found.span());
        let kind = match found {
            Item::Value(Toml::Array(elements)) if elements.is_empty() => "an empty list",
            Item::Value(Toml::Array(_)) | Item::ArrayOfTables(_) => "a list",
            Item::Value(Toml::InlineTable(_)) | Item::Table(_) => "a table",
            Item::Value(Toml::String(_)) => "a string",
            Item::Value(Toml::Integer(_) | Toml::Float(_)) => "a number",
            Item::Value(Toml::Boolean(_)) => "a boolean",
            Item::Value(Toml::Datetime(_)) => "a date",
            Item::None => "nothing",
        };
        self.push(self.error(position, format!("expected {expected}, found {kind}")));
        None
    }

    /// Returns where a part of the text begins.
    fn position(&self, part: Option<Range<usize>>) -> Position {
        let offset = part.unwrap_or_default().start;
        let before = self.text.get(..offset).unwrap_or(self.text);
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
        Position {
            line: count(before.matches('\n').count() + 1),
            column: count(
                before.chars().count() - before.get(..line_start).map_or(0, |it| it.chars().count()) + 1,
            ),
        }
    }
}

/// Returns the elements of a list, whether it is written in brackets or as tables with headers.
fn elements(found: &Item) -> Option<Vec<Item>> {
    match found {
        Item::Value(Toml::Array(elements)) => Some(elements.iter().cloned().map(Item::Value).collect()),
        Item::ArrayOfTables(tables) => Some(tables.iter().cloned().map(Item::Table).collect()),
        _ => None,
    }
}

impl Fields {
    /// Returns where the table begins.
    pub fn position(&self) -> Position {
        self.position
    }

    /// Takes out the value of a field.
    pub fn take(&mut self, name: &str) -> Option<Item> {
        self.table.remove(name)
    }

    /// Takes out the value of a field, and reports it if it is missing.
    pub fn require(&mut self, name: &str, reader: &mut Reader<'_>) -> Option<Item> {
        let found = self.take(name);
        if found.is_none() {
            reader.push(reader.error(self.position, format!("expected a field `{name}`, found none")));
        }
        found
    }

    /// Reports every field that was not taken out; `known` are the fields that might have been.
    pub fn finish(self, known: &[&str], reader: &mut Reader<'_>) {
        for (name, _) in &self.table {
            let position = reader.position(self.table.key(name).and_then(Key::span));
            let known_fields = known.join("`, `");
            let finding = reader
                .error(position, format!("unknown field `{name}`"))
                .help(format!("the fields here are `{known_fields}`"))
                .did_you_mean(name, known.iter().copied());
            reader.push(finding);
        }
    }
}
