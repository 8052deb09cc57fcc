//! Checks expressions against the shapes of a model, so that one that leads nowhere is found when the client is generated.

use super::function::Gives;
use super::{Expression, Function};
use crate::ir::PathComparator;
use crate::ir::context::Context;
use crate::model::{Member, Reference, Shape, ShapeKind};
use std::rc::Rc;

/// The type of a value, as far as the shapes determine it.
#[derive(Clone, Debug)]
pub(in crate::ir) enum Kind<'m> {
    /// A value of this shape.
    Shape(&'m Shape),
    /// A list of such values.
    List(Rc<Kind<'m>>),
    /// A boolean, such as the result of a comparison.
    Boolean,
    /// A length, or another number.
    Number,
    /// A string that a function makes.
    Text,
    /// An object with these members.
    Object(Rc<[(String, Kind<'m>)]>),
    /// Unknown.
    Any,
}

/// Follows an expression through the shapes of a model, and returns the type of its result.
///
/// # Errors
/// A description of where it leads nowhere.
pub(in crate::ir) fn check<'m>(
    context: &Context<'m>,
    at: &Kind<'m>,
    of: &Expression,
) -> Result<Kind<'m>, String> {
    let both = |left, right| check(context, at, left).and(check(context, at, right));
    match of {
        Expression::Current => Ok(at.clone()),
        Expression::Path(names) => names.iter().try_fold(at.clone(), |at, name| member(context, &at, name)),
        Expression::Null | Expression::Boolean(_) | Expression::Number(_) | Expression::Text(_) => {
            Ok(Kind::Any)
        }
        Expression::Index(_) => elements(context, at),
        Expression::Slice(..) => elements(context, at).map(|element| Kind::List(element.into())),
        Expression::Then(steps) => steps.iter().try_fold(at.clone(), |at, step| check(context, &at, step)),
        Expression::Each(of, each) => {
            let element = elements(context, &check(context, at, of)?)?;
            Ok(Kind::List(check(context, &element, each)?.into()))
        }
        Expression::Flatten(of) => {
            let element = elements(context, &check(context, at, of)?)?;
            // Elements that are not lists are kept as they are.
            Ok(Kind::List(elements(context, &element).unwrap_or(element).into()))
        }
        Expression::Wildcard(of) => values_of(context, &check(context, at, of)?),
        Expression::If(condition, then) => {
            check(context, at, condition)?;
            check(context, at, then)
        }
        Expression::And(left, right) | Expression::Or(left, right) => both(left, right).map(|_| Kind::Any),
        Expression::Compare(left, _, right) => both(left, right).map(|_| Kind::Boolean),
        Expression::Not(of) => check(context, at, of).map(|_| Kind::Boolean),
        Expression::List(all) => {
            all.iter().try_for_each(|it| check(context, at, it).map(drop))?;
            Ok(Kind::List(Kind::Any.into()))
        }
        Expression::Object(entries) => {
            let entries = entries.iter().map(|(name, of)| Ok((name.clone(), check(context, at, of)?)));
            entries.collect::<Result<_, String>>().map(Kind::Object)
        }
        Expression::Call(function, arguments) => call(context, at, *function, arguments),
    }
}

fn target<'m>(context: &Context<'m>, reference: &Reference) -> Kind<'m> {
    context.model.target(reference).map_or(Kind::Any, |shape| match shape.kind {
        ShapeKind::Document => Kind::Any,
        _ => Kind::Shape(shape),
    })
}

fn member<'m>(context: &Context<'m>, at: &Kind<'m>, name: &str) -> Result<Kind<'m>, String> {
    match at {
        Kind::Any => Ok(Kind::Any),
        Kind::List(_) => Err(format!("a list has no member `{name}`")),
        Kind::Boolean | Kind::Number | Kind::Text => {
            Err(format!("a condition, number or text has no member `{name}`"))
        }
        Kind::Object(members) => {
            let member = members.iter().find(|(known, _)| *known == name);
            member.map(|(_, kind)| kind.clone()).ok_or_else(|| format!("there is no `{name}`"))
        }
        Kind::Shape(shape) => match &shape.kind {
            ShapeKind::Map(map) => Ok(target(context, &map.value.target)),
            ShapeKind::Structure(_) | ShapeKind::Union(_) => {
                let named = |member: &&Member| member.name() == name;
                let member = shape.members().find(named);
                member
                    .map(|member| target(context, &member.target))
                    .ok_or_else(|| format!("{} has no member `{name}`", shape.id))
            }
            _ => Err(format!("{} has no members such as `{name}`", shape.id)),
        },
    }
}

fn elements<'m>(context: &Context<'m>, at: &Kind<'m>) -> Result<Kind<'m>, String> {
    match at {
        Kind::Any => Ok(Kind::Any),
        Kind::List(element) => Ok(element.as_ref().clone()),
        Kind::Object(_) | Kind::Boolean | Kind::Number | Kind::Text => {
            Err("what comes before is no list".to_owned())
        }
        Kind::Shape(shape) => match &shape.kind {
            ShapeKind::List(list) => Ok(target(context, &list.member.target)),
            _ => Err(format!("{} is no list", shape.id)),
        },
    }
}

fn values_of<'m>(context: &Context<'m>, at: &Kind<'m>) -> Result<Kind<'m>, String> {
    let value = match at {
        Kind::Any | Kind::Object(_) => Kind::Any,
        // The literal list may be empty, and is a list all the same.
        Kind::List(element) if matches!(**element, Kind::Any) => return Ok(Kind::Any),
        Kind::List(_) | Kind::Boolean | Kind::Number | Kind::Text => {
            return Err("what comes before has no names".to_owned());
        }
        Kind::Shape(shape) => match &shape.kind {
            ShapeKind::Map(map) => target(context, &map.value.target),
            ShapeKind::Structure(_) | ShapeKind::Union(_) => Kind::Any,
            _ => return Err(format!("{} has no names", shape.id)),
        },
    };
    Ok(Kind::List(value.into()))
}

/// Returns whether its values are strings in expressions, as blobs are in base64.
fn is_text(shape: &Shape) -> bool {
    matches!(shape.kind, ShapeKind::String | ShapeKind::Enum(_) | ShapeKind::Blob)
}

/// Checks that a value of this type can be compared in this way.
pub(in crate::ir) fn compares(kind: &Kind<'_>, comparator: PathComparator) -> Result<(), String> {
    let (fits, wanted) = match comparator {
        PathComparator::StringEquals => {
            (matches!(kind, Kind::Text) || matches!(kind, Kind::Shape(shape) if is_text(shape)), "a text")
        }
        PathComparator::BooleanEquals => (
            matches!(kind, Kind::Boolean)
                || matches!(kind, Kind::Shape(shape) if matches!(shape.kind, ShapeKind::Boolean)),
            "a boolean",
        ),
        PathComparator::AllStringEquals | PathComparator::AnyStringEquals => (
            matches!(kind, Kind::List(_))
                || matches!(kind, Kind::Shape(shape) if matches!(shape.kind, ShapeKind::List(_))),
            "a list",
        ),
    };
    if fits || matches!(kind, Kind::Any) {
        return Ok(());
    }
    let found = match kind {
        Kind::Shape(shape) => shape.id.to_string(),
        Kind::List(_) => "a list".to_owned(),
        Kind::Boolean => "a condition".to_owned(),
        Kind::Number => "a number".to_owned(),
        Kind::Text => "a text".to_owned(),
        Kind::Object(_) | Kind::Any => "an object".to_owned(),
    };
    Err(format!("it is {found} and is compared with {wanted}"))
}

/// Returns the type of a function's result for these arguments.
fn call<'m>(
    context: &Context<'m>,
    at: &Kind<'m>,
    function: Function,
    arguments: &[Expression],
) -> Result<Kind<'m>, String> {
    let (values, by_part) = function.split(arguments);
    let mut kinds = values.iter().map(|it| check(context, at, it)).collect::<Result<Vec<_>, _>>()?;
    let mut part = Kind::Any;
    if let Some((list, of_each)) = by_part {
        let list = check(context, at, list)?;
        part = check(context, &elements(context, &list)?, of_each)?;
        kinds.push(list);
    }
    let given = kinds.into_iter().next().unwrap_or(Kind::Any);
    match function.gives {
        Gives::Number => Ok(Kind::Number),
        Gives::Text => Ok(Kind::Text),
        Gives::Boolean => Ok(Kind::Boolean),
        Gives::Any => Ok(Kind::Any),
        Gives::Same => Ok(given),
        Gives::Element => elements(context, &given),
        Gives::Parts => Ok(Kind::List(part.into())),
        Gives::Names => values_of(context, &given).map(|_| Kind::List(Kind::Text.into())),
        Gives::Values => values_of(context, &given),
    }
}
