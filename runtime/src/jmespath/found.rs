//! Values as JMESPath sees them: lists, objects, texts, numbers, booleans and null.

use crate::codec::base64_text;
use crate::document::{Document, Number};
use crate::inspect;
use crate::value::View;
use std::rc::Rc;

/// The value of an expression. Values that expressions made are reference-counted, since they are passed on whole many times.
#[derive(Clone)]
pub(crate) enum Found<'a> {
    /// A value, or part of one. Also a number, boolean or null that an expression made.
    Value(View<'a>),
    /// A text that an expression made.
    Text(Rc<str>),
    /// A list that an expression made.
    List(Rc<[Found<'a>]>),
    /// An object that an expression made.
    Object(Rc<Entries<'a>>),
}

impl<'a> From<View<'a>> for Found<'a> {
    #[allow(clippy::cast_precision_loss)] // JMESPath has the numbers of JSON.
    fn from(view: View<'a>) -> Self {
        // A document's values are treated like modelled ones.
        Self::Value(match view {
            View::Blob(bytes) => return Self::base64(bytes),
            View::Document(Document::Blob(bytes)) => return Self::base64(bytes),
            View::IntEnum(number, _) => View::Integer(number),
            View::Document(Document::Null) => View::Unset,
            View::Document(Document::Boolean(value)) => View::Boolean(*value),
            View::Document(Document::Number(Number::Negative(value))) => View::Integer(*value),
            View::Document(Document::Number(Number::Positive(value))) => {
                i64::try_from(*value).map_or_else(|_| View::Double(*value as f64), View::Integer)
            }
            View::Document(Document::Number(number)) => View::Double(number.as_f64()),
            View::Document(Document::String(text)) => View::String(text),
            View::Document(Document::Timestamp(value)) => View::Timestamp(*value),
            view => view,
        })
    }
}

impl From<f64> for Found<'_> {
    fn from(number: f64) -> Self {
        View::Double(number).into()
    }
}

impl From<bool> for Found<'_> {
    fn from(value: bool) -> Self {
        View::Boolean(value).into()
    }
}

impl From<String> for Found<'_> {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl<'a> Found<'a> {
    /// Null.
    pub(crate) const NULL: Found<'static> = Found::Value(View::Unset);

    pub(super) fn list(elements: Vec<Found<'a>>) -> Self {
        Self::List(elements.into())
    }

    pub(super) fn object(entries: Entries<'a>) -> Self {
        Self::Object(entries.into())
    }

    #[allow(clippy::cast_precision_loss)] // No memory holds that many.
    pub(super) fn count(of: usize) -> Self {
        View::Double(of as f64).into()
    }

    fn base64(bytes: &[u8]) -> Self {
        Self::Text(base64_text(bytes).into())
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Value(View::Unset))
    }

    /// Returns the text, if this is text.
    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            Self::Value(View::String(text) | View::Enum(text, _)) => Some(text),
            _ => None,
        }
    }

    /// Returns the boolean, if this is one.
    pub(crate) fn boolean(&self) -> Option<bool> {
        match self {
            Self::Value(View::Boolean(value)) => Some(*value),
            _ => None,
        }
    }

    /// Returns the elements, if this is a list.
    pub(crate) fn elements(&self) -> Option<Vec<Found<'a>>> {
        match self {
            Self::List(elements) => Some(elements.to_vec()),
            Self::Value(View::List(list)) => {
                let mut elements = Vec::with_capacity(list.len());
                list.each(&mut |element| elements.push(element.into()));
                Some(elements)
            }
            Self::Value(View::Document(Document::List(list))) => {
                Some(list.iter().map(|element| View::Document(element).into()).collect())
            }
            _ => None,
        }
    }

    /// Returns the member with this name, or null if this is not an object that has it.
    pub(crate) fn member(&self, name: &str) -> Found<'a> {
        let mut found = Self::NULL;
        match self {
            Self::Object(object) => found = object.get(name).cloned().unwrap_or(Self::NULL),
            // Maps can look up an entry.
            Self::Value(View::Map(map)) => found = map.get(name).map_or(Self::NULL, Found::from),
            Self::Value(View::Document(document)) => {
                found = document.get(name).map_or(Self::NULL, |value| View::Document(value).into());
            }
            _ => {
                _ = self.entries(&mut |key, value| {
                    if key == name {
                        found = value;
                    }
                })
            }
        }
        found
    }

    /// Returns the names of an object.
    pub(super) fn keys(&self) -> Option<Vec<Found<'a>>> {
        let mut keys = Vec::new();
        self.entries(&mut |key, _| keys.push(View::String(key).into())).then_some(keys)
    }

    /// Returns the values of an object.
    pub(super) fn values(&self) -> Option<Vec<Found<'a>>> {
        let mut values = Vec::new();
        self.entries(&mut |_, value| values.push(value)).then_some(values)
    }

    /// Returns the values of an object by name.
    pub(super) fn by_name(&self) -> Option<Entries<'a>> {
        let mut object = Entries::default();
        self.entries(&mut |key, value| object.insert(key, value)).then_some(object)
    }

    /// Calls `visit` for the entries of an object, and returns whether this is one.
    fn entries(&self, visit: &mut dyn FnMut(&'a str, Found<'a>)) -> bool {
        match self {
            Self::Object(object) => {
                for (key, value) in object.all() {
                    visit(key, value.clone());
                }
            }
            Self::Value(View::Structure(structure)) => structure.members(&mut |values| {
                for (member, value) in structure.schema().members.iter().zip(values) {
                    let value = Found::from(value.view());
                    if !value.is_null() {
                        visit(member.name, value);
                    }
                }
            }),
            Self::Value(View::Union(union)) => {
                match union.variant() {
                    Ok((member, value)) => visit(member.name, value.view().into()),
                    // An unknown variant is present, but its value isn't known.
                    Err(name) if !name.is_empty() => visit(name, Self::NULL),
                    Err(_) => {}
                }
            }
            Self::Value(View::Map(map)) => map.each(&mut |key, value| visit(key, value.into())),
            Self::Value(View::Document(Document::Map(map))) => {
                for (key, value) in map {
                    visit(key, View::Document(value).into());
                }
            }
            _ => return false,
        }
        true
    }

    /// Checks whether it counts as true: anything but null, `false` and empty values.
    pub(super) fn holds(&self) -> bool {
        match self {
            Self::Value(View::Unset) => false,
            Self::Value(View::Boolean(value)) => *value,
            _ => length(self) != Some(0),
        }
    }
}

/// A name in an object, and its value.
type Entry<'a> = (&'a str, Found<'a>);

/// The entries of an object, sorted by name. A tree would be another instance of one for every program to compile.
#[derive(Default)]
pub(crate) struct Entries<'a>(Vec<Entry<'a>>);

impl<'a> Entries<'a> {
    pub(super) fn all(&self) -> &[Entry<'a>] {
        &self.0
    }

    fn get(&self, name: &str) -> Option<&Found<'a>> {
        let at = self.position(name).ok()?;
        self.0.get(at).map(|(_, value)| value)
    }

    /// Inserts an entry, in place of one of this name. At the end, where those of a map come, it takes no longer for many.
    pub(super) fn insert(&mut self, name: &'a str, value: Found<'a>) {
        match self.position(name) {
            Ok(at) => {
                if let Some(entry) = self.0.get_mut(at) {
                    entry.1 = value;
                }
            }
            Err(at) => self.0.insert(at, (name, value)),
        }
    }

    /// Adds entries, which count in place of those of the same name.
    pub(super) fn merge(self, other: Self) -> Self {
        let mut merged = Vec::with_capacity(self.0.len() + other.0.len());
        let mut own = self.0.into_iter().peekable();
        for entry in other.0 {
            while let Some(earlier) = own.next_if(|(name, _)| *name < entry.0) {
                merged.push(earlier);
            }
            own.next_if(|(name, _)| *name == entry.0);
            merged.push(entry);
        }
        merged.extend(own);
        Self(merged)
    }

    fn position(&self, name: &str) -> Result<usize, usize> {
        self.0.binary_search_by(|(other, _)| (*other).cmp(name))
    }
}

/// Returns the number, if this is one.
#[allow(clippy::cast_precision_loss)] // JMESPath has the numbers of JSON.
pub(super) fn number(found: &Found<'_>) -> Option<f64> {
    match found {
        Found::Value(View::Integer(value)) => Some(*value as f64),
        Found::Value(View::Float(value)) => Some((*value).into()),
        Found::Value(View::Double(value)) => Some(*value),
        // Seconds since 1970.
        Found::Value(View::Timestamp(value)) => {
            Some(value.seconds() as f64 + f64::from(value.subsecond_nanos()) / 1e9)
        }
        Found::Value(View::BigInteger(value)) => value.as_str().parse().ok(),
        Found::Value(View::BigDecimal(value)) => value.as_str().parse().ok(),
        _ => None,
    }
}

/// Returns the number of elements, entries or characters, or `None` for other values.
pub(super) fn length(found: &Found<'_>) -> Option<usize> {
    Some(match found {
        Found::List(elements) => elements.len(),
        Found::Object(entries) => entries.all().len(),
        Found::Value(View::List(list)) => list.len(),
        Found::Value(View::Map(map)) => map.len(),
        Found::Value(View::Document(Document::List(list))) => list.len(),
        Found::Value(View::Document(Document::Map(map))) => map.len(),
        _ => match found.text() {
            Some(text) => text.chars().count(),
            None => found.keys()?.len(),
        },
    })
}

/// Checks whether two values are the same, whatever their shapes.
pub(super) fn equal(left: &Found<'_>, right: &Found<'_>) -> bool {
    if let (Found::Value(View::Integer(left)), Found::Value(View::Integer(right))) = (left, right) {
        return left == right;
    }
    if let (Found::Value(View::BigInteger(left)), Found::Value(View::BigInteger(right))) = (left, right) {
        return left == right;
    }
    if let (Some(left), Some(right)) = (number(left), number(right)) {
        return left == right;
    }
    if let (Some(left), Some(right)) = (left.text(), right.text()) {
        return left == right;
    }
    if let (Some(left), Some(right)) = (left.elements(), right.elements()) {
        return left.len() == right.len() && left.iter().zip(&right).all(|(left, right)| equal(left, right));
    }
    if let (Some(left), Some(right)) = (left.by_name(), right.by_name()) {
        let (left, right) = (left.all(), right.all());
        let same = |((name, value), (other, theirs)): (&Entry<'_>, &Entry<'_>)| {
            name == other && equal(value, theirs)
        };
        return left.len() == right.len() && left.iter().zip(right).all(same);
    }
    match (left, right) {
        (Found::Value(left), Found::Value(right)) => inspect::equal(*left, *right),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(names: &[(&'static str, i64)]) -> Entries<'static> {
        let mut entries = Entries::default();
        names.iter().for_each(|(name, value)| entries.insert(name, View::Integer(*value).into()));
        entries
    }

    #[test]
    fn of_a_repeated_name_the_last_entry_counts() {
        let first = entries(&[("c", 1), ("a", 1), ("e", 1), ("c", 2)]);
        let merged = first.merge(entries(&[("b", 3), ("c", 3), ("f", 3)]));
        let shown: Vec<_> = merged.all().iter().map(|(name, value)| (*name, number(value))).collect();
        let expected = [("a", 1.0), ("b", 3.0), ("c", 3.0), ("e", 1.0), ("f", 3.0)];
        assert_eq!(shown, expected.map(|(name, value)| (name, Some(value))));
        assert!(merged.get("d").is_none() && merged.get("e").is_some());
    }
}
