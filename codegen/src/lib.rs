//! Turns Smithy models (the JSON AST) into small, typed Rust clients.
#![forbid(unsafe_code)]

pub mod diagnostics;
#[allow(dead_code, reason = "mixins and apply come next")]
pub mod model;
