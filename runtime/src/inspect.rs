//! Operations on any value that don't need its type: printing, and comparison with another value.

mod debug;
mod display;
mod equality;

pub use debug::{debug, debug_error};
pub use display::display_error;
pub use equality::equal;

use crate::value::{Members, Union, View};
use std::fmt;

/// Formats a structure as [`debug`] does.
#[inline]
pub fn debug_structure<T: Members>(value: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    debug(View::Structure(value), f)
}

/// Formats a union as [`debug`] does.
#[inline]
pub fn debug_union<T: Union>(value: &T, f: &mut fmt::Formatter<'_>) -> fmt::Result {
    debug(View::Union(value), f)
}

/// Compares two structures of one type as [`equal`] does.
#[inline]
pub fn equal_structures<T: Members>(left: &T, right: &T) -> bool {
    equal(View::Structure(left), View::Structure(right))
}

/// Compares two unions of one type as [`equal`] does.
#[inline]
pub fn equal_unions<T: Union>(left: &T, right: &T) -> bool {
    equal(View::Union(left), View::Union(right))
}
