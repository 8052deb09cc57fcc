//! JSON values that know their position in the file.
//!
//! Diagnostics name the line and column of the value they are about, which ordinary JSON value types do not keep. The order of objects and the exact text of
//! numbers are kept too.

mod parse;
mod write;

use std::sync::Arc;

use crate::diagnostics::Position;

pub use parse::{MAXIMUM_DEPTH, Parsed, SyntaxError, parse};

/// A JSON value with its position.
#[derive(Clone, Debug)]
pub struct Node {
    /// Where the value starts.
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

/// Nodes are equal if their values are; positions and the order of an object's entries do not count.
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
    /// Creates an object. Of entries with the same key, only the first is kept.
    pub(crate) fn object(position: Position, entries: Vec<Entry>) -> Self {
        Self { position, value: Value::Object(Object::new(entries).0) }
    }

    /// Takes in another value for the same key: equal ones are one, and lists become one. Returns whether that was possible.
    #[must_use]
    pub(in crate::model) fn join(&mut self, other: Self) -> bool {
        if *self == other {
            return true;
        }
        match (&mut self.value, other.value) {
            (Value::Array(old), Value::Array(new)) => {
                old.extend(new);
                true
            }
            _ => false,
        }
    }

    /// Returns the string, if this is one.
    pub fn as_str(&self) -> Option<&str> {
        match &self.value {
            Value::String(text) => Some(text),
            _ => None,
        }
    }

    /// Returns the boolean, if this is one.
    pub fn as_bool(&self) -> Option<bool> {
        match self.value {
            Value::Bool(value) => Some(value),
            _ => None,
        }
    }

    /// Returns the number, if this is one.
    pub fn as_number(&self) -> Option<&Number> {
        match &self.value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    /// Returns the number, if this is a whole one that fits; `4.0` and `4e0` are whole.
    pub fn as_i64(&self) -> Option<i64> {
        self.as_number()?.as_i64()
    }

    /// Returns the closest double, if this is a number.
    pub fn as_f64(&self) -> Option<f64> {
        self.as_number().map(Number::as_f64)
    }

    /// Returns the elements, if this is an array.
    pub fn as_array(&self) -> Option<&[Self]> {
        match &self.value {
            Value::Array(elements) => Some(elements),
            _ => None,
        }
    }

    /// Returns the entries, if this is an object.
    pub fn as_object(&self) -> Option<&Object> {
        match &self.value {
            Value::Object(object) => Some(object),
            _ => None,
        }
    }

    /// Returns the value of a key, if this is an object that has it.
    pub fn get(&self, key: &str) -> Option<&Self> {
        self.as_object()?.get(key)
    }

    /// Returns whether this is `null`.
    pub fn is_null(&self) -> bool {
        matches!(self.value, Value::Null)
    }

    /// Returns the kind of the value for a message: `a string`, `an object`, `null`.
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

    /// Describes the value for a message: short ones as written, others by their [`kind`](Self::kind).
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
    /// Creates a number from its JSON text, whose grammar the caller has checked.
    pub(in crate::model) fn new(text: &str) -> Self {
        Self { text: text.into() }
    }

    /// Converts a double to a JSON number; infinities and NaN have none.
    pub fn from_f64(number: f64) -> Option<Self> {
        number.is_finite().then(|| Self::new(&number.to_string()))
    }

    /// Returns the number as written.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Returns the number, if it is whole and fits.
    pub fn as_i64(&self) -> Option<i64> {
        self.text.parse().ok().or_else(|| self.whole_i64())
    }

    /// Returns the closest double; a number that is too large is infinite.
    pub fn as_f64(&self) -> f64 {
        self.text.parse().unwrap_or(f64::NAN)
    }

    /// Returns whether the number is written with neither fraction nor exponent.
    pub fn is_integer_text(&self) -> bool {
        !self.text.contains(['.', 'e', 'E'])
    }

    /// Returns a whole number that is written with a fraction or an exponent, if a double holds it exactly.
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
    /// Where the key starts.
    pub key_position: Position,
    /// The value.
    pub value: Node,
}

/// The entries of a JSON object, in the order of the file, each key once.
#[derive(Clone, Debug, Default)]
pub struct Object {
    entries: Vec<Entry>,
    /// The indices of the entries, sorted by key; empty for a small object, which is searched linearly.
    by_key: Vec<u32>,
}

/// The number of entries from which on an object is searched by its sorted keys.
const INDEXED_FROM: usize = 12;

impl Object {
    /// Creates an object. Of entries with the same key, only the first is kept; the others are returned.
    pub(in crate::model) fn new(entries: Vec<Entry>) -> (Self, Vec<Entry>) {
        let mut object = Self { entries, by_key: Vec::new() };
        let duplicates = object.take_duplicates();
        if object.entries.len() >= INDEXED_FROM {
            object.by_key = object.sorted_indices();
        }
        (object, duplicates)
    }

    /// Returns the value of a key.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|entry| &entry.value)
    }

    /// Returns the entry of a key.
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.get(self.index(key)?)
    }

    fn index(&self, key: &str) -> Option<usize> {
        if self.by_key.is_empty() {
            return self.entries.iter().position(|entry| &*entry.key == key);
        }
        let at = self.by_key.binary_search_by(|index| self.key_at(*index).cmp(key)).ok()?;
        self.by_key.get(at).map(|index| *index as usize)
    }

    /// Returns the value of a key, to be changed.
    pub(in crate::model) fn get_mut(&mut self, key: &str) -> Option<&mut Node> {
        let at = self.index(key)?;
        self.entries.get_mut(at).map(|entry| &mut entry.value)
    }

    /// Returns the entries in the order of the file.
    pub fn iter(&self) -> std::slice::Iter<'_, Entry> {
        self.entries.iter()
    }

    /// Returns the keys in the order of the file.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.entries.iter().map(|entry| &*entry.key)
    }

    /// Returns the number of entries.
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Returns whether there are no entries.
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
