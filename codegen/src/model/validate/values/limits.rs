//! What traits allow of the values of a type: lengths, ranges, patterns, elements that differ, ids of shapes.

use super::{Excused, Held, Walk};
use crate::model::node::Number;
use crate::model::traits::{self, TraitValue, UniqueItems};
use crate::model::{Node, Shape, ShapeId, ShapeType, Value, catalog};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use regex_lite::Regex;
use std::cmp::Ordering;
use std::collections::BTreeMap;

/// The patterns seen so far, with none for those that our engine can't express.
#[derive(Default)]
pub(super) struct Patterns(BTreeMap<String, Option<Regex>>);

impl Patterns {
    /// Returns whether the pattern occurs in the text. One that can't be expressed is taken to: the service will tell.
    fn matches(&mut self, pattern: String, text: &str) -> bool {
        let regex = self.0.entry(pattern).or_insert_with_key(|pattern| Regex::new(pattern).ok());
        regex.as_ref().is_none_or(|regex| regex.is_match(text))
    }
}

impl Walk<'_, '_> {
    /// Checks a value of the right type.
    pub(super) fn limits(&mut self, value: &Node, held: Held<'_>) {
        self.id(value, held);
        if self.site.excused != Excused::All {
            self.length(value, held);
            self.range(value, held);
            self.pattern(value, held);
        }
    }

    fn length(&mut self, value: &Node, held: Held<'_>) {
        let Some((lengths, unit)) = lengths(value, held.shape.shape_type()) else { return };
        let Some((traits::Length { min, max }, owner)) = held.read() else { return };
        let fits =
            |length: &u64| min.is_none_or(|min| min <= *length) && max.is_none_or(|max| *length <= max);
        if let (Some(found), false) = (lengths.first(), lengths.iter().any(fits)) {
            let expected = bounds(min, max, unit);
            self.broken(value, &expected, &found.to_string(), (traits::Length::ID, owner));
        }
    }

    fn range(&mut self, value: &Node, held: Held<'_>) {
        let Some((traits::Range { min, max }, owner)) = held.read() else { return };
        let is_excused = self.site.excused == Excused::Zero && value.as_f64() == Some(0.0);
        let is_less = |bound: &Number| compare(value, bound) == Some(Ordering::Less);
        let is_greater = |bound: &Number| compare(value, bound) == Some(Ordering::Greater);
        let is_number = held.shape.shape_type().is_number() && value.as_str() != Some("NaN");
        if is_excused
            || (is_number && !min.as_ref().is_some_and(is_less) && !max.as_ref().is_some_and(is_greater))
        {
            return;
        }
        let (min, max) = (min.as_ref().map(Number::as_str), max.as_ref().map(Number::as_str));
        let expected = match (min, max) {
            (Some(min), Some(max)) => format!("a number from {min} to {max}"),
            (Some(min), None) => format!("a number of at least {min}"),
            (None, max) => format!("a number of at most {}", max.unwrap_or_default()),
        };
        self.broken(value, &expected, &value.found(), (traits::Range::ID, owner));
    }

    fn pattern(&mut self, value: &Node, held: Held<'_>) {
        let Some(text) = value.as_str().filter(|_| held.shape.shape_type() == ShapeType::String) else {
            return;
        };
        let Some((traits::Pattern(pattern), owner)) = held.read() else { return };
        let expected = format!("a string that matches `{pattern}`");
        if !self.patterns.matches(pattern, text) {
            self.broken(value, &expected, &value.found(), (traits::Pattern::ID, owner));
        }
    }

    fn broken(&mut self, value: &Node, expected: &str, found: &str, (limit, owner): (&str, &ShapeId)) {
        let error = self.expected(expected, found);
        self.report(value.position, error.help(format!("`{owner}` has the trait `{limit}`")));
    }

    /// Checks that no two elements are equal, if the list says so.
    pub(super) fn unique(&mut self, elements: &[Node], shape: &Shape) {
        if !shape.traits.has::<UniqueItems>() {
            return;
        }
        let mut first_with: BTreeMap<String, usize> = BTreeMap::new();
        for (index, element) in elements.iter().enumerate() {
            let first = *first_with.entry(canonical(element)).or_insert(index);
            if first == index {
                continue;
            }
            let first = self.inside(&format!("[{first}]"), |walk| walk.place());
            let error = self.inside(&format!("[{index}]"), |walk| {
                walk.expected(&format!("another value than that of {first}"), &element.found())
            });
            let help = format!("`{}` has the trait `{}`", shape.id, UniqueItems::ID);
            self.report(element.position, error.help(help));
        }
    }

    /// Checks an id of a shape.
    fn id(&mut self, value: &Node, held: Held<'_>) {
        let Some(text) = value.as_str().filter(|_| held.shape.shape_type() == ShapeType::String) else {
            return;
        };
        let Some(reference) = held.trait_value("smithy.api#idRef") else { return };
        let must_exist = reference.get("failWhenMissing").and_then(Node::as_bool) == Some(true);
        let exists = |id: &ShapeId| match self.model.shape(&id.without_member()) {
            Some(shape) => id.member().is_none_or(|name| shape.member(name).is_some()),
            None => catalog::find(id.as_str()).is_some(),
        };
        let problem = match ShapeId::parse(text) {
            Err(invalid) => invalid.to_string(),
            Ok(id) if must_exist && !exists(&id) => "there is no such shape".to_owned(),
            Ok(_) => return,
        };
        let error = self.expected("the id of a shape", &value.found()).help(problem);
        self.report(value.position, error);
    }
}

/// Returns how long a value is, and in what, if it is of a type with a length. A blob is written in base64, or as text in many examples.
fn lengths(value: &Node, shape_type: ShapeType) -> Option<(Vec<u64>, (&'static str, &'static str))> {
    let length = |length: usize| u64::try_from(length).unwrap_or(u64::MAX);
    Some(match (shape_type, &value.value) {
        (ShapeType::Blob, Value::String(text)) => {
            let decoded = STANDARD.decode(&**text).ok();
            let lengths = decoded.map(|bytes| bytes.len()).into_iter().chain([text.len()]);
            (lengths.map(length).collect(), ("byte", "bytes"))
        }
        (ShapeType::String, Value::String(text)) => {
            (vec![length(text.chars().count())], ("character", "characters"))
        }
        (ShapeType::List, Value::Array(elements)) => (vec![length(elements.len())], ("element", "elements")),
        (ShapeType::Map, Value::Object(entries)) => (vec![length(entries.len())], ("entry", "entries")),
        _ => return None,
    })
}

/// Describes limits of a length, as in `1 to 5 characters`.
fn bounds(min: Option<u64>, max: Option<u64>, (one, more): (&str, &str)) -> String {
    let unit = if max.or(min) == Some(1) { one } else { more };
    match (min, max) {
        (Some(min), Some(max)) if min == max => format!("{min} {unit}"),
        (Some(min), Some(max)) => format!("{min} to {max} {unit}"),
        (Some(min), None) => format!("at least {min} {unit}"),
        (None, max) => format!("at most {} {unit}", max.unwrap_or_default()),
    }
}

/// Compares a number, or one of the words for those that JSON does not have, with a bound.
fn compare(value: &Node, bound: &Number) -> Option<Ordering> {
    match (value.as_i64(), bound.as_i64()) {
        (Some(value), Some(bound)) => Some(value.cmp(&bound)),
        _ => {
            let word = || value.as_str().and_then(|word| word.parse().ok());
            value.as_f64().or_else(word)?.partial_cmp(&bound.as_f64())
        }
    }
}

/// Writes the value so that equal ones have the same text.
fn canonical(value: &Node) -> String {
    match &value.value {
        Value::Number(number) => match number.as_i64() {
            Some(whole) => whole.to_string(),
            None if number.is_integer_text() => number.as_str().to_owned(),
            None => number.as_f64().to_string(),
        },
        Value::Array(elements) => {
            format!("[{}]", elements.iter().map(canonical).collect::<Vec<_>>().join(","))
        }
        Value::Object(object) => {
            let mut entries: Vec<String> =
                object.iter().map(|entry| format!("{:?}:{}", entry.key, canonical(&entry.value))).collect();
            entries.sort();
            format!("{{{}}}", entries.join(","))
        }
        Value::Null | Value::Bool(_) | Value::String(_) => value.to_string(),
    }
}
