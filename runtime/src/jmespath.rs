//! [JMESPath](https://jmespath.org/specification.html) expressions over values that have tables, which endpoint rules and waiters look at.
//!
//! The generator parses the expressions of models; this module evaluates them. Structures and unions are objects that have the members that are set, by their
//! names in the model; blobs are texts in base64, and timestamps are numbers: the seconds since 1970.

mod found;
mod functions;
#[cfg(test)]
mod tests;

use crate::value::View;
pub(crate) use found::Found;
use found::{Entries, equal, number};
pub use functions::Function;

/// An expression, which is applied to a value: the current one.
///
/// What the value doesn't have is null. A [function](Function) whose arguments are not of the types that it takes makes the whole expression fail.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Expression {
    /// The current value (`@`).
    Current,
    /// The member at the end of these names, each a member of what is at the one before (`a.b.c`).
    Path(&'static [&'static str]),
    /// Null, which only a literal expresses.
    Null,
    /// This boolean.
    Boolean(bool),
    /// This number.
    Number(f64),
    /// This text.
    Text(&'static str),
    /// The element of the current list at this index, counted from 0, or from its end with -1 (`[0]`).
    Index(i32),
    /// The elements of the current list from the first of these up to but not including the second, in steps of the third, which is not zero (`[1:9:2]`).
    Slice(Option<i32>, Option<i32>, i32),
    /// Several expressions, each applied to what the one before returned (`a | b`, and `a.b` if one of them is not a name).
    Then(&'static [Expression]),
    /// What the second returns for each element of the first, without nulls (`a[*].b`).
    Each(&'static Expression, &'static Expression),
    /// The elements, with the elements of those that are lists in their place (`a[]`).
    Flatten(&'static Expression),
    /// The values of an object (`a.*`).
    Wildcard(&'static Expression),
    /// The second, if the first holds (`[?a]`, for each element).
    If(&'static Expression, &'static Expression),
    /// The first if it doesn't hold, or else the second (`a && b`).
    And(&'static Expression, &'static Expression),
    /// The first if it holds, or else the second (`a || b`).
    Or(&'static Expression, &'static Expression),
    /// Whether it doesn't hold (`!a`).
    Not(&'static Expression),
    /// Whether the two compare in this way (`a == b`).
    Compare(&'static Expression, Comparison, &'static Expression),
    /// A list of what each returns, unless the current value is null (`[a, b]`).
    List(&'static [Expression]),
    /// An object of what each returns, unless the current value is null (`{name: a, other: b}`).
    Object(&'static [(&'static str, Expression)]),
    /// What a function returns for these arguments (`length(a)`).
    Call(Function, &'static [Expression]),
}

/// The error of a function given arguments it isn't for, such as `abs` of a text, or of a slice with a step of zero.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Invalid;

/// The result of an expression.
type Evaluated<'a> = Result<Found<'a>, Invalid>;

/// A comparison of two values. Only numbers have an order; for anything else, comparing by order gives null.
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
    /// Evaluates the expression for a value.
    ///
    /// # Errors
    /// Fails if a function is given arguments it isn't for, or the step of a slice is zero.
    pub(crate) fn evaluate<'a>(&self, at: &Found<'a>) -> Evaluated<'a> {
        Ok(match *self {
            Self::Current => at.clone(),
            Self::Path(names) => names.iter().fold(at.clone(), |at, name| at.member(name)),
            Self::Null => Found::NULL,
            Self::Boolean(value) => View::Boolean(value).into(),
            Self::Number(value) => View::Double(value).into(),
            Self::Text(text) => View::String(text).into(),
            Self::Index(index) => element(at, index),
            Self::Slice(.., 0) => return Err(Invalid),
            Self::Slice(start, stop, step) => slice(at, start, stop, step),
            Self::Then(steps) => steps.iter().try_fold(at.clone(), |at, step| step.evaluate(&at))?,
            Self::Each(of, each) => for_each(&of.evaluate(at)?, each)?,
            Self::Flatten(of) => flatten(&of.evaluate(at)?),
            Self::Wildcard(of) => of.evaluate(at)?.values().map_or(Found::NULL, Found::list),
            Self::If(condition, then) if condition.evaluate(at)?.holds() => then.evaluate(at)?,
            Self::If(..) => Found::NULL,
            Self::And(left, right) => match left.evaluate(at)? {
                left if left.holds() => right.evaluate(at)?,
                left => left,
            },
            Self::Or(left, right) => match left.evaluate(at)? {
                left if left.holds() => left,
                _ => right.evaluate(at)?,
            },
            Self::Not(of) => View::Boolean(!of.evaluate(at)?.holds()).into(),
            Self::Compare(left, by, right) => compare(&left.evaluate(at)?, by, &right.evaluate(at)?),
            Self::List(_) | Self::Object(_) if at.is_null() => Found::NULL,
            Self::List(all) => Found::list(all.iter().map(|it| it.evaluate(at)).collect::<Result<_, _>>()?),
            Self::Object(entries) => {
                let mut object = Entries::default();
                for (name, of) in entries {
                    object.insert(name, of.evaluate(at)?);
                }
                Found::object(object)
            }
            Self::Call(function, arguments) => function.call(arguments, at)?,
        })
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

/// Slices as Python does: bounds outside of the list are clamped, and negative steps go backwards.
fn slice<'a>(at: &Found<'a>, start: Option<i32>, stop: Option<i32>, step: i32) -> Found<'a> {
    let Some(elements) = at.elements() else { return Found::NULL };
    // No list is longer than `i64::MAX`.
    let length = i64::try_from(elements.len()).unwrap_or(i64::MAX);
    let (lowest, highest) = if step < 0 { (-1, length - 1) } else { (0, length) };
    let position = |at: i32| {
        let from_start = if at < 0 { length + i64::from(at) } else { i64::from(at) };
        from_start.clamp(lowest, highest)
    };
    let (first, end) = if step < 0 { (highest, lowest) } else { (lowest, highest) };
    let (first, end) = (start.map_or(first, position), stop.map_or(end, position));
    let positions = (0_i64..).map_while(|count| {
        let at = first.checked_add(count.checked_mul(step.into())?)?;
        (if step < 0 { at > end } else { at < end }).then_some(at)
    });
    Found::list(positions.filter_map(|at| elements.get(usize::try_from(at).ok()?).cloned()).collect())
}

fn for_each<'a>(of: &Found<'a>, each: &Expression) -> Evaluated<'a> {
    let Some(elements) = of.elements() else { return Ok(Found::NULL) };
    let mut found = elements.iter().map(|element| each.evaluate(element)).collect::<Result<Vec<_>, _>>()?;
    found.retain(|found| !found.is_null());
    Ok(Found::list(found))
}

fn flatten<'a>(of: &Found<'a>) -> Found<'a> {
    let Some(elements) = of.elements() else { return Found::NULL };
    let parts = elements.into_iter().flat_map(|element| element.elements().unwrap_or_else(|| vec![element]));
    Found::list(parts.collect())
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
