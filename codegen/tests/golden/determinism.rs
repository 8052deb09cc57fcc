//! The same model gives the same text, however often, and in whatever order its file lists the shapes.

use crate::fixture::{self, Fixture};
use serde_json::Value;

#[test]
fn generating_twice_gives_the_same() {
    for fixture in fixture::all() {
        assert!(fixture.generated().files == fixture.generated().files, "{}", fixture.name);
    }
}

#[test]
fn the_order_of_shapes_does_not_matter() {
    for fixture in fixture::all() {
        let turned = Fixture { name: fixture.name.clone(), text: turned(&fixture.text) };
        assert_ne!(turned.text, fixture.text);
        assert!(fixture.generated().files == turned.generated().files, "{}", fixture.name);
    }
}

/// The model with its shapes in the opposite order, and everything within them as it was.
///
/// A line at the indentation of shapes begins one, and such lines are all that tells where they end: `serde_json` sorts what it reads.
fn turned(text: &str) -> String {
    let (head, rest) = text.split_once("\"shapes\": {\n").unwrap();
    let (shapes, tail) = rest.rsplit_once("\n  }").unwrap();
    let mut parts: Vec<&str> = Vec::new();
    let mut from = 0;
    for (at, _) in shapes.match_indices("\n    \"") {
        parts.push(&shapes[from..at]);
        from = at + 1;
    }
    parts.push(&shapes[from..]);
    let parts: Vec<&str> = parts.iter().rev().map(|part| part.trim_end_matches(',')).collect();
    let turned = format!("{head}\"shapes\": {{\n{}\n  }}{tail} ", parts.join(",\n"));
    let value = |text: &str| serde_json::from_str::<Value>(text).unwrap();
    assert_eq!(value(&turned), value(text), "the shapes are only moved");
    turned
}
