//! Reading TOML tables field by field. Everything that is wrong is reported with its place, unknown fields included.

use smithwright_codegen::diagnostics::{Diagnostic, Diagnostics, Location, Position};
use smithwright_codegen::model::Node;
use smithwright_codegen::model::node::{Entry, Number, Value};
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A reader of one TOML text, with the findings about it.
pub struct Reader<'t> {
    file: Arc<str>,
    text: &'t str,
    diagnostics: Diagnostics,
}

/// The fields of one table.
pub struct Fields<'t> {
    table: DeTable<'t>,
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
    read: impl Fn(Fields<'t>, L, &mut Reader<'t>) -> Option<T>,
) -> Result<Vec<T>, Diagnostics> {
    let (mut reader, mut root) = Reader::parse(file, text)?;
    let mut found = Vec::new();
    for (name, list) in lists {
        let tables = root.take(name).map(|tables| reader.tables(tables)).unwrap_or_default();
        found.extend(tables.into_iter().filter_map(|fields| read(fields, *list, &mut reader)));
    }
    let names: Vec<&str> = lists.iter().map(|(name, _)| *name).collect();
    root.finish(&names, &mut reader);
    let diagnostics = reader.into_diagnostics();
    if diagnostics.has_errors() { Err(diagnostics) } else { Ok(found) }
}

/// A value with its place.
pub type Found<'t> = Spanned<DeValue<'t>>;

impl<'t> Reader<'t> {
    /// Parses a text, which messages call `file`.
    ///
    /// # Errors
    /// Reports the first place that is not TOML.
    pub fn parse(file: &str, text: &'t str) -> Result<(Self, Fields<'t>), Diagnostic> {
        let reader = Self { file: file.into(), text, diagnostics: Diagnostics::new() };
        match DeTable::parse(text) {
            Ok(table) => {
                let fields = Fields { table: table.into_inner(), position: Position { line: 1, column: 1 } };
                Ok((reader, fields))
            }
            Err(error) => {
                let position = reader.position(error.span().map_or(0, |span| span.start));
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
    pub fn text(&mut self, found: &Found<'t>) -> Option<String> {
        match found.get_ref() {
            DeValue::String(text) if !text.is_empty() => Some(text.to_string()),
            DeValue::String(_) => {
                let position = self.position(found.span().start);
                self.push(self.error(position, "expected a text, found an empty one"));
                None
            }
            _ => self.mismatch("a string", found),
        }
    }

    /// Reads the value as a list of strings. Neither the list nor a string may be empty.
    pub fn texts(&mut self, found: &Found<'t>) -> Option<Vec<String>> {
        match found.get_ref() {
            DeValue::Array(elements) if !elements.is_empty() => {
                elements.iter().map(|element| self.text(element)).collect()
            }
            _ => self.mismatch("a list of strings that is not empty", found),
        }
    }

    /// Reads the value as a table.
    pub fn table(&mut self, found: Found<'t>) -> Option<Fields<'t>> {
        let position = self.position(found.span().start);
        if !found.get_ref().is_table() {
            return self.mismatch("a table", &found);
        }
        match found.into_inner() {
            DeValue::Table(table) => Some(Fields { table, position }),
            _ => None,
        }
    }

    /// Reads the value as a list of tables.
    pub fn tables(&mut self, found: Found<'t>) -> Vec<Fields<'t>> {
        if !found.get_ref().is_array() {
            return self.mismatch("a list of tables", &found).unwrap_or_default();
        }
        match found.into_inner() {
            DeValue::Array(elements) => {
                elements.into_iter().filter_map(|element| self.table(element)).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Reads the value as JSON.
    pub fn node(&mut self, found: &Found<'t>) -> Option<Node> {
        let position = self.position(found.span().start);
        let value = match found.get_ref() {
            DeValue::String(text) => Value::String(text.as_ref().into()),
            DeValue::Boolean(value) => Value::Bool(*value),
            DeValue::Integer(number) => match i64::from_str_radix(number.as_str(), number.radix()) {
                Ok(number) => Value::Number(number.into()),
                Err(_) => return self.mismatch("a number of at most 64 bits", found),
            },
            DeValue::Float(number) => match number.as_str().parse().ok().and_then(Number::from_f64) {
                Some(number) => Value::Number(number),
                None => return self.mismatch("a finite number", found),
            },
            DeValue::Array(elements) => {
                Value::Array(elements.iter().map(|element| self.node(element)).collect::<Option<_>>()?)
            }
            DeValue::Table(table) => Value::Object(self.entries(table)?.into_iter().collect()),
            DeValue::Datetime(_) => return self.mismatch("a value that JSON has", found),
        };
        Some(Node { position, value })
    }

    fn entries(&mut self, table: &DeTable<'t>) -> Option<Vec<Entry>> {
        // The parser sorts the keys, so restore the order of the file by their positions.
        let mut entries: Vec<_> = table.iter().collect();
        entries.sort_by_key(|(key, _)| key.span().start);
        entries
            .into_iter()
            .map(|(key, value)| {
                Some(Entry {
                    key: key.get_ref().as_ref().into(),
                    key_position: self.position(key.span().start),
                    value: self.node(value)?,
                })
            })
            .collect()
    }

    fn mismatch<T>(&mut self, expected: &str, found: &Found<'t>) -> Option<T> {
        let position = self.position(found.span().start);
        let kind = match found.get_ref() {
            DeValue::Array(elements) if elements.is_empty() => "an empty list",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
            DeValue::String(_) => "a string",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "a boolean",
            DeValue::Datetime(_) => "a date",
        };
        self.push(self.error(position, format!("expected {expected}, found {kind}")));
        None
    }

    fn position(&self, offset: usize) -> Position {
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

impl<'t> Fields<'t> {
    /// Returns where the table begins.
    pub fn position(&self) -> Position {
        self.position
    }

    /// Takes out the value of a field.
    pub fn take(&mut self, name: &str) -> Option<Found<'t>> {
        self.table.remove(name)
    }

    /// Takes out the value of a field, and reports it if it is missing.
    pub fn require(&mut self, name: &str, reader: &mut Reader<'t>) -> Option<Found<'t>> {
        let found = self.take(name);
        if found.is_none() {
            reader.push(reader.error(self.position, format!("expected a field `{name}`, found none")));
        }
        found
    }

    /// Reports every field that was not taken out; `known` are the fields that might have been.
    pub fn finish(self, known: &[&str], reader: &mut Reader<'t>) {
        for key in self.table.keys() {
            let name = key.get_ref().as_ref();
            let position = reader.position(key.span().start);
            let known_fields = known.join("`, `");
            let finding = reader
                .error(position, format!("unknown field `{name}`"))
                .help(format!("the fields here are `{known_fields}`"))
                .did_you_mean(name, known.iter().copied());
            reader.push(finding);
        }
    }
}
