//! Building and printing JSON: values without a place in a file, printed as the models are, with four spaces per level and one entry per line.

use smithwright_codegen::diagnostics::Position;
use smithwright_codegen::model::Node;
use smithwright_codegen::model::node::{Entry, Value};
use std::fmt::Write as _;

const NOWHERE: Position = Position { line: 1, column: 1 };

/// Makes a node from a value.
pub(crate) fn node(value: Value) -> Node {
    Node { position: NOWHERE, value }
}

/// Makes a string.
pub(crate) fn text(text: &str) -> Node {
    node(Value::String(text.into()))
}

/// Makes a string, or `null`.
pub(crate) fn optional_text(value: Option<&str>) -> Node {
    value.map_or_else(|| node(Value::Null), text)
}

/// Makes a number from a count.
pub(crate) fn count(number: usize) -> Node {
    node(Value::Number(i64::try_from(number).unwrap_or(i64::MAX).into()))
}

/// Makes an array.
pub(crate) fn array(elements: impl IntoIterator<Item = Node>) -> Node {
    node(Value::Array(elements.into_iter().collect()))
}

/// Makes an object.
pub(crate) fn object(entries: impl IntoIterator<Item = Entry>) -> Node {
    node(Value::Object(entries.into_iter().collect()))
}

/// Makes an entry of an object.
pub(crate) fn entry(key: &str, value: Node) -> Entry {
    Entry { key: key.into(), key_position: NOWHERE, value }
}

/// Returns the text of a file with this content.
pub(crate) fn print(root: &Node) -> String {
    let mut out = String::new();
    write(root, 0, &mut out);
    out.push('\n');
    out
}

fn write(node: &Node, level: usize, out: &mut String) {
    match &node.value {
        Value::Null => out.push_str("null"),
        Value::Bool(value) => out.push_str(if *value { "true" } else { "false" }),
        Value::Number(number) => out.push_str(number.as_str()),
        Value::String(text) => string(text, out),
        Value::Array(elements) if elements.is_empty() => out.push_str("[]"),
        Value::Array(elements) => {
            lines(out, level, ('[', ']'), elements, |element, out| write(element, level + 1, out));
        }
        Value::Object(object) if object.is_empty() => out.push_str("{}"),
        Value::Object(object) => lines(out, level, ('{', '}'), object, |entry, out| {
            string(&entry.key, out);
            out.push_str(": ");
            write(&entry.value, level + 1, out);
        }),
    }
}

fn lines<T>(
    out: &mut String,
    level: usize,
    (open, close): (char, char),
    parts: impl IntoIterator<Item = T>,
    mut part: impl FnMut(T, &mut String),
) {
    let indent = |out: &mut String, level: usize| {
        out.push('\n');
        out.extend(std::iter::repeat_n("    ", level));
    };
    out.push(open);
    for (at, each) in parts.into_iter().enumerate() {
        if at > 0 {
            out.push(',');
        }
        indent(out, level + 1);
        part(each, out);
    }
    indent(out, level);
    out.push(close);
}

fn string(text: &str, out: &mut String) {
    out.push('"');
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control < ' ' => {
                let _ = write!(out, "\\u{:04x}", u32::from(control));
            }
            other => out.push(other),
        }
    }
    out.push('"');
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

    #[test]
    fn what_has_to_be_escaped_is() {
        let text = "{\n    \"a\": \"\\\"\\\\\\n\\t\\u0001é\",\n    \"b\": [\n        1.50,\n        null\n    ],\n    \"c\": {}\n}\n";
        assert_eq!(print(&parse(text).unwrap().root), text);
    }
}
