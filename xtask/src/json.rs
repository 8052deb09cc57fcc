//! Building and printing JSON: values without a place in a file, printed as the models are.

use smithwright_codegen::diagnostics::Position;
use smithwright_codegen::model::Node;
use smithwright_codegen::model::node::{Entry, Value};

const NOWHERE: Position = Position { line: 1, column: 1 };

/// Makes a node from a value.
pub fn node(value: Value) -> Node {
    Node { position: NOWHERE, value }
}

/// Makes a string.
pub fn text(text: &str) -> Node {
    node(Value::String(text.into()))
}

/// Makes a string, or `null`.
pub fn optional_text(value: Option<&str>) -> Node {
    value.map_or_else(|| node(Value::Null), text)
}

/// Makes a number from a count.
pub fn count(number: usize) -> Node {
    node(Value::Number(i64::try_from(number).unwrap_or(i64::MAX).into()))
}

/// Makes an array.
pub fn array(elements: impl IntoIterator<Item = Node>) -> Node {
    node(Value::Array(elements.into_iter().collect()))
}

/// Makes an object.
pub fn object(entries: impl IntoIterator<Item = Entry>) -> Node {
    node(Value::Object(entries.into_iter().collect()))
}

/// Makes an entry of an object.
pub fn entry(key: &str, value: Node) -> Entry {
    Entry { key: key.into(), key_position: NOWHERE, value }
}

/// Returns the text of a file with this content.
pub fn print(root: &Node) -> String {
    format!("{root:#}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use smithwright_codegen::model::node::parse;
    use std::fs;
    use std::path::Path;

    #[test]
    fn our_models_are_written_as_they_are() {
        let models = Path::new(env!("CARGO_MANIFEST_DIR")).join("../models");
        for entry in fs::read_dir(models).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "json") {
                let text = fs::read_to_string(&path).unwrap();
                let is_same = print(&parse(&text).unwrap().root) == text;
                assert!(is_same, "{}: `cargo xtask import` writes models as they should be", path.display());
            }
        }
    }
}
