//! The Smithy JSON AST as written: shape ids, shapes, members, traits. It knows no Rust names.
