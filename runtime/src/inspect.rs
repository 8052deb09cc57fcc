//! What can be said of any value without knowing its type: how to print it, and whether two are equal.

mod debug;
mod equality;

pub use debug::{debug, debug_error};
pub use equality::equal;

use crate::value::{Members, Union, View};
use std::fmt;

/// [`debug`] of a structure.
#[inline]
pub fn debug_structure<T: Members>(value: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    debug(View::Structure(value), f)
}

/// [`debug`] of a union.
#[inline]
pub fn debug_union<T: Union>(value: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    debug(View::Union(value), f)
}

/// [`equal`] for structures of one type.
#[inline]
pub fn equal_structures<T: Members>(left: &T, right: &T) -> bool {
    equal(View::Structure(left), View::Structure(right))
}

/// [`equal`] for unions of one type.
#[inline]
pub fn equal_unions<T: Union>(left: &T, right: &T) -> bool {
    equal(View::Union(left), View::Union(right))
}
