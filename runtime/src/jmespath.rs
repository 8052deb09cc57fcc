//! [JMESPath](https://jmespath.org/specification.html) over values that have tables: which of them endpoint rules and waiters look at. The generator parses
//! the expressions of models; here is what they give.
//!
//! Structures and unions are objects that have the members that are set, by their names in the model, and timestamps are numbers. Slices, objects made by expressions,
//! literals of lists and objects, and functions other than `contains`, `keys` and `length` are left out.

mod found;
#[cfg(test)]
mod tests;

use crate::value::View;
pub(crate) use found::Found;
use found::{contains, equal, length, number};

/// An expression, which is applied to a value: the current one. Whatever can't be had from it is null.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Expression {
    /// The current value (`@`).
    Current,
    /// The member at the end of these names, each a member of what is at the one before (`a.b.c`).
    Path(&'static [&'static str]),
    /// Null, which only a literal says.
    Null,
    /// This boolean.
    Boolean(bool),
    /// This number.
    Number(f64),
    /// This text.
    Text(&'static str),
    /// The element of the current list here, counted from 0, or from its end with -1 (`[0]`).
    Index(i32),
    /// Each applied to what the one before gave (`a | b`, and `a.b` where one of them is not a name).
    Then(&'static [Expression]),
    /// What the second gives for each element of the first, without nulls (`a[*].b`).
    Each(&'static Expression, &'static Expression),
    /// The elements, and in place of those that are lists, theirs (`a[]`).
    Flatten(&'static Expression),
    /// The values of an object (`a.*`).
    Values(&'static Expression),
    /// The second, where the first holds (`[?a]`, for each element).
    If(&'static Expression, &'static Expression),
    /// The first where it doesn't hold, the second where it does (`a && b`).
    And(&'static Expression, &'static Expression),
    /// The first where it holds, the second where it doesn't (`a || b`).
    Or(&'static Expression, &'static Expression),
    /// Whether it doesn't hold (`!a`).
    Not(&'static Expression),
    /// Whether the two compare so (`a == b`).
    Compare(&'static Expression, Comparison, &'static Expression),
    /// A list of what each gives (`[a, b]`).
    List(&'static [Expression]),
    /// `contains(list or text, what is looked for)`.
    Contains(&'static Expression, &'static Expression),
    /// `keys(object)`.
    Keys(&'static Expression),
    /// `length(list, object or text)`, of texts in characters.
    Length(&'static Expression),
}

/// How two values compare. Only numbers have an order; for anything else it is null.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
}

impl Expression {
    /// What it gives for a value.
    pub(crate) fn evaluate<'a>(&self, at: &Found<'a>) -> Found<'a> {
        match *self {
            Self::Current => at.clone(),
            Self::Path(names) => names.iter().fold(at.clone(), |at, name| at.member(name)),
            Self::Null => Found::NULL,
            Self::Boolean(value) => View::Boolean(value).into(),
            Self::Number(value) => View::Double(value).into(),
            Self::Text(text) => View::String(text).into(),
            Self::Index(index) => element(at, index),
            Self::Then(steps) => steps.iter().fold(at.clone(), |at, step| step.evaluate(&at)),
            Self::Each(of, each) => of.evaluate(at).elements().map_or(Found::NULL, |elements| {
                let found = elements.iter().map(|element| each.evaluate(element));
                Found::List(found.filter(|found| !found.is_null()).collect())
            }),
            Self::Flatten(of) => of.evaluate(at).elements().map_or(Found::NULL, |elements| {
                let flat = elements
                    .into_iter()
                    .flat_map(|element| element.elements().unwrap_or_else(|| vec![element]));
                Found::List(flat.collect())
            }),
            Self::Values(of) => of.evaluate(at).values().map_or(Found::NULL, Found::List),
            Self::If(condition, then) if condition.evaluate(at).holds() => then.evaluate(at),
            Self::If(..) => Found::NULL,
            Self::And(left, right) => {
                Some(left.evaluate(at)).filter(|left| !left.holds()).unwrap_or_else(|| right.evaluate(at))
            }
            Self::Or(left, right) => {
                Some(left.evaluate(at)).filter(Found::holds).unwrap_or_else(|| right.evaluate(at))
            }
            Self::Not(of) => View::Boolean(!of.evaluate(at).holds()).into(),
            Self::Compare(left, by, right) => compare(&left.evaluate(at), by, &right.evaluate(at)),
            Self::List(_) if at.is_null() => Found::NULL,
            Self::List(all) => Found::List(all.iter().map(|it| it.evaluate(at)).collect()),
            Self::Contains(within, wanted) => contains(&within.evaluate(at), &wanted.evaluate(at)),
            Self::Keys(of) => of.evaluate(at).keys().map_or(Found::NULL, Found::List),
            Self::Length(of) => length(&of.evaluate(at)),
        }
    }
}

fn element<'a>(at: &Found<'a>, index: i32) -> Found<'a> {
    let Some(mut elements) = at.elements() else { return Found::NULL };
    let distance = index.unsigned_abs() as usize;
    let from_start = if index < 0 { elements.len().checked_sub(distance) } else { Some(distance) };
    match from_start {
        Some(position) if position < elements.len() => elements.swap_remove(position),
        _ => Found::NULL,
    }
}

fn compare<'a>(left: &Found<'_>, by: Comparison, right: &Found<'_>) -> Found<'a> {
    let same = |wanted| View::Boolean(equal(left, right) == wanted).into();
    let ordered = |holds: fn(&f64, &f64) -> bool| match (number(left), number(right)) {
        (Some(left), Some(right)) => View::Boolean(holds(&left, &right)).into(),
        _ => Found::NULL,
    };
    match by {
        Comparison::Equal => same(true),
        Comparison::NotEqual => same(false),
        Comparison::Less => ordered(f64::lt),
        Comparison::LessOrEqual => ordered(f64::le),
        Comparison::Greater => ordered(f64::gt),
        Comparison::GreaterOrEqual => ordered(f64::ge),
    }
}
