//! Comparison of two values of the same type.

use crate::value::{List, Map, Structure, Union, View};

/// Returns `true` if two values of one type are equal, as `derive(PartialEq)` would say. Floats compare as floats: NaN equals nothing.
#[must_use]
pub fn equal(left: View<'_>, right: View<'_>) -> bool {
    match (left, right) {
        (View::Unset, View::Unset) => true,
        (View::Boolean(left), View::Boolean(right)) => left == right,
        (View::Integer(left), View::Integer(right)) => left == right,
        (View::IntEnum(left, _), View::IntEnum(right, _)) => left == right,
        (View::Float(left), View::Float(right)) => left == right,
        (View::Double(left), View::Double(right)) => left == right,
        (View::BigInteger(left), View::BigInteger(right)) => left == right,
        (View::BigDecimal(left), View::BigDecimal(right)) => left == right,
        (View::String(left), View::String(right)) => left == right,
        (View::Enum(left, _), View::Enum(right, _)) => left == right,
        (View::Blob(left), View::Blob(right)) => left == right,
        (View::Timestamp(left), View::Timestamp(right)) => left == right,
        (View::Document(left), View::Document(right)) => left == right,
        (View::Stream(left), View::Stream(right)) => left == right,
        (View::Events(left), View::Events(right)) => left.address() == right.address(),
        (View::Structure(left), View::Structure(right)) => structures(left, right),
        (View::Union(left), View::Union(right)) => unions(left, right),
        (View::List(left), View::List(right)) => lists(left, right),
        (View::Map(left), View::Map(right)) => maps(left, right),
        _ => false,
    }
}

fn structures(left: &dyn Structure, right: &dyn Structure) -> bool {
    let mut same = true;
    left.members(&mut |left| {
        right.members(&mut |right| {
            same = left.len() == right.len()
                && left.iter().zip(right).all(|(left, right)| equal(left.view(), right.view()));
        });
    });
    same
}

// Not equal if both are unknown: they may differ in what was dropped when they were received.
fn unions(left: &dyn Union, right: &dyn Union) -> bool {
    match (left.variant(), right.variant()) {
        (Ok((left_member, left)), Ok((right_member, right))) => {
            left_member.name == right_member.name && equal(left.view(), right.view())
        }
        _ => false,
    }
}

fn lists(left: &dyn List, right: &dyn List) -> bool {
    let mut rest = Vec::with_capacity(right.len());
    right.each(&mut |view| rest.push(view));
    let mut rest = rest.into_iter();
    let mut same = left.len() == right.len();
    left.each(&mut |left| same = same && rest.next().is_some_and(|right| equal(left, right)));
    same
}

fn maps(left: &dyn Map, right: &dyn Map) -> bool {
    let mut same = left.len() == right.len();
    left.each(&mut |key, left| same = same && right.get(key).is_some_and(|right| equal(left, right)));
    same
}
