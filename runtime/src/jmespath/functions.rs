//! The [functions](https://jmespath.org/specification.html#built-in-functions) of JMESPath.

use super::found::{equal, length, number};
use super::{Evaluated, Expression, Found, Invalid};
use crate::codec::json;
use crate::document::{Document, Number};
use crate::value::{Slot, View};
use std::collections::BTreeMap;

/// A function. Its arguments are shown in parentheses.
///
/// An argument that is applied to each element, such as `&name`, stands among the arguments of [`Expression::Call`] as it is, without the `&`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Function {
    /// `abs(number)`
    Abs,
    /// `avg(numbers)`: null if there are none.
    Avg,
    /// `ceil(number)`
    Ceil,
    /// `contains(list or text, what is looked for)`
    Contains,
    /// `ends_with(text, end)`
    EndsWith,
    /// `floor(number)`
    Floor,
    /// `join(between, texts)`
    Join,
    /// `keys(object)`
    Keys,
    /// `length(list, object or text)`: that of a text in characters.
    Length,
    /// `map(&part, list)`: the part of each element, including nulls.
    Map,
    /// `max(numbers or texts)`: null if there are none.
    Max,
    /// `max_by(list, &number or text)`: the element for which it is greatest, or null if there are none.
    MaxBy,
    /// `merge(object, …)`: of a repeated name, the last one counts.
    Merge,
    /// `min(numbers or texts)`: null if there are none.
    Min,
    /// `min_by(list, &number or text)`: the element for which it is least, or null if there are none.
    MinBy,
    /// `not_null(value, …)`: the first that is not null.
    NotNull,
    /// `reverse(list or text)`
    Reverse,
    /// `sort(numbers or texts)`
    Sort,
    /// `sort_by(list, &number or text)`
    SortBy,
    /// `starts_with(text, start)`
    StartsWith,
    /// `sum(numbers)`
    Sum,
    /// `to_array(value)`: the list, or a list of the value.
    ToArray,
    /// `to_number(value)`: the number, or the one that a text expresses, or null.
    ToNumber,
    /// `to_string(value)`: the text, or the value as JSON.
    ToString,
    /// `type(value)`: `number`, `string`, `boolean`, `array`, `object` or `null`.
    Type,
    /// `values(object)`
    Values,
}

impl Function {
    /// Calls the function with these arguments.
    ///
    /// # Errors
    /// Fails for arguments that it isn't for.
    pub(super) fn call<'a>(self, arguments: &[Expression], at: &Found<'a>) -> Evaluated<'a> {
        let of_each = |of: &Expression, part: &Expression| -> Result<Vec<(Found<'a>, Found<'a>)>, Invalid> {
            let elements = elements(&of.evaluate(at)?)?;
            elements.into_iter().map(|element| Ok((part.evaluate(&element)?, element))).collect()
        };
        match (self, arguments) {
            (Self::Map, [part, of]) => {
                Ok(Found::list(of_each(of, part)?.into_iter().map(|(part, _)| part).collect()))
            }
            (Self::MaxBy, [of, part]) => Ok(sorted(of_each(of, part)?)?.pop().unwrap_or(Found::NULL)),
            (Self::MinBy, [of, part]) => {
                Ok(sorted(of_each(of, part)?)?.into_iter().next().unwrap_or(Found::NULL))
            }
            (Self::SortBy, [of, part]) => Ok(Found::list(sorted(of_each(of, part)?)?)),
            (_, arguments) => {
                let values = arguments.iter().map(|it| it.evaluate(at));
                self.of(&values.collect::<Result<Vec<_>, _>>()?)
            }
        }
    }

    /// Calls the function with these values.
    fn of<'a>(self, values: &[Found<'a>]) -> Evaluated<'a> {
        let itself = |element: Found<'a>| (element.clone(), element);
        let sorted_elements = |of| sorted(elements(of)?.into_iter().map(itself).collect());
        Ok(match (self, values) {
            (Self::Abs, [of]) => numeric(of)?.abs().into(),
            (Self::Ceil, [of]) => numeric(of)?.ceil().into(),
            (Self::Floor, [of]) => numeric(of)?.floor().into(),
            (Self::Sum, [of]) => numbers(of)?.iter().sum::<f64>().into(),
            (Self::Avg, [of]) => average(&numbers(of)?),
            (Self::Contains, [within, wanted]) => contains(within, wanted)?.into(),
            (Self::StartsWith, [of, start]) => text(of)?.starts_with(text(start)?).into(),
            (Self::EndsWith, [of, end]) => text(of)?.ends_with(text(end)?).into(),
            (Self::Join, [between, of]) => {
                let elements = elements(of)?;
                let texts = elements.iter().map(text).collect::<Result<Vec<_>, _>>()?;
                texts.join(text(between)?).into()
            }
            (Self::Keys, [of]) => Found::list(of.keys().ok_or(Invalid)?),
            (Self::Length, [of]) => Found::count(length(of).ok_or(Invalid)?),
            (Self::Max, [of]) => sorted_elements(of)?.pop().unwrap_or(Found::NULL),
            (Self::Min, [of]) => sorted_elements(of)?.into_iter().next().unwrap_or(Found::NULL),
            (Self::Sort, [of]) => Found::list(sorted_elements(of)?),
            (Self::Merge, objects) => merge(objects)?,
            (Self::NotNull, values) => values.iter().find(|it| !it.is_null()).cloned().unwrap_or(Found::NULL),
            (Self::Reverse, [of]) => reverse(of)?,
            (Self::ToArray, [of]) => Found::list(of.elements().unwrap_or_else(|| vec![of.clone()])),
            (Self::ToNumber, [of]) => to_number(of),
            (Self::ToString, [of]) => to_text(of)?,
            (Self::Values, [of]) => Found::list(of.values().ok_or(Invalid)?),
            (Self::Type, [of]) => View::String(type_name(of)).into(),
            // The generator checks the number of arguments.
            _ => return Err(Invalid),
        })
    }
}

fn numeric(of: &Found<'_>) -> Result<f64, Invalid> {
    number(of).ok_or(Invalid)
}

fn text<'f>(of: &'f Found<'_>) -> Result<&'f str, Invalid> {
    of.text().ok_or(Invalid)
}

fn elements<'a>(of: &Found<'a>) -> Result<Vec<Found<'a>>, Invalid> {
    of.elements().ok_or(Invalid)
}

fn numbers(of: &Found<'_>) -> Result<Vec<f64>, Invalid> {
    elements(of)?.iter().map(numeric).collect()
}

#[allow(clippy::cast_precision_loss)] // No memory holds that many.
fn average<'a>(of: &[f64]) -> Found<'a> {
    if of.is_empty() { Found::NULL } else { (of.iter().sum::<f64>() / of.len() as f64).into() }
}

/// Checks whether the list contains the element, or the text the other text.
fn contains(within: &Found<'_>, wanted: &Found<'_>) -> Result<bool, Invalid> {
    if let Some(text) = within.text() {
        return Ok(wanted.text().is_some_and(|wanted| text.contains(wanted)));
    }
    Ok(elements(within)?.iter().any(|element| equal(element, wanted)))
}

/// Sorts elements by their keys, which must be all numbers or all texts. The sort is stable.
fn sorted<'a>(mut keyed: Vec<(Found<'a>, Found<'a>)>) -> Result<Vec<Found<'a>>, Invalid> {
    let texts = keyed.iter().all(|(key, _)| key.text().is_some());
    if !texts && keyed.iter().any(|(key, _)| number(key).is_none()) {
        return Err(Invalid);
    }
    keyed.sort_by(|(left, _), (right, _)| match (number(left), number(right)) {
        (Some(left), Some(right)) => left.total_cmp(&right),
        _ => left.text().cmp(&right.text()),
    });
    Ok(keyed.into_iter().map(|(_, element)| element).collect())
}

fn merge<'a>(objects: &[Found<'a>]) -> Evaluated<'a> {
    let mut all = objects.iter().map(|object| object.by_name().ok_or(Invalid));
    let mut merged = all.next().ok_or(Invalid)??;
    for object in all {
        merged = merged.merge(object?);
    }
    Ok(Found::object(merged))
}

fn reverse<'a>(of: &Found<'a>) -> Evaluated<'a> {
    if let Some(text) = of.text() {
        return Ok(text.chars().rev().collect::<String>().into());
    }
    let mut elements = elements(of)?;
    elements.reverse();
    Ok(Found::list(elements))
}

fn to_number<'a>(of: &Found<'a>) -> Found<'a> {
    if number(of).is_some() {
        return of.clone();
    }
    let read = |text: &str| {
        let mut value = Document::Null;
        json::from_slice(text.as_bytes(), Slot::Document(&mut value)).ok()?;
        value.as_f64().filter(|number| number.is_finite())
    };
    of.text().and_then(read).map_or(Found::NULL, Found::from)
}

fn to_text<'a>(of: &Found<'a>) -> Evaluated<'a> {
    if of.text().is_some() {
        return Ok(of.clone());
    }
    let json = json::to_vec(View::Document(&document(of))).ok();
    json.and_then(|json| String::from_utf8(json).ok()).map(Found::from).ok_or(Invalid)
}

/// Converts the value to a document.
fn document(of: &Found<'_>) -> Document {
    if let Some(text) = of.text() {
        Document::String(text.to_owned())
    } else if let Some(value) = of.boolean() {
        Document::Boolean(value)
    } else if let Some(elements) = of.elements() {
        Document::List(elements.iter().map(document).collect())
    } else if let Some(entries) = of.by_name() {
        let mut map = BTreeMap::new();
        for (name, value) in entries.all() {
            map.insert((*name).to_owned(), document(value));
        }
        Document::Map(map)
    } else if let Found::Value(View::Integer(number)) = of {
        Document::from(*number)
    } else {
        number(of).map_or(Document::Null, |number| Document::Number(plain(number)))
    }
}

/// Returns the number, as an integer if it has no fraction.
fn plain(number: f64) -> Number {
    let text = if number.fract() == 0.0 { format!("{number:.0}") } else { number.to_string() };
    Number::read(&text).unwrap_or(Number::Float(number))
}

fn type_name(of: &Found<'_>) -> &'static str {
    if of.is_null() {
        "null"
    } else if of.text().is_some() {
        "string"
    } else if of.boolean().is_some() {
        "boolean"
    } else if number(of).is_some() {
        "number"
    } else if of.elements().is_some() {
        "array"
    } else {
        "object"
    }
}
