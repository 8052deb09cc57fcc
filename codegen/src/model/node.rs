//! JSON values that know where they stand in their file.
//!
//! Diagnostics name the line and column of the value they are about, which no ordinary JSON value type keeps; object
//! order and the exact text of numbers are kept too.

mod parse;
mod write;

use std::sync::Arc;

use crate::diagnostics::Position;

pub use parse::{DuplicateKey, MAXIMUM_DEPTH, Parsed, SyntaxError, parse};

/// A JSON value with its position.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where the value begins.
    pub position: Position,
    /// The value itself.
    pub value: Value,
}

/// What a [`Node`] holds.
#[derive(Clone, Debug)]
pub enum Value {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number, exactly as written.
    Number(Number),
    /// A string, unescaped.
    String(Arc<str>),
    /// An array.
    Array(Vec<Node>),
    /// An object, in the order of the file.
    Object(Object),
}

/// Two nodes are equal if their values are; positions do not count, nor does the order of an object's entries.
impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        match (&self.value, &other.value) {
            (Value::Null, Value::Null) => true,
            (Value::Bool(left), Value::Bool(right)) => left == right,
            (Value::Number(left), Value::Number(right)) => left == right,
            (Value::String(left), Value::String(right)) => left == right,
            (Value::Array(left), Value::Array(right)) => left == right,
            (Value::Object(left), Value::Object(right)) => left == right,
            _ => false,
        }
    }
}

impl Node {
    /// The text, if this is a string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// The truth value, if this is `true` or `false`.
    pub fn as_bool(&self) -> Option<bool> {
        match self.value {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// The number, if this is one.
    pub fn as_number(&self) -> Option<&Number> {
        match &self.value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The number, if this is a whole one that fits; `4.0` and `4e0` are whole.
    pub fn as_i64(&self) -> Option<i64> {
        self.as_number()?.as_i64()
    }

    /// The closest double, if this is a number.
    pub fn as_f64(&self) -> Option<f64> {
        self.as_number().map(Number::as_f64)
    }

    /// The elements, if this is an array.
    pub fn as_array(&self) -> Option<&[Self]> {
        match &self.value {
            Value::Array(elements) => Some(elements),
            _ => None,
        }
    }

    /// The entries, if this is an object.
    pub fn as_object(&self) -> Option<&Object> {
        match &self.value {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }

    /// The value of a key, if this is an object that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.as_object()?.get(key)
    }

    /// Whether this is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    /// What this is, for a message: `a string`, `an object`, `null`.
    pub fn kind(&self) -> &'static str {
        match &self.value {
            Value::Null => "null",
            Value::Bool(_) => "a boolean",
            Value::Number(_) => "a number",
            Value::String(_) => "a string",
            Value::Array(_) => "an array",
            Value::Object(_) => "an object",
        }
    }

    /// What was found, for a message: short values as written, others by [`kind`](Self::kind).
    pub fn found(&self) -> String {
        match &self.value {
            Value::Bool(value) => format!("`{value}`"),
            Value::Number(number) => format!("`{}`", number.as_str()),
            Value::String(text) if text.chars().count() <= 40 => format!("the string {text:?}"),
            Value::Object(object) if object.is_empty() => "an empty object".to_owned(),
            Value::Array(elements) if elements.is_empty() => "an empty array".to_owned(),
            _ => self.kind().to_owned(),
        }
    }
}

/// A JSON number, exactly as written.
#[derive(Clone, Debug)]
pub struct Number {
    text: Box<str>,
}

impl Number {
    /// A number as a JSON text writes it; the caller has checked the grammar.
    pub(in crate::model) fn new(text: &str) -> Self {
        Self { text: text.into() }
    }

    /// A double as a JSON number; infinities and what is no number have none.
    pub fn from_f64(number: f64) -> Option<Self> {
        number.is_finite().then(|| Self::new(&number.to_string()))
    }

    /// The text of the number.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The number, if it is whole and fits.
    pub fn as_i64(&self) -> Option<i64> {
        self.text.parse().ok().or_else(|| self.whole_i64())
    }

    /// The closest double; what is too large is infinite.
    pub fn as_f64(&self) -> f64 {
        self.text.parse().unwrap_or(f64::NAN)
    }

    /// Whether the number is written with neither fraction nor exponent.
    pub fn is_integer_text(&self) -> bool {
        !self.text.contains(['.', 'e', 'E'])
    }

    /// A whole number that is written with a fraction or an exponent, within what a double holds exactly.
    fn whole_i64(&self) -> Option<i64> {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        let value = self.as_f64();
        if self.is_integer_text() || value.fract() != 0.0 || value.abs() > EXACT {
            return None;
        }
        format!("{value:.0}").parse().ok()
    }
}

impl From<i64> for Number {
    fn from(number: i64) -> Self {
        Self::new(&number.to_string())
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
            || match (self.as_i64(), other.as_i64()) {
                (Some(left), Some(right)) => left == right,
                (None, None) if !self.is_integer_text() && !other.is_integer_text() => {
                    self.as_f64() == other.as_f64()
                }
                _ => false,
            }
    }
}

/// One `"key": value` of an object.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The key, unescaped.
    pub key: Arc<str>,
    /// Where the key begins.
    pub key_position: Position,
    /// The value.
    pub value: Node,
}

/// The entries of a JSON object, in the order of the file, each key once.
#[derive(Clone, Debug, Default)]
pub struct Object {
    entries: Vec<Entry>,
    /// The entries' indices in the order of their keys; empty for a small object, which is searched from its start.
    by_key: Vec<u32>,
}

/// From this many entries on, an object is searched by its sorted keys.
const INDEXED_FROM: usize = 12;

impl Object {
    /// Takes the entries; of entries with the same key, only the first is kept and the others are given back.
    pub(in crate::model) fn new(entries: Vec<Entry>) -> (Self, Vec<Entry>) {
        let mut object = Self { entries, by_key: Vec::new() };
        let duplicates = object.take_duplicates();
        if object.entries.len() >= INDEXED_FROM {
            object.by_key = object.sorted_indices();
        }
        (object, duplicates)
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// The entry of a key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        if self.by_key.is_empty() {
            return self.entries.iter().find(|entry| &*entry.key == key);
        }
        let at = self.by_key.binary_search_by(|index| self.key_at(*index).cmp(key)).ok()?;
        self.entries.get(*self.by_key.get(at)? as usize)
    }

    /// The entries in the order of the file.
    pub fn iter(&self) -> std::slice::Iter<'_, Entry> {
        self.entries.iter()
    }

    /// The keys in the order of the file.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| &*entry.key)
    }

    /// How many entries there are.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there are no entries.
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    fn key_at(&self, index: u32) -> &str {
        self.entries.get(index as usize).map_or("", |entry| &*entry.key)
    }

    fn sorted_indices(&self) -> Vec<u32> {
        let mut indices: Vec<u32> = (0u32..).take(self.entries.len()).collect();
        // A stable sort: of equal keys, the first in the file stays first.
        indices.sort_by(|left, right| self.key_at(*left).cmp(self.key_at(*right)));
        indices
    }

    fn has_duplicates_if_small(&self) -> bool {
        self.entries
            .iter()
            .enumerate()
            .any(|(index, entry)| self.entries.iter().take(index).any(|earlier| earlier.key == entry.key))
    }

    fn take_duplicates(&mut self) -> Vec<Entry> {
        if self.entries.len() < INDEXED_FROM && !self.has_duplicates_if_small() {
            return Vec::new();
        }
        let sorted = self.sorted_indices();
        let repeated: std::collections::BTreeSet<u32> = sorted
            .iter()
            .zip(sorted.iter().skip(1))
            .filter(|(left, right)| self.key_at(**left) == self.key_at(**right))
            .map(|(_, right)| *right)
            .collect();
        if repeated.is_empty() {
            return Vec::new();
        }
        let entries = std::mem::take(&mut self.entries);
        let (duplicates, kept): (Vec<_>, Vec<_>) =
            (0u32..).zip(entries).partition(|(index, _)| repeated.contains(index));
        self.entries = kept.into_iter().map(|(_, entry)| entry).collect();
        duplicates.into_iter().map(|(_, entry)| entry).collect()
    }
}

impl PartialEq for Object {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().all(|entry| other.get(&entry.key) == Some(&entry.value))
    }
}

/// Of entries with the same key, the first is kept.
impl FromIterator<Entry> for Object {
    fn from_iter<I: IntoIterator<Item = Entry>>(entries: I) -> Self {
        Self::new(entries.into_iter().collect()).0
    }
}

impl IntoIterator for Object {
    type Item = Entry;
    type IntoIter = std::vec::IntoIter<Entry>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<'a> IntoIterator for &'a Object {
    type Item = &'a Entry;
    type IntoIter = std::slice::Iter<'a, Entry>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.iter()
    }
}

#[cfg(test)]
mod tests;
