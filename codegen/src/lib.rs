//! Turns Smithy models (the JSON AST) into small, typed Rust clients.
#![forbid(unsafe_code)]

pub mod diagnostics;
pub mod emit;
pub mod ir;
pub mod model;
pub mod write;
