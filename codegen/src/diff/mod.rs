//! What changed between two models, and what it means for those who use them.
//!
//! Nothing here reads a file: a caller hands over two models that are read already.

mod event;
mod rust;

pub use event::{Bump, Compatibility, Event, Severity};
pub use rust::{RustChange, rust_changes};
