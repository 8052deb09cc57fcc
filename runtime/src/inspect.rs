//! What can be said of any value without knowing its type: how to print it, and whether two are equal.

mod debug;
mod equality;

pub use debug::{debug, debug_error};
pub use equality::equal;
