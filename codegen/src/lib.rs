//! Turns Smithy models (the JSON AST, or the IDL) into small, typed Rust clients.
#![forbid(unsafe_code)]

pub mod diagnostics;
pub mod diff;
pub mod emit;
pub mod generate;
pub mod ir;
pub mod model;
pub mod package;
mod printable;
pub mod report;
mod runtime_features;
mod timestamp;
pub mod write;
