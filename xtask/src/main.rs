//! Drives the generator.
fn main() {}
