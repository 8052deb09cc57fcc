//! Depends on the generated crates, so that they are compiled.
